//! The order of findings.

use std::cmp::Ordering;

use crate::env::Run;
use crate::finding::Finding;

/// Sorts findings by path, offset and rule, and merges equal ones.
pub(super) fn order(findings: &mut Vec<Finding>, run: &Run<'_>) {
    let path = |finding: &Finding| run.get(finding.document).map_or("", |file| file.document.path());
    sort_in_place(findings, |a, b| {
        (path(a), a.span, a.rule.name, &a.message).cmp(&(path(b), b.span, b.rule.name, &b.message))
    });
    findings.dedup_by(|later, first| {
        let same = (later.document, later.span, later.rule.name, &later.message)
            == (first.document, first.span, first.rule.name, &first.message);
        if same {
            let more = later.related.drain(..).filter(|related| !first.related.contains(related)).collect::<Vec<_>>();
            first.related.extend(more);
            first.severity = first.severity.max(later.severity);
            // A fix must be right in every window, so the least certain applicability applies.
            let pairs = std::mem::take(&mut first.fixes).into_iter().zip(later.fixes.drain(..));
            first.fixes = pairs.map(|(a, b)| if a.applicability >= b.applicability { a } else { b }).collect();
        }
        same
    });
}

/// Sorts `items` like [`slice::sort_by`], but without room for a second copy of them: findings are large, and a run can have very many.
fn sort_in_place<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut sorted: Vec<(usize, &T)> = items.iter().enumerate().collect();
    sorted.sort_by(|(_, a), (_, b)| compare(a, b));
    let mut from: Vec<usize> = sorted.into_iter().map(|(index, _)| index).collect();
    for place in 0..items.len() {
        let origin = |place: usize| from.get(place).copied().unwrap_or(place);
        // What was at a place before this one was swapped with what is now there.
        let mut index = origin(place);
        while index < place {
            index = origin(index);
        }
        if let Some(known) = from.get_mut(place) {
            *known = index;
        }
        items.swap(place, index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_sorted_stably() {
        for keys in ["", "a", "ba", "abc", "cab", "bca", "cbadcbadabcd", "zyxwvutsrqponmlkjihgfedcba"] {
            let mut items: Vec<(char, usize)> = keys.chars().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_in_place(&mut items, |(a, _), (b, _)| a.cmp(b));
            assert_eq!(items, expected);
        }
    }
}
