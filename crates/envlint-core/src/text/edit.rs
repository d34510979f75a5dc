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

/// Returns `true` if an edit of `a` overlaps or touches one of `b`, so that their order could matter.
#[must_use]
pub(crate) fn overlapping(a: &[Edit], b: &[Edit]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.span.start <= y.span.end && y.span.start <= x.span.end))
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
    fn edits_apply_in_any_order_and_refuse_overlap() {
        let edits = [Edit::replace(Span::new(2, 3), "X"), Edit::insert(0, ">"), Edit::delete(Span::new(1, 2))];
        assert_eq!(apply("abcd", &edits).as_deref(), Some(">aXd"));
        assert_eq!(apply("abcd", &[Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))]), None);
        assert_eq!(apply("ab", &[Edit::delete(Span::new(1, 9))]), None);
        assert_eq!(apply("é", &[Edit::insert(1, "x")]), None, "the offset is inside a character");
    }

    #[test]
    fn touching_edits_overlap() {
        assert!(overlapping(&[Edit::delete(Span::new(0, 2))], &[Edit::insert(2, "x")]));
        assert!(!overlapping(&[Edit::delete(Span::new(0, 2))], &[Edit::insert(3, "x")]));
    }
}
