//! A `.env` file has lines that its parser reads differently from what they suggest.
#![doc = include_str!("env_file_syntax.md")]

use envlint_core::env_file::{EnvFile, EnvFileReader, ListLine, Surprise, SurprisingLine};
use envlint_core::rule::{Context, Rule};

declare_rule! {
    EnvFileSyntax {
        name: "env-file-syntax",
        severity: Warning,
        needs: [windows, env_files],
        since: "0.1.0",
        page: "env_file_syntax.md",
    }
}

/// The maximum number of lines that one finding points to.
const NAMED: usize = 4;

impl Rule for EnvFileSyntax {
    fn check_env_file(&self, file: &EnvFile<'_>, context: &mut Context<'_>) {
        let mut surprises = file.surprises();
        surprises.retain(|line| !loses_path(file, line));
        for alike in surprises.chunk_by(|a, b| a.surprise == b.surprise) {
            report(file, alike, context);
        }
    }
}

/// Returns `true` for a reference that stays literal in a PATH that therefore replaces the inherited one: another rule reports that
/// as an error.
fn loses_path(file: &EnvFile<'_>, line: &SurprisingLine<'_>) -> bool {
    let is_reference =
        matches!(line.surprise, Surprise::ReferenceKept | Surprise::DefaultKept | Surprise::EditorVariableKept);
    let is_path = line.variable == Some("PATH") && is_reference && !file.reference.reader.joins_lists;
    let is_lost = |list: &ListLine<'_>| list.span == line.span && !list.keeps_inherited && !list.is_complete;
    is_path && file.lists().iter().any(is_lost)
}

/// Reports lines of one kind as one finding where their file is named, because a comment can suppress the finding
/// there. Values are never shown, only the names of variables.
fn report(file: &EnvFile<'_>, lines: &[SurprisingLine<'_>], context: &mut Context<'_>) {
    let Some(first) = lines.first() else { return };
    let reference = file.reference;
    let path = reference.below_folder();
    let (what, help) = description(first.surprise, reference.reader);
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

/// What the parser does with the line, as a predicate for its variable or "each of … lines", and the help.
fn description(surprise: Surprise, reader: &EnvFileReader) -> (String, &'static str) {
    let (name, grammar) = (reader.name, reader.grammar);
    match surprise {
        Surprise::Ignored => {
            (format!("sets nothing: {name} only accepts {}", grammar.assignments), "Write the line in that form")
        }
        Surprise::CommentKept => (
            format!("includes the trailing comment in its value: {name} only recognizes comments on their own line"),
            "Put the comment on its own line",
        ),
        Surprise::CutAtHash => (
            format!("ends at its `#`: {name} reads the rest as a comment, because the value is not quoted"),
            "Quote the value",
        ),
        Surprise::QuoteKept => (
            format!(
                "keeps its closing quote: {name} only removes quotes at the very end of a line, and a space follows this one"
            ),
            "Delete the spaces at the end of the line",
        ),
        Surprise::QuoteLost => (
            format!("loses the quote at its end: {name} removes it, although there is none at the start"),
            "Put the whole value in quotes of the other kind",
        ),
        Surprise::LinesLost => (
            format!("gets only the first line of its value: {name} does not support multi-line values"),
            "Write it on one line; in double quotes, `\\n` is a line end",
        ),
        Surprise::ReferenceKept if grammar.expands => (
            format!("contains a reference that stays literal: {name} only expands `${{NAME}}`"),
            "Write the reference with braces",
        ),
        Surprise::ReferenceKept => (
            format!("contains a reference that stays literal: {name} does not expand references"),
            "Write out the value, or set the variable in `env`",
        ),
        Surprise::DefaultKept if grammar.expands => (
            format!("contains a reference with a default value, which {name} does not expand"),
            "Write `${NAME}`, and set NAME on an earlier line",
        ),
        Surprise::DefaultKept => (
            format!("contains a reference with a default value that stays literal: {name} does not expand references"),
            "Write out the value, or set the variable in `env`",
        ),
        Surprise::EditorVariableEmpty => (
            format!(
                "contains a VS Code variable that becomes empty: {name} only expands environment variables in this file"
            ),
            "Write out the value; VS Code itself expands it in `env` of a launch configuration",
        ),
        Surprise::EditorVariableKept => (
            format!("contains a VS Code variable that stays literal: {name} does not expand it in this file"),
            "Write out the value; VS Code itself expands it in `env` of a launch configuration",
        ),
        Surprise::SetAgain => (
            "is set to a different value below; only the last value takes effect".to_owned(),
            "Delete the line or comment it out",
        ),
    }
}
