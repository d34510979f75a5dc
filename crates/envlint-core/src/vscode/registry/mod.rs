//! The registry: the settings of VS Code, its bundled extensions and the Go extension.
//!
//! VS Code builds the schema of `settings.json` at run time and does not publish it. The table was written by
//! running instances of the versions listed in its header; CONTRIBUTING.md describes how. A key that is missing
//! here is not necessarily wrong, since other extensions have settings, too.

mod index;
mod near;
mod types;

use super::scope::Scope;
use crate::jsonc::{Kind, Value};
pub use near::nearly_registered_setting;
pub use types::Types;

/// A setting in the table: one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisteredSetting {
    /// The key: `editor.tabSize`.
    pub key: &'static str,
    /// The other columns.
    columns: &'static str,
}

/// The product that contributes a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// VS Code itself.
    Core,
    /// An extension that is bundled with VS Code: Git, TypeScript, Markdown …
    Bundled,
    /// The Go extension.
    Go,
}

/// The setting called `key`.
#[must_use]
pub fn registered_setting(key: &str) -> Option<RegisteredSetting> {
    index::find(key).map(|row| RegisteredSetting::new(row, key.len()))
}

/// The settings below `namespace`, the first component of a key; nothing for the namespace of an extension that the
/// table does not contain.
pub(crate) fn settings_in_namespace(namespace: &str) -> impl Iterator<Item = RegisteredSetting> {
    index::in_namespace(namespace).map(RegisteredSetting::from_row)
}

/// The same namespace, if there are settings below `namespace`, the first component of a key, or if it is a setting
/// itself.
#[must_use]
pub(crate) fn registered_namespace(namespace: &str) -> Option<&'static str> {
    index::namespace(namespace)
}

impl RegisteredSetting {
    fn from_row(row: &'static str) -> Self {
        Self::new(row, row.find('\t').unwrap_or(row.len()))
    }

    /// The setting in `row`, whose key has `length` bytes.
    fn new(row: &'static str, length: usize) -> Self {
        let (key, columns) = (row.get(..length), row.get(length + 1..));
        Self { key: key.unwrap_or_default(), columns: columns.unwrap_or_default() }
    }

    /// The value of one of the first two columns, which are single letters.
    fn letter(self, column: usize) -> Option<u8> {
        self.columns.as_bytes().get(column * 2).copied()
    }

    /// The value of one of the following columns.
    fn column(self, number: usize) -> &'static str {
        let mut columns = self.columns.as_bytes().get(4..).unwrap_or_default().split(|byte| *byte == b'\t');
        // Rows are text, and columns end at ASCII characters.
        columns.nth(number - 2).and_then(|column| std::str::from_utf8(column).ok()).unwrap_or_default()
    }

    /// The scope in the newest version in the table.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self.letter(0) {
            Some(b'a') => Scope::Application,
            Some(b'A') => Scope::ApplicationMachine,
            Some(b'm') => Scope::Machine,
            Some(b'M') => Scope::MachineOverridable,
            Some(b'r') => Scope::Resource,
            Some(b'l') => Scope::LanguageOverridable,
            _ => Scope::Window,
        }
    }

    /// Returns `true` if an older version in the table reads it from more files than the newest one.
    #[must_use]
    pub fn was_read_more_widely(self) -> bool {
        self.has_flag('w')
    }

    /// The product that contributes it.
    #[must_use]
    pub fn owner(self) -> Owner {
        match self.letter(1) {
            Some(b'b') => Owner::Bundled,
            Some(b'g') => Owner::Go,
            _ => Owner::Core,
        }
    }

    /// Returns `true` if VS Code marks it as deprecated, and also did so in an older version in the table.
    #[must_use]
    pub fn is_deprecated(self) -> bool {
        self.has_flag('d')
    }

    /// Returns `true` if the newest version in the table no longer has it.
    #[must_use]
    pub fn is_gone(self) -> bool {
        self.has_flag('g')
    }

    /// Returns `true` if VS Code reads it from a workspace or folder only when that is trusted. In an untrusted
    /// one, the Go extension does not run at all.
    #[must_use]
    pub fn needs_trust(self) -> bool {
        self.has_flag('t')
    }

    /// The setting that its deprecation message recommends.
    #[must_use]
    pub fn replacement(self) -> Option<&'static str> {
        Some(self.column(5)).filter(|key| !key.is_empty())
    }

    /// Returns `true` if `value` is the default value. Defaults are only stored for settings that VS Code does not read
    /// from every file.
    #[must_use]
    pub fn has_default(self, value: Value<'_>) -> bool {
        let default = self.column(6);
        !default.is_empty() && value.raw() == default
    }

    /// The types that at least one version accepts.
    #[must_use]
    pub fn types(self) -> Types {
        Types::new(self.column(3))
    }

    /// The strings that at least one version accepts, possibly including the empty one; nothing if all are allowed.
    pub fn values(self) -> impl Iterator<Item = &'static str> {
        Some(self.column(4)).filter(|values| !values.is_empty()).into_iter().flat_map(|values| values.split('|'))
    }

    /// Returns `true` if at least one version accepts `value`, according to its types and strings.
    #[must_use]
    pub fn takes(self, value: Value<'_>) -> bool {
        self.types().allow(value.kind()) && !self.has_other_values(value)
    }

    /// Returns `true` if `value` is a string, but not one of those that the setting accepts.
    #[must_use]
    pub fn has_other_values(self, value: Value<'_>) -> bool {
        let mut values = self.values().peekable();
        value.kind() == Kind::String
            && values.peek().is_some()
            && value.string().is_some_and(|text| values.all(|value| value != text))
    }

    fn has_flag(self, flag: char) -> bool {
        self.column(2).contains(flag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_column_is_valid() {
        let mut last = "";
        for row in index::rows() {
            let columns: Vec<&str> = row.split('\t').collect();
            let [key, scope, owner, rest @ ..] = columns.as_slice() else { panic!("{row}") };
            assert!(*key > last, "{key} after {last}");
            assert!(key.contains('.') || ["gopls", "launch", "tasks", "mcp"].contains(key), "{key}");
            assert!(["a", "A", "m", "M", "w", "r", "l"].contains(scope), "{row}");
            assert!(["c", "b", "g"].contains(owner), "{row}");
            let letters = |column: Option<&&str>, known: &str| {
                column.is_none_or(|column| column.chars().all(|letter| known.contains(letter)))
            };
            assert!(letters(rest.first(), "dDgtw") && letters(rest.get(1), "abnosz") && rest.len() <= 5, "{row}");
            assert!(rest.get(2).is_none_or(|values| values.split('|').all(|value| value.trim() == value)), "{row}");
            let is_registered = |instead: &&str| instead.is_empty() || registered_setting(instead).is_some();
            assert!(rest.get(3).is_none_or(is_registered), "{row}");
            assert!(rest.get(4).is_none_or(|default| "aAm".contains(scope) && !default.is_empty()), "{row}");
            last = key;
        }
    }

    #[test]
    fn every_setting_is_found_by_its_key_and_in_its_namespace() {
        for row in index::rows() {
            let setting = RegisteredSetting::from_row(row);
            assert_eq!(registered_setting(setting.key), Some(setting));
            if let Some((namespace, _)) = setting.key.split_once('.') {
                assert!(settings_in_namespace(namespace).any(|other| other == setting), "{row}");
            }
        }
        assert!(index::rows().count() > 2000);
        for unknown in ["", "editor", "editor.", "editor.tabSiz", "editor.tabSizes", "python.envFile", "#"] {
            assert_eq!(registered_setting(unknown), None, "{unknown}");
        }
        for unknown in ["", "edito", "editors", "python"] {
            assert_eq!(settings_in_namespace(unknown).count(), 0, "{unknown}");
        }
    }

    #[test]
    fn rows_contain_scope_owner_types_and_values() {
        let setting = |key| registered_setting(key).unwrap();
        assert_eq!(setting("terminal.integrated.inheritEnv").scope(), Scope::Application);
        assert_eq!(setting("git.path").scope(), Scope::Machine);
        assert_eq!(setting("go.goroot").scope(), Scope::MachineOverridable);
        assert_eq!(setting("terminal.integrated.env.osx").scope(), Scope::Window);
        assert_eq!(setting("go.toolsEnvVars").scope(), Scope::Resource);
        assert_eq!(setting("editor.tabSize").scope(), Scope::LanguageOverridable);
        assert_eq!(setting("chat.tools.global.autoApprove").scope(), Scope::ApplicationMachine);
        assert_eq!(setting("go.goroot").owner(), Owner::Go);
        assert_eq!(setting("git.path").owner(), Owner::Bundled);
        assert_eq!(setting("editor.tabSize").owner(), Owner::Core);
        let tab_size = setting("editor.tabSize").types();
        assert!(tab_size.allow(Kind::Number) && tab_size.allow(Kind::Null) && !tab_size.allow(Kind::String));
        assert_eq!(tab_size.titles().collect::<Vec<_>>(), ["a number"]);
        assert!(setting("terminal.integrated.env.osx").needs_trust() && !setting("editor.tabSize").needs_trust());
        assert!(setting("editor.fontWeight").types().allow(Kind::Object), "a schema with anyOf accepts any type");
        assert!(setting("files.autoSave").values().any(|value| value == "afterDelay"));
        assert_eq!(setting("workbench.colorTheme").values().count(), 0, "themes come from extensions");
    }

    #[test]
    fn what_only_a_desktop_registers_is_known() {
        assert_eq!(
            registered_setting("terminal.external.osxExec").map(RegisteredSetting::scope),
            Some(Scope::Application)
        );
        assert!(registered_setting("window.zoomLevel").is_some());
    }
}
