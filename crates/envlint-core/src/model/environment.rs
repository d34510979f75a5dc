//! The history of each variable, step by step.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::evaluate::Final;
use super::name_index::NameIndex;
use super::overridden::Overridden;
use super::parts::Part;
use super::process::Process;
use super::settled::Settled;
use super::spellings::spelling_of;
use crate::env::FileAnalysis;
use crate::env_file::EnvFileReader;
use crate::text::Span;
use crate::vscode::consumers::{Base, Consumer};
use crate::vscode::{
    Layer, Platform, Section, VersionFact, is_essential, is_list, registered_above, same_variable, variable_key,
};

/// The environment of a process: the variables that the files mention. All others are inherited unchanged.
#[derive(Clone, Debug)]
pub struct Environment<'w> {
    /// The process that sees this environment.
    pub process: Process<'w>,
    /// The platform that it runs on.
    pub platform: Platform,
    /// The environment that it begins with.
    pub base: Base,
    /// The variables, in the order in which the steps first mention them. Those that many environments begin with are shared.
    pub variables: Vec<Arc<Variable<'w>>>,
    /// The `.env` files that are read at the start and that envlint did not read: the location where each is named.
    pub unread: Vec<(&'w FileAnalysis<'w>, Span)>,
    /// `false` if a value in the definition of the process keeps it from starting.
    pub starts: bool,
    /// Settings that change the environment as a whole.
    pub notes: Vec<Note<'w>>,
    /// The index of each variable.
    pub(super) by_name: NameIndex,
    /// The values that references see instead of those of the base, by the [`variable_key`] of the variable.
    pub(super) settled: Option<Arc<FxHashMap<String, Settled>>>,
    /// The lists that the next value joined with them resets to those of the extension host.
    pub(super) reset: Vec<&'static str>,
    /// `true` while spellings of a name that differ only in letter case are kept apart.
    pub(super) keeps_spellings: bool,
}

/// A setting that changes the environment as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Note<'w> {
    /// The file that contains the setting.
    pub analysis: &'w FileAnalysis<'w>,
    /// The span of its value.
    pub span: Span,
    /// The effect, as a sentence.
    pub text: &'static str,
}

/// One variable, followed from the first step to the last.
#[derive(Clone, Debug)]
pub struct Variable<'w> {
    /// The name, as spelled by the assignment with the highest precedence.
    pub name: String,
    /// The platform on which it is read, which decides about letter case and the separator of lists.
    pub platform: Platform,
    /// The assignments, first to last.
    pub history: Vec<Assignment<'w>>,
    /// The spellings of the name in these assignments, where they are kept apart.
    pub(super) spellings: Vec<String>,
    /// For each assignment, by its index, whose value refers to the one so far: the number of assignments that it contains.
    pub(super) contained: FxHashMap<usize, usize>,
}

/// An assignment: one step that sets, extends or removes a variable.
#[derive(Clone, Debug)]
pub struct Assignment<'w> {
    /// The source of the assignment.
    pub source: Source<'w>,
    /// The effect on the variable.
    pub effect: Effect,
    /// The reason why it has no effect; `None` if it takes effect.
    pub overridden: Option<Overridden>,
}

impl Assignment<'_> {
    /// Returns `true` if VS Code applies it only in a trusted workspace or folder.
    ///
    /// Source: configurationModels.ts, `shouldInclude` (1.138); recorded as `trust-restricted`, `trust-granted`.
    #[must_use]
    pub fn needs_trust(&self) -> bool {
        let Source::Written { analysis, key, .. } = self.source else { return false };
        let is_shared = matches!(analysis.document.kind().layer(), Some(Layer::Workspace | Layer::Folder));
        let key = match key {
            Key::Site(site) if site.place.section == Section::Settings => site.key.to_string(),
            Key::Site(_) | Key::EnvFile(_) => return false,
            Key::Setting(path) => path.join("."),
        };
        is_shared && registered_above(&key).is_some_and(|setting| setting.needs_trust())
    }
}

/// The source of an assignment.
#[derive(Clone, Copy, Debug)]
pub enum Source<'w> {
    /// A member of a file.
    Written {
        /// The file that contains it.
        analysis: &'w FileAnalysis<'w>,
        /// The span of the value, or of the setting that sets the variable.
        span: Span,
        /// The span of the member, from its key to the end of its value.
        member: Span,
        /// The place or setting that contains the value.
        key: Key<'w>,
    },
    /// A program, regardless of the files. Contains its name, as a noun phrase: "VS Code".
    Program(&'static str),
}

/// The place or setting that contains a value.
#[derive(Clone, Copy, Debug)]
pub enum Key<'w> {
    /// The place of a site.
    Site(&'w crate::env::Site<'w>),
    /// A dedicated setting, such as `go.gopath`.
    Setting(&'static [&'static str]),
    /// A `.env` file, which this program reads.
    EnvFile(&'static EnvFileReader),
}

impl Key<'_> {
    /// The name for messages: `terminal.integrated.env.osx`, `go.gopath`.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Site(site) => site.setting.to_string(),
            Self::Setting(path) => path.join("."),
            Self::EnvFile(reader) => format!("read by {}", reader.name),
        }
    }
}

/// The effect of an assignment on a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The variable is set to this value.
    Sets(Vec<Part>),
    /// This value is appended to the current list.
    Appends(Vec<Part>),
    /// This text, with a separator at its end, comes in front of the current list.
    Prepends(Vec<Part>),
    /// The same, if the folder in it exists and is what its author says.
    MayPrepend(Vec<Part>),
    /// The variable is removed.
    Deletes,
    /// The variable may be set to a value that is only known at run time.
    MaySet,
    /// The variable is set in some processes of this kind and not in others, for this reason.
    Depends(&'static str),
    /// The reader rejects the value.
    Refused,
    /// The value has no effect in this process: the inherited value stays.
    Keeps,
}

/// The final state of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The process inherits it unchanged.
    Inherited,
    /// A value that contains the inherited one.
    Extended,
    /// A value that does not contain the inherited one.
    Set,
    /// A list that does not contain the inherited entries.
    Replaced,
    /// The variable is removed.
    Deleted,
    /// The files do not determine the value.
    Unknown,
}

impl<'w> Environment<'w> {
    /// The variable called `name`, if the files mention it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Variable<'w>> {
        self.variables.get(self.by_name.get(&variable_key(name, self.platform))?).map(Arc::as_ref)
    }

    /// Drops the variables that are not `wanted`.
    pub fn retain(&mut self, wanted: impl Fn(&Variable<'w>) -> bool) {
        self.variables.retain(|variable| wanted(variable));
        let platform = self.platform;
        let key = |variable: &Variable<'_>| variable_key(&variable.name, platform).into_owned();
        self.by_name = self.variables.iter().enumerate().map(|(index, variable)| (key(variable), index)).collect();
    }

    /// The kind of process that sees this environment.
    #[must_use]
    pub fn consumer(&self) -> &'static Consumer {
        self.process.consumer
    }

    pub(super) fn assign(&mut self, name: &str, mut assignment: Assignment<'w>) {
        let platform = self.platform;
        let mut contained = None;
        match &mut assignment.effect {
            Effect::Sets(parts) => {
                contained = self.settled_in(parts, name);
                self.inherit(parts);
            }
            Effect::Appends(parts) | Effect::Prepends(parts) => self.inherit(parts),
            _ => {}
        }
        self.reset_list(name, &mut assignment.effect);
        let key = variable_key(name, platform);
        let spelling = self.keeps_spellings.then(|| spelling_of(name, &assignment).to_owned());
        let index = self.by_name.get(&key).unwrap_or(self.variables.len());
        if index == self.variables.len() {
            self.by_name.insert(key.into_owned(), index);
            self.variables.push(Arc::new(Variable::new(name, platform)));
        }
        let Some(variable) = self.variables.get_mut(index).map(Arc::make_mut) else { return };
        variable.contained.extend(contained.map(|contained| (variable.history.len(), contained)));
        variable.history.push(assignment);
        variable.spellings.extend(spelling);
    }

    /// The number of assignments of each variable, if `wanted`.
    pub(super) fn counts_of_assignments(&self, wanted: bool) -> Option<Vec<usize>> {
        wanted.then(|| self.variables.iter().map(|variable| variable.history.len()).collect())
    }

    /// Makes the assignments since `before` depend on something that the files do not determine.
    pub(super) fn make_new_assignments_depend(&mut self, before: Option<Vec<usize>>, why: &'static str) {
        let Some(before) = before else { return };
        for (index, variable) in self.variables.iter_mut().enumerate() {
            let old = before.get(index).copied().unwrap_or_default();
            if variable.history.len() == old {
                continue;
            }
            let new = Arc::make_mut(variable).history.iter_mut().skip(old);
            for assignment in new.filter(|assignment| assignment.overridden.is_none()) {
                assignment.effect = Effect::Depends(why);
            }
        }
    }

    /// Marks assignments as overridden if a later effective assignment sets or removes the variable, unless its value contains
    /// theirs.
    pub(super) fn resolve_overrides(&mut self) {
        for variable in &mut self.variables {
            for (index, overridden) in variable.overridden() {
                // Other environments may share the variable, so that it is touched only here.
                if let Some(assignment) = Arc::make_mut(variable).history.get_mut(index) {
                    assignment.overridden = Some(overridden);
                }
            }
        }
    }
}

impl<'w> Assignment<'w> {
    /// The site of the assignment; `None` if it comes from a dedicated setting or from the program.
    #[must_use]
    pub fn site(&self) -> Option<(&'w FileAnalysis<'w>, &'w crate::env::Site<'w>)> {
        match self.source {
            Source::Written { analysis, key: Key::Site(site), .. } => Some((analysis, site)),
            Source::Written { key: Key::Setting(_) | Key::EnvFile(_), .. } | Source::Program(_) => None,
        }
    }

    /// What other versions of VS Code do with the value on `platform`, as sentences.
    #[must_use]
    pub fn version_notes(&self, platform: Platform) -> Vec<String> {
        // They are about the login shell, which VS Code does not run on Windows.
        let Some((_, site)) = self.site().filter(|_| platform != Platform::Windows) else { return Vec::new() };
        let refers = self.value().is_some_and(|parts| parts.iter().any(|part| matches!(part, Part::Inherited(_))));
        if refers { site.dialect().versions.iter().map(VersionFact::title).collect() } else { Vec::new() }
    }

    /// The assigned value.
    #[must_use]
    pub fn value(&self) -> Option<&[Part]> {
        match &self.effect {
            Effect::Sets(parts) => Some(parts),
            Effect::Appends(_)
            | Effect::Prepends(_)
            | Effect::MayPrepend(_)
            | Effect::Deletes
            | Effect::MaySet
            | Effect::Depends(_)
            | Effect::Refused
            | Effect::Keeps => None,
        }
    }
}

impl<'w> Variable<'w> {
    fn new(name: &str, platform: Platform) -> Self {
        let (history, spellings, contained) = (Vec::new(), Vec::new(), FxHashMap::default());
        Self { name: name.to_owned(), platform, history, spellings, contained }
    }

    /// The effective assignments that a later one overrides: the index of each, and the reason.
    fn overridden(&self) -> Vec<(usize, Overridden)> {
        let mut found = Vec::new();
        let mut later: Option<(Overridden, usize)> = None;
        for (index, assignment) in self.history.iter().enumerate().rev() {
            if assignment.overridden.is_some() {
                continue;
            }
            match later {
                Some((overridden, contained)) if index >= contained => found.push((index, overridden)),
                _ if matches!(assignment.effect, Effect::Sets(_) | Effect::Deletes) => {
                    let overridden = match assignment.source {
                        Source::Program(_) => Overridden::ByProgram,
                        Source::Written { .. } => Overridden::ByLaterStep,
                    };
                    later = Some((overridden, self.contained.get(&index).copied().unwrap_or_default()));
                }
                _ => {}
            }
        }
        found
    }

    /// The effective assignments, first to last: at most one that sets or removes the variable, after those whose value it
    /// contains, then those that append to it.
    pub fn counting(&self) -> impl DoubleEndedIterator<Item = &Assignment<'w>> {
        self.history.iter().filter(|assignment| assignment.overridden.is_none())
    }

    /// The last effective assignment.
    #[must_use]
    pub fn winner(&self) -> Option<&Assignment<'w>> {
        self.counting().next_back()
    }

    /// The final state.
    #[must_use]
    pub fn state(&self) -> State {
        let is_own =
            |part: &Part| matches!(part, Part::Inherited(name) if same_variable(name, &self.name, self.platform));
        match self.value() {
            Final::Inherited => State::Inherited,
            Final::Removed => State::Deleted,
            Final::Unknown => State::Unknown,
            // The value shows what may be in front.
            Final::Value(_) if self.winner().is_some_and(|last| matches!(last.effect, Effect::MayPrepend(_))) => {
                State::Unknown
            }
            Final::Value(parts) if parts.iter().any(is_own) => State::Extended,
            // Other lists, such as GOPATH, are meant to be replaced.
            Final::Value(_) if is_list(&self.name) && is_essential(&self.name, self.platform) => State::Replaced,
            Final::Value(_) => State::Set,
        }
    }

    /// Returns `true` if the files disagree about the variable: one written assignment overrides another with a
    /// different effect.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        let winner = self.winner().map(|assignment| &assignment.effect);
        let is_overridden =
            |assignment: &&Assignment<'_>| !matches!(assignment.overridden, None | Some(Overridden::ByProgram));
        self.history.iter().filter(is_overridden).any(|assignment| Some(&assignment.effect) != winner)
    }
}
