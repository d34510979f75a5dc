//! `${env:NAME}` does not see a variable that is only set for terminals, or for the process that starts.
#![doc = include_str!("unseen_variable.md")]

use std::sync::Arc;

use envlint_core::env::{FileAnalysis, Form, Outcome, Reference, Site, Text, Window};
use envlint_core::env_file::EnvFile;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::{ResolvedString, resolved_strings};
use envlint_core::vscode::{Platform, Platforms, is_essential, is_list, same_variable, system_variable};
use rustc_hash::FxHashMap;

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
    /// The strings of a task, configuration or server that refer to a variable that its `env` sets.
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let own = OwnVariables::new(analysis);
        if own.0.is_empty() {
            return;
        }
        for (text, at) in strings(analysis, None) {
            for reference in text.references() {
                let Some((name, site)) = own.meant_by(reference, &at, context) else { continue };
                let message = format!(
                    "`{}` in {} does not see {name} from {}: it is set for the process that starts, not where VS Code resolves the reference",
                    text.quoted(reference),
                    at.setting,
                    site.setting
                );
                let platforms = context.platforms(at.on);
                context
                    .finding(at.span, message)
                    .platforms(platforms)
                    .place(&at.key)
                    .related(analysis.id, site.value_span(), format!("{name} is set here"))
                    .help(HELP)
                    .report();
            }
        }
    }

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

/// The variables that tasks, configurations and servers set to a new value, by the offset of the owner and the name in capitals.
struct OwnVariables<'s, 'd>(FxHashMap<(u32, String), Vec<&'s Site<'d>>>);

impl<'s, 'd> OwnVariables<'s, 'd> {
    fn new(analysis: &'s FileAnalysis<'d>) -> Self {
        let mut own: FxHashMap<(u32, String), Vec<&Site<'_>>> = FxHashMap::default();
        for site in analysis.sites.iter().filter(|site| is_new_value(site)) {
            let Some(owner) = site.owner else { continue };
            own.entry((owner.start, site.variable.to_ascii_uppercase())).or_default().push(site);
        }
        Self(own)
    }

    /// The variable, with its value, that `reference` in the string at `at` means.
    fn meant_by<'r>(
        &self,
        reference: &'r Reference,
        at: &VariableUse,
        context: &Context<'_>,
    ) -> Option<(&'r str, &'s Site<'d>)> {
        let name = name_of(reference)?;
        let sites = self.0.get(&(at.owner?.start, name.to_ascii_uppercase()))?;
        let platforms = context.platforms(at.on);
        sites.iter().find(|site| is_set(site, name, platforms)).map(|site| (name, *site))
    }
}

/// The place of a string.
struct VariableUse {
    setting: Arc<str>,
    key: Arc<str>,
    /// The variable whose value it is, if any. A reference to itself means the inherited value.
    variable: Option<String>,
    /// The span of the task, configuration or server that contains it.
    owner: Option<Span>,
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
            setting: Arc::clone(&site.setting),
            key: Arc::clone(&site.key),
            variable: Some(site.variable.to_string()),
            owner: site.owner,
            span: site.value_span(),
            on: site.platforms,
        };
        Some((text.clone(), at))
    });
    sites.chain(strings(analysis, owner)).collect()
}

/// The same without the values of variables.
fn strings<'d>(analysis: &FileAnalysis<'d>, owner: Option<Span>) -> impl Iterator<Item = (Text<'d>, VariableUse)> {
    let is_owned = move |span: Option<Span>| owner.is_none() || span == owner;
    let is_here = move |string: &ResolvedString<'_>| {
        string.text.first.is_none() && !string.text.dialect.reads_host && is_owned(string.owner)
    };
    resolved_strings(analysis, "${env:").filter(is_here).map(|string| {
        let (text, setting, key) = (string.text, string.setting, string.key);
        let at =
            VariableUse { setting, key, variable: None, owner: string.owner, span: string.span, on: string.platforms };
        (text, at)
    })
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
    site.place.is_of_terminal() && is_new_value(site)
}

/// Returns `true` if the value is neither empty nor an extension of the inherited one.
fn is_new_value(site: &Site<'_>) -> bool {
    site.own_reference().is_none() && site.text().is_some_and(|text| text.first.is_none() && !text.as_str().is_empty())
}

fn is_set(site: &Site<'_>, name: &str, platforms: Platforms) -> bool {
    let common = platforms.and(site.platforms);
    !common.is_empty() && common.iter().all(|platform| same_variable(&site.variable, name, platform))
}
