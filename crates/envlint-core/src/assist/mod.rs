//! Answers to the questions that an editor asks about a position in a file: what could be written here, and where what
//! is written here is defined.

mod complete;
mod define;

pub use complete::{Completion, CompletionKind, completions};
pub use define::{Definition, definitions};

use crate::env::{FileAnalysis, Text};
use crate::jsonc::Value;
use crate::text::Span;
use crate::views::{launch_root, resolved_strings};
use crate::vscode::Section;

/// A string in which references are resolved.
struct ReferenceText<'a, 'd> {
    text: &'a Text<'d>,
    /// The section that contains it.
    section: Section,
    /// The variable whose value it is.
    variable: Option<&'a str>,
}

/// The string, key or value, whose content contains `offset`. A string that is not closed yet ends with its line.
fn string_at<'d>(file: &FileAnalysis<'d>, offset: u32) -> Option<Value<'d>> {
    file.document.strings().find(|string| {
        let content = content_of(*string);
        content.start <= offset && offset <= content.end
    })
}

/// The span of a string between its quotes.
fn content_of(string: Value<'_>) -> Span {
    let (span, raw) = (string.span(), string.raw());
    let is_closed = raw.len() > 1 && raw.ends_with('"');
    Span::new(span.start + 1, if is_closed { span.end - 1 } else { span.end })
}

/// Calls `with` with the string at `span`, if references in it are resolved.
fn with_text<R>(file: &FileAnalysis<'_>, span: Span, with: impl FnOnce(&ReferenceText<'_, '_>) -> R) -> Option<R> {
    if let Some(site) = file.site_of_value(span) {
        let (section, variable) = (site.place.section, Some(&*site.variable));
        return site.text().map(|text| with(&ReferenceText { text, section, variable }));
    }
    if let Some(argument) = file.arguments.iter().find(|argument| argument.span == span) {
        return Some(with(&ReferenceText { text: &argument.text, section: Section::Settings, variable: None }));
    }
    let string = resolved_strings(file, "").find(|string| string.span == span)?;
    Some(with(&ReferenceText { text: &string.text, section: string.section, variable: None }))
}

/// The inputs that the file defines for `section`: the strings with their ids.
fn inputs<'d>(file: &FileAnalysis<'d>, section: Section) -> impl Iterator<Item = Value<'d>> + use<'d> {
    let root = match section {
        Section::Launch => launch_root(file),
        Section::Tasks | Section::Mcp => file.document.section_object(section),
        Section::Settings | Section::PortableMcp | Section::CursorMcp | Section::DevContainer => None,
    };
    let inputs = root.and_then(|root| root.get("inputs"));
    inputs.into_iter().flat_map(Value::elements).filter_map(|input| input.get("id"))
}
