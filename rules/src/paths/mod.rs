//! Lists of directories: PATH and its likes.

use crate::core::rule::Rule;

pub mod empty_path_entry;
pub mod essential_variable_removed;
pub mod path_overwrite;
pub mod path_separator_variable;
pub mod profile_path_drops_env_path;
pub mod wrong_path_separator;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &empty_path_entry::EmptyPathEntry,
    &essential_variable_removed::EssentialVariableRemoved,
    &path_overwrite::PathOverwrite,
    &path_separator_variable::PathSeparatorVariable,
    &profile_path_drops_env_path::ProfilePathDropsEnvPath,
    &wrong_path_separator::WrongPathSeparator,
];
