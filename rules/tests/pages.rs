//! Every rule has a page, and every page is true: its examples are linted and fixed with all rules.

#![cfg(test)]

#[path = "pages/example.rs"]
mod example;
#[path = "pages/page.rs"]
mod page;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use envlint_core::finding::{Applicability, Severity};
use envlint_core::rule::Meta;
use page::RulePage;

fn metas() -> impl Iterator<Item = &'static Meta> {
    envlint_rules::all().into_iter().map(|rule| rule.meta())
}

fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// `family/name` of every file in `src/<family>/` with this extension, except `mod.rs`.
fn files(extension: &str) -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let families = fs::read_dir(source).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let paths = families.flat_map(|family| fs::read_dir(family).unwrap()).map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension) && !path.ends_with("mod.rs"))
        .map(|path| {
            let family = path.parent().and_then(Path::file_name).unwrap().to_str().unwrap();
            format!("{family}/{}", path.file_stem().unwrap().to_str().unwrap())
        })
        .collect()
}

#[test]
fn every_rule_is_a_check_a_page_and_an_entry() {
    let registered: BTreeSet<String> =
        metas().map(|meta| format!("{}/{}", meta.family, meta.name.replace('-', "_"))).collect();
    assert_eq!(files("rs"), registered, "files in src/<family>/ and all()");
    assert_eq!(files("md"), registered, "pages in src/<family>/ and all()");
    for meta in metas() {
        let file = format!("{}/src/{}/{}.md", env!("CARGO_MANIFEST_DIR"), meta.family, meta.name.replace('-', "_"));
        assert_eq!(meta.page, fs::read_to_string(file).unwrap(), "{} has another rule's page", meta.name);
    }
}

/// Lists of modules on docs.rs show the first line of the documentation of each module.
#[test]
fn every_module_begins_with_the_summary_of_its_page() {
    let complaints = metas().filter_map(|meta| {
        let module = meta.name.replace('-', "_");
        let file = format!("{}/src/{}/{module}.rs", env!("CARGO_MANIFEST_DIR"), meta.family);
        let start = format!("//! {}\n#![doc = include_str!(\"{module}.md\")]\n", meta.summary());
        let is_right = fs::read_to_string(&file).unwrap().starts_with(&start);
        (!is_right).then(|| format!("{file} does not begin with\n{start}"))
    });
    assert_none(complaints.collect());
}

#[test]
fn every_rule_appeared_in_a_version_up_to_this_one() {
    let parts = |version: &str| version.split('.').map(|part| part.parse().unwrap()).collect::<Vec<u32>>();
    let this = parts(env!("CARGO_PKG_VERSION"));
    for meta in metas() {
        let since = parts(meta.since);
        assert!(since.len() == 3 && since <= this, "{} since {}", meta.name, meta.since);
    }
}

#[test]
fn names_are_unique_and_sorted_by_family() {
    let names: Vec<(&str, &str)> = metas().map(|meta| (meta.family.name, meta.name)).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    assert_eq!(names.iter().map(|(_, name)| name).collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
}

#[test]
fn every_page_has_its_parts() {
    assert_none(metas().flat_map(|meta| page_complaints(meta, meta.page)).collect());
}

#[test]
fn every_example_does_what_it_says() {
    assert_none(metas().flat_map(|meta| example_complaints(meta, meta.page)).collect());
}

/// The lists of rules show the severities that a rule declares.
#[test]
fn rules_declare_the_severities_of_their_findings() {
    let complaints = metas().filter_map(|meta| {
        let examples = page::parse(meta.page).map(|page| page.examples).unwrap_or_default();
        let found: BTreeSet<Severity> =
            examples.iter().flat_map(|example| example::severities(meta.name, example)).collect();
        let declared: BTreeSet<Severity> = meta.severities().collect();
        let is_sorted = meta.also.is_sorted_by(|a, b| a > b) && !meta.also.contains(&meta.severity);
        (found != declared || !is_sorted)
            .then(|| format!("{}: the examples have the severities {found:?}, the declaration {declared:?}", meta.name))
    });
    assert_none(complaints.collect());
}

/// A rule that reports something in windows must declare that it needs them; otherwise, a comment that suppresses
/// such a finding may be reported as unused.
#[test]
fn rules_that_look_at_windows_say_so() {
    for rule in envlint_rules::all() {
        let meta = rule.meta();
        let examples = page::parse(meta.page).map(|page| page.examples).unwrap_or_default();
        let in_windows = examples.iter().any(|example| example::finds_in_windows(rule, example));
        assert!(rule.meta().needs.windows || !in_windows, "{}: declare `needs: [windows]`", meta.name);
    }
}

/// The requirements that `text`, as the page of `meta`, does not meet.
fn page_complaints(meta: &Meta, text: &str) -> Vec<String> {
    let page = match page::parse(text) {
        Ok(page) => page,
        Err(mistake) => return vec![format!("{}: {mistake}", meta.name)],
    };
    let summary = Meta { page: text.to_owned().leak(), ..*meta }.summary();
    let is_sentence = summary.ends_with('.') && !summary.contains(". ") && !summary.contains("```");
    let has = |is_bad| page.examples.iter().any(|example| example.is_bad == is_bad);
    let requirements = [
        (page.title == meta.name, format!("the title is `{}`", page.title)),
        (is_sentence && summary.len() <= 110, format!("the summary is not one short sentence: {summary}")),
        (has_sections(meta, &page), format!("the sections are {:?}", page.sections)),
        (has(true), "there is no bad block".to_owned()),
        (has(false), "there is no good block".to_owned()),
        (shows_fix(meta, &page), "the most certain fix of the rule is not shown, or a more certain one is".to_owned()),
        (text.lines().all(|line| line.chars().count() <= 120), "a line has more than 120 columns".to_owned()),
    ];
    let broken = requirements.into_iter().filter(|(holds, _)| !holds);
    broken.map(|(_, complaint)| format!("{}: {complaint}", meta.name)).collect()
}

fn has_sections(meta: &Meta, page: &RulePage) -> bool {
    let mut expected = vec!["What it does", "Why is this bad?", "Example", "Exceptions", "Fix", "Sources"];
    expected.retain(|section| *section != "Fix" || meta.fix.is_some());
    page.sections == expected
}

/// Returns `true` if the page shows the most certain fix that the rule declares, and none that is more certain.
fn shows_fix(meta: &Meta, page: &RulePage) -> bool {
    let shown = page.examples.iter().flat_map(|example| &example.fixed).map(|(limit, _)| *limit).min();
    shown == meta.fix.filter(|fix| *fix != Applicability::Display)
}

fn example_complaints(meta: &Meta, text: &str) -> Vec<String> {
    let examples = page::parse(text).map(|page| page.examples).unwrap_or_default();
    examples.iter().flat_map(|example| example::complaints(meta.name, example)).collect()
}

/// Tests the tests: each mistake in a page is reported, and the page without mistakes is not.
#[test]
fn a_broken_page_is_reported() {
    let meta = envlint_rules::find("path-overwrite").unwrap().meta();
    let right = "# path-overwrite\n\nA PATH of its own loses the inherited one.\n\n\
        ## What it does\n\n## Why is this bad?\n\n## Example\n\n\
        ```jsonc bad\n{ \"terminal.integrated.env.osx\": { \"PATH\": \"/x\" } } // <- lost\n```\n\n\
        ```jsonc fixed\n{ \"terminal.integrated.env.osx\": { \"PATH\": \"/x:${env:PATH}\" } }\n```\n\n\
        ## Exceptions\n\n\
        ```jsonc good\n{ \"terminal.integrated.env.osx\": { \"PATH\": \"/x:${env:PATH}\" } }\n```\n\n\
        ## Fix\n\n## Sources\n";
    let complaints = |text: &str| [page_complaints(meta, text), example_complaints(meta, text)].concat();
    assert_none(complaints(right));
    for (part, other) in [
        ("# path-overwrite", "# path-overwriter"),
        ("A PATH", "First. A PATH"),
        ("inherited one.", "inherited one"),
        (
            "A PATH of its own",
            "A PATH of its own, which is to say one that does not hold the one of before, wherever that came from,",
        ),
        ("## Why is this bad?", "## Why"),
        ("## Fix\n\n", ""),
        ("```jsonc bad", "```jsonc bat"),
        ("```jsonc bad", "```jsonc"),
        ("```jsonc bad", "```json bad"),
        ("```jsonc bad", "```jsonc bad unsafe"),
        ("```jsonc bad", "```jsonc bad platforms=mac"),
        ("```jsonc bad", "```jsonc bad platforms=linux"),
        ("```jsonc bad", "```jsonc bad path=User/settings.json\n{}\n```\n\n```jsonc bad"),
        (
            "```jsonc bad",
            "```jsonc with\n{ \"terminal.integrated.env.osx\": { \"PATH\": \"/y\" } }\n```\n\n```jsonc bad",
        ),
        ("```jsonc fixed", "```jsonc fixed unsafe"),
        ("```jsonc fixed", "```jsonc fixed path=User/settings.json"),
        ("```jsonc fixed", "```jsonc with\n{}\n```\n\n```jsonc fixed"),
        ("```jsonc fixed", "```jsonc good"),
        ("```jsonc good", "```dotenv good"),
        ("```jsonc good", "```jsonc with"),
        ("/x:${env:PATH}\" } }\n```\n\n## Exceptions", "/x:${env:PATH}\"} }\n```\n\n## Exceptions"),
        ("// <- lost", "// <- 2: lost"),
        ("// <- lost", "// <-"),
        ("// <- lost", "// lost"),
        ("\n{ \"terminal", "\n{ // <- lost\n  \"terminal"),
        ("\"/x\" } }", "\"/x:${env:PATH}\" } }"),
        ("\"/x\" } }", "\"$PATH:/x\" } }"),
        ("\"PATH\": \"/x:${env:PATH}\" } }\n```\n\n## Fix", "\"PATH\": \"/x\" } }\n```\n\n## Fix"),
        (
            "{ \"terminal.integrated.env.osx\": { \"PATH\": \"/x:${env:PATH}\" } }\n```\n\n## Fix",
            "{} // <- lost\n```\n\n## Fix",
        ),
    ] {
        assert!(right.contains(part), "{part}");
        assert!(
            !complaints(&right.replacen(part, other, 1)).is_empty(),
            "{part:?} became {other:?}, which was not reported"
        );
    }
}
