//! A variable is set for terminals, but VS Code sets it itself afterwards, so the value is lost.
#![doc = include_str!("overridden_by_vscode.md")]

use envlint_core::env::{Site, Window};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Builder, Context, Rule};
use envlint_core::vscode::{Platforms, keeps_locale, own_variable};

declare_rule! {
    OverriddenByVscode {
        name: "overridden-by-vscode",
        severity: Warning,
        fix: Unsafe,
        needs: [windows],
        since: "0.1.0",
        page: "overridden_by_vscode.md",
    }
}

impl Rule for OverriddenByVscode {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        if !site.place.is_of_terminal() {
            return;
        }
        let lost = |platform| {
            let own = own_variable(&site.variable, platform);
            own.is_some_and(|own| own.value.is_none() || own.value != site.text().map(|text| text.as_str()))
        };
        let platforms: Platforms =
            context.platforms(site.platforms).iter().filter(|&platform| lost(platform)).collect();
        if !platforms.is_empty() {
            let (variable, feeds) = (&site.variable, site.place.feeds);
            let message =
                format!("VS Code sets {variable} itself, after the settings, so this value does not reach {feeds}");
            let finding = context.finding_at_site(site, message).platforms(platforms);
            with_fix(finding, site).report();
        }
    }

    /// Another setting, which may be in another file, decides what happens to LANG.
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        for reading in &window.layers {
            for site in reading.sites.iter().filter(|site| is_replaced_locale(site)) {
                let platforms = context.platforms(site.platforms).and(reading.platforms());
                if platforms.is_empty() || detect_locale(window).as_deref() == Some("off") {
                    continue;
                }
                let feeds = site.place.feeds;
                let message = format!(
                    "VS Code replaces a LANG that does not name a UTF-8 or EUC locale, so this value does not reach {feeds}"
                );
                let finding = context.finding_in(reading.id, site.value_span(), message);
                with_fix(finding.platforms(platforms).variable("LANG").place(&site.key), site)
                    .help("Set terminal.integrated.detectLocale to \"off\" to keep it")
                    .report();
            }
        }
    }
}

fn is_replaced_locale(site: &Site<'_>) -> bool {
    let is_lang = site.variable == "LANG" && site.place.is_of_terminal();
    let text = site.text().filter(|text| is_lang && text.references().next().is_none());
    text.is_some_and(|text| !keeps_locale(text.as_str()))
}

fn detect_locale(window: &Window<'_>) -> Option<String> {
    window.resolve(&["terminal", "integrated", "detectLocale"]).string()
}

fn with_fix<'b, 'c>(finding: Builder<'b, 'c>, site: &Site<'_>) -> Builder<'b, 'c> {
    let title = format!("Remove {}, which has no effect", site.variable);
    finding.fix(site.origin().map(|origin| Fix::remove(title, Applicability::Unsafe, origin)))
}
