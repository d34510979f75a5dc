use super::errors::JsonError;
use super::reader::{JsonReader, Reading};
use super::tree::Tree;

/// Reads `text`, a whole file, as VS Code does: it never fails, and recovers from errors. A byte order mark at the
/// start counts as white space, and is included in all offsets. Escapes that JSON does not define are dropped. Takes
/// time linear in the length of the text, which must be shorter than 4 GiB.
#[must_use]
pub fn read(text: &str) -> Reading {
    JsonReader::new(text).read()
}

/// Parses `text`, a whole file, without recovery.
///
/// # Errors
///
/// The first syntax error.
pub fn parse(text: &str) -> Result<Tree, JsonError> {
    let reading = read(text);
    reading.errors.into_iter().next().map_or(Ok(reading.tree), Err)
}
