//! What an output of `matrix` or `trace` does not contain, and other sentences about it as a whole.

use std::io::{self, Write};

use envlint_core::env::{FileAnalysis, Site};
use envlint_core::env_file::EnvFileReader;
use envlint_core::model::Note;
use envlint_core::secrets::without_secrets;
use envlint_core::text::Span;
use envlint_core::views::{LaunchField, launches};
use envlint_core::vscode::{Consumers, Variables};
use envlint_project::Project;

use super::{Tables, width, wrapped};
use crate::printable::printable;
use crate::report::Style;

/// Writes `notes` after the text output.
pub(crate) fn notes_text(notes: &[String], style: Style, out: &mut impl Write) -> io::Result<()> {
    for (index, note) in notes.iter().enumerate() {
        writeln!(out, "{}{}", if index == 0 { "\n" } else { "" }, wrapped(&printable(note), width(style)).join("\n"))?;
    }
    Ok(())
}

/// The sentences, in the order of the files, without duplicates.
pub(crate) fn notes(project: &Project, analyses: &[FileAnalysis<'_>], found: &Tables<'_>) -> Vec<String> {
    let Tables { tables, remarks } = found;
    let mut notes: Vec<String> = analyses.iter().filter_map(|analysis| recovered(project, analysis)).collect();
    notes.extend(analyses.iter().flat_map(|analysis| not_modeled(project, analysis)));
    notes.extend(analyses.iter().flat_map(|analysis| unread_by_debuggers(project, analysis)));
    let same = tables.iter().filter(|table| !table.same_in.is_empty());
    notes.extend(same.map(|table| {
        let (files, others) = (table.files.join(", "), table.same_in.join(", "));
        format!("On {}, the environments with {others} are the same as with {files}.", table.platform.title())
    }));
    notes.extend(project.problems.iter().map(|problem| {
        format!("{}: envlint could not read this file: {}.", problem.path, problem.message.trim_end_matches('.'))
    }));
    notes.extend(remarks.unread.iter().map(|(analysis, span, process)| {
        let place = place_of(project, analysis, *span);
        format!(
            "{place}: envlint did not read the .env file that is named here; it may set more variables for {process}."
        )
    }));
    let of_setting = |note: &Note<'_>| format!("{}: {}.", place_of(project, note.analysis, note.span), note.text);
    notes.extend(remarks.settings.iter().map(of_setting));
    let mut seen = std::collections::BTreeSet::new();
    notes.retain(|note| seen.insert(note.clone()));
    notes
}

/// The file and line of `span`, as in `app/.vscode/settings.json:3`.
fn place_of(project: &Project, analysis: &FileAnalysis<'_>, span: Span) -> String {
    let line = analysis.document.position(span.start).line;
    format!("{}:{line}", project.names.shown(analysis.document.path()))
}

/// A sentence about each object of variables that envlint does not follow.
fn not_modeled(project: &Project, analysis: &FileAnalysis<'_>) -> Vec<String> {
    let sentence = |site: &Site<'_>| {
        let Consumers::NotModeled(why) = site.place.consumers else { return None };
        let place = place_of(project, analysis, site.owner.unwrap_or(site.value_span()));
        Some(format!("{place}: envlint does not follow the variables in {}: {why}.", site.setting))
    };
    analysis.sites.iter().filter_map(sentence).collect()
}

/// A sentence about each list of variables and each `.env` file of a debugged program that envlint does not read.
fn unread_by_debuggers(project: &Project, analysis: &FileAnalysis<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for launch in launches(analysis).iter().filter(|launch| !launch.attaches()) {
        let title = without_secrets(&launch.title()).into_owned();
        let place = |field: &LaunchField<'_>| place_of(project, analysis, field.member.key.span());
        let takes_list = launch.debugger.variables == Variables::EnvOrList;
        let is_list = |field: &LaunchField<'_>| field.member.value.elements().next().is_some();
        notes.extend(launch.fields("env").iter().filter(|field| takes_list && is_list(field)).map(|field| {
            format!("{}: envlint does not follow the variables in env of {title}: they are in a list.", place(field))
        }));
        let reads_file = !takes_list && EnvFileReader::of(launch.debugger).is_none();
        let files = launch.fields("envFile").into_iter().filter(|_| reads_file);
        notes.extend(files.map(|field| unread_file(&place(&field), &title)));
    }
    notes
}

fn unread_file(place: &str, process: &str) -> String {
    format!("{place}: envlint did not read the .env file that is named here; it may set more variables for {process}.")
}

/// A sentence about a file with a syntax error, of which VS Code may read only a part.
fn recovered(project: &Project, analysis: &FileAnalysis<'_>) -> Option<String> {
    let error = analysis.document.errors().first().filter(|_| analysis.document.kind().is_jsonc())?;
    let place = place_of(project, analysis, error.span);
    Some(match analysis.document.root() {
        Some(_) => {
            format!("{place}: This file has a syntax error; the values from it are those that VS Code still reads.")
        }
        None => format!("{place}: VS Code reads nothing from this file because of a syntax error."),
    })
}
