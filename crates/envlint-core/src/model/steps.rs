//! Applies the steps of a consumer: finds the assignments of each step and decides which take effect.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::environment::{Assignment, Effect, Environment, Key, Note, Source, Variable};
use super::evaluate::separator;
use super::go::is_refused_root;
use super::overridden::Overridden;
use super::own::fix;
use super::parts::{Part, parts};
use super::process::{Model, Process, has_own_env};
use super::text::text_of;
use crate::document::DocumentId;
use crate::env::{Contribution, FileAnalysis, Outcome, Precedence, Reference, Site, SiteValue, Text};
use crate::jsonc::{Kind, Value};
use crate::text::Span;
use crate::vscode::consumers::{Base, Decision, Step};
use crate::vscode::{
    Failure, KeyPart, Merge, NonString, Platform, Platforms, Section, is_essential, is_list, same_variable,
};

const NOT_INHERITED: &str = "terminal.integrated.inheritEnv is false, so terminals begin with the environment that VS Code itself was started with";
const UNCHECKED_MERGE: &str = "whether the inherited entries are kept has not been checked";
const SPELLING: &str = "the inherited entries are kept only if VS Code inherited the variable in the same spelling";
const ANOTHER_FOLDER: &str = "each folder's tasks get the options.env from the file of that folder";

impl<'w> Model<'w> {
    /// The environment of `process`, limited to the variables that the files mention.
    #[must_use]
    pub fn environment(&self, process: &Process<'w>) -> Environment<'w> {
        self.environment_after(self.beginning(process), process)
    }

    /// The environment of `process`, which begins with `environment`.
    pub(super) fn environment_after(&self, mut environment: Environment<'w>, process: &Process<'w>) -> Environment<'w> {
        let consumer = process.consumer;
        let last_spawn = consumer.steps.iter().rposition(Step::is_spawn).filter(|_| self.platform == Platform::Windows);
        for (index, step) in consumer.steps.iter().enumerate() {
            environment.keeps_spellings = last_spawn.is_some_and(|last| index <= last);
            self.take(step, process, &mut environment);
        }
        environment.resolve_overrides();
        let stops = |variable: &Variable<'_>| variable.history.iter().any(|it| self.keeps_from_starting(it, process));
        environment.starts = process.owner.is_none() || !environment.variables.iter().map(Arc::as_ref).any(stops);
        environment
    }

    pub(super) fn container_env(&self, key: &str, environment: &mut Environment<'w>) {
        let Some(container) = self.container() else { return };
        let sites: Vec<&Site<'_>> = container.sites.iter().filter(|site| &*site.key == key).collect();
        self.written(container, &sites, true, None, environment);
    }

    fn take(&self, step: &'static Step, process: &Process<'w>, environment: &mut Environment<'w>) {
        match step {
            Step::Settings(key) => {
                let words = key.iter().filter_map(|part| match part {
                    KeyPart::Word(word) => Some(*word),
                    KeyPart::Platform => Some(self.platform.name()),
                    KeyPart::Any | KeyPart::Each(_) => None,
                });
                self.settings(&words.collect::<Vec<_>>(), |assignment| assignment, process, environment);
            }
            Step::OneOf(key, why) => self.one_of(key, why, environment),
            Step::Profile => self.profile_of(process.name.clone(), process, environment),
            Step::AutomationProfile => match self.automation_profile() {
                Some(path) => self.settings(&path, |assignment| assignment, process, environment),
                None => self.profile_of(None, process, environment),
            },
            Step::Own(_) => {
                let Some((analysis, owner)) = process.owner else { return };
                let sites = analysis.sites_of(Some(owner));
                // The platform-specific block of a task is merged key by key; that of a launch configuration
                // replaces the whole `env`.
                let merged = sites.iter().all(|site| site.place.section == Section::Tasks);
                self.written(analysis, &sites, merged, None, environment);
            }
            Step::EnvFile => self.env_file(process, environment),
            Step::EnvFileOrSetting(path) => self.env_file_or_setting(path, process, environment),
            Step::EnvFileSetting(path) => self.env_file_setting(path, process, environment),
            Step::GoBin => self.go_bin(environment),
            Step::GoBinInHost => self.go_bin_in_host(environment),
            Step::TaskDefaults => self.task_defaults(process, environment),
            Step::Container(key) => self.container_env(key, environment),
            Step::InheritEnv => {
                let inherit = self.window.winner(&["terminal", "integrated", "inheritEnv"]);
                let value = inherit.and_then(|inherit| Some((inherit.analysis, inherit.setting.value()?)));
                if let Some((analysis, value)) = value.filter(|(_, value)| value.boolean() == Some(false)) {
                    environment.base = Base::VsCode;
                    environment.notes.push(Note { analysis, span: value.span(), text: NOT_INHERITED });
                }
            }
            Step::ListsOfHost(lists) => environment.reset = lists.to_vec(),
            Step::Decides(decision) => self.decide(decision, process, environment),
            Step::TerminalOwn => self.terminal_own(environment),
            Step::Settled => environment.settle(),
            Step::Spawn => environment.spawn(),
            Step::Fixed(fixed) => {
                for fixed in *fixed {
                    fix(fixed, environment);
                }
            }
        }
    }

    /// The variables of an object in the settings, merged by the window; `map` changes each assignment.
    pub(super) fn settings(
        &self,
        path: &[&str],
        map: impl Fn(Assignment<'w>) -> Assignment<'w>,
        process: &Process<'w>,
        environment: &mut Environment<'w>,
    ) {
        // If two keys in different files are the same variable, the one in the file with higher precedence wins.
        let mut contributions: Vec<(Contribution<'w>, Precedence)> = self.contributions_for(path, process);
        contributions.retain(|(contribution, _)| !contribution.is_built_in());
        let mut assignments: Vec<(&'w Site<'w>, Assignment<'w>)> = Vec::new();
        // The file with the highest precedence that sets each variable.
        let mut strongest: FxHashMap<Cow<'_, str>, DocumentId> = FxHashMap::default();
        for (contribution, precedence) in contributions {
            let analysis = contribution.analysis;
            let siblings: Vec<_> = contribution.setting.members().collect();
            // Few values refer to others.
            let names = LazyCell::new(|| siblings.iter().map(|(name, _)| &**name).collect::<FxHashSet<&str>>());
            let is_sibling = |name: &str| names.contains(name);
            for (_, setting) in siblings.iter().rev() {
                let Some(site) = site_at(analysis, setting.origin.member().value.span()) else { continue };
                let name = environment.key(site);
                let overridden = match precedence {
                    Precedence::OutOfScope => Some(Overridden::ByScope),
                    Precedence::Replaced => Some(Overridden::ByWholeObject),
                    Precedence::Counts => strongest.get(&name).map(|other| {
                        if *other == analysis.id { Overridden::BySameObject } else { Overridden::ByHigherPrecedence }
                    }),
                };
                if overridden.is_none() {
                    strongest.insert(name, analysis.id);
                }
                assignments.push((site, self.assign(analysis, site, &is_sibling, overridden)));
            }
        }
        let counting = assignments.iter().filter(|(_, assignment)| assignment.overridden.is_none());
        let clashes = environment.clashes(counting.map(|(site, _)| *site));
        for (site, assignment) in assignments.into_iter().rev() {
            let effect = clashes.effect_on(site, assignment.effect);
            environment.assign(&site.variable, map(Assignment { effect, ..assignment }));
        }
    }

    /// The variables of a setting with several objects, of which a process gets one.
    fn one_of(&self, key: &[KeyPart], why: &'static str, environment: &mut Environment<'w>) {
        let words = key.iter().map_while(|part| if let KeyPart::Word(word) = part { Some(*word) } else { None });
        let Some(winner) = self.window.winner(&words.collect::<Vec<_>>()) else { return };
        let Some(list) = winner.setting.value().map(Value::span) else { return };
        let is_in_list =
            |site: &&Site<'_>| list.contains(site.value_span()) && site.owner.is_some_and(|owner| list.contains(owner));
        for site in winner.analysis.sites.iter().filter(is_in_list) {
            let assignment = self.assign(winner.analysis, site, &|_| false, None);
            environment.assign(&site.variable, Assignment { effect: Effect::Depends(why), ..assignment });
        }
    }

    /// The variables of one object in a file that does not contain settings. If `merged` is true, the
    /// platform-specific block is merged into the general one; otherwise it replaces it.
    fn written(
        &self,
        analysis: &'w FileAnalysis<'w>,
        sites: &[&'w Site<'w>],
        merged: bool,
        overridden: Option<Overridden>,
        environment: &mut Environment<'w>,
    ) {
        let is_general = |site: &Site<'_>| site.platforms == Platforms::ALL || site.platforms == analysis.platforms();
        let mut sites: Vec<&'w Site<'w>> =
            sites.iter().filter(|site| site.platforms.has(self.platform)).copied().collect();
        sites.sort_by_key(|site| !is_general(site));
        let has_block = sites.iter().any(|site| !is_general(site));
        let names = LazyCell::new(|| sites.iter().map(|site| &*site.variable).collect::<FxHashSet<&str>>());
        let is_sibling = |name: &str| names.contains(name);
        let last: FxHashMap<Cow<'_, str>, usize> =
            sites.iter().enumerate().map(|(index, site)| (environment.key(site), index)).collect();
        let clashes = environment.clashes(sites.iter().copied());
        for (index, &site) in sites.iter().enumerate() {
            let again = last.get(&environment.key(site)).is_some_and(|last| *last > index);
            let by_block = is_general(site) && has_block && (again || !merged);
            let by_sibling = (again && !by_block).then_some(Overridden::BySameObject);
            let overridden = overridden.or(by_block.then_some(Overridden::ByPlatformBlock)).or(by_sibling);
            let assignment = self.assign(analysis, site, &is_sibling, overridden);
            let effect = clashes.effect_on(site, assignment.effect);
            environment.assign(&site.variable, Assignment { effect, ..assignment });
        }
    }

    fn task_defaults(&self, process: &Process<'w>, environment: &mut Environment<'w>) {
        let defaults = |analysis: &'w FileAnalysis<'w>| {
            let mut sites = analysis.sites_of(None);
            sites.retain(|site| site.place.section == Section::Tasks);
            sites
        };
        let of = process.owner.map(|(analysis, _)| analysis.id);
        let files = self.holders().filter(|analysis| of.is_none_or(|of| of == analysis.id));
        let files = files.filter(|analysis| self.tasks_of(analysis).is_some() && !defaults(analysis).is_empty());
        let files: Vec<&FileAnalysis<'_>> = files.collect();
        let overridden = process.owner.filter(|owner| self.has_own_env(*owner)).map(|_| Overridden::ByOwnOptions);
        let differs = files.len() > 1;
        for analysis in files {
            let sites = defaults(analysis);
            let before = environment.counts_of_assignments(differs);
            self.written(analysis, &sites, true, overridden, environment);
            environment.make_new_assignments_depend(before, ANOTHER_FOLDER);
        }
    }

    /// Returns `true` if the task at `owner` has its own `options.env` on this platform.
    fn has_own_env(&self, (analysis, owner): (&'w FileAnalysis<'w>, Span)) -> bool {
        let task = self.tasks_of(analysis).and_then(|_| analysis.document.value_at(owner));
        task.is_some_and(|task| has_own_env(task, Some(self.platform)))
    }

    fn decide(&self, decision: &'static Decision, process: &Process<'w>, environment: &mut Environment<'w>) {
        let mut assignments = Vec::new();
        for (contribution, precedence) in self.contributions_for(decision.setting, process) {
            let Some(value) = contribution.setting.value() else { continue };
            let Some(effects) = decided(decision, value, self.platform) else { continue };
            let stronger =
                assignments.iter().any(|(_, assignment): &(_, Assignment<'_>)| assignment.overridden.is_none());
            let overridden = match precedence {
                Precedence::OutOfScope => Some(Overridden::ByScope),
                Precedence::Replaced => Some(Overridden::ByHigherPrecedence),
                Precedence::Counts => stronger.then_some(Overridden::ByHigherPrecedence),
            };
            for (name, effect) in effects {
                let source = Source::Written {
                    analysis: contribution.analysis,
                    span: value.span(),
                    member: contribution.setting.origin.member().span(),
                    key: Key::Setting(decision.setting),
                };
                assignments.push((name, Assignment { source, effect, overridden }));
            }
        }
        for (name, assignment) in assignments.into_iter().rev() {
            environment.assign(name, assignment);
        }
    }

    /// The effect of `value`, which `site` sets to a list of which VS Code keeps the inherited entries in front.
    fn joined(&self, site: &Site<'_>, value: Vec<Part>) -> Effect {
        let is_spelled = |lists: &[&str]| lists.contains(&&*site.variable);
        match site.dialect().merge {
            // The entries are looked up under the name as it is spelled, and the system's own spelling is mostly Path.
            _ if self.platform == Platform::Windows => Effect::Depends(SPELLING),
            Merge::Joins(lists) if is_spelled(lists) => Effect::Appends(value),
            _ => Effect::Sets(value),
        }
    }

    /// The assignment of `site`. `is_sibling` tells which variables its object contains.
    fn assign(
        &self,
        analysis: &'w FileAnalysis<'w>,
        site: &'w Site<'w>,
        is_sibling: &dyn Fn(&str) -> bool,
        overridden: Option<Overridden>,
    ) -> Assignment<'w> {
        let dialect = site.dialect();
        let other = |kind: NonString| match kind {
            NonString::Deletes => Effect::Deletes,
            NonString::Text | NonString::Taken | NonString::BreaksDebugging => {
                Effect::Sets(vec![Part::Literal(text_of(site.raw()))])
            }
            NonString::Refused => Effect::Refused,
            NonString::Keeps => Effect::Keeps,
            NonString::Unknown => Effect::MaySet,
        };
        let effect = match &site.value {
            SiteValue::Text(text) if text.as_str().is_empty() && dialect.empty_deletes => Effect::Deletes,
            SiteValue::Text(text) => {
                // A reference to the variable itself means the inherited value.
                let is_sibling = |name: &str| name != site.variable && is_sibling(name);
                let mut parts = if self.names_no_folder(text) {
                    vec![Part::Literal(text.as_str().to_owned())]
                } else {
                    parts(text, is_sibling, self.platform)
                };
                match dialect.merge {
                    Merge::Joins(_) if !site.replaces_inherited() => self.joined(site, parts),
                    Merge::JoinsInFront(_) if !site.replaces_inherited() => {
                        parts.push(separator(self.platform));
                        Effect::Prepends(parts)
                    }
                    Merge::Unknown if may_join(site, &parts, self.platform) => Effect::Depends(UNCHECKED_MERGE),
                    _ => Effect::Sets(parts),
                }
            }
            SiteValue::Null => other(dialect.null),
            SiteValue::Other(Kind::True | Kind::False) => other(dialect.boolean),
            SiteValue::Other(Kind::Array | Kind::Object) => other(dialect.compound.unwrap_or(dialect.number)),
            SiteValue::Other(_) => other(dialect.number),
        };
        let key = Key::Site(site);
        let source = Source::Written { analysis, span: site.value_span(), member: site.member_span(), key };
        Assignment { source, effect, overridden }
    }

    /// Returns `true` if `assignment`, in the definition of `process` itself, is the reason why it does not start: a value
    /// that the debugger rejects, or a reference that can never be resolved.
    fn keeps_from_starting(&self, assignment: &Assignment<'_>, process: &Process<'_>) -> bool {
        let Source::Written { analysis, key: Key::Site(site), .. } = assignment.source else { return false };
        let is_own = process.owner.is_some_and(|(file, owner)| file.id == analysis.id && site.owner == Some(owner));
        let never = |reference: &Reference| matches!(reference.outcome, Outcome::Stops | Outcome::TakesValueDown);
        let is_rejected = assignment.effect == Effect::Refused && site.place.section == Section::Launch;
        let is_unresolved = site.text().is_some_and(|text| {
            text.dialect.failure == Failure::Start && (text.references().any(never) || self.names_no_folder(text))
        });
        is_own && (is_rejected || is_unresolved)
    }
}

impl Environment<'_> {
    /// Makes `effect` on the list `name` one that replaces the value of earlier steps, if that is due.
    pub(super) fn reset_list(&mut self, name: &str, effect: &mut Effect) {
        let Effect::Prepends(parts) = effect else { return };
        let due = self.reset.iter().position(|list| same_variable(list, name, self.platform));
        if let Some(list) = due.map(|index| self.reset.swap_remove(index)) {
            let mut whole = std::mem::take(parts);
            whole.push(Part::Inherited(list.to_owned()));
            self.inherit(&mut whole);
            *effect = Effect::Sets(whole);
        }
    }
}

/// Returns `true` if a reader of which this has not been checked may join the value with the inherited list: the value
/// is an essential list without the inherited entries.
fn may_join(site: &Site<'_>, value: &[Part], platform: Platform) -> bool {
    let is_own = |part: &Part| matches!(part, Part::Inherited(name) if same_variable(name, &site.variable, platform));
    is_list(&site.variable) && is_essential(&site.variable, platform) && !value.iter().any(is_own)
}

/// The effects of a setting on its variables; `None` if it has none.
fn decided(decision: &'static Decision, value: Value<'_>, platform: Platform) -> Option<Vec<(&'static str, Effect)>> {
    if decision.is_switch {
        let on = value.boolean() == Some(true);
        return on.then(|| decision.variables.iter().map(|name| (*name, Effect::MaySet)).collect());
    }
    let decoded = value.decoded().filter(|decoded| !decoded.text.is_empty())?;
    let effect = |name: &'static str| {
        let text = Text::parse(decoded.clone(), decision.dialect, None, Some(name));
        match parts(&text, |_| false, platform).as_slice() {
            _ if name == "GOROOT" && is_refused_root(&text, platform) => (name, Effect::Keeps),
            // The reference may be empty at run time, and then the setting has no effect.
            [Part::Inherited(_)] => (name, Effect::MaySet),
            parts => (name, Effect::Sets(parts.to_vec())),
        }
    };
    Some(decision.variables.iter().copied().map(effect).collect())
}

fn site_at<'w>(analysis: &'w FileAnalysis<'w>, value: Span) -> Option<&'w Site<'w>> {
    analysis.site_of_value(value)
}
