//! A profile or task adds to the inherited PATH, but loses what `terminal.integrated.env` adds.
#![doc = include_str!("profile_path_drops_env_path.md")]

use envlint_core::env::{Site, Window};
use envlint_core::model::{Effect, Model, Overridden, Part, State, Variable};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Platforms, Section};

declare_rule! {
    ProfilePathDropsEnvPath {
        name: "profile-path-drops-env-path",
        severity: Warning,
        needs: [windows],
        since: "0.1.0",
        page: "profile_path_drops_env_path.md",
    }
}

impl Rule for ProfilePathDropsEnvPath {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let is_path = |site: &&Site<'_>| site.variable.eq_ignore_ascii_case("PATH");
        let paths: Vec<&Site<'_>> = window.files().flat_map(|analysis| &analysis.sites).filter(is_path).collect();
        let has_both = |platform| {
            let mut here = paths.iter().filter(|site| site.platforms.has(platform));
            here.clone().any(|site| site.place.is_of_all_terminals()) && here.any(|site| adds(site))
        };
        for platform in context.platforms(window.platforms).iter().filter(|&platform| has_both(platform)) {
            let model = Model::new(window, platform);
            for process in model.processes_reading(&["terminal", "integrated", "env"]) {
                let environment = model.environment(&process);
                if let Some(variable) = environment.get("PATH") {
                    check(variable, Platforms::only(platform), context);
                }
            }
        }
    }
}

/// Returns `true` if the site is for single profiles or tasks, whose values replace those for every terminal.
fn adds(site: &Site<'_>) -> bool {
    match site.place.section {
        Section::Settings => site.place.is_of_terminal() && !site.place.is_of_all_terminals(),
        Section::Tasks => true,
        Section::Launch | Section::Mcp | Section::PortableMcp | Section::CursorMcp | Section::DevContainer => false,
    }
}

/// Reports values for every terminal that a later step overrides, although that step extends the inherited value.
fn check(variable: &Variable<'_>, platforms: Platforms, context: &mut Context<'_>) {
    let Some((winner, (analysis, site))) =
        variable.winner().and_then(|assignment| Some((assignment, assignment.site()?)))
    else {
        return;
    };
    if variable.state() != State::Extended || !adds(site) {
        return;
    }
    for assignment in
        variable.history.iter().filter(|assignment| assignment.overridden == Some(Overridden::ByLaterStep))
    {
        let Some((lower, lost)) = assignment.site().filter(|(_, lost)| lost.place.is_of_all_terminals()) else {
            continue;
        };
        let entries = entries(&assignment.effect);
        let kept = self::entries(&winner.effect);
        if entries.is_empty() || entries.iter().all(|entry| kept.contains(entry)) {
            continue;
        }
        let (name, setting, other) = (&site.variable, &site.setting, &lost.setting);
        let message = format!(
            "{name} in {setting} adds to the inherited {name}, but overrides {other}, so the entries that {other} adds are lost"
        );
        let platforms = context.platforms(site.platforms).and(platforms);
        context
            .finding_in(analysis.id, site.value_span(), message)
            .platforms(platforms)
            .variable(name)
            .place(&site.key)
            .related(lower.id, lost.value_span(), "these entries are lost")
            .help("Add the lost entries here too")
            .report();
    }
}

/// What a value adds to the inherited one: the literal parts between its references.
fn entries(effect: &Effect) -> Vec<String> {
    let Effect::Sets(parts) = effect else { return Vec::new() };
    let texts = parts.iter().map(|part| match part {
        Part::Literal(text) => text.trim_matches([':', ';']).to_owned(),
        Part::Later(written) => written.clone(),
        Part::Inherited(_) | Part::Sibling(_) => String::new(),
    });
    texts.filter(|text| !text.is_empty()).collect()
}
