//! Keys, files and layers: which of them count.

use crate::core::rule::Rule;

pub mod ignored_by_scope;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&ignored_by_scope::IgnoredByScope];
