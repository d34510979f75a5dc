//! envlint's own configuration files and suppression comments.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod invalid_config;
pub mod invalid_suppression;
pub mod unused_suppression;

/// The family of these rules.
pub const FAMILY: Family =
    Family { name: "housekeeping", title: "envlint's own configuration files and suppression comments" };

/// The rules of this family, sorted by name.
pub const RULES: &[&dyn Rule] =
    &[&invalid_config::InvalidConfig, &invalid_suppression::InvalidSuppression, &unused_suppression::UnusedSuppression];
