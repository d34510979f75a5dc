use std::borrow::Borrow;
use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::{Finding, Fix, Related};
use crate::document::{Document, DocumentId};
use crate::meta::{Applicability, Meta, Severity};
use crate::secrets::{secret_spans, without_secrets};
use crate::text::{Edit, LineColumn, Span};
use crate::vscode::{Platform, Platforms};

/// A finding that is safe to show: its positions are lines and columns, and its secrets are masked.
///
/// Invariant: this is the only form of a finding that implements [`fmt::Display`] or [`Serialize`], so that no report
/// can show a secret by accident. [`Finding::redacted`] creates it.
///
/// `Display` writes `path:line:column: severity[rule]: message`. Texts that a message quotes may contain control
/// characters; escape them before you write to a terminal. `Serialize` writes the object that `envlint --format json`
/// prints.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReportFinding {
    /// The rule that found it.
    pub rule: &'static Meta,
    /// The severity.
    pub severity: Severity,
    /// One sentence: the variable, the place, the consequence.
    pub message: String,
    /// The file that contains it.
    pub document: DocumentId,
    /// The path of the file. A report may replace it with a shorter one.
    pub path: String,
    /// The location in the file, in bytes.
    pub span: Span,
    /// The line and column of its first character.
    pub start: LineColumn,
    /// The line and column after its last character.
    pub end: LineColumn,
    /// The platforms on which it matters.
    pub platforms: Platforms,
    /// The variable that the finding is about.
    pub variable: Option<String>,
    /// The setting that the finding is about: `terminal.integrated.env.osx`.
    pub place: Option<String>,
    /// Other locations that explain the finding.
    pub related: Vec<ReportRelated>,
    /// What to do, unless the message makes that clear.
    pub help: Option<String>,
    /// The ways to fix it, the preferred one first.
    pub fixes: Vec<ReportFix>,
}

/// Another location that explains a finding, safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportRelated {
    /// The file that contains it.
    pub document: DocumentId,
    /// The path of the file. A report may replace it with a shorter one.
    pub path: String,
    /// The location in the file, in bytes.
    pub span: Span,
    /// The line and column of its first character.
    pub start: LineColumn,
    /// The line and column after its last character.
    pub end: LineColumn,
    /// How it relates to the finding.
    pub message: String,
}

/// A fix, safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportFix {
    /// What the fix does, in the imperative.
    pub title: String,
    /// How certain it is that the fix is wanted.
    pub applicability: Applicability,
    /// The edits; `None` if they would show a secret.
    pub edits: Option<Vec<Edit>>,
}

impl Finding {
    /// The finding in the form in which it may be shown. `documents` are the files that were linted, by
    /// [`DocumentId`]; `None` if the file of the finding is not among them.
    #[must_use]
    pub fn redacted(&self, documents: &[impl Borrow<Document>]) -> Option<ReportFinding> {
        self.redacted_with(|id| documents.get(id.0).map(Borrow::borrow))
    }

    /// The same for documents that `document_of` finds by their id.
    #[must_use]
    pub fn redacted_with<'d>(&self, document_of: impl Fn(DocumentId) -> Option<&'d Document>) -> Option<ReportFinding> {
        let document = document_of(self.document)?;
        let (start, end) = document.positions(self.span);
        let masked = |text: Option<&str>| text.map(|text| without_secrets(text).into_owned());
        Some(ReportFinding {
            rule: self.rule,
            severity: self.severity,
            message: without_secrets(&self.message).into_owned(),
            document: self.document,
            path: document.path().to_owned(),
            span: self.span,
            start,
            end,
            platforms: self.platforms,
            variable: masked(self.variable.as_deref()),
            place: masked(self.place.as_deref()),
            related: self
                .related
                .iter()
                .filter_map(|related| related.redacted(document_of(related.document)?))
                .collect(),
            help: masked(self.help.as_deref()),
            fixes: self.fixes.iter().map(|fix| fix.redacted(document)).collect(),
        })
    }
}

impl Related {
    fn redacted(&self, document: &Document) -> Option<ReportRelated> {
        let (start, end) = document.positions(self.span);
        Some(ReportRelated {
            document: self.document,
            path: document.path().to_owned(),
            span: self.span,
            start,
            end,
            message: without_secrets(&self.message).into_owned(),
        })
    }
}

impl Fix {
    fn redacted(&self, document: &Document) -> ReportFix {
        let is_shown = !self.edits.iter().any(|edit| shows_secret(edit, document));
        ReportFix {
            title: without_secrets(&self.title).into_owned(),
            applicability: self.applicability,
            edits: is_shown.then(|| self.edits.clone()),
        }
    }
}

/// A secret with fewer bytes can occur in other text by chance.
const SHORTEST: usize = 4;

/// Returns `true` if what `edit` writes into `document` shows a part of a secret.
fn shows_secret(edit: &Edit, document: &Document) -> bool {
    let text = edit.replacement.as_str();
    let touches = |secret: &Span| secret.start <= edit.span.end && edit.span.start <= secret.end;
    let is_copied = |secret: &Span| {
        let secret = secret.of(document.text());
        secret.len() >= SHORTEST && text.contains(secret)
    };
    !text.is_empty()
        && (document.secrets().iter().any(|secret| touches(secret) || is_copied(secret))
            || !secret_spans(text, Span::new(0, text.len() as u32)).is_empty())
}

impl ReportFinding {
    /// The preferred fix.
    #[must_use]
    pub fn fix(&self) -> Option<&ReportFix> {
        self.fixes.first()
    }
}

impl fmt::Display for ReportFinding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, start, severity, rule, message, .. } = self;
        write!(formatter, "{path}:{}:{}: {severity}[{}]: {message}", start.line, start.column, rule.name)
    }
}

#[derive(serde::Serialize)]
struct Row<'r> {
    rule: &'static str,
    severity: &'static str,
    message: &'r str,
    path: &'r str,
    start: Position,
    end: Position,
    platforms: Vec<&'static str>,
    variable: Option<&'r str>,
    place: Option<&'r str>,
    related: Vec<RelatedRow<'r>>,
    fix: Option<FixRow<'r>>,
    help: Option<&'r str>,
    url: Option<String>,
}

#[derive(serde::Serialize)]
struct RelatedRow<'r> {
    path: &'r str,
    start: Position,
    end: Position,
    message: &'r str,
}

#[derive(serde::Serialize)]
struct FixRow<'r> {
    applicability: &'static str,
    title: &'r str,
    /// Empty if the edits would show a secret.
    edits: Vec<EditRow<'r>>,
}

/// An edit of the file. Offsets count UTF-8 bytes.
#[derive(serde::Serialize)]
struct EditRow<'r> {
    start: u32,
    end: u32,
    replacement: &'r str,
}

/// A position in a file: line and column start at 1, and columns count Unicode scalar values; the offset starts at 0
/// and counts UTF-8 bytes.
#[derive(serde::Serialize)]
struct Position {
    line: u32,
    column: u32,
    offset: u32,
}

impl Position {
    fn new(at: LineColumn, offset: u32) -> Self {
        Self { line: at.line, column: at.column, offset }
    }
}

impl Serialize for ReportFinding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = Row {
            rule: self.rule.name,
            severity: self.severity.name(),
            message: &self.message,
            path: &self.path,
            start: Position::new(self.start, self.span.start),
            end: Position::new(self.end, self.span.end),
            platforms: self.platforms.iter().map(Platform::name).collect(),
            variable: self.variable.as_deref(),
            place: self.place.as_deref(),
            related: self.related.iter().map(RelatedRow::from).collect(),
            fix: self.fix().map(FixRow::from),
            help: self.help.as_deref(),
            url: self.rule.url(),
        };
        row.serialize(serializer)
    }
}

impl<'r> From<&'r ReportRelated> for RelatedRow<'r> {
    fn from(related: &'r ReportRelated) -> Self {
        Self {
            path: &related.path,
            start: Position::new(related.start, related.span.start),
            end: Position::new(related.end, related.span.end),
            message: &related.message,
        }
    }
}

impl<'r> From<&'r ReportFix> for FixRow<'r> {
    fn from(fix: &'r ReportFix) -> Self {
        let edits = fix.edits.iter().flatten().map(|edit| EditRow {
            start: edit.span.start,
            end: edit.span.end,
            replacement: &edit.replacement,
        });
        Self { applicability: fix.applicability.name(), title: &fix.title, edits: edits.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceFile;
    use crate::finding::Change;
    use crate::meta::TEST_META;

    fn finding(document: DocumentId, span: Span, fix: Fix) -> Finding {
        Finding {
            rule: &TEST_META,
            severity: Severity::Error,
            message: "`ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu` is a token".to_owned(),
            document,
            span,
            platforms: Platforms::only(Platform::Linux),
            variable: Some("PATH".to_owned()),
            place: Some("Bearer abcdefghijklmnop1234".into()),
            related: vec![Related { document, span, message: "Bearer abcdefghijklmnop1234".into() }],
            help: None,
            fixes: vec![fix],
            by_change: false,
        }
    }

    #[test]
    fn a_fix_shows_a_secret_that_it_edits_copies_or_introduces() {
        let text = r#"{ "API_KEY": "$HOME-hunter2", "PIN_PASSWORD": "1", "PATH": "/x" }"#;
        let document = Document::parse(SourceFile::new(".vscode/settings.json", text).unwrap());
        assert_eq!(document.secrets().len(), 2);
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
            let fix = Fix::new("", Applicability::Safe, edits, Change::Nothing).redacted(&document);
            assert_eq!(fix.edits.is_none(), wanted, "{replacement}");
        }
    }

    #[test]
    fn nothing_that_can_be_shown_contains_a_secret() {
        let text = "{\n  \"PATH\": \"/x\"\n}";
        let id = DocumentId(0);
        let documents = [Document::parse(SourceFile::new(".vscode/settings.json", text).unwrap())];
        let span = Span::new(12, 16);
        let edits = vec![Edit::replace(span, "\"ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu\"")];
        let title = "Use `ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu`";
        let fix = Fix::new(title, Applicability::Unsafe, edits, Change::Value(span));
        let shown = finding(id, span, fix).redacted(&documents).unwrap();
        assert!(!format!("{shown:?}").contains("hunter2") && !format!("{shown:?}").contains("abcdefgh"), "{shown:?}");
        assert_eq!(
            shown.to_string(),
            format!(".vscode/settings.json:2:11: error[some-rule]: `{}` is a token", "*".repeat(39))
        );
        let stars = "*".repeat(27);
        let expected = serde_json::json!({
            "rule": "some-rule",
            "severity": "error",
            "message": shown.message,
            "path": ".vscode/settings.json",
            "start": { "line": 2, "column": 11, "offset": 12 },
            "end": { "line": 2, "column": 15, "offset": 16 },
            "platforms": ["linux"],
            "variable": "PATH",
            "place": stars,
            "related": [{
                "path": ".vscode/settings.json",
                "start": { "line": 2, "column": 11, "offset": 12 },
                "end": { "line": 2, "column": 15, "offset": 16 },
                "message": stars,
            }],
            "fix": { "applicability": "unsafe", "title": format!("Use `{}`", "*".repeat(39)), "edits": [] },
            "help": null,
            "url": TEST_META.url(),
        });
        assert_eq!(serde_json::to_value(&shown).unwrap(), expected);
    }
}
