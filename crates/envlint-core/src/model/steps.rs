//! Applies the steps of a consumer: finds the assignments of each step and decides which take effect.

use super::consumers::{Base, Decision, Fixed, FixedValue, Step};
use super::environment::{Act, Actor, Beaten, Effect, Environment, Key};
use super::parts::{Part, parts};
use super::process::{Model, Process};
use crate::env::{Contribution, Reading, Site, SiteValue, Standing, Text};
use crate::jsonc::{Kind, Value};
use crate::text::Span;
use crate::vscode::{KeyPart, Merge, NonString, Platforms, Section, keeps_locale, own_variable, same_variable};

const PROFILES: [&str; 3] = ["terminal", "integrated", "profiles"];

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
        };
        for step in consumer.steps {
            self.take(step, process, &mut environment);
        }
        environment.settle();
        environment
    }

    fn take(&self, step: &Step, process: &Process<'w>, environment: &mut Environment<'w>) {
        match step {
            Step::Settings(key) => {
                let words = key.iter().filter_map(|part| match part {
                    KeyPart::Word(word) => Some(*word),
                    KeyPart::Platform => Some(self.platform.name()),
                    KeyPart::Any | KeyPart::Each(_) => None,
                });
                self.settings(&words.collect::<Vec<_>>(), environment);
            }
            Step::Profile => {
                let name = process.name.clone().or_else(|| self.default_profile());
                name.into_iter().for_each(|name| self.profile(&name, environment));
            }
            Step::AutomationProfile => match self.automation_profile() {
                Some(path) => self.settings(&path, environment),
                None => self.default_profile().into_iter().for_each(|name| self.profile(&name, environment)),
            },
            Step::Own(_) => {
                let Some((reading, owner)) = process.owner else { return };
                let sites = reading.sites.iter().filter(|site| site.owner == Some(owner));
                // The platform-specific block of a task is merged key by key; that of a launch configuration
                // replaces the whole `env`.
                let merged = sites.clone().all(|site| site.place.section == Section::Tasks);
                self.written(reading, &sites.collect::<Vec<_>>(), merged, None, environment);
            }
            Step::TaskDefaults => self.task_defaults(process, environment),
            Step::Container(key) => {
                let Some(container) = self.container() else { return };
                let sites: Vec<&Site<'_>> = container.sites.iter().filter(|site| site.key == *key).collect();
                self.written(container, &sites, true, None, environment);
            }
            Step::InheritEnv => {
                let inherit = self.window.resolve(&["terminal", "integrated", "inheritEnv"]).winner();
                let off = inherit.and_then(|inherit| inherit.setting.value()?.boolean()) == Some(false);
                environment.base = if off { Base::Desktop } else { environment.base };
            }
            Step::Decides(decision) => self.decide(decision, environment),
            Step::TerminalOwn => self.terminal_own(environment),
            Step::Fixed(fixed) => fixed.iter().for_each(|fixed| fix(fixed, environment)),
        }
    }

    /// The variables of an object in the settings, merged by the window.
    fn settings(&self, path: &[&str], environment: &mut Environment<'w>) {
        // If two keys in different files are the same variable, the one in the file with higher precedence wins.
        let mut said: Vec<(Contribution<'w>, Standing)> = self.window.said(path);
        said.retain(|(contribution, _)| !contribution.is_built_in());
        let mut acts: Vec<(&'w Site<'w>, Act<'w>)> = Vec::new();
        for (contribution, standing) in said {
            let siblings: Vec<_> = contribution.setting.members();
            let names: Vec<&str> = siblings.iter().map(|(name, _)| &**name).collect();
            for (_, setting) in siblings.iter().rev() {
                let Some(site) = site_at(contribution.reading, setting.origin.member.value.span()) else { continue };
                let same = |other: &Site<'_>| same_variable(&other.variable, &site.variable, self.platform);
                let beaten = match standing {
                    Standing::OutOfScope => Some(Beaten::ByScope),
                    Standing::Replaced => Some(Beaten::WithItsObject),
                    Standing::Counts if acts.iter().any(|(other, act)| act.beaten.is_none() && same(other)) => {
                        Some(Beaten::ByStrongerFile)
                    }
                    Standing::Counts => None,
                };
                acts.push((site, act(contribution.reading, site, &names, beaten)));
            }
        }
        acts.into_iter().rev().for_each(|(site, act)| environment.act(&site.variable, act));
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
            let beaten = beaten.or(by_block.then_some(Beaten::ByPlatformBlock));
            environment.act(&site.variable, act(reading, site, &names, beaten));
        }
    }

    fn task_defaults(&self, process: &Process<'w>, environment: &mut Environment<'w>) {
        let of = process.owner.map(|(reading, _)| reading.id);
        let beaten = process.owner.map(|_| Beaten::ByOwnOptions);
        let files = self.window.layers.iter().chain(&self.window.others).copied();
        for reading in files.filter(|reading| of.is_none_or(|of| of == reading.id)) {
            let is_default = |site: &&Site<'_>| site.place.section == Section::Tasks && site.owner.is_none();
            let sites: Vec<&Site<'_>> = reading.sites.iter().filter(is_default).collect();
            self.written(reading, &sites, true, beaten, environment);
        }
    }

    /// The profile of terminals for which no profile is chosen.
    fn default_profile(&self) -> Option<String> {
        let setting = self.window.resolve(&["terminal", "integrated", "defaultProfile", self.platform.name()]);
        setting.string().or_else(|| self.shell.map(ToOwned::to_owned))
    }

    /// The path to the `env` of the automation profile, if that profile is usable: it needs a `path` that is a
    /// string.
    fn automation_profile(&self) -> Option<[&'static str; 5]> {
        let root = ["terminal", "integrated", "automationProfile", self.platform.name()];
        let profile = self.window.resolve(&root);
        profile.get("path").string().map(|_| [root[0], root[1], root[2], root[3], "env"])
    }

    fn profile(&self, name: &str, environment: &mut Environment<'w>) {
        let [a, b, c] = PROFILES;
        let way = [a, b, c, self.platform.name(), name];
        let profile = self.window.resolve(&way);
        // A profile without a program is invalid, so VS Code starts the system's shell instead.
        let starts = ["path", "source"].iter().any(|key| {
            let value = profile.get(key).winner().and_then(|winner| winner.setting.value());
            value.is_some_and(|value| matches!(value.kind(), Kind::String | Kind::Array))
        });
        if profile.is_object() && starts {
            self.settings(&[a, b, c, self.platform.name(), name, "env"], environment);
        }
    }

    /// The names of the profiles with an `env`, except the default one.
    pub(super) fn profiles_with_env(&self) -> Vec<String> {
        let [a, b, c] = PROFILES;
        let profiles = self.window.resolve(&[a, b, c, self.platform.name()]);
        let default = self.default_profile();
        let names = profiles.names().into_iter();
        names
            .filter(|name| Some(name) != default.as_ref())
            .filter(|name| !profiles.get(name).get("env").names().is_empty())
            .collect()
    }

    fn decide(&self, decision: &'static Decision, environment: &mut Environment<'w>) {
        let mut acts = Vec::new();
        for (contribution, standing) in self.window.said(decision.setting) {
            let Some(value) = contribution.setting.value() else { continue };
            let Some(effects) = decided(decision, value) else { continue };
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
        acts.into_iter().rev().for_each(|(name, act)| environment.act(name, act));
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
fn decided(decision: &'static Decision, value: Value<'_>) -> Option<Vec<(&'static str, Effect)>> {
    if decision.is_switch {
        let on = value.boolean() == Some(true);
        return on.then(|| decision.variables.iter().map(|name| (*name, Effect::MaySet)).collect());
    }
    let decoded = value.decoded().filter(|decoded| !decoded.text.is_empty())?;
    let effect = |name: &'static str| {
        let text = Text::parse(decoded.clone(), decision.dialect, None, Some(name));
        match parts(&text, &[]).as_slice() {
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

fn act<'w>(reading: &'w Reading<'w>, site: &'w Site<'w>, siblings: &[&str], beaten: Option<Beaten>) -> Act<'w> {
    let dialect = site.dialect();
    let other = |kind: NonString| match kind {
        NonString::Deletes => Effect::Deletes,
        NonString::Text | NonString::Taken | NonString::BreaksDebugging => {
            Effect::Sets(vec![Part::Literal(site.raw().raw().to_owned())])
        }
        NonString::Refused => Effect::Refused,
        NonString::Unknown => Effect::MaySet,
    };
    let effect = match &site.value {
        SiteValue::Text(text) if text.as_str().is_empty() && dialect.empty_deletes => Effect::Deletes,
        SiteValue::Text(text) => {
            let parts = parts(text, siblings);
            let joins = matches!(dialect.merge, Merge::Joins(_)) && !site.replaces_inherited();
            if joins { Effect::Appends(parts) } else { Effect::Sets(parts) }
        }
        SiteValue::Null => other(dialect.null),
        SiteValue::Other(Kind::True | Kind::False) => other(dialect.boolean),
        SiteValue::Other(_) => other(dialect.number),
    };
    let actor = Actor::Written { reading, span: site.value_span(), member: site.member_span(), key: Key::Site(site) };
    Act { actor, effect, beaten }
}
