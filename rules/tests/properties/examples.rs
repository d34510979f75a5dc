//! The promises of fixing, for the examples of all pages, and for the files of any folder.

use std::fs;
use std::path::{Path, PathBuf};

use envlint_core::document::{Document, SourceFile};
use envlint_core::vscode::FileKind;
use proptest::prelude::TestCaseError;

use super::{check_all_rules, check_each_fix, check_no_fix_leaves_another_problem, check_says_what_to_do};

#[allow(dead_code, reason = "the tests of pages use the rest")]
#[path = "../pages/page.rs"]
mod page;

/// Names a folder, in which every folder that contains files of VS Code is checked.
const FOLDER: &str = "ENVLINT_TEST_FOLDER";

/// Fails if fixing some files would break a promise.
type PromiseCheck = fn(&[Document]) -> Result<(), TestCaseError>;

/// What is wrong with fixing `documents`, after `title`.
fn complaints(title: &str, documents: &[Document]) -> Vec<String> {
    let checks: [(&str, PromiseCheck); 4] = [
        ("all rules", check_all_rules),
        ("other problems", check_no_fix_leaves_another_problem),
        ("each fix", check_each_fix),
        ("help", check_says_what_to_do),
    ];
    let results = checks.iter().map(|(name, check)| (name, check(documents)));
    results.filter_map(|(name, result)| Some(format!("{title}, {name}: {}", result.err()?))).collect()
}

#[test]
fn the_examples_of_pages_keep_the_promises() {
    let mut found = Vec::new();
    for rule in envlint_rules::all() {
        let meta = rule.meta();
        for example in page::parse(meta.page).unwrap().examples {
            let files = example.context.iter().chain([&example.file]);
            let documents: Vec<Document> = files
                .map(|file| {
                    let kind = if file.is_env_file { Some(FileKind::EnvFile) } else { FileKind::of_path(&file.path) };
                    document(&file.path, file.text.clone(), kind.unwrap())
                })
                .collect();
            if documents.iter().all(|document| document.errors().is_empty()) {
                found.extend(complaints(&format!("{}, block in line {}", meta.name, example.line), &documents));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// For the files of real projects: `ENVLINT_TEST_FOLDER=… cargo test -p envlint-rules --test properties -- --ignored`.
/// Each folder directly inside the named one is a project.
#[test]
#[ignore = "needs a folder with projects, which the environment variable names"]
fn the_files_of_a_folder_keep_the_promises() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap_or_else(|| panic!("{FOLDER} is not set")));
    let mut found = Vec::new();
    let mut count = 0;
    for project in folders(&folder) {
        let documents: Vec<Document> = files(&project)
            .into_iter()
            .filter_map(|path| {
                let relative = path.strip_prefix(&project).ok()?.to_str()?.replace('\\', "/");
                Some(document(&relative, fs::read_to_string(&path).ok()?, FileKind::of_path(&relative)?))
            })
            .filter(|document| document.errors().is_empty())
            .collect();
        count += documents.len();
        found.extend(complaints(&project.display().to_string(), &documents));
    }
    assert!(count > 0, "{} contains no files of VS Code", folder.display());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn document(path: &str, text: String, kind: FileKind) -> Document {
    Document::parse(SourceFile { path: path.to_owned(), text, kind })
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// All files in `folder` and below, in a fixed order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files.extend(folders(folder).iter().flat_map(|folder| self::files(folder)));
    files
}
