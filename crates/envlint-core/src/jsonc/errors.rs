use crate::text::Span;

/// The kinds of syntax errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Two members or elements without a comma between them.
    MissingComma,
    /// A comma without a member or element before it.
    ExtraComma,
    /// A key without a colon after it.
    MissingColon,
    /// A key and a colon, but no value.
    MissingValue,
    /// Text in the place of a value that is not a value: `yes`, `NaN`, `.5`.
    InvalidValue,
    /// A number that ends after its `.` or `e`.
    InvalidNumber,
    /// Something other than a string in the place of a key.
    InvalidKey,
    /// A key without quotes.
    UnquotedKey,
    /// `'…'`
    SingleQuotes,
    /// `]` in an object, or `}` in an array.
    WrongBracket,
    /// `{` or `[` without a closing bracket.
    Unclosed,
    /// Any other text that is not part of JSON, between the values or before them.
    StrayText,
    /// A second value, or stray text, after the root value.
    AfterRoot,
    /// A string whose line ends before its closing quote.
    UnterminatedString,
    /// `/*` without `*/`.
    UnterminatedComment,
    /// `<<<<<<<`, `|||||||`, `=======` or `>>>>>>>`: an unfinished merge.
    ConflictMarker,
    /// More than 256 levels deep. Nothing is read from such a file.
    TooDeep,
}

/// One syntax error of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The location of the error: the text that is wrong or, where something is missing, the text before it.
    pub span: Span,
    /// The kind of error.
    pub kind: JsonErrorKind,
    /// The text that VS Code passes over because of the error. Empty if it reads everything.
    pub lost: Span,
}

/// Returns `true` if `text` begins with a marker that git writes around the two sides of a conflict.
pub(super) fn is_conflict_marker(text: &[u8]) -> bool {
    let markers: [&[u8]; 4] = [b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"];
    markers.iter().any(|marker| text.starts_with(marker))
}
