//! Rules for launch configurations.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod env_on_attach;
pub mod environment_shape;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "launch", title: "Rules for launch configurations" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&env_on_attach::EnvOnAttach, &environment_shape::EnvironmentShape];
