//! The settings choose two different Go installations, or one that only some tools get.
#![doc = include_str!("go_toolchain_split.md")]

use envlint_core::env::Window;
use envlint_core::jsonc::Value;
use envlint_core::model::{ChosenGo, Environment, Model, Source, consumer, path_of};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Platforms, is_go_root, is_searched_for_go};

declare_rule! {
    GoToolchainSplit {
        name: "go-toolchain-split",
        severity: Warning,
        needs: [windows],
        since: "0.1.0",
        page: "go_toolchain_split.md",
    }
}

/// The setting that lets the extension change PATH.
const ACTIVATE: &str = "go.terminal.activateEnvironment";

impl Rule for GoToolchainSplit {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let platforms = context.platforms(window.platforms);
        let Some(first) = platforms.iter().next() else { return };
        let chosen = Model::new(window, first).chosen_go();
        let Some(strongest) = chosen.first() else { return };
        off(window, &chosen, platforms, context);
        if let Some(root) = root_of_tool(strongest) {
            apart(window, strongest, &root, platforms, context);
        }
    }
}

/// Reports that `go.terminal.activateEnvironment` is off, so the extension does not put the chosen `go` on PATH.
fn off(window: &Window<'_>, chosen: &[ChosenGo<'_>], platforms: Platforms, context: &mut Context<'_>) {
    let activate = window.winner(&["go", "terminal", "activateEnvironment"]);
    let Some(off) = activate.filter(|at| at.setting.value().and_then(Value::boolean) == Some(false)) else { return };
    let Some(chosen) = chosen.iter().find(|chosen| is_elsewhere(chosen)) else { return };
    // A PATH in the environment of the tools may already select the Go.
    let path_is_open = |environment: Environment<'_>| environment.get("PATH").is_none();
    let platforms: Platforms =
        platforms.iter().filter(|&platform| tools(Model::new(window, platform)).is_some_and(path_is_open)).collect();
    if platforms.is_empty() {
        return;
    }
    let message = format!(
        "With {ACTIVATE} off, the `go` of {} is not on PATH, so gopls, the debugger and terminals run whatever `go` they find there",
        chosen.setting
    );
    context
        .finding_in(off.analysis.id, off.setting.origin.member().value.span(), message)
        .platforms(platforms)
        .place(ACTIVATE)
        .related(chosen.by.analysis.id, chosen.by.setting.origin.member().span(), "the extension itself runs this `go`")
        .help("Remove one of the two settings")
        .report();
}

/// Reports a GOROOT that belongs to a different installation than the `go` program.
fn apart(window: &Window<'_>, tool: &ChosenGo<'_>, own: &str, platforms: Platforms, context: &mut Context<'_>) {
    for platform in platforms.iter() {
        let Some(environment) = tools(Model::new(window, platform)) else { continue };
        let Some(assignment) = environment.get("GOROOT").and_then(|variable| variable.winner()) else { continue };
        let Source::Written { analysis, span, key, .. } = assignment.source else { continue };
        if !assignment.value().and_then(path_of).is_some_and(|goroot| is_another_go(&goroot, own)) {
            continue;
        }
        let place = key.title();
        let message = format!("{place} sets GOROOT for the `go` of {} to another installation", tool.setting);
        return context
            .finding_in(analysis.id, span, message)
            .platforms(platforms)
            .variable("GOROOT")
            .place(&place)
            .related(tool.by.analysis.id, tool.by.setting.origin.member().span(), "the go command comes from here")
            .help("Use one of the two, and let it name the installation")
            .report();
    }
}

fn tools<'w>(model: Model<'w>) -> Option<Environment<'w>> {
    model.processes_of(consumer("go-tools")?).first().map(|process| model.environment(process))
}

/// Returns `true` if the setting chooses a `go` that the tools would not find by default.
fn is_elsewhere(chosen: &ChosenGo<'_>) -> bool {
    let Some(path) = path_of(&chosen.parts) else { return false };
    let root = root_of_tool(chosen).unwrap_or_else(|| path.clone());
    let has_root = path.starts_with(['/', '~']) || path.get(1..3) == Some(":/");
    has_root && !is_searched_for_go(&root)
}

/// The installation to which the chosen program clearly belongs. Other programs may be links, or scripts that find
/// their own Go.
fn root_of_tool(chosen: &ChosenGo<'_>) -> Option<String> {
    let path = path_of(&chosen.parts)?;
    let root = path.strip_suffix(".exe").unwrap_or(&path).strip_suffix("/bin/go")?;
    is_go_root(root).then(|| root.to_owned())
}

/// Returns `true` if `a` and `b` are certainly different installations. `/usr/lib/go` may be a link to
/// `/usr/lib/go-1.22`.
fn is_another_go(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('/'), b.trim_end_matches('/'));
    let may_link = |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| !rest.contains('/'));
    let of_homebrew = a.ends_with("/libexec") && b.ends_with("/libexec");
    is_go_root(a) && !a.eq_ignore_ascii_case(b) && !may_link(a, b) && !may_link(b, a) && !of_homebrew
}
