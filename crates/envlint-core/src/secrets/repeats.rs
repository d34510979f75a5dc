//! Secrets that a text contains a second time, where nothing around them shows that they are secret.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::names::Secrecy;
use super::values::may_be_secret;

/// The most secrets that are searched for in the rest of the text, which bounds the memory that this takes.
const MOST: usize = 256;
/// A shorter secret can occur in other text by chance.
const SHORTEST: usize = 8;

/// Every place in `text` that contains one of the secrets at `found`, if these are long and not made of ordinary words.
pub(super) fn repeats(text: &str, found: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_telling = |secret: &&str| secret.len() >= SHORTEST && may_be_secret(secret, Secrecy::Possible);
    let mut secrets: Vec<&str> =
        found.iter().filter_map(|range| text.get(range.clone())).filter(is_telling).take(MOST).collect();
    secrets.sort_unstable();
    secrets.dedup();
    if secrets.is_empty() {
        return Vec::new();
    }
    let Ok(search) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(secrets) else {
        return Vec::new();
    };
    search.find_iter(text).map(|found| found.range()).collect()
}
