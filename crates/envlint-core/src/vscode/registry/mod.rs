//! Which settings VS Code, the extensions that it brings and the Go extension know.
//!
//! VS Code builds the schema of `settings.json` at run time and publishes it nowhere. The table is what running ones wrote
//! down, of the versions that its head names; CONTRIBUTING.md says how. A key that it lacks is not thereby wrong: other
//! extensions have settings too.

mod index;
mod near;
mod types;

use super::scope::Scope;
use crate::jsonc::{Kind, Value};
pub use near::nearly_registered_setting;
pub use types::Types;

/// A setting that the table knows: one row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisteredSetting {
    /// Its key: `editor.tabSize`.
    pub key: &'static str,
    /// The other columns.
    columns: &'static str,
}

/// Who brings a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// VS Code itself.
    Core,
    /// An extension that VS Code brings: Git, TypeScript, Markdown …
    Bundled,
    /// The Go extension.
    Go,
}

/// The setting called `key`.
#[must_use]
pub fn registered_setting(key: &str) -> Option<RegisteredSetting> {
    index::find(key).map(RegisteredSetting::from_row)
}

/// The settings below `namespace`, the first part of a key; nothing for the namespace of an extension that the table lacks.
pub fn settings_in_namespace(namespace: &str) -> impl Iterator<Item = RegisteredSetting> {
    index::in_namespace(namespace).map(RegisteredSetting::from_row)
}

/// Whether there are settings below `namespace`, the first part of a key, or it is one itself.
#[must_use]
pub fn is_namespace(namespace: &str) -> bool {
    index::is_namespace(namespace)
}

impl RegisteredSetting {
    fn from_row(row: &'static str) -> Self {
        let (key, columns) = row.split_once('\t').unwrap_or((row, ""));
        Self { key, columns }
    }

    /// A letter of the first two columns, which have one each.
    fn letter(self, column: usize) -> Option<u8> {
        self.columns.as_bytes().get(column * 2).copied()
    }

    /// A column after those.
    fn column(self, number: usize) -> &'static str {
        self.columns.get(4..).unwrap_or_default().split('\t').nth(number - 2).unwrap_or_default()
    }

    /// Which files it may stand in, by the newest version that is in the table.
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

    /// Whether an older version that is in the table read it from more files than the newest does.
    #[must_use]
    pub fn was_read_more_widely(self) -> bool {
        self.has_flag('w')
    }

    /// Who brings it.
    #[must_use]
    pub fn owner(self) -> Owner {
        match self.letter(1) {
            Some(b'b') => Owner::Bundled,
            Some(b'g') => Owner::Go,
            _ => Owner::Core,
        }
    }

    /// Whether VS Code calls it deprecated, and did in an older version that is in the table.
    #[must_use]
    pub fn is_deprecated(self) -> bool {
        self.has_flag('d')
    }

    /// Whether the newest version that is in the table does not know it any more.
    #[must_use]
    pub fn is_gone(self) -> bool {
        self.has_flag('g')
    }

    /// Whether VS Code takes it from a workspace or a folder only once that is trusted. In one that is not, the Go
    /// extension does not run at all.
    #[must_use]
    pub fn needs_trust(self) -> bool {
        self.has_flag('t')
    }

    /// The setting that its deprecation message tells to use.
    #[must_use]
    pub fn replacement(self) -> Option<&'static str> {
        Some(self.column(5)).filter(|key| !key.is_empty())
    }

    /// The types that some version takes.
    #[must_use]
    pub fn types(self) -> Types {
        Types::new(self.column(3))
    }

    /// The texts that some version takes, if it is a string, the empty one perhaps among them; nothing if any will do.
    pub fn values(self) -> impl Iterator<Item = &'static str> {
        Some(self.column(4)).filter(|values| !values.is_empty()).into_iter().flat_map(|values| values.split('|'))
    }

    /// Whether some version takes `value`, as far as types and texts tell.
    #[must_use]
    pub fn takes(self, value: Value<'_>) -> bool {
        self.types().allow(value.kind()) && !self.has_other_values(value)
    }

    /// Whether `value` is a text, and none of those that it may be.
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
    fn the_table_is_sorted_and_every_column_means_something() {
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
            assert!(letters(rest.first(), "dDgtw") && letters(rest.get(1), "abnosz") && rest.len() <= 4, "{row}");
            assert!(rest.get(2).is_none_or(|values| values.split('|').all(|value| value.trim() == value)), "{row}");
            assert!(rest.get(3).is_none_or(|instead| registered_setting(instead).is_some()), "{row}");
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
        for stranger in ["", "editor", "editor.", "editor.tabSiz", "editor.tabSizes", "python.envFile", "#"] {
            assert_eq!(registered_setting(stranger), None, "{stranger}");
        }
        for stranger in ["", "edito", "editors", "python"] {
            assert_eq!(settings_in_namespace(stranger).count(), 0, "{stranger}");
        }
    }

    #[test]
    fn rows_tell_scope_owner_types_and_values() {
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
        assert!(setting("editor.fontWeight").types().allow(Kind::Object), "anyOf: any type");
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
