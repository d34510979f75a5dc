//! pre-commit names the files itself, by the patterns of its hooks: a file must not be linted by one and passed over by the other.

#![allow(clippy::unwrap_used, reason = "a test may fail by it, also outside of its own function")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_project::{Memory, PRUNED_FOLDERS, Project, ProjectError, Selection};
use regex::Regex;

/// The pattern `key` of the hooks, which all of them have in common.
fn pattern(key: &str) -> Regex {
    let hooks = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    let start = format!("  {key}: &{key} ");
    let given = hooks.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
    assert!(hooks.contains(&format!("  {key}: *{key}\n")), "both hooks have the same {key}");
    Regex::new(given).unwrap()
}

fn load(memory: Memory, path: &str) -> Result<Project, ProjectError> {
    Project::load(Arc::new(memory), &Selection::new(&[PathBuf::from(path)]))
}

#[test]
fn the_hooks_name_the_files_that_a_search_finds() {
    let (files, exclude) = (pattern("files"), pattern("exclude"));
    let own = ["", "a", "a/b", "x.vscode", "vscode", "dist", "targets", ".github", ".devcontainer/go/deep"];
    let of_vs_code = [".vscode", ".vscode/x", ".devcontainer", ".devcontainer/go", "a/.vscode", "a/.devcontainer"];
    let pruned = PRUNED_FOLDERS.iter().flat_map(|name| [format!("{name}/.vscode"), format!("a/{name}/b/.vscode")]);
    let names = "settings.json tasks.json launch.json mcp.json extensions.json keybindings.json settings.jsonc \
        settings.json.bak devcontainer.json .devcontainer.json x.devcontainer.json go.json \
        x.code-workspace .code-workspace x.code-workspace.bak code-workspace";
    let mut memory = Memory::new("/repo");
    let mut named = BTreeSet::new();
    for folder in own.iter().chain(&of_vs_code).map(ToString::to_string).chain(pruned) {
        for name in names.split_whitespace() {
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            memory.add(&path, "{}");
            if files.is_match(&path) && !exclude.is_match(&path) {
                named.insert(path);
            }
        }
    }
    let project = load(memory, ".").unwrap();
    let linted = project.files.iter().filter(|file| file.role.is_linted());
    let found: BTreeSet<String> =
        linted.map(|file| file.document.path().strip_prefix("/repo/").unwrap().to_owned()).collect();
    assert!(found.contains(".devcontainer/go/devcontainer.json"));
    let unmatched: Vec<_> = found.symmetric_difference(&named).collect();
    assert!(unmatched.is_empty(), "only one of both names {unmatched:?}");
}

#[test]
fn the_hooks_name_env_files() {
    let files = pattern("files");
    for name in
        [".env", ".env.local", "dev.env", "a/.env", "env", "x.env.js", "environment.ts", ".envrc", "a.environment"]
    {
        let mut memory = Memory::new("/repo");
        memory.add(name, "A=1");
        // Files of other names are of no known kind.
        assert_eq!(files.is_match(name), load(memory, name).is_ok(), "{name}");
    }
}
