//! A variable such as PYTHONUNBUFFERD has no effect: its name is a typo of one that a tool reads.
#![doc = include_str!("misspelled_variable_name.md")]

use envlint_core::env::Site;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::misspelled_tool_variable;

declare_rule! {
    MisspelledVariableName {
        name: "misspelled-variable-name",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "misspelled_variable_name.md",
    }
}

impl Rule for MisspelledVariableName {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let name = &*site.variable;
        let Some(intended) = misspelled_tool_variable(name) else { return };
        // With both variables set, the difference is intended.
        if context.analysis.siblings_called(site, intended).any(|sibling| sibling.variable == intended) {
            return;
        }
        let message = format!("No known tool reads {name}, which is set in {}; did you mean {intended}?", site.setting);
        let title = format!("Rename it to {intended}");
        let fix = match site.origin() {
            // A dotted key contains more than the name, so the whole key cannot be renamed.
            Some(origin) if origin.member().name() != name => None,
            Some(origin) => Fix::rename(title, Applicability::Unsafe, origin, intended),
            None => {
                let edit = Edit::replace(site.key_span(), format!("\"{intended}\""));
                Some(Fix::value(title, Applicability::Unsafe, site.key_span(), vec![edit]))
            }
        };
        context
            .finding_at_site(site, message)
            .span(site.key_span())
            .fix(fix)
            .or_help(format!("Rename it to {intended}"))
            .report();
    }
}
