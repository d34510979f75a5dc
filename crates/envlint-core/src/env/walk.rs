//! Finds everything in a file that matches the key pattern of a place.

use std::borrow::Cow;

use super::settings::{Lookup, Setting, Settings};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::{Each, KeyPart, Platform};

/// A match of a key pattern.
#[derive(Clone, Debug)]
pub struct PatternMatch<'s, 'd> {
    /// The components of the path, with the names that the file uses.
    pub(super) parts: Vec<Cow<'d, str>>,
    pub(super) element: Option<Element>,
    /// The platform in the path.
    pub platform: Option<Platform>,
    /// The value at the path.
    pub setting: Setting<'s, 'd>,
}

/// The array element, or the member with an arbitrary name, that the path goes through.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// The noun for it; `None` for a member that is identified by its name only.
    noun: Option<&'static str>,
    /// The name in messages.
    pub(super) name: String,
    /// The span of the element.
    pub(super) span: Span,
    /// The number of path components that lead to the array.
    depth: usize,
}

impl PatternMatch<'_, '_> {
    /// The path for messages: `terminal.integrated.env.osx`, "options.env of task `build`".
    #[must_use]
    pub fn title(&self) -> String {
        match &self.element {
            None | Some(Element { noun: None, .. }) => self.parts.join("."),
            Some(Element { noun: Some(noun), name, depth, .. }) => {
                let rest = self.parts.get(depth + 1..).unwrap_or_default().join(".");
                let space = if noun.is_empty() { "" } else { " " };
                format!("{rest} of {noun}{space}`{name}`")
            }
        }
    }

    /// The last component of the path.
    pub(crate) fn last(&self) -> &str {
        self.parts.last().map_or("", AsRef::as_ref)
    }

    /// The span of the task, configuration, server or profile that the path goes through.
    pub(crate) fn owner(&self) -> Option<Span> {
        self.element.as_ref().map(|element| element.span)
    }

    /// The path as one key, for programs: `tasks.build.options.env`.
    #[must_use]
    pub fn key(&self) -> String {
        self.parts.join(".")
    }
}

/// Calls `found` for everything below `root` that matches `pattern`, which must begin with a word, with the platform or with
/// any name.
pub fn visit<'s, 'd>(root: &'s Settings<'d>, pattern: &[KeyPart], found: &mut impl FnMut(PatternMatch<'s, 'd>)) {
    // Most patterns match nothing, so that nothing is made for them.
    let words = || {
        pattern.iter().map_while(|part| match part {
            KeyPart::Word(word) => Some(*word),
            KeyPart::Platform | KeyPart::Any | KeyPart::Each(_) => None,
        })
    };
    let rest = pattern.get(words().count()..).unwrap_or_default();
    if let Lookup::Found(setting) = root.lookup_along(words()) {
        let parts = words().map(Cow::Borrowed).collect();
        return descend(PatternMatch { parts, element: None, platform: None, setting }, rest, found);
    }
    if words().next().is_some() {
        return;
    }
    if let [KeyPart::Any, rest @ ..] = rest {
        for (name, setting) in root.members() {
            let span = setting.value().map_or(setting.origin.member.span(), Value::span);
            let element = Some(Element { noun: Some(""), name: name.clone().into_owned(), span, depth: 0 });
            descend(PatternMatch { parts: vec![name], element, platform: None, setting }, rest, found);
        }
        return;
    }
    // The pattern begins with the platform.
    for platform in Platform::ALL {
        if let Some(setting) = root.get(&[platform.name()]) {
            let parts = vec![Cow::Borrowed(platform.name())];
            descend(
                PatternMatch { parts, element: None, platform: Some(platform), setting },
                rest.get(1..).unwrap_or_default(),
                found,
            );
        }
    }
}

fn descend<'s, 'd>(at: PatternMatch<'s, 'd>, pattern: &[KeyPart], found: &mut impl FnMut(PatternMatch<'s, 'd>)) {
    let Some((part, rest)) = pattern.split_first() else { return found(at) };
    let mut below = |name: Cow<'d, str>, element: Option<Element>, platform: Option<Platform>, setting| {
        let mut parts = at.parts.clone();
        parts.push(name);
        let element = element.or_else(|| at.element.clone());
        descend(PatternMatch { parts, element, platform: platform.or(at.platform), setting }, rest, found);
    };
    match part {
        KeyPart::Word(word) => {
            if let Some(setting) = at.setting.get(word) {
                below(Cow::Borrowed(word), None, None, setting);
            }
        }
        KeyPart::Platform => {
            for platform in Platform::ALL {
                if let Some(setting) = at.setting.get(platform.name()) {
                    below(Cow::Borrowed(platform.name()), None, Some(platform), setting);
                }
            }
        }
        KeyPart::Any => {
            for (name, setting) in at.setting.members() {
                let span = setting.value().map_or(setting.origin.member.span(), Value::span);
                let through = Element { noun: None, name: name.clone().into_owned(), span, depth: at.parts.len() };
                // Within an element, a member with an arbitrary name is part of that element.
                below(name, Some(through).filter(|_| at.element.is_none()), None, setting);
            }
        }
        KeyPart::Each(each) => {
            for (index, element) in at.setting.elements().enumerate() {
                let Some(value) = element.value() else { continue };
                if let Some(name) = element_name(each, index, value) {
                    let (noun, span) = (Some(each.noun), value.span());
                    let through = Element { noun, name: name.clone(), span, depth: at.parts.len() };
                    below(name.into(), Some(through), None, element);
                }
            }
        }
    }
}

/// The name of the array element at `index`, if `each` selects it.
pub(crate) fn element_name(each: &Each, index: usize, element: Value<'_>) -> Option<String> {
    let text = |name: &str| element.get(name)?.string();
    let is = |&(name, value): &(&str, &str)| text(name).as_deref() == Some(value);
    let is_match = element.is_object()
        && each.means(text("type").as_deref())
        && each.only.iter().all(is)
        && !each.unless.iter().any(is);
    let named = || each.names.iter().find_map(|name| text(name));
    is_match.then(|| named().map_or_else(|| format!("number {}", index + 1), Cow::into_owned))
}
