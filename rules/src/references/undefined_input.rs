//! An `${input:…}` that `inputs` does not define keeps a task, debug session or server from starting.
#![doc = include_str!("undefined_input.md")]

use envlint_core::env::{FileAnalysis, Form, Reference, Text};
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::{launch_root, resolved_strings};
use envlint_core::vscode::{Platforms, Section};

declare_rule! {
    UndefinedInput {
        name: "undefined-input",
        severity: Error,
        since: "0.1.0",
        page: "undefined_input.md",
    }
}

impl Rule for UndefinedInput {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        const SIGN: &str = "${input:";
        if !analysis.document.text().contains(SIGN) {
            return;
        }
        for site in &analysis.sites {
            if let Some(text) = site.text().filter(|text| text.dialect.expands.contains(&"input")) {
                let at =
                    InputUse { setting: &site.setting, key: &site.key, span: site.value_span(), on: site.platforms };
                check(analysis, site.place.section, text, &at, context);
            }
        }
        for string in resolved_strings(analysis, SIGN) {
            let at = InputUse { setting: &string.setting, key: &string.key, span: string.span, on: string.platforms };
            check(analysis, string.section, &string.text, &at, context);
        }
    }
}

/// The place of a string.
struct InputUse<'s> {
    setting: &'s str,
    key: &'s str,
    span: Span,
    on: Platforms,
}

fn check(analysis: &FileAnalysis<'_>, section: Section, text: &Text<'_>, at: &InputUse<'_>, context: &mut Context<'_>) {
    let Some((thing, root)) = root(analysis, section) else { return };
    let platforms = context.platforms(at.on);
    for reference in text.references() {
        let Some(input) = input(reference).filter(|input| is_undefined(root, input)) else { continue };
        let written = text.quoted(reference);
        let message = format!(
            "`{written}` in {} is not defined in `inputs` of this file, so the {thing} does not start",
            at.setting
        );
        let help = match near(root, input) {
            Some(near) => format!("Did you mean `${{input:{near}}}`?"),
            None => format!("Add an entry with the id `{input}` to `inputs`"),
        };
        if !platforms.is_empty() {
            context.finding(at.span, message).platforms(platforms).place(at.key).help(help).report();
        }
    }
}

/// What does not start, and the object that contains `inputs`.
fn root<'d>(analysis: &FileAnalysis<'d>, section: Section) -> Option<(&'static str, Value<'d>)> {
    match section {
        Section::Tasks => Some(("task", analysis.document.section_object(section)?)),
        Section::Launch => Some(("debug session", launch_root(analysis)?)),
        Section::Mcp => Some(("server", analysis.document.section_object(section)?)),
        Section::Settings | Section::DevContainer => None,
    }
}

/// The id in `${input:id}`.
fn input(reference: &Reference) -> Option<&str> {
    match &reference.form {
        Form::Known { form, argument } if form.word == "input" => argument.as_deref(),
        _ => None,
    }
}

fn ids(root: Value<'_>) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    root.get("inputs").into_iter().flat_map(Value::elements).filter_map(|input| input.get("id")?.string())
}

fn is_undefined(root: Value<'_>, input: &str) -> bool {
    let is_list = root.get("inputs").is_none_or(|inputs| inputs.kind() == Kind::Array);
    is_list && !input.contains('$') && !ids(root).any(|id| id == input)
}

/// The id that differs from `input` only in letter case or in characters such as `-`.
fn near(root: Value<'_>, input: &str) -> Option<String> {
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
    };
    ids(root).find(|id| letters(id) == letters(input)).map(std::borrow::Cow::into_owned)
}
