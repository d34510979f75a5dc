//! GOOS or GOARCH in `go.toolsEnvVars` makes Go debugging build a program that cannot start on this machine.
#![doc = include_str!("go_cross_target_debug.md")]

use envlint_core::env::{FileAnalysis, Site, Window};
use envlint_core::model::{Environment, Model, Part, Process, consumer};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{Launch, launches};
use envlint_core::vscode::{Platforms, target_runs_on};

declare_rule! {
    GoCrossTargetDebug {
        name: "go-cross-target-debug",
        severity: Info,
        needs: [windows],
        since: "0.1.0",
        page: "go_cross_target_debug.md",
    }
}

const PLACE: &str = "go.toolsEnvVars";
const VARIABLES: [&str; 2] = ["GOOS", "GOARCH"];
const DEBUGGING: [&str; 2] = ["go-debug", "go-debug-in-terminal"];

/// A variable that selects a foreign target, and a launch configuration that it reaches.
struct Reached<'w> {
    analysis: &'w FileAnalysis<'w>,
    site: &'w Site<'w>,
    target: String,
    launch: (&'w FileAnalysis<'w>, Launch<'w>),
}

impl Rule for GoCrossTargetDebug {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let mut sites = window.layers.iter().flat_map(|layer| &layer.sites);
        if !sites.any(|site| site.place.is_of_go_tools() && VARIABLES.contains(&&*site.variable)) {
            return;
        }
        let platforms = context.platforms(window.platforms);
        let mut everywhere = platforms.iter().map(|platform| reached(Model::new(window, platform), platforms));
        let Some(mut found) = everywhere.next() else { return };
        for others in everywhere {
            found.retain(|one| others.iter().any(|other| one.is(other)));
        }
        while let Some(first) = found.first() {
            let site = first.site;
            let (same, rest) = found.into_iter().partition::<Vec<_>, _>(|one| std::ptr::eq(one.site, site));
            report(&same, platforms, context);
            found = rest;
        }
    }
}

impl Reached<'_> {
    fn is(&self, other: &Reached<'_>) -> bool {
        let ((a, launch), (b, other_launch)) = (&self.launch, &other.launch);
        std::ptr::eq(self.site, other.site) && a.id == b.id && launch.span() == other_launch.span()
    }
}

/// The variables that Go debugging gets from the Go settings and that select a target which none of `platforms` can
/// run.
fn reached<'w>(model: Model<'w>, platforms: Platforms) -> Vec<Reached<'w>> {
    let mut reached = Vec::new();
    for process in DEBUGGING.iter().filter_map(|id| consumer(id)).flat_map(|kind| model.processes_of(kind)) {
        if launch_of(&process).is_none() {
            continue;
        }
        let environment = model.environment(&process);
        for name in VARIABLES {
            let foreign = foreign(&environment, name, platforms).zip(launch_of(&process));
            reached.extend(foreign.map(|((analysis, site, target), launch)| Reached {
                analysis,
                site,
                target,
                launch,
            }));
        }
    }
    reached
}

/// The launch configuration of `process`, if it builds its own program and all its variables are known.
fn launch_of<'w>(process: &Process<'w>) -> Option<(&'w FileAnalysis<'w>, Launch<'w>)> {
    let (analysis, span) = process.owner?;
    let launch = launches(analysis).into_iter().find(|launch| launch.span() == span)?;
    (launch.builds_and_starts_here() && !launch.has("envFile")).then_some((analysis, launch))
}

/// The site that sets `name`, and its target, if that site is in the Go settings and none of `platforms` can run the
/// target.
fn foreign<'w>(
    environment: &Environment<'w>,
    name: &str,
    platforms: Platforms,
) -> Option<(&'w FileAnalysis<'w>, &'w Site<'w>, String)> {
    let assignment = environment.get(name)?.winner()?;
    let (analysis, site) = assignment.site().filter(|(_, site)| site.place.is_of_go_tools())?;
    let [Part::Literal(target)] = assignment.value()? else { return None };
    let is_foreign = target_runs_on(name, target).is_some_and(|runs| runs.and(platforms).is_empty());
    is_foreign.then(|| (analysis, site, target.clone()))
}

/// Reports one site: all of `reached` have the same one.
fn report(reached: &[Reached<'_>], platforms: Platforms, context: &mut Context<'_>) {
    let Some(Reached { analysis, site, target, .. }) = reached.first() else { return };
    let message = format!(
        "{}={target} in {PLACE} also reaches Go debugging, which then builds a program that cannot start on this machine",
        site.variable
    );
    let mut finding = context
        .finding_in(analysis.id, site.value_span(), message)
        .platforms(platforms)
        .variable(&site.variable)
        .place(PLACE)
        .help(format!("Set {} in the `env` of the configuration, which overrides this value", site.variable));
    for Reached { launch: (of, launch), .. } in reached {
        finding = finding.related(of.id, launch.span(), format!("{} builds for this target", launch.title()));
    }
    finding.report();
}
