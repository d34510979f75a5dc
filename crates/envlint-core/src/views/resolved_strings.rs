use crate::env::{Reading, Text};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::dialects::TASK;
use crate::vscode::{Platforms, RESOLVED};

/// A string that VS Code itself resolves, other than a variable's value or an argument of a terminal profile.
#[derive(Debug)]
pub struct ResolvedString<'d> {
    /// The setting or object that contains it, for messages: "args of task `build`".
    pub setting: String,
    /// The span of the string, including the quotes.
    pub span: Span,
    /// The parsed text.
    pub text: Text<'d>,
    /// The platforms that it applies to.
    pub platforms: Platforms,
}

/// The strings in tasks, launch configurations and settings that contain `part` as written in the file.
#[must_use]
pub fn resolved_strings<'d>(reading: &Reading<'d>, part: &str) -> Vec<ResolvedString<'d>> {
    let mut found = Vec::new();
    if !reading.document.text().contains(part) {
        return found;
    }
    for (section, key) in RESOLVED {
        reading.visit(*section, key, &mut |at| {
            let platforms = at.platform.map_or(Platforms::ALL, Platforms::only).and(reading.platforms());
            let mut strings = Vec::new();
            at.setting.value().into_iter().for_each(|value| collect(value, part, &mut strings));
            strings.retain(|value| !reading.sites.iter().any(|site| site.value_span() == value.span()));
            found.extend(strings.into_iter().filter_map(|value| {
                let text = Text::parse(value.decoded()?, &TASK, None, None);
                Some(ResolvedString { setting: at.title(), span: value.span(), text, platforms })
            }));
        });
    }
    found
}

fn collect<'d>(value: Value<'d>, part: &str, strings: &mut Vec<Value<'d>>) {
    if value.raw().contains(part) {
        match value.decoded() {
            Some(_) => strings.push(value),
            None => {
                let inner = value.members().map(|member| member.value).chain(value.elements());
                inner.for_each(|inner| collect(inner, part, strings));
            }
        }
    }
}
