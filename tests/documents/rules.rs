//! The lists of rules come from the registry, so that they are written down only once.

use std::fmt::Write;

use envlint_core::finding::Applicability;
use envlint_core::meta::Meta;

use crate::{between, path};

/// The rules that the README names: the mistakes that people make most often, and that cost them most.
const IN_THE_README: [&str; 10] = [
    "path-overwrite",
    "shell-variable",
    "unresolvable-variable",
    "malformed-variable",
    "wrong-path-separator",
    "non-string-value",
    "missing-login-shell",
    "ignored-by-scope",
    "go-tools-env-shadowed",
    "secret-in-settings",
];

/// All rules, with a table for each family.
#[test]
fn the_tables_of_rules_are_the_registry() {
    let mut tables = String::new();
    let mut family = None;
    for rule in envlint_rules::all() {
        let meta = rule.meta();
        if family != Some(meta.family) {
            family = Some(meta.family);
            let title = meta.family.title;
            let _ = write!(
                tables,
                "\n## {title}\n\n| rule | severity | fix | what it finds |\n| --- | --- | --- | --- |\n"
            );
        }
        let fix = meta.fix.map_or("", Applicability::name);
        let (name, page, level) = (meta.name, page_of(meta), meta.all_levels());
        let _ = writeln!(tables, "| [`{name}`](../{page}) | {level} | {fix} | {} |", meta.summary());
    }
    between("docs/rules.md", "<!-- rules -->\n", "\n<!-- end of rules -->", &tables);
}

#[test]
fn the_rules_in_the_readme_are_described_as_on_their_pages() {
    let mut list = String::new();
    for name in IN_THE_README {
        let meta = envlint_rules::find(name).unwrap().meta();
        let _ = writeln!(list, "- [`{name}`]({}): {}", page_of(meta), meta.summary());
    }
    between("README.md", "<!-- rules -->\n", "<!-- end of rules -->", &list);
}

/// The page of a rule, from the root of the repository.
fn page_of(meta: &Meta) -> String {
    let page = format!("rules/src/{}/{}.md", meta.family, meta.name.replace('-', "_"));
    assert!(path(&page).is_file(), "{page}");
    page
}
