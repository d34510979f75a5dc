//! Rules for MCP servers.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod mcp_path_duplicated;
pub mod mcp_shape;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "mcp", title: "Rules for MCP servers" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&mcp_path_duplicated::McpPathDuplicated, &mcp_shape::McpShape];
