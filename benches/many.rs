//! Times a run over many files: 400, 800 and 1,600 workspaces, with 30, 60 and 120 user settings files of other people. All of them
//! are named together, so the time must be linear in their number:
//!
//! ```text
//! cargo bench --bench many
//! ```
//!
//! The files stay in `target/many/NUMBER`, to time the whole process, for example with
//! `find target/many/1600 -name '*.json' | xargs -n 99999 target/release/envlint --quiet`.

#![allow(clippy::print_stdout, reason = "this is how a benchmark reports")]

#[allow(dead_code, reason = "other benchmarks use the names of the samples")]
mod generator;

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use envlint_project::{CliOverrides, Disk, Project, Selection};

fn main() -> Result<(), Box<dyn Error>> {
    println!("workspaces  files  findings  seconds");
    for workspaces in [400, 800, 1_600] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/many").join(workspaces.to_string());
        let files = write(&folder, workspaces)?;
        let start = Instant::now();
        let project = Project::load(Arc::new(Disk), &Selection::new(&files))?;
        let findings = project.lint(&project.linter(&CliOverrides::default()));
        let seconds = start.elapsed().as_secs_f64();
        println!("{workspaces:10}  {:5}  {:8}  {seconds:7.2}", files.len(), findings.len());
    }
    Ok(())
}

/// Writes the files of `workspaces` workspaces, and returns their paths: the settings of each folder, a launch configuration in
/// every second one, a `.code-workspace` in every fourth, and the settings of three users for every 40 workspaces.
fn write(folder: &Path, workspaces: usize) -> io::Result<Vec<PathBuf>> {
    let settings = generator::samples().into_iter().next().map(|sample| sample.text).unwrap_or_default();
    let mut paths = Vec::new();
    let mut add = |name: String, text: &str| {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text)?;
        paths.push(path);
        io::Result::Ok(())
    };
    for number in 0..workspaces {
        add(format!("app-{number:04}/.vscode/settings.json"), &settings)?;
        if number % 2 == 0 {
            add(format!("app-{number:04}/.vscode/launch.json"), LAUNCH)?;
        }
        if number % 4 == 0 {
            let next = number + 1;
            let opened = format!(r#"{{ "folders": [{{ "path": "." }}, {{ "path": "../app-{next:04}" }}] }}"#);
            add(format!("app-{number:04}/app.code-workspace"), &opened)?;
        }
    }
    for number in 0..workspaces * 3 / 40 {
        add(format!("users/{number:03}/Code/User/settings.json"), &settings)?;
    }
    Ok(paths)
}

const LAUNCH: &str = r#"{
    "configurations": [
        { "type": "go", "request": "launch", "env": { "PATH": "/opt/go/bin" }, "envFile": "${workspaceFolder}/.env" }
    ]
}
"#;
