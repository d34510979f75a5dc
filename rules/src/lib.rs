//! envlint's rules.
//!
//! Every rule consists of two files in the same folder: `name.rs`, the check, and `name.md`, its page. The page is the
//! documentation of the rule's module here, the text of `envlint rule NAME`, and a test: its examples are linted and fixed.
//!
//! The types that every program needs are re-exported here; all others are in `envlint-core`.
//!
//! ```
//! use envlint_rules::SourceFile;
//!
//! let text = r#"{ "terminal.integrated.env.osx": { "PATH": "/opt/go/bin" } }"#;
//! let findings = envlint_rules::lint([SourceFile::new(".vscode/settings.json", text)?]);
//! assert_eq!(findings[0].rule.name, "path-overwrite");
//! println!("{}", findings[0]);
//! # Ok::<(), envlint_core::document::UnknownFile>(())
//! ```
//!
//! [`lint`] uses the default options. For others, and for fixes, create a [`Linter`]:
//!
//! ```
//! use envlint_core::finding::Applicability;
//! use envlint_rules::{Document, Linter, Options, SourceFile};
//!
//! let text = r#"{ "terminal.integrated.env.osx": { "PATH": "/opt/go/bin" } }"#;
//! let documents = [Document::parse(SourceFile::new(".vscode/settings.json", text)?)];
//!
//! let linter = Linter::new(envlint_rules::all(), Options::default());
//! let fixed = linter.fix(&documents, Applicability::Safe, |_| true);
//! let changed: Vec<&str> = fixed.changed.values().map(Document::text).collect();
//! assert!(changed[0].contains("/opt/go/bin:${env:PATH}"));
//! # Ok::<(), envlint_core::document::UnknownFile>(())
//! ```

#![allow(rustdoc::invalid_codeblock_attributes, reason = "the examples in the pages name their files: `path=…`")]

pub use envlint_core::document::{Document, SourceFile};
pub use envlint_core::finding::{Finding, ReportFinding};
pub use envlint_core::linter::Linter;
pub use envlint_core::rule::Options;

use envlint_core::rule::Rule;

#[macro_use]
mod macros;

pub mod containers;
pub mod envfiles;
pub mod file;
pub mod go;
pub mod housekeeping;
pub mod launch;
pub mod layers;
pub mod mcp;
pub mod paths;
pub mod references;
pub mod security;
pub mod tasks;
pub mod terminal;

/// The findings of all rules in `sources`, all files of one run, with the default options: sorted by path, offset and
/// rule, and without secrets.
///
/// Files of one window find each other by path, so all paths must be absolute, or relative to the same folder.
#[must_use]
pub fn lint(sources: impl IntoIterator<Item = SourceFile>) -> Vec<ReportFinding> {
    let documents: Vec<Document> = sources.into_iter().map(Document::parse).collect();
    let findings = Linter::new(all(), Options::default()).lint(&documents);
    findings.iter().filter_map(|finding| finding.redacted(&documents)).collect()
}

/// Every rule, sorted by family and then by name.
#[must_use]
pub fn all() -> Vec<&'static dyn Rule> {
    [
        containers::RULES,
        envfiles::RULES,
        file::RULES,
        go::RULES,
        housekeeping::RULES,
        launch::RULES,
        layers::RULES,
        mcp::RULES,
        paths::RULES,
        references::RULES,
        security::RULES,
        tasks::RULES,
        terminal::RULES,
    ]
    .concat()
}

/// The rule named `name`; `None` if there is none.
#[must_use]
pub fn find(name: &str) -> Option<&'static dyn Rule> {
    all().into_iter().find(|rule| rule.meta().name == name)
}
