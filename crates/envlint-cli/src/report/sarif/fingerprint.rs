//! What tells a finding from others, whatever lines come or go around it.

use std::collections::HashMap;

use envlint_rules::core::document::{Document, DocumentId};
use envlint_rules::core::finding::Finding;
use envlint_rules::core::text::Span;
use siphasher::sip128::SipHasher24;

/// The fingerprints of the findings of a run, to be asked for in their order.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<(DocumentId, u128), u32>,
}

impl Fingerprints {
    /// Of a finding in `document`, which holds `secrets`: a hash of the rule, the variable, the place and the text that it is
    /// about, then which of the equal ones in its file it is. There is no path in it; who reads it knows the file.
    pub(super) fn next(&mut self, finding: &Finding, document: &Document, secrets: &[Span]) -> String {
        let text = text_of(finding.span, document, secrets);
        let hash =
            hash([Some(finding.rule.name), finding.variable.as_deref(), finding.place.as_deref(), Some(text.as_str())]);
        let count = self.seen.entry((finding.document, hash)).or_default();
        *count += 1;
        format!("{hash:032x}:{count}")
    }
}

/// SipHash-2-4 with 128 bits and a key of zeros, over the parts as a JSON array, in which none can pass for another.
fn hash(parts: [Option<&str>; 4]) -> u128 {
    let parts = serde_json::Value::from_iter(parts);
    SipHasher24::new().hash(parts.to_string().as_bytes()).as_u128()
}

/// The text at `span`, or of its line if it is empty. Blanks are all the same; a secret is left out, because whoever knows its
/// hash can try until he knows it.
fn text_of(span: Span, document: &Document, secrets: &[Span]) -> String {
    let span = if span.is_empty() { line_of(span, document) } else { span };
    let mut text = String::new();
    let mut at = span.start;
    for secret in secrets.iter().filter(|secret| secret.start < span.end && span.start < secret.end) {
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

    /// Results are matched by it over years: it must not change with a library.
    #[test]
    fn the_hash_is_what_it_was() {
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
