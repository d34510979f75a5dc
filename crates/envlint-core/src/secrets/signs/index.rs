//! An index of the signs by their first bytes. It is computed at compile time.

use super::{COUNT, SIGNS, Sign};

/// The number of different hashes of three bytes.
const HASHES: usize = 1 << 15;

/// The signs by the hash of their first three bytes.
struct SignTable {
    /// One more than the index of the first sign with a hash.
    first: [u8; HASHES],
    /// The same for the next sign with the hash of a sign.
    next: [u8; COUNT],
}

#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
static TABLE: SignTable = {
    let mut table = SignTable { first: [0; HASHES], next: [0; COUNT] };
    let mut index = 0;
    while index < COUNT {
        let text = SIGNS[index].text.as_bytes();
        let hash = hash(hash(hash(0, text[0]), text[1]), text[2]);
        table.next[index] = table.first[hash];
        table.first[hash] = index as u8 + 1;
        index += 1;
    }
    table
};

/// The hash of three bytes, from that of the first two and of one before them. Letter case does not affect it.
const fn hash(before: usize, byte: u8) -> usize {
    (before << 5 | (byte & 0x1f) as usize) & (HASHES - 1)
}

/// Which pairs of bytes, in any letter case, begin a sign and which are its second and third byte. Every sign in a text contains one
/// of these two pairs at an even offset, so that most of the text is passed in steps of two bytes.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
static PAIRS: [PairPlace; PAIR_SLOTS] = {
    let mut pairs = [PairPlace(0); PAIR_SLOTS];
    let mut index = 0;
    while index < COUNT {
        let text = SIGNS[index].text.as_bytes();
        pairs[pair_slot([text[0], text[1]])].0 |= PairPlace::BEGINS;
        pairs[pair_slot([text[1], text[2]])].0 |= PairPlace::CONTINUES;
        index += 1;
    }
    pairs
};

/// Where a pair of bytes can be in a sign.
#[derive(Clone, Copy)]
pub(super) struct PairPlace(u8);

impl PairPlace {
    const BEGINS: u8 = 1;
    const CONTINUES: u8 = 2;

    pub(super) fn of(pair: [u8; 2]) -> Self {
        PAIRS.get(pair_slot(pair)).copied().unwrap_or(Self(0))
    }

    /// Returns `true` if a sign can begin with the pair.
    pub(super) const fn begins(self) -> bool {
        self.0 & Self::BEGINS != 0
    }

    /// Returns `true` if the pair can be the second and the third byte of a sign.
    pub(super) const fn continues(self) -> bool {
        self.0 & Self::CONTINUES != 0
    }
}

const PAIR_SLOTS: usize = 0x6000;

/// Letter case does not affect it.
const fn pair_slot(pair: [u8; 2]) -> usize {
    (u16::from_le_bytes(pair) & 0x5f5f) as usize
}

/// One more than the index of the first sign that may be at the start of `text`; 0 if there is none.
pub(super) fn first_with_hash_of(text: &[u8]) -> u8 {
    let hash = text.first_chunk().map(|[a, b, c]| hash(hash(hash(0, *a), *b), *c));
    hash.and_then(|hash| TABLE.first.get(hash)).copied().unwrap_or_default()
}

/// The signs that may be at the start of `text`.
pub(super) fn signs_with_hash_of(text: &[u8]) -> impl Iterator<Item = &'static Sign> {
    let mut sign = first_with_hash_of(text);
    std::iter::from_fn(move || {
        let index = usize::from(sign.checked_sub(1)?);
        sign = TABLE.next.get(index).copied().unwrap_or_default();
        SIGNS.get(index)
    })
}
