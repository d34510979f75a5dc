//! A list uses the separator of another platform, so its entries are read as one.
#![doc = include_str!("wrong_path_separator.md")]

use envlint_core::env::{Form, Outcome, PathEntry, PathList, Segment, Site};
use envlint_core::env_file::EnvFile;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::vscode::{FormName, Platform, Platforms};

mod env_files;
mod neutral;

declare_rule! {
    WrongPathSeparator {
        name: "wrong-path-separator",
        severity: Error,
        also: [Warning, Info],
        fix: Safe,
        needs: [windows, env_files],
        since: "0.1.0",
        page: "wrong_path_separator.md",
    }
}

impl Rule for WrongPathSeparator {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(list) = site.list() else { return };
        let platforms = context.platforms(site.platforms);
        let (variable, setting) = (&site.variable, &site.setting);
        let Some(right) = platforms.list_separator() else { return neutral::check(site, &list, platforms, context) };
        // A drive letter shows a path of Windows, which no separator repairs; `foreign-path` reports it.
        if right == ':' && list.entries.iter().any(PathEntry::begins_with_drive) {
            return;
        }
        let wrong: Vec<Span> =
            list.separators().filter(|(separator, _)| *separator != right).map(|(_, span)| span).collect();
        let is_windows_path = right == ';' && variable.eq_ignore_ascii_case("PATH");
        if let Some(comma) = list.entries.iter().find_map(comma_before_drive).filter(|_| is_windows_path) {
            report_comma(site, comma, context);
            return;
        }
        if wrong.is_empty() || is_at_home(site, &list, platforms) {
            return;
        }
        let platform = platforms.iter().map(Platform::title).collect::<Vec<_>>().join(" and ");
        let written = if right == ':' { ';' } else { ':' };
        let message = format!(
            "`{written}` does not separate entries on {platform}, so entries of {variable} in {setting} are read as one folder that does not exist"
        );
        let fix =
            list.entries.iter().filter(|entry| !entry.is_empty()).all(|entry| is_plain(entry, right)).then(|| {
                let edits = wrong.iter().map(|&span| Edit::replace(span, right)).collect();
                Fix::value(format!("Use `{right}` between the entries"), Applicability::Safe, site.value_span(), edits)
            });
        let help = format!("Write `{right}` between the entries");
        context.finding_at_site(site, message).fix(fix).or_help(help).report();
    }

    fn check_env_file(&self, file: &EnvFile<'_>, context: &mut Context<'_>) {
        env_files::check(file, context);
    }
}

/// The comma between two paths with drives in the entry, with the spaces after it. No name of a folder contains the colon of a drive.
fn comma_before_drive(entry: &PathEntry<'_, '_>) -> Option<Span> {
    let start = entry.literal_start();
    let is_drive =
        |rest: &str| matches!(rest.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    let mut commas = start.match_indices(',').filter_map(|(at, _)| Some((at, start.get(at + 1..)?.trim_start())));
    let (comma, path) = commas.find(|(_, rest)| is_drive(rest))?;
    entry.begins_with_drive().then(|| entry.span_of(comma, start.len() - path.len()))
}

fn report_comma(site: &Site<'_>, comma: Span, context: &mut Context<'_>) {
    let message = format!(
        "`,` does not separate entries on Windows, so entries of {} in {} are read as one folder that does not exist",
        site.variable, site.setting
    );
    let edits = vec![Edit::replace(comma, ';')];
    let fix = Fix::value("Use `;` between the entries", Applicability::Safe, site.value_span(), edits);
    context.finding_at_site(site, message).fix(fix).report();
}

/// Returns `true` if programs that read the variable accept the other platform's separator too.
fn is_at_home(site: &Site<'_>, list: &PathList<'_, '_>, platforms: Platforms) -> bool {
    // The dynamic linker of Linux accepts `;` too: ld.so(8).
    let linux = platforms == Platforms::only(Platform::Linux) && site.variable == "LD_LIBRARY_PATH";
    // On Windows, MSYS2 and Cygwin programs split lists of `/…` paths at `:`, except PATH, which Windows itself reads.
    let windows_path = |entry: &PathEntry<'_, '_>| expands_to_drive(entry) || entry.as_str().contains('\\');
    let is_native = is_read_by_native_programs(&site.variable) && list.entries.iter().all(is_below_folder);
    let posix_on_windows = platforms.has(Platform::Windows)
        && !site.variable.eq_ignore_ascii_case("PATH")
        && !list.entries.iter().any(windows_path)
        && !is_native;
    linux || posix_on_windows
}

/// Returns `true` for lists that programs for Windows itself read, which only know `;`.
///
/// Source: the documentation of Python (PYTHONPATH), Node.js (NODE_PATH), Java (CLASSPATH) and Go (GOPATH).
fn is_read_by_native_programs(variable: &str) -> bool {
    ["CLASSPATH", "GOPATH", "NODE_PATH", "PYTHONPATH"].iter().any(|name| name.eq_ignore_ascii_case(variable))
}

/// Returns `true` if the entry begins with the name of a file or folder, as in `src:lib`. MSYS2 programs leave such a
/// list as it is.
fn is_below_folder(entry: &PathEntry<'_, '_>) -> bool {
    let start = entry.literal_start();
    start.len() > 1 && start.starts_with(|first: char| first.is_ascii_alphanumeric() || matches!(first, '.' | '_'))
}

/// Returns `true` if the entry begins with a drive letter on Windows, once it is expanded.
fn expands_to_drive(entry: &PathEntry<'_, '_>) -> bool {
    const FOLDERS: [FormName; 4] =
        [FormName::Cwd, FormName::UserHome, FormName::WorkspaceFolder, FormName::WorkspaceRoot];
    let first = entry.segments.first().and_then(Segment::reference);
    let is_folder = first.is_some_and(|first| match &first.form {
        Form::Known { form, .. } => FOLDERS.contains(&form.name) && first.outcome != Outcome::Literal,
        _ => false,
    });
    is_folder || entry.is_on_drive()
}

/// Returns `true` if the entry is clearly a path by itself, so that the character next to it can only be a separator.
fn is_plain(entry: &PathEntry<'_, '_>, right: char) -> bool {
    let reference = matches!(entry.segments.first(), Some(Segment::Reference(_)));
    match right {
        ';' => reference || entry.begins_with_drive() || entry.literal_start().starts_with("\\\\"),
        _ => entry.is_plainly_a_path(),
    }
}
