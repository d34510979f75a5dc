//! A variable that Go reads is set for terminals, but not for the Go extension.
#![doc = include_str!("terminal_only_variable.md")]

use std::cell::LazyCell;

use envlint_core::env::{FileAnalysis, Form, Outcome, Site, Window};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::jsonc::Layout;
use envlint_core::model::{Effect, Environment, Model, Overridden, Source, consumer, paths_of};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Layer, Platforms, holds_go};

mod languages;

declare_rule! {
    TerminalOnlyVariable {
        name: "terminal-only-variable",
        severity: Info,
        fix: Unsafe,
        needs: [windows],
        since: "0.1.0",
        page: "terminal_only_variable.md",
    }
}

const GO_TOOLS: &str = "go.toolsEnvVars";

/// A variable that Go programs read, and what to do about it.
struct GoVariable {
    name: &'static str,
    /// `true` if the fix may add the same entry to `go.toolsEnvVars`.
    moves: bool,
    help: Option<&'static str>,
}

const fn variable(name: &'static str) -> GoVariable {
    GoVariable { name, moves: true, help: None }
}

/// The variables to check. The Go extension does not look for `go` by a GOROOT or PATH in `go.toolsEnvVars`, so these two need
/// other settings.
///
/// Source: vscode-go extension/src/util.ts, `getCurrentGoPath`; extension/src/utils/pathUtils.ts.
const VARIABLES: &[GoVariable] = &[
    variable("GOFLAGS"),
    variable("GOPRIVATE"),
    variable("GOPROXY"),
    GoVariable { name: "GOPATH", moves: false, help: Some("Set `go.gopath` for the Go tools") },
    GoVariable {
        name: "GOROOT",
        moves: false,
        help: Some("Set `go.goroot` for the Go tools, which also selects the go command"),
    },
    GoVariable { name: "PATH", moves: false, help: Some("Set \"go\" in `go.alternateTools` to select the go command") },
];

impl Rule for TerminalOnlyVariable {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        languages::check(window, context);
        let sites: Vec<_> =
            window.layers.iter().flat_map(|layer| layer.sites.iter().filter(|site| concerns(site))).collect();
        let platforms: Platforms = context.platforms(window.platforms);
        for platform in platforms.iter().filter(|&platform| sites.iter().any(|site| site.platforms.has(platform))) {
            let model = Model::new(window, platform);
            if model.is_about_go() {
                check(model, context);
            }
        }
    }
}

/// Returns `true` if `site` sets a variable of Go or PATH for all terminals.
fn concerns(site: &Site<'_>) -> bool {
    let is_known = || VARIABLES.iter().any(|known| known.name.eq_ignore_ascii_case(&site.variable));
    site.place.is_of_all_terminals() && is_known()
}

fn check(model: Model<'_>, context: &mut Context<'_>) {
    let terminal = consumer("terminal").and_then(|terminal| model.general_process(terminal));
    let Some(terminal) = terminal.map(|terminal| model.environment(&terminal)) else { return };
    // Lazy, because most windows have nothing to report.
    let tools = LazyCell::new(|| -> Vec<Environment<'_>> {
        model.go_processes().iter().map(|process| model.environment(process)).collect()
    });
    let go_is_chosen = LazyCell::new(|| !model.chosen_go().is_empty());
    for known in VARIABLES {
        let Some(assignment) = terminal.get(known.name).and_then(|variable| variable.winner()) else { continue };
        let Some((analysis, site)) = assignment.site().filter(|(analysis, site)| concerns(site) && is_own(analysis))
        else {
            continue;
        };
        let Some(value) = assignment.value().filter(|value| !value.is_empty()) else { continue };
        let message = match known.name {
            "PATH" => {
                let mut entries = paths_of(value, model.platform.list_separator()).into_iter();
                let has_tilde = site.text().is_some_and(|text| text.as_str().contains('~'));
                let Some(entry) = entries.find(|entry| holds_go(entry)).filter(|_| !has_tilde) else { continue };
                format!(
                    "`{entry}` is only on the PATH of terminals and tasks: the Go extension does not look for go there"
                )
            }
            name => {
                format!("{name} in {} reaches only terminals and tasks: gopls and go test do not see it", site.setting)
            }
        };
        let chooses_go = matches!(known.name, "PATH" | "GOROOT");
        let is_set_for_tools = || {
            model.may_assign(known.name, |site| site.place.is_of_terminal())
                && tools.iter().any(|tool| is_set_for(tool, known.name))
        };
        if (chooses_go && *go_is_chosen) || is_set_for_tools() {
            continue;
        }
        let mut finding = context
            .finding_in(analysis.id, site.value_span(), message)
            .platforms(Platforms::only(model.platform))
            .variable(&site.variable)
            .place(&site.key)
            .fix(known.moves.then(|| fix(analysis, site)).flatten());
        if let Some(help) = known.help {
            finding = finding.help(help);
        }
        finding.report();
    }
}

/// Returns `true` if the file contains settings of a user or a project, rather than of a machine or container.
fn is_own(analysis: &FileAnalysis<'_>) -> bool {
    analysis.document.layer().is_some_and(|layer| match layer {
        Layer::Standalone | Layer::User | Layer::Workspace | Layer::Folder => true,
        Layer::Default | Layer::Machine | Layer::Container => false,
    })
}

/// Returns `true` if a setting other than those of the terminal sets `name` in `environment`, or may do so.
fn is_set_for(environment: &Environment<'_>, name: &str) -> bool {
    environment.get(name).is_some_and(|variable| {
        variable.history.iter().any(|assignment| {
            let of_terminal = assignment.site().is_some_and(|(_, site)| site.place.is_of_terminal());
            let is_folder_of_go = matches!(assignment.effect, Effect::MayPrepend(_));
            matches!(assignment.source, Source::Written { .. })
                && !is_folder_of_go
                && assignment.overridden != Some(Overridden::ByScope)
                && !of_terminal
        })
    })
}

/// Adds the same entry to `go.toolsEnvVars` of the same file, if the value means the same there and on all platforms.
fn fix(analysis: &FileAnalysis<'_>, site: &Site<'_>) -> Option<Fix> {
    let text = site.text()?;
    let is_plain = text
        .references()
        .all(|reference| matches!(reference.form, Form::Environment { .. }) && reference.outcome == Outcome::Expands);
    let differs = |other: &Site<'_>| {
        concerns(other)
            && other.variable == site.variable
            && other.text().map(|other| other.as_str()) != Some(text.as_str())
    };
    if !is_plain || text.as_str().starts_with('~') || analysis.sites.iter().any(differs) {
        return None;
    }
    let (name, value) = (&*site.variable, site.raw().raw());
    let title = format!("Set {name} in {GO_TOOLS} too");
    match analysis.settings.get(&["go", "toolsEnvVars"]) {
        Some(tools) => {
            let object = tools.value().filter(|object| object.is_object())?;
            Some(Fix::append_member(title, Applicability::Unsafe, object, name, value))
        }
        None => {
            let root = analysis.document.settings_object()?;
            let object = Layout::around(root.members().last()?).object(&[(name, value.to_owned())]);
            Some(Fix::append_member(title, Applicability::Unsafe, root, GO_TOOLS, &object))
        }
    }
}
