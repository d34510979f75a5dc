#![doc = include_str!("misspelled_variable_name.md")]

use envlint_core::env::Site;
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Meta, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::misspelled_tool_variable;

/// See the [page](self).
#[derive(Debug)]
pub struct MisspelledVariableName;

static META: Meta = Meta {
    name: "misspelled-variable-name",
    family: "paths",
    enabled: true,
    severity: Severity::Warning,
    fix: Some(Applicability::Unsafe),
    page: include_str!("misspelled_variable_name.md"),
};

impl Rule for MisspelledVariableName {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let name = &*site.variable;
        let Some(meant) = misspelled_tool_variable(name) else { return };
        // With both variables set, the difference is intended.
        if context.reading.siblings(site).any(|sibling| sibling.variable == meant) {
            return;
        }
        let message = format!("No known tool reads {name}, which is set in {}; did you mean {meant}?", site.setting);
        let title = format!("Rename it to {meant}");
        let fix = match site.origin() {
            // A dotted key contains more than the name, so the whole key cannot be renamed.
            Some(origin) if origin.member.name() != name => None,
            Some(origin) => Fix::rename(title, Applicability::Unsafe, origin, meant),
            None => {
                let edit = Edit::replace(site.key_span(), format!("\"{meant}\""));
                Some(Fix::value(title, Applicability::Unsafe, site.key_span(), vec![edit]))
            }
        };
        context.finding_at_site(site, message).span(site.key_span()).fix(fix).report();
    }
}
