//! Lists in `.env` files, which apply on every platform.

use envlint_core::env_file::{EnvFile, ForeignSeparator};
use envlint_core::finding::Severity;
use envlint_core::rule::Context;
use envlint_core::vscode::Platform;

/// Reports the lists that are wrong on some platforms, where their file is named, because a comment can suppress the
/// finding there.
pub(super) fn check(file: &EnvFile<'_>, context: &mut Context<'_>) {
    let reference = file.reference;
    let platforms = context.platforms(reference.platforms);
    let has_posix = platforms.has(Platform::Linux) || platforms.has(Platform::Osx);
    for list in file.lists() {
        let (variable, path) = (list.variable, reference.below_folder());
        let (severity, message, help) = match list.separator {
            Some(ForeignSeparator::ColonBetweenDrives) => (
                Severity::Warning,
                format!(
                    "`:` does not separate entries on Windows, so entries of {variable} in {path} are read as one folder"
                ),
                "Write `;` between the entries",
            ),
            Some(ForeignSeparator::Semicolon) if has_posix => (
                Severity::Info,
                format!(
                    "`;` in {variable} in {path} only separates entries on Windows, although the file applies everywhere"
                ),
                "Write `:` between the entries, or name another file for each platform",
            ),
            Some(ForeignSeparator::Semicolon) | None => continue,
        };
        context
            .finding(reference.span, message)
            .severity(severity)
            .platforms(platforms)
            .variable(variable)
            .place(&reference.key)
            .related(file.id, list.span, format!("{variable} is set here"))
            .help(help)
            .report();
    }
}
