//! A value of a `.env` file as written.

/// A value as written after `=`: its first line, including trailing spaces.
pub(super) struct EnvFileValue<'t> {
    pub(super) text: &'t str,
    pub(super) quoted: Quoted,
    /// `true` if there is no space between `=` and the value.
    pub(super) touches_sign: bool,
}

/// The quotes around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    No,
    /// Quoted with this character; the closing quote is just before this byte offset.
    Until(char, usize),
    /// Quoted with this character; the closing quote is on a later line.
    OverLines(char),
    /// The closing quote is missing.
    Open,
}

impl EnvFileValue<'_> {
    /// Returns `true` if both are the same text.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.text.trim_end() == other.text.trim_end()
    }
}
