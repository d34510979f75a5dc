//! Checks every link of a built site.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};
use scraper::{Html, Selector};

/// The anchors and the links of one page.
struct HtmlPage {
    anchors: BTreeSet<String>,
    links: Vec<String>,
}

/// The links of the site in `folder` whose file or anchor does not exist, as `page: link`.
///
/// # Errors
/// If a page cannot be read.
pub fn broken(folder: &Path) -> Result<Vec<String>> {
    let mut pages = BTreeMap::new();
    read(folder, folder, &mut pages)?;
    let mut broken = Vec::new();
    for (path, page) in &pages {
        for link in &page.links {
            if !leads_somewhere(folder, &pages, path, link) {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    Ok(broken)
}

fn leads_somewhere(folder: &Path, pages: &BTreeMap<PathBuf, HtmlPage>, from: &Path, link: &str) -> bool {
    if link.contains("://") || link.starts_with("data:") {
        return true;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { from.to_owned() } else { normal(&from.with_file_name("").join(file)) };
    match pages.get(&target) {
        Some(page) => anchor.is_empty() || page.anchors.contains(anchor),
        None => folder.join(target).is_file(),
    }
}

/// Resolves `.` and `..` in `path` without looking at the disk.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir if normal.pop() => {}
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}

fn read(root: &Path, folder: &Path, pages: &mut BTreeMap<PathBuf, HtmlPage>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, pages)?;
        } else if path.extension() == Some(OsStr::new("html")) {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            pages.insert(path.strip_prefix(root)?.to_owned(), page(&text)?);
        }
    }
    Ok(())
}

fn page(text: &str) -> Result<HtmlPage> {
    let html = Html::parse_document(text);
    let values = |selector: &str, attribute: &str| -> Result<Vec<String>> {
        let selector = Selector::parse(selector).map_err(|error| anyhow::anyhow!("{selector}: {error}"))?;
        Ok(html.select(&selector).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect())
    };
    Ok(HtmlPage {
        anchors: values("[id]", "id")?.into_iter().collect(),
        links: [values("[href]", "href")?, values("[src]", "src")?].concat(),
    })
}
