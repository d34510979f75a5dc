//! `envlint check`: lints files and fixes them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, Severity};
use envlint_core::fixer::FixResult;
use envlint_core::linter::Linter;
use envlint_core::meta::Meta;
use envlint_core::vscode::{FileKind, Platform};
use envlint_project::{CliOverrides, ConfigSource, FileProblem, Project, ProjectFile, Selection};

use super::baseline::AcceptedFindings;
use super::misspelled::refuse_commands;
use super::stderr::{is_in_config, print_config_mistakes, print_problems};
use super::{changed, files, load, suppress};
use crate::args::{Check, Color, Format, SeverityName, TableScope};
use crate::console::{self, Console, Syntax};
use crate::printable::printable;
use crate::report::{PeoplesPaths, Report, ReportOptions, Style, diff, plural};
use crate::{Error, ExitState, write};

/// The options of a run, where the command line has the last word.
struct CheckRun<'c> {
    check: &'c Check,
    format: Format,
    fail_on: Severity,
    min_severity: Severity,
    paths: PeoplesPaths,
    baseline: Option<AcceptedFindings>,
}

impl<'c> CheckRun<'c> {
    fn new(check: &'c Check) -> Result<Self, Error> {
        let level = |option: Option<SeverityName>, default| option.map_or(default, Severity::from);
        Ok(Self {
            check,
            format: check.format.unwrap_or(Format::Human),
            fail_on: level(check.fail_on, Severity::Warning),
            min_severity: level(check.min_severity, Severity::Info),
            paths: PeoplesPaths::new(&check.paths),
            baseline: check.baseline.as_deref().map(AcceptedFindings::read).transpose()?,
        })
    }

    fn report_options(&self) -> ReportOptions<'_> {
        ReportOptions { check: self.check, format: self.format, paths: &self.paths }
    }

    /// Those of `findings`, in `documents`, that the options do not hide. Mistakes in a configuration are never hidden.
    fn visible(
        &self,
        mut findings: Vec<Finding>,
        project: &Project,
        documents: &[&Document],
    ) -> Result<Vec<Finding>, Error> {
        let is_hidden = |finding: &Finding| finding.severity < self.min_severity || self.check.fix_only;
        findings.retain(|finding| !is_hidden(finding) || is_in_config(finding, project));
        match &self.baseline {
            Some(baseline) => baseline.new_of(findings, project, documents),
            None => Ok(findings),
        }
    }
}

/// Lints the files that `check` selects, fixes them if asked to, and reports the findings.
pub(crate) fn run(check: &Check) -> Result<ExitState, Error> {
    let run = CheckRun::new(check)?;
    refuse_commands(&check.paths)?;
    refuse_idle_options(&run)?;
    let (mut project, linter) = load_selected(check)?;
    if check.show_files {
        return files::show(&project, &run.paths);
    }
    refuse_to_overwrite(check.output_file.as_deref(), &project)?;
    if check.fix || check.fix_only || check.diff {
        return apply_fixes(&run, &linter, &mut project);
    }
    let documents: Vec<&Document> = project.files.iter().map(|file| &file.document).collect();
    let findings = run.visible(project.lint(&linter), &project, &documents)?;
    if let Some(reason) = &check.add_suppressions {
        return suppress::add(&project, &findings, reason);
    }
    report(&run, &project, documents, &findings, None, console::stdout(run.format.syntax()))?;
    Ok(outcome(&run, &project, &findings))
}

/// Lints the files that `check` selects.
pub(super) fn lint(check: &Check) -> Result<(Project, Vec<Finding>), Error> {
    let least = check.min_severity.map_or(Severity::Info, Severity::from);
    let (project, linter) = load_selected(check)?;
    let mut findings = project.lint(&linter);
    findings.retain(|finding| finding.severity >= least);
    Ok((project, findings))
}

fn load_selected(check: &Check) -> Result<(Project, Linter), Error> {
    let chosen = check.config.clone().or_else(config_variable);
    let only = changed::files(check)?;
    let config = config_source(chosen.as_deref(), check.no_config);
    load(&Selection { only: only.as_ref(), ..selection(check, config) }, &overrides(check)?)
}

/// The configuration that the environment names.
pub(super) fn config_variable() -> Option<PathBuf> {
    std::env::var_os("ENVLINT_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The way to find the configuration of each file.
pub(super) fn config_source(chosen: Option<&Path>, none: bool) -> ConfigSource<'_> {
    match chosen {
        _ if none => ConfigSource::None,
        Some(path) => ConfigSource::File(path),
        None => ConfigSource::Nearest,
    }
}

/// The rule options that override the configuration.
fn overrides(check: &Check) -> Result<CliOverrides, Error> {
    let platforms = check.platform.iter().map(|&name| Platform::from(name)).collect();
    Ok(CliOverrides::new(&check.only, &check.ignore, &check.severity, platforms)?)
}

/// The files to lint.
fn selection<'c>(check: &'c Check, config: ConfigSource<'c>) -> Selection<'c> {
    Selection {
        paths: &check.paths,
        kind: check.kind.map(FileKind::from),
        stdin_filename: check.stdin_filename.as_deref(),
        user: check.user,
        threads: check.threads,
        config,
        exclude: &check.exclude,
        only: None,
        leaves_out_named: true,
    }
}

/// Rejects options that would have no effect, because they are likely a mistake.
fn refuse_idle_options(run: &CheckRun<'_>) -> Result<(), Error> {
    let check = run.check;
    if check.show_fixes && !check.fix && !check.fix_only {
        return Err(Error::Usage("--show-fixes requires --fix or --fix-only".to_owned()));
    }
    let reads_stdin = check.paths.iter().any(|path| path.as_os_str() == "-");
    if check.statistics && !run.format.is_for_people() {
        return Err(Error::Usage("--statistics is for the formats human and concise".to_owned()));
    }
    if check.stdin_filename.is_some() && !reads_stdin {
        return Err(Error::Usage("--stdin-filename requires the path `-`, which reads standard input".to_owned()));
    }
    Ok(())
}

fn apply_fixes(run: &CheckRun<'_>, linter: &Linter, project: &mut Project) -> Result<ExitState, Error> {
    let check = run.check;
    let limit = if check.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let may_change = |id: DocumentId| project.file(id).is_some_and(|file| file.role.may_change());
    let mut fixed = linter.fix(&project.files, limit, may_change);
    tell_bugs(&fixed, project)?;
    if check.diff {
        return show(run, project, fixed);
    }
    remove_leftovers(project);
    let problems = write_back(project, &mut fixed)?;
    let numbered = project.files.iter().enumerate();
    let documents: Vec<&Document> =
        numbered.map(|(index, file)| fixed.changed.get(&DocumentId(index)).unwrap_or(&file.document)).collect();
    // A file that could not be written still has its old findings.
    let findings = if problems.is_empty() { fixed.findings } else { linter.lint(&documents) };
    let findings = run.visible(project.reported(findings), project, &documents)?;
    let written = fixed.applied.iter().filter(|(id, _)| fixed.changed.contains_key(id));
    let applied: Vec<(DocumentId, &Meta)> = written.copied().collect();
    project.problems.extend(problems);
    // Standard output contains the fixed text.
    if project.files.iter().any(|file| file.role.is_stdin()) {
        report(run, project, documents, &findings, Some(&applied), console::stderr_for(run.format.syntax()))?;
    } else {
        report(run, project, documents, &findings, Some(&applied), console::stdout(run.format.syntax()))?;
    }
    Ok(outcome(run, project, &findings))
}

/// Removes what a killed run has left beside the files of this run.
fn remove_leftovers(project: &Project) {
    for ProjectFile { path, role, .. } in &project.files {
        if role.may_change() && !role.is_stdin() {
            write::remove_leftover(path);
        }
    }
}

/// Writes every document that changed, and drops the change of each document that could not be written. The text of standard
/// input is always printed.
fn write_back(project: &Project, fixed: &mut FixResult) -> Result<Vec<FileProblem>, Error> {
    let mut problems = Vec::new();
    for (index, ProjectFile { path, role, document: old }) in project.files.iter().enumerate() {
        let id = DocumentId(index);
        let new = fixed.changed.get(&id);
        if role.is_stdin() {
            console::write_file_text(new.unwrap_or(old).text())?;
        } else if let Some(new) = new
            && let Err(error) = write::replace(path, old.text().as_bytes(), new.text().as_bytes())
        {
            problems.push(FileProblem { path: project.names.shown(old.path()), message: error.to_string() });
            fixed.changed.remove(&id);
        }
    }
    Ok(problems)
}

/// Prints the diff of all changes.
fn show(run: &CheckRun<'_>, project: &Project, fixed: FixResult) -> Result<ExitState, Error> {
    let check = run.check;
    let mut left_out = 0;
    let written = print(check.into(), Syntax::Text, console::stdout(Syntax::Text), |style, out| {
        for (id, new) in &fixed.changed {
            let Some(old) = project.file(*id).map(|file| &file.document) else { continue };
            left_out += diff(&project.names.shown(old.path()), old, new, style, out)?;
        }
        Ok(())
    });
    print_problems(project)?;
    written?;
    if left_out > 0 {
        let (count, are) = (plural(left_out, "change"), if left_out == 1 { "is" } else { "are" });
        writeln!(console::stderr(), "envlint: {count} {are} not in the diff, because it would show a secret")?;
    }
    let numbered = project.files.iter().enumerate();
    let documents: Vec<&Document> =
        numbered.map(|(index, file)| fixed.changed.get(&DocumentId(index)).unwrap_or(&file.document)).collect();
    let findings = run.visible(project.reported(fixed.findings), project, &documents)?;
    let outcome = outcome(run, project, &findings);
    print_config_mistakes(&findings, project)?;
    let findings: Vec<Finding> = findings.into_iter().filter(|finding| !is_in_config(finding, project)).collect();
    if !findings.is_empty() && !check.quiet {
        let left = plural(findings.len(), "finding");
        writeln!(console::stderr(), "envlint: {left} would remain; run without --diff to see all findings")?;
    }
    let any = !fixed.changed.is_empty();
    Ok(if any && !check.exit_zero { outcome.max(ExitState::Findings) } else { outcome })
}

fn report(
    run: &CheckRun<'_>,
    project: &Project,
    documents: Vec<&Document>,
    findings: &[Finding],
    applied: Option<&[(DocumentId, &'static Meta)]>,
    out: Console<impl Write>,
) -> Result<(), Error> {
    let check = run.check;
    let report = Report::new(run.report_options(), project, documents, findings, applied);
    let written = print(check.into(), run.format.syntax(), out, |style, out| report.write(style, out));
    // Someone who runs the command does not see what is written to the output file.
    if !run.format.reports_problems() || check.output_file.is_some() {
        print_problems(project)?;
    }
    written
}

/// The options about the output of a command.
#[derive(Clone, Copy)]
pub(super) struct OutputOptions<'a> {
    /// The file to write to instead of standard output.
    pub(super) file: Option<&'a Path>,
    /// When to use colors.
    pub(super) color: Color,
}

impl<'a> From<&'a Check> for OutputOptions<'a> {
    fn from(check: &'a Check) -> Self {
        Self { file: check.output_file.as_deref(), color: check.color }
    }
}

impl<'a> From<&'a TableScope> for OutputOptions<'a> {
    fn from(scope: &'a TableScope) -> Self {
        Self { file: scope.output_file.as_deref(), color: scope.color }
    }
}

/// Calls `text` to write to the file of `--output-file`, or to `out` if there is no such option.
pub(super) fn print(
    options: OutputOptions<'_>,
    syntax: Syntax,
    mut out: Console<impl Write>,
    text: impl FnOnce(Style, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let Some(path) = options.file else {
        let style = Style::new(options.color, out.is_terminal);
        unless_gone(text(style, &mut out).and_then(|()| out.flush()))?;
        return Ok(());
    };
    let mut content = Vec::new();
    text(Style::of_file(options.color), &mut content)?;
    write::put(path, &console::guarded(&content, syntax))
        .map_err(|error| Error::OutputFile { path: path.to_string_lossy().into_owned(), error })
}

/// Rejects an `--output-file` that is one of the files of the run.
pub(super) fn refuse_to_overwrite(output: Option<&Path>, project: &Project) -> Result<(), Error> {
    let Some(output) = output else { return Ok(()) };
    let Ok(target) = output.canonicalize() else { return Ok(()) };
    let unread = project.problems.iter().map(|problem| Path::new(&problem.path));
    let mut linted = project.files.iter().map(|file| file.path.as_path()).chain(unread);
    if linted.any(|path| path.canonicalize().is_ok_and(|path| path == target)) {
        Err(Error::Usage(format!(
            "--output-file {}: this file is linted; choose another file for the report",
            printable(&output.to_string_lossy())
        )))
    } else {
        Ok(())
    }
}

/// Ignores a closed pipe, as with `envlint | head`, so that the exit status still depends on the findings.
pub(super) fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Reports fixes that failed their proof and were not applied. This is always a bug in envlint, not a mistake of the user.
fn tell_bugs(fixed: &FixResult, project: &Project) -> Result<(), Error> {
    let mut out = console::stderr();
    for (id, rule, reason) in &fixed.refused {
        let path = project.file(*id).map_or_else(String::new, |file| project.names.shown(file.document.path()));
        writeln!(
            out,
            "envlint: {}: a fix of {} was not applied, because {reason}; this is a bug in envlint",
            printable(&path),
            rule.name
        )?;
    }
    if fixed.unfinished {
        writeln!(out, "envlint: some fixes are left after the maximum number of passes; run envlint --fix again")?;
    }
    Ok(())
}

fn outcome(run: &CheckRun<'_>, project: &Project, findings: &[Finding]) -> ExitState {
    if !project.problems.is_empty() {
        ExitState::Unreadable
    } else if findings.iter().any(|finding| is_in_config(finding, project)) {
        // An invalid configuration is an error like an invalid command line, whatever --fail-on and --exit-zero say.
        ExitState::Usage
    } else if !run.check.exit_zero && findings.iter().any(|finding| finding.severity >= run.fail_on) {
        ExitState::Findings
    } else {
        ExitState::Clean
    }
}
