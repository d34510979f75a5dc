//! Terminal profiles and shells.

use crate::core::rule::Rule;

pub mod half_nested_key;
pub mod invalid_env_object;
pub mod invalid_profile;
pub mod missing_login_shell;
pub mod misspelled_platform;
pub mod non_string_value;
pub mod unknown_profile_field;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &half_nested_key::HalfNestedKey,
    &invalid_env_object::InvalidEnvObject,
    &invalid_profile::InvalidProfile,
    &missing_login_shell::MissingLoginShell,
    &misspelled_platform::MisspelledPlatform,
    &non_string_value::NonStringValue,
    &unknown_profile_field::UnknownProfileField,
];
