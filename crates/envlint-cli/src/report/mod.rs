//! Report formats, one file each. Every format writes the same [`Report`].

mod checkstyle;
mod concise;
mod diff;
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

use std::borrow::{Borrow, Cow};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{self, Write};

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, ReportFinding, ReportFix, ReportRelated, Severity};
use envlint_core::meta::Meta;
use envlint_core::text::Span;
use envlint_project::{DisplayPaths, FileProblem, Project, ProjectFile, Role};

use crate::args::{Check, Format, UserOf};
use crate::printable::printable;

pub(crate) use concise::finding_line;
pub(crate) use diff::diff;
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

/// The results of a run, ready to be shown.
pub(crate) struct Report<'r> {
    /// The findings, sorted by path, offset and rule, without secrets.
    pub(crate) findings: Vec<ReportFinding>,
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
        applied: Option<&[(DocumentId, &'static Meta)]>,
    ) -> Self {
        let is_linted = |file: &&ProjectFile| file.role.is_linted() || file.role == Role::NamesEnvFile;
        let linted = project.files.iter().filter(is_linted).count();
        let hidden = documents.iter().map(|_| OnceCell::new()).collect();
        let Project { names, problems, .. } = project;
        let ReportOptions { check, format, paths } = options;
        let mut findings = redacted(findings, &documents, names);
        let for_people = |path: &str| if format.is_for_people() { paths.shown(names, path) } else { path.to_owned() };
        // Many findings are in the same file.
        let mut shown: BTreeMap<DocumentId, String> = BTreeMap::new();
        let mut show = |id: DocumentId, path: &mut String| {
            let shown = shown.entry(id).or_insert_with(|| for_people(path));
            path.clone_from(shown);
        };
        for finding in &mut findings {
            show(finding.document, &mut finding.path);
            for related in &mut finding.related {
                show(related.document, &mut related.path);
            }
        }
        let listed = applied.filter(|_| check.show_fixes).unwrap_or_default();
        let path = |id: DocumentId| Some(for_people(&names.shown(project.file(id)?.document.path())));
        let listed = listed.iter().filter_map(|(id, rule)| Some((path(*id)?, rule.name))).collect();
        let fixed = applied.map(<[_]>::len);
        Self {
            findings,
            documents,
            names,
            problems,
            files: linted,
            fixed,
            applied: listed,
            paths,
            check,
            format,
            project,
            hidden,
        }
    }

    /// Writes the report.
    pub(crate) fn write(&self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        let quiet = self.check.quiet;
        if self.check.statistics {
            self.write_statistics(out)?;
            return if quiet { Ok(()) } else { self.write_end(Some(style.width), out) };
        }
        match self.format {
            Format::Human => human::write(self, style, quiet, out),
            Format::Concise => concise::write(self, quiet, out),
            Format::Json => json::write(self, out),
            Format::Jsonl => json::write_lines(self, out),
            Format::Gitlab => gitlab::write(self, out),
            Format::Rdjson => rdjson::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Checkstyle => checkstyle::write(self, out),
            Format::Markdown => markdown::write(self, quiet, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, quiet, out),
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
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The number of findings with a fix of this applicability in files that this run may write.
    fn fixable(&self, applicability: Applicability) -> usize {
        self.with_fix(applicability).count()
    }

    /// The findings with a fix of this applicability in files that this run may write.
    fn with_fix(&self, applicability: Applicability) -> impl Iterator<Item = &ReportFinding> {
        let of = move |finding: &&ReportFinding| finding.fix().is_some_and(|fix| fix.applicability == applicability);
        self.findings.iter().filter(of).filter(|finding| self.may_write(finding.document))
    }

    /// Returns `true` if `--fix`, with the options of this run, would fix the finding.
    fn is_fixable(&self, finding: &ReportFinding) -> bool {
        let limit = if self.check.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let is_applied = |fix: &ReportFix| fix.applicability == Applicability::Safe || fix.applicability == limit;
        finding.fix().is_some_and(is_applied) && self.may_write(finding.document)
    }

    /// Returns `true` if `--fix` may write the document, with `--user` if it is the user's own.
    fn may_write(&self, id: DocumentId) -> bool {
        self.project.file(id).is_some_and(|file| file.role.may_change_on_consent())
    }

    fn is_own(&self, id: DocumentId) -> bool {
        self.project.file(id).is_some_and(|file| file.role == Role::User)
    }

    /// The options that apply the fixes of `findings`: `--user --fix` if one of them is in a file of the user's own, limited to the
    /// product that the command line names.
    fn fix_options<'f>(&self, mut findings: impl Iterator<Item = &'f ReportFinding>) -> Cow<'static, str> {
        if !findings.any(|finding| self.is_own(finding.document)) {
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
        let options = self.fix_options([finding].into_iter());
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

/// The findings in the form in which reports show them: without secrets, and with short paths.
pub(crate) fn redacted(
    findings: impl IntoIterator<Item = impl Borrow<Finding>>,
    documents: &[impl Borrow<Document>],
    names: &DisplayPaths,
) -> Vec<ReportFinding> {
    let mut findings: Vec<ReportFinding> =
        findings.into_iter().filter_map(|finding| finding.borrow().redacted(documents)).collect();
    for finding in &mut findings {
        finding.path = names.shown(&finding.path);
        for related in &mut finding.related {
            related.path = names.shown(&related.path);
        }
    }
    findings
}

/// A count with its noun, in the plural unless the count is 1.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
