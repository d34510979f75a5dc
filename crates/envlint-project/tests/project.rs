//! Loads projects from file systems in memory.

#![allow(clippy::unwrap_used, reason = "a test may fail by it, also outside of its own function")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use envlint_core::env::Run;
use envlint_core::finding::Finding;
use envlint_core::vscode::{FileKind, Platforms};
use envlint_project::{
    CliOverrides, ConfigSource, Entry, FileSystem, HostOs, Memory, Metadata, Overlay, Product, Project, ProjectError,
    ProjectFile, Role, Selection, SkipReason, Skipped,
};

const SETTINGS: &str = ".vscode/settings.json";
const LOST_PATH: &str = r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin" } }"#;
const KEPT_PATH: &str = r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin:${env:PATH}" } }"#;

fn memory(files: &[(&str, &str)]) -> Memory {
    let mut memory = Memory::new("/work/app");
    for (path, text) in files {
        memory.add(path, *text);
    }
    memory
}

fn here() -> [PathBuf; 1] {
    [PathBuf::from(".")]
}

fn load(memory: Memory, selection: &Selection<'_>) -> Project {
    Project::load(Arc::new(memory), selection).unwrap()
}

/// The names and roles of all files.
fn roles(project: &Project) -> Vec<(String, Role)> {
    project.files.iter().map(|file| (project.names.shown(file.document.path()), file.role)).collect()
}

/// The rules and files of all findings.
fn findings(project: &Project) -> Vec<(&'static str, String)> {
    let found = project.lint(&project.linter(&CliOverrides::default()));
    let name = |file: &ProjectFile| project.names.shown(file.document.path());
    found.iter().map(|finding| (finding.rule.name, name(project.file(finding.document).unwrap()))).collect()
}

#[test]
fn files_that_are_linted_in_parts_have_the_findings_of_one_run() {
    const LAUNCH: &str = r#"{ "configurations": [{ "name": "x", "type": "go", "request": "launch", "envFile": "${workspaceFolder}/../.env" }] }"#;
    let mut memory = memory(&[
        (
            "z.code-workspace",
            r#"{ "folders": [{ "path": "a1" }, { "path": "a99" }], "settings": { "go.gopath": "/go" } }"#,
        ),
        ("a1/.vscode/launch.json", LAUNCH),
        ("a98/.vscode/launch.json", LAUNCH),
        (".env", "PATH=/x:$PATH"),
    ]);
    for number in 0..100 {
        let go_path =
            r#"{ "go.toolsEnvVars": { "GOPATH": "/x" }, "terminal.integrated.env.linux": { "GOPATH": "/x" } }"#;
        memory.add(format!("a{number}/{SETTINGS}"), if number % 9 == 0 { go_path } else { LOST_PATH });
    }
    let project = load(memory, &Selection::new(&here()));
    let linter = project.linter(&CliOverrides::default());
    let analyses = project.analyses();
    let together = project.lint_run(&linter, &Run::new(&analyses));
    let is_about_two_files = |finding: &&Finding| finding.related.iter().any(|it| it.document != finding.document);
    assert!(together.iter().filter(is_about_two_files).count() > 0, "{together:#?}");
    assert_eq!(project.lint(&linter), together);
}

#[test]
fn the_findings_of_very_many_files_come_in_parts() {
    let mut memory = memory(&[]);
    for number in 0..2_100 {
        memory.add(format!("a{number}/{SETTINGS}"), if number % 100 == 0 { LOST_PATH } else { "{}" });
    }
    let project = load(memory, &Selection::new(&here()));
    let linter = project.linter(&CliOverrides::default());
    let (mut parts, mut findings) = (0, Vec::new());
    project.lint_in_parts(&linter, |part| {
        parts += 1;
        findings.extend(part);
    });
    assert!(parts > 1 && findings.len() >= 21, "{parts} {}", findings.len());
    let analyses = project.analyses();
    assert_eq!(findings, project.lint_run(&linter, &Run::new(&analyses)));
}

#[test]
fn every_file_has_a_role() {
    let memory = memory(&[
        (SETTINGS, "{}"),
        (".vscode/tasks.json", "{}"),
        (".vscode/launch.json", r#"{ "configurations": [{ "type": "go", "request": "launch", "envFile": ".env" }] }"#),
        (".env", "A=1"),
        ("envlint.toml", ""),
        ("app.code-workspace", r#"{ "folders": [{ "path": "." }] }"#),
        ("other.code-workspace", r#"{ "folders": [{ "path": "elsewhere" }] }"#),
    ]);
    let paths = [PathBuf::from(".vscode/tasks.json")];
    let project = load(memory, &Selection::new(&paths));
    let expected = [
        (".vscode/tasks.json", Role::Given),
        (".vscode/launch.json", Role::Context),
        (".vscode/settings.json", Role::Context),
        ("app.code-workspace", Role::Context),
        ("envlint.toml", Role::Config),
        (".env", Role::Context),
    ];
    assert_eq!(roles(&project), expected.map(|(name, role)| (name.to_owned(), role)));
}

#[test]
fn files_that_are_not_linted_have_a_reason() {
    let mut memory = memory(&[
        ("envlint.toml", "exclude = [\"old/**\"]"),
        ("old/.vscode/settings.json", LOST_PATH),
        ("node_modules/x/.vscode/settings.json", LOST_PATH),
        ("/elsewhere/settings.json", LOST_PATH),
    ]);
    memory.link(SETTINGS, "/elsewhere/settings.json");
    let project = load(memory, &Selection::new(&here()));
    let skipped = |path: &str, reason: SkipReason| Skipped { path: Path::new("/work/app").join(path), reason };
    let config = PathBuf::from("/work/app/envlint.toml");
    let mut found = project.skipped.clone();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert_eq!(
        found,
        [
            skipped(SETTINGS, SkipReason::OutsideProject),
            skipped("node_modules", SkipReason::PrunedFolder),
            skipped("old/.vscode/settings.json", SkipReason::Excluded { config }),
        ]
    );
    assert!(project.problems.is_empty() && findings(&project).is_empty());
}

#[test]
fn files_that_were_not_named_are_read_only_within_the_project() {
    let outside = [
        ("/outside/tasks.json", "{"),
        ("/outside/.env", "A=1"),
        ("/outside/envlint.toml", "exclude = [\"**\"]"),
        ("/outside/app.code-workspace", r#"{ "folders": [{ "path": "/work/app" }] }"#),
        (".vscode/launch.json", r#"{ "configurations": [{ "type": "go", "request": "launch", "envFile": ".env" }] }"#),
        (SETTINGS, LOST_PATH),
    ];
    let mut memory = memory(&outside);
    for (link, target) in [
        (".vscode/tasks.json", "/outside/tasks.json"),
        (".env", "/outside/.env"),
        ("envlint.toml", "/outside/envlint.toml"),
        ("app.code-workspace", "/outside/app.code-workspace"),
    ] {
        memory.link(link, target);
    }
    let paths = [PathBuf::from(SETTINGS)];
    let project = load(memory, &Selection::new(&paths));
    let expected = [(SETTINGS, Role::Given), (".vscode/launch.json", Role::Context)];
    assert_eq!(roles(&project), expected.map(|(name, role)| (name.to_owned(), role)));
    assert_eq!(project.problems[0].path, "envlint.toml");
    assert!(project.problems[0].message.contains("outside of the project"));
}

#[test]
fn a_named_link_is_read_but_its_target_is_not_quoted() {
    let mut memory = memory(&[("/outside/settings.json", LOST_PATH), ("lib/.vscode/settings.json", LOST_PATH)]);
    memory.link(SETTINGS, "/outside/settings.json");
    let paths = [SETTINGS, "lib/.vscode/settings.json"].map(PathBuf::from);
    let project = load(memory, &Selection::new(&paths));
    let leads_out: Vec<bool> = project.analyses().iter().map(|analysis| project.leads_out(analysis.id)).collect();
    assert_eq!(leads_out, [true, false]);
}

#[test]
fn user_files_of_different_products_are_alternatives() {
    const CODE: &str = "/home/.config/Code/User/settings.json";
    const CURSOR: &str = "/home/.config/Cursor/User/settings.json";
    let profile = r#"{ "terminal.integrated.defaultProfile.linux": "mine" }"#;
    let files = [(SETTINGS, KEPT_PATH), (CODE, LOST_PATH), (CURSOR, profile)];
    let windows = |project: &Project| -> Vec<Vec<String>> {
        let analyses = project.analyses();
        let name = |path: &str| project.names.shown(path);
        let run = Run::new(&analyses);
        let windows = project.windows(&run);
        windows.iter().map(|window| window.files().map(|file| name(file.document.path())).collect()).collect()
    };
    let named = [SETTINGS, CODE, CURSOR].map(PathBuf::from);
    let project = load(memory(&files), &Selection::new(&named));
    assert_eq!(windows(&project), [vec![CODE], vec![CURSOR], vec![SETTINGS]]);

    let mut machine = memory(&files);
    machine.set_variable("HOME", "/home");
    let project = load(machine, &Selection { user: Product::ALL, ..Selection::new(&here()) });
    assert_eq!(windows(&project), [vec![CODE], vec![CODE, SETTINGS], vec![CURSOR], vec![CURSOR, SETTINGS]]);
}

#[test]
fn a_named_user_folder_is_read_as_vs_code_does() {
    let user = "/home/.config/Code/User";
    let names = ["settings.json", "tasks.json", "mcp.json", "profiles/1/settings.json", "History/1/settings.json"];
    let files: Vec<String> = names.iter().map(|name| format!("{user}/{name}")).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|file| (file.as_str(), "{}")).collect();
    let count = |folder: &str| load(memory(&files), &Selection::new(&[PathBuf::from(folder)])).files.len();
    assert_eq!((count(user), count(&format!("{user}/profiles/1"))), (4, 1));
    let mut empty = memory(&[(SETTINGS, LOST_PATH)]);
    empty.set_variable("HOME", "/home");
    let project = load(empty, &Selection { user: Product::ALL, ..Selection::new(&here()) });
    assert!(project.looked_in.contains(&PathBuf::from(user)));
    assert!(project.looked_in.contains(&PathBuf::from("/home/.vscode-server/data/Machine")));
}

#[test]
fn overrides_of_one_linter_do_not_affect_the_next() {
    let project = load(memory(&[(SETTINGS, LOST_PATH), ("envlint.toml", "")]), &Selection::new(&here()));
    let ignored = CliOverrides::new(&[], &["path-overwrite".to_owned()], &[], Platforms::NONE).unwrap();
    assert!(project.lint(&project.linter(&ignored)).is_empty());
    assert_eq!(findings(&project), [("path-overwrite", SETTINGS.to_owned())]);
}

#[test]
fn unsaved_texts_take_the_place_of_files() {
    let overlay = Overlay::new(Arc::new(memory(&[(SETTINGS, LOST_PATH)])));
    overlay.set(SETTINGS, KEPT_PATH);
    overlay.set("new/.vscode/settings.json", LOST_PATH);
    let project = Project::load(Arc::new(overlay), &Selection::new(&here())).unwrap();
    assert_eq!(findings(&project), [("path-overwrite", "new/.vscode/settings.json".to_owned())]);
}

#[test]
fn standard_input_needs_a_kind() {
    let paths = [PathBuf::from("-")];
    let mut files = memory(&[]);
    files.set_stdin(LOST_PATH);
    let unknown = Project::load(Arc::new(files.clone()), &Selection::new(&paths));
    assert!(matches!(unknown, Err(ProjectError::UnknownStdinKind)));
    let named = Selection { stdin_filename: Some(Path::new(SETTINGS)), ..Selection::new(&paths) };
    assert_eq!(roles(&load(files, &named)), [(SETTINGS.to_owned(), Role::Stdin)]);
}

#[test]
fn errors_name_what_is_wrong() {
    let paths = [PathBuf::from("notes.json")];
    let load = |selection: &Selection<'_>| Project::load(Arc::new(memory(&[("notes.json", "{}")])), selection);
    assert!(matches!(load(&Selection::new(&paths)), Err(ProjectError::UnknownKind { name }) if name == "notes.json"));
    let config = ConfigSource::File(Path::new("missing.toml"));
    assert!(matches!(load(&Selection { config, ..Selection::new(&paths) }), Err(ProjectError::Config { .. })));
    let kind = Some(FileKind::Tasks);
    assert!(load(&Selection { kind, ..Selection::new(&paths) }).is_ok());
}

/// A file system that counts how often each file is read.
struct Counting {
    files: Memory,
    reads: Arc<Mutex<BTreeMap<PathBuf, usize>>>,
}

impl FileSystem for Counting {
    fn working_directory(&self) -> PathBuf {
        self.files.working_directory()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.files.metadata(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        self.files.is_link(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        *self.reads.lock().unwrap().entry(self.real_path(path)?).or_default() += 1;
        self.files.read(path, limit)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.files.list(path)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.real_path(path)
    }

    fn os(&self) -> HostOs {
        self.files.os()
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.files.variable(name)
    }
}

#[test]
fn every_file_is_read_once() {
    let reads = Arc::new(Mutex::new(BTreeMap::new()));
    let files = memory(&[
        (".git/HEAD", ""),
        ("envlint.toml", "platfroms = []"),
        (SETTINGS, LOST_PATH),
        (".vscode/tasks.json", "{}"),
        ("app.code-workspace", r#"{ "folders": [{ "path": "." }] }"#),
    ]);
    let paths = ["envlint.toml", SETTINGS].map(PathBuf::from);
    let counting = Counting { files, reads: Arc::clone(&reads) };
    let project = Project::load(Arc::new(counting), &Selection::new(&paths)).unwrap();
    let expected = [("ignored-by-scope", SETTINGS), ("invalid-config", "envlint.toml"), ("path-overwrite", SETTINGS)];
    let mut found = findings(&project);
    found.sort();
    assert_eq!(found, expected.map(|(rule, file)| (rule, file.to_owned())));
    let reads = reads.lock().unwrap();
    assert_eq!(reads.len(), 4, "{reads:?}");
    assert!(reads.values().all(|count| *count == 1), "{reads:?}");
}

#[test]
fn only_the_disk_touches_the_machine() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("fs/disk.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let product = text.split("#[cfg(test)]").next().unwrap().lines();
                let mut code = product.filter(|line| !line.trim_start().starts_with("//"));
                let name = path.display();
                let uses =
                    ["std::fs", "std::env", "io::stdin", ".canonicalize(", ".is_file()", ".is_dir()", ".exists()"];
                assert!(!code.any(|line| uses.iter().any(|word| line.contains(word))), "{name}");
            }
        }
    }
}
