#![doc = include_str!("env_file_syntax.md")]

use crate::core::env_file::{Surprise, SurprisingLine};
use crate::core::finding::Severity;
use crate::core::rule::{Context, Meta, Rule};
use crate::core::views::EnvFile;
use crate::core::vscode::EnvFileReader;

/// See the [page](self).
#[derive(Debug)]
pub struct EnvFileSyntax;

static META: Meta = Meta {
    name: "env-file-syntax",
    family: "envfiles",
    enabled: true,
    severity: Severity::Warning,
    fix: None,
    page: include_str!("env_file_syntax.md"),
};

/// So many lines of a file are named.
const NAMED: usize = 4;

impl Rule for EnvFileSyntax {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn needs_windows(&self) -> bool {
        true
    }

    fn needs_env_files(&self) -> bool {
        true
    }

    fn check_env_file(&self, file: &EnvFile<'_>, context: &mut Context<'_>) {
        let surprises = file.surprises();
        for alike in surprises.chunk_by(|a, b| a.surprise == b.surprise) {
            report(file, alike, context);
        }
    }
}

/// Reports lines of one kind, all at the place that names their file: that is where people look, and where a comment can
/// switch the rule off. Of the lines nothing is told but the names of their variables.
fn report(file: &EnvFile<'_>, lines: &[SurprisingLine<'_>], context: &mut Context<'_>) {
    let Some(first) = lines.first() else { return };
    let reference = file.reference;
    let path = reference.below_folder();
    let (what, help) = told(first.surprise, reference.reader);
    let message = match (lines.len(), first.variable) {
        (1, Some(variable)) => format!("{variable} in {path} {what}"),
        (1, None) => format!("A line in {path} {what}"),
        (count, _) => format!("Each of {count} lines in {path} {what}"),
    };
    let platforms = context.platforms(reference.platforms);
    let mut finding = context.finding(reference.span, message).platforms(platforms).place(&reference.key).help(help);
    if let ([_], Some(variable)) = (lines, first.variable) {
        finding = finding.variable(variable);
    }
    for (line, number) in lines.iter().take(NAMED).zip(1..) {
        let name = line.variable.unwrap_or("this line");
        let more = lines.len() - number;
        let message = if number == NAMED && more > 0 { format!("{name}, and {more} more") } else { name.to_owned() };
        finding = finding.related(file.id, line.span, message);
    }
    finding.report();
}

/// What becomes of a line, as it follows its variable or "each", and what to do.
fn told(surprise: Surprise, reader: &EnvFileReader) -> (String, &'static str) {
    let (name, grammar) = (reader.name, reader.grammar);
    match surprise {
        Surprise::Ignored => {
            (format!("sets nothing: {name} reads {} alone", grammar.assignments), "Write it in that form")
        }
        Surprise::CommentKept => (
            format!("keeps the comment behind its value as part of it: {name} takes whole lines alone for comments"),
            "Put the comment on a line of its own",
        ),
        Surprise::CutAtHash => (
            format!("ends at its `#`: {name} takes the rest for a comment, as no quotes are around it"),
            "Put the value in quotes",
        ),
        Surprise::QuoteKept => (
            format!("keeps its last quote: {name} takes quotes away at the very end of a line, and a blank is there"),
            "Delete the blanks at the end of the line",
        ),
        Surprise::QuoteLost => (
            format!("loses the quote at its end: {name} takes it away, though none is at the start"),
            "Put the whole value in quotes of the other kind",
        ),
        Surprise::LinesLost => (
            format!("gets the first of its lines alone: {name} reads each line by itself"),
            "Write it on one line; in double quotes, `\\n` is a line end",
        ),
        Surprise::ReferenceKept if grammar.expands => (
            format!("holds a reference that stays as it is written: {name} replaces `${{NAME}}` alone"),
            "Write it with braces",
        ),
        Surprise::ReferenceKept => (
            format!("holds a reference that stays as it is written: {name} replaces none"),
            "Write the value out, or set the variable in `env`",
        ),
        Surprise::DefaultKept if grammar.expands => (
            format!("holds a reference with a default value, so {name} replaces nothing in it"),
            "Write `${NAME}`, and give NAME a value above",
        ),
        Surprise::DefaultKept => (
            format!("holds a reference with a default value that stays as it is written: {name} replaces none"),
            "Write the value out, or set the variable in `env`",
        ),
        Surprise::EditorVariableEmpty => (
            format!(
                "holds a variable of VS Code, which is empty to {name}: in this file it knows the environment alone"
            ),
            "Write it out; VS Code itself replaces it in `env` of a launch configuration",
        ),
        Surprise::EditorVariableKept => (
            format!("holds a variable of VS Code that stays as it is written: {name} does not know it in this file"),
            "Write it out; VS Code itself replaces it in `env` of a launch configuration",
        ),
        Surprise::SetAgain => (
            "is set to something else further down, and the last value counts".to_owned(),
            "Delete the line, or make it a comment",
        ),
    }
}
