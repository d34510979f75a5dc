//! Keys, files and layers: which of them count.

use crate::core::rule::Rule;

pub mod hidden_by_parent_key;
pub mod ignored_by_scope;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&hidden_by_parent_key::HiddenByParentKey, &ignored_by_scope::IgnoredByScope];
