//! Splits text into tokens, exactly where VS Code's scanner does.
//!
//! Source: `createScanner` in json.ts (1.138). Every character that is neither white space nor part of a token belongs
//! to a [`TokenKind::Unknown`] token, which the parser passes over.

use memchr::{memchr3, memmem};

use super::node::Escapes;

/// The kind of a [`Token`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    String,
    Number,
    True,
    False,
    Null,
    /// Text that is not part of the format.
    Unknown,
    /// The end of the text.
    End,
}

impl TokenKind {
    /// Returns `true` for an opening or closing bracket.
    pub(super) fn is_bracket(self) -> bool {
        matches!(self, Self::OpenBrace | Self::CloseBrace | Self::OpenBracket | Self::CloseBracket)
    }
}

/// What is wrong with a string or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The string has no closing quote on its line.
    Unterminated,
    /// The string continues after a backslash at the end of a line.
    EscapedLineEnd,
    /// The number ends after its `.` or `e`.
    Number,
}

/// One token. Its text is `start..end`, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The escapes of a string.
    pub(super) escapes: Escapes,
    pub(super) flaw: Option<Flaw>,
}

/// What a byte outside strings and comments begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Quote,
    Slash,
    Minus,
    Digit,
    /// Part of a character outside ASCII.
    Wide,
}

/// The class of each byte.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Word; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = class_of(byte as u8);
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Word)
}

const fn class_of(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => Class::Space,
        b'{' => Class::OpenBrace,
        b'}' => Class::CloseBrace,
        b'[' => Class::OpenBracket,
        b']' => Class::CloseBracket,
        b',' => Class::Comma,
        b':' => Class::Colon,
        b'"' => Class::Quote,
        b'/' => Class::Slash,
        b'-' => Class::Minus,
        b'0'..=b'9' => Class::Digit,
        0x80.. => Class::Wide,
        _ => Class::Word,
    }
}

/// The first offset at or after `at` whose byte `stops`, or the end of `bytes`.
fn find(bytes: &[u8], at: usize, stops: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| stops(byte)).unwrap_or(rest.len())
}

/// The first offset at or after `at` of a quote, a backslash or a line end, or the end of `bytes`: the end of what a string contains
/// literally. Most of the text is in strings, so eight bytes are compared at once.
pub(crate) fn find_in_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(*chunk);
        let found = first_bits_of(word, b'"') | first_bits_of(word, b'\\') | first_bits_of_controls(word);
        if found == 0 {
            at += 8;
            continue;
        }
        at += found.trailing_zeros() as usize / 8;
        match bytes.get(at) {
            Some(b'"' | b'\\' | b'\n' | b'\r') => return at,
            _ => at += 1,
        }
    }
    find(bytes, at, |byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r'))
}

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The highest bit of the first byte in `word` that is `byte`, and perhaps those of bytes after it.
const fn first_bits_of(word: u64, byte: u8) -> u64 {
    let difference = word ^ (ONES * byte as u64);
    difference.wrapping_sub(ONES) & !difference & HIGH_BITS
}

/// The same for control characters, which line ends are.
const fn first_bits_of_controls(word: u64) -> u64 {
    word.wrapping_sub(ONES * 0x20) & !word & HIGH_BITS
}

/// Splits one text into tokens.
pub(super) struct JsonScanner<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The start of a block comment that is never closed.
    pub(super) open_comment: Option<usize>,
    /// `true` if the text contains white space, or the end of a comment, that only VS Code recognizes.
    pub(super) has_rare_space: bool,
}

impl<'t> JsonScanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, open_comment: None, has_rare_space: false }
    }

    /// The next token after white space and comments.
    pub(super) fn next(&mut self) -> Token {
        loop {
            let start = self.at;
            let Some(&byte) = self.bytes.get(start) else { return token(TokenKind::End, start, start) };
            self.at += 1;
            let kind = match class(byte) {
                Class::Space => {
                    self.skip_indent();
                    continue;
                }
                Class::Quote => return self.string(start),
                Class::OpenBrace => TokenKind::OpenBrace,
                Class::CloseBrace => TokenKind::CloseBrace,
                Class::OpenBracket => TokenKind::OpenBracket,
                Class::CloseBracket => TokenKind::CloseBracket,
                Class::Comma => TokenKind::Comma,
                Class::Colon => TokenKind::Colon,
                Class::Digit => return self.number(start),
                Class::Minus if self.is_digit() => {
                    self.at += 1;
                    return self.number(start);
                }
                Class::Slash if self.skip_comment() => continue,
                Class::Minus | Class::Slash => TokenKind::Unknown,
                Class::Wide if self.skip_wide_space(start) => continue,
                Class::Wide | Class::Word => return self.word(start),
            };
            return token(kind, start, start + 1);
        }
    }

    /// Moves past the spaces at the start of a line, four at a time.
    fn skip_indent(&mut self) {
        while self.bytes.get(self.at..self.at + 4) == Some(b"    ") {
            self.at += 4;
        }
    }

    fn is_digit(&self) -> bool {
        self.bytes.get(self.at).is_some_and(u8::is_ascii_digit)
    }

    fn skip_digits(&mut self) {
        while self.is_digit() {
            self.at += 1;
        }
    }

    /// The string whose opening quote is at `start`.
    fn string(&mut self, start: usize) -> Token {
        let (mut escapes, mut flaw) = (Escapes::None, None);
        loop {
            self.at = find_in_string(self.bytes, self.at);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => {
                    let next = self.bytes.get(self.at + 1);
                    let is_common = matches!(next, Some(b'"' | b'\\' | b'n' | b't' | b'r' | b'b' | b'f'));
                    escapes = escapes.max(if is_common { Escapes::Common } else { Escapes::Rare });
                    if matches!(next, Some(b'\n' | b'\r')) {
                        flaw = Some(Flaw::EscapedLineEnd);
                    }
                    self.at += 1 + usize::from(next.is_some());
                }
                _ => {
                    flaw = Some(Flaw::Unterminated);
                    break;
                }
            }
        }
        Token { kind: TokenKind::String, start, end: self.at, escapes, flaw }
    }

    /// The number that starts at `start`, after its first digit. If its exponent has no digits, VS Code reads what
    /// precedes the exponent.
    fn number(&mut self, start: usize) -> Token {
        if self.bytes.get(self.at - 1) != Some(&b'0') {
            self.skip_digits();
        }
        let mut flaw = None;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            if !self.is_digit() {
                return Token { flaw: Some(Flaw::Number), ..token(TokenKind::Number, start, self.at) };
            }
            self.skip_digits();
        }
        let mut end = self.at;
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.is_digit() {
                self.skip_digits();
                end = self.at;
            } else {
                flaw = Some(Flaw::Number);
            }
        }
        Token { flaw, ..token(TokenKind::Number, start, end) }
    }

    /// The word that starts at `start`: a keyword or unknown text.
    fn word(&mut self, start: usize) -> Token {
        self.at = start;
        while let Some(&byte) = self.bytes.get(self.at) {
            match class(byte) {
                Class::Word | Class::Minus | Class::Digit => self.at += 1,
                Class::Wide if wide_space(self.bytes, self.at).is_none() => self.at += 1,
                _ => break,
            }
        }
        let kind = match self.bytes.get(start..self.at) {
            Some(b"true") => TokenKind::True,
            Some(b"false") => TokenKind::False,
            Some(b"null") => TokenKind::Null,
            _ => TokenKind::Unknown,
        };
        token(kind, start, self.at)
    }

    /// Moves past a comment whose first slash was just read. Returns `false` if it is only a slash.
    fn skip_comment(&mut self) -> bool {
        let start = self.at - 1;
        match self.bytes.get(self.at) {
            Some(b'/') => {
                self.at = end_of_line_comment(self.bytes, start);
                self.has_rare_space |= self.bytes.get(self.at) == Some(&0xe2);
                true
            }
            Some(b'*') => {
                let (end, is_closed) = end_of_block_comment(self.bytes, start);
                self.at = end;
                if !is_closed {
                    self.open_comment = Some(start);
                }
                true
            }
            _ => false,
        }
    }

    /// Moves past white space outside ASCII that starts at `start`.
    fn skip_wide_space(&mut self, start: usize) -> bool {
        let Some(length) = wide_space(self.bytes, start) else { return false };
        self.at = start + length;
        self.has_rare_space |= match self.bytes.get(start..self.at) {
            Some([0xe2, 0x80, 0x8b]) => true,
            // A byte order mark at the start is not part of the text for other programs.
            Some([0xef, 0xbb, 0xbf]) => start > 0,
            _ => false,
        };
        true
    }
}

pub(super) fn token(kind: TokenKind, start: usize, end: usize) -> Token {
    Token { kind, start, end, escapes: Escapes::None, flaw: None }
}

/// The end of the line comment at `start`. U+2028 and U+2029 end it too.
pub(super) fn end_of_line_comment(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        at = memchr3(b'\n', b'\r', 0xe2, bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |length| at + length);
        match bytes.get(at) {
            Some(0xe2) if !matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])) => at += 1,
            _ => return at,
        }
    }
}

/// The end of the block comment at `start`, and whether it is closed.
pub(super) fn end_of_block_comment(bytes: &[u8], start: usize) -> (usize, bool) {
    let rest = bytes.get(start + 2..).unwrap_or_default();
    match memmem::find(rest, b"*/") {
        Some(length) => (start + 2 + length + 2, true),
        None => (bytes.len(), false),
    }
}

/// The end of the string at `start`: after its closing quote, or where its line ends.
pub(super) fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        at = find_in_string(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at = bytes.len().min(at + 2),
            _ => return at,
        }
    }
}

/// The length of the white space character at `at`, which is outside ASCII. VS Code's own list: it has U+200B and
/// U+FEFF, but not U+0085. It contains the line ends U+2028 and U+2029 too.
fn wide_space(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        [0xc2, 0xa0, ..] => Some(2),
        [0xe1, 0x9a, 0x80, ..]
        | [0xe2, 0x80, 0x80..=0x8b | 0xa8 | 0xa9 | 0xaf, ..]
        | [0xe2, 0x81, 0x9f, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xbb, 0xbf, ..] => Some(3),
        _ => None,
    }
}
