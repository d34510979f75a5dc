//! Fingerprints, which identify a finding even if the lines around it change.

use std::collections::HashMap;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::ReportFinding;
use envlint_core::text::Span;
use siphasher::sip128::SipHasher24;

/// Computes the fingerprints of the findings of a run, in the order of the findings.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<(DocumentId, u128), u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in `document`: a hash of the rule, the variable, the place and
    /// the text of the finding, followed by a number that distinguishes equal findings of the file. The path is not included,
    /// because the result already names the file.
    pub(super) fn next(&mut self, finding: &ReportFinding, document: &Document) -> String {
        let text = text_of(finding.span, document);
        let hash =
            hash([Some(finding.rule.name), finding.variable.as_deref(), finding.place.as_deref(), Some(text.as_str())]);
        let count = self.seen.entry((finding.document, hash)).or_default();
        *count += 1;
        format!("{hash:032x}:{count}")
    }
}

/// A fingerprint that is unique in a whole report, from the path of the file and the `fingerprint` within it.
pub(super) fn of_file(path: &str, fingerprint: &str) -> String {
    format!("{:032x}", hash([Some(path), Some(fingerprint), None, None]))
}

/// SipHash-2-4 with 128 bits and a zero key over the JSON array of the parts. JSON keeps the parts apart.
fn hash(parts: [Option<&str>; 4]) -> u128 {
    let parts = serde_json::Value::from_iter(parts);
    SipHasher24::new().hash(parts.to_string().as_bytes()).as_u128()
}

/// The text at `span`, or its whole line if the span is empty. Runs of white space become one space. Secrets are left out, because
/// a hash would allow guesses to be verified.
fn text_of(span: Span, document: &Document) -> String {
    let span = if span.is_empty() { line_of(span, document) } else { span };
    let mut text = String::new();
    let mut at = span.start;
    for secret in document.secrets().iter().filter(|secret| secret.start < span.end && span.start < secret.end) {
        text.push_str(Span::new(at, secret.start.max(at)).of(document.text()));
        text.push('*');
        at = at.max(secret.end.min(span.end));
    }
    text.push_str(Span::new(at, span.end).of(document.text()));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line_of(span: Span, document: &Document) -> Span {
    let lines = document.lines();
    let line = lines.line(span.start);
    let end = if line < lines.count() { lines.start(line + 1) } else { document.text().len() as u32 };
    Span::new(lines.start(line), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code scanning services match results by fingerprint for years, so the hash must not change with a library.
    #[test]
    fn the_hash_is_stable() {
        let parts = [Some("path-overwrite"), Some("PATH"), None, Some("\"/opt/é\"")];
        assert_eq!(format!("{:032x}", hash(parts)), "6179a9fbcc0aeef50e92e24230de0724");
    }

    #[test]
    fn parts_do_not_run_together() {
        let hashes = [
            [Some("a"), Some("b"), None, Some("")],
            [Some("a"), None, Some("b"), Some("")],
            [Some("ab"), None, None, Some("")],
            [Some("a\",\"b"), None, None, Some("")],
        ]
        .map(hash);
        assert!((1..hashes.len()).all(|end| hashes.iter().take(end).all(|hash| hashes.get(end) != Some(hash))));
    }
}
