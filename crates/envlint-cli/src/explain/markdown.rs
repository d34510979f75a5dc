//! `matrix` in Markdown, for a pull request or a wiki.

use std::io::{self, Write};

use envlint_rules::core::model::Variable;

use super::Sheet;
use super::value::in_the_end;
use crate::printable::printable;

/// Writes `sheets`: a table each, processes down and variables across where there are more of those.
pub(crate) fn matrix(sheets: &[Sheet<'_>], out: &mut impl Write) -> io::Result<()> {
    for (index, sheet) in sheets.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let files: Vec<String> = sheet.files.iter().map(|file| markdown_cell(file)).collect();
        writeln!(out, "### {}, with {}\n", sheet.platform.title(), files.join(", "))?;
        write!(out, "| variable |")?;
        for column in &sheet.columns {
            write!(out, " {} |", markdown_cell(&column.title()))?;
        }
        writeln!(out, "\n| --- |{}", " --- |".repeat(sheet.columns.len()))?;
        for name in &sheet.variables {
            write!(out, "| {} |", markdown_cell(name))?;
            for column in &sheet.columns {
                let variable = column.variable(name);
                let value = variable.map_or_else(|| "<inherited>".to_owned(), in_the_end);
                let contested = variable.is_some_and(Variable::is_contested);
                write!(out, " {}{} |", markdown_cell(&value), if contested { " \\*" } else { "" })?;
            }
            writeln!(out)?;
        }
    }
    if sheets.iter().any(|sheet| !sheet.variables.is_empty()) {
        writeln!(out, "\n\\* the files disagree; `envlint trace NAME` shows how")?;
    }
    Ok(())
}

/// `text` as it may stand in a cell: nothing in it is Markdown, HTML or the end of the cell.
fn markdown_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '@' => cell.push_str("&#64;"),
            _ if character.is_ascii_punctuation() && !"/.,:;-='\"%+".contains(character) => {
                cell.push('\\');
                cell.push(character);
            }
            _ => cell.push(character),
        }
    }
    cell
}
