//! Rules for launch configurations.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod build_only_variable;
pub mod env_on_attach;
pub mod environment_shape;
pub mod launch_env_dropped;
pub mod launch_env_ignored;
pub mod launch_shape;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "launch", title: "Rules for launch configurations" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &build_only_variable::BuildOnlyVariable,
    &env_on_attach::EnvOnAttach,
    &environment_shape::EnvironmentShape,
    &launch_env_dropped::LaunchEnvDropped,
    &launch_env_ignored::LaunchEnvIgnored,
    &launch_shape::LaunchShape,
];
