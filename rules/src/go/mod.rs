//! Settings of the Go extension.

use crate::core::rule::Rule;

pub mod go_tools_env_shadowed;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&go_tools_env_shadowed::GoToolsEnvShadowed];
