//! PATH of each process as a list, with the programs that each entry provides.

use std::io::{self, Write};

use envlint_doctor::diagnoses::is_known_addition;
use envlint_doctor::lookup::{Listing, listing};
use envlint_doctor::report::DoctorReport;

use super::columns::PageColumn;
use super::shown;

/// Writes the PATH of each process, next to each other. Processes with the same PATH share a list.
pub(super) fn lists(report: &DoctorReport<'_>, columns: &[PageColumn<'_>], out: &mut impl Write) -> io::Result<()> {
    let os = report.case.machine.os;
    let host = columns.iter().find(|column| column.is_host).and_then(|column| column.env).map(|env| env.path(os));
    let mut lists: Vec<(String, &str, Option<&str>)> = Vec::new();
    for column in columns {
        let Some(path) = column.env.map(|env| env.path(os)).filter(|path| !path.is_empty()) else { continue };
        let predicted = column.variables.iter().find(|row| os.same_name(&row.name, "PATH") && !row.agrees);
        let predicted = predicted.and_then(|row| row.predicted.as_deref());
        match lists.iter_mut().find(|(_, known, differs)| *known == path && *differs == predicted) {
            Some((titles, ..)) => *titles = format!("{titles}, {}", column.title()),
            None => lists.push((column.title(), path, predicted)),
        }
    }
    if lists.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>PATH, entry by entry</h2>")?;
    writeln!(
        out,
        "<p>The first entry that contains a program wins. <b>+</b> marks an entry that extensions do not have.</p>"
    )?;
    writeln!(out, "<div class=\"lists\">")?;
    for (title, path, predicted) in lists {
        writeln!(out, "<div>\n<h3>{}</h3>", shown(&title))?;
        list(report, path, host, out)?;
        if let Some(predicted) = predicted {
            difference(report, path, predicted, out)?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "</div>\n</section>")
}

fn list(report: &DoctorReport<'_>, path: &str, host: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    let machine = report.case.machine;
    let os = machine.os;
    let mut seen: Vec<&str> = Vec::new();
    let mut provided: Vec<&str> = Vec::new();
    writeln!(out, "<ol class=\"path\">")?;
    for entry in os.entries(path) {
        let is_again = seen.iter().any(|known| os.same_path(known, entry.text));
        let is_new = host.is_some_and(|host| !os.list_has(host, entry.text));
        seen.push(entry.text);
        let (class, note) = match listing(machine, entry.text) {
            _ if entry.text.is_empty() => ("bad", "empty: the current folder".to_owned()),
            _ if !os.is_absolute(entry.text) => ("bad", "relative to the current folder".to_owned()),
            _ if is_again => ("again", "again".to_owned()),
            Listing::Gone => ("gone", "does not exist".to_owned()),
            Listing::NotObserved => ("again", "not listed".to_owned()),
            Listing::Programs(names) => ("", programs(report, names, &mut provided)),
        };
        let new = if is_new { " new" } else { "" };
        writeln!(out, "<li class=\"{class}{new}\"><code>{}</code> <small>{note}</small></li>", shown(entry.text))?;
    }
    writeln!(out, "</ol>")
}

/// The programs in question that a folder contains, and the number of all others, as HTML.
fn programs<'r>(report: &'r DoctorReport<'_>, names: &[String], provided: &mut Vec<&'r str>) -> String {
    let os = report.case.machine.os;
    let mut parts = Vec::new();
    let mut others = names.len();
    for name in report.case.questions.iter().map(|question| question.name.text.as_str()) {
        let is_it = |known: &&String| os.same_name(known, name) || os.same_name(known.trim_end_matches(".exe"), name);
        if !names.iter().any(|known| is_it(&known)) {
            continue;
        }
        others = others.saturating_sub(1);
        let is_first = !provided.contains(&name);
        provided.push(name);
        let tag = if is_first { "b" } else { "s" };
        parts.push(format!("<{tag}>{}</{tag}>", shown(name)));
    }
    match others {
        0 if parts.is_empty() => parts.push("no programs".to_owned()),
        0 => {}
        1 if parts.is_empty() => parts.push("1 program".to_owned()),
        _ if parts.is_empty() => parts.push(format!("{others} programs")),
        1 => parts.push("1 other".to_owned()),
        _ => parts.push(format!("{others} others")),
    }
    parts.join(", ")
}

/// Writes the entries in which the observed PATH differs from the predicted one.
fn difference(report: &DoctorReport<'_>, path: &str, predicted: &str, out: &mut impl Write) -> io::Result<()> {
    let os = report.case.machine.os;
    let only_in = |list: &str, other: &str| -> Vec<String> {
        let only = os.entries(list).filter(|entry| !os.list_has(other, entry.text) && !is_known_addition(entry.text));
        only.map(|entry| shown(entry.text)).collect()
    };
    let (missing, added) = (only_in(predicted, path), only_in(path, predicted));
    write!(out, "<p class=\"differs\">Compared with the prediction: ")?;
    match (missing.is_empty(), added.is_empty()) {
        (true, true) => write!(out, "the same entries in another order")?,
        _ => {
            let code = |entries: &[String]| format!("<code>{}</code>", entries.join("</code>, <code>"));
            let missing = Some(missing).filter(|list| !list.is_empty()).map(|list| format!("lacks {}", code(&list)));
            let added = Some(added).filter(|list| !list.is_empty()).map(|list| format!("adds {}", code(&list)));
            write!(out, "{}", missing.into_iter().chain(added).collect::<Vec<_>>().join("; "))?;
        }
    }
    writeln!(out, "</p>")
}
