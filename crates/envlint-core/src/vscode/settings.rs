//! Settings that envlint reads, and which files VS Code takes a setting from.

use super::files::Layer;
use super::registry::{RegisteredSetting, registered_setting};

/// Which files a setting may stand in.
///
/// Source: `ConfigurationScope` in configurationRegistry.ts (1.138).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The user's settings alone.
    Application,
    /// The user's and a remote machine's settings.
    ApplicationMachine,
    /// As [`ApplicationMachine`](Self::ApplicationMachine), and also a profile's.
    Machine,
    /// Everywhere; it is not synced between machines, and a remote window does not take it from the local user.
    MachineOverridable,
    /// Everywhere, but with a `.code-workspace` open, not in those of its folders.
    Window,
    /// Everywhere.
    Resource,
    /// Everywhere, and in blocks for one language.
    LanguageOverridable,
}

impl Scope {
    /// Whether VS Code reads a setting of this scope from every file.
    #[must_use]
    pub const fn counts_everywhere(self) -> bool {
        match self {
            Self::MachineOverridable | Self::Resource | Self::LanguageOverridable => true,
            Self::Application | Self::ApplicationMachine | Self::Machine | Self::Window => false,
        }
    }

    /// Whether VS Code reads a setting of this scope from `layer`. `in_workspace`: a `.code-workspace` is open.
    ///
    /// Source: services/configuration/common/configuration.ts (1.138), the lists of scopes, as in workbench.js (1.139.1);
    /// recorded as `code-workspace-single`, `code-workspace-multi`, `scope-in-folder`.
    #[must_use]
    pub const fn counts_in(self, layer: Layer, in_workspace: bool) -> bool {
        match (self, layer) {
            (_, Layer::Default | Layer::Standalone | Layer::User)
            | (Self::MachineOverridable | Self::Resource | Self::LanguageOverridable, _)
            | (Self::ApplicationMachine | Self::Machine, Layer::Machine | Layer::Container)
            | (Self::Window, Layer::Machine | Layer::Container | Layer::Workspace) => true,
            (Self::Application, Layer::Machine | Layer::Container | Layer::Workspace | Layer::Folder)
            | (Self::ApplicationMachine | Self::Machine, Layer::Workspace | Layer::Folder) => false,
            (Self::Window, Layer::Folder) => !in_workspace,
        }
    }
}

/// The first parts of keys that nobody reads from blocks for languages, unless a scope says so.
///
/// Source: terminalConfiguration.ts (1.138), whose settings VS Code asks for without a language; vscode-go extension/src/config.ts,
/// which asks for a file or a folder; recorded as `lang-override`.
const NOT_BY_LANGUAGE: &[&str] = &["go", "gopls", "terminal"];

/// Whether `setting` may count in a block for a language, as far as is known.
#[must_use]
pub fn is_read_by_language(setting: RegisteredSetting) -> bool {
    setting.scope() == Scope::LanguageOverridable || setting.is_gone() || may_be_read_by_language(setting.key)
}

/// The same for any key: its first part tells in most cases.
#[must_use]
pub fn may_be_read_by_language(key: &str) -> bool {
    let first = key.split_once('.').map_or(key, |(first, _)| first);
    !NOT_BY_LANGUAGE.contains(&first)
}

/// The first parts of the keys of places, of settings that name files of variables, `launch`, and those of other settings that
/// envlint reads.
const READ: &[&str] = &[
    "cmake",
    "deno",
    "elixirLS",
    "go",
    "gopls",
    "haskell",
    "http",
    "java",
    "jest",
    "launch",
    "python",
    "rust-analyzer",
    "terminal",
];

/// Whether envlint reads anything at `key` or below, so that other keys need not be looked at: their first parts tell.
#[must_use]
pub fn is_read(key: &str) -> bool {
    let first = key.split_once('.').map_or(key, |(first, _)| first);
    READ.iter().any(|known| known.as_bytes().first() == key.as_bytes().first() && *known == first)
}

/// The scope of the setting that `path` leads to or into; `None` for a key that nobody knows, which counts everywhere.
#[must_use]
pub fn scope(path: &[&str]) -> Option<Scope> {
    registered_above(&path.join(".")).map(RegisteredSetting::scope)
}

/// The setting that a dotted key leads to or into.
#[must_use]
pub fn registered_above(key: &str) -> Option<RegisteredSetting> {
    let ends = key.rmatch_indices('.').map(|(at, _)| at);
    std::iter::once(key.len()).chain(ends).find_map(|end| registered_setting(key.get(..end)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vscode::{KeyPart, PLACES, Section};

    #[test]
    fn scopes_are_found_by_path() {
        assert_eq!(scope(&["terminal", "integrated", "env", "osx", "PATH"]), Some(Scope::Window));
        assert_eq!(scope(&["http", "proxy"]), Some(Scope::Application));
        assert_eq!(scope(&["python", "envFile"]), None);
        assert_eq!(scope(&["terminal", "integrated", "env"]), None);
        assert_eq!(scope(&["gopls", "build.env"]), Some(Scope::Resource));
        assert_eq!(scope(&[]), None);
        assert!(is_read("terminal") && is_read("gopls") && is_read("go.x") && !is_read("g") && !is_read("goplsx.y"));
    }

    #[test]
    fn every_place_in_settings_is_read() {
        for place in PLACES.iter().filter(|place| place.section == Section::Settings) {
            assert!(matches!(place.key, [KeyPart::Word(first), ..] if is_read(first)), "{place:?}");
        }
    }

    #[test]
    fn a_workspace_file_silences_window_settings_of_its_folders() {
        assert!(Scope::Window.counts_in(Layer::Folder, false));
        assert!(!Scope::Window.counts_in(Layer::Folder, true));
        assert!(Scope::Resource.counts_in(Layer::Folder, true));
        assert!(!Scope::Application.counts_in(Layer::Workspace, true));
    }

    #[test]
    fn a_machine_setting_counts_for_the_user_and_the_machine() {
        for scope in [Scope::Machine, Scope::ApplicationMachine] {
            assert!(scope.counts_in(Layer::User, false) && scope.counts_in(Layer::Machine, false));
            assert!(!scope.counts_in(Layer::Folder, false) && !scope.counts_in(Layer::Workspace, true));
        }
        assert!(!Scope::Application.counts_in(Layer::Machine, false));
        assert!(Scope::MachineOverridable.counts_in(Layer::Folder, true));
    }
}
