//! The settings of a file, one by one, held against the registry.

use std::borrow::Cow;

use super::settings::Origin;
use crate::jsonc::{Member, Value, live_members};
use crate::vscode::{self, RegisteredSetting, registered_setting};

/// A setting that a file gives, in a namespace that the registry has something in. Of duplicates only the last
/// is there.
#[derive(Debug)]
pub struct GivenSetting<'d> {
    /// Its key in dots, however it is written: `editor.tabSize` also for `{ "editor": { "tabSize": 4 } }`.
    pub key: Cow<'d, str>,
    /// What the registry says; `None` for a key that it lacks.
    pub registered: Option<RegisteredSetting>,
    /// Whether it stands in a block for some languages: `"[go]": { … }`.
    pub in_language: bool,
    /// Who gives it.
    pub origin: Origin<'d>,
}

impl<'d> GivenSetting<'d> {
    /// Its value.
    #[must_use]
    pub fn value(&self) -> Value<'d> {
        self.origin.member.value
    }
}

/// The settings in `object`.
///
/// A nested object is gone into as far as it leads to known settings, as VS Code does it: `filterProperty` in
/// configurationModels.ts (1.139.1); recorded as `nested-full`, `nested-half`, `nested-half2`.
pub(super) fn given<'d>(object: Value<'d>) -> Vec<GivenSetting<'d>> {
    let mut given = Vec::new();
    let is_block = |member: &Member<'_>| is_language_block(&member.name());
    for member in live_members(object.members().filter(|member| is_block(member) || is_in_namespace(member))) {
        if !is_block(&member) {
            read(member.name(), false, Origin { object, member }, &mut given);
        } else if member.value.is_object() {
            let object = member.value;
            for member in live_members(object.members().filter(is_in_namespace)) {
                read(member.name(), true, Origin { object, member }, &mut given);
            }
        }
    }
    given
}

fn read<'d>(key: Cow<'d, str>, in_language: bool, origin: Origin<'d>, given: &mut Vec<GivenSetting<'d>>) {
    let registered = registered_setting(&key);
    let value = origin.member.value;
    if registered.is_none() && value.is_object() && leads_on(&key) {
        for member in live_members(value.members()) {
            let name = member.name();
            // Dots are split in top-level keys only.
            if !name.contains('.') {
                read(Cow::Owned(format!("{key}.{name}")), in_language, Origin { object: value, member }, given);
            }
        }
    } else {
        given.push(GivenSetting { key, registered, in_language, origin });
    }
}

/// Whether known settings lie below `key`.
fn leads_on(key: &str) -> bool {
    let below = |setting: RegisteredSetting| setting.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    vscode::settings_in_namespace(namespace(key)).any(below)
}

fn is_in_namespace(member: &Member<'_>) -> bool {
    vscode::is_namespace(namespace(&member.name()))
}

fn is_language_block(name: &str) -> bool {
    name.starts_with('[') && name.ends_with(']')
}

fn namespace(key: &str) -> &str {
    key.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonc::parse;

    fn keys(text: &str) -> Vec<String> {
        let tree = parse(text).unwrap();
        let mark = |setting: &GivenSetting<'_>| match (setting.registered, setting.in_language) {
            (None, _) => format!("{}?", setting.key),
            (Some(_), true) => format!("{} in language", setting.key),
            (Some(_), false) => setting.key.to_string(),
        };
        given(tree.root(text).unwrap()).iter().map(mark).collect()
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
            (r#"{"files.exclude": {"files.exclude": true}, "files": "x"}"#, &["files.exclude", "files?"]),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }
}
