use std::collections::BTreeSet;
use std::ops::Range;

use similar::{ChangeTag, TextDiff};

/// The number of unchanged lines around a change.
const CONTEXT: usize = 3;

/// One hunk of a unified diff.
#[derive(Clone, Debug)]
pub struct Hunk {
    /// The `@@ -a,b +c,d @@` line, without a line end.
    pub header: String,
    /// The sign (`' '`, `'-'`, `'+'`) and text of each line, without its line feed. A carriage return stays, so
    /// that the diff can be applied.
    pub lines: Vec<(char, String)>,
}

/// A diff without the lines that must not be shown.
#[derive(Clone, Debug, Default)]
pub struct PartialDiff {
    /// The hunks that can be shown. They are a complete patch: they can be applied without the others.
    pub hunks: Vec<Hunk>,
    /// The unchanged lines of the old text, from 0, that would belong to a hunk but must not be shown.
    pub withheld: Vec<usize>,
    /// The line of the old text, from 0, at which each change begins that is left out.
    pub left_out: Vec<usize>,
}

/// The hunks that turn `old` into `new`, with three lines of context. Line ends are the same as in
/// [`super::LineIndex`].
#[must_use]
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    partial_diff(old, new, &BTreeSet::new(), &BTreeSet::new()).hunks
}

/// The diff that turns `old` into `new`, without the lines `hidden_old` and `hidden_new`, counted from 0. A change
/// with such a line is left out. So is one that such a line follows immediately: `git apply` accepts a hunk without
/// a line after its change only at the end of a file.
#[must_use]
pub fn partial_diff(old: &str, new: &str, hidden_old: &BTreeSet<usize>, hidden_new: &BTreeSet<usize>) -> PartialDiff {
    let lines = lines(old, new, hidden_old, hidden_new);
    let mut shown: Vec<Range<usize>> = Vec::new();
    let mut result = PartialDiff::default();
    for change in changes(&lines) {
        let is_hidden = |line: &DiffLine| line.is_hidden;
        let within = lines.get(change.clone()).unwrap_or_default();
        if within.iter().any(is_hidden) || lines.get(change.end).is_some_and(is_hidden) {
            result.left_out.extend(within.first().map(|line| line.old));
            continue;
        }
        let around = with_context(&lines, &change, &mut result.withheld);
        match shown.last_mut().filter(|last| last.end >= around.start) {
            Some(last) => last.end = around.end,
            None => shown.push(around),
        }
    }
    result.withheld.sort_unstable();
    result.withheld.dedup();
    let mut shift = 0;
    result.hunks = shown.into_iter().map(|range| hunk(lines.get(range).unwrap_or_default(), &mut shift)).collect();
    result
}

/// One line of a diff of whole files.
struct DiffLine {
    sign: char,
    text: String,
    /// The number of lines of the old text before it.
    old: usize,
    is_hidden: bool,
    ends_without_newline: bool,
}

fn lines(old: &str, new: &str, hidden_old: &BTreeSet<usize>, hidden_new: &BTreeSet<usize>) -> Vec<DiffLine> {
    let mut before = 0;
    let diff = TextDiff::from_lines(old, new);
    diff.iter_all_changes()
        .map(|change| {
            let is_in = |hidden: &BTreeSet<usize>, index: Option<usize>| index.is_some_and(|at| hidden.contains(&at));
            let line = DiffLine {
                sign: match change.tag() {
                    ChangeTag::Equal => ' ',
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                },
                text: change.value().trim_end_matches('\n').to_owned(),
                old: before,
                is_hidden: is_in(hidden_old, change.old_index()) || is_in(hidden_new, change.new_index()),
                ends_without_newline: change.missing_newline(),
            };
            before += usize::from(change.old_index().is_some());
            line
        })
        .collect()
}

/// The ranges of neighboring lines that change.
fn changes(lines: &[DiffLine]) -> Vec<Range<usize>> {
    let mut changes: Vec<Range<usize>> = Vec::new();
    for (index, _) in lines.iter().enumerate().filter(|(_, line)| line.sign != ' ') {
        match changes.last_mut().filter(|last| last.end == index) {
            Some(last) => last.end = index + 1,
            None => changes.push(index..index + 1),
        }
    }
    changes
}

/// `change` with the unchanged lines around it, up to one that must not be shown, which is added to `withheld`.
fn with_context(lines: &[DiffLine], change: &Range<usize>, withheld: &mut Vec<usize>) -> Range<usize> {
    let mut take = |line: Option<&DiffLine>| {
        let line = line.filter(|line| line.sign == ' ')?;
        if line.is_hidden {
            withheld.push(line.old);
        }
        (!line.is_hidden).then_some(())
    };
    let (mut start, mut end) = (change.start, change.end);
    while change.start - start < CONTEXT && start > 0 && take(lines.get(start - 1)).is_some() {
        start -= 1;
    }
    while end - change.end < CONTEXT && take(lines.get(end)).is_some() {
        end += 1;
    }
    start..end
}

/// The hunk with `lines`. `shift` is the number of lines that the hunks before it add, and is updated.
fn hunk(lines: &[DiffLine], shift: &mut isize) -> Hunk {
    let count = |other: char| lines.iter().filter(|line| line.sign != other).count();
    let start = lines.first().map_or(0, |line| line.old);
    let range = |start: usize, length: usize| match length {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        _ => format!("{},{length}", start + 1),
    };
    let (old, new) = (count('+'), count('-'));
    let header = format!("@@ -{} +{} @@", range(start, old), range(start.saturating_add_signed(*shift), new));
    *shift += new as isize - old as isize;
    let mut shown = Vec::new();
    for line in lines {
        shown.push((line.sign, line.text.clone()));
        if line.ends_without_newline {
            shown.push(('\\', " No newline at end of file".to_owned()));
        }
    }
    Hunk { header, lines: shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(hunk: &Hunk) -> Vec<String> {
        hunk.lines.iter().map(|(sign, text)| format!("{sign}{text}")).collect()
    }

    #[test]
    fn a_missing_final_newline_is_shown() {
        let hunks = hunks("a\nb", "a\nc");
        assert_eq!(
            shown(&hunks[0]),
            [" a", "-b", "\\ No newline at end of file", "+c", "\\ No newline at end of file"]
        );
    }

    #[test]
    fn hidden_lines_split_hunks_and_leave_a_patch() {
        let (old, new) = ("a\nb\nc\nS\nd\ne\nf\n", "a\nB\nB\nc\nS\nd\nE\nf\n");
        let diff = partial_diff(old, new, &[3].into(), &[4].into());
        let headers: Vec<&str> = diff.hunks.iter().map(|hunk| hunk.header.as_str()).collect();
        assert_eq!(headers, ["@@ -1,3 +1,4 @@", "@@ -5,3 +6,3 @@"]);
        assert_eq!(shown(&diff.hunks[1]), [" d", "-e", "+E", " f"]);
        assert_eq!((diff.withheld, diff.left_out), (vec![3], vec![]));
    }

    #[test]
    fn a_change_of_or_before_a_hidden_line_is_left_out() {
        let (old, new) = ("a\nb\nS\nc\nd\n", "a\nB\nS\nc\nD\n");
        let diff = partial_diff(old, new, &[2].into(), &[2].into());
        assert_eq!(diff.left_out, [1]);
        assert_eq!(diff.hunks.iter().map(|hunk| hunk.header.as_str()).collect::<Vec<_>>(), ["@@ -4,2 +4,2 @@"]);
        let diff = partial_diff(old, new, &[1].into(), &BTreeSet::new());
        assert_eq!((diff.hunks.len(), diff.left_out), (1, vec![1]));
    }
}
