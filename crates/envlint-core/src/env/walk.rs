//! Finds everything in a file that matches the key pattern of a place.

use std::borrow::Cow;
use std::sync::Arc;

use super::settings::{Lookup, Setting, Settings};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::{Each, KeyPart, Platform};

/// A match of a key pattern.
#[derive(Debug)]
pub struct PatternMatch<'s, 'd> {
    /// The components of the path, with the names that the file uses.
    pub(super) parts: Vec<Cow<'d, str>>,
    pub(super) element: Option<Element<'d>>,
    /// The platform in the path.
    pub platform: Option<Platform>,
    /// The value at the path.
    pub setting: Setting<'s, 'd>,
}

/// The array element, or the member with an arbitrary name, that the path goes through.
#[derive(Clone, Debug)]
pub(super) struct Element<'d> {
    /// The noun for it; `None` for a member that is identified by its name only.
    noun: Option<&'static str>,
    /// The name in messages.
    pub(super) name: Cow<'d, str>,
    /// The span of the element.
    pub(super) span: Span,
    /// The number of path components that lead to the array.
    depth: usize,
}

impl<'s, 'd> PatternMatch<'s, 'd> {
    /// Calls `with` at `setting`, the member `name`, and comes back.
    fn enter(&mut self, name: Cow<'d, str>, setting: Setting<'s, 'd>, with: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.setting, setting);
        self.parts.push(name);
        with(self);
        self.parts.pop();
        self.setting = outer;
    }

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

    /// [`Self::title`] and [`Self::key`], for many values to share; one text if they are the same.
    pub(crate) fn titles(&self) -> (Arc<str>, Arc<str>) {
        let key: Arc<str> = self.key().into();
        let title = self.title();
        if title == *key { (Arc::clone(&key), key) } else { (title.into(), key) }
    }

    /// The path as one key, for programs: `tasks.build.options.env`.
    #[must_use]
    pub fn key(&self) -> String {
        self.parts.join(".")
    }
}

/// Calls `found` for everything below `root` that matches `pattern`, which must begin with a word, with the platform or with
/// any name.
pub fn visit<'s, 'd>(root: &'s Settings<'d>, pattern: &[KeyPart], found: &mut impl FnMut(&PatternMatch<'s, 'd>)) {
    // Most patterns match nothing, so that nothing is made for them.
    let words = || {
        pattern.iter().map_while(|part| match part {
            KeyPart::Word(word) => Some(*word),
            KeyPart::Platform | KeyPart::Any | KeyPart::Each(_) => None,
        })
    };
    let rest = pattern.get(words().count()..).unwrap_or_default();
    if let Lookup::Found(setting) = root.lookup_along(words()) {
        let mut parts = Vec::with_capacity(pattern.len());
        parts.extend(words().map(Cow::Borrowed));
        return descend(&mut PatternMatch { parts, element: None, platform: None, setting }, rest, found);
    }
    if words().next().is_some() {
        return;
    }
    if let [KeyPart::Any, rest @ ..] = rest {
        for (name, setting) in root.members() {
            let span = setting.value().map_or(setting.origin.member().span(), Value::span);
            let element = Some(Element { noun: Some(""), name: name.clone(), span, depth: 0 });
            descend(&mut PatternMatch { parts: vec![name], element, platform: None, setting }, rest, found);
        }
        return;
    }
    // The pattern begins with the platform.
    for platform in Platform::ALL {
        if let Some(setting) = root.get(&[platform.name()]) {
            let parts = vec![Cow::Borrowed(platform.name())];
            descend(
                &mut PatternMatch { parts, element: None, platform: Some(platform), setting },
                rest.get(1..).unwrap_or_default(),
                found,
            );
        }
    }
}

/// Continues at `at`, which is the same again afterwards.
fn descend<'s, 'd>(at: &mut PatternMatch<'s, 'd>, pattern: &[KeyPart], found: &mut impl FnMut(&PatternMatch<'s, 'd>)) {
    let Some((part, rest)) = pattern.split_first() else { return found(at) };
    let (setting, depth) = (at.setting, at.parts.len());
    match part {
        KeyPart::Word(word) => {
            if let Some(below) = setting.get(word) {
                at.enter(Cow::Borrowed(word), below, |at| descend(at, rest, found));
            }
        }
        KeyPart::Platform => {
            let outer = at.platform;
            for platform in Platform::ALL {
                if let Some(below) = setting.get(platform.name()) {
                    at.platform = Some(platform);
                    at.enter(Cow::Borrowed(platform.name()), below, |at| descend(at, rest, found));
                }
            }
            at.platform = outer;
        }
        KeyPart::Any => {
            // Within an element, a member with an arbitrary name is part of that element.
            let is_outermost = at.element.is_none();
            for (name, below) in setting.members() {
                if is_outermost {
                    let span = below.value().map_or(below.origin.member().span(), Value::span);
                    at.element = Some(Element { noun: None, name: name.clone(), span, depth });
                }
                at.enter(name, below, |at| descend(at, rest, found));
            }
            if is_outermost {
                at.element = None;
            }
        }
        KeyPart::Each(each) => {
            let outer = at.element.take();
            for (index, element) in setting.elements().enumerate() {
                let Some(value) = element.value() else { continue };
                if let Some(name) = element_name(each, index, value) {
                    let name: Cow<'d, str> = name.into();
                    at.element = Some(Element { noun: Some(each.noun), name: name.clone(), span: value.span(), depth });
                    at.enter(name, element, |at| descend(at, rest, found));
                }
            }
            at.element = outer;
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
