//! Chooses the programs and variables in question.

use super::Case;
use crate::lookup::{CommandLookup, Listing, listing};
use crate::project::{NamedBy, ProjectCommand};
use crate::startup;

/// The reason why a name is in question, from the strongest to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It was asked for on the command line.
    Requested,
    /// A file uses it.
    Named,
    /// The folder suggests it, for example because it contains `go.mod`.
    Suggested,
}

/// A program or variable in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseName {
    /// The name.
    pub text: String,
    /// The reason why it is in question.
    pub weight: Weight,
    /// The commands that use it, as indices into the commands of the project.
    pub commands: Vec<usize>,
}

/// Files in a folder, and the programs that they suggest.
const SIGNS: &[(&str, &[&str])] = &[
    ("go.mod", &["go"]),
    ("package.json", &["node", "npm"]),
    ("Cargo.toml", &["cargo"]),
    ("pyproject.toml", &["python3"]),
    ("requirements.txt", &["python3"]),
    ("Gemfile", &["ruby"]),
    ("CMakeLists.txt", &["cmake"]),
    ("pom.xml", &["java", "mvn"]),
    ("build.gradle", &["java"]),
    ("composer.json", &["php"]),
    ("mix.exs", &["mix"]),
    ("deno.json", &["deno"]),
];

/// Built-in commands of shells.
const BUILT_IN: &[&str] = &[
    ".", ":", "[", "alias", "bg", "cd", "command", "echo", "eval", "exec", "exit", "export", "false", "for", "if",
    "printf", "pwd", "read", "set", "source", "test", "time", "true", "type", "ulimit", "umask", "unset", "wait",
    "while", "copy", "del", "dir", "mkdir", "move", "rmdir", "start", "call", "where", "if", "cls", "ren", "title",
    "which",
];

/// The programs and variables in question: those that were asked for; if none were, those that files use and the folder
/// suggests.
pub(super) fn names(case: &Case<'_>) -> (Vec<CaseName>, Vec<CaseName>) {
    let (variables, programs): (Vec<&String>, Vec<&String>) =
        case.requested.iter().partition(|requested| is_variable(case, requested));
    let requested =
        |text: &&String| CaseName { text: (*text).clone(), weight: Weight::Requested, commands: named_by(case, text) };
    let variables: Vec<CaseName> = variables.iter().map(requested).collect();
    if !case.requested.is_empty() {
        return (programs.iter().map(requested).collect(), variables);
    }
    let mut names: Vec<CaseName> = Vec::new();
    for (index, command) in case.project.commands.iter().enumerate() {
        let Some(program) = program_of(case, command) else { continue };
        let weight = if command.is_implied { Weight::Suggested } else { Weight::Named };
        match names.iter_mut().find(|name| name.text == program) {
            Some(name) => {
                name.weight = name.weight.min(weight);
                name.commands.push(index);
            }
            None => names.push(CaseName { text: program, weight, commands: vec![index] }),
        }
    }
    let suggested = SIGNS.iter().filter(|(sign, _)| case.project.signs.iter().any(|name| name == sign));
    for program in suggested.flat_map(|(_, programs)| *programs).chain(&["git"]) {
        if !names.iter().any(|name| name.text == *program) {
            names.push(CaseName { text: (*program).to_owned(), weight: Weight::Suggested, commands: Vec::new() });
        }
    }
    (names, variables)
}

fn named_by(case: &Case<'_>, text: &str) -> Vec<usize> {
    let commands = case.project.commands.iter().enumerate();
    commands.filter(|(_, command)| program_of(case, command).as_deref() == Some(text)).map(|(index, _)| index).collect()
}

/// The program of a command, if its name or path can be looked up.
fn program_of(case: &Case<'_>, command: &ProjectCommand) -> Option<String> {
    let empty = crate::machine::Env::default();
    let env = case.host().and_then(|view| view.env.as_ref()).unwrap_or(&empty);
    let text = crate::project::text(&command.program, env, crate::project::Places::of(case.machine))?;
    let os = case.machine.os;
    let is_path = text.contains('/') || text.contains('\\');
    let is_built_in = command.by == NamedBy::ShellTask && BUILT_IN.contains(&text.as_str());
    // A path within the folder is a script of the project.
    let is_relative = is_path && !os.is_absolute(&text);
    // The Python extension also accepts the folder of a virtual environment.
    let is_folder = is_path && matches!(listing(case.machine, &text), Listing::Programs(_));
    (!text.is_empty() && !is_built_in && !is_relative && !is_folder && !text.contains(' ')).then_some(text)
}

/// Returns `true` if `text` is the name of a variable rather than of a program.
fn is_variable(case: &Case<'_>, text: &str) -> bool {
    let os = case.machine.os;
    let is_name = text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !text.starts_with(|letter: char| letter.is_ascii_digit());
    let is_upper = text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && !text.contains(|letter: char| letter.is_ascii_lowercase());
    let is_program = || case.views.iter().any(|view| matches!(case.lookup(view, text), CommandLookup::At(_)));
    let machine = case.machine;
    let mut envs = case.views.iter().filter_map(|view| view.env.as_ref()).chain(&machine.env);
    let is_known = envs.any(|env| env.get(os, text).is_some())
        || machine.session.is().is_some_and(|session| session.env.get(os, text).is_some())
        || startup::assigned_variables(machine).iter().any(|name| name == text)
        || case.project.references.iter().any(|reference| reference.variable == text)
        || case.project.container.iter().any(|variable| variable.name == text)
        || case.project.consumers.iter().flat_map(|consumer| &consumer.variables).any(|variable| variable.name == text);
    is_name && (is_known || (is_upper && text.contains('_'))) && !is_program()
}
