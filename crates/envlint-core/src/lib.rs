//! The library under envlint: it reads the files in which people tell VS Code about environments as VS Code reads them, runs
//! rules over them, and mends them with fixes that are proved before they are handed out.
//!
//! It does no I/O at all: texts go in ([`document::Source`]), findings and new texts come out ([`linter::Linter`]). It holds
//! no rule either; those are in `envlint-rules`, which re-exports this crate.
//!
//! The way of the data, one direction only:
//!
//! ```text
//! Source ─parse→ Document ─read→ Reading (sites, settings) ─fold→ Window ─rules→ Finding ─choose→ Edit ─prove→ text
//! ```

pub mod config;
pub mod document;
pub mod env;
pub mod env_file;
pub mod finding;
pub mod fixer;
pub mod jsonc;
pub mod linter;
pub mod meta;
pub mod model;
pub mod rule;
pub mod secrets;
mod sharing;
pub mod spelling;
pub mod suppressions;
pub mod text;
pub mod views;
pub mod vscode;
