//! Asks the user's shell the same question as VS Code, in the same way.
//!
//! Source: shellEnv.ts (1.139.1): the arguments by shell, the variables, the limits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::folder::{is_inside, without_folder};
use super::processes;
use super::run::{Mark, Start, answer, question, run};
use super::{ENVIRONMENT_COMMAND, ObserveOptions};
use crate::case::{Case, TerminalShell, terminal_shell};
use crate::machine::{Env, LoginShell, Machine, Os, Seen, ShellAnswer};
use crate::project::{FolderProject, Places, fold, project};
use crate::startup::{self, shell_name};

/// VS Code's default limit in seconds, and the smallest and largest value of the setting.
const LIMIT: f64 = 10.0;
const LEAST: f64 = 1.0;
const MOST: f64 = 120.0;
/// The additional time for all of doctor's questions together, beyond the limit of the first one.
const BEYOND: Duration = Duration::from_millis(1500);
/// The number of bytes to keep from the output of startup files.
const OUTPUT: usize = 4000;

/// The arguments and the command form for a group of shells.
struct ShellRow {
    shells: &'static [&'static str],
    arguments: &'static [&'static str],
    form: ShellForm,
}

/// The form of the command that prints the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShellForm {
    /// `'program' arguments`
    Posix,
    /// `& 'program' arguments`
    PowerShell,
    /// `^'program' arguments`
    Nu,
    /// A Python expression.
    Xonsh,
}

const ROWS: &[ShellRow] = &[
    ShellRow {
        shells: &["pwsh", "powershell", "pwsh-preview"],
        arguments: &["-Login", "-Command"],
        form: ShellForm::PowerShell,
    },
    ShellRow { shells: &["nu"], arguments: &["-i", "-l", "-c"], form: ShellForm::Nu },
    ShellRow { shells: &["xonsh"], arguments: &["-i", "-l", "-c"], form: ShellForm::Xonsh },
    ShellRow { shells: &["tcsh", "csh"], arguments: &["-ic"], form: ShellForm::Posix },
];
const DEFAULT: ShellRow = ShellRow { shells: &[], arguments: &["-i", "-l", "-c"], form: ShellForm::Posix };

/// A shell, with the environment and folder from which it is asked.
pub(super) struct ShellQuery {
    shell: String,
    launcher: PathBuf,
    base: Env,
    cwd: PathBuf,
    limit: Duration,
    /// The time at which all questions must be finished.
    until: Instant,
}

impl ShellQuery {
    /// The user's shell; `None` if it is inside the folder, because nothing there is executed.
    pub(super) fn new(machine: &Machine, options: &ObserveOptions<'_>, started: Instant) -> Option<Self> {
        let shell = machine.shell.clone()?;
        let home = Path::new(&machine.home);
        if is_inside(Path::new(&shell), options.folder, home) && !options.trusted {
            return None;
        }
        let base = base(machine);
        let base = if options.trusted { base } else { without_folder(&base, machine.os, options.folder, home) };
        let limit = Duration::from_secs_f64(limit(machine));
        let resolver = processes::resolver(machine).and_then(|process| process.cwd.as_ref()).map(PathBuf::from);
        let cwd = resolver.filter(|cwd| cwd.is_dir() && !is_inside(cwd, options.folder, home));
        let cwd = cwd.unwrap_or_else(|| home.to_owned());
        let launcher = options.program.to_owned();
        Some(Self { shell, launcher, base, cwd, limit, until: started + limit + BEYOND })
    }

    /// The question in words.
    pub(super) fn description(&self) -> String {
        let arguments = row(&self.shell).arguments.join(" ");
        let limit = self.limit.as_secs_f64();
        format!("asking `{} {arguments}` for its variables, as VS Code does; up to {limit:.0} s", self.shell)
    }

    /// Asks the question of VS Code.
    pub(super) fn login(&self) -> LoginShell {
        let row = row(&self.shell);
        let mark = Mark::new();
        let command = self.command(row.arguments, row.form, &mark, "");
        let mut env = self.base.clone();
        for (name, value) in
            [("ELECTRON_RUN_AS_NODE", "1"), ("ELECTRON_NO_ATTACH_CONSOLE", "1"), ("VSCODE_RESOLVING_ENVIRONMENT", "1")]
        {
            env.set(Os::this(), name, value.to_owned());
        }
        let mut shown = command.clone();
        if let Some(question) = shown.last_mut() {
            "…".clone_into(question);
        }
        let mut login = LoginShell {
            command: shown,
            base: Some(self.base.clone()),
            cwd: Some(self.cwd.to_string_lossy().into_owned()),
            limit: Some(self.limit.as_secs_f64()),
            ..LoginShell::default()
        };
        let start = Start { launcher: &self.launcher, command: &command, env: &env, cwd: &self.cwd, limit: self.limit };
        match run(&start) {
            Ok(outcome) => {
                let (env, output) = answer(&outcome.output, &mark);
                login.status = outcome.status.into();
                login.signal = if outcome.timed_out { Seen::Nothing } else { outcome.signal.into() };
                login.timed_out = outcome.timed_out;
                login.seconds = Some((outcome.took.as_secs_f64() * 1000.0).round() / 1000.0);
                login.output = Some(output.chars().take(OUTPUT).collect());
                login.env = env.into();
                let errors = startup::syntax_errors_in(&String::from_utf8_lossy(&outcome.errors));
                login.errors = Some(errors.chars().take(OUTPUT).collect()).filter(|errors: &String| !errors.is_empty());
            }
            Err(_) => {
                login.status = Seen::Is(127);
                login.env = Seen::Nothing;
            }
        }
        login
    }

    /// The environment of a terminal of the default profile, and the names in question that are functions or aliases there; `None`
    /// if its shell is not asked.
    pub(super) fn interactive(
        &self,
        machine: &Machine,
        options: &ObserveOptions<'_>,
    ) -> Option<(ShellAnswer, BTreeMap<String, String>)> {
        let project = project(machine, options.files, None);
        let shell = terminal_shell(machine, &project)?;
        let program = self.program_of(&shell, machine, options)?;
        let row = row(program);
        let is_posix = row.form == ShellForm::Posix;
        let arguments: &[&str] = if !is_posix {
            row.arguments
        } else if shell.is_login && row.arguments.len() > 1 {
            &["-l", "-i", "-c"]
        } else {
            &["-i", "-c"]
        };
        let names: Vec<&String> = options.names.iter().filter(|name| is_plain(name)).collect();
        let types: String = if is_posix {
            names.iter().map(|name| format!("; type {name} 2>/dev/null")).collect()
        } else {
            String::new()
        };
        let mark = Mark::new();
        let mut command = self.command(arguments, row.form, &mark, &types);
        if let Some(first) = command.first_mut() {
            first.clone_from(program);
        }
        let terminal = project.consumers.iter().find(|consumer| consumer.id == "terminal" && consumer.name.is_none());
        // A terminal starts with the environment of the extension host, even if that is stale, unless
        // `terminal.integrated.inheritEnv` is off.
        let nothing = FolderProject::default();
        let inherits = terminal.is_none_or(|terminal| !terminal.begins_with_desktop);
        let host = Case::new(machine, &nothing, &[]).host().and_then(|view| view.env.clone()).filter(|_| inherits);
        let base = host.map_or_else(|| self.base.clone(), without_own);
        let base = if options.trusted {
            terminal.map_or_else(|| base.clone(), |terminal| fold(terminal, &base, Places::of(machine, &project)))
        } else {
            without_folder(&base, machine.os, options.folder, Path::new(&machine.home))
        };
        let base = of_terminal(base);
        let Some(outcome) = self.run(&command, &base) else { return Some((ShellAnswer::default(), BTreeMap::new())) };
        let (env, output) = answer(&outcome, &mark);
        let functions = names.iter().filter_map(|name| Some(((*name).clone(), kind(&output, name)?))).collect();
        Some((ShellAnswer { env: env.into(), without_settings: !options.trusted }, functions))
    }

    /// The program of `shell`; `None` if it is not started, because only the folder names it, or because its arguments can change
    /// which files it reads.
    fn program_of<'s>(
        &'s self,
        shell: &'s TerminalShell,
        machine: &Machine,
        options: &ObserveOptions<'_>,
    ) -> Option<&'s String> {
        let is_users = shell_name(&shell.program) == shell_name(&self.shell);
        let program = if is_users { &self.shell } else { &shell.program };
        let is_inside = is_inside(Path::new(program), options.folder, Path::new(&machine.home));
        let is_of_folder = is_inside || (shell.is_of_folder && !is_users);
        (!shell.is_unusual && (options.trusted || !is_of_folder)).then_some(program)
    }

    /// The environment of the shell with other arguments; `None` if it does not answer.
    pub(super) fn mode(&self, arguments: &[&str]) -> Option<Env> {
        let mark = Mark::new();
        let command = self.command(arguments, row(&self.shell).form, &mark, "");
        answer(&self.run(&command, &self.base)?, &mark).0
    }

    /// Asks a question that has no limit of VS Code, within the remaining time.
    fn run(&self, command: &[String], env: &Env) -> Option<Vec<u8>> {
        let left = self.until.checked_duration_since(Instant::now())?;
        let start = Start { launcher: &self.launcher, command, env, cwd: &self.cwd, limit: left };
        run(&start).ok().map(|outcome| outcome.output)
    }

    fn command(&self, arguments: &[&str], form: ShellForm, mark: &Mark, more: &str) -> Vec<String> {
        let command = question(&self.launcher, mark);
        let question = match form {
            ShellForm::Posix => format!("{command}{more}"),
            ShellForm::PowerShell => format!("& {command}"),
            ShellForm::Nu => format!("^{command}"),
            ShellForm::Xonsh => {
                let program = serde_json::to_string(&self.launcher.to_string_lossy()).unwrap_or_default();
                let arguments = format!("[{program}, \"{ENVIRONMENT_COMMAND}\", \"{}\"]", mark.text());
                format!("import subprocess; subprocess.run({arguments}, env=__xonsh__.env.detype())")
            }
        };
        let shell = std::iter::once(self.shell.clone());
        shell.chain(arguments.iter().map(|&argument| argument.to_owned())).chain([question]).collect()
    }
}

fn row(shell: &str) -> &'static ShellRow {
    ROWS.iter().find(|row| row.shells.contains(&shell_name(shell))).unwrap_or(&DEFAULT)
}

/// The environment from which VS Code asks: that of its main process or server, otherwise that of the session, otherwise a
/// minimal one.
fn base(machine: &Machine) -> Env {
    let os = machine.os;
    let own = machine.env.clone().unwrap_or_default();
    let resolver = processes::resolver(machine).and_then(|process| process.env.is());
    let session = machine.session.is().map(|session| &session.env);
    let mut base = resolver.or(session).cloned().unwrap_or_default();
    let path = if os == Os::Osx {
        "/usr/bin:/bin:/usr/sbin:/sbin"
    } else {
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    };
    if base.get(os, "PATH").is_none() {
        base.set(os, "PATH", path.to_owned());
    }
    for name in [
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "LANG",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
    ] {
        if let (None, Some(value)) = (base.get(os, name), own.get(os, name)) {
            base.set(os, name, value.to_owned());
        }
    }
    without_own(base)
}

/// `env` without the variables that VS Code sets for its own processes and terminals.
fn without_own(env: Env) -> Env {
    let is_temporary =
        |value: &str| value.contains("vscode-zsh") || value.starts_with("/tmp/") || value.starts_with("/var/folders/");
    let mut env = env;
    env.0.retain(|name, value| {
        let is_own = ["VSCODE_", "TERM_PROGRAM", "ELECTRON_"].iter().any(|start| name.starts_with(start));
        !(is_own || (name == "ZDOTDIR" && is_temporary(value)))
    });
    env
}

/// `env` with the variables that VS Code sets in each terminal, because startup files can depend on them.
///
/// Recorded as `spawnEnv` of every terminal in tests/recordings.
fn of_terminal(env: Env) -> Env {
    let mut env = env;
    for (name, value) in [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("TERM_PROGRAM", "vscode")] {
        env.set(Os::this(), name, value.to_owned());
    }
    env
}

fn limit(machine: &Machine) -> f64 {
    let key = "application.shellEnvironmentResolutionTimeout";
    let texts = machine.user_settings.values();
    // This only finds the usual spelling. The model parses settings completely; unusual settings must not fail here.
    let mut numbers = texts.filter_map(|text| {
        let rest = text.split_once(&format!("\"{key}\""))?.1.trim_start().strip_prefix(':')?.trim_start();
        let end = rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
        rest.get(..end)?.parse::<f64>().ok()
    });
    numbers.next_back().unwrap_or(LIMIT).clamp(LEAST, MOST)
}

/// Returns `true` if a shell reads `name` as one plain word.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "._+-".contains(letter))
}

/// The kind that `type` reports for `name`, if it is not a program.
fn kind(output: &str, name: &str) -> Option<String> {
    let line = output.lines().find(|line| line.starts_with(&format!("{name} is ")))?;
    let rest = line.strip_prefix(&format!("{name} is "))?;
    if rest.contains("function") {
        return Some("function".to_owned());
    }
    (rest.contains("alias")).then(|| "alias".to_owned())
}
