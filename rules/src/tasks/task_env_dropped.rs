//! A task with its own variables does not get the variables that the file sets for all tasks.
#![doc = include_str!("task_env_dropped.md")]

use envlint_core::jsonc::Member;
use envlint_core::rule::{Context, Rule};
use envlint_core::views::Task;
use envlint_core::vscode::{Platform, Platforms, same_variable};

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
            let same = |other: &&mut Dropped<'_>| other.own.key.span() == own.key.span() && is_same(&other.lost, &lost);
            match found.iter_mut().find(same) {
                Some(known) => known.platforms = known.platforms.with(platform),
                None => found.push(Dropped { own, lost, platforms: Platforms::only(platform) }),
            }
        }
        for dropped in found.iter() {
            report(task, dropped, context);
        }
    }
}

/// The variables that a task loses because it has its own.
struct Dropped<'d> {
    /// The task's own member `env`.
    own: Member<'d>,
    /// The variables of the file that it does not get.
    lost: Vec<Member<'d>>,
    platforms: Platforms,
}

fn dropped<'d>(task: &Task<'d>, platform: Platform) -> Option<(Member<'d>, Vec<Member<'d>>)> {
    let own = task.own_env(platform);
    let &first = own.first()?;
    let has = |name: &str| variables(&own).any(|variable| same_variable(&variable.name(), name, platform));
    let common = task.common_env(platform);
    let mut lost: Vec<Member<'d>> = Vec::new();
    for variable in variables(&common).filter(|variable| !has(&variable.name())) {
        // The later one, from the block for the platform, overrides the earlier one.
        lost.retain(|known| known.name() != variable.name());
        lost.push(variable);
    }
    (!lost.is_empty()).then_some((first, lost))
}

fn variables<'a, 'd>(blocks: &'a [Member<'d>]) -> impl Iterator<Item = Member<'d>> + use<'a, 'd> {
    blocks.iter().flat_map(|env| env.value.members())
}

fn is_same(a: &[Member<'_>], b: &[Member<'_>]) -> bool {
    a.iter().map(|member| member.span()).eq(b.iter().map(|member| member.span()))
}

fn report(task: &Task<'_>, Dropped { own, lost, platforms }: &Dropped<'_>, context: &mut Context<'_>) {
    let names: Vec<String> = lost.iter().map(|variable| variable.name().into_owned()).collect();
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
    if let [name] = names.as_slice() {
        finding = finding.variable(name);
    }
    for (variable, name) in lost.iter().zip(&names) {
        finding = finding.related(document, variable.key.span(), format!("{name} is set here"));
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
