//! `trace` as text: the steps that change one variable, in order.

use std::io::{self, Write};

use envlint_core::model::{Act, Actor};
use envlint_project::Project;

use super::value::{effect_of, in_the_end};
use super::{Sheet, place};
use crate::printable::printable;
use crate::report::Style;

/// Writes the history of `variable` in `sheets`.
pub(crate) fn text(
    project: &Project,
    sheets: &[Sheet<'_>],
    variable: &str,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let bold = |text: &str| if style.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let dim = |text: &str| if style.color { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() };
    let mut is_first = true;
    let is_wanted = |name: &&String| name.eq_ignore_ascii_case(variable);
    for sheet in sheets {
        // Names that differ in letter case are different variables on some platforms.
        let names = sheet.variables.iter().filter(is_wanted);
        for (name, column) in names.flat_map(|name| sheet.columns.iter().map(move |column| (name, column))) {
            let Some((environment, found)) = column.environments.first().zip(column.variable(name)) else {
                continue;
            };
            if !std::mem::take(&mut is_first) {
                writeln!(out)?;
            }
            let title = format!("{} on {}, for {}", found.name, sheet.platform.title(), column.title());
            writeln!(out, "{}", bold(&printable(&title)))?;
            writeln!(out, "  from {}", environment.base.title(sheet.platform))?;
            for act in &found.acts {
                let line = format!("{}: {}", who(project, act), effect_of(&found.name, act));
                match act.beaten {
                    None => {
                        writeln!(out, "  > {}", printable(&line))?;
                        if act.needs_trust() {
                            writeln!(out, "{}", dim("    takes effect once the folder is trusted"))?;
                        }
                    }
                    Some(beaten) => {
                        writeln!(out, "{}", dim(&format!("  x {}", printable(&line))))?;
                        writeln!(out, "{}", dim(&format!("    no effect: {}", beaten.reason())))?;
                    }
                }
            }
            writeln!(out, "  = {}", printable(&in_the_end(found)))?;
            if let Some(afterwards) = environment.consumer().afterwards {
                writeln!(out, "    {afterwards}.")?;
            }
        }
    }
    Ok(())
}

/// The source of an assignment: the file, position and key, or the program itself.
pub(super) fn who(project: &Project, act: &Act<'_>) -> String {
    match (&act.actor, place(project, act)) {
        (Actor::Written { key, .. }, Some((path, at))) => {
            format!("{path}:{}:{} {}", at.line, at.column, key.title())
        }
        (Actor::Written { key, .. }, None) => key.title(),
        (Actor::Program, _) => "the program itself".to_owned(),
    }
}
