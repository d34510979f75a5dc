//! A process does not find a program that it needs, and no other diagnosis explains it.

use super::ledger::{labels, matters, shell};
use super::{Certainty, Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::{Case, Question, QuestionGap};
use crate::machine::Os;
use crate::startup::place_to_set;

/// Programs, and the commands that install them.
///
/// Source: the documentation of each program; for Go tools, docs/tools.md of vscode-go.
const INSTALL: &[(&str, &str)] = &[
    ("gopls", "go install golang.org/x/tools/gopls@latest"),
    ("dlv", "go install github.com/go-delve/delve/cmd/dlv@latest"),
    ("staticcheck", "go install honnef.co/go/tools/cmd/staticcheck@latest"),
    ("gotests", "go install github.com/cweill/gotests/gotests@latest"),
    ("gomodifytags", "go install github.com/fatih/gomodifytags@latest"),
    ("impl", "go install github.com/josharian/impl@latest"),
    ("rust-analyzer", "rustup component add rust-analyzer"),
    ("rustfmt", "rustup component add rustfmt"),
    ("uv", "pipx install uv"),
    ("uvx", "pipx install uv"),
    ("pnpm", "npm install --global pnpm"),
    ("yarn", "npm install --global yarn"),
    ("tsc", "npm install --global typescript"),
];

/// Other names under which a program may be installed.
const INSTEAD: &[(&str, &str)] =
    &[("python", "python3"), ("pip", "pip3"), ("fd", "fdfind"), ("bat", "batcat"), ("vi", "vim")];

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        let open = ledger.missing(question);
        if open.is_empty() {
            continue;
        }
        let diagnosis = diagnosis(case, question, &open);
        ledger.claim(question);
        ledger.push(diagnosis);
    }
    // Variables that no process has.
    for name in &case.variables {
        let os = case.machine.os;
        let mut envs = case.views.iter().filter_map(|view| view.env.as_ref()).chain(case.own_env());
        if !ledger.has_variable(&name.text)
            && envs.all(|env| env.get(os, &name.text).is_none())
            && reported(ledger, &name.text)
        {
            let message = format!("No process has {}, and none of the startup files sets it.", name.text);
            let remedy = format!("Set {} in {}.", name.text, place_to_set(case.machine, shell(case)));
            let mut diagnosis = Diagnosis::new(Id::ProgramNotFound, DiagnosisSeverity::Error, message, remedy);
            diagnosis.variables = vec![name.text.clone()];
            diagnosis.explains = true;
            ledger.push(diagnosis);
        }
    }
}

fn reported(ledger: &Ledger, name: &str) -> bool {
    !ledger.diagnoses().iter().any(|diagnosis| diagnosis.variables.iter().any(|known| known == name))
}

fn diagnosis(case: &Case<'_>, question: &Question, open: &[&QuestionGap]) -> Diagnosis {
    let name = &question.name.text;
    let install = INSTALL.iter().find(|(program, _)| program == name).map(|(_, command)| *command);
    let other = INSTEAD.iter().find(|(program, _)| program == name).map(|(_, other)| *other);
    let other = other.and_then(|other| {
        let found = case.views.iter().find_map(|view| case.lookup(view, other).place().cloned())?;
        Some((other, found))
    });
    let named = question.name.commands.iter().find_map(|index| case.project.commands.get(*index));
    let by = named.map(|command| format!(" {}:{} uses it.", command.at.path, command.at.line)).unwrap_or_default();
    let outside = off_path(case, name);
    let to_set = place_to_set(case.machine, shell(case));
    let who: Vec<String> = labels(case, open).iter().map(|label| crate::report::title(label)).collect();
    let (message, remedy) = match (question.is_anywhere(), &other, &outside) {
        (true, ..) => (
            format!("{name} is not on PATH in {}.{by}", who.join(", ")),
            format!("Add its folder to PATH in {to_set}."),
        ),
        (false, Some((other, place)), _) => (
            format!("This computer has no {name}, but it has {other}: {}.{by}", place.path),
            format!("Use {other}, or install {name}."),
        ),
        (false, None, Some(folder)) => (
            format!("{name} is installed in {folder}, but that folder is not on any PATH.{by}"),
            format!("Add {folder} to PATH in {to_set}."),
        ),
        (false, None, None) => (
            format!("{name} is not installed: no folder on any PATH contains it.{by}"),
            install.map_or_else(|| format!("Install {name}."), |_| format!("Install {name}:")),
        ),
    };
    let mut diagnosis = Diagnosis::new(Id::ProgramNotFound, DiagnosisSeverity::Error, message, remedy);
    diagnosis.paste =
        install.filter(|_| other.is_none() && outside.is_none() && !question.is_anywhere()).map(str::to_owned);
    diagnosis.certainty = if question.is_anywhere() { Certainty::Likely } else { Certainty::Certain };
    diagnosis.program = Some(name.clone());
    diagnosis.processes = labels(case, open);
    diagnosis.explains = matters(question);
    diagnosis.evidence =
        named.map(|command| Evidence::at(format!("{} uses {name}", command.owner), &command.at)).into_iter().collect();
    diagnosis
}

/// An observed folder that contains the program. The caller knows that it is not on any PATH.
fn off_path(case: &Case<'_>, name: &str) -> Option<String> {
    let os = case.machine.os;
    let file = |known: &String| known == name || (os == Os::Windows && os.same_name(known, &format!("{name}.exe")));
    let mut folders = case.machine.directories.iter();
    folders.find(|(_, names)| names.iter().flatten().any(file)).map(|(folder, _)| folder.clone())
}
