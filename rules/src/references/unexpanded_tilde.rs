//! `~` at the start of a path is not expanded to the home folder here.
#![doc = include_str!("unexpanded_tilde.md")]

use envlint_core::env::{FileAnalysis, Segment, Site, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::jsonc::Value;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{ResolvedString, resolved_strings, tasks};
use envlint_core::vscode::{Platform, Section, Tilde, expands_tilde_itself, is_prompt_or_command};

declare_rule! {
    UnexpandedTilde {
        name: "unexpanded-tilde",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "unexpanded_tilde.md",
    }
}

impl Rule for UnexpandedTilde {
    /// The folders of terminals and tasks, and the programs that tasks start without a shell.
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let strings: Vec<ResolvedString<'_>> =
            resolved_strings(analysis, "~").filter(|string| begins_with_home(string.text.as_str())).collect();
        if strings.is_empty() {
            return;
        }
        let paths = paths_of_tasks(analysis);
        for string in strings {
            let path = paths.iter().find(|path| path.span == string.span);
            let of_task = path.map(|path| ("VS Code", path.consequence));
            let Some((reader, consequence)) = of_task.or_else(|| of_setting(&string)) else { continue };
            let platforms = context.platforms(string.platforms);
            if platforms.is_empty() {
                continue;
            }
            let message = format!("`~` in {} is not expanded by {reader}, so {consequence}", string.setting);
            let fix = string.text.home(platforms).map(|home| {
                let edit = Edit::replace(string.text.span(0, 1), &*home);
                Fix::value(format!("Write `{home}`"), Applicability::Unsafe, string.span, vec![edit])
            });
            let help = "Write `${env:HOME}`, or on Windows `${env:USERPROFILE}`";
            let finding = context.finding(string.span, message).platforms(platforms).place(&string.key);
            finding.fix(fix).or_help(help).report();
        }
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let tildes = tildes(site, text);
        if tildes.is_empty() {
            return;
        }
        let (variable, setting, dialect) = (&site.variable, &site.setting, site.dialect());
        let what = match dialect.tilde {
            Tilde::HomeAtStart => "`~` after the first entry",
            Tilde::Literal | Tilde::LiteralInLists | Tilde::Unknown => "`~`",
        };
        let consequence = match &**variable {
            // bash expands `~` in PATH when it looks up a command; no other program does.
            path if path.eq_ignore_ascii_case("PATH") => "only bash finds programs in this folder",
            "GOPATH" => "every go command fails",
            _ => "programs look for a folder named `~`",
        };
        let message = format!(
            "{what} in {variable} in {setting} is not expanded by {}, so {consequence}",
            dialect.wording.reader
        );
        let fix = text.home(context.platforms(site.platforms)).map(|home| {
            let edits = tildes.iter().map(|&tilde| Edit::replace(tilde, &*home)).collect();
            Fix::value(format!("Write `{home}`"), Applicability::Unsafe, site.value_span(), edits)
        });
        let help = "Write out the home folder, or use a reference that is expanded here";
        context.finding_at_site(site, message).fix(fix).or_help(help).report();
    }
}

const TERMINAL_FOLDER: &str = "terminal.integrated.cwd";

fn begins_with_home(text: &str) -> bool {
    text.strip_prefix('~').is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\']))
}

/// The reader of a setting that is a path, if it does not expand `~`, and what follows from that.
fn of_setting(string: &ResolvedString<'_>) -> Option<(&'static str, &'static str)> {
    let dialect = string.text.dialect;
    if string.section != Section::Settings || string.is_element {
        None
    } else if &*string.key == TERMINAL_FOLDER {
        Some(("VS Code", "terminals start in a folder named `~` below the workspace folder, or not at all"))
    } else if dialect.tilde == Tilde::Literal {
        Some((dialect.wording.reader, "the path begins in a folder named `~`"))
    } else {
        None
    }
}

/// A string of a task that VS Code takes for a path as it is.
struct TaskPath {
    span: Span,
    consequence: &'static str,
}

/// The folders of tasks, and the commands that no shell runs.
///
/// Source: terminalTaskSystem.ts, `_createShellLaunchConfig`: a folder that is not absolute is below the workspace folder;
/// `_validateExecutable`.
fn paths_of_tasks(analysis: &FileAnalysis<'_>) -> Vec<TaskPath> {
    let mut paths = Vec::new();
    let tasks = tasks(analysis.document);
    let file = analysis.document.section_object(Section::Tasks).filter(|_| !tasks.is_empty());
    for of in file.into_iter().chain(tasks.iter().map(|task| task.object())) {
        for of in blocks(of) {
            let folder = of.get("options").and_then(|options| options.get("cwd"));
            paths.extend(folder.map(|folder| TaskPath { span: folder.span(), consequence: "the task does not start" }));
        }
    }
    for task in tasks.iter().filter(|task| !task.may_use_shell()) {
        let of = task.object();
        let commands = blocks(of).filter_map(|of| of.get("command"));
        paths.extend(
            commands.map(|command| TaskPath { span: command.span(), consequence: "the task finds no such program" }),
        );
    }
    paths
}

/// A task or the file, and its platform-specific blocks.
fn blocks(of: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    Platform::ALL.into_iter().filter_map(move |platform| of.get(platform.name())).chain([of])
}

/// The spans of all `~` that are meant as the home folder and are not expanded.
fn tildes(site: &Site<'_>, text: &Text<'_>) -> Vec<Span> {
    let literal = match text.dialect.tilde {
        Tilde::Literal | Tilde::LiteralInLists => 0,
        // A `~` at the very start of the value is expanded.
        Tilde::HomeAtStart => 1,
        Tilde::Unknown => return Vec::new(),
    };
    if !text.as_str().contains('~') {
        return Vec::new();
    }
    let begins = |segment: &Segment, is_entry: bool| {
        let (start, _) = segment.range();
        let rest = text.of(segment).strip_prefix('~').filter(|_| segment.reference().is_none() && start >= literal);
        let is_home = rest.is_some_and(|rest| rest.starts_with(['/', '\\']) || (rest.is_empty() && is_entry));
        is_home.then(|| text.span(start, start + 1))
    };
    if let Some(list) = site.list() {
        return list.entries.iter().filter_map(|entry| begins(entry.segments.first()?, true)).collect();
    }
    if text.dialect.tilde == Tilde::LiteralInLists {
        return Vec::new();
    }
    // A value with spaces may be a command line, and some programs expand `~` themselves.
    let is_read = is_prompt_or_command(&site.variable) || expands_tilde_itself(&site.variable);
    text.segments
        .first()
        .filter(|_| text.is_one_word() && !is_read)
        .and_then(|first| begins(first, false))
        .into_iter()
        .collect()
}
