//! `${env:NAME}` does not see a variable that is only set for terminals or in the `envFile` of a session.
#![doc = include_str!("unseen_variable.md")]

use envlint_core::env::{FileAnalysis, Form, Outcome, Reference, Site, Text, Window};
use envlint_core::env_file::EnvFile;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::{ResolvedString, resolved_strings};
use envlint_core::vscode::{Platform, Platforms, is_essential, is_list, same_variable, system_variable};

declare_rule! {
    UnseenVariable {
        name: "unseen-variable",
        severity: Info,
        needs: [windows, env_files],
        since: "0.1.0",
        page: "unseen_variable.md",
    }
}

const HELP: &str = "Repeat the value here, or set the variable in the environment from which VS Code starts";

impl Rule for UnseenVariable {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let set: Vec<(&FileAnalysis<'_>, &Site<'_>)> = window
            .layers
            .iter()
            .flat_map(|layer| layer.sites.iter().filter(|site| sets_for_terminals(site)).map(|site| (*layer, site)))
            .collect();
        if set.is_empty() {
            return;
        }
        for analysis in window.files() {
            for (text, at) in uses(analysis, None) {
                for reference in text.references() {
                    let Some(name) = name_of(reference).filter(|name| at.is_other(name)) else { continue };
                    let platforms = context.platforms(at.on);
                    let sets = |site: &Site<'_>| is_set(site, name, platforms);
                    let Some((layer, site)) = set.iter().find(|(_, site)| sets(site)) else { continue };
                    let message = format!(
                        "`{}` in {} does not see {name} from {}: it is set for terminals and tasks, not where VS Code resolves the reference",
                        text.quoted(reference),
                        at.setting,
                        site.setting
                    );
                    context
                        .finding_in(analysis.id, at.span, message)
                        .platforms(platforms)
                        .place(&at.key)
                        .related(layer.id, site.value_span(), format!("{name} is set here"))
                        .help(HELP)
                        .report();
                }
            }
        }
    }

    fn check_env_file(&self, file: &EnvFile<'_>, context: &mut Context<'_>) {
        let analysis = context.analysis;
        let path = file.reference.file();
        for named in analysis.env_files().iter().filter(|named| named.file() == path) {
            let Some(owner) = named.owner else { continue };
            for (text, at) in uses(analysis, Some(owner)) {
                for reference in text.references() {
                    let Some(name) = name_of(reference).filter(|name| file.sets(name)) else { continue };
                    let is_whole_value = reference.range == (0, text.as_str().len());
                    let sets = |site: &Site<'_>| site.owner == Some(owner) && site.variable == name;
                    if at.is_other(name) && analysis.sites.iter().any(sets) || !at.is_other(name) && !is_whole_value {
                        continue;
                    }
                    let message = format!(
                        "`{}` in {} does not see {name} from {}, which is only read when the program starts",
                        text.quoted(reference),
                        at.setting,
                        named.path.text
                    );
                    let platforms = context.platforms(at.on);
                    context.finding(at.span, message).platforms(platforms).place(&at.key).help(HELP).report();
                }
            }
        }
    }
}

/// The place of a string.
struct VariableUse {
    setting: String,
    key: String,
    /// The variable whose value it is, if any. A reference to itself means the inherited value.
    variable: Option<String>,
    span: Span,
    on: Platforms,
}

impl VariableUse {
    /// Returns `true` if the string is not the value of `name` itself.
    fn is_other(&self, name: &str) -> bool {
        self.variable.as_ref().is_none_or(|variable| !variable.eq_ignore_ascii_case(name))
    }
}

/// The strings in `analysis` that VS Code or an extension resolves outside terminals; with an `owner`, only those of
/// this launch configuration.
fn uses<'d>(analysis: &FileAnalysis<'d>, owner: Option<Span>) -> Vec<(Text<'d>, VariableUse)> {
    let is_owned = |span: Option<Span>| owner.is_none() || span == owner;
    let is_outside = |site: &&Site<'d>| !site.place.is_of_terminal() && is_owned(site.owner);
    let sites = analysis.sites.iter().filter(is_outside).filter_map(|site| {
        let text = site.text().filter(|text| text.first.is_none() && !text.dialect.reads_host)?;
        let at = VariableUse {
            setting: site.setting.clone(),
            key: site.key.clone(),
            variable: Some(site.variable.to_string()),
            span: site.value_span(),
            on: site.platforms,
        };
        Some((text.clone(), at))
    });
    let is_here = |string: &ResolvedString<'_>| {
        string.text.first.is_none() && !string.text.dialect.reads_host && is_owned(string.owner)
    };
    let strings = resolved_strings(analysis, "${env:").into_iter().filter(is_here).map(|string| {
        let (text, setting, key) = (string.text, string.setting, string.key);
        (text, VariableUse { setting, key, variable: None, span: string.span, on: string.platforms })
    });
    sites.chain(strings).collect()
}

/// The variable in `${env:NAME}`, unless systems set it by default.
fn name_of(reference: &Reference) -> Option<&str> {
    let Form::Environment { name } = &reference.form else { return None };
    let is_usual = system_variable(name).is_some()
        || is_list(name)
        || Platform::ALL.iter().any(|&platform| is_essential(name, platform));
    (reference.outcome == Outcome::Expands && !is_usual).then_some(name)
}

/// Returns `true` if `site` sets its variable to a new value in all terminals.
fn sets_for_terminals(site: &Site<'_>) -> bool {
    site.place.is_of_terminal()
        && site.own_reference().is_none()
        && site.text().is_some_and(|text| text.first.is_none() && !text.as_str().is_empty())
}

fn is_set(site: &Site<'_>, name: &str, platforms: Platforms) -> bool {
    let common = platforms.and(site.platforms);
    !common.is_empty() && common.iter().all(|platform| same_variable(&site.variable, name, platform))
}
