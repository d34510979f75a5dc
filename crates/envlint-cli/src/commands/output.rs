//! Writes the output of a command to standard output or to the file of `--output-file`.

use std::io::{self, Write};
use std::path::Path;

use envlint_project::Project;

use crate::args::{Check, Color, TableScope};
use crate::console::{self, Console, Syntax};
use crate::printable::printable;
use crate::report::Style;
use crate::{Error, write};

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

/// Calls `text` to write to the file of `--output-file`, or to `out` without that option.
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
