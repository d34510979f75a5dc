//! The terminal: its settings, profiles and shells.

use crate::core::rule::Rule;

pub mod half_nested_key;
pub mod invalid_env_object;
pub mod missing_login_shell;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] =
    &[&half_nested_key::HalfNestedKey, &invalid_env_object::InvalidEnvObject, &missing_login_shell::MissingLoginShell];
