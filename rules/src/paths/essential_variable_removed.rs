//! A variable that programs rely on, such as PATH or HOME, is removed or emptied.
#![doc = include_str!("essential_variable_removed.md")]

use envlint_core::env::{Site, SiteValue};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{NonString, Platform, Platforms, is_essential};

declare_rule! {
    EssentialVariableRemoved {
        name: "essential-variable-removed",
        severity: Error,
        also: [Warning],
        fix: Unsafe,
        since: "0.1.0",
        page: "essential_variable_removed.md",
    }
}

impl Rule for EssentialVariableRemoved {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let platforms: Platforms = context
            .platforms(site.platforms)
            .iter()
            .filter(|&platform| is_essential(&site.variable, platform))
            .collect();
        let does = match &site.value {
            SiteValue::Null if site.dialect().null == NonString::Deletes => "null removes",
            SiteValue::Text(text) if text.as_str().is_empty() && site.replaces_inherited() => "an empty string clears",
            SiteValue::Null | SiteValue::Text(_) | SiteValue::Other(_) => return,
        };
        if platforms.is_empty() {
            return;
        }
        let (variable, setting, audience) = (&site.variable, &site.setting, site.place.audience);
        let is_path = variable.eq_ignore_ascii_case("PATH");
        let loss = if is_path { "so programs are not found by their name" } else { "but programs rely on it" };
        let message = format!("{does} {variable} in {setting} for {audience}, {loss}");
        // Used to be recommended to fix the order of PATH with conda: a login shell on macOS rebuilds PATH from
        // scratch.
        let old_advice = is_path && platforms == Platforms::only(Platform::Osx) && site.text().is_some();
        let fix = site.origin().map(|origin| {
            Fix::remove(format!("Remove {variable}, so that it is inherited"), Applicability::Unsafe, origin)
        });
        let finding = context.finding_at_site(site, message).platforms(platforms).fix(fix);
        if old_advice {
            finding
                .severity(Severity::Warning)
                .help("A login shell rebuilds PATH from /etc/paths, so terminals and shell tasks may still work, but process tasks start no shell")
                .report();
        } else {
            finding.or_help("Remove it, so that the variable is inherited").report();
        }
    }
}
