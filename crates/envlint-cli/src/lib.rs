//! The command `envlint`: arguments, reports and safe writes around `envlint-project`.

mod args;
mod baseline;
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
    let arguments = match CliArguments::try_parse_from(wild::args_os()) {
        Ok(arguments) => arguments,
        Err(mut error) => {
            // clap returns `--help` and `--version` as errors too.
            if !error.use_stderr() {
                let _ = error.print();
                return ExitCode::from(ExitState::Clean as u8);
            }
            args::suggest_option(&mut error);
            print_usage_error(&error.render().to_string());
            return ExitCode::from(ExitState::Usage as u8);
        }
    };
    let result = match &arguments.command {
        None => commands::check::run(&arguments.check),
        Some(Command::Check(check)) => commands::check::run(check),
        Some(Command::Rules { format }) => commands::rules::run(*format),
        Some(Command::Matrix(arguments)) => commands::matrix::run(arguments),
        Some(Command::Trace(arguments)) => commands::trace::run(arguments),
        Some(Command::Rule { name, format, color }) => commands::rule::run(name, *format, *color),
        Some(Command::Init { folder }) => commands::init::run(folder),
        Some(Command::Baseline { action }) => commands::baseline::run(action),
        Some(Command::Config { path }) => commands::config::run(path),
        Some(Command::Server) => commands::server::run(),
        Some(Command::Completions { shell }) => commands::generate::completions(*shell),
        Some(Command::Man { command }) => commands::generate::man(command.as_deref()),
        Some(Command::Doctor(selection)) => commands::doctor::run(selection, false),
        Some(Command::Which(selection)) => commands::doctor::run(selection, true),
        Some(Command::DoctorSession { command }) => return envlint_doctor::observe::start_session(command),
        Some(Command::DoctorEnvironment { mark, file }) => {
            return envlint_doctor::observe::print_environment(mark, file.as_deref());
        }
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

/// Prints a message of clap in the way of our own messages. It can quote untrusted text from the command line, such as the file
/// names to which a shell expands `*`.
fn print_usage_error(text: &str) {
    let mut out = console::stderr();
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let mut start = "envlint: ";
    for line in text.lines() {
        let _ = writeln!(out, "{start}{}", printable::printable(line));
        start = "";
    }
}
