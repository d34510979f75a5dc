//! The case that diagnoses examine: the environment of each process, the programs in question, and where each is found.
//!
//! Everything here is computed from a [`Machine`] and a [`FolderProject`]; nothing touches the system.

mod hosts;
mod names;
mod predictions;
mod prompt;
mod questions;
mod remote;
mod shell_words;
mod view;
mod views;

use crate::lookup::{CommandLookup, GoSettings, LookupPlace, go_tool, is_go_tool, search, search_in_bash};
use crate::machine::{Env, Machine, MachineKind, MachineProcess, SecretValues};
use crate::project::{FolderProject, Places, ProjectLocation, fold, may_get_go, resolved};

pub use names::{CaseName, Weight};
pub use prompt::{TerminalShell, terminal_shell};
pub use questions::{GapKind, Question, QuestionGap};
pub use remote::{RemoteKind, RemoteWindow};
pub use view::{Basis, View, ViewKind};

/// A machine with a project, and everything that is derived from both.
#[derive(Debug)]
pub struct Case<'c> {
    /// The machine.
    pub machine: &'c Machine,
    /// The content of the settings files.
    pub project: &'c FolderProject,
    /// The names that were asked for, as on the command line.
    pub requested: &'c [String],
    /// The environment of each process.
    pub views: Vec<View>,
    /// The programs in question, and where each process finds them.
    pub questions: Vec<Question>,
    /// The variables in question.
    pub variables: Vec<CaseName>,
    go: GoSettings,
    secrets: SecretValues,
}

/// The environments on the way from the extension host to the prompt of a terminal.
#[derive(Debug)]
pub struct TerminalEnvs<'c> {
    /// The environment of the extension host.
    pub host: &'c Env,
    /// What a terminal starts with, according to the settings.
    pub predicted: Env,
    /// What it has at its prompt, after the startup files.
    pub prompt: &'c Env,
}

impl<'c> Case<'c> {
    /// Builds the case of `machine` and `project` for the names that were `requested`.
    #[must_use]
    pub fn new(machine: &'c Machine, project: &'c FolderProject, requested: &'c [String]) -> Self {
        let views = views::views(machine, project);
        let go = go_settings(machine, project, &views);
        let secrets = SecretValues::of(machine);
        let mut case =
            Self { machine, project, requested, views, questions: Vec::new(), variables: Vec::new(), go, secrets };
        let (programs, variables) = names::names(&case);
        case.questions = programs.into_iter().map(|name| questions::question(&case, name)).collect();
        case.variables = variables;
        case
    }

    /// The values of references for the folder that is examined.
    #[must_use]
    pub fn places(&self) -> Places<'c> {
        Places::of(self.machine, self.project)
    }

    /// The values of references for each folder of the window, that which is examined first.
    pub fn all_places(&self) -> impl Iterator<Item = Places<'c>> {
        let places = self.places();
        std::iter::once(places).chain(places.of_other_folders())
    }

    /// Returns `true` if `holds` is true for each folder to which a value at `at` applies: one in a workspace file applies to all folders of
    /// the workspace, and one in the user's settings to any folder.
    pub fn in_all_folders(&self, at: &ProjectLocation, holds: impl Fn(Places<'c>) -> bool) -> bool {
        let places = self.places();
        let is_of_workspace = self.project.window.workspace.as_ref() == Some(&at.path);
        let elsewhere = if at.is_of_user {
            holds(places.without_folder())
        } else {
            !is_of_workspace || places.of_other_folders().all(&holds)
        };
        elsewhere && holds(places)
    }

    /// `value` of the variable `name` for display, without secrets.
    #[must_use]
    pub fn masked(&self, name: &str, value: &str) -> String {
        self.secrets.masked(name, value)
    }

    /// The value of `name` that `go env -w` set, for display, with the path of the file and the line, counted from 1.
    ///
    /// Source: `go help environment`.
    #[must_use]
    pub fn set_by_go_env(&self, name: &str) -> Option<(String, String, u32)> {
        let file = self.machine.go_env_file.is()?;
        let lines = file.text.lines().zip(1..);
        let set = lines.filter_map(|(line, number)| Some((line.trim().strip_prefix(name)?.strip_prefix('=')?, number)));
        let (value, number) = set.last()?;
        Some((self.masked(name, value), crate::startup::shown(self.machine, &file.path), number))
    }

    /// `text` of a report without the secrets of the machine, which settings can copy to variables whose names do not say so.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        self.secrets.hide(text)
    }

    /// The program that the process of `view` finds under `name`.
    #[must_use]
    pub fn lookup(&self, view: &View, name: &str) -> CommandLookup {
        let Some(env) = &view.env else { return CommandLookup::Unknown };
        let found = if is_go_tool(name) && self.is_started_by_go_extension(view, name) {
            // The extension has searched before it sets variables for the process.
            let searched = self.host().and_then(|host| host.env.as_ref()).unwrap_or(env);
            go_tool(self.machine, &self.go, searched, name, true)
        } else if is_go_tool(name) && view.kind == ViewKind::ExtensionHost {
            go_tool(self.machine, &self.go, env, name, false)
        } else if self.is_bash(view) && !name.contains('/') {
            search_in_bash(self.machine, env, name)
        } else {
            search(self.machine, env, name)
        };
        // Startup files can still add folders.
        let is_open = (found.is_missing() && !view.is_complete) || self.may_get_go(view, name);
        if is_open { CommandLookup::Unknown } else { found }
    }

    /// Returns `true` if the Go extension starts the program `name` with the environment of `view`, by the path that it has found. What
    /// such a program starts itself, it finds with its own PATH.
    ///
    /// Source: vscode-go, `toolExecutionEnvironment` and `getBinPath` in util.ts: PATH in `go.toolsEnvVars` plays no part in the search.
    fn is_started_by_go_extension(&self, view: &View, name: &str) -> bool {
        let consumer = view.consumer.and_then(|index| self.project.consumers.get(index));
        match consumer.map(|consumer| consumer.id) {
            Some("go-test" | "go-install") => true,
            Some("go-debug") => name == "dlv",
            _ => view.kind == ViewKind::GoTools,
        }
    }

    /// Returns `true` if a folder with the `go` command of the settings, which was not observed, may be in front of the PATH of `view`.
    fn may_get_go(&self, view: &View, name: &str) -> bool {
        let consumer = view.consumer.and_then(|index| self.project.consumers.get(index));
        let host = self.host().and_then(|host| host.env.as_ref());
        // VS Code has already added it to the PATH of a running terminal.
        let is_predicted = match view.basis {
            Basis::Derived => true,
            Basis::Queried if view.kind == ViewKind::Terminal => !self.is_own_terminal(),
            Basis::Queried => self.machine.task_shell.is_not_observed(),
            Basis::Read(_) | Basis::Child(_) => false,
        };
        let (Some(consumer), Some(host), true) = (consumer, host, is_predicted) else { return false };
        ["go", "gofmt"].contains(&name)
            && !self.is_started_by_go_extension(view, name)
            && may_get_go(consumer, host, self.places())
    }

    /// Returns `true` if `place`, in which an extension finds the program `name`, is the choice of a setting of the Go extension.
    #[must_use]
    pub fn is_chosen_go(&self, name: &str, place: &LookupPlace) -> bool {
        let os = self.machine.os;
        let roots = self.go.goroot.iter().map(|root| os.join(os.trimmed(root), "bin"));
        let mut tools = self.go.alternate_tools.iter().filter(|(tool, _)| tool == name);
        name == "go"
            && (roots.into_iter().any(|folder| os.same_path(&folder, &place.folder))
                || tools.any(|(_, path)| os.same_path(path, &place.path)))
    }

    /// Returns `true` if bash looks up commands in the process of `view`.
    fn is_bash(&self, view: &View) -> bool {
        let consumer = view.consumer.and_then(|index| self.project.consumers.get(index));
        let profile = format!("terminal.integrated.defaultProfile.{}", self.machine.os.setting_name());
        let chosen = match view.kind {
            ViewKind::LoginShell => None,
            ViewKind::Terminal => self.project.text(&profile),
            ViewKind::Task if consumer.is_none_or(|consumer| consumer.id != "process-task") => {
                self.project.text(&profile)
            }
            _ => return false,
        };
        let shell = self.machine.shell.as_deref().map(crate::startup::shell_name);
        chosen.or(shell) == Some("bash")
    }

    /// The view of the login shell as VS Code asks it.
    #[must_use]
    pub fn login(&self) -> Option<&View> {
        self.views.iter().find(|view| view.kind == ViewKind::LoginShell)
    }

    /// The view of a terminal's prompt.
    #[must_use]
    pub fn terminal(&self) -> Option<&View> {
        self.views.iter().find(|view| view.kind == ViewKind::Terminal)
    }

    /// Returns `true` if the terminal in question is the one of VS Code in which doctor runs, so that commands and extensions can have
    /// changed its environment.
    #[must_use]
    pub fn is_own_terminal(&self) -> bool {
        let own = self.machine.env.as_ref().and_then(|env| env.get(self.machine.os, "TERM_PROGRAM"));
        own == Some("vscode") && self.machine.interactive_shell.is().is_none()
    }

    /// The view of the extension host of the folder.
    #[must_use]
    pub fn host(&self) -> Option<&View> {
        self.views.iter().find(|view| view.kind == ViewKind::ExtensionHost)
    }

    /// The environments on the way from the extension host to the prompt of a terminal, if both ends are known.
    #[must_use]
    pub fn terminal_envs(&self) -> Option<TerminalEnvs<'_>> {
        self.machine.prompt_env()?;
        let prompt = self.terminal()?.env.as_ref()?;
        let host = self.host()?.env.as_ref()?;
        let consumer = self.project.consumers.get(self.terminal()?.consumer?)?;
        Some(TerminalEnvs { host, predicted: fold(consumer, host, self.places()), prompt })
    }

    /// The running process of the extension host, if there is one.
    #[must_use]
    pub fn host_process(&self) -> Option<&MachineProcess> {
        self.host()?.pid.and_then(|pid| self.machine.process(pid))
    }

    /// The running process that asked the shell: the one of the extension host, otherwise any.
    #[must_use]
    pub fn resolver(&self) -> Option<&MachineProcess> {
        let of_host = self.host_process().and_then(|host| self.machine.resolver_of(host));
        let any = || {
            self.machine.processes_of(MachineKind::Server).chain(self.machine.processes_of(MachineKind::Main)).next()
        };
        of_host.or_else(any)
    }

    /// The environment that the main process or server was started with, if it is known.
    #[must_use]
    pub fn resolver_env(&self) -> Option<&Env> {
        self.resolver()?.env.is()
    }

    /// The environment that VS Code starts with: that of the running one, otherwise that from which the shell was asked.
    #[must_use]
    pub fn started_env(&self) -> Option<&Env> {
        self.resolver_env().or_else(|| self.machine.asked_from())
    }

    /// The reason why the running VS Code did not ask the shell; `None` if it did.
    #[must_use]
    pub fn query_skipped(&self) -> Option<QuerySkipped> {
        let os = self.machine.os;
        if os == crate::machine::Os::Windows {
            return Some(QuerySkipped::Windows);
        }
        let resolver = self.resolver()?;
        if resolver.command.iter().any(|argument| argument == "--force-disable-user-env") {
            return Some(QuerySkipped::Disabled);
        }
        let by_cli = resolver.env.is().and_then(|env| env.get(os, "VSCODE_CLI")) == Some("1");
        let forced = resolver.command.iter().any(|argument| argument == "--force-user-env");
        (by_cli && !forced).then_some(QuerySkipped::StartedByShell)
    }

    /// The environment of the shell that ran doctor, a substitute for that of a terminal.
    #[must_use]
    pub fn own_env(&self) -> Option<&Env> {
        self.machine.env.as_ref()
    }

    /// The windows whose extensions run on another computer.
    #[must_use]
    pub fn remote_windows(&self) -> Vec<RemoteWindow> {
        remote::remote_windows(self.machine)
    }

    /// The variable that a question about the variable `name`, which is not set, most likely means.
    #[must_use]
    pub fn meant_variable(&self, name: &str) -> Option<String> {
        names::meant(self, name)
    }

    /// Returns `true` if nothing shows whether `name`, which is neither found nor set, is a program or a variable.
    #[must_use]
    pub fn is_ambiguous(&self, name: &str) -> bool {
        names::is_ambiguous(self, name)
    }

    /// The gaps of all questions.
    pub fn gaps(&self) -> impl Iterator<Item = (&Question, &QuestionGap)> {
        self.questions.iter().flat_map(|question| question.gaps.iter().map(move |gap| (question, gap)))
    }
}

/// The reason why VS Code did not ask the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuerySkipped {
    /// VS Code never asks a shell on Windows.
    Windows,
    /// It was started by `code` in a shell and has the environment of that shell.
    StartedByShell,
    /// The server runs with `--force-disable-user-env`.
    Disabled,
}

fn go_settings(machine: &Machine, project: &FolderProject, views: &[View]) -> GoSettings {
    let empty = Env::default();
    let host = views.iter().find(|view| view.kind == ViewKind::ExtensionHost);
    let env = host.and_then(|view| view.env.as_ref()).unwrap_or(&empty);
    let places = Places::of(machine, project);
    let text = |key: &str| resolved(project.setting(key)?, env, places).filter(|text| !text.is_empty());
    let tools = project.members("go.alternateTools").filter_map(|setting| {
        let tool = setting.path.last()?.clone();
        Some((tool, resolved(setting, env, places)?))
    });
    GoSettings {
        alternate_tools: tools.collect(),
        goroot: text("go.goroot"),
        gopath: text("go.gopath"),
        tools_gopath: text("go.toolsGopath"),
    }
}
