//! The strings in which a reference in a shell's syntax has no reader.

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::Value;
use envlint_core::views::{ResolvedString, configurations, tasks};
use envlint_core::vscode::{Section, command_shell};

/// What is known about the reader of a string, other than VS Code.
pub(super) struct StringReader<'d> {
    /// Who reads references in a shell's syntax.
    pub(super) shell: ShellReader,
    /// `true` if the string is the command of a task.
    pub(super) is_command: bool,
    /// `true` if the string is a variable of a debugger that is not known.
    pub(super) is_env: bool,
    /// The variables that the same task, configuration or server sets.
    pub(super) env: Option<Value<'d>>,
}

/// Who reads references in a shell's syntax.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ShellReader {
    /// A shell runs the string, or it is not known what reads it.
    Reads,
    /// No program: the string is a path or an address.
    Nobody,
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

/// Debuggers that pass the elements of `args` to the program without a shell. gdb starts programs with a shell.
const WITHOUT_SHELL: &[&str] = &["coreclr", "debugpy", "go", "node", "python", "pwa-node"];

impl<'d> StringReader<'d> {
    pub(super) fn of(analysis: &FileAnalysis<'d>, string: &ResolvedString<'_>) -> Self {
        match string.section {
            Section::Tasks => Self::of_task(analysis, string),
            Section::Launch => Self::of_launch(analysis, string),
            Section::Mcp => Self::of_server(analysis, string),
            Section::DevContainer => Self { shell: ShellReader::Nobody, is_command: false, is_env: false, env: None },
            Section::Settings => {
                // Arguments may be for a shell or a build tool.
                let shell = if string.is_element { ShellReader::Reads } else { ShellReader::Nobody };
                Self { shell, is_command: false, is_env: false, env: None }
            }
        }
    }

    fn of_task(analysis: &FileAnalysis<'d>, string: &ResolvedString<'_>) -> Self {
        let task = tasks(analysis.document).into_iter().find(|task| Some(task.span()) == string.owner);
        let is_command = string.member == "command" && !string.is_element;
        let is_folder = string.member == "options" && !string.is_element;
        let shell = match task {
            _ if is_folder => ShellReader::Nobody,
            Some(task) if !task.may_use_shell() && !task.runs_shell() => match is_command {
                true => ShellReader::Nobody,
                false => ShellReader::PerhapsProgram,
            },
            _ => ShellReader::Reads,
        };
        Self { shell, is_command, is_env: false, env: None }
    }

    fn of_launch(analysis: &FileAnalysis<'d>, string: &ResolvedString<'_>) -> Self {
        let configuration = configurations(analysis).into_iter().find(|known| Some(known.span()) == string.owner);
        let kind = configuration.as_ref().and_then(|known| known.kind().map(std::borrow::Cow::into_owned));
        let value = configuration.map(|known| known.value);
        let program = value.and_then(|value| value.get("program").or_else(|| value.get("runtimeExecutable"))?.string());
        let starts_shell = program.is_some_and(|program| is_shell(&program));
        let is_argument = ["args", "runtimeArgs"].contains(&string.member.as_str()) && string.is_element;
        let shell = match kind {
            _ if PATHS.contains(&string.member.as_str()) => ShellReader::Nobody,
            Some(kind) if is_argument && WITHOUT_SHELL.contains(&kind.as_str()) && !starts_shell => {
                ShellReader::PerhapsProgram
            }
            _ => ShellReader::Reads,
        };
        let is_env = ["env", "environment"].contains(&string.member.as_str());
        Self { shell, is_command: false, is_env, env: value.and_then(|value| value.get("env")) }
    }

    fn of_server(analysis: &FileAnalysis<'d>, string: &ResolvedString<'_>) -> Self {
        let servers = analysis.document.section_object(Section::Mcp).and_then(|root| root.get("servers"));
        let server = servers
            .into_iter()
            .flat_map(Value::members)
            .find(|member| Some(member.value.span()) == string.owner)
            .map(|member| member.value);
        let text = |value: Value<'_>| value.string().unwrap_or_default().into_owned();
        let command = server.and_then(|server| server.get("command")).map(text).unwrap_or_default();
        let arguments = server.and_then(|server| server.get("args")).into_iter().flat_map(Value::elements);
        // mcp-remote expands references in its arguments itself.
        let reads_itself = arguments.map(text).any(|argument| is_shell(&argument) || argument.contains("mcp-remote"));
        let shell = match string.member.as_str() {
            "args" if is_shell(&command) || reads_itself => ShellReader::Reads,
            _ => ShellReader::Nobody,
        };
        Self { shell, is_command: false, is_env: false, env: server.and_then(|server| server.get("env")) }
    }

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
