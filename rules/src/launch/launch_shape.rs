//! Variables at the top level of launch.json reach no debug session.
#![doc = include_str!("launch_shape.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::rule::{Context, Rule};
use envlint_core::views::launch_root;

declare_rule! {
    LaunchShape {
        name: "launch-shape",
        severity: Warning,
        since: "0.1.0",
        page: "launch_shape.md",
    }
}

/// Members of a configuration that set variables.
const SET_VARIABLES: &[&str] = &["env", "envFile", "environment"];

impl Rule for LaunchShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let Some(root) = launch_root(analysis) else { return };
        // Without a list of configurations, this is not a launch.json of VS Code.
        if root.get("configurations").is_none() {
            return;
        }
        for member in SET_VARIABLES.iter().filter_map(|name| root.member(name)) {
            let name = member.name();
            let message =
                format!("`{name}` beside `configurations` has no effect: no debug session gets its variables");
            let help = format!("Move `{name}` into each configuration that needs it");
            context.finding(member.key.span(), message).help(help).report();
        }
    }
}
