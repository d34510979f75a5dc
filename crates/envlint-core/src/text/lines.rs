/// A position in a file, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// The starts of the lines of a file. Lines end at LF, CR LF or a lone CR, as in VS Code.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`, which must be shorter than 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (offset, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n')) {
                starts.push(offset as u32 + 1);
            }
        }
        Self { starts }
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

    /// The line and column of `offset` in `text`, the text that was indexed. A byte order mark does not occupy a
    /// column.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let before = text.get(self.start(line) as usize..offset as usize).unwrap_or_default();
        let before = if line == 1 { before.trim_start_matches('\u{feff}') } else { before };
        LineColumn { line, column: before.chars().count() as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
