//! `matrix` as one HTML page: no script, nothing from elsewhere, for light and dark, for print.

use std::io::{self, Write};

use envlint_rules::core::model::State;

use super::trace::who;
use super::value::{effect, in_the_end, state_name};
use super::{Column, Sheet};
use crate::files::Files;
use crate::printable::printable;

/// How the page looks. A cell shows its chain while it has the focus, by click or by keyboard; on paper all are shown.
const STYLE: &str = include_str!("page.css");

/// Writes `sheets`.
pub(crate) fn matrix(files: &Files, sheets: &[Sheet<'_>], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<title>What each process sees</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>")?;
    writeln!(out, "<h1>What each process sees</h1>")?;
    writeln!(
        out,
        "<p>Variables down, the processes that VS Code starts across. Choose a cell to see who gave the value, and who lost.</p>"
    )?;
    if sheets.is_empty() {
        writeln!(out, "<p>These files give no process a variable of its own: all of them see what they inherit.</p>")?;
    } else {
        legend(out)?;
    }
    for sheet in sheets {
        section(files, sheet, out)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn legend(out: &mut impl Write) -> io::Result<()> {
    let states = [
        (State::Inherited, "inherited"),
        (State::Extended, "with the inherited value"),
        (State::Set, "set"),
        (State::Replaced, "a list without the inherited one"),
        (State::Deleted, "removed"),
        (State::Unknown, "not told by the files"),
    ];
    write!(out, "<ul class=\"legend\">")?;
    for (state, meaning) in states {
        write!(out, "<li class=\"{}\">{meaning}</li>", state_name(state))?;
    }
    writeln!(out, "<li class=\"contested\">the files disagree</li></ul>")
}

fn section(files: &Files, sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<section>\n<h2>{}</h2>", sheet.platform.title())?;
    write!(out, "<p class=\"files\">with")?;
    for (index, file) in sheet.files.iter().enumerate() {
        write!(out, "{} <code>{}</code>", if index > 0 { "," } else { "" }, escaped(file))?;
    }
    writeln!(out, "</p>\n<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">variable</th>")?;
    for column in &sheet.columns {
        writeln!(out, "<th scope=\"col\">{}</th>", escaped(&column.title()))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for variable in &sheet.variables {
        writeln!(out, "<tr><th scope=\"row\"><code>{}</code></th>", escaped(variable))?;
        for column in &sheet.columns {
            cell(files, sheet, column, variable, out)?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>\n</section>")
}

fn cell(files: &Files, sheet: &Sheet<'_>, column: &Column<'_>, name: &str, out: &mut impl Write) -> io::Result<()> {
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
    write!(out, "<code class=\"value\">{}</code>", escaped(&in_the_end(variable)))?;
    write!(out, "<ol class=\"chain\"><li>from {}</li>", escaped(environment.base.title(sheet.platform)))?;
    for act in &variable.acts {
        let (who, does) = (escaped(&who(files, act)), escaped(&effect(name, &act.effect)));
        match act.beaten {
            None => write!(out, "<li class=\"counts\">{who}: <code>{does}</code></li>")?,
            Some(beaten) => {
                write!(out, "<li class=\"beaten\">{who}: <code>{does}</code> does not count: {}</li>", beaten.reason())?
            }
        }
    }
    if let Some(afterwards) = environment.consumer().afterwards {
        write!(out, "<li>{afterwards}</li>")?;
    }
    writeln!(out, "</ol></td>")
}

/// `text` as it may stand in HTML, also between quotes.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(character),
        }
    }
    html
}
