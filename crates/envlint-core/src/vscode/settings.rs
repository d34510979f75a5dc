//! Settings that envlint reads, with their scopes.

use super::files::Layer;

/// Which files a setting may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The user's settings alone.
    Application,
    /// Also workspace and folder settings, but with a `.code-workspace` open, not those of its folders.
    Window,
    /// Everywhere. `machine-overridable` counts as this: it differs in settings sync and remote windows alone.
    Resource,
}

impl Scope {
    /// Whether VS Code reads a setting of this scope from `layer`. `in_workspace`: a `.code-workspace` is open.
    ///
    /// Source: services/configuration/common/configuration.ts (1.138), the lists of scopes; recorded as
    /// `code-workspace-single`, `code-workspace-multi`, `scope-in-folder`.
    #[must_use]
    pub const fn counts_in(self, layer: Layer, in_workspace: bool) -> bool {
        match (self, layer) {
            (_, Layer::Default | Layer::Standalone | Layer::User) | (Self::Resource, _) => true,
            (Self::Application, Layer::Machine | Layer::Container | Layer::Workspace | Layer::Folder) => false,
            (Self::Window, Layer::Machine | Layer::Container | Layer::Workspace) => true,
            (Self::Window, Layer::Folder) => !in_workspace,
        }
    }
}

/// The first parts of the keys of places, `launch`, and those of other settings that envlint reads.
const READ: &[&str] = &["cmake", "deno", "go", "gopls", "haskell", "http", "launch", "rust-analyzer", "terminal"];

/// Keys (a trailing `.` means: and all below it) and their scope. Read from a running VS Code 1.139.1 with the Go extension.
const SCOPES: &[(&str, Scope)] = &[
    ("go.", Scope::Resource),
    ("gopls", Scope::Resource),
    ("http.proxy", Scope::Application),
    ("terminal.integrated.automationProfile.", Scope::Window),
    ("terminal.integrated.defaultProfile.", Scope::Window),
    ("terminal.integrated.env.", Scope::Window),
    ("terminal.integrated.profiles.", Scope::Window),
];

/// Whether envlint reads anything at `key` or below, so that other keys need not be looked at: their first parts tell.
#[must_use]
pub fn is_read(key: &str) -> bool {
    let first = key.split_once('.').map_or(key, |(first, _)| first);
    READ.iter().any(|known| known.as_bytes().first() == key.as_bytes().first() && *known == first)
}

/// The scope of the setting that `path` leads to or into; `None` for a key that no table knows, which counts everywhere.
#[must_use]
pub fn scope(path: &[&str]) -> Option<Scope> {
    let key = path.join(".");
    let known = |entry: &str| key == entry || (entry.ends_with('.') && key.starts_with(entry)) || below(&key, entry);
    SCOPES.iter().find(|(entry, _)| known(entry)).map(|&(_, scope)| scope)
}

fn below(key: &str, entry: &str) -> bool {
    key.strip_prefix(entry).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_found_by_path() {
        assert_eq!(scope(&["terminal", "integrated", "env", "osx", "PATH"]), Some(Scope::Window));
        assert_eq!(scope(&["http", "proxy"]), Some(Scope::Application));
        assert_eq!(scope(&["http", "proxyStrictSSL"]), None);
        assert_eq!(scope(&["gopls", "build.env"]), Some(Scope::Resource));
        assert!(is_read("terminal") && is_read("gopls") && is_read("go.x") && !is_read("g") && !is_read("goplsx.y"));
    }

    #[test]
    fn a_workspace_file_silences_window_settings_of_its_folders() {
        assert!(Scope::Window.counts_in(Layer::Folder, false));
        assert!(!Scope::Window.counts_in(Layer::Folder, true));
        assert!(Scope::Resource.counts_in(Layer::Folder, true));
        assert!(!Scope::Application.counts_in(Layer::Workspace, true));
    }
}
