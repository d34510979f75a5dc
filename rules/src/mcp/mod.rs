//! Rules for MCP servers.

use envlint_core::rule::Rule;

pub mod mcp_path_duplicated;

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[&mcp_path_duplicated::McpPathDuplicated];
