//! The strings in which a reference in a shell's syntax has no reader.

use std::collections::HashMap;

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::Value;
use envlint_core::views::{LaunchConfiguration, ResolvedString, configurations, tasks};
use envlint_core::vscode::{Section, command_shell};

/// What is known about the reader of a string, other than VS Code.
pub(super) struct StringReader<'d> {
    /// Who reads references in a shell's syntax.
    pub(super) shell: ShellReader,
    /// `true` if the string is the command of a task.
    pub(super) is_command: bool,
    /// `true` if the string is a variable of a debugger that is not known.
    pub(super) is_env: bool,
    /// `true` if the string belongs to a setting.
    pub(super) is_setting: bool,
    /// The variables that the same task, configuration or server sets.
    pub(super) env: Option<Value<'d>>,
}

/// Who reads references in a shell's syntax.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ShellReader {
    /// A shell runs the string, or it is not known what reads it.
    Reads,
    /// No program: the string is a path or an address.
    None,
    /// The program that gets the string as an argument, if it does so at all.
    PerhapsProgram,
}

/// Members of launch configurations that are a path or an address.
///
/// Source: the schemas of the debuggers in debuggers.rs, and that of cortex-debug.
const PATHS: &[&str] = &[
    "additionalSOLibSearchPath",
    "coreDumpPath",
    "cwd",
    "debuggerPath",
    "dlvToolPath",
    "envFile",
    "executable",
    "gdbPath",
    "miDebuggerPath",
    "miDebuggerServerAddress",
    "program",
    "projectPath",
    "python",
    "pythonPath",
    "runtimeExecutable",
    "svdFile",
    "symbolSearchPath",
    "webRoot",
];

/// Settings that are lists of paths, rather than of arguments: `ruff.path`, `ruff.interpreter` and `python.venvFolders`.
const PATH_LISTS: &[&str] = &["interpreter", "path", "venvFolders"];

/// Debuggers that pass the elements of `args` to the program without a shell. gdb starts programs with a shell.
const WITHOUT_SHELL: &[&str] = &["coreclr", "debugpy", "go", "node", "python", "pwa-node"];

/// The tasks, launch configurations and servers of a file, each by the offset of its object, so that a look-up per string costs
/// no further pass over them.
pub(super) struct StringOwners<'d>(HashMap<u32, StringOwner<'d>>);

/// What a task, launch configuration or server says about the readers of its strings.
enum StringOwner<'d> {
    Task {
        has_shell: bool,
    },
    Configuration {
        /// `true` if the debugger starts the program without a shell, and the program is not one.
        is_without_shell: bool,
        env: Option<Value<'d>>,
    },
    Server {
        reads_arguments: bool,
        env: Option<Value<'d>>,
    },
}

impl<'d> StringOwners<'d> {
    /// Reads the owners of all strings in the file of `analysis`.
    pub(super) fn new(analysis: &FileAnalysis<'d>) -> Self {
        let tasks = tasks(analysis.document).into_iter().map(|task| {
            let has_shell = task.may_use_shell() || task.runs_shell();
            (task.span().start, StringOwner::Task { has_shell })
        });
        let configurations = configurations(analysis)
            .into_iter()
            .map(|known| (known.span().start, StringOwner::of_configuration(&known)));
        let servers = analysis.document.section_object(Section::Mcp).and_then(|root| root.get("servers"));
        let portable = analysis.document.section_object(Section::PortableMcp);
        let servers = servers.into_iter().chain(portable).flat_map(Value::members).map(|member| member.value);
        let servers = servers.map(|server| (server.span().start, StringOwner::of_server(server)));
        Self(tasks.chain(configurations).chain(servers).collect())
    }

    /// Who reads `string` after VS Code.
    pub(super) fn reader(&self, string: &ResolvedString<'_>) -> StringReader<'d> {
        let owner = string.owner.and_then(|span| self.0.get(&span.start));
        let member = &*string.member;
        let is_command = string.section == Section::Tasks && member == "command" && !string.is_element;
        let (shell, env) = match (string.section, owner) {
            (Section::Tasks, _) if member == "options" && !string.is_element => (ShellReader::None, None),
            (Section::Tasks, Some(StringOwner::Task { has_shell: false })) if is_command => (ShellReader::None, None),
            (Section::Tasks, Some(StringOwner::Task { has_shell: false })) => (ShellReader::PerhapsProgram, None),
            (Section::Tasks, _) => (ShellReader::Reads, None),
            (Section::Launch, Some(StringOwner::Configuration { is_without_shell, env })) => {
                let is_argument = ["args", "runtimeArgs"].contains(&member) && string.is_element;
                (of_launch(member, is_argument && *is_without_shell), *env)
            }
            (Section::Launch, _) => (of_launch(member, false), None),
            (Section::Mcp | Section::PortableMcp, Some(StringOwner::Server { reads_arguments: true, env }))
                if member == "args" =>
            {
                (ShellReader::Reads, *env)
            }
            (Section::Mcp | Section::PortableMcp, Some(StringOwner::Server { env, .. })) => (ShellReader::None, *env),
            // Arguments in settings may be for a shell or a build tool.
            (Section::Settings, _) if string.is_element && !PATH_LISTS.contains(&member) => (ShellReader::Reads, None),
            (
                Section::Mcp | Section::PortableMcp | Section::CursorMcp | Section::Settings | Section::DevContainer,
                _,
            ) => (ShellReader::None, None),
        };
        let is_env = string.section == Section::Launch && ["env", "environment"].contains(&member);
        let is_setting = string.section == Section::Settings;
        StringReader { shell, is_command, is_env, is_setting, env }
    }
}

fn of_launch(member: &str, is_for_program: bool) -> ShellReader {
    if PATHS.contains(&member) {
        ShellReader::None
    } else if is_for_program {
        ShellReader::PerhapsProgram
    } else {
        ShellReader::Reads
    }
}

impl<'d> StringOwner<'d> {
    fn of_configuration(configuration: &LaunchConfiguration<'d>) -> Self {
        let value = configuration.value;
        let program =
            value.get("program").or_else(|| value.get("runtimeExecutable")).and_then(|program| program.string());
        let starts_shell = program.is_some_and(|program| is_shell(&program));
        let is_known = configuration.kind().is_some_and(|kind| WITHOUT_SHELL.contains(&&*kind));
        Self::Configuration { is_without_shell: is_known && !starts_shell, env: value.get("env") }
    }

    fn of_server(server: Value<'d>) -> Self {
        let text = |value: Value<'_>| value.string().unwrap_or_default().into_owned();
        let command = server.get("command").map(text).unwrap_or_default();
        let mut arguments = server.get("args").into_iter().flat_map(Value::elements).map(text);
        // mcp-remote expands references in its arguments itself.
        let reads_arguments =
            is_shell(&command) || arguments.any(|argument| is_shell(&argument) || argument.contains("mcp-remote"));
        Self::Server { reads_arguments, env: server.get("env") }
    }
}

impl StringReader<'_> {
    /// Returns `true` if the same task, configuration or server sets `name`, so that its program may expand it.
    pub(super) fn sets(&self, name: &str) -> bool {
        self.env.is_some_and(|env| env.member(name).is_some())
    }
}

/// Returns `true` if `program` runs a command line, or may do so on another machine.
pub(super) fn is_shell(program: &str) -> bool {
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    command_shell(program).is_some() || ["env", "make", "powershell", "ssh", "wsl", "xargs"].contains(&name)
}
