//! PATH is set without the inherited PATH, so programs are no longer found.
#![doc = include_str!("path_overwrite.md")]

use envlint_core::env::{FileAnalysis, Form, Outcome, PathEntry, PathList, Segment, Site};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::views::{Container, RunVariable, container};
use envlint_core::vscode::FormName;

declare_rule! {
    PathOverwrite {
        name: "path-overwrite",
        severity: Error,
        also: [Info],
        fix: Safe,
        since: "0.1.0",
        page: "path_overwrite.md",
    }
}

impl Rule for PathOverwrite {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let variables = container(analysis.document).map(Container::run_variables).unwrap_or_default();
        for variable in variables.iter().filter(|variable| variable.name == "PATH") {
            check_run_argument(variable, context);
        }
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let platforms = site.platforms_where_named("PATH", context.platforms(site.platforms));
        let Some(list) = site.list().filter(|list| !list.text.as_str().is_empty()) else { return };
        if platforms.is_empty()
            || !site.replaces_inherited()
            || site.own_reference().is_some()
            || list.entries.iter().any(may_hold_path)
        {
            return;
        }
        let (setting, audience, from) =
            (&site.setting, site.place.audience, list.text.first_reader().wording.inherits_from);
        let separator = list.separator(platforms);
        let finding = if list.entries.iter().any(is_of_the_system) {
            let message = format!(
                "PATH in {setting} lists the system's folders itself, so no inherited entries are passed on to {audience}"
            );
            context.finding_at_site(site, message).severity(Severity::Info).fix(fix(
                site,
                &list,
                separator,
                Applicability::Display,
            ))
        } else {
            let message = format!(
                "PATH in {setting} replaces the inherited PATH, so entries from {from} are not passed on to {audience}"
            );
            let applicability = if is_plain(&list, separator) { Applicability::Safe } else { Applicability::Display };
            context.finding_at_site(site, message).fix(fix(site, &list, separator, applicability))
        };
        let finding = match (site.inherited(), separator) {
            (None, _) => finding.help(list.text.first_reader().wording.without_inherited),
            (Some(inherited), None) => {
                finding.help(format!("Append `{inherited}`, after `:` on Linux and macOS, after `;` on Windows"))
            }
            (Some(inherited), Some(separator)) => finding.or_help(format!("Append `{separator}{inherited}`")),
        };
        finding.platforms(platforms).report();
    }
}

/// Docker takes the value as it is, whatever it contains.
fn check_run_argument(variable: &RunVariable<'_>, context: &mut Context<'_>) {
    const HOST: [&str; 2] = ["${localEnv:", "${env:"];
    const OF_EVERY_IMAGE: [&str; 2] = ["/bin", "/usr/bin"];
    let Some(value) = variable.value.as_deref().filter(|value| !value.is_empty()) else { return };
    let is_whole = value.split(':').any(|entry| OF_EVERY_IMAGE.contains(&entry.trim_end_matches('/')));
    if is_whole || HOST.iter().any(|reference| value.contains(reference)) {
        return;
    }
    let written = ["${containerEnv:PATH}", "${PATH}", "$PATH"].into_iter().find(|written| value.contains(written));
    let reason = written.map(|written| format!(" (Docker does not expand `{written}`)")).unwrap_or_default();
    let message = format!(
        "PATH in runArgs replaces the PATH of the image{reason}, so programs in its folders are not found in the container"
    );
    context
        .finding(variable.argument.span(), message)
        .variable("PATH")
        .place("runArgs")
        .help("Set PATH in remoteEnv, where `${containerEnv:PATH}` is the container's own PATH")
        .report();
}

fn fix(site: &Site<'_>, list: &PathList<'_, '_>, separator: Option<char>, applicability: Applicability) -> Option<Fix> {
    let separator = separator?;
    let inherited = site.inherited()?;
    let has_separator = list.text.as_str().ends_with(separator);
    let appended = if has_separator { inherited } else { format!("{separator}{inherited}") };
    let edit = Edit::insert(list.text.end(), &*appended);
    Some(Fix::value(format!("Append `{appended}`"), applicability, site.value_span(), vec![edit]))
}

/// Returns `true` if the value has only the right separator, and no `$` or `%` outside references: these may begin a
/// reference to the inherited PATH in an unknown syntax.
fn is_plain(list: &PathList<'_, '_>, separator: Option<char>) -> bool {
    let has_sign = |segment: &Segment| segment.reference().is_none() && list.text.of(segment).contains(['$', '%']);
    // An empty entry before others is another mistake, which the fix would leave.
    let (last, others) = list.entries.split_last().map_or((None, &[][..]), |(last, others)| (Some(last), others));
    let is_filled = others.iter().all(|entry| !entry.is_empty()) && (!others.is_empty() || last.is_some());
    is_filled
        && !list.text.segments.iter().any(has_sign)
        && list.separators().all(|(found, _)| Some(found) == separator)
}

/// Returns `true` if the entry is a reference to something that may contain a whole PATH.
fn may_hold_path(entry: &PathEntry<'_, '_>) -> bool {
    let [Segment::Reference(reference)] = entry.segments else { return false };
    let is_of_a_list = reference.variable().is_some_and(|name| name.to_ascii_uppercase().contains("PATH"));
    let (is_variable, is_open) = match &reference.form {
        Form::Environment { .. } => (true, false),
        Form::Known { form, .. } => {
            (false, matches!(form.name, FormName::Command | FormName::Config | FormName::Input))
        }
        _ => (false, false),
    };
    let expands = reference.outcome == Outcome::Expands;
    (is_of_a_list && (is_variable || expands)) || (is_open && expands)
}

/// Returns `true` for folders that only a complete PATH contains, such as `/usr/bin`.
fn is_of_the_system(entry: &PathEntry<'_, '_>) -> bool {
    let text = entry.as_str().to_ascii_lowercase();
    text == "/usr/bin"
        || text == "/usr/bin/"
        || text.starts_with("/run/current-system")
        || text.starts_with("/nix/store")
        || text.contains("system32")
}
