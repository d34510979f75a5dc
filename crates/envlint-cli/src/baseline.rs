//! A baseline: the findings that a team has accepted for now, so that only new ones are reported.
//!
//! An entry identifies a finding by its rule, its file, the place in the file as a JSON pointer (RFC 6901), and a keyed hash of
//! the value there. Moving lines changes none of them. A value that holds a secret is not hashed, because a hash would allow
//! guesses to be verified.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use envlint_core::document::Document;
use envlint_core::finding::Finding;
use envlint_core::jsonc::Value;
use envlint_core::text::Span;
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher24};

/// The name of the file, unless another one is chosen.
pub(crate) const FILE: &str = "envlint-baseline.json";

/// The contents of the file.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Baseline {
    version: u8,
    /// The key of the hashes, 32 hexadecimal digits. It keeps the hashes of one repository from being compared with others.
    key: String,
    findings: Vec<BaselineEntry>,
}

/// The findings that are the same for a baseline.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct BaselineEntry {
    #[serde(flatten)]
    identity: FindingIdentity,
    /// The number of findings.
    count: usize,
}

/// What identifies a finding.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct FindingIdentity {
    /// The path of the file, relative to the folder of the baseline.
    path: String,
    rule: String,
    /// The JSON pointer of the value.
    pointer: String,
    /// The hash of the value; `None` if it holds a secret.
    value: Option<String>,
}

/// The part of a baseline that findings have not used up.
pub(crate) struct UnusedEntries<'b> {
    baseline: &'b Baseline,
    left: BTreeMap<&'b FindingIdentity, usize>,
}

impl Baseline {
    /// A baseline without findings. The key is that of `old`, or a new one.
    pub(crate) fn empty(old: Option<&Self>) -> Self {
        let random = || RandomState::new().build_hasher().finish();
        let key = old.map_or_else(|| format!("{:016x}{:016x}", random(), random()), |old| old.key.clone());
        Self { version: 1, key, findings: Vec::new() }
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// The reason why it is not one, as the rest of a sentence about the file.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        // The message of the parser may quote the file, which need not be a baseline.
        let baseline: Self = serde_json::from_str(text).map_err(|error| {
            let is = if error.is_data() { "a baseline" } else { "valid JSON" };
            format!("is not {is} (line {}, column {})", error.line(), error.column())
        })?;
        match baseline.version {
            1 if baseline.key().is_some() => Ok(baseline),
            1 => Err("is not a baseline: its key is not 32 hexadecimal digits".to_owned()),
            version => Err(format!("is a baseline of version {version}, which this envlint does not know")),
        }
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> String {
        // A structure of strings and numbers can always be serialized.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Replaces the entries by those of `findings`, each with its document and the path of that. Returns the number of findings
    /// that have no place in a baseline: those in files that are not valid.
    pub(crate) fn fill<'f>(&mut self, findings: impl Iterator<Item = (&'f Finding, &'f Document, String)>) -> usize {
        let mut counts: BTreeMap<FindingIdentity, usize> = BTreeMap::new();
        let mut without = 0;
        for (finding, document, path) in findings {
            match self.identity(finding, document, path) {
                Some(identity) => *counts.entry(identity).or_default() += 1,
                None => without += 1,
            }
        }
        self.findings = counts.into_iter().map(|(identity, count)| BaselineEntry { identity, count }).collect();
        without
    }

    /// Adds the entries of `old` in the files that `is_kept` selects by path.
    pub(crate) fn keep(&mut self, old: &Self, is_kept: impl Fn(&str) -> bool) {
        self.findings.extend(old.findings.iter().filter(|entry| is_kept(&entry.identity.path)).cloned());
        self.findings.sort();
    }

    /// The number of findings in it.
    pub(crate) fn len(&self) -> usize {
        self.findings.iter().map(|entry| entry.count).sum()
    }

    /// All of it, to be used up by findings.
    pub(crate) fn unused(&self) -> UnusedEntries<'_> {
        UnusedEntries {
            baseline: self,
            left: self.findings.iter().map(|entry| (&entry.identity, entry.count)).collect(),
        }
    }

    fn key(&self) -> Option<[u8; 16]> {
        let is_hexadecimal = self.key.len() == 32 && self.key.bytes().all(|digit| digit.is_ascii_hexdigit());
        u128::from_str_radix(&self.key, 16).ok().filter(|_| is_hexadecimal).map(u128::to_be_bytes)
    }

    fn identity(&self, finding: &Finding, document: &Document, path: String) -> Option<FindingIdentity> {
        if !document.errors().is_empty() {
            return None;
        }
        let holds_secret =
            |span: Span| document.secrets().iter().any(|secret| secret.start < span.end && span.start < secret.end);
        let (pointer, value) = place(document.root()?, finding.span, holds_secret);
        let hash = || {
            let text = value.raw().split_whitespace().collect::<Vec<_>>().join(" ");
            let mut hasher = SipHasher24::new_with_key(&self.key()?);
            hasher.write(text.as_bytes());
            Some(format!("{:032x}", hasher.finish128().as_u128()))
        };
        let value = if holds_secret(value.span()) { None } else { hash() };
        Some(FindingIdentity { path, rule: finding.rule.name.to_owned(), pointer, value })
    }
}

impl UnusedEntries<'_> {
    /// Returns `true` if the baseline contains the finding, which is in `document` with this path. An entry with a count of 2
    /// matches two findings.
    pub(crate) fn covers(&mut self, finding: &Finding, document: &Document, path: String) -> bool {
        let Some(identity) = self.baseline.identity(finding, document, path) else { return false };
        match self.left.get_mut(&identity) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// The number of findings of the baseline that are gone, in the files that `is_linted` selects by path.
    pub(crate) fn stale(&self, is_linted: impl Fn(&str) -> bool) -> usize {
        self.left.iter().filter(|(identity, _)| is_linted(&identity.path)).map(|(_, left)| left).sum()
    }

    /// The baseline without the findings that are gone, in the files that `is_linted` selects by path.
    pub(crate) fn pruned(&self, is_linted: impl Fn(&str) -> bool) -> Baseline {
        let kept = self.baseline.findings.iter().filter_map(|entry| {
            let left = self.left.get(&entry.identity).copied().unwrap_or_default();
            let gone = if is_linted(&entry.identity.path) { left } else { 0 };
            let count = entry.count - gone;
            if count > 0 { Some(BaselineEntry { identity: entry.identity.clone(), count }) } else { None }
        });
        Baseline { version: 1, key: self.baseline.key.clone(), findings: kept.collect() }
    }
}

/// The innermost value of `root` that `span` is in or whose key it is, with its JSON pointer. A key that holds a secret is `*`.
fn place(root: Value<'_>, span: Span, holds_secret: impl Fn(Span) -> bool) -> (String, Value<'_>) {
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    let (mut pointer, mut value) = (String::new(), root);
    loop {
        if let Some(member) = value.members().find(|member| holds(member.span())) {
            let name = member.name().replace('~', "~0").replace('/', "~1");
            pointer += &format!("/{}", if holds_secret(member.key.span()) { "*" } else { &name });
            value = member.value;
        } else if let Some((index, element)) = value.elements().enumerate().find(|(_, element)| holds(element.span())) {
            pointer += &format!("/{index}");
            value = element;
        } else {
            return (pointer, value);
        }
        if !holds(value.span()) {
            return (pointer, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use envlint_core::document::SourceFile;

    fn document(text: &str) -> Document {
        Document::parse(SourceFile::new(".vscode/settings.json", text).unwrap())
    }

    fn place_of<'d>(document: &'d Document, part: &str) -> (String, &'d str) {
        let at = document.text().find(part).unwrap() as u32;
        let (pointer, value) = place(document.root().unwrap(), Span::new(at, at + part.len() as u32), |_| false);
        (pointer, value.raw())
    }

    #[test]
    fn a_place_is_a_json_pointer() {
        let document = document(r#"{ "a/b~c": [1, { "x": "value" }], "d": {} }"#);
        assert_eq!(place_of(&document, "alu"), ("/a~1b~0c/1/x".to_owned(), r#""value""#));
        assert_eq!(place_of(&document, r#""x""#), ("/a~1b~0c/1/x".to_owned(), r#""value""#), "a key means its value");
        assert_eq!(place_of(&document, "{}"), ("/d".to_owned(), "{}"));
        assert_eq!(place_of(&document, "1, {").0, "/a~1b~0c");
    }

    #[test]
    fn only_a_baseline_is_read() {
        let baseline = Baseline::empty(None);
        assert_eq!(Baseline::parse(&baseline.text()).unwrap().key, baseline.key);
        assert_eq!(Baseline::empty(Some(&baseline)).key, baseline.key);
        for text in [
            "",
            "{}",
            &baseline.text().replace("\"version\": 1", "\"version\": 2"),
            &baseline.text().replace(&baseline.key, "+1"),
        ] {
            assert!(Baseline::parse(text).is_err(), "{text}");
        }
    }
}
