//! What a keystroke costs in a file of 2,000 lines: the new findings of a [`ProjectSession`] with 1, 20 and 200 folders, with and
//! without a `.code-workspace` that opens all of them.
//!
//! ```text
//! cargo bench -p envlint-project --bench keystroke
//! ```
//!
//! Times are given as ratios to parsing the text and analyzing it, which every new text needs. To count instructions instead,
//! which do not depend on the load of the machine, name one number of folders:
//!
//! ```text
//! valgrind --tool=callgrind --toggle-collect='keystroke::type_one' target/release/deps/keystroke-… 200
//! ```
//!
//! That is the count of four keystrokes. With another argument after the number, a `.code-workspace` opens the folders.
//!
//! Goal: without a workspace, 200 folders take as many instructions as one.

#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "this is how a benchmark reports, from lists of fixed lengths"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use envlint_core::document::{Document, DocumentId, SourceFile};
use envlint_core::env::Analysis;
use envlint_project::{Memory, ProjectSession};

/// The number of keystrokes of each measurement.
const KEYSTROKES: usize = 200;
/// The number of keystrokes whose instructions are counted.
const COUNTED_KEYSTROKES: usize = 4;
/// The file that is edited.
const FILE: &str = "/work/app-0/.vscode/settings.json";

fn main() {
    let named: Option<usize> = std::env::args().nth(1).and_then(|number| number.parse().ok());
    if let Some(folders) = named {
        let in_workspace = std::env::args().nth(2).is_some();
        let mut session = session(folders, in_workspace);
        for text in texts().iter().cycle().take(COUNTED_KEYSTROKES) {
            black_box(type_one(&mut session, text));
        }
        return;
    }
    println!("folders  workspace  median  p99  (ratios to parsing and analyzing)  findings");
    for in_workspace in [false, true] {
        for folders in [1, 20, 200] {
            measure(folders, in_workspace);
        }
    }
}

fn measure(folders: usize, in_workspace: bool) {
    let mut session = session(folders, in_workspace);
    let texts = texts();
    let mut findings = type_one(&mut session, &texts[0]);
    let (mut typed, mut read) = (Vec::new(), Vec::new());
    for text in texts.iter().cycle().take(KEYSTROKES) {
        let start = Instant::now();
        findings = black_box(type_one(&mut session, text));
        typed.push(start.elapsed());
        let start = Instant::now();
        let _ = black_box(read_one(text));
        read.push(start.elapsed());
    }
    typed.sort();
    read.sort();
    let base = read[KEYSTROKES / 2].as_secs_f64();
    let ratio = |time: Duration| time.as_secs_f64() / base;
    let (median, p99) = (ratio(typed[KEYSTROKES / 2]), ratio(typed[KEYSTROKES * 99 / 100]));
    println!("{folders:7}  {in_workspace:9}  {median:6.2}  {p99:4.2}  {base:.6} s  {findings:8}");
}

/// Gives the session a new text, and returns the number of findings in it.
#[inline(never)]
fn type_one(session: &mut ProjectSession, text: &str) -> usize {
    let path = Path::new(FILE);
    session.set_text(path, text);
    let _ = session.refresh();
    session.id(path).map_or(0, |id| session.findings(id).len())
}

/// Parses and analyzes `text`.
#[inline(never)]
fn read_one(text: &str) -> Option<Analysis> {
    Some(Analysis::new(DocumentId(0), Document::parse(SourceFile::new(FILE, text).ok()?)))
}

/// A session with this many folders, each with settings, tasks and a launch configuration.
fn session(folders: usize, in_workspace: bool) -> ProjectSession {
    let mut files = Memory::new("/work");
    let mut opened = Vec::new();
    for number in 0..folders {
        let folder = format!("/work/app-{number}");
        files.add(format!("{folder}/.vscode/settings.json"), settings(40));
        files.add(format!("{folder}/.vscode/tasks.json"), TASKS);
        files.add(format!("{folder}/.vscode/launch.json"), LAUNCH);
        files.add(format!("{folder}/.env"), "PATH=/x\nA=1\n");
        opened.push(format!("{{ \"path\": \"app-{number}\" }}"));
    }
    if in_workspace {
        files.add("/work/all.code-workspace", format!("{{ \"folders\": [{}] }}", opened.join(", ")));
    }
    let mut session = ProjectSession::new(Arc::new(files));
    session.add_folder(PathBuf::from("/work"));
    let _ = session.refresh();
    // Lints everything once, as an editor does when it opens the file.
    let _ = session.id(Path::new(FILE)).and_then(|id| session.findings_around(id));
    session
}

/// The same long text with one more or less character in the middle.
fn texts() -> [String; 2] {
    let text = settings(2000);
    let mut longer = text.clone();
    longer.insert(text.floor_char_boundary(text.len() / 2), ' ');
    [longer, text]
}

/// Settings with this many lines, as people write them: most set no variables.
fn settings(lines: usize) -> String {
    let mut text = String::from("{\n");
    for number in 0..lines / 8 {
        let _ = writeln!(text, "  // Group {number}\n  \"editor.rulers\": [80, {number}],");
        let _ = writeln!(
            text,
            "  \"[lang{number}]\": {{\n    \"editor.tabSize\": 4,\n    \"editor.insertSpaces\": true\n  }},"
        );
        let _ = writeln!(text, "  \"some.extension.setting{number}\": \"a value with some text\",");
    }
    text.push_str("  \"terminal.integrated.env.linux\": { \"PATH\": \"/opt/go/bin\", \"GOFLAGS\": \"-mod=mod\" }\n}\n");
    text
}

const TASKS: &str = r#"{ "version": "2.0.0", "tasks": [{ "label": "build", "type": "shell", "command": "make",
    "options": { "env": { "PATH": "/opt/build/bin:${env:PATH}" } } }] }"#;

const LAUNCH: &str = r#"{ "version": "0.2.0", "configurations": [{ "name": "serve", "type": "go", "request": "launch",
    "program": "${workspaceFolder}", "envFile": "${workspaceFolder}/.env", "env": { "A": "1" } }] }"#;
