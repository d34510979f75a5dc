//! `envlint doctor` and `envlint which`: find out why VS Code does not find a program or see a variable.

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum as _;
use envlint_doctor::case::Case;
use envlint_doctor::diagnoses::{Id, Severity};
use envlint_doctor::machine::{FileError, Machine, MachineKind, Neutral, load, load_part, merged, save};
use envlint_doctor::observe::{ObserveOptions, observe};
use envlint_doctor::project::{FolderFiles, project, read_folder};
use envlint_doctor::report::{Detail, DoctorReport, json, markdown, text};

use super::output::unless_gone;
use crate::args::{Doctor, DoctorFormat, SeverityName};
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::{Error, ExitState, doctor_page};

/// The maximum line width of the text, which users paste into issues and mails.
const WIDTH: usize = 80;

/// Diagnoses the machine; if `which`, only shows where each process finds the programs.
pub(crate) fn run(selection: &Doctor, which: bool) -> Result<ExitState, Error> {
    if which && selection.names.is_empty() {
        return Err(Error::Usage("name a program: `envlint which go`".to_owned()));
    }
    if selection.names.iter().any(|name| name.trim().is_empty()) {
        return Err(Error::Usage("the name of a program or variable is empty".to_owned()));
    }
    check_names(&selection.ignore, "")?;
    check_folder(&selection.folder)?;
    let files = read_folder(&selection.folder);
    let machine = machine(selection, &files)?;
    let product = [MachineKind::ExtensionHost, MachineKind::Main, MachineKind::Server].into_iter();
    let product = product.flat_map(|kind| machine.processes_of(kind)).find_map(|process| process.product.clone());
    let project = project(&machine, &files, product.as_deref());
    check_names(&project.ignored, "envlint.toml: ")?;
    if let Some(path) = &selection.save {
        let neutral = (!selection.keep_names).then(|| Neutral::of(&machine));
        save(&machine.masked(neutral.as_ref()), path).map_err(|error| unreadable(&error))?;
    }
    let ignored = [selection.ignore.as_slice(), project.ignored.as_slice()].concat();
    let report = DoctorReport::new(Case::new(&machine, &project, &selection.names), &ignored);
    let detail = Detail { verbose: selection.verbose, all: selection.all, width: WIDTH, which };
    let (shown, syntax) = match chosen_format(selection) {
        ChosenFormat::Of(DoctorFormat::Json) => {
            (json(&report, selection.all).map_err(io::Error::other)? + "\n", Syntax::Json)
        }
        ChosenFormat::Of(DoctorFormat::Html) => (page(&report)?, Syntax::Html),
        ChosenFormat::Of(DoctorFormat::Human) => (lines(&text(&report, detail)), Syntax::Text),
        ChosenFormat::Markdown => (lines(&markdown(&report, detail)), Syntax::Text),
    };
    let mut out = console::stdout(syntax);
    unless_gone(out.write_all(report.case.hide(&shown).as_bytes()).and_then(|()| out.flush()))?;
    Ok(outcome(&report, selection.fail_on))
}

/// The format of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ChosenFormat {
    Of(DoctorFormat),
    Markdown,
}

/// The format from the command line, otherwise from ENVLINT_FORMAT, if doctor has that format. The other formats of that variable
/// are only for findings.
fn chosen_format(selection: &Doctor) -> ChosenFormat {
    if selection.markdown {
        return ChosenFormat::Markdown;
    }
    let human = ChosenFormat::Of(DoctorFormat::Human);
    let by_variable = || std::env::var("ENVLINT_FORMAT").ok().filter(|name| !name.is_empty());
    match (selection.format, by_variable()) {
        (Some(format), _) => ChosenFormat::Of(format),
        (None, None) => human,
        (None, Some(name)) if name == "markdown" => ChosenFormat::Markdown,
        (None, Some(name)) => DoctorFormat::from_str(&name, false).map_or_else(
            |_| {
                let note =
                    format!("envlint: doctor has no format `{}` (ENVLINT_FORMAT); it prints text", printable(&name));
                // An error here must not end the run.
                let _ = writeln!(console::stderr(), "{note}");
                human
            },
            ChosenFormat::Of,
        ),
    }
}

/// Returns an error if `folder` is not a folder. A window of a workspace file has several folders, and doctor examines one.
fn check_folder(folder: &Path) -> Result<(), Error> {
    let shown = folder.display().to_string();
    let shown = printable(&shown);
    if folder.is_dir() {
        return Ok(());
    }
    if folder.extension().is_some_and(|ending| ending == "code-workspace") {
        let message = format!("{shown} is a workspace file; pass one of the folders that it lists to `--folder`");
        return Err(Error::Usage(message));
    }
    let why = if folder.exists() { "is not a folder" } else { "does not exist" };
    Err(Error::Unreadable(format!("{shown}: {why}")))
}

/// Returns an error for a name that no diagnosis has. `place` precedes the message.
fn check_names(names: &[String], place: &str) -> Result<(), Error> {
    match names.iter().find(|name| Id::of_name(name).is_none()) {
        Some(name) => Err(Error::Usage(format!("{place}unknown diagnosis `{}`", printable(name)))),
        None => Ok(()),
    }
}

/// The report as a page.
fn page(report: &DoctorReport<'_>) -> io::Result<String> {
    let mut html = Vec::new();
    doctor_page::page(report, &mut html)?;
    String::from_utf8(html).map_err(io::Error::other)
}

/// `text` without characters that change the display of a terminal.
fn lines(text: &str) -> String {
    text.lines().map(|line| printable(line).into_owned() + "\n").collect()
}

fn outcome(report: &DoctorReport<'_>, fail_on: SeverityName) -> ExitState {
    if report.worst().is_some_and(|worst| worst >= Severity::from(fail_on)) {
        ExitState::Findings
    } else {
        ExitState::Clean
    }
}

/// The saved machine or this computer, merged with the observations of other programs.
fn machine(selection: &Doctor, files: &FolderFiles) -> Result<Machine, Error> {
    let parts: Result<Vec<Machine>, FileError> = selection.observed.iter().map(|path| load_part(path)).collect();
    let parts = parts.map_err(|error| unreadable(&error))?;
    if let Some(path) = &selection.machine {
        let machine = load(path).map_err(|error| unreadable(&error))?;
        return Ok(parts.into_iter().fold(machine, merged));
    }
    Ok(observe(&ObserveOptions {
        folder: &folder(&selection.folder)?,
        files,
        names: &selection.names,
        parts: &parts,
        program: &std::env::current_exe().unwrap_or_default(),
        may_run: !selection.no_run,
        ignores_running: selection.ignore_running,
        trusted: selection.trust,
        progress,
    }))
}

/// Shows a person who waits what doctor does. Programs read standard error without it.
pub(super) fn progress(step: &str) {
    let mut stderr = console::stderr();
    if stderr.is_terminal {
        // An error here must not end the run.
        let _ = writeln!(stderr, "{}", printable(step));
    }
}

pub(super) fn folder(path: &Path) -> Result<std::path::PathBuf, Error> {
    std::path::absolute(path).map_err(|error| Error::Unreadable(format!("{}: {error}", path.display())))
}

pub(super) fn unreadable(error: &FileError) -> Error {
    Error::Unreadable(printable(&error.to_string()).into_owned())
}
