//! Files of variables that settings and launch configurations name.

use crate::core::rule::Rule;

pub mod env_file_path;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&env_file_path::EnvFilePath];
