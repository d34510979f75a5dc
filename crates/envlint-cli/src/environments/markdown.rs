//! `matrix` as Markdown tables, for a pull request or a wiki.

use std::io::{self, Write};

use super::Table;
use super::value::{cell, legend};
use crate::markdown::{code, prose};
use crate::printable::printable;

/// Writes one table for each of `tables`: rows are variables, columns are processes.
pub(crate) fn matrix(tables: &[Table<'_>], notes: &[String], out: &mut impl Write) -> io::Result<()> {
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let files: Vec<String> = table.files.iter().map(|file| code(&printable(file))).collect();
        writeln!(out, "### {}, with {}\n", table.platform.title(), files.join(", "))?;
        write!(out, "| variable |")?;
        for column in &table.columns {
            write!(out, " {} |", prose(&printable(&column.title())))?;
        }
        writeln!(out, "\n| --- |{}", " --- |".repeat(table.columns.len()))?;
        for name in &table.variables {
            write!(out, "| {} |", code(&printable(name)))?;
            for column in &table.columns {
                let (mark, value) = cell(column, name);
                write!(out, " {} {} |", mark.replace('*', "\\*"), code(&value))?;
            }
            writeln!(out)?;
        }
    }
    let legend: Vec<String> = legend(tables).iter().map(|(mark, meaning)| format!("`{mark}` {meaning}")).collect();
    if !legend.is_empty() {
        writeln!(out, "\n{}", legend.join(", "))?;
    }
    for (index, note) in notes.iter().enumerate() {
        writeln!(out, "{}- {}", if index == 0 { "\n" } else { "" }, prose(&printable(note)))?;
    }
    Ok(())
}
