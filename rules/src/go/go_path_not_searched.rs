//! PATH in `go.toolsEnvVars` contains a Go installation, but the Go extension does not look for `go` there.
#![doc = include_str!("go_path_not_searched.md")]

use envlint_core::env::{FileAnalysis, Site, Window};
use envlint_core::model::{Model, consumer, paths_of};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Platforms, holds_go};

declare_rule! {
    GoPathNotSearched {
        name: "go-path-not-searched",
        severity: Info,
        needs: [windows],
        since: "0.1.0",
        page: "go_path_not_searched.md",
    }
}

const PLACE: &str = "go.toolsEnvVars";

impl Rule for GoPathNotSearched {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let mut sites = window.layers.iter().flat_map(|layer| &layer.sites);
        if !sites.any(|site| site.place.is_of_go_tools() && site.variable.eq_ignore_ascii_case("PATH")) {
            return;
        }
        let mut found: Vec<(&FileAnalysis<'_>, &Site<'_>, String, Platforms)> = Vec::new();
        for platform in context.platforms(window.platforms).iter() {
            let Some((analysis, site, entry)) = go_on_path(Model::new(window, platform)) else { continue };
            match found.iter_mut().find(|(_, other, ..)| std::ptr::eq(*other, site)) {
                Some((.., platforms)) => *platforms = platforms.with(platform),
                None => found.push((analysis, site, entry, Platforms::only(platform))),
            }
        }
        for (analysis, site, entry, platforms) in found {
            let message = format!(
                "The Go extension does not look for `go` in {} in {PLACE}: `{entry}` only affects the programs it starts, such as gopls",
                site.variable
            );
            context
                .finding_in(analysis.id, site.value_span(), message)
                .platforms(platforms)
                .variable(&site.variable)
                .place(PLACE)
                .help("Set \"go\" in `go.alternateTools`, or start VS Code with a PATH that contains this folder")
                .report();
        }
    }
}

/// The first entry of the tools' PATH that belongs to a Go installation, if no setting chooses the `go`.
fn go_on_path(model: Model<'_>) -> Option<(&FileAnalysis<'_>, &Site<'_>, String)> {
    if !model.chosen_go().is_empty() {
        return None;
    }
    let process = model.processes_of(consumer("go-tools")?).into_iter().next()?;
    let environment = model.environment(&process);
    let assignment = environment.get("PATH")?.winner()?;
    let (analysis, site) = assignment.site().filter(|(_, site)| site.place.is_of_go_tools())?;
    let entries = paths_of(assignment.value()?, model.platform.list_separator());
    let entry = entries.into_iter().find(|entry| holds_go(entry))?;
    Some((analysis, site, entry))
}
