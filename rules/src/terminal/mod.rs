//! Terminal profiles and shells.

use crate::core::rule::Rule;

pub mod missing_login_shell;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&missing_login_shell::MissingLoginShell];
