//! The core library of envlint. It reads the files that configure environments for VS Code in the same way as VS
//! Code, runs rules over them, and fixes them.
//!
//! Invariant: this crate performs no I/O. The caller passes in texts ([`document::SourceFile`]) and gets back findings
//! and new texts ([`linter::Linter`]). Every fix is proved before it is returned ([`fixer`]).
//!
//! The crate contains no rules; they are in `envlint-rules`, which depends on this crate.
//!
//! Data flows in one direction only:
//!
//! ```text
//! Source ─parse→ Document ─read→ Reading (sites, settings) ─fold→ Window ─rules→ Finding ─choose→ Edit ─prove→ text
//! ```

pub mod address;
pub mod assist;
pub mod config;
pub mod document;
pub mod documents;
pub mod env;
pub mod env_file;
pub mod finding;
pub mod fixer;
pub mod jsonc;
pub mod linter;
pub mod meta;
pub mod model;
mod options;
pub mod rule;
pub mod secrets;
mod sharing;
pub mod spelling;
pub mod suppressions;
pub mod text;
pub mod views;
pub mod vscode;
