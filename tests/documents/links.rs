//! The links between the documents work.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::path;

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 50, "{} documents", documents.len());
    let broken: Vec<String> = documents.iter().flat_map(|document| broken(document)).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_link_to_nowhere_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("a.md");
    fs::write(&document, "# One, two `three`\n[1](#one-two-three) [2](#four) [3](b.md) ![](c.svg) [5](a.md#five)")
        .unwrap();
    let found: Vec<String> = broken(&document).iter().map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect();
    assert_eq!(found, ["#four", "b.md", "c.svg", "a.md#five"]);
}

/// Every Markdown file of the repository, except build output, packages from npm and the inputs of end-to-end cases.
fn documents() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_other = ["target", "node_modules"].contains(&name.as_str()) || name.starts_with('.');
            if path.is_dir() && !is_other && !name.ends_with(".in") {
                walk(&path, found);
            } else if name.ends_with(".md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&path(""), &mut found);
    found
}

/// The links of `document` whose file or heading does not exist, as `document: link`.
fn broken(document: &Path) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let mut broken = Vec::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
        if dest_url.contains("://") {
            continue;
        }
        let (file, anchor) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
        let target = if file.is_empty() { document.to_owned() } else { document.with_file_name("").join(file) };
        let leads = target.exists()
            && (anchor.is_empty() || headings(&fs::read_to_string(&target).unwrap()).iter().any(|name| name == anchor));
        if !leads {
            broken.push(format!("{}: {dest_url}", document.display()));
        }
    }
    broken
}

/// The anchors of the headings of a document, as GitHub forms them.
fn headings(text: &str) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    let mut inside = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                inside = true;
                headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) | Event::Code(text) if inside => {
                let name = text.to_lowercase().replace(' ', "-");
                let kept = name.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter));
                headings.last_mut().unwrap().extend(kept);
            }
            _ => {}
        }
    }
    headings
}
