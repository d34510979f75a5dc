//! `envlint check`: lints files and fixes them.

use std::io::{self, Write};
use std::path::Path;

use envlint_core::document::{Document, DocumentId};
use envlint_core::env::{Reading, add_container_users};
use envlint_core::finding::{Applicability, Finding, Severity};
use envlint_core::fixer::Fixed;
use envlint_core::linter::Linter;

use super::complaints::{is_in_config, print_config_mistakes, print_problems};
use crate::args::Check;
use crate::console::{self, Console, Syntax};
use crate::files::{Files, Problem};
use crate::printable::printable;
use crate::report::{Report, Style, diff, plural};
use crate::{Error, Outcome, parallel, write};

/// Lints the files that `check` selects, fixes them if asked to, and reports the findings.
pub(crate) fn run(check: &Check) -> Result<Outcome, Error> {
    refuse_idle_options(check)?;
    let wishes = check.wishes()?;
    let mut files = Files::collect(&check.asked())?;
    refuse_to_overwrite(check, &files)?;
    let linter = files.linter(&wishes);
    files.read_env_files(&linter);
    let outcome = match check.fix || check.diff {
        true => mend(check, &linter, &mut files)?,
        false => {
            let findings = reported(lint(&linter, &files.documents, check.threads), &files);
            report(
                check,
                &files,
                files.documents.iter().collect(),
                &findings,
                0,
                console::stdout(check.format.syntax()),
            )?;
            outcome(check, &files, &findings)
        }
    };
    Ok(outcome)
}

/// Rejects options that would have no effect, because they are likely a mistake.
fn refuse_idle_options(check: &Check) -> Result<(), Error> {
    let reads_stdin = check.paths.iter().any(|path| path.as_os_str() == "-");
    if check.unsafe_fixes && !check.fix && !check.diff {
        return Err(Error::Usage("--unsafe-fixes requires --fix or --diff".to_owned()));
    }
    if check.stdin_filename.is_some() && !reads_stdin {
        return Err(Error::Usage("--stdin-filename requires the path `-`, which reads standard input".to_owned()));
    }
    Ok(())
}

fn lint(linter: &Linter, documents: &[Document], threads: usize) -> Vec<Finding> {
    let numbered: Vec<(DocumentId, &Document)> =
        documents.iter().enumerate().map(|(index, document)| (DocumentId(index), document)).collect();
    let mut readings = parallel::map(threads, &numbered, |(id, document)| Reading::new(*id, document));
    add_container_users(&mut readings);
    let mut findings: Vec<Finding> =
        parallel::map(threads, &readings, |reading| linter.lint_reading(reading)).into_iter().flatten().collect();
    findings.extend(linter.lint_windows(&readings));
    linter.finish(findings, &readings)
}

/// The findings in files whose findings are reported.
pub(super) fn reported(mut findings: Vec<Finding>, files: &Files) -> Vec<Finding> {
    findings.retain(|finding| files.inputs.get(finding.document.0).is_some_and(|input| input.role.is_reported()));
    findings
}

fn mend(check: &Check, linter: &Linter, files: &mut Files) -> Result<Outcome, Error> {
    let limit = if check.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let may_change = |id: DocumentId| files.inputs.get(id.0).is_some_and(|input| input.role.may_change());
    let mut fixed = linter.fix(&files.documents, limit, may_change);
    tell_bugs(&fixed, files)?;
    if check.diff {
        return show(check, files, fixed);
    }
    let problems = write_back(files, &mut fixed)?;
    let documents: Vec<&Document> = files
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| fixed.changed.get(&DocumentId(index)).unwrap_or(document))
        .collect();
    // A file that could not be written still has its old findings.
    let findings = if problems.is_empty() { fixed.findings } else { linter.lint(&documents) };
    let findings = reported(findings, files);
    let count = fixed.applied.iter().filter(|(id, _)| fixed.changed.contains_key(id)).count();
    files.problems.extend(problems);
    // Standard output contains the fixed text.
    if files.inputs.iter().any(|input| input.role.is_stdin()) {
        report(check, files, documents, &findings, count, console::stderr_for(check.format.syntax()))?;
    } else {
        report(check, files, documents, &findings, count, console::stdout(check.format.syntax()))?;
    }
    Ok(outcome(check, files, &findings))
}

/// Writes every document that changed, and drops the change of each document that could not be written. The text of standard
/// input is always printed.
fn write_back(files: &Files, fixed: &mut Fixed) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for (index, (input, old)) in files.inputs.iter().zip(&files.documents).enumerate() {
        let id = DocumentId(index);
        let new = fixed.changed.get(&id);
        if input.role.is_stdin() {
            console::write_file_text(new.unwrap_or(old).text())?;
        } else if let Some(new) = new
            && let Err(error) = write::replace(&input.path, old.text().as_bytes(), new.text().as_bytes())
        {
            problems.push(Problem { path: files.names.shown(old.path()), message: error.to_string() });
            fixed.changed.remove(&id);
        }
    }
    Ok(problems)
}

/// Prints the diff of all changes.
fn show(check: &Check, files: &Files, fixed: Fixed) -> Result<Outcome, Error> {
    let mut left_out = 0;
    let written = print(check, Syntax::Text, console::stdout(Syntax::Text), |style, out| {
        for (id, new) in &fixed.changed {
            let Some(old) = files.documents.get(id.0) else { continue };
            left_out += diff(&files.names.shown(old.path()), old, new, style, out)?;
        }
        Ok(())
    });
    print_problems(files)?;
    written?;
    if left_out > 0 {
        let (count, are) = (plural(left_out, "change"), if left_out == 1 { "is" } else { "are" });
        writeln!(console::stderr(), "envlint: {count} {are} not in the diff, because it would show a secret")?;
    }
    let findings = reported(fixed.findings, files);
    let outcome = outcome(check, files, &findings);
    print_config_mistakes(&findings, files)?;
    let findings: Vec<Finding> = findings.into_iter().filter(|finding| !is_in_config(finding, files)).collect();
    if !findings.is_empty() && !check.quiet {
        let left = plural(findings.len(), "finding");
        writeln!(console::stderr(), "envlint: {left} would remain; run without --diff to see all findings")?;
    }
    let any = !fixed.changed.is_empty();
    Ok(if any && !check.exit_zero { outcome.max(Outcome::Findings) } else { outcome })
}

fn report(
    check: &Check,
    files: &Files,
    documents: Vec<&Document>,
    findings: &[Finding],
    fixed: usize,
    out: Console<impl Write>,
) -> Result<(), Error> {
    let report = Report::new(files, documents, findings, check.fix.then_some(fixed));
    let written =
        print(check, check.format.syntax(), out, |style, out| report.write(check.format, style, check.quiet, out));
    // Someone who runs the command does not see what is written to the output file.
    if !check.format.tells_problems() || check.output_file.is_some() {
        print_problems(files)?;
    }
    written
}

/// Calls `text` to write to the file of `--output-file`, or to `out` if there is no such option.
fn print(
    check: &Check,
    syntax: Syntax,
    mut out: Console<impl Write>,
    text: impl FnOnce(Style, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let Some(path) = &check.output_file else {
        let style = Style::new(check.color, out.is_terminal);
        unless_gone(text(style, &mut out).and_then(|()| out.flush()))?;
        return Ok(());
    };
    let mut content = Vec::new();
    text(Style::of_file(check.color), &mut content)?;
    write::put(path, &console::guarded(&content, syntax))
        .map_err(|error| Error::OutputFile { path: path.to_string_lossy().into_owned(), error })
}

/// Rejects an `--output-file` that is one of the linted files.
fn refuse_to_overwrite(check: &Check, files: &Files) -> Result<(), Error> {
    let Some(output) = check.output_file.as_deref() else { return Ok(()) };
    let Ok(target) = output.canonicalize() else { return Ok(()) };
    let unread = files.problems.iter().map(|problem| Path::new(&problem.path));
    let mut linted = files.inputs.iter().map(|input| input.path.as_path()).chain(unread);
    match linted.any(|path| path.canonicalize().is_ok_and(|path| path == target)) {
        true => Err(Error::Usage(format!(
            "--output-file {}: this file is linted; choose another file for the report",
            printable(&output.to_string_lossy())
        ))),
        false => Ok(()),
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
fn tell_bugs(fixed: &Fixed, files: &Files) -> Result<(), Error> {
    let mut out = console::stderr();
    for (id, rule, reason) in &fixed.refused {
        let path = files.documents.get(id.0).map_or_else(String::new, |document| files.names.shown(document.path()));
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

fn outcome(check: &Check, files: &Files, findings: &[Finding]) -> Outcome {
    let threshold = Severity::from(check.fail_on);
    if !files.problems.is_empty() {
        Outcome::Unreadable
    } else if findings.iter().any(|finding| is_in_config(finding, files)) {
        // An invalid configuration is an error like an invalid command line, whatever --fail-on and --exit-zero say.
        Outcome::Usage
    } else if !check.exit_zero && findings.iter().any(|finding| finding.severity >= threshold) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}
