//! The individual settings of a file, compared with the registry.

use std::borrow::Cow;

use super::origin::Origin;
use crate::jsonc::Value;
use crate::vscode::{
    RegisteredSetting, Scope, first_component, registered_namespace, registered_setting, settings_in_namespace,
};

/// A setting in a file, in a namespace that the registry knows.
#[derive(Clone, Debug)]
pub struct SettingEntry<'d> {
    /// The dotted key, however it is written: `editor.tabSize` also for `{ "editor": { "tabSize": 4 } }`.
    pub key: Cow<'d, str>,
    /// The registry's entry; `None` if the registry does not know the key.
    pub registered: Option<RegisteredSetting>,
    /// The language-specific block that contains it: `"[go]": { … }`.
    pub block: Option<Origin<'d>>,
    /// The member that sets it.
    pub origin: Origin<'d>,
}

impl<'d> SettingEntry<'d> {
    /// The value as it is in the file.
    #[must_use]
    pub fn value(&self) -> Value<'d> {
        self.origin.member().value
    }

    /// The scope, which decides in which files VS Code reads the setting; `None` for unknown and removed settings,
    /// and in language-specific blocks.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        self.registered.filter(|known| self.block.is_none() && !known.is_gone()).map(RegisteredSetting::scope)
    }

    /// Returns `true` if a rule may have something to report: the setting is unknown or deprecated, has a scope
    /// that does not apply everywhere, or has a value that it does not accept.
    fn is_remarkable(&self) -> bool {
        self.registered.is_none_or(|known| {
            !known.scope().counts_everywhere() || known.is_deprecated() || !known.takes(self.value())
        })
    }

    /// Returns `true` if no later duplicate replaces the setting or its language-specific block.
    #[must_use]
    pub fn is_last(&self) -> bool {
        is_last(self.origin) && self.is_in_last_block()
    }

    /// Scans all members of the root object, so callers should check everything else first.
    fn is_in_last_block(&self) -> bool {
        self.block.is_none_or(is_last)
    }
}

fn is_last(origin: Origin<'_>) -> bool {
    let (object, member) = (origin.object(), origin.member());
    object.member(&member.name()).is_some_and(|last| last.key.span() == member.key.span())
}

/// What a pass over the settings of a file finds, including duplicates.
#[derive(Debug, Default)]
pub(super) struct SettingEntries<'d> {
    /// The settings that a rule may have something to report about.
    pub(super) remarkable: Vec<SettingEntry<'d>>,
    /// The members with language-specific blocks.
    pub(super) blocks: Vec<Origin<'d>>,
}

impl<'d> SettingEntries<'d> {
    /// The settings in `objects`: see [`visit`].
    pub(super) fn of(objects: impl Iterator<Item = Value<'d>>) -> Self {
        let Self { mut remarkable, mut blocks } = Self::default();
        visit_with_blocks(objects, &mut |block| blocks.push(block), &mut |setting| {
            if setting.is_remarkable() && setting.is_in_last_block() {
                remarkable.push(setting.clone());
            }
        });
        Self { remarkable, blocks }
    }
}

/// Returns `true` if the settings in `objects` include one called `key`.
pub(super) fn sets<'d>(objects: impl Iterator<Item = Value<'d>>, key: &str) -> bool {
    let mut sets = false;
    visit(objects, &mut |setting| sets |= setting.key == key && setting.is_in_last_block());
    sets
}

/// Calls `found` for each setting in `objects`, including duplicates, except those that a later object replaces: see
/// [`Document::settings_objects`](crate::document::Document::settings_objects).
///
/// Nested objects are followed as far as they lead to known settings, as in VS Code: `filterProperty` in
/// configurationModels.ts (1.139.1); recorded as `nested-full`, `nested-half`, `nested-half2`.
pub fn visit<'d>(objects: impl Iterator<Item = Value<'d>>, found: &mut impl FnMut(&SettingEntry<'d>)) {
    visit_with_blocks(objects, &mut |_| {}, found);
}

/// The same, with a call of `found_block` for each member with a language-specific block.
fn visit_with_blocks<'d>(
    objects: impl Iterator<Item = Value<'d>>,
    found_block: &mut impl FnMut(Origin<'d>),
    found: &mut impl FnMut(&SettingEntry<'d>),
) {
    let objects: Vec<Value<'d>> = objects.collect();
    for (index, &object) in objects.iter().enumerate() {
        let later = objects.get(index + 1..).unwrap_or_default();
        visit_object(object, |name| later.iter().any(|later| later.member(name).is_some()), found_block, found);
    }
}

fn visit_object<'d>(
    object: Value<'d>,
    is_replaced: impl Fn(&str) -> bool,
    found_block: &mut impl FnMut(Origin<'d>),
    found: &mut impl FnMut(&SettingEntry<'d>),
) {
    // Neighbors often have the same namespace, so that it need not be looked up again.
    let mut last = "";
    let mut is_registered = |key: &str| {
        let first = first_component(key);
        first == last && !last.is_empty() || registered_namespace(first).inspect(|namespace| last = namespace).is_some()
    };
    for member in object.members() {
        let name = member.name();
        if is_replaced(&name) {
            continue;
        }
        if is_block(&name) {
            let (block, object) = (Origin::new(object, member), member.value);
            found_block(block);
            for member in object.members() {
                let name = member.name();
                if is_registered(&name) {
                    look_at(name, Some(block), Origin::new(object, member), found);
                }
            }
        // Most keys belong to other extensions; their first component is enough to skip them.
        } else if is_registered(&name) {
            look_at(name, None, Origin::new(object, member), found);
        }
    }
}

/// Returns `true` if `name` is the name of a language-specific block: `[go]`.
fn is_block(name: &str) -> bool {
    name.starts_with('[') && name.ends_with(']')
}

fn look_at<'d>(
    key: Cow<'d, str>,
    block: Option<Origin<'d>>,
    origin: Origin<'d>,
    found: &mut impl FnMut(&SettingEntry<'d>),
) {
    let registered = registered_setting(&key);
    let object = origin.member().value;
    if registered.is_none() && object.is_object() && leads_on(&key) {
        // VS Code does not see the members of a block that a later duplicate replaces.
        if !is_last(origin) {
            return;
        }
        // VS Code splits dots in top-level keys only.
        for member in object.members().filter(|member| !member.name().contains('.')) {
            let key = Cow::Owned(format!("{key}.{}", member.name()));
            look_at(key, block, Origin::new(object, member), found);
        }
    } else {
        found(&SettingEntry { key, registered, block, origin });
    }
}

/// Returns `true` if there are known settings below `key`.
fn leads_on(key: &str) -> bool {
    let below = |setting: RegisteredSetting| setting.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    settings_in_namespace(first_component(key)).any(below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonc::parse;

    fn keys(text: &str) -> Vec<String> {
        let tree = parse(text).unwrap();
        let mark = |setting: &SettingEntry<'_>| match (setting.registered, setting.block.is_some()) {
            (None, _) => format!("{}?", setting.key),
            (Some(_), true) => format!("{} in language", setting.key),
            (Some(_), false) => setting.key.to_string(),
        };
        let mut keys = Vec::new();
        let root = tree.root(text).unwrap();
        visit(std::iter::once(root), &mut |setting| {
            if setting.is_last() {
                keys.push(mark(setting));
            }
        });
        keys
    }

    #[test]
    fn settings_are_found_however_they_are_nested() {
        for (text, expected) in [
            (r#"{"editor.tabSize": 2, "python.envFile": "x", "editor.x": 1}"#, &["editor.tabSize", "editor.x?"][..]),
            (
                r#"{"editor": {"tabSize": 2, "x": {}}, "editor.minimap": {"enabled": false}}"#,
                &["editor.tabSize", "editor.x?", "editor.minimap.enabled"],
            ),
            (r#"{"terminal.integrated": {"env.linux": {}}, "terminal": {"integrated.cwd": "x"}}"#, &[]),
            (r#"{"[go][rust]": {"editor.tabSize": 4, "other.x": 1}, "[c]": 1}"#, &["editor.tabSize in language"]),
            (r#"{"editor.tabSize": 2, "editor.tabSize": 4, "gopls": {"x": 1}}"#, &["editor.tabSize", "gopls"]),
            (r#"{"[go]": {"[c]": {"editor.tabSize": 2}, "editor.x": 1}}"#, &["editor.x?"]),
            (r#"{"[go]": {"editor.x": 1}, "[go]": {"editor.y": 1}}"#, &["editor.y?"]),
            (r#"{"files.exclude": {"files.exclude": true}, "files": "x"}"#, &["files.exclude", "files?"]),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }
}
