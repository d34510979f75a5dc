use std::ops::Range;

use similar::{ChangeTag, TextDiff};

/// One hunk of a unified diff.
#[derive(Clone, Debug)]
pub struct Hunk {
    /// The `@@ -a,b +c,d @@` line, without a line end.
    pub header: String,
    /// The sign (`' '`, `'-'`, `'+'`) and text of each line, without its line feed. A carriage return stays, so
    /// that the diff can be applied.
    pub lines: Vec<(char, String)>,
    /// The range of lines of the old text that the hunk shows, from 0, end exclusive.
    pub old_lines: Range<usize>,
    /// The range of lines of the new text that the hunk shows, from 0, end exclusive.
    pub new_lines: Range<usize>,
}

/// The hunks that turn `old` into `new`, with three lines of context. Line ends are the same as in
/// [`super::LineIndex`].
#[must_use]
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let diff = TextDiff::from_lines(old, new);
    let mut result = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let mut lines = Vec::new();
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.push((sign, change.value().trim_end_matches('\n').to_owned()));
            if change.missing_newline() {
                lines.push(('\\', " No newline at end of file".to_owned()));
            }
        }
        let ops = hunk.ops();
        let span = |range: fn(&similar::DiffOp) -> Range<usize>| {
            let start = ops.first().map_or(0, |op| range(op).start);
            start..ops.last().map_or(start, |op| range(op).end)
        };
        result.push(Hunk {
            header: hunk.header().to_string(),
            lines,
            old_lines: span(similar::DiffOp::old_range),
            new_lines: span(similar::DiffOp::new_range),
        });
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_final_newline_is_shown() {
        let hunks = hunks("a\nb", "a\nc");
        let shown: Vec<String> = hunks[0].lines.iter().map(|(sign, text)| format!("{sign}{text}")).collect();
        assert_eq!(shown, [" a", "-b", "\\ No newline at end of file", "+c", "\\ No newline at end of file"]);
        assert_eq!(hunks[0].old_lines, 0..2);
    }
}
