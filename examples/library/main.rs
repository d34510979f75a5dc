//! Lints and fixes a settings file with the library. It does not read or write any file.
//!
//! Run it with `cargo run --example library`.

use std::error::Error;
use std::io::{self, Write};

use envlint_core::document::{Document, SourceFile};
use envlint_core::finding::Applicability;
use envlint_core::linter::Linter;
use envlint_core::rule::Options;

const PATH: &str = ".vscode/settings.json";
const TEXT: &str = r#"{
  "terminal.integrated.env.osx": {
    "PATH": "/opt/go/bin" // our Go
  }
}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    print(&mut io::stdout().lock())
}

pub(crate) fn print(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for finding in envlint_rules::lint([SourceFile::new(PATH, TEXT)?]) {
        writeln!(out, "{finding}")?;
    }

    // For options and fixes, create a linter.
    let documents = [Document::parse(SourceFile::new(PATH, TEXT)?)];
    let linter = Linter::new(envlint_rules::all(), Options::default());
    let fixed = linter.fix(&documents, Applicability::Safe, |_| true);
    for document in fixed.changed.values() {
        write!(out, "\n{}", document.text())?;
    }
    Ok(())
}
