//! Rules for settings of the Go extension.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod go_alternate_tool_shape;
pub mod go_build_tags_not_debugged;
pub mod go_cross_target_debug;
pub mod go_env_value;
pub mod go_flags_shape;
pub mod go_path_entry;
pub mod go_path_not_searched;
pub mod go_root_shape;
pub mod go_toolchain_split;
pub mod go_tools_env_shadowed;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "go", title: "Rules for settings of the Go extension" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &go_alternate_tool_shape::GoAlternateToolShape,
    &go_build_tags_not_debugged::GoBuildTagsNotDebugged,
    &go_cross_target_debug::GoCrossTargetDebug,
    &go_env_value::GoEnvValue,
    &go_flags_shape::GoFlagsShape,
    &go_path_entry::GoPathEntry,
    &go_path_not_searched::GoPathNotSearched,
    &go_root_shape::GoRootShape,
    &go_toolchain_split::GoToolchainSplit,
    &go_tools_env_shadowed::GoToolsEnvShadowed,
];
