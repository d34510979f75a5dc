use super::Span;

/// One replacement in a file's text. An insertion has an empty span; a deletion has an empty replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The span that is replaced.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

impl Edit {
    /// Inserts `text` before the byte at `offset`.
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::at(offset), replacement: text.into() }
    }

    /// Deletes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self { span, replacement: String::new() }
    }

    /// Replaces `span` with `text`.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, replacement: text.into() }
    }
}

/// Where offsets of a text are after edits, which must not overlap.
#[derive(Debug)]
pub(crate) struct EditedOffsets<'e> {
    /// In the order of the text.
    edits: Vec<&'e Edit>,
    /// How much longer the text becomes by the edits before each one, and by all of them.
    grown: Vec<i64>,
}

impl<'e> EditedOffsets<'e> {
    pub(crate) fn new(edits: &'e [Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let growth = |edit: &&Edit| edit.replacement.len() as i64 - i64::from(edit.span.len());
        let sums = edits.iter().map(growth).scan(0, |sum, growth| {
            *sum += growth;
            Some(*sum)
        });
        let grown = std::iter::once(0).chain(sums).collect();
        Self { edits, grown }
    }

    /// The position of the text at `span`: including what edits insert, without what they delete. Takes time logarithmic in the number
    /// of edits.
    pub(crate) fn after(&self, span: Span) -> Span {
        Span::new(self.place(span.start, false), self.place(span.end, true))
    }

    /// Replaces each of `spans`, whose starts must ascend, by [`Self::after`] of it. Takes time linear in their number, unless there are
    /// edits in them.
    pub(crate) fn move_all<'s>(&self, spans: impl Iterator<Item = &'s mut Span>) {
        let mut before = 0;
        for span in spans {
            while self.edits.get(before).is_some_and(|edit| is_before(edit, span.start)) {
                before += 1;
            }
            *span = match (self.edits.get(before), self.grown.get(before)) {
                (Some(next), Some(grown)) if span.end <= next.span.start => moved(*span, *grown),
                (None, Some(grown)) => moved(*span, *grown),
                _ => self.after(*span),
            };
        }
    }

    fn place(&self, offset: u32, behind: bool) -> u32 {
        let before = self.edits.partition_point(|edit| is_before(edit, offset));
        let grown = self.grown.get(before).copied().unwrap_or_default();
        // A deleted offset moves to one end of the replacement.
        let around = self.edits.get(before).filter(|edit| edit.span.start < offset && offset < edit.span.end);
        let (from, more) = match around {
            Some(edit) => (edit.span.start, if behind { edit.replacement.len() as i64 } else { 0 }),
            None => (offset, 0),
        };
        (i64::from(from) + grown + more) as u32
    }
}

fn is_before(edit: &Edit, offset: u32) -> bool {
    edit.span.end <= offset && edit.span.start < offset
}

fn moved(span: Span, by: i64) -> Span {
    let moved = |offset: u32| (i64::from(offset) + by) as u32;
    Span::new(moved(span.start), moved(span.end))
}

/// Applies `edits`, in any order, to `text`. Returns `None` if two of them overlap, or if one does not fit the
/// text.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.span);
    let grown: usize = edits.iter().map(|edit| edit.replacement.len()).sum();
    let mut result = String::with_capacity(text.len() + grown);
    let mut done = 0;
    for edit in ordered {
        let range = edit.span.range();
        if range.start < done {
            return None;
        }
        result.push_str(text.get(done..range.start)?);
        result.push_str(&edit.replacement);
        done = range.end;
    }
    result.push_str(text.get(done..)?);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_spans_move_like_each_of_them() {
        let edits = [Edit::replace(Span::new(3, 5), "x"), Edit::insert(8, "long"), Edit::delete(Span::new(8, 9))];
        let offsets = EditedOffsets::new(&edits);
        let all: Vec<Span> = (0..12).flat_map(|start| (start..12).map(move |end| Span::new(start, end))).collect();
        let mut moved = all.clone();
        offsets.move_all(moved.iter_mut());
        assert_eq!(moved, all.iter().map(|span| offsets.after(*span)).collect::<Vec<_>>());
    }

    #[test]
    fn edits_apply_in_any_order_and_refuse_overlap() {
        let edits = [Edit::replace(Span::new(2, 3), "X"), Edit::insert(0, ">"), Edit::delete(Span::new(1, 2))];
        assert_eq!(apply("abcd", &edits).as_deref(), Some(">aXd"));
        assert_eq!(apply("abcd", &[Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))]), None);
        assert_eq!(apply("ab", &[Edit::delete(Span::new(1, 9))]), None);
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), None, "the offset is inside a character");
    }
}
