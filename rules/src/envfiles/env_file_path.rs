//! The path of a `.env` file does not lead to the file that is meant.
#![doc = include_str!("env_file_path.md")]

use envlint_core::env::Reading;
use envlint_core::env_file::{EnvFileReference, Harm, PathFate, PathStart, env_files};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{FileKind, Platform, Platforms};

declare_rule! {
    EnvFilePath {
        name: "env-file-path",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "env_file_path.md",
    }
}

impl Rule for EnvFilePath {
    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        let references = env_files(reading);
        for reference in references.iter().filter(|reference| reference.is_open()) {
            check_references(reference, context);
        }
        for reference in references.iter().filter(|reference| !reference.is_open()) {
            let platforms = context.platforms(reference.platforms);
            let Some(trouble) = trouble(reference, platforms, context).filter(|_| !platforms.is_empty()) else {
                continue;
            };
            let severity = if trouble.harm.stops { Severity::Error } else { Severity::Warning };
            context
                .finding(reference.span, trouble.message)
                .severity(severity)
                .platforms(trouble.platforms)
                .place(&reference.key)
                .help(trouble.help)
                .fix(trouble.fix)
                .report();
        }
    }
}

/// Reports a form of VS Code's own that the reader of the setting leaves as it is.
fn check_references(reference: &EnvFileReference<'_>, context: &mut Context<'_>) {
    let (path, setting, reader) = (&reference.path, &reference.setting, reference.reader);
    let is_found = |form: &&&str| path.text.contains(**form);
    let Some(form) = reader.unresolved.iter().find(is_found) else { return };
    let message = format!("`{form}` in {setting} is not expanded by {}, so {}", reader.name, reader.unread.told);
    let edits = path.text.match_indices(*form).map(|(at, _)| Edit::replace(path.span(at..at + form.len()), "/"));
    let fix = Fix::value("Write `/`", Applicability::Safe, reference.span, edits.collect());
    let platforms = context.platforms(reference.platforms);
    context
        .finding(reference.span, message)
        .severity(Severity::Warning)
        .platforms(platforms)
        .place(&reference.key)
        .fix(fix)
        .report();
}

/// The reason why a path does not lead to a file, and its fix.
struct Trouble {
    message: String,
    help: &'static str,
    harm: Harm,
    platforms: Platforms,
    fix: Option<Fix>,
}

const WRITE_WHOLE: &str = "Begin the path with `${workspaceFolder}/`";

fn trouble(reference: &EnvFileReference<'_>, platforms: Platforms, context: &Context<'_>) -> Option<Trouble> {
    let (setting, reader) = (&reference.setting, reference.reader);
    let (unread, kind) = (reader.unread, context.reading.document.kind());
    let trouble = |message, help, harm, fix| Some(Trouble { message, help, harm, platforms, fix });
    if reference.names_folder() {
        let told = unread.told;
        let message = format!("{setting} names a folder, but {} reads a file, so {told}", reader.name);
        return trouble(message, "Use the path of the file itself", unread, None);
    }
    match (reference.start, reader.in_folder) {
        (PathStart::Folder(_), PathFate::Lost(harm)) => {
            let told = harm.told;
            let message = format!("`${{workspaceFolder}}` in {setting} is not expanded, so {told}");
            return trouble(message, "Remove it: the path is relative to the folder anyway", harm, None);
        }
        (PathStart::Folder(_), PathFate::Found | PathFate::Unknown)
        | (PathStart::Name | PathStart::Tilde | PathStart::Elsewhere, _) => {}
    }
    match (reference.start, reader.relative, reader.tilde) {
        (PathStart::Name, PathFate::Lost(harm), _) => {
            let message = format!(
                "{setting} is relative to the folder where VS Code was started, not to this folder, so usually {}",
                harm.told
            );
            trouble(message, WRITE_WHOLE, harm, whole(reference, kind))
        }
        (PathStart::Tilde, _, PathFate::Lost(harm)) => {
            let message = format!("`~` in {setting} is not expanded{}, so {}", harm.when, harm.told);
            trouble(message, "Use the path of a file in the folder", harm, at_home(reference))
        }
        (PathStart::Folder(_) | PathStart::Name, ..)
            if reference.below_folder().contains('\\') && context.is_shared() =>
        {
            backslashes(reference, platforms)
        }
        (PathStart::Folder(_) | PathStart::Name | PathStart::Tilde | PathStart::Elsewhere, ..) => None,
    }
}

fn backslashes(reference: &EnvFileReference<'_>, platforms: Platforms) -> Option<Trouble> {
    let platforms = platforms.without(Platform::Windows);
    let titles: Vec<&str> = platforms.iter().map(Platform::title).collect();
    let (setting, harm) = (&reference.setting, reference.reader.unread);
    let message =
        format!("Backslashes in {setting} do not separate folders on {}, so {}", titles.join(" and "), harm.told);
    let found = reference.path.text.match_indices('\\');
    let edits = found.map(|(at, _)| Edit::replace(reference.path.span(at..at + 1), "/")).collect();
    let fix = Fix::value("Use `/` between the parts of the path", Applicability::Safe, reference.span, edits);
    (!platforms.is_empty()).then_some(Trouble {
        message,
        help: "Windows accepts `/` too",
        harm,
        platforms,
        fix: Some(fix),
    })
}

/// Replaces `~` with the reference that VS Code expands to the home folder.
fn at_home(reference: &EnvFileReference<'_>) -> Option<Fix> {
    let home = reference.reader.home.filter(|_| reference.path.text.starts_with("~/"))?;
    let edit = Edit::replace(reference.path.span(0..1), home);
    Some(Fix::value(format!("Write `{home}`"), Applicability::Safe, reference.span, vec![edit]))
}

/// Puts the folder in front of the path if that is clearly meant: `../x` may be relative to the folder that contains
/// the file.
fn whole(reference: &EnvFileReference<'_>, kind: FileKind) -> Option<Fix> {
    let is_plain = reference.is_in_launch_file_of_folder(kind)
        && !reference.has_own_folder
        && !reference.below_folder().split(['/', '\\']).any(|part| part == "..");
    let dot = if reference.path.text.starts_with("./") { 2 } else { 0 };
    let edit = Edit::replace(reference.path.span(0..dot), "${workspaceFolder}/");
    is_plain.then(|| Fix::value("Prepend `${workspaceFolder}/`", Applicability::Safe, reference.span, vec![edit]))
}
