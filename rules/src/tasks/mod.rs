//! Rules for tasks.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod task_env_dropped;
pub mod task_shape;
pub mod task_shell_command_flag;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "tasks", title: "Rules for tasks" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] =
    &[&task_env_dropped::TaskEnvDropped, &task_shape::TaskShape, &task_shell_command_flag::TaskShellCommandFlag];
