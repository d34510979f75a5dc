//! `envlint check`: lints files and fixes them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use envlint_core::document::Document;
use envlint_core::finding::{Finding, Severity};
use envlint_core::linter::Linter;
use envlint_core::vscode::{FileKind, Platform};
use envlint_project::{AppliedConfig, CliOverrides, ConfigSource, Disk, Project, Selection};

use super::baseline::AcceptedFindings;
use super::misspelled::refuse_words;
use super::stderr::{is_in_config, print_problems};
use super::{changed, files, fix, load, parts, reproduce, suppress};
use crate::args::{Check, Color, Format, TableScope};
use crate::console::{self, Console, Syntax};
use crate::printable::printable;
use crate::report::{FixOutcome, PeoplesPaths, Report, ReportOptions, Style};
use crate::{Error, ExitState, write};

/// The options of a run, where the command line has the last word.
pub(super) struct CheckRun<'c> {
    pub(super) check: &'c Check,
    pub(super) format: Format,
    pub(super) paths: PeoplesPaths,
    baseline: Option<AcceptedFindings>,
}

impl<'c> CheckRun<'c> {
    fn new(check: &'c Check, applied: &AppliedConfig, baseline: Option<AcceptedFindings>) -> Self {
        Self { check, format: format(check, applied), paths: PeoplesPaths::new(&check.paths), baseline }
    }

    pub(super) fn report_options(&self) -> ReportOptions<'_> {
        ReportOptions { check: self.check, format: self.format, paths: &self.paths }
    }

    /// Those of `findings`, in `documents`, that the options do not hide. Mistakes in a configuration are never hidden.
    pub(super) fn visible(
        &self,
        mut findings: Vec<Finding>,
        project: &Project,
        documents: &[&Document],
    ) -> Result<Vec<Finding>, Error> {
        let check = self.check;
        self.retain_severe(&mut findings, project);
        if check.changed_lines {
            changed::retain_changed(&mut findings, check, project)?;
        }
        match &self.baseline {
            Some(baseline) => baseline.new_of(findings, check.reports_all(), project, documents),
            None => Ok(findings),
        }
    }

    /// Drops the `findings` that the options hide because of their severity, except those in a configuration.
    pub(super) fn retain_severe(&self, findings: &mut Vec<Finding>, project: &Project) {
        let check = self.check;
        let is_hidden = |finding: &Finding| check.fix_only || finding.severity < min_severity(check, project, finding);
        findings.retain(|finding| !is_hidden(finding) || is_in_config(finding, project));
    }

    /// Returns `true` if each finding can be reported without the others. Those about one `.env` file are joined.
    fn reports_in_parts(&self, project: &Project) -> bool {
        let check = self.check;
        let needs_all =
            check.changed_lines || check.statistics || check.report.is_some() || check.add_suppressions.is_some();
        self.format.is_written_in_parts() && self.baseline.is_none() && !needs_all && !project.has_env_files()
    }
}

/// Lints the files that `check` selects, fixes them if asked to, and reports the findings.
pub(crate) fn run(check: &Check) -> Result<ExitState, Error> {
    let applied = applied_config(check)?;
    let baseline = AcceptedFindings::of_run(check, &applied)?;
    run_with(check, &applied, baseline)
}

/// The same with the configuration of the run and the findings that are accepted.
pub(super) fn run_with(
    check: &Check,
    applied: &AppliedConfig,
    baseline: Option<AcceptedFindings>,
) -> Result<ExitState, Error> {
    let run = CheckRun::new(check, applied, baseline);
    refuse_words(check)?;
    refuse_idle_options(&run)?;
    let (mut project, linter) = load_selected(check)?;
    if check.show_files {
        return files::show(&project, &run.paths);
    }
    refuse_to_overwrite(check.output_file.as_deref(), &project)?;
    if check.fix || check.fix_only || check.diff {
        return fix::run(&run, &linter, &mut project);
    }
    if run.reports_in_parts(&project) {
        return parts::run(&run, &linter, &project);
    }
    let documents: Vec<&Document> = project.files.iter().map(|file| &file.document).collect();
    let findings = run.visible(project.lint(&linter), &project, &documents)?;
    if let Some(rule) = &check.report {
        return reproduce::print(&project, &linter, &findings, rule);
    }
    if let Some(reason) = &check.add_suppressions {
        return suppress::add(&project, &findings, reason);
    }
    let outcome = outcome(&run, &project, &findings);
    let findings = project.joined(findings);
    report(&run, &project, documents, findings, None, console::stdout(run.format.syntax()))?;
    Ok(outcome)
}

/// Lints the files that `check` selects.
pub(super) fn lint(check: &Check) -> Result<(Project, Vec<Finding>), Error> {
    let (project, linter) = load_selected(check)?;
    let mut findings = project.lint(&linter);
    findings.retain(|finding| finding.severity >= min_severity(check, &project, finding));
    Ok((project, findings))
}

/// The configuration of the first path, which decides what concerns the whole run.
pub(super) fn applied_config(check: &Check) -> Result<AppliedConfig, Error> {
    let chosen = check.config.clone().or_else(config_variable);
    let first = check.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let first = if first.as_os_str() == "-" { check.stdin_filename.as_deref().unwrap_or(first) } else { first };
    Ok(envlint_project::config_of(&Disk, config_source(chosen.as_deref(), check.no_config), first)?)
}

/// The format of the report: that of the command line, or of the configuration.
fn format(check: &Check, applied: &AppliedConfig) -> Format {
    let named = applied.config.format.as_deref();
    let configured = named.and_then(|name| <Format as clap::ValueEnum>::from_str(name, false).ok());
    check.format.or(configured).unwrap_or(Format::Human)
}

/// The lowest severity of the findings to report in the file of `finding`.
fn min_severity(check: &Check, project: &Project, finding: &Finding) -> Severity {
    let configured = || project.config(finding.document)?.min_severity;
    check.min_severity.map(Severity::from).or_else(configured).unwrap_or(Severity::Info)
}

/// The lowest severity of a finding in the file of `finding` that makes the run fail.
fn fail_on(check: &Check, project: &Project, finding: &Finding) -> Severity {
    let configured = || project.config(finding.document)?.fail_on;
    check.fail_on.map(Severity::from).or_else(configured).unwrap_or(Severity::Warning)
}

fn load_selected(check: &Check) -> Result<(Project, Linter), Error> {
    let chosen = check.config.clone().or_else(config_variable);
    let changed = changed::files(check)?;
    let config = config_source(chosen.as_deref(), check.no_config);
    let (only, deleted) = (changed.files.as_ref(), Some(&changed.deleted));
    load(&Selection { only, deleted, ..selection(check, config) }, &overrides(check)?)
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
        user: check.user.map_or(&[], |of| of.0),
        threads: check.threads,
        config,
        exclude: &check.exclude,
        only: None,
        deleted: None,
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

pub(super) fn report(
    run: &CheckRun<'_>,
    project: &Project,
    documents: Vec<&Document>,
    findings: Vec<Finding>,
    fix: Option<FixOutcome<'_>>,
    out: Console<impl Write>,
) -> Result<(), Error> {
    let check = run.check;
    let report = Report::new(run.report_options(), project, documents, findings, fix);
    let written = print(check.into(), run.format.syntax(), out, |style, out| report.write(style, out));
    tell_problems(run, project)?;
    written
}

/// Prints the files that could not be read, unless the report lists them.
pub(super) fn tell_problems(run: &CheckRun<'_>, project: &Project) -> Result<(), Error> {
    // Someone who runs the command does not see what is written to the output file.
    if !run.format.reports_problems() || run.check.output_file.is_some() { print_problems(project) } else { Ok(()) }
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

pub(super) fn outcome(run: &CheckRun<'_>, project: &Project, findings: &[Finding]) -> ExitState {
    if !project.problems.is_empty() {
        ExitState::Unreadable
    } else if findings.iter().any(|finding| is_in_config(finding, project)) {
        // An invalid configuration is an error like an invalid command line, whatever --fail-on and --exit-zero say.
        ExitState::Usage
    } else if !run.check.exit_zero
        && findings.iter().any(|finding| finding.severity >= fail_on(run.check, project, finding))
    {
        ExitState::Findings
    } else {
        ExitState::Clean
    }
}
