//! Rules for launch configurations.

use envlint_core::rule::Rule;

pub mod env_on_attach;
pub mod environment_shape;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&env_on_attach::EnvOnAttach, &environment_shape::EnvironmentShape];
