//! The settings of a file, one by one, held against the registry.

use std::borrow::Cow;

use super::settings::Origin;
use crate::jsonc::Value;
use crate::vscode::{RegisteredSetting, Scope, is_namespace, registered_setting, settings_in_namespace};

/// A setting that a file gives, in a namespace that the registry has something in.
#[derive(Debug)]
pub struct GivenSetting<'d> {
    /// Its key in dots, however it is written: `editor.tabSize` also for `{ "editor": { "tabSize": 4 } }`.
    pub key: Cow<'d, str>,
    /// What the registry says; `None` for a key that it lacks.
    pub registered: Option<RegisteredSetting>,
    /// The block for some languages that it stands in: `"[go]": { … }`.
    pub block: Option<Origin<'d>>,
    /// Who gives it.
    pub origin: Origin<'d>,
}

impl<'d> GivenSetting<'d> {
    /// Its value.
    #[must_use]
    pub fn value(&self) -> Value<'d> {
        self.origin.member.value
    }

    /// Which files VS Code takes it from; `None` for one that it does not know (any more), and in a block for some languages.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        self.registered.filter(|known| self.block.is_none() && !known.is_gone()).map(RegisteredSetting::scope)
    }

    /// Whether there may be something to say about it: it is unknown, deprecated, of a scope that does not count everywhere, or
    /// its value is not one of those that it takes.
    fn is_remarkable(&self) -> bool {
        self.registered.is_none_or(|known| {
            !known.scope().counts_everywhere() || known.is_deprecated() || !known.takes(self.value())
        })
    }

    /// Whether it is the last of its name in its object, and its block the last of its own: the others do not count.
    pub(crate) fn is_last(&self) -> bool {
        is_last(self.origin) && self.is_in_last_block()
    }

    /// To be asked last: it looks through the whole file.
    fn is_in_last_block(&self) -> bool {
        self.block.is_none_or(is_last)
    }
}

fn is_last(Origin { object, member }: Origin<'_>) -> bool {
    object.member(&member.name()).is_some_and(|last| last.key.span() == member.key.span())
}

/// Those settings in `object` that there may be something to say about, duplicates and all.
pub(super) fn remarkable<'d>(object: Value<'d>) -> Vec<GivenSetting<'d>> {
    let mut remarkable = Vec::new();
    visit(object, &mut |setting: GivenSetting<'d>| {
        if setting.is_remarkable() && setting.is_in_last_block() {
            remarkable.push(setting);
        }
    });
    remarkable
}

/// Whether the settings in `object` hold one called `key`.
pub(super) fn gives(object: Value<'_>, key: &str) -> bool {
    let mut gives = false;
    visit(object, &mut |setting| gives |= setting.key == key && setting.is_in_last_block());
    gives
}

/// Calls `found` for each setting in `object`, duplicates and all.
///
/// A nested object is gone into as far as it leads to known settings, as VS Code does it: `filterProperty` in
/// configurationModels.ts (1.139.1); recorded as `nested-full`, `nested-half`, `nested-half2`.
pub(crate) fn visit<'d>(object: Value<'d>, found: &mut impl FnMut(GivenSetting<'d>)) {
    for member in object.members() {
        let name = member.name();
        if name.starts_with('[') && name.ends_with(']') {
            let (block, object) = (Origin { object, member }, member.value);
            for member in object.members() {
                look_at(member.name(), Some(block), Origin { object, member }, found);
            }
        } else {
            look_at(name, None, Origin { object, member }, found);
        }
    }
}

fn look_at<'d>(
    key: Cow<'d, str>,
    block: Option<Origin<'d>>,
    origin: Origin<'d>,
    found: &mut impl FnMut(GivenSetting<'d>),
) {
    // Most keys are of other extensions, and their first part tells.
    if !is_namespace(namespace(&key)) {
        return;
    }
    let registered = registered_setting(&key);
    let object = origin.member.value;
    if registered.is_none() && object.is_object() && leads_on(&key) {
        // What stands in one that does not count is not there.
        if !is_last(origin) {
            return;
        }
        // Dots are split in top-level keys only.
        for member in object.members().filter(|member| !member.name().contains('.')) {
            let key = Cow::Owned(format!("{key}.{}", member.name()));
            look_at(key, block, Origin { object, member }, found);
        }
    } else {
        found(GivenSetting { key, registered, block, origin });
    }
}

/// Whether known settings lie below `key`.
fn leads_on(key: &str) -> bool {
    let below = |setting: RegisteredSetting| setting.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    settings_in_namespace(namespace(key)).any(below)
}

fn namespace(key: &str) -> &str {
    let end = key.bytes().position(|byte| byte == b'.').unwrap_or(key.len());
    key.get(..end).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonc::parse;

    fn keys(text: &str) -> Vec<String> {
        let tree = parse(text).unwrap();
        let mark = |setting: &GivenSetting<'_>| match (setting.registered, setting.block.is_some()) {
            (None, _) => format!("{}?", setting.key),
            (Some(_), true) => format!("{} in language", setting.key),
            (Some(_), false) => setting.key.to_string(),
        };
        let mut keys = Vec::new();
        visit(tree.root(text).unwrap(), &mut |setting| {
            if setting.is_last() {
                keys.push(mark(&setting));
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
