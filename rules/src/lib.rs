//! envlint's rules.
//!
//! Every rule consists of two files in the same folder: `name.rs`, the check, and `name.md`, its page. The page is the
//! documentation of the rule's module here, the text of `envlint rule NAME`, and a test: its examples are linted and fixed.
//!
//! The types that every program needs are re-exported here; all others are in `envlint-core`.
//!
//! ```
//! use envlint_core::vscode::FileKind;
//! use envlint_rules::{Document, Linter, Options, Source};
//!
//! let path = ".vscode/settings.json";
//! let text = r#"{ "terminal.integrated.env.osx": { "PATH": "/opt/go/bin" } }"#;
//! let kind = FileKind::of_path(path).expect("a name that VS Code knows");
//! let documents = [Document::parse(Source { path: path.to_owned(), text: text.to_owned(), kind })];
//! let findings = Linter::new(envlint_rules::all(), Options::default()).lint(&documents);
//! assert_eq!(findings[0].rule.name, "path-overwrite");
//! ```

#![allow(rustdoc::invalid_codeblock_attributes, reason = "the examples in the pages name their files: `path=…`")]

pub use envlint_core::document::{Document, Source};
pub use envlint_core::finding::Finding;
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
