//! `matrix` as text: a table if it fits the width, otherwise a list.

use std::io::{self, Write};

use envlint_core::model::State;

use super::value::{final_value, mark as mark_of};
use super::{Column, Table};
use crate::printable::printable;
use crate::report::Style;

/// The minimum width of a table column; narrower columns would cut most values.
const NARROWEST: usize = 18;

/// Writes `tables`, followed by a legend.
pub(crate) fn text(tables: &[Table<'_>], style: Style, out: &mut impl Write) -> io::Result<()> {
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let files: Vec<_> = table.files.iter().map(|file| printable(file)).collect();
        writeln!(out, "{}", bold(style, &format!("{}, with {}", table.platform.title(), files.join(", "))))?;
        writeln!(out)?;
        match table_width(table, style) {
            Some(width) => write_table(table, width, style, out)?,
            None => list(table, style, out)?,
        }
    }
    if !tables.is_empty() {
        writeln!(
            out,
            "\n.  inherited    +  extends the inherited value    !  replaces the inherited list    =  set    -  removed"
        )?;
        writeln!(
            out,
            "?  not determined by these files    *  other values have no effect; `envlint trace NAME` lists them"
        )?;
    }
    Ok(())
}

/// The width of each column, or `None` if the table does not fit.
fn table_width(table: &Table<'_>, style: Style) -> Option<usize> {
    let left = style.width.checked_sub(name_width(table) + 2)?;
    let width = (left / table.columns.len().max(1)).checked_sub(2)?;
    (width >= NARROWEST).then_some(width)
}

fn name_width(table: &Table<'_>) -> usize {
    table.variables.iter().map(|name| printable(name).chars().count()).max().unwrap_or_default()
}

fn write_table(table: &Table<'_>, width: usize, style: Style, out: &mut impl Write) -> io::Result<()> {
    let names = name_width(table);
    let heads = (1..=table.columns.len()).map(|number| ("   ".to_owned(), format!("[{number}]")));
    row("", names, heads, width, style, out)?;
    for variable in &table.variables {
        let cells = table.columns.iter().map(|column| cell(column, variable));
        row(&printable(variable), names, cells, width, style, out)?;
    }
    writeln!(out)?;
    for (index, column) in table.columns.iter().enumerate() {
        writeln!(out, "[{}] {}", index + 1, printable(&column.title()))?;
    }
    Ok(())
}

/// Writes one line of the table, without trailing spaces.
fn row(
    name: &str,
    names: usize,
    cells: impl Iterator<Item = (String, String)>,
    width: usize,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{name}")?;
    let mut missing = names.saturating_sub(name.chars().count());
    for (mark, value) in cells {
        let value = shorten(&value, width.saturating_sub(3));
        write!(out, "{:missing$}  {}{value}", "", paint(style, &mark))?;
        missing = width.saturating_sub(3 + value.chars().count());
    }
    writeln!(out)
}

fn list(table: &Table<'_>, style: Style, out: &mut impl Write) -> io::Result<()> {
    for (index, variable) in table.variables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", bold(style, &printable(variable)))?;
        for ((mark, value), processes) in rows(table, variable) {
            let value = shorten(&value, style.width.saturating_sub(5));
            writeln!(out, "  {}{value}", paint(style, &mark))?;
            for line in wrapped(&printable(&processes), style.width.saturating_sub(8)) {
                writeln!(out, "       {line}")?;
            }
        }
    }
    Ok(())
}

/// The values of a variable with the processes that see each of them. The inherited value comes last.
fn rows(table: &Table<'_>, variable: &str) -> Vec<((String, String), String)> {
    let mut rows: Vec<((String, String), Vec<String>)> = Vec::new();
    for column in &table.columns {
        let cell = cell(column, variable);
        match rows.iter_mut().find(|(known, _)| *known == cell) {
            Some((_, processes)) => processes.push(column.title()),
            None => rows.push((cell, vec![column.title()])),
        }
    }
    rows.sort_by_key(|((mark, _), _)| mark.starts_with(mark_of(State::Inherited)));
    rows.into_iter().map(|(cell, processes)| (cell, processes.join(", "))).collect()
}

/// The mark (two characters and a space) and the value of a variable for the processes of a column.
fn cell(column: &Column<'_>, name: &str) -> (String, String) {
    match column.variable(name) {
        None => (format!("{}  ", mark_of(State::Inherited)), "<inherited>".to_owned()),
        Some(variable) => {
            let contested = if variable.is_contested() { '*' } else { ' ' };
            (format!("{}{contested} ", mark_of(variable.state())), printable(&final_value(variable)).into_owned())
        }
    }
}

/// Shortens `text` to at most `width` characters by cutting out its middle.
pub(super) fn shorten(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= width {
        return text.to_owned();
    }
    let kept = width.saturating_sub(1);
    let head: String = text.chars().take(kept.div_ceil(2)).collect();
    let tail: String = text.chars().skip(count - kept / 2).collect();
    format!("{head}…{tail}")
}

/// Wraps `text` at spaces into lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn bold(style: Style, text: &str) -> String {
    if style.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

fn paint(style: Style, mark: &str) -> String {
    let code = match mark.chars().next() {
        Some('!' | '-') => "33",
        Some('+') => "32",
        _ => "2",
    };
    if style.color { format!("\u{1b}[{code}m{mark}\u{1b}[0m") } else { mark.to_owned() }
}
