//! Writes the generated files to `target/samples/NAME/.vscode/settings.json`, so that you can time the whole process:
//!
//! ```text
//! cargo bench --bench samples
//! /usr/bin/time -v target/release/envlint target/samples/small/.vscode/settings.json
//! ```

mod generator;

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    for sample in generator::samples() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/samples").join(sample.name).join(".vscode");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("settings.json"), sample.text)?;
    }
    Ok(())
}
