//! `containerEnv` refers to a variable of the container, which does not exist yet.
#![doc = include_str!("container_env_reference.md")]

use envlint_core::env::{Outcome, Site};
use envlint_core::rule::{Context, Rule};

declare_rule! {
    ContainerEnvReference {
        name: "container-env-reference",
        severity: Error,
        since: "0.1.0",
        page: "container_env_reference.md",
    }
}

impl Rule for ContainerEnvReference {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let Some(reference) = text.references().find(|reference| reference.outcome == Outcome::TooEarly) else {
            return;
        };
        let (written, variable, setting) = (text.quoted(reference), &site.variable, &site.setting);
        let consequence = if variable.eq_ignore_ascii_case("PATH") {
            "no program is found in the container, and it may not start".to_owned()
        } else {
            format!("{variable} contains the literal text")
        };
        let message = format!(
            "`{written}` is not expanded in {setting}, which is read before the container exists: {consequence}"
        );
        context
            .finding_at_site(site, message)
            .help("Set it in remoteEnv, which is read with the container's variables, or in the image")
            .report();
    }
}
