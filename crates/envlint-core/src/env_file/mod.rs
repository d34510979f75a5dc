//! `.env` files: which settings and launch configurations name them, which programs read them, and how their parsers
//! read them.
//!
//! Invariant: values never leave this module. It returns only the names of variables, and what happens to their
//! values.

mod grammar;
mod line;
mod parse;
mod reference;
mod value;

#[cfg(test)]
mod tests;

pub use grammar::{
    ENV_FILE_SETTINGS, EnvFileGrammar, EnvFileNames, EnvFileQuotes, EnvFileReader, EnvFileSetting, Harm, PathFate,
};
pub use parse::{ListLine, Surprise, SurprisingLine, list_line, sets, surprises};
pub use reference::{EnvFile, EnvFileReference, PathStart, env_files, may_name_env_files};
