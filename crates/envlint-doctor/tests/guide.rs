//! The documents show the real output of doctor. `ENVLINT_WRITE=1` updates it.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use envlint_doctor::case::Case;
use envlint_doctor::diagnoses::Id;
use envlint_doctor::machine::load;
use envlint_doctor::project::{project, read_folder};
use envlint_doctor::report::{Detail, DoctorReport, text};

fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// `page` with `text` between the comment `start` and the next comment `end of end`.
fn with(page: &str, start: &str, end: &str, text: &str) -> String {
    let (start, end) = (format!("<!-- {start} -->\n"), format!("<!-- end of {end} -->"));
    let (before, rest) = page.split_once(&start).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{start}{text}{end}{after}")
}

/// The output of `envlint doctor` for a question about a saved machine.
fn answer(machine: &str, questions: &[String]) -> String {
    let folder = path("tests/machines").join(machine);
    let machine = load(&folder.with_extension("json")).unwrap();
    let project = project(&machine, &read_folder(&folder.with_extension("folder")), Some("Code"));
    let report = DoctorReport::new(Case::new(&machine, &project, questions), &[]);
    text(&report, Detail { width: 80, ..Detail::default() })
}

/// `page` with the current output after each comment `doctor MACHINE QUESTION`. A comment `answer MACHINE QUESTION` gets only the
/// lines above the table.
fn with_transcripts(page: &str) -> String {
    let marks = page.lines().filter_map(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->"));
    let mut page = page.to_owned();
    for mark in marks.map(str::to_owned).collect::<Vec<_>>() {
        let words: Vec<String> = mark.split(' ').map(str::to_owned).collect();
        let Some((kind, [machine, questions @ ..])) = words.split_first().map(|(kind, rest)| (kind.as_str(), rest))
        else {
            continue;
        };
        let whole = match kind {
            "doctor" | "answer" => answer(machine, questions),
            _ => continue,
        };
        let shown = if kind == "doctor" { whole } else { whole.split("\n\n").next().unwrap().to_owned() + "\n" };
        let command = format!("$ envlint doctor {}\n", questions.join(" "));
        page = with(&page, &mark, kind, &format!("```console\n{command}{shown}```\n"));
    }
    page
}

/// Compares a document with `wanted`, or updates it.
fn same(document: &str, wanted: &str) {
    if std::env::var_os("ENVLINT_WRITE").is_some() {
        fs::write(path(document), wanted).unwrap();
    }
    assert_eq!(fs::read_to_string(path(document)).unwrap(), wanted, "{document} is stale: ENVLINT_WRITE=1 updates it");
}

#[test]
fn the_guide_is_true() {
    let rows = Id::ALL.iter().map(|id| format!("| {:28} | {:82} |\n", format!("`{}`", id.name()), id.summary()));
    // A comment in a table would end it, so the table is after its own comment.
    let table = format!(
        "| {:28} | {:82} |\n|{}|{}|\n{}",
        "diagnosis",
        "what it means",
        "-".repeat(30),
        "-".repeat(84),
        rows.collect::<String>()
    );
    let page = with_transcripts(&fs::read_to_string(path("docs/doctor.md")).unwrap());
    same("docs/doctor.md", &with(&page, "diagnoses", "diagnoses", &table));
}

#[test]
fn the_transcripts_of_other_documents_are_real_output() {
    for (document, count) in [("README.md", 1), ("docs/environments.md", 5)] {
        let page = fs::read_to_string(path(document)).unwrap();
        assert_eq!(page.matches("<!-- end of answer -->").count(), count, "{document}");
        same(document, &with_transcripts(&page));
    }
}
