//! Chooses the programs and variables in question.

use envlint_core::vscode::known_variables;

use super::{Case, shell_words};
use crate::lookup::{CommandLookup, Listing, is_similar, listing};
use crate::project::ProjectCommand;
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

/// The programs and variables in question: those that were asked for; if none were, those that files use and the folder
/// suggests.
pub(super) fn names(case: &Case<'_>) -> (Vec<CaseName>, Vec<CaseName>) {
    let (variables, programs): (Vec<&String>, Vec<&String>) =
        case.requested.iter().partition(|requested| is_variable(case, requested));
    let requested = |text: &&String| CaseName {
        text: plain_name(text).to_owned(),
        weight: Weight::Requested,
        commands: named_by(case, text),
    };
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
    let text = crate::project::text(&command.program, env, case.places())?;
    let os = case.machine.os;
    let is_path = text.contains('/') || text.contains('\\');
    let is_built_in = shell_words::is_of_shell(case, command, &text);
    // A path within the folder is a script of the project.
    let is_relative = is_path && !os.is_absolute(&text);
    // The Python extension also accepts the folder of a virtual environment.
    let is_folder = is_path && matches!(listing(case.machine, &text), Listing::Programs(_));
    (!text.is_empty() && !is_built_in && !is_relative && !is_folder && !text.contains(' ')).then_some(text)
}

/// Variables that are usually written in lowercase.
///
/// Source: the manuals of curl and wget.
const LOWERCASE: &[&str] = &["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"];

/// The name in a question about a variable in the syntax of a shell or of VS Code: `$X`, `${X}`, `${env:X}`, `$env:X`, `%X%`. `None` for
/// another text.
fn in_reference(requested: &str) -> Option<&str> {
    let within = |start: &str, end: &str| requested.strip_prefix(start)?.strip_suffix(end);
    let name = within("${env:", "}")
        .or_else(|| within("${", "}"))
        .or_else(|| within("$env:", ""))
        .or_else(|| within("$", ""))
        .or_else(|| within("%", "%"))?;
    is_name(name).then_some(name)
}

/// `requested` without the syntax of a reference to a variable.
pub(super) fn plain_name(requested: &str) -> &str {
    in_reference(requested).unwrap_or(requested)
}

/// Returns `true` if a variable can have this name.
fn is_name(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !text.starts_with(|letter: char| letter.is_ascii_digit())
        && !text.is_empty()
}

/// Returns `true` if the name looks like that of a variable, although some programs have such names, too.
fn may_be_variable(text: &str) -> bool {
    is_name(text) && text.contains(|letter: char| letter.is_ascii_uppercase() || letter == '_')
}

/// Returns `true` if a process has the variable `name`, or a file sets it or refers to it.
fn is_set(case: &Case<'_>, name: &str) -> bool {
    let os = case.machine.os;
    let machine = case.machine;
    let mut envs = case.views.iter().filter_map(|view| view.env.as_ref()).chain(&machine.env);
    envs.any(|env| env.get(os, name).is_some())
        || machine.session.is().is_some_and(|session| session.env.get(os, name).is_some())
        || startup::assigned_variables(machine).iter().any(|known| known == name)
        || case.project.references.iter().any(|reference| reference.variable == name)
        || case.project.container.iter().any(|variable| variable.name == name)
        || case.project.consumers.iter().flat_map(|consumer| &consumer.variables).any(|variable| variable.name == name)
}

/// Returns `true` if `requested` means a variable rather than a program.
fn is_variable(case: &Case<'_>, requested: &str) -> bool {
    if in_reference(requested).is_some() {
        return true;
    }
    let text = requested;
    let is_upper = text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && !text.contains(|letter: char| letter.is_ascii_lowercase());
    let is_program = || case.views.iter().any(|view| matches!(case.lookup(view, text), CommandLookup::At(_)));
    let is_known = || {
        (is_upper && text.contains('_'))
            || LOWERCASE.contains(&text)
            || is_set(case, text)
            || known_variables().any(|known| known == text)
            || (may_be_variable(text) && case.meant_variable(text).is_some())
    };
    is_name(text) && is_known() && !is_program()
}

/// The variable that a question about `name`, which is not set, most likely means: one that a process has, or a well-known one, with a
/// typing error or other letter case.
pub(super) fn meant(case: &Case<'_>, name: &str) -> Option<String> {
    let machine = case.machine;
    if is_set(case, name) || !is_name(name) {
        return None;
    }
    // A correct name is an error only if a process has the other one.
    let is_correct = LOWERCASE.contains(&name) || known_variables().any(|known| known == name);
    let envs = case.views.iter().filter_map(|view| view.env.as_ref()).chain(&machine.env);
    let set = envs.flat_map(|env| env.0.keys().cloned());
    let is_meant = |other: &str| {
        let is_case = other.eq_ignore_ascii_case(name);
        // Many different short names are one letter apart.
        let is_long = name.len() >= SHORTEST_MISSPELLED && is_similar(name, other);
        other != name && (is_case || (is_long && !is_correct))
    };
    let well_known = known_variables().filter(|_| !is_correct).map(str::to_owned);
    let all = set.chain(well_known).filter(|other| is_meant(other));
    all.min_by_key(|other| !other.eq_ignore_ascii_case(name))
}

/// The minimum number of letters of a name that is compared with others.
const SHORTEST_MISSPELLED: usize = 5;

/// Returns `true` if nothing shows whether `name`, which is neither found nor set, is a program or a variable.
pub(super) fn is_ambiguous(case: &Case<'_>, name: &str) -> bool {
    let is_used = case.project.commands.iter().any(|command| program_of(case, command).as_deref() == Some(name));
    may_be_variable(name) && !is_used && !case.machine.functions.contains_key(name)
}
