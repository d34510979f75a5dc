//! A dev container variable takes its value from the host.
#![doc = include_str!("host_path_in_container.md")]

use std::collections::BTreeSet;

use envlint_core::env::{FileAnalysis, Form, Outcome, ProfileArgument, Reference, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{Container, RunVariable, container};
use envlint_core::vscode::{FileKind, FormName, is_of_machine};

declare_rule! {
    HostPathInContainer {
        name: "host-path-in-container",
        severity: Warning,
        also: [Info],
        fix: Display,
        since: "0.1.0",
        page: "host_path_in_container.md",
    }
}

const WRITE_OUT: &str = "Write out the value for the container; `${localEnv:…}` says that the host's value is meant";
const EARLY: &str = "Set the variable in `remoteEnv`, where `${containerEnv:…}` is the container's value";

impl Rule for HostPathInContainer {
    /// The other settings: every string in the file is expanded on the host, whatever reads it in the container.
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let variables = container(analysis.document).map(Container::run_variables).unwrap_or_default();
        for variable in variables.iter().filter(|variable| variable.name == "PATH") {
            check_run_argument(variable, context);
        }
        if analysis.document.kind() != FileKind::DevContainer || !analysis.document.contains(REFERENCE) {
            return;
        }
        let mut read: BTreeSet<Span> = analysis.arguments.iter().map(|argument| argument.span).collect();
        read.extend(analysis.sites.iter().filter(|site| expands(site)).map(Site::value_span));
        for (_, member) in analysis.document.settings_members() {
            let mut strings = Vec::new();
            strings_of(member.value, &mut strings);
            for string in strings.into_iter().filter(|string| !read.contains(&string.span())) {
                check_string(string, &member.name(), context);
            }
        }
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let is_path = site.variable == "PATH";
        for reference in text.references().filter(|reference| reference.outcome == Outcome::Expands) {
            let (written, variable, setting) = (text.quoted(reference), &site.variable, &site.setting);
            if is_path && reads_host(text, reference) && reference.means("PATH") {
                let message = format!(
                    "`{written}` in {setting} is the host's PATH, not the container's: programs in the container may not be found"
                );
                context.finding_at_site(site, message).help(help(site)).fix(fix(site, text, reference)).report();
                return;
            }
            if is_home_of_host(site, text, reference) && !mounts_folders_of_host(context.analysis) {
                let message = format!(
                    "`{written}` in {setting} is the home folder of the host, which the container does not have: programs do not find their files there"
                );
                let fix = site.origin().map(|origin| Fix::remove("Remove HOME", Applicability::Display, origin));
                context.finding_at_site(site, message).help(HOME).fix(fix).report();
                return;
            }
            if let Some(severity) = taken_early(text, reference, context) {
                let message = format!(
                    "`{written}` in {setting} is expanded on the host, before VS Code in the container reads it: {variable} gets the host's value"
                );
                context.finding_at_site(site, message).severity(severity).help(EARLY).report();
                return;
            }
        }
    }

    fn check_argument(&self, argument: &ProfileArgument<'_>, context: &mut Context<'_>) {
        let text = &argument.text;
        let early = |reference| Some((reference, taken_early(text, reference, context)?));
        let Some((reference, severity)) = text.references().find_map(early) else { return };
        let message = format!(
            "`{}` in {} is expanded on the host, before VS Code in the container reads it",
            text.quoted(reference),
            argument.setting
        );
        let finding = context.finding(argument.span, message).severity(severity).place(&argument.setting);
        finding.help(EARLY).report();
    }
}

const HOME: &str = "Remove it, since the container sets HOME for its user; the host's folder can have another name, such as LOCAL_HOME";

/// Returns `true` if the value of HOME is the home folder of the host and nothing else.
fn is_home_of_host(site: &Site<'_>, text: &Text<'_>, reference: &Reference) -> bool {
    let is_home = |reference: &Reference| {
        reads_host(text, reference) && matches!(reference.variable(), Some("HOME" | "USERPROFILE"))
    };
    site.variable == "HOME"
        && text.first_reader().reads_host
        && text.segments.iter().all(|segment| segment.reference().is_some_and(is_home))
        && is_home(reference)
}

/// Returns `true` if the container may have folders of the host under the same paths, or an account of the same name.
fn mounts_folders_of_host(analysis: &FileAnalysis<'_>) -> bool {
    const TARGETS: [&str; 5] = ["target", "dst", "destination", "workspaceFolder", "args"];
    const ACCOUNT: [&str; 4] = ["${localEnv:USER", "${localEnv:LOGNAME", "${env:USER", "${env:LOGNAME"];
    let text = analysis.document.text();
    let is_target = |(at, _): (usize, &str)| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['"', ' ', '/']);
        let name = before.trim_end_matches([':', '=', '"', ' ']);
        // `-v SOURCE:TARGET`
        let is_volume = before.ends_with(':') && name.ends_with('}');
        is_volume || TARGETS.iter().any(|target| name.ends_with(target))
    };
    let has_account = || {
        ACCOUNT.iter().any(|name| {
            text.match_indices(name).any(|(at, _)| {
                !text.get(at..).is_some_and(|rest| {
                    rest.starts_with("${localEnv:USERPROFILE") || rest.starts_with("${env:USERPROFILE")
                })
            })
        })
    };
    text.contains("\"dockerComposeFile\"")
        || ["${localEnv:HOME", "${env:HOME", "${localWorkspaceFolder}"]
            .iter()
            .any(|name| text.match_indices(name).any(is_target))
        || has_account()
}

/// Reports a PATH of the host in the arguments of `docker run`.
fn check_run_argument(variable: &RunVariable<'_>, context: &mut Context<'_>) {
    let written = match &variable.value {
        None => "-e PATH",
        Some(value) if value.contains("${localEnv:PATH") => "${localEnv:PATH}",
        Some(value) if value.contains("${env:PATH") => "${env:PATH}",
        Some(_) => return,
    };
    let message = format!(
        "`{written}` in runArgs is the host's PATH, not the container's: programs in the container may not be found"
    );
    let help = "Set PATH in remoteEnv, where `${containerEnv:PATH}` is the container's own PATH";
    context.finding(variable.argument.span(), message).variable("PATH").place("runArgs").help(help).report();
}

/// The start of a reference to a variable.
const REFERENCE: &str = "${env:";

/// Returns `true` if the value of `site` contains a reference that the reader of the setting would expand, too.
fn expands(site: &Site<'_>) -> bool {
    site.text().is_some_and(|text| text.references().any(|reference| reference.outcome == Outcome::Expands))
}

fn strings_of<'d>(value: Value<'d>, strings: &mut Vec<Value<'d>>) {
    match value.kind() {
        Kind::String if value.raw().contains(REFERENCE) => strings.push(value),
        Kind::Array => {
            for element in value.elements() {
                strings_of(element, strings);
            }
        }
        Kind::Object => {
            for member in value.members() {
                strings_of(member.value, strings);
            }
        }
        Kind::String | Kind::Number | Kind::True | Kind::False | Kind::Null => {}
    }
}

/// Reports the first reference in `string` to a variable of the container.
fn check_string(string: Value<'_>, setting: &str, context: &mut Context<'_>) {
    let Some(text) = string.string() else { return };
    if HOME_OF_ANY.iter().any(|home| text.contains(home)) {
        return;
    }
    let names = text.split(REFERENCE).skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let Some(name) = names.into_iter().find(|name| !name.is_empty() && !name.contains([':', '$'])) else { return };
    let message =
        format!("`{REFERENCE}{name}}}` in {setting} is expanded on the host, before VS Code in the container reads it");
    let severity = if is_of_container(name, context) { Severity::Warning } else { Severity::Info };
    context.finding(string.span(), message).severity(severity).place(setting).help(WRITE_OUT).report();
}

/// The host's home folder on every operating system.
const HOME_OF_ANY: [&str; 2] = ["${env:HOME}${env:USERPROFILE}", "${env:USERPROFILE}${env:HOME}"];

/// Returns `true` if `name` is a variable of which the container has its own.
fn is_of_container(name: &str, context: &Context<'_>) -> bool {
    let sets = |site: &Site<'_>| site.dialect().reads_host && site.variable == *name;
    is_of_machine(name) || context.analysis.sites.iter().any(sets)
}

/// Returns `true` if `reference` expands to a variable of the host.
fn reads_host(text: &Text<'_>, reference: &Reference) -> bool {
    match &reference.form {
        Form::Environment { .. } => text.first_reader().reads_host,
        Form::Known { form, .. } => form.name == FormName::LocalEnv,
        Form::EmptyEnvironment
        | Form::NearlyKnown { .. }
        | Form::Shell { .. }
        | Form::CMake { .. }
        | Form::Malformed { .. }
        | Form::ReversedFolder { .. } => false,
    }
}

/// The severity if `${env:NAME}` in a setting is expanded on the host: a warning if it means a variable of the
/// container, for which no value from the host can be right, or which the `devcontainer.json` sets itself.
fn taken_early(text: &Text<'_>, reference: &Reference, context: &Context<'_>) -> Option<Severity> {
    let Form::Environment { name } = &reference.form else { return None };
    // Only dev containers support default values, so a reference with one is meant for them.
    let has_default = reference.range.1 - reference.range.0 > "${env:}".len() + name.len();
    let by_host = text.first.is_some_and(|first| first.reads_host) && reference.outcome == Outcome::Expands;
    if !by_host || has_default || is_home_of_any(text, reference) {
        return None;
    }
    Some(if is_of_container(name, context) { Severity::Warning } else { Severity::Info })
}

/// Returns `true` for `${env:HOME}${env:USERPROFILE}`, which is the host's home folder on every operating system.
fn is_home_of_any(text: &Text<'_>, reference: &Reference) -> bool {
    let touches = |other: &Reference| other.range.0 == reference.range.1 || other.range.1 == reference.range.0;
    text.references().any(|other| touches(other) && matches!(other.variable(), Some("HOME" | "USERPROFILE")))
}

fn help(site: &Site<'_>) -> &'static str {
    match site.inherited() {
        Some(_) => "Use `${containerEnv:PATH}`, which is the container's own PATH",
        None => "Set PATH in remoteEnv, where `${containerEnv:PATH}` is the container's own PATH",
    }
}

/// Replaces the host's PATH with the container's own, unless the value already contains it.
fn fix(site: &Site<'_>, text: &Text<'_>, reference: &Reference) -> Option<Fix> {
    let inherited = site.inherited()?;
    let has =
        |other: &Reference| matches!(&other.form, Form::Known { form, .. } if form.name == FormName::ContainerEnv);
    let edit = Edit::replace(reference.span, &*inherited);
    let title = format!("Write `{inherited}`");
    (!text.references().any(has)).then(|| Fix::value(title, Applicability::Display, site.value_span(), vec![edit]))
}
