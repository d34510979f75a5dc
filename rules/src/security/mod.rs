//! What others should not get, or cannot use.

use crate::core::rule::Rule;

pub mod hardcoded_home;
pub mod secret_in_settings;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&hardcoded_home::HardcodedHome, &secret_in_settings::SecretInSettings];
