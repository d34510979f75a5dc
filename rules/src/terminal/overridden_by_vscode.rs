//! A variable is set for terminals, but VS Code sets it itself afterwards, so the value is lost.
#![doc = include_str!("overridden_by_vscode.md")]

use envlint_core::env::{FileAnalysis, Site, Window};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Builder, Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{Platforms, Section, keeps_locale, own_variable, own_variable_of_tasks};

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

const DETECT_LOCALE: &str = "terminal.integrated.detectLocale";

impl Rule for OverriddenByVscode {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let is_of_tasks = site.place.section == Section::Tasks;
        if !site.place.is_of_terminal() && !is_of_tasks {
            return;
        }
        let lost = |platform| {
            let own = if is_of_tasks {
                own_variable_of_tasks(&site.variable, platform)
            } else {
                own_variable(&site.variable, platform)
            };
            own.is_some_and(|own| own.value.is_none() || own.value != site.text().map(|text| text.as_str()))
        };
        let platforms: Platforms =
            context.platforms(site.platforms).iter().filter(|&platform| lost(platform)).collect();
        if !platforms.is_empty() {
            let (variable, audience) = (&site.variable, site.place.audience);
            let message =
                format!("VS Code sets {variable} itself, after the settings, so this value does not reach {audience}");
            let finding = context.finding_at_site(site, message).platforms(platforms);
            with_fix(finding, site).report();
        }
    }

    /// Another setting, which may be in another file, decides what happens to LANG.
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        for analysis in window.files() {
            for site in analysis.sites.iter().filter(|site| is_replaced_locale(site)) {
                let platforms = context.platforms(site.platforms).and(analysis.platforms());
                if platforms.is_empty() || detect_locale(window).as_deref() == Some("off") {
                    continue;
                }
                let audience = site.place.audience;
                let message = format!(
                    "VS Code replaces a LANG that does not name a UTF-8 or EUC locale, so this value does not reach {audience}"
                );
                let finding = context.finding_in(analysis.id, site.value_span(), message);
                finding
                    .platforms(platforms)
                    .variable("LANG")
                    .place(&site.key)
                    .fix(keep_locale(analysis))
                    .or_help("Set terminal.integrated.detectLocale to \"off\" to keep it")
                    .report();
            }
        }
    }
}

fn is_replaced_locale(site: &Site<'_>) -> bool {
    let is_lang = site.variable == "LANG" && (site.place.is_of_terminal() || site.place.section == Section::Tasks);
    let text = site.text().filter(|text| is_lang && text.references().next().is_none());
    text.is_some_and(|text| !keeps_locale(text.as_str()))
}

fn detect_locale(window: &Window<'_>) -> Option<String> {
    window.string(&["terminal", "integrated", "detectLocale"])
}

/// Makes VS Code keep LANG in every terminal, in a file with settings. There is no fix if the file already says so, and
/// another file overrides it.
fn keep_locale(analysis: &FileAnalysis<'_>) -> Option<Fix> {
    let root = analysis.document.settings_object()?;
    let title = format!("Set `{DETECT_LOCALE}` to `off`");
    match analysis.settings.get(&["terminal", "integrated", "detectLocale"]) {
        None => Some(Fix::append_member(title, Applicability::Unsafe, root, DETECT_LOCALE, "\"off\"")),
        Some(setting) => {
            let value = setting.value().filter(|value| value.string().as_deref() != Some("off"))?.span();
            let edits = vec![Edit::replace(value, "\"off\"")];
            Some(Fix::value(title, Applicability::Unsafe, value, edits))
        }
    }
}

fn with_fix<'b, 'c>(finding: Builder<'b, 'c>, site: &Site<'_>) -> Builder<'b, 'c> {
    let title = format!("Remove {}, which has no effect", site.variable);
    finding
        .fix(site.origin().map(|origin| Fix::remove(title, Applicability::Unsafe, origin)))
        .or_help("Set it in the startup file of the shell")
}
