//! What an editor shows about the variable or the terminal profile under the cursor, in Markdown.

use envlint_core::env::{FileAnalysis, SitePart, TraceTarget, Window};
use envlint_core::linter::Linter;
use envlint_core::model::{Assignment, Source, Variable};
use envlint_core::secrets::without_secrets;
use envlint_core::text::Span;
use envlint_core::views::{Profile, ProfileArguments, profiles};
use envlint_core::vscode::Platform;
use envlint_project::DisplayPaths;

use super::value::final_value;
use super::{Table, key_title, tables};
use crate::args::TableScope;
use crate::markdown::{code, prose};
use crate::printable::printable;

/// The maximum number of lines about values; the rest is left to `envlint trace`.
const MOST_LINES: usize = 10;

/// The text about what is at `offset` of `file`, which is part of `windows`, and the span that it is about.
pub(crate) fn hover(
    names: &DisplayPaths,
    windows: &[Window<'_>],
    linter: &Linter,
    file: &FileAnalysis<'_>,
    offset: u32,
) -> Option<(String, Span)> {
    match file.trace_at(offset) {
        Some(target) => Some((variable(names, windows, linter, file, &target)?, target.span)),
        None => profile_at(windows, file, offset),
    }
}

/// The value of a variable in each process that gets it.
fn variable(
    names: &DisplayPaths,
    windows: &[Window<'_>],
    linter: &Linter,
    file: &FileAnalysis<'_>,
    target: &TraceTarget<'_, '_>,
) -> Option<String> {
    let name = target.variable;
    // A name that looks like a secret is a value in the wrong place.
    if name.is_empty() || without_secrets(name) != name {
        return None;
    }
    let tables = tables(names, windows, linter, &TableScope::everything(), &[name.to_owned()]);
    let mut lines = Vec::new();
    for table in &tables {
        add_values(names, table, name, tables.len() > 1, (file, target), &mut lines);
    }
    if lines.is_empty() {
        let is_reference = target.part == SitePart::Reference;
        return is_reference.then(|| format!("{} is not set by these files.", code(&printable(name))));
    }
    let left = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    if left > 0 {
        lines.push(format!("- and {left} more: {}", code(&format!("envlint trace {}", printable(name)))));
    }
    Some(format!("**{}**\n\n{}", code(&printable(name)), lines.join("\n")))
}

/// Adds a line for each group of processes that get `name`.
fn add_values(
    names: &DisplayPaths,
    table: &Table<'_>,
    name: &str,
    is_one_of_several: bool,
    (file, target): (&FileAnalysis<'_>, &TraceTarget<'_, '_>),
    lines: &mut Vec<String>,
) {
    let is_wanted = |found: &&String| found.eq_ignore_ascii_case(name);
    for column in &table.columns {
        let found = table.variables.iter().filter(is_wanted).filter_map(|name| column.variable(name));
        for variable in found {
            let platform = table.platform.title();
            let files = if is_one_of_several && !table.files.is_empty() {
                format!(
                    ", with {}",
                    table.files.iter().map(|file| code(&printable(file))).collect::<Vec<_>>().join(", ")
                )
            } else {
                String::new()
            };
            let value = code(&printable(&final_value(variable)));
            let source = variable.winner().and_then(|winner| source(names, winner));
            let source = source.map(|source| format!(", from {source}")).unwrap_or_default();
            let title = prose(&printable(&column.title()));
            lines.push(format!("- {platform}{files}, {title}: {value}{source}{}", no_effect(variable, file, target)));
        }
    }
}

/// The file and line of an assignment; `None` if the program itself makes it.
fn source(names: &DisplayPaths, assignment: &Assignment<'_>) -> Option<String> {
    let Source::Written { analysis, span, key, .. } = assignment.source else { return None };
    let line = analysis.document.position(span.start).line;
    let path = names.shown(analysis.document.path());
    let (key, place) = (key_title(&key), format!("{path}:{line}"));
    Some(format!("{} in {}", prose(&printable(&key)), code(&printable(&place))))
}

/// The reason why the value under the cursor has no effect on `variable`, if it has none.
fn no_effect(variable: &Variable<'_>, file: &FileAnalysis<'_>, target: &TraceTarget<'_, '_>) -> String {
    let is_it = |assignment: &&Assignment<'_>| {
        matches!(assignment.source, Source::Written { analysis, span, .. }
            if analysis.id == file.id && span == target.site.value_span())
    };
    let reason = variable.history.iter().find(is_it).and_then(|assignment| assignment.overridden);
    reason.map_or_else(String::new, |reason| format!(" (the value here has no effect: {})", reason.reason()))
}

/// What VS Code starts for the terminal profile at `offset`.
fn profile_at(windows: &[Window<'_>], file: &FileAnalysis<'_>, offset: u32) -> Option<(String, Span)> {
    for window in windows {
        for platform in Platform::ALL {
            for profile in profiles(window, platform) {
                let own = profile.resolved.counting.iter().filter(|from| from.analysis.id == file.id);
                let mut spans = own.filter_map(|from| Some(from.setting.value()?.span()));
                if let Some(span) = spans.find(|span| span.start <= offset && offset <= span.end) {
                    return Some((start_of(&profile), span));
                }
            }
        }
    }
    None
}

/// The command of a profile, whether that is a login shell, and the files that it reads.
fn start_of(profile: &Profile<'_>) -> String {
    let title = prose(&printable(&without_secrets(&profile.title())));
    let mut lines = vec![format!("**Terminal profile {title}**\n")];
    let arguments = match profile.arguments() {
        ProfileArguments::List { values, .. } => values,
        ProfileArguments::Absent | ProfileArguments::Unusable => Vec::new(),
    };
    let command = |path: &String| {
        let words: Vec<&str> = std::iter::once(path).chain(&arguments).map(String::as_str).collect();
        code(&printable(&without_secrets(&words.join(" "))))
    };
    match profile.paths().as_deref() {
        None | Some([]) => lines.push("- VS Code finds the program on this computer".to_owned()),
        Some([path]) => lines.push(format!("- runs {}", command(path))),
        Some(paths) => {
            let commands: Vec<String> = paths.iter().map(command).collect();
            lines.push(format!("- runs the first of these that exists: {}", commands.join(", ")));
        }
    }
    if let Some(shell) = profile.shell() {
        let is_login = arguments.iter().any(|argument| shell.is_login_flag(argument));
        let files = code(shell.login_files);
        lines.push(if is_login {
            format!("- a login shell: it reads {files}")
        } else {
            format!("- not a login shell: it does not read {files}")
        });
    }
    if profile.replaces_startup_files() {
        lines.push("- its `env` makes the shell read other startup files".to_owned());
    }
    lines.join("\n")
}
