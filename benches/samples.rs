//! Writes the inputs of `bench/instructions` and `bench/compare` to a folder:
//!
//! ```text
//! cargo bench --bench samples -- FOLDER
//! ```
//!
//! Each input is a folder to run envlint in, and has only generated files. Without an argument, they are written to
//! `target/samples`.

mod generator;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::composed;

/// The number of workspaces of the input with many files.
const WORKSPACES: usize = 300;

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/samples"));
    for sample in generator::samples() {
        write(&folder.join(sample.name), &sample.text)?;
    }
    write(&folder.join("one"), &generator::settings(500))?;
    write(&folder.join("user"), &composed::single(9_000))?;
    write(&folder.join("composed"), &composed::joined(2_000_000))?;
    write(&folder.join("findings"), &generator::with_findings(2_000_000, 20))?;
    for number in 0..WORKSPACES {
        write(&folder.join("workspaces").join(format!("app-{number:03}")), &generator::settings(500))?;
    }
    Ok(())
}

/// Writes the settings of the workspace `folder`.
fn write(folder: &Path, text: &str) -> io::Result<()> {
    let folder = folder.join(".vscode");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("settings.json"), text)
}
