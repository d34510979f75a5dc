//! envlint's core.
pub mod document;
pub mod env;
pub mod jsonc;
pub mod text;
pub mod vscode;
