//! Report formats, one file each. Every format writes the same [`Report`].

mod checkstyle;
mod concise;
mod diff;
mod findings;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod markdown;
mod paths;
mod rdjson;
mod sarif;
mod style;
mod summary;
mod xml;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::{self, Write};

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, ReportFinding, ReportRelated, Severity};
use envlint_core::meta::Meta;
use envlint_core::text::Span;
use envlint_project::{DisplayPaths, FileProblem, Project, ProjectFile, Role};

use crate::args::{Check, Format, UserOf};
use crate::printable::printable;
use findings::{FindingOutline, HeldFindings};

pub(crate) use concise::finding_line;
pub(crate) use diff::diff;
pub(crate) use findings::redacted;
pub(crate) use json::json_line;
pub(crate) use paths::{PeoplesPaths, home_folder};
pub(crate) use style::Style;

/// What a report is made for.
#[derive(Clone, Copy)]
pub(crate) struct ReportOptions<'r> {
    /// The options of the command line.
    pub(crate) check: &'r Check,
    /// The format.
    pub(crate) format: Format,
    /// The way to show paths to people.
    pub(crate) paths: &'r PeoplesPaths,
}

/// What a run with `--fix` did.
#[derive(Clone, Copy)]
pub(crate) struct FixOutcome<'f> {
    /// The applied fixes, each with its file and rule.
    pub(crate) applied: &'f [(DocumentId, &'static Meta)],
    /// Is `true` if the user did not agree to change the files that are their own, which `--fix` could still fix.
    pub(crate) is_declined: bool,
}

/// The results of a run, ready to be shown.
pub(crate) struct Report<'r> {
    /// The findings, sorted by path, offset and rule.
    held: HeldFindings,
    /// The files, by [`DocumentId`].
    pub(crate) documents: Vec<&'r Document>,
    /// Converts paths to the names that the report shows.
    pub(crate) names: &'r DisplayPaths,
    /// The files that could not be read or written.
    pub(crate) problems: &'r [FileProblem],
    /// The number of linted files, not counting those that were only read for context.
    pub(crate) files: usize,
    /// The number of applied fixes; `None` without `--fix`.
    pub(crate) fixed: Option<usize>,
    /// Is `true` if the user did not agree to change the files that are their own.
    is_declined: bool,
    /// The applied fixes to list, each with the path of its file and its rule.
    applied: Vec<(String, &'static str)>,
    paths: &'r PeoplesPaths,
    check: &'r Check,
    format: Format,
    project: &'r Project,
    /// The spans that an excerpt of each document must hide, computed on first use.
    hidden: Vec<OnceCell<Vec<Span>>>,
}

impl<'r> Report<'r> {
    /// Creates the report of `findings` in the files of `project`, whose current texts are `documents`.
    pub(crate) fn new(
        options: ReportOptions<'r>,
        project: &'r Project,
        documents: Vec<&'r Document>,
        findings: Vec<Finding>,
        fix: Option<FixOutcome<'_>>,
    ) -> Self {
        let is_linted = |file: &&ProjectFile| file.role.is_linted() || file.role == Role::NamesEnvFile;
        let linted = project.files.iter().filter(is_linted).count();
        let hidden = documents.iter().map(|_| OnceCell::new()).collect();
        let Project { names, problems, .. } = project;
        let ReportOptions { check, format, paths } = options;
        let mut report = Self {
            held: HeldFindings::default(),
            documents,
            names,
            problems,
            files: linted,
            fixed: fix.map(|fix| fix.applied.len()),
            is_declined: fix.is_some_and(|fix| fix.is_declined),
            applied: Vec::new(),
            paths,
            check,
            format,
            project,
            hidden,
        };
        let listed = fix.filter(|_| check.show_fixes).map(|fix| fix.applied).unwrap_or_default();
        let path = |id: DocumentId| Some(report.shown_path(project.file(id)?.document.path()));
        report.applied = listed.iter().filter_map(|(id, rule)| Some((path(*id)?, rule.name))).collect();
        report.add(findings);
        report
    }

    /// Adds `findings`, which are after those that were added before. These must have been written.
    pub(crate) fn add(&mut self, findings: Vec<Finding>) {
        self.held.add(findings);
    }

    /// The findings that were added last, without secrets, sorted by path, offset and rule.
    pub(crate) fn findings(&self) -> impl Iterator<Item = ReportFinding> {
        self.held.masked(&self.documents, |path| self.shown_path(path))
    }

    fn shown_path(&self, path: &str) -> String {
        let shown = self.names.shown(path);
        if self.format.is_for_people() { self.paths.shown(self.names, &shown) } else { shown }
    }

    /// Writes the report.
    pub(crate) fn write(&self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        if self.check.statistics {
            self.write_statistics(out)?;
            return if self.check.quiet { Ok(()) } else { self.write_end(Some(style.width), out) };
        }
        self.write_findings(style, out)?;
        self.write_rest(style, out)
    }

    /// Writes the findings that were added last: in a format that [is written in parts](Format::is_written_in_parts), without what
    /// follows all findings.
    pub(crate) fn write_findings(&self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Human => human::write(self, style, out),
            Format::Concise => concise::write(self, out),
            Format::Json => json::write(self, out),
            Format::Jsonl => json::write_lines(self, out),
            Format::Gitlab => gitlab::write(self, out),
            Format::Rdjson => rdjson::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Checkstyle => checkstyle::write(self, out),
            Format::Markdown => markdown::write(self, self.check.quiet, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, out),
        }
    }

    /// Writes what follows all findings.
    pub(crate) fn write_rest(&self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Github => github::write_rest(self, self.check.quiet, out),
            Format::Human | Format::Concise if self.check.quiet => Ok(()),
            Format::Human => self.write_end(Some(style.width), out),
            Format::Concise => self.write_end(None, out),
            Format::Json
            | Format::Jsonl
            | Format::Gitlab
            | Format::Rdjson
            | Format::Junit
            | Format::Checkstyle
            | Format::Markdown
            | Format::Sarif => Ok(()),
        }
    }

    fn document(&self, id: DocumentId) -> Option<&'r Document> {
        self.documents.get(id.0).copied()
    }

    /// What no excerpt of a document may show: its secrets; or all of it, if its path is a link out of the project, since then
    /// whoever made the link would choose what is printed.
    fn hidden_in_excerpt(&self, id: DocumentId) -> &[Span] {
        let Some((document, hidden)) = self.document(id).zip(self.hidden.get(id.0)) else { return &[] };
        let whole = || vec![Span::new(0, document.text().len() as u32)];
        hidden.get_or_init(|| if self.project.leads_out(id) { whole() } else { document.secrets().to_vec() })
    }

    fn count(&self, severity: Severity) -> usize {
        self.held.outlines().filter(|finding| finding.severity == severity).count()
    }

    /// The number of findings with a fix of this applicability in files that this run may write.
    fn fixable(&self, applicability: Applicability) -> usize {
        self.with_fix(applicability).count()
    }

    /// The findings with a fix of this applicability in files that this run may write.
    fn with_fix(&self, applicability: Applicability) -> impl Iterator<Item = FindingOutline> {
        let of = move |finding: &FindingOutline| finding.fix == Some(applicability);
        self.held.outlines().filter(of).filter(|finding| self.may_write(finding.document))
    }

    /// Returns `true` if `--fix`, with the options of this run, would fix the finding.
    fn is_fixable(&self, finding: FindingOutline) -> bool {
        let limit = if self.check.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let is_applied = |fix: Applicability| fix == Applicability::Safe || fix == limit;
        finding.fix.is_some_and(is_applied) && self.may_write(finding.document)
    }

    /// Returns `true` if `--fix` may write the document, with `--user` if it is the user's own.
    fn may_write(&self, id: DocumentId) -> bool {
        self.project.file(id).is_some_and(|file| file.role.may_change_on_consent())
    }

    fn is_own(&self, id: DocumentId) -> bool {
        self.project.file(id).is_some_and(|file| file.role == Role::User)
    }

    /// The options that apply the fixes in `documents`: `--user --fix` if one of them is the user's own, limited to the product that
    /// the command line names.
    fn fix_options(&self, mut documents: impl Iterator<Item = DocumentId>) -> Cow<'static, str> {
        if !documents.any(|document| self.is_own(document)) {
            return "--fix".into();
        }
        match self.check.user {
            Some(UserOf([product])) => format!("--user={} --fix", product.id).into(),
            Some(UserOf(_)) | None => "--user --fix".into(),
        }
    }

    /// A reference to a related place, on one line: `see .vscode/settings.json:3:5: overridden by this value`.
    fn see(&self, related: &ReportRelated) -> String {
        let ReportRelated { path, start, message, .. } = related;
        format!("see {}:{}:{}: {}", printable(path), start.line, start.column, printable(message))
    }

    /// The title of a finding's fix, and how to apply it: `Append ":${env:PATH}" (with --fix)`.
    fn remedy(&self, finding: &ReportFinding) -> Option<String> {
        let fix = finding.fix()?;
        let options = self.fix_options([finding.document].into_iter());
        let how = match fix.applicability {
            Applicability::Safe | Applicability::Unsafe if !self.may_write(finding.document) => {
                "with --fix, if you name the file".to_owned()
            }
            Applicability::Safe => format!("with {options}"),
            Applicability::Unsafe => format!("with {options} --unsafe-fixes"),
            Applicability::Display => "not applied automatically".to_owned(),
        };
        Some(format!("{} ({how})", printable(&fix.title)))
    }
}

/// A count with its noun, in the plural unless the count is 1.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
