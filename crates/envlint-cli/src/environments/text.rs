//! `matrix` as text: a table if all of it fits, otherwise a list. No value is ever cut.

use std::collections::HashMap;
use std::io::{self, Write};

use envlint_core::vscode::consumers::EXTENSION_HOST;

use super::value::{cell, legend, mark_of_inherited};
use super::{Column, Table};
use crate::printable::printable;
use crate::report::Style;

/// The maximum width of a table in columns, even on wider terminals.
const WIDEST: usize = 80;
/// The width of the mark in front of a value.
const MARK: usize = 3;
/// The space between two columns.
const GAP: usize = 2;

/// The width of the text, which other programs and most people read in 80 columns.
pub(crate) fn width(style: Style) -> usize {
    WIDEST.min(style.width)
}

/// Writes `tables`, followed by a legend.
pub(crate) fn text(tables: &[Table<'_>], style: Style, out: &mut impl Write) -> io::Result<()> {
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let files: Vec<_> = table.files.iter().map(|file| printable(file)).collect();
        let heading = format!("{}, with {}", table.platform.title(), files.join(", "));
        for line in wrapped(&heading, width(style)) {
            writeln!(out, "{}", bold(style, &line))?;
        }
        writeln!(out)?;
        let widths = widths(table);
        let needed = names(table) + widths.iter().map(|width| GAP + width).sum::<usize>();
        if needed <= width(style) {
            write_table(table, &widths, style, out)?;
        } else {
            list(table, style, out)?;
        }
    }
    let entries = legend(tables);
    if !entries.is_empty() {
        writeln!(out)?;
    }
    let entries: Vec<String> = entries.iter().map(|(mark, meaning)| format!("{mark}  {meaning}")).collect();
    let mut line = String::new();
    for entry in entries {
        let is_full = line.chars().count() + 4 + entry.chars().count() > width(style);
        if is_full && !line.is_empty() {
            writeln!(out, "{}", std::mem::take(&mut line))?;
        }
        line.push_str(if line.is_empty() { "" } else { "    " });
        line.push_str(&entry);
    }
    if line.is_empty() { Ok(()) } else { writeln!(out, "{line}") }
}

/// The width of each column: that of its longest value.
fn widths(table: &Table<'_>) -> Vec<usize> {
    let longest = |column: &Column<'_>| {
        let values = table.variables.iter().map(|variable| MARK + cell(column, variable).1.chars().count());
        values.max().unwrap_or_default()
    };
    table.columns.iter().map(longest).collect()
}

fn names(table: &Table<'_>) -> usize {
    table.variables.iter().map(|name| printable(name).chars().count()).max().unwrap_or_default()
}

fn write_table(table: &Table<'_>, widths: &[usize], style: Style, out: &mut impl Write) -> io::Result<()> {
    let names = names(table);
    let heads = (1..=table.columns.len()).map(|number| (String::new(), format!("[{number}]")));
    row("", names, heads.zip(widths), style, out)?;
    for variable in &table.variables {
        let cells = table.columns.iter().map(|column| cell(column, variable));
        row(&printable(variable), names, cells.zip(widths), style, out)?;
    }
    writeln!(out)?;
    for (index, column) in table.columns.iter().enumerate() {
        let number = format!("[{}]", index + 1);
        for (index, line) in wrapped(&printable(&column.title()), width(style).saturating_sub(5)).iter().enumerate() {
            writeln!(out, "{}{line}", if index == 0 { format!("{number} ") } else { " ".repeat(number.len() + 1) })?;
        }
    }
    Ok(())
}

/// Writes one line of the table, without trailing spaces. Each cell is a mark and a value, with the width of its column.
fn row<'a>(
    name: &str,
    names: usize,
    cells: impl Iterator<Item = ((String, String), &'a usize)>,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{name}")?;
    let mut missing = names.saturating_sub(name.chars().count());
    for ((mark, value), width) in cells {
        write!(out, "{:missing$}{:GAP$}{}{value}", "", "", paint(style, &format!("{mark:MARK$}")))?;
        missing = width.saturating_sub(MARK + value.chars().count());
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
            writeln!(out, "  {}{value}", paint(style, &format!("{mark:MARK$}")))?;
            for line in wrapped(&printable(&processes), width(style).saturating_sub(8)) {
                writeln!(out, "       {line}")?;
            }
        }
    }
    Ok(())
}

/// The values of a variable with the processes that see each of them. The inherited value comes last.
fn rows(table: &Table<'_>, variable: &str) -> Vec<((String, String), String)> {
    let mut rows: Vec<((String, String), Vec<String>)> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for column in &table.columns {
        let cell = cell(column, variable);
        let place = *places.entry(cell.clone()).or_insert(rows.len());
        match rows.get_mut(place) {
            Some((_, processes)) => processes.push(column.title()),
            None => rows.push((cell, vec![column.title()])),
        }
    }
    let is_inherited = |(mark, _): &(String, String)| mark.starts_with(mark_of_inherited());
    rows.sort_by_key(|(cell, _)| is_inherited(cell));
    let is_only = rows.len() == 1;
    let titles = |cell: &(String, String), processes: Vec<String>| {
        let is_rest = !is_only && is_inherited(cell) && processes.len() > MOST_NAMED;
        let begins_with_host = || processes.first().is_some_and(|first| first.starts_with(EXTENSION_HOST.title));
        if !is_rest {
            processes.join(", ")
        } else if begins_with_host() {
            format!("{} and all other processes", EXTENSION_HOST.title)
        } else {
            "all other processes".to_owned()
        }
    };
    rows.into_iter().map(|(cell, processes)| (cell.clone(), titles(&cell, processes))).collect()
}

/// The most groups of processes that are named although they only inherit a variable that others get from files.
const MOST_NAMED: usize = 3;

/// Wraps `text` at spaces into lines of at most `width` characters. The names of processes, in backquotes, are not broken.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut is_quoted = false;
    for word in text.split(' ') {
        let continues = is_quoted;
        is_quoted ^= word.matches('`').count() % 2 == 1;
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if continues || line.chars().count() + 1 + word.chars().count() <= width => {
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
