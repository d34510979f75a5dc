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
    let tables = tables(names, windows, linter, &TableScope::everything(), &[name.to_owned()]).tables;
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

/// Adds a line for each value of `name`, with the processes that get it.
fn add_values(
    names: &DisplayPaths,
    table: &Table<'_>,
    name: &str,
    is_one_of_several: bool,
    (file, target): (&FileAnalysis<'_>, &TraceTarget<'_, '_>),
    lines: &mut Vec<String>,
) {
    let files: Vec<String> = table.files.iter().map(|file| code(&printable(file))).collect();
    let files = if is_one_of_several { format!(", with {}", files.join(", ")) } else { String::new() };
    let mut values: Vec<(String, Vec<String>)> = Vec::new();
    let is_wanted = |found: &&String| found.eq_ignore_ascii_case(name);
    for column in &table.columns {
        for variable in table.variables.iter().filter(is_wanted).filter_map(|name| column.variable(name)) {
            let value = code(&printable(&final_value(variable)));
            let source = variable.winner().and_then(|winner| source(names, winner));
            let source = source.map(|source| format!(", from {source}")).unwrap_or_default();
            let value = format!("{value}{source}{}", no_effect(variable, file, target));
            let title = prose(&printable(&column.title()));
            match values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, titles)) => titles.push(title),
                None => values.push((value, vec![title])),
            }
        }
    }
    let platform = table.platform.title();
    lines.extend(
        values.into_iter().map(|(value, titles)| format!("- {platform}{files}, {}: {value}", titles.join(", "))),
    );
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
        let files = prose(shell.login_files);
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

#[cfg(test)]
mod tests {
    use super::*;
    use envlint_core::document::{Document, SourceFile};
    use envlint_core::env::{Run, windows};
    use envlint_core::linter::read;
    use envlint_core::rule::Options;

    const TEXT: &str = r#"{
  "terminal.integrated.env.linux": { "PATH": "/opt/bin:${env:PATH}", "API_KEY": "hunter2hunter2zz", "A": "${env:ELSEWHERE}" },
  "terminal.integrated.profiles.linux": {
    "mine": { "path": "/bin/zsh", "args": ["-l"] },
    "other": { "path": ["/bin/bash", "/bin/fish"], "env": { "ZDOTDIR": "/z" } },
    "plain": { "path": "/bin/bash" }
  }
}"#;

    /// The text about what is at `needle`.
    fn about(needle: &str) -> Option<String> {
        let documents = [Document::parse(SourceFile::new("/app/.vscode/settings.json", TEXT).unwrap())];
        let analyses = read(&documents);
        let run = Run::new(&analyses);
        let linter = Linter::new(Vec::new(), Options::default());
        let names = DisplayPaths { working_directory: "/app".to_owned(), home: None };
        let offset = TEXT.find(needle).unwrap() as u32 + 2;
        hover(&names, &windows(&run), &linter, &analyses[0], offset).map(|(markdown, _)| markdown)
    }

    #[test]
    fn a_variable_has_a_line_for_each_value() {
        assert_eq!(
            about("\"PATH\"").as_deref(),
            Some(
                "**`PATH`**\n\n- Linux, terminal, terminal `other`, shell task, process task: `/opt/bin:<inherited>`, \
                 from terminal.integrated.env.linux in `.vscode/settings.json:2`"
            )
        );
        assert_eq!(about("${env:PATH}"), about("\"PATH\""));
        assert_eq!(about("${env:ELSEWHERE}").as_deref(), Some("`ELSEWHERE` is not set by these files."));
        assert_eq!(about("terminal.integrated.env"), None);
    }

    #[test]
    fn a_secret_is_masked() {
        for needle in ["\"API_KEY\"", "\"hunter2"] {
            let text = about(needle).unwrap();
            assert!(text.contains("API_KEY") && !text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn a_profile_shows_what_it_starts() {
        for (needle, wanted) in [
            ("\"/bin/zsh\"", "- runs `/bin/zsh -l`\n- a login shell: it reads `/etc/zprofile` and `~/.zprofile`"),
            ("[\"/bin/bash\"", "- runs the first of these that exists: `/bin/bash`, `/bin/fish`\n- its `env` makes"),
            ("\"/bin/bash\" }", "- runs `/bin/bash`\n- not a login shell: it does not read `/etc/profile`"),
        ] {
            let text = about(needle).unwrap();
            assert!(text.starts_with("**Terminal profile `") && text.contains(wanted), "{text}");
        }
    }
}
