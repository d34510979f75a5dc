//! Content that should not be shared, or that others cannot use.

use envlint_core::rule::Rule;

pub mod hardcoded_home;
pub mod secret_in_settings;

/// The rules of this family, sorted by name.
pub const RULES: &[&dyn Rule] = &[&hardcoded_home::HardcodedHome, &secret_in_settings::SecretInSettings];
