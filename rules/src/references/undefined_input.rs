//! An `${input:…}` that `inputs` does not define keeps a task, debug session or server from starting.
#![doc = include_str!("undefined_input.md")]

use std::collections::{HashMap, HashSet};

use envlint_core::env::{FileAnalysis, Form, Reference, Text};
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::{launch_root, resolved_strings};
use envlint_core::vscode::{FormName, Platforms, Section};

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
        if !analysis.document.contains(SIGN) {
            return;
        }
        let inputs =
            [Section::Tasks, Section::Launch, Section::Mcp].map(|section| (section, Inputs::of(analysis, section)));
        let of_section = |section| inputs.iter().find(|(of, _)| *of == section).and_then(|(_, inputs)| inputs.as_ref());
        for site in &analysis.sites {
            if let Some(text) = site.text().filter(|text| text.dialect.expands.contains(&FormName::Input))
                && let Some(inputs) = of_section(site.place.section)
            {
                let at =
                    InputUse { setting: &site.setting, key: &site.key, span: site.value_span(), on: site.platforms };
                check(inputs, text, &at, context);
            }
        }
        for string in resolved_strings(analysis, SIGN) {
            if let Some(inputs) = of_section(string.section) {
                let on = string.platforms;
                let at = InputUse { setting: &string.setting, key: &string.key, span: string.span, on };
                check(inputs, &string.text, &at, context);
            }
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

fn check(inputs: &Inputs, text: &Text<'_>, at: &InputUse<'_>, context: &mut Context<'_>) {
    let platforms = context.platforms(at.on);
    for reference in text.references() {
        let Some(input) = input(reference).filter(|input| inputs.lacks(input)) else { continue };
        let written = text.quoted(reference);
        let message = format!(
            "`{written}` in {} is not defined in `inputs` of this file, so the {} does not start",
            at.setting, inputs.thing
        );
        let help = match inputs.nearest(input) {
            Some(near) => format!("Did you mean `${{input:{near}}}`?"),
            None => format!("Add an entry with the id `{input}` to `inputs`"),
        };
        if !platforms.is_empty() {
            context.finding(at.span, message).platforms(platforms).place(at.key).help(help).report();
        }
    }
}

/// The id in `${input:id}`.
fn input(reference: &Reference) -> Option<&str> {
    match &reference.form {
        Form::Known { form, argument } if form.name == FormName::Input => argument.as_deref(),
        _ => None,
    }
}

/// The inputs that a file defines for one of its sections.
struct Inputs {
    /// What does not start without them.
    thing: &'static str,
    ids: HashSet<String>,
    /// The ids by their letters and digits in lowercase; the first one, if several have the same.
    by_letters: HashMap<String, String>,
    /// `false` if `inputs` is not a list, so that nothing is known.
    is_list: bool,
}

impl Inputs {
    /// The inputs for `section`; `None` if the file does not have it, or if there are none.
    fn of(analysis: &FileAnalysis<'_>, section: Section) -> Option<Self> {
        let (thing, root) = match section {
            Section::Tasks => ("task", analysis.document.section_object(section)?),
            Section::Launch => ("debug session", launch_root(analysis)?),
            Section::Mcp => ("server", analysis.document.section_object(section)?),
            Section::Settings | Section::PortableMcp | Section::CursorMcp | Section::DevContainer => return None,
        };
        let inputs = root.get("inputs");
        let mut found = Self {
            thing,
            ids: HashSet::new(),
            by_letters: HashMap::new(),
            is_list: inputs.is_none_or(|inputs| inputs.kind() == Kind::Array),
        };
        for id in inputs.into_iter().flat_map(Value::elements).filter_map(|input| input.get("id")?.string()) {
            found.by_letters.entry(letters(&id)).or_insert_with(|| id.to_string());
            found.ids.insert(id.into_owned());
        }
        Some(found)
    }

    fn lacks(&self, input: &str) -> bool {
        self.is_list && !input.contains('$') && !self.ids.contains(input)
    }

    /// The id that differs from `input` only in letter case or in characters such as `-`.
    fn nearest(&self, input: &str) -> Option<&str> {
        self.by_letters.get(&letters(input)).map(String::as_str)
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
}
