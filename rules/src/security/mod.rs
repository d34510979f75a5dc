//! Content that should not be shared, or that others cannot use.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod hardcoded_home;
pub mod secret_in_settings;

/// The family of these rules.
pub const FAMILY: Family =
    Family { name: "security", title: "Content that should not be shared, or that others cannot use" };

/// The rules of this family, sorted by name.
pub const RULES: &[&dyn Rule] = &[&hardcoded_home::HardcodedHome, &secret_in_settings::SecretInSettings];
