//! A reference to a variable of another system, such as HOME under `windows`, is empty.
#![doc = include_str!("foreign_variable.md")]

use envlint_core::env::{Outcome, Reference, Site, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{Platform, Platforms, SystemVariable, system_variable};

declare_rule! {
    ForeignVariable {
        name: "foreign-variable",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "foreign_variable.md",
    }
}

impl Rule for ForeignVariable {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let platforms = context.platforms(site.platforms);
        for reference in text.references().filter(|reference| reference.outcome == Outcome::Expands) {
            let Some(variable) = foreign(text, reference, platforms) else { continue };
            let here = platforms.iter().map(Platform::title).collect::<Vec<_>>().join(" and ");
            let home = variable.platforms().iter().map(Platform::title).collect::<Vec<_>>().join(" and ");
            let message = format!(
                "`{}` in {} is usually empty on {here}, because the system sets {name} only on {home}",
                text.quoted(reference),
                site.setting,
                name = variable.name
            );
            let fix = variable.counterpart.and_then(|counterpart| text.other(counterpart)).map(|right| {
                let edit = Edit::replace(reference.span, &*right);
                Fix::value(format!("Write `{right}`"), Applicability::Unsafe, site.value_span(), vec![edit])
            });
            let help = format!("Use a variable that the system sets on {here}");
            context.finding_at_site(site, message).fix(fix).or_help(help).report();
        }
    }
}

/// The variable that `reference` means, if none of `platforms` sets it and the value does not also reference its
/// counterpart.
fn foreign(text: &Text<'_>, reference: &Reference, platforms: Platforms) -> Option<&'static SystemVariable> {
    let variable = system_variable(reference.variable()?)?;
    let looked_up_on = text.looked_up_on(reference, platforms);
    let is_foreign = !looked_up_on.is_empty() && looked_up_on.and(variable.platforms()).is_empty();
    // Two references side by side, one of which is empty: the idiom for every platform.
    let has_counterpart =
        variable.counterpart.is_some_and(|name| text.references().any(|reference| reference.means(name)));
    (is_foreign && !has_counterpart).then_some(variable)
}
