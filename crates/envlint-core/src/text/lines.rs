use memchr::{memchr, memchr2_iter};

/// A position in a file: a line and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in units of a [`PositionEncoding`]: Unicode scalar values unless stated otherwise.
    pub column: u32,
}

/// The unit in which columns count.
///
/// The names are those of the Language Server Protocol, whose positions count from 0 rather than from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PositionEncoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, the default of the Language Server Protocol.
    Utf16,
    /// Unicode scalar values, which people take for characters.
    Utf32,
}

impl PositionEncoding {
    /// The number of units that `character` occupies.
    ///
    /// ```
    /// use envlint_core::text::PositionEncoding;
    ///
    /// let widths = [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32];
    /// assert_eq!(widths.map(|encoding| encoding.width('🙂')), [4, 2, 1]);
    /// ```
    #[must_use]
    pub const fn width(self, character: char) -> u32 {
        match self {
            Self::Utf8 => character.len_utf8() as u32,
            Self::Utf16 => character.len_utf16() as u32,
            Self::Utf32 => 1,
        }
    }
}

/// The starts of the lines of a file. Lines end at LF, CR LF or a lone CR, as in VS Code.
///
/// The index does not contain the text; pass the same text to each call. A position costs two binary searches,
/// whatever the length of its line.
///
/// ```
/// use envlint_core::text::{LineColumn, LineIndex, PositionEncoding};
///
/// let text = "{\r\n  \"🙂\": 1\r\n}";
/// let index = LineIndex::new(text);
/// let colon = text.find(':').unwrap() as u32;
///
/// let position = index.position_in(text, colon, PositionEncoding::Utf16);
/// assert_eq!(position, LineColumn { line: 2, column: 7 });
/// assert_eq!(index.offset(text, position, PositionEncoding::Utf16), colon);
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The characters that occupy more than one byte, in the order of the text.
    wide: Vec<Wide>,
    /// The offset after the byte order mark.
    content: u32,
}

/// A character that occupies more than one byte.
#[derive(Clone, Copy, Debug)]
struct Wide {
    start: u32,
    /// How many units fewer than bytes the text has, up to and including this character.
    fewer: Fewer,
}

#[derive(Clone, Copy, Debug, Default)]
struct Fewer {
    utf16: u32,
    utf32: u32,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl LineIndex {
    /// Indexes `text`, which must be shorter than 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        if memchr(b'\r', bytes).is_none() {
            add_after_line_feeds(bytes, &mut starts);
        } else {
            let is_end = |offset: &usize| bytes.get(*offset) == Some(&b'\n') || bytes.get(offset + 1) != Some(&b'\n');
            starts.extend(memchr2_iter(b'\n', b'\r', bytes).filter(is_end).map(|end| end as u32 + 1));
        }
        let content = (text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len()) as u32;
        Self { starts, wide: wide(text), content }
    }

    /// The number of lines; text without a line end has one.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line of the byte at `offset`, from 1.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The offset of the first byte of `line` (from 1); after the last line, that of the last line.
    #[must_use]
    pub fn start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts.get(index).copied().unwrap_or_default()
    }

    /// The line and column of the byte at `offset`, for people: the column counts Unicode scalar values.
    ///
    /// ```
    /// use envlint_core::text::{LineColumn, LineIndex};
    ///
    /// let text = "one\ntwo";
    /// assert_eq!(LineIndex::new(text).position(text, 5), LineColumn { line: 2, column: 2 });
    /// ```
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        self.position_in(text, offset, PositionEncoding::Utf32)
    }

    /// The line and column of the byte at `offset`, with the column in units of `encoding`. A byte order mark does
    /// not occupy a column. An offset inside a character has the position of that character, and an offset after
    /// the end of the text has the position of the end.
    #[must_use]
    pub fn position_in(&self, text: &str, offset: u32, encoding: PositionEncoding) -> LineColumn {
        let offset = text.floor_char_boundary(offset as usize) as u32;
        let line = self.line(offset);
        let start = self.content_start(line).min(offset);
        LineColumn { line, column: self.units(offset, encoding) - self.units(start, encoding) + 1 }
    }

    /// The offset of the byte at `position`, whose column is in units of `encoding`: the inverse of
    /// [`Self::position_in`]. A position outside the text becomes the nearest one inside: a column after the last
    /// one is the end of the line, before its line end; a line after the last one is the end of the text; and 0
    /// counts as 1. A column inside a character is that of the character.
    ///
    /// ```
    /// use envlint_core::text::{LineColumn, LineIndex, PositionEncoding};
    ///
    /// let text = "one\r\ntwo";
    /// let index = LineIndex::new(text);
    /// let offset = |line, column| index.offset(text, LineColumn { line, column }, PositionEncoding::Utf16);
    /// assert_eq!(offset(2, 1), 5);
    /// assert_eq!(offset(1, 100), 3, "the end of the line");
    /// assert_eq!(offset(100, 1), 8, "the end of the text");
    /// ```
    #[must_use]
    pub fn offset(&self, text: &str, position: LineColumn, encoding: PositionEncoding) -> u32 {
        if position.line > self.count() {
            return text.len() as u32;
        }
        let start = self.content_start(position.line);
        let line = text.get(start as usize..self.line_end(text, position.line)).unwrap_or_default();
        let mut left = position.column.saturating_sub(1);
        if self.is_ascii(start, line) {
            return start + left.min(line.len() as u32);
        }
        let mut offset = start;
        for character in line.chars() {
            let Some(after) = left.checked_sub(encoding.width(character)) else { break };
            left = after;
            offset += character.len_utf8() as u32;
        }
        offset
    }

    /// The offset of the first character of `line` after the byte order mark.
    fn content_start(&self, line: u32) -> u32 {
        self.start(line).max(self.content)
    }

    /// The offset after the last character of `line`, before its line end.
    fn line_end(&self, text: &str, line: u32) -> usize {
        let Some(&next) = self.starts.get(line.max(1) as usize) else { return text.len() };
        let ends_with_crlf = text.get(..next as usize).is_some_and(|before| before.ends_with("\r\n"));
        next as usize - if ends_with_crlf { 2 } else { 1 }
    }

    /// Returns `true` if `part`, which starts at `start`, contains only ASCII characters.
    fn is_ascii(&self, start: u32, part: &str) -> bool {
        let next = self.wide.get(self.wide.partition_point(|wide| wide.start < start));
        next.is_none_or(|wide| wide.start as usize >= start as usize + part.len())
    }

    /// The number of units before `offset`, from the start of the text.
    fn units(&self, offset: u32, encoding: PositionEncoding) -> u32 {
        let before = self.wide.partition_point(|wide| wide.start < offset);
        let last = before.checked_sub(1).and_then(|last| self.wide.get(last));
        let fewer = last.map_or(Fewer::default(), |wide| wide.fewer);
        match encoding {
            PositionEncoding::Utf8 => offset,
            PositionEncoding::Utf16 => offset - fewer.utf16,
            PositionEncoding::Utf32 => offset - fewer.utf32,
        }
    }
}

/// Adds the offsets after the line feeds in `bytes` to `starts`. Eight bytes are looked at together: lines are so short that a search
/// for the end of each one would take longer.
fn add_after_line_feeds(bytes: &[u8], starts: &mut Vec<u32>) {
    let (words, rest) = bytes.as_chunks();
    for (index, word) in words.iter().enumerate() {
        let mut found = line_feeds(u64::from_le_bytes(*word));
        while found != 0 {
            starts.push(index as u32 * 8 + found.trailing_zeros() / 8 + 1);
            found &= found - 1;
        }
    }
    let offset = (words.len() * 8) as u32;
    starts.extend((offset + 1..).zip(rest).filter(|(_, byte)| **byte == b'\n').map(|(after, _)| after));
}

/// The highest bit of each byte of `word` that is a line feed.
const fn line_feeds(word: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let others = word ^ 0x0a0a_0a0a_0a0a_0a0a;
    // The sum does not carry over from one byte to the next.
    !(((others & LOW) + LOW) | others | LOW)
}

/// The characters of `text` that occupy more than one byte.
fn wide(text: &str) -> Vec<Wide> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut fewer = Fewer::default();
    let wide = text.char_indices().filter(|(_, character)| !character.is_ascii());
    wide.map(|(start, character)| {
        let bytes = character.len_utf8() as u32;
        fewer.utf16 += bytes - PositionEncoding::Utf16.width(character);
        fewer.utf32 += bytes - PositionEncoding::Utf32.width(character);
        Wide { start: start as u32, fewer }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [PositionEncoding; 3] = [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32];

    #[test]
    fn positions_count_scalars_and_know_three_line_ends() {
        let text = "\u{feff}aé\r\n🙂x\rb\n";
        let index = LineIndex::new(text);
        let position = |needle: char| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(position('é'), LineColumn { line: 1, column: 2 });
        assert_eq!(position('x'), LineColumn { line: 2, column: 2 });
        assert_eq!(position('b'), LineColumn { line: 3, column: 1 });
        assert_eq!(index.position(text, text.len() as u32), LineColumn { line: 4, column: 1 });
    }

    #[test]
    fn columns_depend_on_the_encoding() {
        let text = "é🙂x";
        let index = LineIndex::new(text);
        let columns = ENCODINGS.map(|encoding| index.position_in(text, 6, encoding).column);
        assert_eq!(columns, [7, 4, 3]);
    }

    #[test]
    fn positions_inside_a_character_are_those_of_the_character() {
        let text = "a🙂b";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 3), LineColumn { line: 1, column: 2 });
        for (encoding, column) in [(PositionEncoding::Utf8, 4), (PositionEncoding::Utf16, 3)] {
            assert_eq!(index.offset(text, LineColumn { line: 1, column }, encoding), 1, "{encoding:?}");
        }
    }

    #[test]
    fn positions_outside_the_text_become_the_nearest_inside() {
        let text = "\u{feff}ab\r\n\rc";
        let index = LineIndex::new(text);
        let offset = |line, column| index.offset(text, LineColumn { line, column }, PositionEncoding::Utf16);
        assert_eq!([offset(0, 0), offset(1, 1), offset(1, 9), offset(2, 9)], [3, 3, 5, 7]);
        assert_eq!([offset(3, 2), offset(4, 1), offset(u32::MAX, u32::MAX)], [9, 9, 9]);
        assert_eq!(index.position(text, u32::MAX), LineColumn { line: 3, column: 2 });
    }

    fn text() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec!["a", "é", "€", "🙂", "\n", "\r", "\r\n", "\u{feff}", " "]);
        prop::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn every_offset_survives_the_round_trip(text in text()) {
            let index = LineIndex::new(&text);
            let content = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
            for offset in content..=text.len() {
                if !text.is_char_boundary(offset) || text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                    continue;
                }
                for encoding in ENCODINGS {
                    let position = index.position_in(&text, offset as u32, encoding);
                    prop_assert_eq!(index.offset(&text, position, encoding), offset as u32, "{:?} {:?}", position, encoding);
                }
            }
        }

        #[test]
        fn columns_are_those_of_a_count_from_the_start_of_the_line(text in text()) {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices() {
                let line = index.line(offset as u32);
                let before = &text[index.start(line) as usize..offset];
                let before = if line == 1 { before.trim_start_matches(BYTE_ORDER_MARK) } else { before };
                for encoding in ENCODINGS {
                    let column = before.chars().map(|character| encoding.width(character)).sum::<u32>() + 1;
                    prop_assert_eq!(index.position_in(&text, offset as u32, encoding), LineColumn { line, column });
                }
            }
        }

        #[test]
        fn every_position_has_an_offset_in_its_line(text in text(), line in 0_u32..12, column in 0_u32..40) {
            let index = LineIndex::new(&text);
            for encoding in ENCODINGS {
                let position = LineColumn { line, column };
                let offset = index.offset(&text, position, encoding);
                prop_assert!(text.is_char_boundary(offset as usize));
                let there = index.position_in(&text, offset, encoding);
                prop_assert_eq!(there.line, line.clamp(1, index.count()));
                prop_assert!(there.column <= column.max(1) || line > index.count());
            }
        }
    }
}
