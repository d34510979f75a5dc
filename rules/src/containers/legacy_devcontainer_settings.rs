#![doc = include_str!("legacy_devcontainer_settings.md")]

use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Meta, Rule};
use envlint_core::views::{CUSTOMIZATIONS, Container};

/// See the [page](self).
#[derive(Debug)]
pub struct LegacyDevcontainerSettings;

static META: Meta = Meta {
    name: "legacy-devcontainer-settings",
    family: "containers",
    enabled: true,
    severity: Severity::Info,
    fix: Some(Applicability::Unsafe),
    page: include_str!("legacy_devcontainer_settings.md"),
};

impl Rule for LegacyDevcontainerSettings {
    fn meta(&self) -> &'static Meta {
        &META
    }

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
        let document = context.reading.id;
        let mut finding = context.finding(first.key.span(), message).fix(fix);
        for other in others {
            finding = finding.related(document, other.key.span(), "also here");
        }
        finding.report();
    }
}
