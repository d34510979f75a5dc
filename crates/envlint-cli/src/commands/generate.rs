//! `envlint completions SHELL` and `envlint man`: what a package installs beside the program. Both come from the
//! definition of the command line.

use std::io::Write;

use clap::{Command, CommandFactory};
use clap_complete::{Generator, Shell};
use clap_complete_nushell::Nushell;
use envlint_core::spelling::nearest;

use super::output::unless_gone;
use crate::args::{CliArguments, CompletedShell};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::{Error, ExitState};

/// Prints the script for `shell`.
pub(crate) fn completions(shell: CompletedShell) -> Result<ExitState, Error> {
    print(&script(shell))
}

/// Prints the manual page of the command called `name`, or of the program.
pub(crate) fn man(name: Option<&str>) -> Result<ExitState, Error> {
    print(&page(name)?)
}

fn script(shell: CompletedShell) -> Vec<u8> {
    match shell {
        CompletedShell::Bash => generated(Shell::Bash),
        CompletedShell::Elvish => generated(Shell::Elvish),
        CompletedShell::Fish => generated(Shell::Fish),
        CompletedShell::Nushell => generated(Nushell),
        CompletedShell::Powershell => generated(Shell::PowerShell),
        CompletedShell::Zsh => generated(Shell::Zsh),
    }
}

fn generated(generator: impl Generator) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(generator, &mut visible(), "envlint", &mut script);
    script
}

/// The command line without the commands that are hidden: a generator would offer them too.
fn visible() -> Command {
    let whole = CliArguments::command();
    let shown: Vec<Command> = whole.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    let mut command = Command::new("envlint").version(env!("CARGO_PKG_VERSION")).args(whole.get_arguments().cloned());
    if let Some(about) = whole.get_about() {
        command = command.about(about.clone());
    }
    if let Some(help) = whole.get_after_long_help() {
        command = command.after_long_help(help.clone());
    }
    command.args_conflicts_with_subcommands(true).subcommands(shown)
}

fn page(name: Option<&str>) -> Result<Vec<u8>, Error> {
    let mut command = visible();
    command.build();
    if let Some(name) = name {
        let Some(found) = command.find_subcommand(name).cloned() else { return Err(unknown(name, &command)) };
        command = found;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}

fn unknown(name: &str, command: &Command) -> Error {
    let shown = printable(name);
    let known = command.get_subcommands().map(Command::get_name);
    Error::Usage(match nearest(name, known) {
        Some(near) => format!("unknown command `{shown}`; did you mean `{near}`?"),
        None => format!("unknown command `{shown}`; run `envlint help` to list all commands"),
    })
}

fn print(text: &[u8]) -> Result<ExitState, Error> {
    let mut out = console::stdout(Syntax::Text);
    unless_gone(out.write_all(text).and_then(|()| out.flush()))?;
    Ok(ExitState::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    /// The console escapes text that would be a command of a CI runner; there is none in what is generated.
    #[test]
    fn generated_text_passes_the_console_unchanged() {
        let scripts = CompletedShell::value_variants().iter().map(|shell| script(*shell));
        for text in scripts.chain([page(None).unwrap(), page(Some("matrix")).unwrap()]) {
            assert!(text.len() > 500);
            assert_eq!(console::guarded(&text, Syntax::Text), text);
            let text = String::from_utf8(text).unwrap();
            assert!(!text.contains("doctor-session"), "a hidden command is offered");
        }
    }

    #[test]
    fn each_shell_knows_the_options_of_the_main_command() {
        for shell in CompletedShell::value_variants() {
            let text = String::from_utf8(script(*shell)).unwrap();
            assert!(text.contains("unsafe-fixes") && text.contains("consumer"), "{shell:?}");
        }
    }
}
