//! A task with its own variables does not get the variables that the file sets for all tasks.
#![doc = include_str!("task_env_dropped.md")]

use envlint_core::jsonc::Member;
use envlint_core::rule::{Context, Rule};
use envlint_core::views::Task;
use envlint_core::vscode::{Platform, Platforms, may_be_read_on, same_variable};

declare_rule! {
    TaskEnvDropped {
        name: "task-env-dropped",
        severity: Warning,
        since: "0.1.0",
        page: "task_env_dropped.md",
    }
}

/// The largest number of variables that a message names.
const NAMED: usize = 3;

impl Rule for TaskEnvDropped {
    fn check_task(&self, task: &Task<'_>, context: &mut Context<'_>) {
        let mut found: Vec<Dropped<'_>> = Vec::new();
        for platform in context.platforms(Platforms::ALL).iter() {
            let Some((own, lost)) = dropped(task, platform) else { continue };
            match found.iter_mut().find(|known| known.own.key.span() == own.key.span()) {
                Some(known) => known.add(lost, platform),
                None => {
                    let mut known = Dropped { own, lost: Vec::new(), platforms: Platforms::NONE };
                    known.add(lost, platform);
                    found.push(known);
                }
            }
        }
        for dropped in &found {
            report(task, dropped, context);
        }
    }
}

/// The variables that a task loses because it has its own.
struct Dropped<'d> {
    /// The task's own member `env`.
    own: Member<'d>,
    /// The variables of the file that it does not get, each once, with the platforms on which it loses them.
    lost: Vec<(Member<'d>, Platforms)>,
    platforms: Platforms,
}

impl<'d> Dropped<'d> {
    fn add(&mut self, lost: Vec<Member<'d>>, platform: Platform) {
        self.platforms = self.platforms.with(platform);
        for variable in lost {
            match self.lost.iter_mut().find(|(known, _)| known.name() == variable.name()) {
                Some((_, platforms)) => *platforms = platforms.with(platform),
                None => self.lost.push((variable, Platforms::only(platform))),
            }
        }
    }
}

fn dropped<'d>(task: &Task<'d>, platform: Platform) -> Option<(Member<'d>, Vec<Member<'d>>)> {
    let own = task.own_env(platform);
    let &first = own.first()?;
    let has = |name: &str| variables(&own).any(|variable| same_variable(&variable.name(), name, platform));
    let common = task.common_env(platform);
    let mut lost: Vec<Member<'d>> = Vec::new();
    let is_lost = |name: &str| !has(name) && may_be_read_on(name, platform);
    for variable in variables(&common).filter(|variable| is_lost(&variable.name())) {
        // The later one, from the block for the platform, overrides the earlier one.
        lost.retain(|known| known.name() != variable.name());
        lost.push(variable);
    }
    (!lost.is_empty()).then_some((first, lost))
}

fn variables<'a, 'd>(blocks: &'a [Member<'d>]) -> impl Iterator<Item = Member<'d>> + use<'a, 'd> {
    blocks.iter().flat_map(|env| env.value.members())
}

fn report(task: &Task<'_>, Dropped { own, lost, platforms }: &Dropped<'_>, context: &mut Context<'_>) {
    let name = |(variable, on): &(Member<'_>, Platforms)| {
        let titles: Vec<&str> = on.iter().map(Platform::title).collect();
        let only = if on == platforms { String::new() } else { format!(" (on {})", titles.join(" and ")) };
        format!("{}{only}", variable.name())
    };
    let names: Vec<String> = lost.iter().map(name).collect();
    let (title, list) = (task.title(), list(&names));
    let (does, them) = if names.len() == 1 { ("does", "it") } else { ("do", "them") };
    let message = format!(
        "{list} from the file's options.env {does} not reach {title}, since its own options.env replaces the file's completely"
    );
    let document = context.analysis.id;
    let mut finding = context
        .finding(own.key.span(), message)
        .platforms(*platforms)
        .place(&format!("tasks.{}.options.env", task.name))
        .help(format!("Repeat {them} in the task's options.env; the two are not merged"));
    if let [(variable, _)] = lost.as_slice() {
        finding = finding.variable(&variable.name());
    }
    for (variable, _) in lost {
        finding = finding.related(document, variable.key.span(), format!("{} is set here", variable.name()));
    }
    finding.report();
}

/// Joins names for a message: "A, B and C", or "A, B and 3 more".
fn list(names: &[String]) -> String {
    let (shown, rest) = match names.len() {
        0..=NAMED => (names, 0),
        count => (names.get(..NAMED - 1).unwrap_or_default(), count + 1 - NAMED),
    };
    match (shown, rest) {
        ([first @ .., last], 0) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (_, 0) => shown.concat(),
        _ => format!("{} and {rest} more", shown.join(", ")),
    }
}
