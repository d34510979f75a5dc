//! The file itself.

use crate::core::rule::Rule;

pub mod duplicate_key;
pub mod syntax_error;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&duplicate_key::DuplicateKey, &syntax_error::SyntaxError];
