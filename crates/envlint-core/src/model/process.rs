//! The processes of a window.

use std::borrow::Cow;

use crate::env::{FileAnalysis, Window, launch_object, tasks_object};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::consumers::{Base, CONSUMERS, Consumer, Own, Step};
use crate::vscode::{FileKind, Platform, Section, shell};

/// A window on one platform.
#[derive(Clone, Copy, Debug)]
pub struct Model<'w> {
    /// The window, which decides which settings take effect.
    pub window: &'w Window<'w>,
    /// The platform that VS Code runs on.
    pub platform: Platform,
    /// The name of the user's shell (`bash`), if known: the profile of this name is the default if no setting
    /// chooses one.
    pub shell: Option<&'w str>,
}

/// An instance of a consumer in a window.
#[derive(Clone, Debug)]
pub struct Process<'w> {
    /// The kind of process.
    pub consumer: &'static Consumer,
    /// The name of the profile, task, launch configuration or server, if there can be several.
    pub name: Option<String>,
    /// The location of its definition.
    pub owner: Option<(&'w FileAnalysis<'w>, Span)>,
}

impl Process<'_> {
    /// The noun phrase for messages: "terminal `build`".
    #[must_use]
    pub fn title(&self) -> String {
        match &self.name {
            Some(name) => format!("{} `{name}`", self.consumer.title),
            None => self.consumer.title.to_owned(),
        }
    }
}

impl<'w> Model<'w> {
    /// The model of `window` on `platform`.
    #[must_use]
    pub fn new(window: &'w Window<'w>, platform: Platform) -> Self {
        Self { window, platform, shell: None }
    }

    /// All processes of the window, in the order of [`CONSUMERS`]: terminals of the default profile and of every
    /// profile with an `env`, tasks in general and those with an `env`, every launch configuration of a known type,
    /// and every server.
    #[must_use]
    pub fn processes(&self) -> Vec<Process<'w>> {
        CONSUMERS
            .iter()
            .copied()
            .filter(|consumer| consumer.platforms.has(self.platform))
            .flat_map(|consumer| self.processes_of(consumer))
            .collect()
    }

    /// The processes that get the variables of the setting at `key`.
    #[must_use]
    pub fn processes_reading(&self, key: &[&str]) -> Vec<Process<'w>> {
        let here = CONSUMERS.iter().copied().filter(|consumer| consumer.platforms.has(self.platform));
        here.filter(|consumer| consumer.reads(key)).flat_map(|consumer| self.processes_of(consumer)).collect()
    }

    /// The process of one kind for which nothing is chosen, such as a terminal of the default profile, if there is one.
    #[must_use]
    pub fn general_process(&self, consumer: &'static Consumer) -> Option<Process<'w>> {
        let is_in_container = matches!(consumer.base, Base::Image | Base::Container);
        let exists = match own_of(consumer) {
            Some(Own::Launch { .. } | Own::Any { .. } | Own::Server | Own::PortableServer) => false,
            Some(Own::Task(_)) | None => !is_in_container || self.container().is_some(),
        };
        exists.then_some(Process { consumer, name: None, owner: None })
    }

    /// The processes of one kind, the general one first.
    #[must_use]
    pub fn processes_of(&self, consumer: &'static Consumer) -> Vec<Process<'w>> {
        let mut processes: Vec<Process<'w>> = self.general_process(consumer).into_iter().collect();
        if starts_profiles(consumer) {
            let named = self.profiles_with_env().into_iter();
            processes.extend(named.map(|name| Process { consumer, name: Some(name), owner: None }));
        }
        for owner in own_of(consumer).into_iter().flat_map(|own| self.owners(own, false)) {
            processes.push(Process { consumer, name: Some(owner.name), owner: Some((owner.analysis, owner.span)) });
        }
        processes
    }

    /// The process of one kind that is called `name`, also if its environment is the same as that of other processes:
    /// a terminal of any profile, or any task.
    #[must_use]
    pub fn process_called(&self, consumer: &'static Consumer, name: &str) -> Option<Process<'w>> {
        let known = self.processes_of(consumer).into_iter().find(|process| process.name.as_deref() == Some(name));
        known.or_else(|| {
            let is_profile = starts_profiles(consumer) && (self.has_profile(name) || shell(name).is_some());
            let process = |owner| Process { consumer, name: Some(name.to_owned()), owner };
            let task = || self.tasks_called(consumer).into_iter().find(|owner| owner.name == name);
            if is_profile { Some(process(None)) } else { task().map(|task| process(Some((task.analysis, task.span)))) }
        })
    }

    /// The names of the processes of one kind that the files name.
    #[must_use]
    pub fn names_of_processes(&self, consumer: &'static Consumer) -> Vec<String> {
        let mut names: Vec<String> = self.processes_of(consumer).into_iter().filter_map(|it| it.name).collect();
        names.extend(self.tasks_called(consumer).into_iter().map(|owner| owner.name));
        if starts_profiles(consumer) {
            names.extend(self.names_of_all_profiles());
        }
        names
    }

    /// The tasks of one kind, with or without their own environment.
    fn tasks_called(&self, consumer: &'static Consumer) -> Vec<ProcessOwner<'w>> {
        let Some(own @ Own::Task(_)) = own_of(consumer) else { return Vec::new() };
        self.owners(own, true)
    }

    /// The dev container that the window is opened in.
    pub(super) fn container(&self) -> Option<&'w FileAnalysis<'w>> {
        let layers = self.window.layers.iter().copied();
        layers.into_iter().find(|analysis| analysis.document.section_object(Section::DevContainer).is_some())
    }

    /// The files that may contain a section.
    pub(super) fn holders(&self) -> impl Iterator<Item = &'w FileAnalysis<'w>> {
        self.window.layers.iter().chain(&self.window.others).copied()
    }

    /// The object with the tasks of `analysis`, if VS Code reads it: tasks in settings only without a `tasks.json`.
    pub(super) fn tasks_of(&self, analysis: &'w FileAnalysis<'w>) -> Option<Value<'w>> {
        let is_file = |analysis: &&FileAnalysis<'_>| analysis.document.kind() == FileKind::Tasks;
        let is_in_settings = matches!(analysis.document.kind(), FileKind::Settings(_));
        let object = tasks_object(analysis.document, &analysis.settings)?;
        (!is_in_settings || !self.window.others.iter().any(is_file)).then_some(object)
    }

    /// The tasks, launch configurations or servers of a kind. Tasks without their own environment are included if
    /// `all` is true.
    fn owners(&self, own: Own, all: bool) -> Vec<ProcessOwner<'w>> {
        let section = match own {
            Own::Task(_) => Section::Tasks,
            Own::Launch { .. } | Own::Any { .. } => Section::Launch,
            Own::Server => Section::Mcp,
            Own::PortableServer => Section::PortableMcp,
        };
        let mut owners = Vec::new();
        for analysis in self.holders().filter(|analysis| !self.belongs_elsewhere(analysis)) {
            let object = match section {
                Section::Launch => launch_object(analysis.document, &analysis.settings),
                Section::Tasks => self.tasks_of(analysis),
                _ => analysis.document.section_object(section),
            };
            let Some(object) = object else { continue };
            let named = |value: Value<'w>, name: Cow<'_, str>| ProcessOwner {
                analysis,
                span: value.span(),
                name: name.into_owned(),
            };
            match own {
                Own::Task(kind) => {
                    owners.extend(elements(object, "tasks", &["label", "taskName"]).filter_map(|(task, name)| {
                        // A task without `type` runs as a process, recorded as `n-task-types`.
                        let own = text(task, "type");
                        let is_kind = own.as_deref().unwrap_or("process") == kind;
                        (is_kind && (all || has_own_env(task, None))).then(|| named(task, name))
                    }));
                }
                Own::Launch { types, in_terminal, by_default } => {
                    owners.extend(elements(object, "configurations", &["name"]).filter_map(|(launch, name)| {
                        let kind = text(launch, "type")?;
                        let console = text(launch, "console");
                        let is_in_terminal = kind == NODE_TERMINAL
                            || console.map_or(by_default, |console| console == "integratedTerminal");
                        let is_started = types.contains(&&*kind) && !attaches(launch);
                        (is_started && is_in_terminal == in_terminal).then(|| named(launch, name))
                    }));
                }
                Own::Any { types } => {
                    owners.extend(elements(object, "configurations", &["name"]).filter_map(|(launch, name)| {
                        let is_kind = text(launch, "type").is_some_and(|kind| types.contains(&&*kind));
                        (is_kind && !attaches(launch)).then(|| named(launch, name))
                    }));
                }
                Own::Server => {
                    let servers = object.get("servers").into_iter().flat_map(Value::members);
                    owners.extend(servers.map(|server| named(server.value, server.name())));
                }
                Own::PortableServer => {
                    owners.extend(object.members().map(|server| named(server.value, server.name())));
                }
            }
        }
        owners
    }
}

/// What owns the environments of the processes of `consumer`.
fn own_of(consumer: &Consumer) -> Option<Own> {
    consumer.steps.iter().find_map(|step| if let Step::Own(own) = step { Some(*own) } else { None })
}

/// Returns `true` if a process of `consumer` is started with a terminal profile that can be chosen.
fn starts_profiles(consumer: &Consumer) -> bool {
    consumer.steps.iter().any(|step| matches!(step, Step::Profile))
}

/// The type of configurations that always run in a terminal.
const NODE_TERMINAL: &str = "node-terminal";

/// Returns `true` if a launch configuration attaches to a running program, whose environment it cannot change.
fn attaches(launch: Value<'_>) -> bool {
    text(launch, "request").as_deref() == Some("attach")
}

/// Returns `true` if `task` has its own `options.env`, even an empty one, so that it does not get that of the file:
/// on `platform`, or on any platform.
///
/// Source: recorded as `n-task-layers`, `n3-task-env-null`.
pub(super) fn has_own_env(task: Value<'_>, platform: Option<Platform>) -> bool {
    let has = |of: Value<'_>| {
        let env = of.get("options").and_then(|options| options.get("env"));
        env.is_some_and(Value::is_object)
    };
    let applies = |block: &Platform| platform.is_none_or(|platform| platform == *block);
    has(task) || Platform::ALL.into_iter().filter(applies).filter_map(|block| task.get(block.name())).any(has)
}

struct ProcessOwner<'w> {
    analysis: &'w FileAnalysis<'w>,
    span: Span,
    name: String,
}

fn text<'w>(of: Value<'w>, key: &str) -> Option<Cow<'w, str>> {
    of.get(key)?.string()
}

/// The elements of the array `list` in `object`, with their names.
fn elements<'w>(
    object: Value<'w>,
    list: &str,
    names: &'static [&'static str],
) -> impl Iterator<Item = (Value<'w>, Cow<'w, str>)> {
    object.get(list).into_iter().flat_map(Value::elements).enumerate().map(move |(index, element)| {
        let name = names.iter().find_map(|name| text(element, name));
        (element, name.unwrap_or_else(|| Cow::Owned(format!("number {}", index + 1))))
    })
}
