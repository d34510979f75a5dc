//! A session must always have the findings that a new run would have, and must do no more work than necessary.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by them, also outside of its function"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::Finding;
use envlint_project::{CliOverrides, FileSystem, Memory, Overlay, Project, ProjectSession, Selection};

const FOLDER: &str = "/w";

/// The files, each with its first text.
const FILES: [(&str, &str); 10] = [
    (
        "/w/a/.vscode/settings.json",
        "{\n  \"terminal.integrated.env.linux\": { \"PATH\": \"/opt/bin\", \"A\": \"/home/julia/x\" },\n  \"go.toolsEnvVars\": { \"GOFLAGS\": \"-mod=mod\" }\n}\n",
    ),
    (
        "/w/a/.vscode/tasks.json",
        "{ \"version\": \"2.0.0\", \"tasks\": [{ \"label\": \"a\", \"type\": \"shell\", \"command\": \"x\", \"options\": { \"env\": { \"PATH\": \"~/bin\" } } }] }\n",
    ),
    (
        "/w/a/.vscode/launch.json",
        "{ \"configurations\": [{ \"name\": \"a\", \"type\": \"go\", \"request\": \"launch\", \"envFile\": \"${workspaceFolder}/.env\", \"env\": { \"A\": \"${env:B}\" } }] }\n",
    ),
    (
        "/w/a/.devcontainer/devcontainer.json",
        "{ \"remoteUser\": \"julia\", \"containerEnv\": { \"PATH\": \"/home/julia/bin\" } }\n",
    ),
    ("/w/a/.env", "PATH=/x:/y\nA=1 # not a comment\n"),
    ("/w/a/.env.local", "PATH=$HOME/bin\n"),
    (
        "/w/b/.vscode/settings.json",
        "{ \"terminal.integrated.env.osx\": { \"PATH\": \"/b:${env:PATH}\", \"A\": \"/home/julia/x\" } }\n",
    ),
    (
        "/w/all.code-workspace",
        "{ \"folders\": [{ \"path\": \"a\" }, { \"path\": \"b\" }], \"settings\": { \"go.toolsEnvVars\": { \"PATH\": \"w\" } } }\n",
    ),
    ("/w/envlint.toml", "platforms = [\"linux\", \"osx\", \"windows\"]\n"),
    (
        "/w/c/.vscode/mcp.json",
        "{ \"servers\": { \"a\": { \"command\": \"x\", \"envFile\": \"${workspaceFolder}/.env\", \"env\": { \"A\": \"${input:b}\" } } } }\n",
    ),
];

/// Texts that an edit inserts.
const PARTS: [&str; 24] = [
    "\"PATH\": \"/opt/go/bin\",",
    "\"${env:PATH}\"",
    "${env:HOEM}",
    "{",
    "}",
    "\"",
    ",",
    "\n",
    "// envlint-disable-next-line path-overwrite\n",
    "/* ",
    "*/",
    "é😀",
    "\\",
    "\"envFile\": \"${workspaceFolder}/.env.local\",",
    "{ \"path\": \"c\" },",
    "\"terminal.integrated.env.linux\": { \"PATH\": \"/x\" },",
    "\"remoteUser\": \"someone\",",
    "exclude = [\"b/**\"]\n",
    "[rules]\npath-overwrite = \"off\"\n",
    "\"A\": null,",
    ".local",
    "../",
    "${workspaceFolder}",
    "[[",
];

/// A generator of numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // xorshift64*, which is good enough to choose edits.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    fn boundary(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    /// `text` after a random edit.
    fn edited(&mut self, text: &str, first: &str) -> String {
        let mut text = text.to_owned();
        match self.below(8) {
            0 => return first.to_owned(),
            1 | 2 => {
                let start = self.boundary(&text);
                let end = text.floor_char_boundary((start + self.below(12)).min(text.len()));
                text.replace_range(start..end.max(start), "");
            }
            _ => {
                let at = self.boundary(&text);
                text.insert_str(at, PARTS[self.below(PARTS.len())]);
            }
        }
        text
    }
}

/// Everything about a finding, without the numbers of documents.
fn described<'d>(finding: &Finding, document_of: impl Fn(DocumentId) -> Option<&'d Document>) -> String {
    let path = |id| document_of(id).map_or("?", Document::path).to_owned();
    let related: Vec<_> =
        finding.related.iter().map(|related| (path(related.document), related.span, &related.message)).collect();
    let Finding { rule, severity, message, span, platforms, help, fixes, .. } = finding;
    let path = path(finding.document);
    format!("{path} {span:?} {} {severity} {message} {platforms:?} {help:?} {fixes:?} {related:?}", rule.name)
}

fn of_session(session: &mut ProjectSession) -> Vec<String> {
    session.refresh().unwrap();
    let ids: Vec<DocumentId> = session.documents().iter().map(|analysis| analysis.file().id).collect();
    let found: Vec<Finding> = ids.into_iter().flat_map(|id| session.findings(id)).collect();
    let mut found: Vec<String> = found.iter().map(|finding| described(finding, |id| session.document(id))).collect();
    found.sort();
    found
}

fn of_new_run(files: Arc<dyn FileSystem>) -> Vec<String> {
    let project = Project::load(files, &Selection::new(&[PathBuf::from(FOLDER)])).unwrap();
    let findings = project.lint(&project.linter(&CliOverrides::default()));
    let document_of = |id| project.file(id).map(|file| &file.document);
    let mut found: Vec<String> = findings.iter().map(|finding| described(finding, document_of)).collect();
    found.sort();
    found
}

/// A session over a disk that can change, too.
struct Setup {
    disk: Arc<Overlay>,
    session: ProjectSession,
    /// The open texts.
    open: BTreeMap<&'static str, String>,
}

impl Setup {
    fn new() -> Self {
        let disk = Arc::new(Overlay::new(Arc::new(Memory::new("/"))));
        for (path, text) in FILES {
            disk.set(path, text);
        }
        let mut session = ProjectSession::new(Arc::<Overlay>::clone(&disk));
        session.add_folder(PathBuf::from(FOLDER));
        session.refresh().unwrap();
        Self { disk, session, open: BTreeMap::new() }
    }

    fn set(&mut self, path: &'static str, text: &str) {
        self.session.set_text(Path::new(path), text);
        self.open.insert(path, text.to_owned());
    }

    fn new_run(&self) -> Vec<String> {
        let files = Overlay::new(Arc::<Overlay>::clone(&self.disk));
        for (path, text) in &self.open {
            files.set(path, text.as_str());
        }
        of_new_run(Arc::new(files))
    }
}

#[test]
fn after_each_of_1000_random_edits_the_findings_are_those_of_a_new_run() {
    let mut setup = Setup::new();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut with_findings = 0;
    for step in 0..1000 {
        let (path, first) = FILES[numbers.below(FILES.len())];
        let on_disk = String::from_utf8(setup.disk.read(Path::new(path), u64::MAX).unwrap_or_default()).unwrap();
        match numbers.below(12) {
            0 => {
                setup.open.remove(path);
                setup.session.close(Path::new(path));
            }
            1 => {
                setup.disk.set(path, numbers.edited(&on_disk, first));
                setup.session.touch(Path::new(path));
            }
            2 => {
                setup.disk.remove(path);
                setup.session.touch(Path::new(path));
            }
            _ => {
                let text = setup.open.get(path).cloned().unwrap_or(on_disk);
                let text = numbers.edited(&text, first);
                setup.set(path, &text);
            }
        }
        let found = of_session(&mut setup.session);
        with_findings += usize::from(!found.is_empty());
        assert_eq!(found, setup.new_run(), "step {step}: {path}: {:?}", setup.open.get(path));
    }
    assert!(with_findings > 900, "only {with_findings} steps had findings");
}

#[test]
fn an_edit_analyzes_only_the_file_that_changes() {
    let mut setup = Setup::new();
    let _ = of_session(&mut setup.session);
    let id = |setup: &Setup, path: &str| setup.session.id(Path::new(path)).unwrap();
    let (a, b) = (id(&setup, FILES[0].0), id(&setup, FILES[6].0));
    let tasks = id(&setup, FILES[1].0);
    let c = id(&setup, FILES[9].0);
    let before = (setup.session.documents().get(tasks).cloned(), setup.session.findings_around(c));
    for text in ["{}", "{ \"a\"", FILES[0].1, "{}"] {
        setup.set(FILES[0].0, text);
        setup.session.refresh().unwrap();
        assert!(Arc::ptr_eq(before.0.as_ref().unwrap(), setup.session.documents().get(tasks).unwrap()));
        assert!(Arc::ptr_eq(before.1.as_ref().unwrap(), &setup.session.findings_around(c).unwrap()), "another window");
    }
    assert!(setup.session.related(a).iter().any(|analysis| analysis.file().id == b), "the workspace opens both");
}

#[test]
fn many_edits_hold_as_many_documents_as_one() {
    let mut setup = Setup::new();
    let _ = of_session(&mut setup.session);
    let count = |setup: &Setup| setup.session.documents().iter().count();
    let first = count(&setup);
    for number in 0..2000 {
        let name = format!(".env{}", ["", ".local", ".none"][number % 3]);
        setup.set("/w/a/.vscode/launch.json", &FILES[2].1.replace(".env", &name));
        setup.session.refresh().unwrap();
        assert_eq!(count(&setup), first - usize::from(number % 3 == 2), "{name}");
    }
    for analysis in setup.session.documents().iter() {
        assert_eq!(Arc::strong_count(analysis), 1, "{} is held twice", analysis.document().path());
    }
}

#[test]
fn open_user_settings_do_not_change_other_files() {
    let mut setup = Setup::new();
    let before = of_session(&mut setup.session);
    let user = "/home/me/.config/Code/User/settings.json";
    setup.session.set_text(Path::new(user), r#"{ "go.toolsEnvVars": { "PATH": "/u" } }"#);
    let (own, others): (Vec<String>, Vec<String>) =
        of_session(&mut setup.session).into_iter().partition(|finding| finding.starts_with(user));
    assert_eq!(others, before);
    assert!(!own.is_empty());
    setup.session.close(Path::new(user));
    assert_eq!(of_session(&mut setup.session), before);
}

#[test]
fn a_file_of_another_program_is_not_linted_because_it_is_open() {
    let mut setup = Setup::new();
    let before = of_session(&mut setup.session);
    for path in ["/w/src/settings.json", "/elsewhere/tasks.json", "/w/a/main.go"] {
        setup.session.set_text(Path::new(path), r#"{ "go.toolsEnvVars": { "PATH": "/u" } }"#);
    }
    assert_eq!(of_session(&mut setup.session), before);
    setup.session.set_text(Path::new("/elsewhere/.vscode/settings.json"), r#"{ "go.toolsEnvVars": { "PATH": "/u" } }"#);
    assert!(of_session(&mut setup.session).len() > before.len(), "VS Code reads this one");
}

#[test]
fn folders_can_be_added_and_removed() {
    let mut setup = Setup::new();
    let all = of_session(&mut setup.session);
    setup.session.remove_folder(Path::new(FOLDER));
    assert!(of_session(&mut setup.session).is_empty());
    setup.session.add_folder(PathBuf::from("/w/b"));
    let one = of_session(&mut setup.session);
    assert!(!one.is_empty() && one.len() < all.len());
    setup.session.add_folder(PathBuf::from(FOLDER));
    assert_eq!(of_session(&mut setup.session), all);
}
