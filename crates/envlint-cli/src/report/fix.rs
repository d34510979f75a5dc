//! Decides whether a report may show the edits of a fix.

use envlint_core::document::Document;
use envlint_core::finding::Fix;
use envlint_core::secrets::secret_spans;
use envlint_core::text::{Edit, Span};

/// A secret with fewer bytes can occur in other text by chance.
const SHORTEST: usize = 4;

/// Returns `true` if a replacement of `fix` shows a part of one of the `secrets` in `document`.
pub(super) fn shows_secret(fix: &Fix, document: &Document, secrets: &[Span]) -> bool {
    fix.edits.iter().filter(|edit| !edit.replacement.is_empty()).any(|edit| edit_shows(edit, document, secrets))
}

fn edit_shows(edit: &Edit, document: &Document, secrets: &[Span]) -> bool {
    let text = edit.replacement.as_str();
    let touches = |secret: &Span| secret.start <= edit.span.end && edit.span.start <= secret.end;
    let is_copied = |secret: &Span| {
        let secret = secret.of(document.text());
        secret.len() >= SHORTEST && text.contains(secret)
    };
    secrets.iter().any(|secret| touches(secret) || is_copied(secret))
        || !secret_spans(text, Span::new(0, text.len() as u32)).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::all_secrets;
    use super::*;
    use envlint_core::document::Source;
    use envlint_core::finding::{Applicability, Change};
    use envlint_core::vscode::FileKind;

    #[test]
    fn a_fix_shows_a_secret_that_it_edits_copies_or_introduces() {
        let text = r#"{ "API_KEY": "$HOME-hunter2", "PIN_PASSWORD": "1", "PATH": "/x" }"#;
        let path = ".vscode/settings.json".to_owned();
        let kind = FileKind::of_path(&path).unwrap();
        let document = Document::parse(Source { path, text: text.to_owned(), kind });
        let secrets = all_secrets(&document);
        assert_eq!(secrets.len(), 2);
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start as u32, (start + part.len()) as u32)
        };
        for (span, replacement, wanted) in [
            (at("$HOME"), "${env:HOME}", true),
            (at("hunter2"), "", false),
            (at("/x"), "/x:$HOME-hunter2", true),
            (at("/x"), "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu", true),
            (at(r#""PATH": "/x""#), r#""DB_PASSWORD": "x""#, true),
            (at("/x"), "/x1:${env:PATH}", false),
        ] {
            let edits = vec![Edit::replace(span, replacement)];
            let fix = Fix::new("", Applicability::Safe, edits, Change::Nothing);
            assert_eq!(shows_secret(&fix, &document, &secrets), wanted, "{replacement}");
        }
    }
}
