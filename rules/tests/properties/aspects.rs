//! Aspects of a file that are compared before and after a fix.

use std::collections::BTreeSet;

use envlint_core::document::{Document, DocumentId};
use envlint_core::env::{FileAnalysis, Site};
use envlint_core::jsonc::{Value, comments};
use envlint_core::text::Span;

pub(crate) fn comment_texts(text: &str) -> Vec<&str> {
    comments(text, Span::new(0, text.len() as u32)).iter().map(|comment| comment.span.of(text)).collect()
}

/// The comments that no fix may change.
pub(crate) fn kept_comments(text: &str) -> Vec<&str> {
    comment_texts(text).into_iter().filter(|comment| !comment.contains("envlint-")).collect()
}

pub(crate) fn is_subsequence(part: &[&str], whole: &[&str]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|wanted| rest.any(|found| found == wanted))
}

/// The text without the contents of its string values: tokens, keys, comments, whitespace and line ends remain.
pub(crate) fn skeleton(document: &Document) -> String {
    fn strings(value: Value<'_>, spans: &mut Vec<Span>) {
        if value.string().is_some() {
            spans.push(value.span());
        }
        for inner in value.members().map(|member| member.value).chain(value.elements()) {
            strings(inner, spans);
        }
    }
    let mut spans = Vec::new();
    if let Some(root) = document.root() {
        strings(root, &mut spans);
    }
    let starts = spans.iter().map(|span| span.start as usize).chain([document.text().len()]);
    let ends = [0].into_iter().chain(spans.iter().map(|span| span.end as usize));
    ends.zip(starts).map(|(end, start)| &document.text()[end..start]).collect::<Vec<_>>().join("\"\"")
}

/// Every variable that VS Code reads from the file: the setting, its name, its value as written.
pub(crate) fn variables(document: &Document) -> BTreeSet<(String, String, &str)> {
    let analysis = FileAnalysis::new(DocumentId(0), document);
    let variable =
        |site: &Site<'_>| (site.setting.to_string(), site.variable.to_string(), site.value_span().of(document.text()));
    analysis.sites.iter().map(variable).collect()
}

/// The number of references in text that a dev container reads on the host.
pub(crate) fn read_outside(document: &Document) -> usize {
    ["${env:", "${localEnv:"].iter().map(|reference| document.text().matches(reference).count()).sum()
}
