//! Top-level `settings` or `extensions` in `devcontainer.json` use the old format.
#![doc = include_str!("legacy_devcontainer_settings.md")]

use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{CUSTOMIZATIONS, Container};

declare_rule! {
    LegacyDevcontainerSettings {
        name: "legacy-devcontainer-settings",
        severity: Info,
        fix: Unsafe,
        since: "0.1.0",
        page: "legacy_devcontainer_settings.md",
    }
}

impl Rule for LegacyDevcontainerSettings {
    fn check_container(&self, container: Container<'_>, context: &mut Context<'_>) {
        let legacy = container.legacy();
        let Some((first, others)) = legacy.split_first() else { return };
        let names: Vec<String> = legacy.iter().map(|member| member.name().into_owned()).collect();
        let names = names.join(" and ");
        let place = CUSTOMIZATIONS.join(".");
        let message = format!("Top-level {names} still work, but the dev container format now has them in {place}");
        let keys = legacy.iter().map(|member| member.key).collect::<Vec<_>>();
        let title = format!("Move into {place}");
        let fix = (!container.has_customizations())
            .then(|| Fix::wrap_members(title, Applicability::Unsafe, container.object(), &keys, &CUSTOMIZATIONS))
            .flatten();
        let document = context.analysis.id;
        let mut finding = context.finding(first.key.span(), message).fix(fix);
        for other in others {
            finding = finding.related(document, other.key.span(), "also here");
        }
        finding.report();
    }
}
