//! Variables at the top level of launch.json reach no debug session.
#![doc = include_str!("launch_shape.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::Value;
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{LaunchConfiguration, configurations, launch_root};

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
        for compound in root.get("compounds").into_iter().flat_map(Value::elements) {
            for member in SET_VARIABLES.iter().filter_map(|name| compound.member(name)) {
                let name = member.name();
                let message = format!("`{name}` of a compound has no effect: it only starts other configurations");
                let help = format!("Move `{name}` into each configuration that needs it");
                context.finding(member.key.span(), message).help(help).report();
            }
        }
        for configuration in configurations(analysis) {
            check_options(&configuration, context);
        }
    }
}

/// Debuggers that have no `options`.
///
/// Source: the `package.json` of their extensions, `contributes.debuggers`.
const WITHOUT_OPTIONS: &[&str] = &["coreclr", "cppdbg", "cppvsdbg", "debugpy", "go", "node", "pwa-node", "python"];

/// Reports variables in `options`, which is where tasks have them.
fn check_options(configuration: &LaunchConfiguration<'_>, context: &mut Context<'_>) {
    let is_known = configuration.kind().is_some_and(|kind| WITHOUT_OPTIONS.contains(&&*kind));
    let Some(options) = configuration.value.get("options").filter(|_| is_known) else { return };
    for member in SET_VARIABLES.iter().filter_map(|name| options.member(name)) {
        let (name, title) = (member.name(), configuration.title());
        let message = format!("`options.{name}` of {title} has no effect: only tasks have `options`");
        let help = format!("Move `{name}` out of `options`");
        context.finding(member.key.span(), message).help(help).report();
    }
}
