//! Rules for PATH and other lists of folders, and for names of variables.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod duplicate_path_entry;
pub mod empty_path_entry;
pub mod essential_variable_removed;
pub mod foreign_path;
pub mod invalid_variable_name;
pub mod list_overwrite;
pub mod misspelled_variable_name;
pub mod path_overwrite;
pub mod path_separator_variable;
pub mod profile_path_drops_env_path;
pub mod relative_path_entry;
pub mod wrong_path_separator;

/// The family of these rules.
pub const FAMILY: Family =
    Family { name: "paths", title: "Rules for PATH and other lists of folders, and for names of variables" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &duplicate_path_entry::DuplicatePathEntry,
    &empty_path_entry::EmptyPathEntry,
    &essential_variable_removed::EssentialVariableRemoved,
    &foreign_path::ForeignPath,
    &invalid_variable_name::InvalidVariableName,
    &list_overwrite::ListOverwrite,
    &misspelled_variable_name::MisspelledVariableName,
    &path_overwrite::PathOverwrite,
    &path_separator_variable::PathSeparatorVariable,
    &profile_path_drops_env_path::ProfilePathDropsEnvPath,
    &relative_path_entry::RelativePathEntry,
    &wrong_path_separator::WrongPathSeparator,
];
