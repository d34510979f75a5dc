//! `matrix` as a self-contained HTML page without scripts, for light and dark color schemes and for print.

use std::io::{self, Write};

use envlint_core::model::{Assignment, State, Variable};
use envlint_project::Project;

use super::trace::source_title;
use super::value::{effect_of, final_value, legend, mark as mark_of, state_name};
use super::{Column, FindingIndex, Table, nothing};
use crate::page::{end, escaped, head, prose};

/// The style of the tables. A cell shows its chain while it has the focus (by click or keyboard); in print, all chains are shown.
const STYLE: &str = include_str!("page.css");

/// Writes the page with `tables`, which were asked for the variables `wanted` (none: all variables).
pub(crate) fn matrix(
    project: &Project,
    tables: &[Table<'_>],
    wanted: &[String],
    findings: &FindingIndex,
    notes: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    head("Environment of each process", STYLE, out)?;
    writeln!(out, "<h1>Environment of each process</h1>")?;
    writeln!(
        out,
        "<p>Rows are variables; columns are the processes that VS Code starts. Click a cell to see where its value comes from and what it overrides.</p>"
    )?;
    if tables.is_empty() {
        writeln!(out, "<p>{}</p>", escaped(&nothing(wanted)))?;
    } else {
        write_legend(tables, out)?;
        write_contents(tables, out)?;
    }
    for note in notes {
        writeln!(out, "<p>{}</p>", escaped(note))?;
    }
    for (index, table) in tables.iter().enumerate() {
        section(project, table, index + 1, findings, out)?;
    }
    end(out)
}

/// Writes links to the tables if there are several.
fn write_contents(tables: &[Table<'_>], out: &mut impl Write) -> io::Result<()> {
    if tables.len() < 2 {
        return Ok(());
    }
    writeln!(out, "<nav aria-label=\"Contents\">\n<ol>")?;
    for (index, table) in tables.iter().enumerate() {
        let files: Vec<String> = table.files.iter().map(|file| format!("<code>{}</code>", escaped(file))).collect();
        let (number, platform, files) = (index + 1, table.platform.title(), files.join(", "));
        writeln!(out, "<li><a href=\"#table-{number}\">{platform}</a>, with {files}</li>")?;
    }
    writeln!(out, "</ol>\n</nav>")
}

fn write_legend(tables: &[Table<'_>], out: &mut impl Write) -> io::Result<()> {
    write!(out, "<ul class=\"legend\">")?;
    for (mark, meaning) in legend(tables) {
        let state = STATES.into_iter().find(|state| mark_of(*state) == mark).map(state_name);
        let meaning = if state.is_some() { meaning } else { "other values have no effect" };
        write!(out, "<li class=\"{}\">{meaning}</li>", state.unwrap_or("contested"))?;
    }
    writeln!(out, "</ul>")
}

const STATES: [State; 6] =
    [State::Inherited, State::Extended, State::Set, State::Replaced, State::Deleted, State::Unknown];

fn section(
    project: &Project,
    table: &Table<'_>,
    number: usize,
    findings: &FindingIndex,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "<section id=\"table-{number}\">\n<h2>{}</h2>", table.platform.title())?;
    write!(out, "<p class=\"files\">with")?;
    for (index, file) in table.files.iter().enumerate() {
        write!(out, "{} <code>{}</code>", if index > 0 { "," } else { "" }, escaped(file))?;
    }
    writeln!(out, "</p>\n<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">variable</th>")?;
    for column in &table.columns {
        writeln!(out, "<th scope=\"col\">{}</th>", prose(&column.title()))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for variable in &table.variables {
        writeln!(out, "<tr><th scope=\"row\"><code>{}</code></th>", escaped(variable))?;
        for column in &table.columns {
            cell(project, table, column, variable, findings, out)?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>\n</section>")
}

fn cell(
    project: &Project,
    table: &Table<'_>,
    column: &Column<'_>,
    name: &str,
    findings: &FindingIndex,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = escaped(&column.title());
    let Some((variable, environment)) = column.variable(name).zip(column.environments.first()) else {
        return writeln!(
            out,
            "<td class=\"inherited\" data-process=\"{title}\"><span class=\"value\">inherited</span></td>"
        );
    };
    let state = state_name(variable.state());
    let contested = if variable.is_contested() { " contested" } else { "" };
    write!(out, "<td class=\"{state}{contested}\" tabindex=\"0\" data-process=\"{title}\">")?;
    write!(out, "<code class=\"value\">{}</code>", escaped(&final_value(variable)))?;
    write_mark(variable, findings, out)?;
    write!(out, "<ol class=\"chain\"><li>from {}</li>", escaped(environment.base.title(table.platform)))?;
    for assignment in &variable.history {
        write_assignment(project, name, assignment, out)?;
        for finding in findings.about(assignment) {
            let severity = finding.severity.name();
            let (rule, message) = (escaped(finding.rule.name), prose(&finding.message));
            write!(out, "<li class=\"finding {severity}\">{severity}[{rule}]: {message}</li>")?;
        }
    }
    let sometimes = column.environments.iter().find_map(|environment| environment.consumer().sometimes);
    for afterwards in environment.consumer().afterwards.into_iter().chain(sometimes) {
        write!(out, "<li>{afterwards}</li>")?;
    }
    writeln!(out, "</ol></td>")
}

/// Marks a cell whose value has findings with the worst severity. The chain of the cell contains them.
fn write_mark(variable: &Variable<'_>, findings: &FindingIndex, out: &mut impl Write) -> io::Result<()> {
    let all = variable.history.iter().flat_map(|assignment| findings.about(assignment));
    match all.map(|finding| finding.severity).max() {
        Some(worst) => write!(out, " <span class=\"mark {0}\">{0}</span>", worst.name()),
        None => Ok(()),
    }
}

fn write_assignment(
    project: &Project,
    name: &str,
    assignment: &Assignment<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    let (source_title, does) = (escaped(&source_title(project, assignment)), escaped(&effect_of(name, assignment)));
    match assignment.overridden {
        None => write!(out, "<li class=\"counts\">{source_title}: <code>{does}</code></li>"),
        Some(overridden) => write!(
            out,
            "<li class=\"beaten\">{source_title}: <code>{does}</code> has no effect: {}</li>",
            overridden.reason()
        ),
    }
}
