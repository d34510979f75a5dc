//! Lints and fixes a settings file with the library. It does not read or write any file.
//!
//! Run it with `cargo run --example library`.

use envlint_core::document::{Document, Source};
use envlint_core::finding::Applicability;
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;

const PATH: &str = ".vscode/settings.json";
const TEXT: &str = r#"{
  "terminal.integrated.env.osx": {
    "PATH": "/opt/go/bin" // our Go
  }
}
"#;

fn main() -> std::io::Result<()> {
    print(&mut std::io::stdout().lock())
}

pub(crate) fn print(out: &mut impl std::io::Write) -> std::io::Result<()> {
    let Some(kind) = FileKind::of_path(PATH) else { return Ok(()) };
    let document = Document::parse(Source { path: PATH.to_owned(), text: TEXT.to_owned(), kind });
    let linter = Linter::new(envlint_rules::all(), Options::default());

    for finding in linter.lint(&[&document]) {
        let at = document.position(finding.span.start);
        writeln!(out, "{PATH}:{}:{}: {}: {}", at.line, at.column, finding.rule.name, finding.message)?;
    }

    let fixed = linter.fix(&[&document], Applicability::Safe, |_| true);
    for document in fixed.changed.values() {
        write!(out, "\n{}", document.text())?;
    }
    Ok(())
}
