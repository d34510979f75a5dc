//! Scopes: the files from which VS Code reads a setting.

use super::files::Layer;

/// The files in which a setting takes effect.
///
/// Source: `ConfigurationScope` in configurationRegistry.ts (1.138).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Only the user settings.
    Application,
    /// The user settings and those of a remote machine.
    ApplicationMachine,
    /// As [`ApplicationMachine`](Self::ApplicationMachine), and those of a profile.
    Machine,
    /// All files. It is not synced between machines, and a remote window does not use the value of the local user.
    MachineOverridable,
    /// All files; with a `.code-workspace` open, all except those of its folders.
    Window,
    /// All files.
    Resource,
    /// All files, including language-specific blocks.
    LanguageOverridable,
}

impl Scope {
    /// Returns `true` if VS Code reads a setting of this scope from every file.
    #[must_use]
    pub(crate) const fn counts_everywhere(self) -> bool {
        match self {
            Self::MachineOverridable | Self::Resource | Self::LanguageOverridable => true,
            Self::Application | Self::ApplicationMachine | Self::Machine | Self::Window => false,
        }
    }

    /// Returns `true` if VS Code reads settings of every scope from `layer`.
    #[must_use]
    pub(crate) const fn all_count_in(layer: Layer) -> bool {
        matches!(layer, Layer::Default | Layer::Standalone | Layer::User)
    }

    /// Returns `true` if VS Code reads a setting of this scope from the settings of a user profile other than the default one.
    ///
    /// Source: services/configuration/common/configuration.ts (1.138), `PROFILE_SCOPES` and `APPLICATION_SCOPES`.
    #[must_use]
    pub const fn counts_in_named_profile(self) -> bool {
        !matches!(self, Self::Application | Self::ApplicationMachine)
    }

    /// Returns `true` if VS Code reads a setting of this scope from `layer`. `in_workspace` is `true` if a
    /// `.code-workspace` is open.
    ///
    /// Source: services/configuration/common/configuration.ts (1.138), the lists of scopes, as in workbench.js
    /// (1.139.1); recorded as `code-workspace-single`, `code-workspace-multi`, `scope-in-folder`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_file_disables_window_settings_of_its_folders() {
        assert!(Scope::Window.counts_in(Layer::Folder, false));
        assert!(!Scope::Window.counts_in(Layer::Folder, true));
        assert!(Scope::Resource.counts_in(Layer::Folder, true));
        assert!(!Scope::Application.counts_in(Layer::Workspace, true));
    }

    #[test]
    fn a_machine_setting_applies_to_the_user_and_the_machine() {
        for scope in [Scope::Machine, Scope::ApplicationMachine] {
            assert!(scope.counts_in(Layer::User, false) && scope.counts_in(Layer::Machine, false));
            assert!(!scope.counts_in(Layer::Folder, false) && !scope.counts_in(Layer::Workspace, true));
        }
        assert!(!Scope::Application.counts_in(Layer::Machine, false));
        assert!(Scope::MachineOverridable.counts_in(Layer::Folder, true));
    }
}
