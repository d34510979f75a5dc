//! A line of a startup file, as evidence.

use jiff::Timestamp;

/// A line of a startup file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartupLine {
    /// The path of the file.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The text of the line, without leading and trailing spaces.
    pub text: String,
    /// The time of the file's last change.
    pub modified: Option<Timestamp>,
}
