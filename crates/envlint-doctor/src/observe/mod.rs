//! Observes this computer. No other module accesses the system.
//!
//! Invariants: nothing inside the folder is executed, and no variable, shell or argument from the folder's files reaches a
//! program that is started here, unless the folder is trusted. Programs start in the home folder, never in the folder. If
//! `may_run` is `false`, no program is started. No program is left running. There is no network access.

mod directories;
mod files;
mod folder;
mod go;
mod host;
mod installers;
mod processes;
mod products;
mod run;
mod session;
mod shell;

use std::path::Path;
use std::time::Instant;

use jiff::Timestamp;

use crate::case::Case;
use crate::machine::{Env, Machine, Os, Seen, VERSION, merged};
use crate::project::{FolderFiles, project};

pub use run::{Mark, print_environment, start_session};

/// The observations to make, and the permissions for them.
#[derive(Clone, Copy, Debug)]
pub struct ObserveOptions<'w> {
    /// The folder that is open in VS Code, absolute.
    pub folder: &'w Path,
    /// The files that VS Code reads in it.
    pub files: &'w FolderFiles,
    /// The programs that are asked for.
    pub names: &'w [String],
    /// `true` if programs may be started.
    pub may_run: bool,
    /// `true` to observe the computer as if no VS Code were running.
    pub ignores_running: bool,
    /// `true` if the folder is trusted.
    pub trusted: bool,
    /// Reports a step that can take time.
    pub progress: fn(&str),
    /// The observations of other programs, which override those that are made here.
    pub parts: &'w [Machine],
    /// This program, which starts a session for a shell and prints its environment when it is called with
    /// [`SESSION_COMMAND`] or [`ENVIRONMENT_COMMAND`].
    pub program: &'w Path,
}

/// The hidden command that starts another program in a separate session.
pub const SESSION_COMMAND: &str = "doctor-session";
/// The hidden command that prints the environment as JSON between two marks.
pub const ENVIRONMENT_COMMAND: &str = "doctor-environment";

/// Observes this computer.
#[must_use]
pub fn observe(options: &ObserveOptions<'_>) -> Machine {
    let started = Instant::now();
    let os = Os::this();
    let home = std::env::home_dir().unwrap_or_default().to_string_lossy().into_owned();
    let env: Env = std::env::vars_os()
        .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .collect();
    let mut machine = Machine {
        version: VERSION,
        os,
        now: Some(Timestamp::now()),
        folder: Some(options.folder.to_string_lossy().into_owned()),
        host: host::host(&env),
        env: Some(env),
        home,
        is_live: true,
        trust: options.trusted.then_some(true),
        ..Machine::default()
    };
    machine.processes = if options.ignores_running { Some(Vec::new()) } else { processes::processes() };
    processes::keep_own(&mut machine);
    machine.products = Some(products::products(&machine));
    machine.user_settings = files::user_settings(&machine);
    machine.files = files::startup_files(&machine);
    machine.log = files::log(&machine);
    machine.go_env_file = go::env_file(&machine);
    machine.shell = host::shell(&machine);
    machine.account_shell = host::of_account(&machine);
    // The parts come first because they say what need not be asked, and last because they override the answers.
    machine = with_parts(machine, options);
    if options.may_run {
        machine.session = session::session(&machine, options);
        shells(&mut machine, options, started);
        machine = with_parts(machine, options);
    }
    programs(&mut machine, options);
    let has_time = !machine.login_shell.is().is_some_and(|login| login.timed_out);
    if options.may_run && has_time {
        machine.go_env = go::env(&machine, options);
    }
    machine
}

/// `machine` with the observations of other programs.
fn with_parts(machine: Machine, options: &ObserveOptions<'_>) -> Machine {
    options.parts.iter().cloned().fold(machine, merged)
}

/// Asks the shell the same question as VS Code, then for the environment of a terminal.
fn shells(machine: &mut Machine, options: &ObserveOptions<'_>, started: Instant) {
    if machine.os == Os::Windows {
        return;
    }
    let query = shell::ShellQuery::new(machine, options, started);
    let Some(query) = query else { return };
    (options.progress)(&query.description());
    machine.login_shell = Seen::Is(query.login());
    let has_answer = machine.login_env().is_some();
    // At a prompt of VS Code, doctor already has the environment of a terminal.
    let at_prompt = machine.env.as_ref().is_some_and(|env| env.get(machine.os, "TERM_PROGRAM") == Some("vscode"));
    let is_slow = machine.login_shell.is().is_some_and(|login| login.timed_out);
    if has_answer
        && !at_prompt
        && !is_slow
        && machine.interactive_shell.is_not_observed()
        && let Some((answer, functions)) = query.interactive(machine, options)
    {
        machine.interactive_shell = Seen::Is(answer);
        machine.functions = functions;
    }
    if !has_answer && !is_slow {
        machine.shell_modes.insert("lc".to_owned(), query.mode(&["-l", "-c"]));
        machine.shell_modes.insert("c".to_owned(), query.mode(&["-c"]));
    }
}

/// Lists the folders of every PATH, and resolves the links in them.
fn programs(machine: &mut Machine, options: &ObserveOptions<'_>) {
    let project = project(machine, options.files, None);
    let case = Case::new(machine, &project, options.names);
    let names: Vec<String> = case.questions.iter().map(|question| question.name.text.clone()).collect();
    let folders = directories::wanted(&case, &names);
    let listed = directories::list(&folders, &names);
    machine.directories.extend(listed.directories);
    machine.unusable.extend(listed.unusable);
    machine.links.extend(listed.links);
    machine.writable_by_others = Some(listed.writable);
}
