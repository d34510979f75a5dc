//! `.env` files: which settings and launch configurations name them, which programs read them, and how their parsers
//! read them.
//!
//! Invariant: values leave this module only through [`assignments`], for the model. Neither findings nor `Debug`
//! output contain them, and reports hide those that look like secrets.

mod grammar;
mod line;
mod list;
mod read;
mod reference;
mod surprise;
mod value;

#[cfg(test)]
mod tests;

pub use grammar::{
    Consequence, ENV_FILE_SETTINGS, EnvFileGrammar, EnvFileNames, EnvFileQuotes, EnvFileReader, EnvFileSetting,
    PathFate,
};
pub use list::{ForeignSeparator, ListLine};
pub use read::{EnvFileAssignment, Piece, assignments, sets};
pub(crate) use reference::find_env_files;
pub use reference::{EnvFile, EnvFileReference, PathStart, may_name_env_files};
pub use surprise::{Surprise, SurprisingLine, surprises};
