//! The tables of programs and variables, with one column for each kind of process.

use std::io::{self, Write};

use envlint_doctor::lookup::CommandLookup;
use envlint_doctor::report::{DoctorReport, DoctorVariableRow};

use super::columns::PageColumn;
use super::shown;

/// Writes where each process finds each program.
pub(super) fn programs(report: &DoctorReport<'_>, columns: &[PageColumn<'_>], out: &mut impl Write) -> io::Result<()> {
    let questions = &report.case.questions;
    if questions.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>Which program each process finds</h2>")?;
    start("program", columns, out)?;
    for (index, question) in questions.iter().enumerate() {
        writeln!(out, "<tr><th scope=\"row\"><code>{}</code></th>", shown(&question.name.text))?;
        let found = |column: &PageColumn<'_>| column.found.get(index).cloned().unwrap_or(CommandLookup::Unknown);
        let of_host = columns.iter().find(|column| column.is_host).map(found);
        for column in columns {
            program(column, &found(column), of_host.as_ref(), out)?;
        }
        writeln!(out, "</tr>")?;
    }
    finish(out)
}

/// Writes one cell: the path, marked if it is not the one that extensions find.
fn program(
    column: &PageColumn<'_>,
    found: &CommandLookup,
    of_host: Option<&CommandLookup>,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = shown(&column.title());
    match found {
        CommandLookup::At(place) => {
            let host = of_host.and_then(CommandLookup::place);
            let is_compared = !column.is_source && of_host.is_some_and(|host| !host.is_unknown());
            let (class, mark) = match host {
                _ if !is_compared => ("same", ""),
                None => ("replaced", "<small>extensions do not find it</small>"),
                Some(host) if host.real != place.real => ("replaced", "<small>not the one of extensions</small>"),
                Some(_) => ("same", ""),
            };
            write!(out, "<td class=\"{class}\" data-process=\"{title}\"><code>{}</code>", shown(&place.path))?;
            if place.real != place.path {
                write!(out, "<small>which is <code>{}</code></small>", shown(&place.real))?;
            }
            writeln!(out, "{mark}</td>")
        }
        CommandLookup::Missing if column.is_source => {
            writeln!(out, "<td class=\"inherited\" data-process=\"{title}\">not found</td>")
        }
        CommandLookup::Missing => writeln!(out, "<td class=\"deleted\" data-process=\"{title}\">not found</td>"),
        CommandLookup::Unknown => writeln!(out, "<td class=\"inherited\" data-process=\"{title}\">not known</td>"),
    }
}

/// Writes the predicted and observed values of all variables except PATH, which has its own lists.
pub(super) fn variables(report: &DoctorReport<'_>, columns: &[PageColumn<'_>], out: &mut impl Write) -> io::Result<()> {
    let os = report.case.machine.os;
    let is_path = |name: &str| os.same_name(name, "PATH");
    let all = columns.iter().flat_map(|column| &column.variables).map(|row| row.name.as_str());
    let mut names: Vec<&str> = all.filter(|name| !is_path(name)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>Variables</h2>")?;
    start("variable", columns, out)?;
    for name in names {
        writeln!(out, "<tr><th scope=\"row\"><code>{}</code></th>", shown(name))?;
        for column in columns {
            match column.variables.iter().find(|row| row.name == name) {
                Some(row) => compared(column, row, out)?,
                None => {
                    let value =
                        column.env.and_then(|env| env.get(os, name)).map(|value| report.case.masked(name, value));
                    value_cell(column, value.as_deref(), out)?;
                }
            }
        }
        writeln!(out, "</tr>")?;
    }
    finish(out)
}

/// Writes a cell with the observed value, and the predicted one if it differs.
fn compared(column: &PageColumn<'_>, row: &DoctorVariableRow, out: &mut impl Write) -> io::Result<()> {
    if row.agrees {
        return value_cell(column, row.observed.as_deref().or(row.predicted.as_deref()), out);
    }
    write!(
        out,
        "<td class=\"replaced\" data-process=\"{}\">{}",
        shown(&column.title()),
        value(row.observed.as_deref())
    )?;
    write!(out, "<small>predicted: {}</small>", value(row.predicted.as_deref()))?;
    match row.cause {
        Some(cause) => writeln!(out, "<small>cause: <code>{cause}</code></small></td>"),
        None => writeln!(out, "</td>"),
    }
}

fn value_cell(column: &PageColumn<'_>, text: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    let class = if text.is_some() { "same" } else { "inherited" };
    writeln!(out, "<td class=\"{class}\" data-process=\"{}\">{}</td>", shown(&column.title()), value(text))
}

fn value(text: Option<&str>) -> String {
    text.map_or_else(|| "not set".to_owned(), |text| format!("<code>{}</code>", shown(text)))
}

fn start(what: &str, columns: &[PageColumn<'_>], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">{what}</th>")?;
    for column in columns {
        writeln!(out, "<th scope=\"col\">{}<small>{}</small></th>", shown(&column.title()), column.source)?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")
}

fn finish(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "</tbody>\n</table>\n</div>\n</section>")
}
