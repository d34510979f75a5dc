//! Collects the pages of the site.
//!
//! They keep their paths from the repository, so that every link between them works in both.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use envlint_core::meta::{Family, Meta};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use pulldown_cmark::{Event, Parser, Tag};

use crate::page;

/// The documents before the rules, as path and title. The last one is the list of rules, so the families are nested below it.
const GUIDE: [(&str, &str); 8] = [
    ("README.md", "envlint"),
    ("docs/doctor.md", "Why a program is not found"),
    ("editors/vscode/README.md", "The VS Code extension"),
    ("docs/editors.md", "Editors"),
    ("docs/environments.md", "The environments of VS Code"),
    ("docs/myths.md", "Myths"),
    ("docs/adopting.md", "Adopting envlint"),
    ("docs/rules.md", "Rules"),
];
/// The documents after the rules.
const INSIDE: [(&str, &str); 14] = [
    ("ARCHITECTURE.md", "Architecture"),
    ("CONTRIBUTING.md", "Contributing"),
    ("SECURITY.md", "Security"),
    ("scripts/hardening/README.md", "Hardening scripts"),
    ("docs/glossary.md", "Glossary"),
    ("tests/README.md", "Tests"),
    ("tests/recordings/README.md", "Recordings"),
    ("examples/README.md", "Examples"),
    ("examples/fleet/README.md", "A fleet of repositories"),
    ("packaging/README.md", "Packages"),
    ("docs/testing.md", "How envlint is tested"),
    ("docs/agents.md", "Coding agents"),
    ("docs/versioning.md", "What a version number promises"),
    ("CHANGELOG.md", "Changelog"),
];

/// Builds the site of the repository at `root` into `folder`.
///
/// # Errors
/// If a document, or a file that a document links to, is missing, or if the site cannot be written.
pub fn build(root: &Path, folder: &Path) -> Result<()> {
    let work = tempfile::tempdir()?;
    let source = work.path().join("src");
    let mut summary = String::from("# Summary\n\n");
    for (path, title) in GUIDE {
        add(&source, path, &document(root, &source, path)?)?;
        let _ = writeln!(summary, "- [{title}]({path})");
    }
    for (family, metas) in families() {
        let title = family.title;
        let index = format!("rules/src/{family}/README.md");
        let table = table(&metas);
        add(&source, &index, &page::with_links(&format!("# {title}\n\n{table}"), &index))?;
        let _ = writeln!(summary, "  - [{title}]({index})");
        for meta in metas {
            let path = page::path_of(meta);
            add(&source, &path, &page::of_rule(meta))?;
            let _ = writeln!(summary, "    - [{}]({path})", meta.name);
        }
    }
    summary += "\n# For contributors\n\n";
    for (path, title) in INSIDE {
        add(&source, path, &document(root, &source, path)?)?;
        let _ = writeln!(summary, "- [{title}]({path})");
    }
    add(&source, "SUMMARY.md", &summary)?;
    let mut config = Config::from_disk(root.join("docs/site/book.toml"))?;
    fs::copy(root.join("docs/site/site.css"), work.path().join("site.css"))?;
    config.build.build_dir = std::path::absolute(folder)?;
    MDBook::load_with_config(work.path(), config)?.build()
}

/// The rules of each family, in the order of the registry.
fn families() -> Vec<(Family, Vec<&'static Meta>)> {
    let mut families: Vec<(Family, Vec<&Meta>)> = Vec::new();
    for meta in envlint_rules::all().into_iter().map(|rule| rule.meta()) {
        match families.last_mut().filter(|(family, _)| *family == meta.family) {
            Some((_, metas)) => metas.push(meta),
            None => families.push((meta.family, vec![meta])),
        }
    }
    families
}

/// A table with one row for each rule.
fn table(metas: &[&Meta]) -> String {
    let mut table = String::from("| rule | severity | fix | what it finds |\n| --- | --- | --- | --- |\n");
    for meta in metas {
        let fix = meta.fix.map_or("", |fix| fix.name());
        let _ = writeln!(table, "| `{}` | {} | {fix} | {} |", meta.name, meta.all_levels(), meta.summary());
    }
    table
}

fn add(source: &Path, path: &str, text: &str) -> Result<()> {
    let path = source.join(path);
    fs::create_dir_all(path.parent().unwrap_or(source))?;
    fs::write(&path, text).with_context(|| path.display().to_string())
}

/// A document of the repository, as the site shows it. Linked files that are not pages, such as pictures, are copied to the site.
fn document(root: &Path, source: &Path, path: &str) -> Result<String> {
    let text = fs::read_to_string(root.join(path)).with_context(|| path.to_owned())?;
    for target in relative_links(&text).filter(|target| !target.ends_with(".md")) {
        let place = PathBuf::from(path).with_file_name("").join(target);
        let to = source.join(&place);
        fs::create_dir_all(to.parent().unwrap_or(source))?;
        fs::copy(root.join(&place), to).with_context(|| format!("{path} links to {}", place.display()))?;
    }
    Ok(page::with_links(&page::with_captions(&text), path))
}

/// The files of the repository that a document links to or shows as pictures.
fn relative_links(text: &str) -> impl Iterator<Item = String> + '_ {
    Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            let file = dest_url.split('#').next().unwrap_or_default();
            (!file.is_empty() && !file.contains("://")).then(|| file.to_owned())
        }
        _ => None,
    })
}
