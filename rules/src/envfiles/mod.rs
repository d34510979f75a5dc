//! Rules for `.env` files that settings and launch configurations name.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod env_file_not_in_terminals;
pub mod env_file_overwrite;
pub mod env_file_path;
pub mod env_file_syntax;

/// The family of these rules.
pub const FAMILY: Family =
    Family { name: "envfiles", title: "Rules for `.env` files that settings and launch configurations name" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &env_file_not_in_terminals::EnvFileNotInTerminals,
    &env_file_overwrite::EnvFileOverwrite,
    &env_file_path::EnvFilePath,
    &env_file_syntax::EnvFileSyntax,
];
