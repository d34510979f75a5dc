use std::collections::BTreeMap;

use super::Span;

/// Spans of which none contains another. Each question takes time logarithmic in their number.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpanSet {
    /// The end of each span by its start.
    ends: BTreeMap<u32, u32>,
}

impl SpanSet {
    /// Adds a span. Of two spans, one of which contains the other, the larger one stays.
    pub(crate) fn insert(&mut self, span: Span) {
        if self.has_around(span) {
            return;
        }
        let inside: Vec<u32> = self
            .ends
            .range(span.start..=span.end)
            .filter(|(_, end)| **end <= span.end)
            .map(|(start, _)| *start)
            .collect();
        for start in inside {
            self.ends.remove(&start);
        }
        self.ends.insert(span.start, span.end);
    }

    /// Returns `true` if a span contains `span`.
    pub(crate) fn has_around(&self, span: Span) -> bool {
        self.last_until(span.start).is_some_and(|last| last.contains(span))
    }

    /// Returns `true` if a span lies within `span`.
    pub(crate) fn has_within(&self, span: Span) -> bool {
        self.ends.range(span.start..=span.end).next().is_some_and(|(_, end)| *end <= span.end)
    }

    /// Returns `true` if a span and `span` have a byte in common, or if one of them is an offset within the other.
    pub(crate) fn overlaps(&self, span: Span) -> bool {
        span.end.checked_sub(1).and_then(|last| self.last_until(last)).is_some_and(|other| span.start < other.end)
    }

    /// Returns `true` if a span overlaps or touches `span`.
    pub(crate) fn touches(&self, span: Span) -> bool {
        self.last_until(span.end).is_some_and(|other| span.start <= other.end)
    }

    /// The last span that begins at or before `offset`. It ends last, too.
    fn last_until(&self, offset: u32) -> Option<Span> {
        self.ends.range(..=offset).next_back().map(|(start, end)| Span::new(*start, *end))
    }
}

impl FromIterator<Span> for SpanSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut set = Self::default();
        for span in spans {
            set.insert(span);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span() -> impl Strategy<Value = Span> {
        (0_u32..30, 0_u32..6).prop_map(|(start, length)| Span::new(start, start + length))
    }

    proptest! {
        #[test]
        fn a_set_answers_like_a_list(spans in prop::collection::vec(span(), 0..8), asked in span()) {
            let set: SpanSet = spans.iter().copied().collect();
            let any = |is: &dyn Fn(Span) -> bool| spans.iter().any(|span| is(*span));
            prop_assert_eq!(set.has_around(asked), any(&|span| span.contains(asked)));
            let overlaps = |span: Span| span.start < asked.end && asked.start < span.end;
            prop_assert_eq!(set.overlaps(asked), any(&overlaps));
            prop_assert_eq!(set.touches(asked), any(&|span| asked.start <= span.end && span.start <= asked.end));
            let outermost = |span: Span| !spans.iter().any(|other| *other != span && other.contains(span));
            prop_assert_eq!(set.has_within(asked), any(&|span| outermost(span) && asked.contains(span)));
        }
    }
}
