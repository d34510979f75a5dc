//! `envlint matrix --real`: the variables of each process with the values that they have on a machine.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use envlint_doctor::case::Case;
use envlint_doctor::machine::load;
use envlint_doctor::observe::{ObserveOptions, observe};
use envlint_doctor::project::{project, read_folder};
use envlint_doctor::report::{DoctorReport, DoctorVariableRow, environments, title};

use super::doctor::{folder, progress, unreadable};
use super::output::unless_gone;
use crate::args::MatrixFormat;
use crate::console::{self, Syntax};
use crate::environments::wrapped;
use crate::printable::printable;
use crate::{Error, ExitState};

/// The maximum width of the titles of processes in columns.
const WIDTH: usize = 80;

/// The processes that see one value of a variable.
struct SeenValue {
    value: String,
    /// The diagnosis that explains why files and startup files give another value, or a sentence that none does; with that value.
    differs: Option<String>,
    processes: Vec<String>,
}

/// Shows the values that the processes for the only folder in `paths` see, on this computer or on the saved `machine`.
pub(crate) fn run(
    paths: &[PathBuf],
    wanted: &[String],
    format: MatrixFormat,
    machine: Option<&Path>,
) -> Result<ExitState, Error> {
    let [opened] = paths else {
        return Err(Error::Usage("--real is about one folder, which is open in VS Code".to_owned()));
    };
    if format != MatrixFormat::Text {
        let instead = "envlint doctor --format json and --format html contain the same values";
        return Err(Error::Usage(format!("--real is for the format text; {instead}")));
    }
    let files = read_folder(opened);
    let machine = match machine {
        Some(path) => load(path).map_err(|error| unreadable(&error))?,
        None => observe(&ObserveOptions {
            folder: &folder(opened)?,
            files: &files,
            names: wanted,
            program: &std::env::current_exe().unwrap_or_default(),
            may_run: true,
            ignores_running: false,
            trusted: false,
            parts: &[],
            progress,
        }),
    };
    let project = project(&machine, &files, None);
    let report = DoctorReport::new(Case::new(&machine, &project, wanted), &[]);
    let mut lines = Vec::new();
    write(&report, wanted, &mut lines)?;
    let lines = report.case.hide(&String::from_utf8_lossy(&lines));
    let mut out = console::stdout(Syntax::Text);
    unless_gone(out.write_all(lines.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitState::Clean)
}

/// Writes each variable with its values, and the processes that see each value.
fn write(report: &DoctorReport<'_>, wanted: &[String], out: &mut impl Write) -> io::Result<()> {
    let mut variables: Vec<(String, Vec<SeenValue>)> = Vec::new();
    for row in environments(report) {
        let source = if row.derived { "derived" } else { "observed" };
        let process = format!("{} ({source})", title(&row.process));
        for variable in row.variables.iter().filter(|variable| is_wanted(variable, wanted)) {
            let values = match variables.iter_mut().find(|(name, _)| *name == variable.name) {
                Some((_, values)) => values,
                None => {
                    variables.push((variable.name.clone(), Vec::new()));
                    let Some((_, values)) = variables.last_mut() else { continue };
                    values
                }
            };
            add(values, variable, row.derived, process.clone());
        }
    }
    variables.sort_by_key(|(name, _)| (!name.eq_ignore_ascii_case("PATH"), name.clone()));
    if variables.is_empty() {
        return writeln!(out, "No process of VS Code was observed, and nothing could be derived.");
    }
    for (index, (name, values)) in variables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", printable(name))?;
        for SeenValue { value, differs, processes } in values {
            writeln!(out, "  {}  {}", if differs.is_some() { '!' } else { ' ' }, printable(value))?;
            for line in wrapped(&printable(&processes.join(", ")), WIDTH.saturating_sub(8)) {
                writeln!(out, "       {line}")?;
            }
            if let Some(differs) = differs {
                writeln!(out, "       {}", printable(differs))?;
            }
        }
    }
    Ok(())
}

fn is_wanted(variable: &DoctorVariableRow, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|name| name.eq_ignore_ascii_case(&variable.name))
}

/// Adds what a process sees to the known values of the variable.
fn add(values: &mut Vec<SeenValue>, variable: &DoctorVariableRow, derived: bool, process: String) {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "(not set)".to_owned());
    let value = text(if derived { &variable.predicted } else { &variable.observed });
    let because = variable.cause.map_or_else(String::new, |cause| format!(" [{cause}]"));
    let differs = (!variable.agrees).then(|| format!("expected{because}: {}", text(&variable.predicted)));
    match values.iter_mut().find(|known| known.value == value && known.differs == differs) {
        Some(known) if !known.processes.contains(&process) => known.processes.push(process),
        Some(_) => {}
        None => values.push(SeenValue { value, differs, processes: vec![process] }),
    }
}
