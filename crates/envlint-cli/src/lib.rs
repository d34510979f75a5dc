//! The command `envlint`: arguments, reports and safe writes around `envlint-project`.

mod args;
mod commands;
mod console;
mod doctor_page;
mod environments;
mod error;
mod markdown;
mod page;
mod printable;
mod report;
mod write;

use std::io::Write;
use std::process::ExitCode;

use args::{CliArguments, Command};
use clap::Parser;
use error::Error;

/// The result of the command. The numbers are its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitState {
    /// Nothing to report, or all of it was fixed.
    Clean = 0,
    /// Findings at or above the threshold remain, or a diff was printed.
    Findings = 1,
    /// The command line or a configuration is wrong.
    Usage = 2,
    /// A file could not be read or written.
    Unreadable = 3,
}

/// Runs the command with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match CliArguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap returns `--help` and `--version` as errors too.
            let outcome = if error.use_stderr() { ExitState::Usage } else { ExitState::Clean };
            // It can quote untrusted text from the command line, such as the file names to which a shell expands `*`.
            let text = error.render().to_string();
            let quotes_hazard = |line: &str| {
                line.contains(printable::is_hazard) || printable::runner_command(line.as_bytes()).is_some()
            };
            let _ = if text.lines().any(quotes_hazard) {
                let mut out = console::stderr();
                text.lines().try_for_each(|line| writeln!(out, "{}", printable::printable(line)))
            } else {
                error.print()
            };
            return ExitCode::from(outcome as u8);
        }
    };
    let result = match &arguments.command {
        None => commands::check::run(&arguments.check),
        Some(Command::Rules { format }) => commands::rules::run(*format),
        Some(Command::Matrix { paths, var, format, scope }) => commands::matrix::run(paths, var, *format, scope),
        Some(Command::Trace { variable, paths, format, scope }) => {
            commands::trace::run(variable, paths, *format, scope)
        }
        Some(Command::Rule { name }) => commands::rule::run(name),
        Some(Command::Doctor(selection)) => commands::doctor::run(selection, false),
        Some(Command::Which(selection)) => commands::doctor::run(selection, true),
        Some(Command::DoctorSession { command }) => return envlint_doctor::observe::start_session(command),
        Some(Command::DoctorEnvironment { mark }) => return envlint_doctor::observe::print_environment(mark),
    };
    match result {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(error) => {
            if error.outcome() != ExitState::Clean {
                let _ = writeln!(console::stderr(), "envlint: {error}");
            }
            ExitCode::from(error.outcome() as u8)
        }
    }
}
