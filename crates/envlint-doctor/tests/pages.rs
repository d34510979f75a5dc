//! Every diagnosis has a page, and the examples on each page give the results that the page describes.

#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use envlint_doctor::case::Case;
use envlint_doctor::diagnoses::{Id, Severity, diagnose};
use envlint_doctor::machine::Machine;
use envlint_doctor::project::{FolderFiles, project};
use serde::Deserialize;

const SECTIONS: [&str; 5] = ["What it means", "When it fires", "What to do", "Examples", "Sources"];

/// A machine, the files of its folder, and the names that are asked for.
#[derive(Deserialize)]
struct DoctorExample {
    #[serde(default)]
    args: Vec<String>,
    machine: Machine,
    #[serde(default)]
    files: std::collections::BTreeMap<String, String>,
}

/// The blocks of `page` with this role.
fn blocks<'p>(page: &'p str, role: &str) -> Vec<&'p str> {
    let start = format!("```json {role}\n");
    page.split(&start).skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect()
}

/// The diagnoses of the example in `block`, with their severities.
fn diagnosed(id: Id, block: &str) -> Vec<(Id, Severity)> {
    let example: DoctorExample = serde_json::from_str(block).unwrap_or_else(|error| panic!("{}: {error}", id.name()));
    let names = example.files.keys().filter(|path| !path.contains('/')).cloned().collect();
    let files = FolderFiles { texts: example.files.into_iter().collect(), names, config: None };
    let project = project(&example.machine, &files, None);
    let case = Case::new(&example.machine, &project, &example.args);
    diagnose(&case).into_iter().map(|diagnosis| (diagnosis.id, diagnosis.severity)).collect()
}

#[test]
fn every_diagnosis_is_a_check_and_a_page() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnoses");
    let pages: BTreeSet<String> = fs::read_dir(source)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .collect();
    let names: BTreeSet<String> = Id::ALL.iter().map(|id| id.name().to_owned()).collect();
    assert_eq!(pages, names);
    assert!(Id::ALL.iter().all(|id| Id::of_name(id.name()) == Some(*id)));
}

#[test]
fn every_page_has_its_parts() {
    for id in Id::ALL {
        let page = id.page();
        assert!(page.starts_with(&format!("# {}\n\n", id.name())), "{}: the title", id.name());
        let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(sections, SECTIONS, "{}", id.name());
        let summary = id.summary();
        assert!(summary.ends_with('.') && !summary.contains(". "), "{}: {summary}", id.name());
        let mut in_block = false;
        for line in page.lines() {
            in_block ^= line.starts_with("```");
            assert!(in_block || line.chars().count() <= 120, "{}: {line}", id.name());
        }
    }
}

#[test]
fn every_example_does_what_it_says() {
    for id in Id::ALL {
        let (fires, silent) = (blocks(id.page(), "fires"), blocks(id.page(), "silent"));
        assert!(!fires.is_empty() && !silent.is_empty(), "{}: an example is missing", id.name());
        for block in fires {
            let found = diagnosed(*id, block);
            assert!(found.iter().any(|(found, _)| found == id), "{} does not fire: {found:?}", id.name());
            let told =
                found.iter().filter(|(_, severity)| *severity > Severity::Info || *id == Id::UnexplainedDifference);
            assert_eq!(told.count(), 1, "one cause, one diagnosis: {found:?}");
        }
        for block in silent {
            let found = diagnosed(*id, block);
            assert!(found.iter().all(|(_, severity)| *severity == Severity::Info), "{}: {found:?}", id.name());
            assert!(found.iter().all(|(found, _)| found != id), "{} is not silent", id.name());
        }
    }
}
