//! Rules for the file itself: its syntax, its keys and invisible characters.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod duplicate_key;
pub mod hidden_text;
pub mod invalid_escape;
pub mod syntax_error;

/// The family of these rules.
pub const FAMILY: Family =
    Family { name: "file", title: "Rules for the file itself: its syntax, its keys and invisible characters" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &duplicate_key::DuplicateKey,
    &hidden_text::HiddenText,
    &invalid_escape::InvalidEscape,
    &syntax_error::SyntaxError,
];
