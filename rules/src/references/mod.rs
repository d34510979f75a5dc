//! References inside values: what VS Code expands, and what it only looks as if it would.

use crate::core::rule::Rule;

pub mod malformed_variable;
pub mod shell_variable;
pub mod unresolvable_variable;
pub mod unsupported_variable;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &malformed_variable::MalformedVariable,
    &shell_variable::ShellVariable,
    &unresolvable_variable::UnresolvableVariable,
    &unsupported_variable::UnsupportedVariable,
];
