//! Applies the steps of a consumer: finds the assignments of each step and decides which take effect.

use super::consumers::{Base, Decision, Fixed, FixedValue, Step};
use super::environment::{Act, Actor, Beaten, Effect, Environment, Key};
use super::evaluate::separator;
use super::parts::{Part, parts};
use super::process::{Model, Process, has_own_env};
use super::text::text_of;
use crate::env::{Contribution, Reading, Site, SiteValue, Standing, Text};
use crate::jsonc::{Kind, Value};
use crate::text::Span;
use crate::vscode::{
    KeyPart, Merge, NonString, Platform, Platforms, Section, keeps_locale, own_variable, same_variable,
};

const NOT_INHERITED: &str = "terminal.integrated.inheritEnv is false, so terminals begin with the environment that VS Code itself was started with";
const ANOTHER_FOLDER: &str = "each folder's tasks get the options.env from the file of that folder";

impl<'w> Model<'w> {
    /// The environment of `process`, limited to the variables that the files mention.
    #[must_use]
    pub fn environment(&self, process: &Process<'w>) -> Environment<'w> {
        let consumer = process.consumer;
        let mut environment = Environment {
            process: process.clone(),
            platform: self.platform,
            base: consumer.base,
            variables: Vec::new(),
            unread: Vec::new(),
            notes: Vec::new(),
            inherits: Vec::new(),
        };
        if consumer.base == Base::LoginShell && !consumer.steps.is_empty() && self.container().is_some() {
            self.begin_in_container(&mut environment);
        }
        for step in consumer.steps {
            self.take(step, process, &mut environment);
        }
        environment.settle();
        environment
    }

    /// Begins with the environment of the window's dev container: `containerEnv`, then `remoteEnv`.
    fn begin_in_container(&self, environment: &mut Environment<'w>) {
        environment.base = Base::Container;
        for key in ["containerEnv", "remoteEnv"] {
            self.container_env(key, environment);
            environment.settle();
            environment.freeze();
        }
    }

    fn container_env(&self, key: &str, environment: &mut Environment<'w>) {
        let Some(container) = self.container() else { return };
        let sites: Vec<&Site<'_>> = container.sites.iter().filter(|site| site.key == key).collect();
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
                self.settings(&words.collect::<Vec<_>>(), |act| act, environment);
            }
            Step::OneOf(key, why) => self.one_of(key, why, environment),
            Step::Profile => self.profile_of(process.name.clone(), environment),
            Step::AutomationProfile => match self.automation_profile() {
                Some(path) => self.settings(&path, |act| act, environment),
                None => self.profile_of(None, environment),
            },
            Step::Own(_) => {
                let Some((reading, owner)) = process.owner else { return };
                let sites = reading.sites.iter().filter(|site| site.owner == Some(owner));
                // The platform-specific block of a task is merged key by key; that of a launch configuration
                // replaces the whole `env`.
                let merged = sites.clone().all(|site| site.place.section == Section::Tasks);
                self.written(reading, &sites.collect::<Vec<_>>(), merged, None, environment);
            }
            Step::EnvFile => self.env_file(process, environment),
            Step::EnvFileSetting(path) => self.env_file_setting(path, process, environment),
            Step::GoBin => self.go_bin(environment),
            Step::GoBinInHost => self.go_bin_in_host(environment),
            Step::TaskDefaults => self.task_defaults(process, environment),
            Step::Container(key) => self.container_env(key, environment),
            Step::InheritEnv => {
                let inherit = self.window.resolve(&["terminal", "integrated", "inheritEnv"]).winner();
                if inherit.and_then(|inherit| inherit.setting.value()?.boolean()) == Some(false) {
                    environment.base = Base::VsCode;
                    environment.notes.push(NOT_INHERITED);
                }
            }
            Step::Decides(decision) => self.decide(decision, environment),
            Step::TerminalOwn => self.terminal_own(environment),
            Step::Fixed(fixed) => {
                for fixed in *fixed {
                    fix(fixed, environment);
                }
            }
        }
    }

    /// The variables of an object in the settings, merged by the window; `map` changes each assignment.
    pub(super) fn settings(&self, path: &[&str], map: impl Fn(Act<'w>) -> Act<'w>, environment: &mut Environment<'w>) {
        // If two keys in different files are the same variable, the one in the file with higher precedence wins.
        let mut said: Vec<(Contribution<'w>, Standing)> = self.window.said(path);
        said.retain(|(contribution, _)| !contribution.is_built_in());
        let mut acts: Vec<(&'w Reading<'w>, &'w Site<'w>, Act<'w>)> = Vec::new();
        for (contribution, standing) in said {
            let reading = contribution.reading;
            let siblings: Vec<_> = contribution.setting.members();
            let names: Vec<&str> = siblings.iter().map(|(name, _)| &**name).collect();
            for (_, setting) in siblings.iter().rev() {
                let Some(site) = site_at(reading, setting.origin.member.value.span()) else { continue };
                let same = |other: &Site<'_>| same_variable(&other.variable, &site.variable, self.platform);
                let stronger = || acts.iter().find(|(_, other, act)| act.beaten.is_none() && same(other));
                let beaten = match standing {
                    Standing::OutOfScope => Some(Beaten::ByScope),
                    Standing::Replaced => Some(Beaten::WithItsObject),
                    Standing::Counts => stronger().map(|(other, ..)| match other.id == reading.id {
                        true => Beaten::BySameObject,
                        false => Beaten::ByStrongerFile,
                    }),
                };
                acts.push((reading, site, self.act(reading, site, &names, beaten)));
            }
        }
        for (_, site, act) in acts.into_iter().rev() {
            environment.act(&site.variable, map(act));
        }
    }

    /// The variables of a setting with several objects, of which a process gets one.
    fn one_of(&self, key: &[KeyPart], why: &'static str, environment: &mut Environment<'w>) {
        let words = key.iter().map_while(|part| if let KeyPart::Word(word) = part { Some(*word) } else { None });
        let Some(winner) = self.window.resolve(&words.collect::<Vec<_>>()).winner() else { return };
        let Some(list) = winner.setting.value().map(Value::span) else { return };
        let is_in_list =
            |site: &&Site<'_>| list.contains(site.value_span()) && site.owner.is_some_and(|owner| list.contains(owner));
        for site in winner.reading.sites.iter().filter(is_in_list) {
            let act = self.act(winner.reading, site, &[], None);
            environment.act(&site.variable, Act { effect: Effect::Depends(why), ..act });
        }
    }

    /// The variables of one object in a file that does not contain settings. If `merged` is true, the
    /// platform-specific block is merged into the general one; otherwise it replaces it.
    fn written(
        &self,
        reading: &'w Reading<'w>,
        sites: &[&'w Site<'w>],
        merged: bool,
        beaten: Option<Beaten>,
        environment: &mut Environment<'w>,
    ) {
        let is_general = |site: &Site<'_>| site.platforms == Platforms::ALL || site.platforms == reading.platforms();
        let mut sites: Vec<&'w Site<'w>> =
            sites.iter().filter(|site| site.platforms.has(self.platform)).copied().collect();
        sites.sort_by_key(|site| !is_general(site));
        let has_block = sites.iter().any(|site| !is_general(site));
        let names: Vec<&str> = sites.iter().map(|site| &*site.variable).collect();
        for (index, &site) in sites.iter().enumerate() {
            let again =
                sites.iter().skip(index + 1).any(|other| same_variable(&other.variable, &site.variable, self.platform));
            let by_block = is_general(site) && has_block && (again || !merged);
            let by_sibling = (again && !by_block).then_some(Beaten::BySameObject);
            let beaten = beaten.or(by_block.then_some(Beaten::ByPlatformBlock)).or(by_sibling);
            environment.act(&site.variable, self.act(reading, site, &names, beaten));
        }
    }

    fn task_defaults(&self, process: &Process<'w>, environment: &mut Environment<'w>) {
        let is_default = |site: &&Site<'_>| site.place.section == Section::Tasks && site.owner.is_none();
        let of = process.owner.map(|(reading, _)| reading.id);
        let files = self.holders().filter(|reading| of.is_none_or(|of| of == reading.id));
        let files =
            files.filter(|reading| self.tasks_of(reading).is_some() && reading.sites.iter().any(|it| is_default(&it)));
        let files: Vec<&Reading<'_>> = files.collect();
        let beaten = process.owner.filter(|owner| self.has_own_env(*owner)).map(|_| Beaten::ByOwnOptions);
        let differs = files.len() > 1;
        for reading in files {
            let sites: Vec<&Site<'_>> = reading.sites.iter().filter(is_default).collect();
            let before = environment.counts_of_acts(differs);
            self.written(reading, &sites, true, beaten, environment);
            environment.make_new_acts_depend(before, ANOTHER_FOLDER);
        }
    }

    /// Returns `true` if the task at `owner` has its own `options.env` on this platform.
    fn has_own_env(&self, (reading, owner): (&'w Reading<'w>, Span)) -> bool {
        let tasks = self.tasks_of(reading).and_then(|tasks| tasks.get("tasks"));
        let task = tasks.into_iter().flat_map(Value::elements).find(|task| task.span() == owner);
        task.is_some_and(|task| has_own_env(task, Some(self.platform)))
    }

    fn decide(&self, decision: &'static Decision, environment: &mut Environment<'w>) {
        let mut acts = Vec::new();
        for (contribution, standing) in self.window.said(decision.setting) {
            let Some(value) = contribution.setting.value() else { continue };
            let Some(effects) = decided(decision, value, self.platform) else { continue };
            let stronger = acts.iter().any(|(_, act): &(_, Act<'_>)| act.beaten.is_none());
            let beaten = match standing {
                Standing::OutOfScope => Some(Beaten::ByScope),
                Standing::Replaced => Some(Beaten::ByStrongerFile),
                Standing::Counts => stronger.then_some(Beaten::ByStrongerFile),
            };
            for (name, effect) in effects {
                let actor = Actor::Written {
                    reading: contribution.reading,
                    span: value.span(),
                    member: contribution.setting.origin.member.span(),
                    key: Key::Setting(decision.setting),
                };
                acts.push((name, Act { actor, effect, beaten }));
            }
        }
        for (name, act) in acts.into_iter().rev() {
            environment.act(name, act);
        }
    }

    /// The variables that VS Code sets in every terminal, limited to those that the files mention.
    fn terminal_own(&self, environment: &mut Environment<'w>) {
        let detect = self.window.resolve(&["terminal", "integrated", "detectLocale"]).string();
        let mut acts: Vec<(String, Part)> = Vec::new();
        for variable in &environment.variables {
            let value = match variable.winner().map(|act| &act.effect) {
                Some(Effect::Sets(parts)) => parts.as_slice(),
                _ => &[],
            };
            let is_kept = matches!(value, [Part::Literal(text)] if keeps_locale(text));
            let set = match own_variable(&variable.name, self.platform) {
                Some(own) => own.value.map_or_else(told, |value| Part::Literal(value.to_owned())),
                None if variable.name == "LANG" => match detect.as_deref() {
                    Some("on") => told(),
                    Some("off") => continue,
                    _ if is_kept => continue,
                    _ => told(),
                },
                None => continue,
            };
            acts.push((variable.name.clone(), set));
        }
        for (name, value) in acts {
            environment.act(&name, Act { actor: Actor::Program, effect: Effect::Sets(vec![value]), beaten: None });
        }
    }

    /// The assignment of `site`, whose object also contains the variables `siblings`.
    fn act(&self, reading: &'w Reading<'w>, site: &'w Site<'w>, siblings: &[&str], beaten: Option<Beaten>) -> Act<'w> {
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
                let others: Vec<&str> = siblings.iter().filter(|name| **name != site.variable).copied().collect();
                let mut parts = parts(text, &others, self.platform);
                match dialect.merge {
                    Merge::Joins(_) if !site.replaces_inherited() => Effect::Appends(parts),
                    Merge::JoinsInFront(_) if !site.replaces_inherited() => {
                        parts.push(separator(self.platform));
                        Effect::Prepends(parts)
                    }
                    _ => Effect::Sets(parts),
                }
            }
            SiteValue::Null => other(dialect.null),
            SiteValue::Other(Kind::True | Kind::False) => other(dialect.boolean),
            SiteValue::Other(_) => other(dialect.number),
        };
        let key = Key::Site(site);
        let actor = Actor::Written { reading, span: site.value_span(), member: site.member_span(), key };
        Act { actor, effect, beaten }
    }
}

/// A value that only a running VS Code knows.
fn told() -> Part {
    Part::Later("(set by VS Code)".to_owned())
}

/// Applies a program's fixed change to a variable that the files mention.
fn fix(fixed: &Fixed, environment: &mut Environment<'_>) {
    if environment.get(fixed.variable).and_then(|variable| variable.winner()).is_some() {
        let effect = match fixed.value {
            FixedValue::Is(value) => Effect::Sets(vec![Part::Literal(value.to_owned())]),
            FixedValue::Removed => Effect::Deletes,
        };
        environment.act(fixed.variable, Act { actor: Actor::Program, effect, beaten: None });
    }
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
        match parts(&text, &[], platform).as_slice() {
            // The reference may be empty at run time, and then the setting has no effect.
            [Part::Inherited(_)] => (name, Effect::MaySet),
            parts => (name, Effect::Sets(parts.to_vec())),
        }
    };
    Some(decision.variables.iter().copied().map(effect).collect())
}

fn site_at<'w>(reading: &'w Reading<'w>, value: Span) -> Option<&'w Site<'w>> {
    reading.sites.iter().find(|site| site.value_span() == value)
}
