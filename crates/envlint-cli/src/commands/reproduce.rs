//! `envlint --report RULE`: a small example with the same finding and without what it does not need, to report a false alarm.
//!
//! The linter decides what the finding needs: each member, element and comment is removed, and each word is replaced by `x`, as long as
//! the rule still reports something. So the example contains no name or value that does not matter, whatever the rule is about.

use std::io::{self, Write};

use envlint_core::address::REPOSITORY;
use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::Finding;
use envlint_core::jsonc::{Value, comments};
use envlint_core::linter::Linter;
use envlint_core::text::{Edit, Span, apply};
use envlint_core::vscode::FileKind;
use envlint_project::Project;

use super::output::unless_gone;
use crate::console::{self, Syntax};
use crate::error::unknown_rule;
use crate::printable::printable;
use crate::{Error, ExitState};

/// The maximum number of attempts. Each of them lints the files of one window.
const ATTEMPTS: usize = 5_000;

/// Prints an example with a finding of `rule`, the first one in `findings`.
pub(super) fn print(project: &Project, linter: &Linter, findings: &[Finding], rule: &str) -> Result<ExitState, Error> {
    if envlint_rules::find(rule).is_none() {
        return Err(Error::Usage(format!("--report: {}", unknown_rule(rule))));
    }
    let Some(first) = findings.iter().find(|finding| finding.rule.name == rule) else {
        return Err(Error::Usage(format!("--report {rule}: these files have no such finding")));
    };
    let Some(example) = Reproduction::new(project, linter, first) else {
        return Err(Error::Usage(format!(
            "--report {rule}: the finding depends on a secret, so no example can show it"
        )));
    };
    let mut out = console::stdout(Syntax::Text);
    unless_gone(example.reduced().write(&mut out).and_then(|()| out.flush()))?;
    Ok(ExitState::Clean)
}

/// Files that have a finding of a rule.
struct Reproduction<'e> {
    linter: &'e Linter,
    rule: &'static str,
    documents: Vec<Document>,
    attempts: usize,
}

impl<'e> Reproduction<'e> {
    /// The files that `finding` is about, without their secrets; all files of the run if these are not enough. `None` if the finding
    /// depends on a secret.
    fn new(project: &Project, linter: &'e Linter, finding: &Finding) -> Option<Self> {
        let mut ids: Vec<DocumentId> = vec![finding.document];
        ids.extend(finding.related.iter().map(|related| related.document));
        ids.sort();
        ids.dedup();
        let of = |id: &DocumentId| Some(without_secrets(&project.file(*id)?.document));
        let all =
            project.files.iter().map(|file| &file.document).filter(|document| document.kind() != FileKind::Config);
        let choices = [ids.iter().filter_map(of).collect(), all.map(without_secrets).collect()];
        let mut examples =
            choices.into_iter().map(|documents| Self { linter, rule: finding.rule.name, documents, attempts: 0 });
        examples.find(|example| example.is_reported(&example.documents))
    }

    /// Returns `true` if the rule reports something in `documents`.
    fn is_reported(&self, documents: &[Document]) -> bool {
        self.linter.lint(documents).iter().any(|finding| finding.rule.name == self.rule)
    }

    /// The example without what the finding does not need.
    fn reduced(mut self) -> Self {
        for index in (0..self.documents.len()).rev() {
            let mut fewer = copies(&self.documents);
            fewer.remove(index);
            if !fewer.is_empty() && self.is_reported(&fewer) {
                self.documents = fewer;
            }
        }
        for index in 0..self.documents.len() {
            self.reduce(index, removals);
            self.reduce(index, removals_of_comments);
            self.reduce(index, masks);
        }
        self
    }

    /// Applies those of the edits that `edits` proposes for a file after which the rule still reports something. The edits are proposed
    /// again after each of them: an applied one is gone then, and its place in the list is that of the next one.
    fn reduce(&mut self, index: usize, edits: fn(&Document) -> Vec<Edit>) {
        let mut place = 0;
        while self.attempts < ATTEMPTS {
            let Some(document) = self.documents.get(index) else { return };
            let Some(edit) = edits(document).into_iter().nth(place) else { return };
            self.attempts += 1;
            let mut changed = copies(&self.documents);
            let text = apply(document.text(), &[edit]);
            if let Some((document, text)) = changed.get_mut(index).zip(text.as_ref()) {
                *document = document.with_text(text.clone());
            }
            if text.is_some() && self.is_reported(&changed) {
                self.documents = changed;
            } else {
                place += 1;
            }
        }
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "`{}`, envlint {}:\n", self.rule, env!("CARGO_PKG_VERSION"))?;
        for document in &self.documents {
            writeln!(out, "`{}`:\n\n```jsonc", printable(&name_of(document)))?;
            for line in document.text().lines().filter(|line| !line.trim().is_empty()) {
                writeln!(out, "{}", printable(line))?;
            }
            writeln!(out, "```\n")?;
        }
        for finding in self.linter.lint(&self.documents).iter().filter(|finding| finding.rule.name == self.rule) {
            if let Some(shown) = finding.redacted(&self.documents) {
                writeln!(out, "> {}: {}", shown.severity, printable(&shown.message))?;
            }
        }
        if let Some(repository) = REPOSITORY {
            writeln!(out, "\nReport a false alarm: {repository}/issues/new?template=false-alarm.yml")?;
        }
        Ok(())
    }
}

fn copies(documents: &[Document]) -> Vec<Document> {
    documents.iter().map(|document| document.with_text(document.text().to_owned())).collect()
}

/// `document` with stars instead of its secrets.
fn without_secrets(document: &Document) -> Document {
    let mask = |secret: &Span| Edit::replace(*secret, "*".repeat(secret.of(document.text()).chars().count()));
    let edits: Vec<Edit> = document.secrets().iter().map(mask).collect();
    document.with_text(apply(document.text(), &edits).unwrap_or_default())
}

/// The name of a file and of the folder that says what it is.
fn name_of(document: &Document) -> String {
    let mut parts = document.path().rsplit('/');
    let name = parts.next().unwrap_or_default();
    match (document.kind(), parts.next()) {
        (FileKind::Workspace, _) => "x.code-workspace".to_owned(),
        (_, Some(folder @ (".vscode" | ".devcontainer" | ".cursor" | "User" | "Machine"))) => {
            format!("{folder}/{name}")
        }
        _ => name.to_owned(),
    }
}

/// The removal of each member of an object and each element of an array, before those of what is inside.
fn removals(document: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    if let Some(root) = document.root() {
        collect_removals(root, &mut edits);
    }
    edits
}

fn collect_removals(container: Value<'_>, edits: &mut Vec<Edit>) {
    let members: Vec<(Span, Value<'_>)> = container.members().map(|member| (member.span(), member.value)).collect();
    let elements = container.elements().map(|element| (element.span(), element));
    let items: Vec<(Span, Value<'_>)> = members.into_iter().chain(elements).collect();
    for (index, (span, value)) in items.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| items.get(index));
        edits.push(Edit::delete(match (before, items.get(index + 1)) {
            (_, Some((next, _))) => Span::new(span.start, next.start),
            (Some((last, _)), None) => Span::new(last.end, span.end),
            (None, None) => *span,
        }));
        collect_removals(*value, edits);
    }
}

fn removals_of_comments(document: &Document) -> Vec<Edit> {
    let text = document.text();
    let found = comments(text, Span::new(0, text.len() as u32)).into_iter();
    found.map(|comment| Edit::delete(comment.span)).collect()
}

/// The replacement of each word in a string by `x`.
fn masks(document: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    for string in document.strings() {
        let inner = string.inner();
        let start = string.span().start + 1;
        let mut word = None;
        for (at, character) in inner.char_indices().chain([(inner.len(), ' ')]) {
            match (character.is_alphanumeric(), word) {
                (true, None) => word = Some(at),
                (false, Some(first)) => {
                    if inner.get(first..at).is_some_and(|text| text != "x") {
                        edits.push(Edit::replace(Span::new(start + first as u32, start + at as u32), "x"));
                    }
                    word = None;
                }
                _ => {}
            }
        }
    }
    edits
}
