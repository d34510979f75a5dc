//! docs/doctor.md shows the real output of doctor. `ENVLINT_WRITE=1` updates it.

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

/// `page` with `text` between the comments `name` and `end of name`.
fn with(page: &str, name: &str, text: &str) -> String {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = page.split_once(&start).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{start}{text}{end}{after}")
}

#[test]
fn the_guide_is_true() {
    let machine = load(&path("tests/machines/nvm-behind-bash-profile.json")).unwrap();
    let files = read_folder(&path("tests/machines/nvm-behind-bash-profile.folder"));
    let project = project(&machine, &files, Some("Code"));
    let asked = ["node".to_owned()];
    let report = DoctorReport::new(Case::new(&machine, &project, &asked), &[]);
    let shown = text(&report, Detail { width: 80, ..Detail::default() });
    let rows = Id::ALL.iter().map(|id| format!("| {:28} | {:82} |\n", format!("`{}`", id.name()), id.summary()));
    let page = fs::read_to_string(path("docs/doctor.md")).unwrap();
    let transcript = with(&page, "transcript", &format!("```text\n{shown}```\n"));
    // A comment in a table would end it, so the table is after its own comment.
    let table = format!(
        "| {:28} | {:82} |\n|{}|{}|\n{}",
        "diagnosis",
        "what it means",
        "-".repeat(30),
        "-".repeat(84),
        rows.collect::<String>()
    );
    let wanted = with(&transcript, "diagnoses", &table);
    if std::env::var_os("ENVLINT_WRITE").is_some() {
        fs::write(path("docs/doctor.md"), &wanted).unwrap();
    }
    assert_eq!(fs::read_to_string(path("docs/doctor.md")).unwrap(), wanted, "ENVLINT_WRITE=1 updates it");
}
