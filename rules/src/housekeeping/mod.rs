//! envlint's own configuration files and suppression comments.

use envlint_core::rule::Rule;

pub mod invalid_config;
pub mod invalid_suppression;
pub mod unused_suppression;

/// The rules of this family, sorted by name.
pub const RULES: &[&dyn Rule] =
    &[&invalid_config::InvalidConfig, &invalid_suppression::InvalidSuppression, &unused_suppression::UnusedSuppression];
