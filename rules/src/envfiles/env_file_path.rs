//! The path of a `.env` file does not lead to the file that is meant.
#![doc = include_str!("env_file_path.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::env_file::{Consequence, EnvFileReader, EnvFileReference, PathFate, PathStart, may_name_env_files};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::Kind;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::views::launches;
use envlint_core::vscode::{FileKind, Platform, Platforms};

declare_rule! {
    EnvFilePath {
        name: "env-file-path",
        severity: Error,
        also: [Warning],
        fix: Safe,
        needs: [env_files],
        since: "0.1.0",
        page: "env_file_path.md",
    }
}

impl Rule for EnvFilePath {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        check_lists(analysis, context);
        let references = analysis.env_files();
        for reference in references.iter().filter(|reference| reference.is_open()) {
            check_references(reference, context);
        }
        for reference in references.iter().filter(|reference| !reference.is_open()) {
            let platforms = context.platforms(reference.platforms);
            let problem = problem(reference, platforms, context)
                .or_else(|| misspelled(reference, platforms, context))
                .or_else(|| deleted(reference, platforms, context));
            let Some(problem) = problem.filter(|_| !platforms.is_empty()) else { continue };
            let severity = if problem.consequence.stops { Severity::Error } else { Severity::Warning };
            context
                .finding(reference.span, problem.message)
                .severity(severity)
                .platforms(problem.platforms)
                .place(&reference.key)
                .by_change(problem.by_change)
                .help(problem.help)
                .fix(problem.fix)
                .report();
        }
    }
}

/// Reports lists of files for debuggers that only read one file: none of them is read.
fn check_lists(analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    if !may_name_env_files(analysis.document) {
        return;
    }
    for launch in launches(analysis).iter().filter(|launch| !launch.attaches() && !launch.goes_with_a_running_program())
    {
        let Some(reader) = EnvFileReader::of(launch.debugger).filter(|reader| !reader.takes_list) else { continue };
        for field in launch.fields("envFile") {
            let value = field.member.value;
            let platforms = context.platforms(field.platforms);
            if value.kind() != Kind::Array || value.is_empty_container() || platforms.is_empty() {
                continue;
            }
            let (name, outcome) = (reader.name, reader.unread.outcome);
            let message =
                format!("envFile of {} is a list, but {name} only reads one file, so {outcome}", launch.title());
            let severity = if reader.unread.stops { Severity::Error } else { Severity::Warning };
            let place = format!("configurations.{}.envFile", launch.name);
            let finding = context.finding(value.span(), message).severity(severity).platforms(platforms).place(&place);
            finding.help("Write the path of one file as a string").report();
        }
    }
}

/// Reports a form of VS Code's own that the reader of the setting leaves as it is.
fn check_references(reference: &EnvFileReference<'_>, context: &mut Context<'_>) {
    let (path, setting, reader) = (&reference.path, &reference.setting, reference.reader);
    let Some((form, right)) = reader.unresolved.iter().find(|(form, _)| path.text.contains(form)) else { return };
    let rest = path.text.find(form).and_then(|at| path.text.get(at..)).unwrap_or(form);
    let written = rest.find('}').and_then(|end| rest.get(..=end)).unwrap_or(form);
    let message = format!("`{written}` in {setting} is not expanded by {}, so {}", reader.name, reader.unread.outcome);
    let fix = right.map(|right| {
        let edits = path.text.match_indices(*form).map(|(at, _)| Edit::replace(path.span(at..at + form.len()), right));
        Fix::value(format!("Write `{right}`"), Applicability::Safe, reference.span, edits.collect())
    });
    let platforms = context.platforms(reference.platforms);
    context
        .finding(reference.span, message)
        .severity(Severity::Warning)
        .platforms(platforms)
        .place(&reference.key)
        .fix(fix)
        .or_help("Use the path of a file in the folder, or a variable of the environment, as in `${env:HOME}`")
        .report();
}

/// The reason why a path does not lead to a file, and its fix.
struct PathProblem {
    message: String,
    help: &'static str,
    consequence: Consequence,
    platforms: Platforms,
    fix: Option<Fix>,
    /// `true` if the change which is checked is the cause.
    by_change: bool,
}

const WRITE_WHOLE: &str = "Begin the path with `${workspaceFolder}/`";

fn problem(reference: &EnvFileReference<'_>, platforms: Platforms, context: &Context<'_>) -> Option<PathProblem> {
    let (setting, reader) = (&reference.setting, reference.reader);
    let (unread, kind) = (reader.unread, context.analysis.document.kind());
    let problem = |message, help, consequence, fix| {
        Some(PathProblem { message, help, consequence, platforms, fix, by_change: false })
    };
    if reference.names_folder() {
        let outcome = unread.outcome;
        let message = format!("{setting} names a folder, but {} reads a file, so {outcome}", reader.name);
        return problem(message, "Use the path of the file itself", unread, None);
    }
    match (reference.start, reader.in_folder) {
        (PathStart::Folder(_), PathFate::Lost(consequence)) => {
            let outcome = consequence.outcome;
            let message = format!("`${{workspaceFolder}}` in {setting} is not expanded, so {outcome}");
            return problem(message, "Remove it: the path is relative to the folder anyway", consequence, None);
        }
        (PathStart::Folder(_), PathFate::Found | PathFate::Unknown)
        | (PathStart::Name | PathStart::Tilde | PathStart::Elsewhere, _) => {}
    }
    match (reference.start, reader.relative, reader.tilde) {
        (PathStart::Name, PathFate::Lost(consequence), _) => {
            let message = format!(
                "{setting} is relative to the folder where VS Code was started, not to this folder, so usually {}",
                consequence.outcome
            );
            problem(message, WRITE_WHOLE, consequence, whole(reference, kind))
        }
        (PathStart::Tilde, _, PathFate::Lost(consequence)) => {
            let message = format!("`~` in {setting} is not expanded{}, so {}", consequence.when, consequence.outcome);
            problem(message, "Use the path of a file in the folder", consequence, at_home(reference))
        }
        (PathStart::Folder(_) | PathStart::Name, ..)
            if reference.below_folder().contains('\\') && context.is_shared() =>
        {
            backslashes(reference, platforms)
        }
        (PathStart::Folder(_) | PathStart::Name | PathStart::Tilde | PathStart::Elsewhere, ..) => None,
    }
}

/// A name that is nearly `.env`, if only a file of that name exists.
fn misspelled(reference: &EnvFileReference<'_>, platforms: Platforms, context: &Context<'_>) -> Option<PathProblem> {
    let (file, intended) = (reference.file()?, reference.intended_file()?);
    if context.has_env_file(&file) || !context.has_env_file(&intended) {
        return None;
    }
    let (consequence, written) = (reference.reader.unread, &reference.path.text);
    let name = written.rsplit('/').next()?;
    let message = format!(
        "{} names `{name}`, which does not exist, but `.env` does, so {}",
        reference.setting, consequence.outcome
    );
    let start = written.len() - name.len();
    let edit = Edit::replace(reference.path.span(start..written.len()), ".env");
    let fix = Some(Fix::value("Write `.env`", Applicability::Unsafe, reference.span, vec![edit]));
    let help = "Use the name of the file that exists";
    Some(PathProblem { message, help, consequence, platforms, fix, by_change: false })
}

/// A file that the change which is checked deletes. Other missing files may exist on the machines of those who need them.
fn deleted(reference: &EnvFileReference<'_>, platforms: Platforms, context: &Context<'_>) -> Option<PathProblem> {
    if !context.is_deleted(&reference.file()?) {
        return None;
    }
    let (consequence, setting, written) = (reference.reader.unread, &reference.setting, &reference.path.text);
    let message = format!("{setting} names `{written}`, which this change deletes, so {}", consequence.outcome);
    let help = "Name another file, or remove this path";
    Some(PathProblem { message, help, consequence, platforms, fix: None, by_change: true })
}

fn backslashes(reference: &EnvFileReference<'_>, platforms: Platforms) -> Option<PathProblem> {
    let platforms = platforms.without(Platform::Windows);
    let titles: Vec<&str> = platforms.iter().map(Platform::title).collect();
    let (setting, consequence) = (&reference.setting, reference.reader.unread);
    let message = format!(
        "Backslashes in {setting} do not separate folders on {}, so {}",
        titles.join(" and "),
        consequence.outcome
    );
    let found = reference.path.text.match_indices('\\');
    let edits = found.map(|(at, _)| Edit::replace(reference.path.span(at..at + 1), "/")).collect();
    let fix = Fix::value("Use `/` between the parts of the path", Applicability::Safe, reference.span, edits);
    (!platforms.is_empty()).then_some(PathProblem {
        message,
        help: "Windows accepts `/` too",
        consequence,
        platforms,
        fix: Some(fix),
        by_change: false,
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
