//! The name of a variable is empty, contains `=`, or has a space at one end, so no program reads the variable.
#![doc = include_str!("invalid_variable_name.md")]

use envlint_core::env::Site;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::text::Edit;

declare_rule! {
    InvalidVariableName {
        name: "invalid-variable-name",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "invalid_variable_name.md",
    }
}

impl Rule for InvalidVariableName {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let (name, setting) = (&*site.variable, &site.setting);
        // VS Code resolves references in the names of a launch configuration.
        if name.contains("${") {
            return;
        }
        let trimmed = name.trim_ascii();
        let (message, help) = if trimmed.is_empty() {
            let message = format!("A variable in {setting} has no name, so no program can read it");
            (message, "Write its name, or remove it".to_owned())
        } else if let Some((first, _)) = name.split_once('=').filter(|(first, _)| !first.trim_ascii().is_empty()) {
            let first = quoted(first.trim_ascii());
            let message =
                format!("The name of a variable in {setting} contains `=`, which ends a name: programs see {first}");
            (message, format!("Use {first} as the name, and write the rest as the value"))
        } else if trimmed.len() < name.len() {
            let trimmed = quoted(trimmed);
            let message = format!(
                "The name of the variable {trimmed} in {setting} has a space at one end, so it is a different variable"
            );
            (message, format!("Rename it to {trimmed}"))
        } else {
            return;
        };
        let fix = if trimmed.is_empty() || name.contains('=') { None } else { renamed(site, trimmed, context) };
        context.finding_at_site(site, message).span(site.key_span()).fix(fix).or_help(help).report();
    }
}

/// Removes the spaces, unless the variable without them exists, too.
fn renamed(site: &Site<'_>, trimmed: &str, context: &Context<'_>) -> Option<Fix> {
    if context.analysis.siblings_called(site, trimmed).any(|sibling| sibling.variable == trimmed) {
        return None;
    }
    let title = format!("Rename it to {}", quoted(trimmed));
    match site.origin() {
        // A dotted key contains more than the name, so the whole key cannot be renamed.
        Some(origin) if origin.member().name() != site.variable => None,
        Some(origin) => Fix::rename(title, Applicability::Unsafe, origin, trimmed),
        None => {
            let edit = Edit::replace(site.key_span(), format!("\"{}\"", envlint_core::jsonc::quote(trimmed)));
            Some(Fix::value(title, Applicability::Unsafe, site.key_span(), vec![edit]))
        }
    }
}
