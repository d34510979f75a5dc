//! Dev containers.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod container_env_reference;
pub mod container_shape;
pub mod host_path_in_container;
pub mod legacy_devcontainer_settings;
pub mod remote_env_path;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "containers", title: "Dev containers" };

/// The rules of this family, sorted by name.
pub const RULES: &[&dyn Rule] = &[
    &container_env_reference::ContainerEnvReference,
    &container_shape::ContainerShape,
    &host_path_in_container::HostPathInContainer,
    &legacy_devcontainer_settings::LegacyDevcontainerSettings,
    &remote_env_path::RemoteEnvPath,
];
