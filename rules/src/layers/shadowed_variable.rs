//! Two files of one window set the same variable at the same place, and only one of the values takes effect.
#![doc = include_str!("shadowed_variable.md")]

use envlint_core::env::{FileAnalysis, Site, Window};
use envlint_core::finding::Severity;
use envlint_core::model::{Assignment, Model, Overridden, Variable};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::Platforms;

declare_rule! {
    ShadowedVariable {
        name: "shadowed-variable",
        severity: Info,
        also: [Warning],
        needs: [windows],
        since: "0.1.0",
        page: "shadowed_variable.md",
    }
}

impl Rule for ShadowedVariable {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let with_sites = window.layers.iter().filter(|analysis| !analysis.sites.is_empty());
        if with_sites.count() < 2 {
            return;
        }
        for platform in context.platforms(window.platforms).iter() {
            let model = Model::new(window, platform);
            for process in model.processes() {
                for variable in &model.environment(&process).variables {
                    let overridden = variable.history.iter().filter(|assignment| {
                        matches!(
                            assignment.overridden,
                            Some(Overridden::ByHigherPrecedence | Overridden::ByWholeObject)
                        )
                    });
                    for overridden in overridden.filter_map(Assignment::site) {
                        report(overridden, variable, context);
                    }
                }
            }
        }
    }
}

fn report((analysis, site): (&FileAnalysis<'_>, &Site<'_>), variable: &Variable<'_>, context: &mut Context<'_>) {
    let is_highest = |assignment: &&Assignment<'_>| {
        !matches!(assignment.overridden, Some(Overridden::ByHigherPrecedence | Overridden::ByWholeObject))
    };
    let at_same_place = variable
        .history
        .iter()
        .filter(is_highest)
        .filter_map(Assignment::site)
        .find(|(_, other)| other.key == site.key);
    let Some((stronger, winner)) = at_same_place else { return };
    let platforms = context.platforms(site.platforms);
    let same = site.raw().raw() == winner.raw().raw();
    // `go-tools-env-shadowed` covers the Go tools, whose variables do not only depend on files.
    if same || site.place.is_of_go_tools() || platforms == Platforms::NONE {
        return;
    }
    let (name, setting) = (&site.variable, &site.setting);
    let file = stronger.file_title();
    let is_path = name.eq_ignore_ascii_case("PATH");
    let severity = if is_path { Severity::Warning } else { Severity::Info };
    let loss = if is_path { "; the two values are never combined" } else { "" };
    let message = format!("{name} in {setting} is overridden by the one in {file}{loss}");
    context
        .finding_in(analysis.id, site.value_span(), message)
        .severity(severity)
        .platforms(platforms)
        .variable(name)
        .place(&site.key)
        .related(stronger.id, winner.value_span(), "this value takes effect")
        .help("Remove one of the two, or repeat its entries in the one that takes effect")
        .report();
}
