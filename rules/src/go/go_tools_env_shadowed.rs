//! Another setting overrides an entry of `go.toolsEnvVars`, so some or all Go tools never see it.
#![doc = include_str!("go_tools_env_shadowed.md")]

use envlint_core::env::{FileAnalysis, Lookup, Site, Window};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::model::{Assignment, Effect, Environment, Key, Model, Overridden, Part, Source, Variable};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::vscode::{Layer, Section};

declare_rule! {
    GoToolsEnvShadowed {
        name: "go-tools-env-shadowed",
        severity: Warning,
        also: [Info],
        fix: Safe,
        needs: [windows],
        since: "0.1.0",
        page: "go_tools_env_shadowed.md",
    }
}

/// The setting whose entries this rule checks.
const TOOLS: &str = "go.toolsEnvVars";
/// The same as a path.
const PATH: [&str; 2] = ["go", "toolsEnvVars"];

impl Rule for GoToolsEnvShadowed {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let has_entries = |analysis: &&FileAnalysis<'_>| analysis.sites.iter().any(|site| site.place.is_of_go_tools());
        let platform = context.platforms(window.platforms).iter().next();
        let Some(platform) = platform.filter(|_| window.layers.iter().any(has_entries)) else { return };
        let model = Model::new(window, platform);
        if !may_be_overridden(&model) {
            return;
        }
        let processes = model.processes_reading(&PATH);
        let environments: Vec<Environment<'_>> = processes.iter().map(|process| model.environment(process)).collect();
        // The environment that all Go tools share; the other processes add steps to it.
        let Some(tools) = environments.iter().find(|environment| mentions_entries(environment)) else { return };
        for variable in &tools.variables {
            for entry in variable.history.iter().filter_map(ToolsEnvEntry::of) {
                match entry.assignment.overridden {
                    Some(Overridden::ByHigherPrecedence | Overridden::ByWholeObject) => {
                        overridden_by_layer(entry, variable, context);
                    }
                    Some(Overridden::ByLaterStep) => decided_by_setting(entry, variable, context),
                    _ => {
                        inferred(entry, variable, context);
                        other_root(entry, variable, context);
                        for environment in environments.iter() {
                            overridden_for_one(entry, variable, environment, context);
                        }
                    }
                }
            }
        }
    }
}

/// Returns `false` if certainly no entry is overridden: one file sets the whole setting, and nothing else sets its variables. This is
/// quick, and true of most windows.
fn may_be_overridden(model: &Model<'_>) -> bool {
    let layers = &model.window.layers;
    let has_rival = |entry: &Site<'_>| model.may_assign(&entry.variable, |site| std::ptr::eq(site, entry));
    let mut entries = layers.iter().flat_map(|layer| &layer.sites).filter(|site| site.place.is_of_go_tools());
    let setting = layers.iter().filter(|layer| !matches!(layer.settings.lookup(&PATH), Lookup::Missing));
    setting.count() > 1 || entries.any(has_rival)
}

/// An entry of `go.toolsEnvVars`, and its effect in one process.
#[derive(Clone, Copy)]
struct ToolsEnvEntry<'e, 'w> {
    assignment: &'e Assignment<'w>,
    analysis: &'w FileAnalysis<'w>,
    site: &'w Site<'w>,
}

impl<'e, 'w> ToolsEnvEntry<'e, 'w> {
    fn of(assignment: &'e Assignment<'w>) -> Option<Self> {
        match assignment.source {
            Source::Written { analysis, key: Key::Site(site), .. } if site.place.is_of_go_tools() => {
                Some(Self { assignment, analysis, site })
            }
            Source::Written { .. } | Source::Program(_) => None,
        }
    }

    fn is(self, assignment: &Assignment<'_>) -> bool {
        matches!(assignment.source, Source::Written { analysis, span, .. }
            if analysis.id == self.analysis.id && span == self.site.value_span())
    }
}

fn mentions_entries(environment: &Environment<'_>) -> bool {
    environment
        .variables
        .iter()
        .flat_map(|variable| &variable.history)
        .any(|assignment| ToolsEnvEntry::of(assignment).is_some())
}

/// The file, member and key that contain an act; `None` if no file contains it.
fn written<'w>(assignment: &Assignment<'w>) -> Option<(&'w FileAnalysis<'w>, Span, Key<'w>)> {
    match assignment.source {
        Source::Written { analysis, member, key, .. } => Some((analysis, member, key)),
        Source::Program(_) => None,
    }
}

/// Reports that a setting overrides the entry for every tool.
fn decided_by_setting(entry: ToolsEnvEntry<'_, '_>, variable: &Variable<'_>, context: &mut Context<'_>) {
    let Some((assignment, (analysis, span, key))) =
        variable.winner().and_then(|assignment| Some((assignment, written(assignment)?)))
    else {
        return;
    };
    let by = key.title();
    let message = |by: &str| format!("No Go tool sees {} from go.toolsEnvVars: {by} overrides it", variable.name);
    if analysis.id == entry.analysis.id {
        let fix = fix(entry, assignment.effect == entry.assignment.effect);
        report(entry, (analysis, span), message(&by), Severity::Warning, fix, context);
    } else {
        // In a window without that file, the entry may take effect.
        let file = analysis.file_title();
        let message = message(&format!("{by} in {file}"));
        report(entry, (analysis, span), message, Severity::Info, None, context);
    }
}

/// Reports that a setting such as `go.inferGopath` overrides the entry if it finds a value at run time.
fn inferred(entry: ToolsEnvEntry<'_, '_>, variable: &Variable<'_>, context: &mut Context<'_>) {
    let later = variable.counting().skip_while(|assignment| !entry.is(assignment)).skip(1);
    let found = later.filter(|assignment| assignment.effect == Effect::MaySet).filter_map(written);
    for (analysis, span, key) in found {
        let Key::Setting(_) = key else { continue };
        // A setting that takes its value from another variable may be empty, and then overrides nothing.
        if !is_switch(analysis, span) {
            continue;
        }
        let (name, by) = (&variable.name, key.title());
        let message = format!("No Go tool sees {name} from go.toolsEnvVars if {by} finds a {name}, which overrides it");
        report(entry, (analysis, span), message, Severity::Warning, None, context);
    }
}

fn is_switch(analysis: &FileAnalysis<'_>, member: Span) -> bool {
    member.of(analysis.document.text()).ends_with("true")
}

/// Reports a GOROOT that differs from `go.goroot`: the setting decides which go command runs, the entry which GOROOT
/// it gets.
fn other_root(entry: ToolsEnvEntry<'_, '_>, variable: &Variable<'_>, context: &mut Context<'_>) {
    for assignment in
        variable.history.iter().filter(|assignment| assignment.overridden == Some(Overridden::ByLaterStep))
    {
        let Some((analysis, span, Key::Setting(path))) = written(assignment) else { continue };
        let differs = folder(&assignment.effect)
            .zip(folder(&entry.assignment.effect))
            .is_some_and(|(a, b)| a != b && !b.is_empty());
        if differs {
            let (name, by) = (&variable.name, path.join("."));
            let message = format!(
                "{name} in go.toolsEnvVars and {by} point to different Go installations: the go command comes from one, its {name} from the other"
            );
            report(entry, (analysis, span), message, Severity::Warning, None, context);
        }
    }
}

/// Reports that a single process overrides the entry in an additional step.
fn overridden_for_one(
    entry: ToolsEnvEntry<'_, '_>,
    variable: &Variable<'_>,
    environment: &Environment<'_>,
    context: &mut Context<'_>,
) {
    let Some(own) = environment.get(&variable.name) else { return };
    let is_overridden = own
        .history
        .iter()
        .any(|assignment| entry.is(assignment) && assignment.overridden == Some(Overridden::ByLaterStep));
    let Some((assignment, (analysis, span, key))) =
        own.winner().and_then(|assignment| Some((assignment, written(assignment)?)))
    else {
        return;
    };
    // A launch configuration sets its variables on purpose.
    let is_own = matches!(key, Key::Site(site) if site.place.section == Section::Launch);
    if is_overridden && !is_own && assignment.effect != entry.assignment.effect {
        let by = match key {
            Key::EnvFile(_) => format!("the `.env` file {}", key.title()),
            Key::Site(_) | Key::Setting(_) => key.title(),
        };
        let (name, consumer) = (&variable.name, environment.process.title());
        let message = format!("{name} in go.toolsEnvVars does not reach {consumer}: {by} overrides it there");
        report(entry, (analysis, span), message, Severity::Info, None, context);
    }
}

/// Reports an entry that a higher-priority file overrides.
fn overridden_by_layer(entry: ToolsEnvEntry<'_, '_>, variable: &Variable<'_>, context: &mut Context<'_>) {
    let stronger =
        variable.history.iter().skip_while(|assignment| !entry.is(assignment)).skip(1).filter_map(ToolsEnvEntry::of);
    let is_highest = |other: &ToolsEnvEntry<'_, '_>| {
        !matches!(other.assignment.overridden, Some(Overridden::ByHigherPrecedence | Overridden::ByWholeObject))
    };
    let Some(winner) =
        stronger.into_iter().find(is_highest).filter(|winner| winner.assignment.effect != entry.assignment.effect)
    else {
        return;
    };
    let name = &variable.name;
    let is_path = name.eq_ignore_ascii_case("PATH");
    let severity = if is_path { Severity::Warning } else { Severity::Info };
    let loss = if is_path { "; the two values are never combined" } else { "" };
    let file = winner.analysis.file_title();
    let message = format!("{name} in go.toolsEnvVars is overridden by go.toolsEnvVars.{name} in {file}{loss}");
    report(entry, (winner.analysis, winner.site.member_span()), message, severity, None, context);
}

fn report(
    entry: ToolsEnvEntry<'_, '_>,
    (other, span): (&FileAnalysis<'_>, Span),
    message: String,
    severity: Severity,
    fix: Option<Fix>,
    context: &mut Context<'_>,
) {
    let name = &*entry.site.variable;
    context
        .finding_in(entry.analysis.id, entry.site.value_span(), message)
        .severity(severity)
        .variable(name)
        .place(TOOLS)
        .related(
            other.id,
            span,
            if name == "GOROOT" { "the go command comes from here" } else { "this value takes effect" },
        )
        .fix(fix)
        .or_help("Keep only one of the two values")
        .report();
}

/// Removes an entry that no consumer sees. This is safe if the overriding setting has the same value and is in the
/// same file. In the user's settings it is not: a remote window drops `go.gopath` from there, but not the entry.
fn fix(entry: ToolsEnvEntry<'_, '_>, same: bool) -> Option<Fix> {
    let of_user = matches!(entry.analysis.document.layer(), Some(Layer::User | Layer::Standalone));
    let applicability = match (same, of_user) {
        (true, true) => Applicability::Unsafe,
        (true, false) => Applicability::Safe,
        (false, _) => Applicability::Display,
    };
    Some(Fix::remove(
        format!("Remove {}, which is never read", entry.site.variable),
        applicability,
        entry.site.origin()?,
    ))
}

/// The folder that a value names, normalized: the Go extension expands `~` to the home folder, as it does
/// `${env:HOME}`.
fn folder(effect: &Effect) -> Option<String> {
    let Effect::Sets(parts) = effect else { return None };
    let text = |part: &Part| match part {
        Part::Literal(text) | Part::Later(text) => text.clone(),
        Part::Inherited(name) if name == "HOME" => "~".to_owned(),
        Part::Inherited(name) | Part::Sibling(name) => format!("${{{name}}}"),
    };
    Some(parts.iter().map(text).collect::<String>().trim_end_matches('/').to_owned())
}
