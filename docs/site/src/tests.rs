//! Tests of the site and of its parts.

use std::fs;

use crate::{book, links, page, root};

#[test]
fn the_site_is_built_and_every_link_leads_somewhere() {
    let folder = tempfile::tempdir().unwrap();
    book::build(&root(), folder.path()).unwrap();
    assert_eq!(links::broken(folder.path()).unwrap(), Vec::<String>::new());
    for rule in envlint_rules::all() {
        let path = folder.path().join(page::path_of(rule.meta())).with_extension("html");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(text.contains(rule.meta().name), "{}", path.display());
    }
    let index = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(index.into_iter().any(|name| name.to_string_lossy().starts_with("searchindex")), "there is a search index");
}

#[test]
fn a_link_to_nowhere_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<h1 id=here>Here</h1><a href=#here></a><a href=#there></a><a href=gone.html></a><img src=b/x.svg>";
    fs::write(folder.path().join("a.html"), page).unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::write(folder.path().join("b/c.html"), "<a href=../a.html#here></a><a href=../a.html#there></a>").unwrap();
    let found = links::broken(folder.path()).unwrap();
    assert_eq!(found, ["a.html: #there", "a.html: gone.html", "a.html: b/x.svg", "b/c.html: ../a.html#there"]);
}

#[test]
fn an_example_says_what_it_is() {
    let text = "```jsonc bad path=.vscode/tasks.json platforms=linux,osx\n{}\n```\n```jsonc fixed unsafe\n{}\n```\n";
    let shown = "*Wrong*, in `.vscode/tasks.json`, for linux and osx:\n\n```js\n{}\n```\n\
                 *After* `--fix --unsafe-fixes`:\n\n```js\n{}\n```\n";
    assert_eq!(page::with_captions(text), shown);
    let text = "```dotenv with path=.env\nA=1\n```\n```yaml\nrepos: []\n```\n";
    let shown = "*With*, in `.env`:\n\n```ini\nA=1\n```\n```yaml\nrepos: []\n```\n";
    assert_eq!(page::with_captions(text), shown);
}

#[test]
fn a_rule_that_is_named_is_a_link() {
    let text = "See `path-overwrite` and [`path-overwrite`](x.md), not `nonsense`.\n";
    let linked =
        "See [`path-overwrite`](../rules/src/paths/path_overwrite.md) and [`path-overwrite`](x.md), not `nonsense`.\n";
    assert_eq!(page::with_links(text, "docs/myths.md"), linked);
}
