//! `matrix` as Markdown tables, for a pull request or a wiki.

use std::io::{self, Write};

use envlint_core::model::Variable;

use super::Sheet;
use super::value::in_the_end;
use crate::markdown::{code, prose};
use crate::printable::printable;

/// Writes one table for each of `sheets`: rows are variables, columns are processes.
pub(crate) fn matrix(sheets: &[Sheet<'_>], notes: &[String], out: &mut impl Write) -> io::Result<()> {
    for (index, sheet) in sheets.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let files: Vec<String> = sheet.files.iter().map(|file| code(&printable(file))).collect();
        writeln!(out, "### {}, with {}\n", sheet.platform.title(), files.join(", "))?;
        write!(out, "| variable |")?;
        for column in &sheet.columns {
            write!(out, " {} |", prose(&printable(&column.title())))?;
        }
        writeln!(out, "\n| --- |{}", " --- |".repeat(sheet.columns.len()))?;
        for name in &sheet.variables {
            write!(out, "| {} |", code(&printable(name)))?;
            for column in &sheet.columns {
                let variable = column.variable(name);
                let value = variable.map_or_else(|| "<inherited>".to_owned(), in_the_end);
                let contested = variable.is_some_and(Variable::is_contested);
                write!(out, " {}{} |", code(&printable(&value)), if contested { " \\*" } else { "" })?;
            }
            writeln!(out)?;
        }
    }
    if sheets.iter().any(|sheet| !sheet.variables.is_empty()) {
        writeln!(out, "\n\\* other values have no effect; `envlint trace NAME` lists them")?;
    }
    for (index, note) in notes.iter().enumerate() {
        writeln!(out, "{}- {}", if index == 0 { "\n" } else { "" }, prose(&printable(note)))?;
    }
    Ok(())
}
