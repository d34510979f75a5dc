//! `trace` as text: the steps that change one variable, in order.

use std::io::{self, Write};

use envlint_core::model::{Assignment, Source};
use envlint_project::Project;

use super::text::{width, wrapped};
use super::value::{NOT_STARTED, effect_of, final_value};
use super::{Table, key_title, place};
use crate::printable::printable;
use crate::report::Style;

/// Writes the history of `variable` in `tables`.
pub(crate) fn text(
    project: &Project,
    tables: &[Table<'_>],
    variable: &str,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let bold = |text: &str| if style.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let dim = |text: &str| if style.color { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() };
    let mut is_first = true;
    let is_wanted = |name: &&String| name.eq_ignore_ascii_case(variable);
    for table in tables {
        // Otherwise, several windows would have the same headings.
        let alike = tables.iter().filter(|other| other.platform == table.platform).count();
        let files = if alike > 1 { format!(", with {}", table.files.join(", ")) } else { String::new() };
        // Names that differ in letter case are different variables on some platforms.
        let names = table.variables.iter().filter(is_wanted);
        for (name, column) in names.flat_map(|name| table.columns.iter().map(move |column| (name, column))) {
            let Some((environment, found)) = column.environments.first().zip(column.variable(name)) else {
                continue;
            };
            if !std::mem::take(&mut is_first) {
                writeln!(out)?;
            }
            let title = format!("{} on {}, for {}{files}", found.name, table.platform.title(), column.title());
            for line in wrapped(&printable(&title), width(style)) {
                writeln!(out, "{}", bold(&line))?;
            }
            writeln!(out, "  from {}", environment.base.title(table.platform))?;
            for assignment in &found.history {
                let line = format!("{}: {}", source_title(project, assignment), effect_of(&found.name, assignment));
                match assignment.overridden {
                    None => {
                        for line in step("  > ", &printable(&line), style) {
                            writeln!(out, "{line}")?;
                        }
                        if assignment.needs_trust() {
                            writeln!(out, "{}", dim("    takes effect once the folder is trusted"))?;
                        }
                        for note in assignment.version_notes(table.platform) {
                            for line in indented(&note, style) {
                                writeln!(out, "{}", dim(&line))?;
                            }
                        }
                    }
                    Some(overridden) => {
                        for line in step("  x ", &printable(&line), style) {
                            writeln!(out, "{}", dim(&line))?;
                        }
                        for line in indented(&format!("no effect: {}", overridden.reason()), style) {
                            writeln!(out, "{}", dim(&line))?;
                        }
                    }
                }
            }
            let value = if environment.starts { final_value(found) } else { NOT_STARTED.to_owned() };
            writeln!(out, "  = {}", printable(&value))?;
            let sometimes = column.environments.iter().find_map(|environment| environment.consumer().sometimes);
            for afterwards in environment.consumer().afterwards.into_iter().chain(sometimes) {
                for line in indented(&format!("{afterwards}."), style) {
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
    Ok(())
}

/// The lines of a step, after its mark.
fn step(mark: &str, text: &str, style: Style) -> Vec<String> {
    let lines = wrapped(text, width(style).saturating_sub(INDENT.len()));
    let begin = |index: usize| if index == 0 { mark } else { INDENT };
    lines.into_iter().enumerate().map(|(index, line)| format!("{}{line}", begin(index))).collect()
}

/// The lines of a sentence below a step.
fn indented(sentence: &str, style: Style) -> Vec<String> {
    let lines = wrapped(sentence, width(style).saturating_sub(INDENT.len()));
    lines.into_iter().map(|line| format!("{INDENT}{line}")).collect()
}

const INDENT: &str = "    ";

/// The source of an assignment: the file, position and key, or the program.
pub(super) fn source_title(project: &Project, assignment: &Assignment<'_>) -> String {
    match (&assignment.source, place(project, assignment)) {
        (Source::Written { key, .. }, Some((path, at))) => {
            format!("{path}:{}:{} {}", at.line, at.column, key_title(key))
        }
        (Source::Written { key, .. }, None) => key_title(key),
        (Source::Program(who), _) => format!("{who} itself"),
    }
}
