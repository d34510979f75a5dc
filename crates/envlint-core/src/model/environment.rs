//! What became of each variable, step by step.

use super::consumers::{Base, Consumer};
use super::parts::Part;
use super::process::Process;
use crate::env::Reading;
use crate::text::Span;
use crate::vscode::{Layer, Platform, Section, is_list, registered_above, same_variable};

/// What a process sees: the variables that the files speak of. All others are what it begins with.
#[derive(Debug)]
pub struct Environment<'w> {
    /// Whose it is.
    pub process: Process<'w>,
    /// Where.
    pub platform: Platform,
    /// What it begins with.
    pub base: Base,
    /// The variables, in the order in which they are first spoken of.
    pub variables: Vec<Variable<'w>>,
    /// Files of variables that are read at the start, which nobody has looked into: where each is named.
    pub unread: Vec<(&'w Reading<'w>, Span)>,
}

/// One variable, followed from the first step to the last.
#[derive(Debug)]
pub struct Variable<'w> {
    /// Its name, as the strongest of those that speak of it spells it.
    pub name: String,
    /// What happened to it, first to last.
    pub acts: Vec<Act<'w>>,
}

/// Something that happens to a variable.
#[derive(Clone, Debug)]
pub struct Act<'w> {
    /// Who does it.
    pub actor: Actor<'w>,
    /// What.
    pub effect: Effect,
    /// Why it does not count; `None`: it does.
    pub beaten: Option<Beaten>,
}

impl Act<'_> {
    /// Whether VS Code does it only in a workspace or a folder that is trusted.
    ///
    /// Source: configurationModels.ts, `shouldInclude` (1.138); recorded as `trust-restricted`, `trust-granted`.
    #[must_use]
    pub fn needs_trust(&self) -> bool {
        let Actor::Written { reading, key, .. } = self.actor else { return false };
        let is_shared = matches!(reading.document.kind().layer(), Some(Layer::Workspace | Layer::Folder));
        let key = match key {
            Key::Site(site) if site.place.section == Section::Settings => site.key.clone(),
            Key::Site(_) => return false,
            Key::Setting(path) => path.join("."),
        };
        is_shared && registered_above(&key).is_some_and(|setting| setting.needs_trust())
    }
}

/// Who gives or takes a value.
#[derive(Clone, Copy, Debug)]
pub enum Actor<'w> {
    /// A member of a file.
    Written {
        /// The file.
        reading: &'w Reading<'w>,
        /// Its value, or the setting that decides about the variable.
        span: Span,
        /// The member of the file, from its key to the end of its value.
        member: Span,
        /// What holds it, as a key.
        key: Key<'w>,
    },
    /// The program itself, whatever the files say.
    Program,
}

/// What holds a value, for programs.
#[derive(Clone, Copy, Debug)]
pub enum Key<'w> {
    /// The place of a site.
    Site(&'w crate::env::Site<'w>),
    /// A setting of its own.
    Setting(&'static [&'static str]),
}

impl Key<'_> {
    /// As people name it: `terminal.integrated.env.osx`, `go.gopath`.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Site(site) => site.setting.clone(),
            Self::Setting(path) => path.join("."),
        }
    }
}

/// What is done to a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It gets this value.
    Sets(Vec<Part>),
    /// This is put behind the list that it has.
    Appends(Vec<Part>),
    /// It is removed.
    Deletes,
    /// It may get a value, which the files do not tell.
    MaySet,
    /// The reader refuses what is written.
    Refused,
}

/// Why something does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beaten {
    /// A stronger file says something else at the same place.
    ByStrongerFile,
    /// A stronger file replaces the whole object.
    WithItsObject,
    /// The scope of the setting keeps it out of this file.
    ByScope,
    /// A later step sets the variable again.
    ByLaterStep,
    /// The program sets the variable itself.
    ByProgram,
    /// The block for the platform takes its place.
    ByPlatformBlock,
    /// The task has an `options.env` of its own.
    ByOwnOptions,
}

impl Beaten {
    /// The reason, as the rest of "does not count: …".
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ByStrongerFile => "a stronger file sets it",
            Self::WithItsObject => "a stronger file replaces the whole object",
            Self::ByScope => "the setting does not count in this file",
            Self::ByLaterStep => "a later step sets it again",
            Self::ByProgram => "the program sets it itself",
            Self::ByPlatformBlock => "the block for the platform replaces it",
            Self::ByOwnOptions => "the task has options.env of its own",
        }
    }
}

/// What a variable is in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// What the process begins with.
    Inherited,
    /// A value that holds the inherited one.
    Extended,
    /// A value of its own.
    Set,
    /// A list without the inherited entries.
    Replaced,
    /// It is not there.
    Deleted,
    /// The files do not tell.
    Unknown,
}

impl<'w> Environment<'w> {
    /// The variable called `name`, if the files speak of it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Variable<'w>> {
        self.variables.iter().find(|variable| same_variable(&variable.name, name, self.platform))
    }

    /// Whose it is.
    #[must_use]
    pub fn consumer(&self) -> &'static Consumer {
        self.process.consumer
    }

    pub(super) fn act(&mut self, name: &str, act: Act<'w>) {
        let platform = self.platform;
        match self.variables.iter_mut().find(|variable| same_variable(&variable.name, name, platform)) {
            Some(variable) => variable.acts.push(act),
            None => self.variables.push(Variable { name: name.to_owned(), acts: vec![act] }),
        }
    }

    /// Of the acts that count, lets those that set or remove the variable beat those before them.
    pub(super) fn settle(&mut self) {
        for variable in &mut self.variables {
            let mut later: Option<Beaten> = None;
            for act in variable.acts.iter_mut().rev().filter(|act| act.beaten.is_none()) {
                act.beaten = later;
                let decides = matches!(act.effect, Effect::Sets(_) | Effect::Deletes);
                if later.is_none() && decides {
                    later = Some(match act.actor {
                        Actor::Program => Beaten::ByProgram,
                        Actor::Written { .. } => Beaten::ByLaterStep,
                    });
                }
            }
        }
    }
}

impl<'w> Act<'w> {
    /// The variable of a file that it is; `None` for what a setting of its own or the program does.
    #[must_use]
    pub fn site(&self) -> Option<(&'w Reading<'w>, &'w crate::env::Site<'w>)> {
        match self.actor {
            Actor::Written { reading, key: Key::Site(site), .. } => Some((reading, site)),
            Actor::Written { key: Key::Setting(_), .. } | Actor::Program => None,
        }
    }

    /// What the variable is set to.
    #[must_use]
    pub fn value(&self) -> Option<&[Part]> {
        match &self.effect {
            Effect::Sets(parts) => Some(parts),
            Effect::Appends(_) | Effect::Deletes | Effect::MaySet | Effect::Refused => None,
        }
    }
}

impl<'w> Variable<'w> {
    /// What counts, first to last: at most one that sets or removes it, then what is added to that.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Act<'w>> {
        self.acts.iter().filter(|act| act.beaten.is_none())
    }

    /// What counts most.
    #[must_use]
    pub fn winner(&self) -> Option<&Act<'w>> {
        self.counting().next_back()
    }

    /// What it is in the end.
    #[must_use]
    pub fn state(&self) -> State {
        match self.winner().map(|act| &act.effect) {
            None | Some(Effect::Refused) => State::Inherited,
            Some(Effect::MaySet) => State::Unknown,
            Some(Effect::Appends(_)) => State::Extended,
            Some(Effect::Deletes) => State::Deleted,
            Some(Effect::Sets(parts)) => {
                let is_own =
                    |part: &Part| matches!(part, Part::Inherited(name) if name.eq_ignore_ascii_case(&self.name));
                match parts.iter().any(is_own) {
                    true => State::Extended,
                    false if is_list(&self.name) => State::Replaced,
                    false => State::Set,
                }
            }
        }
    }

    /// Whether files disagree about it: something that is written gives way to something else that is written.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        let winner = self.winner().map(|act| &act.effect);
        let gives_way = |act: &&Act<'_>| !matches!(act.beaten, None | Some(Beaten::ByProgram));
        self.acts.iter().filter(gives_way).any(|act| Some(&act.effect) != winner)
    }
}
