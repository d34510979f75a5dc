//! An index of the rows of the table. It is computed at compile time, so nothing is built at startup.

#![allow(clippy::indexing_slicing, reason = "in constant functions an invalid index is a compile error")]

/// The table, including its header.
pub(super) const TEXT: &str = include_str!("settings.tsv");

const ROWS: usize = {
    let (mut rows, mut rest) = (0, TEXT.as_bytes());
    while let Some((line, after)) = next_line(rest) {
        rows += is_row(line) as usize;
        rest = after;
    }
    rows
};

/// The start of each row in the text, in the order of keys, and the end of the last row.
static STARTS: [u32; ROWS + 1] = starts();

/// The row numbers plus one, by the hash of the key; 0 is an empty slot.
static BY_KEY: [u16; SLOTS] = by_key();

/// The numbers of the first rows of each namespace plus one, by the hash of the namespace.
static BY_NAMESPACE: [u16; NAMESPACE_SLOTS] = by_namespace();

/// Large enough that the lookup of an unregistered name usually ends at an empty slot immediately.
const SLOTS: usize = 8192;
const NAMESPACE_SLOTS: usize = 512;

const _: () = assert!(ROWS * 2 <= SLOTS && ROWS < u16::MAX as usize, "more slots are needed");

/// The line of the row whose key is `key`.
pub(super) fn find(key: &str) -> Option<&'static str> {
    let bytes = TEXT.as_bytes();
    let is_keyed = |&number: &usize| {
        let start = STARTS[number] as usize;
        bytes.get(start..start + key.len()) == Some(key.as_bytes()) && bytes.get(start + key.len()) == Some(&b'\t')
    };
    probe(&BY_KEY, key).find(is_keyed).map(row)
}

/// The lines of the rows whose keys begin with `namespace` and a dot, by key; nothing if there is no such row.
pub(super) fn in_namespace(namespace: &str) -> impl Iterator<Item = &'static str> {
    let inside = move |line: &&'static str| line.strip_prefix(namespace).is_some_and(|rest| rest.starts_with('.'));
    let first = probe(&BY_NAMESPACE, namespace).find(|&number| inside(&row(number)));
    first.into_iter().flat_map(|first| first..ROWS).map(row).take_while(move |line| inside(line))
}

/// The same text in the table, if there are rows whose keys begin with `namespace` and a dot, or are equal to it.
pub(super) fn namespace(namespace: &str) -> Option<&'static str> {
    probe(&BY_NAMESPACE, namespace).find_map(|number| {
        let (known, rest) = TEXT.get(STARTS[number] as usize..)?.split_at_checked(namespace.len())?;
        (known == namespace && rest.starts_with(['.', '\t'])).then_some(known)
    })
}

/// Every row.
#[cfg(test)]
pub(super) fn rows() -> impl Iterator<Item = &'static str> {
    (0..ROWS).map(row)
}

fn row(number: usize) -> &'static str {
    TEXT.get(STARTS[number] as usize..STARTS[number + 1] as usize).unwrap_or_default().trim_end_matches('\n')
}

/// The numbers in the slots that may contain `name`.
fn probe<const N: usize>(slots: &'static [u16; N], name: &str) -> impl Iterator<Item = usize> {
    let first = hash(name.as_bytes());
    (0..N).map(move |step| slots[(first + step) % N]).take_while(|&taken| taken != 0).map(|taken| taken as usize - 1)
}

const fn starts() -> [u32; ROWS + 1] {
    let mut starts = [TEXT.len() as u32; ROWS + 1];
    let (mut number, mut rest) = (0, TEXT.as_bytes());
    while let Some((line, after)) = next_line(rest) {
        if is_row(line) {
            starts[number] = (TEXT.len() - rest.len()) as u32;
            number += 1;
        }
        rest = after;
    }
    starts
}

const fn by_key() -> [u16; SLOTS] {
    let mut slots = [0; SLOTS];
    let (mut number, mut rest) = (0, TEXT.as_bytes());
    while let Some((line, after)) = next_line(rest) {
        if is_row(line) {
            number += 1;
            put(&mut slots, until(line, b'\t'), number);
        }
        rest = after;
    }
    slots
}

const fn by_namespace() -> [u16; NAMESPACE_SLOTS] {
    let mut slots = [0; NAMESPACE_SLOTS];
    let (mut number, mut rest, mut last, mut taken): (u16, &[u8], &[u8], usize) = (0, TEXT.as_bytes(), b"", 0);
    while let Some((line, after)) = next_line(rest) {
        if is_row(line) {
            number += 1;
            let namespace = until(until(line, b'\t'), b'.');
            if !same(namespace, last) {
                put(&mut slots, namespace, number);
                last = namespace;
                taken += 1;
            }
        }
        rest = after;
    }
    assert!(taken * 4 <= NAMESPACE_SLOTS, "more slots are needed");
    slots
}

const fn put<const N: usize>(slots: &mut [u16; N], name: &[u8], number: u16) {
    let mut slot = hash(name) % N;
    while slots[slot] != 0 {
        slot = (slot + 1) % N;
    }
    slots[slot] = number;
}

/// A hash that also works at compile time: it multiplies eight bytes per step, like FxHash.
const fn hash(name: &[u8]) -> usize {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let (mut words, mut rest) = name.as_chunks::<8>();
    let mut state = name.len() as u64;
    while let [word, after @ ..] = words {
        state = (state ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        state ^= state >> 32;
        words = after;
    }
    let mut last = 0;
    while let [byte, after @ ..] = rest {
        last = last << 8 | *byte as u64;
        rest = after;
    }
    ((state ^ last).wrapping_mul(FACTOR) >> 32) as usize
}

const fn is_row(line: &[u8]) -> bool {
    !matches!(line, [] | [b'#', ..])
}

/// The first line of `text` without its line end, and the text after it.
const fn next_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    if text.is_empty() {
        return None;
    }
    let line = until(text, b'\n');
    match text.split_at(line.len()) {
        (line, [_, after @ ..]) => Some((line, after)),
        (line, []) => Some((line, &[])),
    }
}

/// The text before the first `end`.
const fn until(text: &[u8], end: u8) -> &[u8] {
    let mut length = 0;
    while length < text.len() && text[length] != end {
        length += 1;
    }
    text.split_at(length).0
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
