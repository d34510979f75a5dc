use super::platform::{Platform, Platforms};

/// The names of envlint's own configuration files, in the order in which a folder is searched for them.
pub const CONFIG_NAMES: [&str; 2] = ["envlint.toml", ".envlint.toml"];

/// The layer of a settings file. Ordered: a later one overrides an earlier one.
///
/// Source: `configurationModels.ts`, `getWorkspaceConsolidatedConfiguration`; recorded as `merge-user-folder`,
/// `merge-machine`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The defaults of VS Code.
    Default,
    /// A settings file outside any folder that would show what it is: read like a user's settings file.
    Standalone,
    /// The user's `settings.json`, of the default profile or of a named one.
    User,
    /// `data/Machine/settings.json` of a remote server.
    Machine,
    /// The settings in a devcontainer.json, which become the Machine settings of the container.
    Container,
    /// `settings` of a `.code-workspace`.
    Workspace,
    /// `.vscode/settings.json`.
    Folder,
}

impl Layer {
    /// The noun phrase for messages, as in "is replaced by … in".
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Default => "VS Code's default settings",
            Self::Standalone => "the settings file",
            Self::User => "the user's settings",
            Self::Machine => "the remote machine's settings",
            Self::Container => "the dev container's settings",
            Self::Workspace => "the workspace file",
            Self::Folder => "the folder's settings",
        }
    }
}

/// The role of a file in VS Code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Settings of one layer.
    Settings(Layer),
    /// A `.code-workspace`: folders, and settings of the workspace layer.
    Workspace,
    /// `tasks.json`
    Tasks,
    /// `launch.json`
    Launch,
    /// `mcp.json`
    Mcp,
    /// `.mcp.json`, the portable format of MCP servers, which VS Code and coding agents read.
    PortableMcp,
    /// `.cursor/mcp.json`: Cursor's MCP servers.
    CursorMcp,
    /// `extensions.json`: it contains no environment variables, so only its syntax is checked.
    Extensions,
    /// `devcontainer.json`
    DevContainer,
    /// A file of variables, usually called `.env`, that another file names. It is only checked together with that
    /// file: findings are reported there, and only names of variables are ever shown.
    EnvFile,
    /// `envlint.toml`: unknown to VS Code; it configures envlint.
    Config,
}

impl FileKind {
    /// The kind of the file at `path` (with `/` between its components), according to its name and parent folders;
    /// `None` if the name does not determine it.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let mut parts = path.rsplit('/');
        let name = parts.next()?;
        let folders = [parts.next(), parts.next(), parts.next()];
        if name.ends_with(".code-workspace") {
            return Some(Self::Workspace);
        }
        // Other programs keep files of the same names in their own folders: `.claude`, `.zed`, `.cursor`.
        let is_of_other_program =
            folders[0].is_some_and(|folder| folder.starts_with('.') && !matches!(folder, "." | ".." | ".vscode"));
        match name {
            "mcp.json" if folders[0] == Some(".cursor") => Some(Self::CursorMcp),
            "settings.json" | "tasks.json" | "launch.json" | "mcp.json" | "extensions.json" if is_of_other_program => {
                None
            }
            "settings.json" => Some(Self::Settings(match folders {
                [Some(".vscode"), ..] => Layer::Folder,
                [Some("Machine"), Some("data"), _] => Layer::Machine,
                [Some("User"), ..] | [_, Some("profiles"), Some("User")] => Layer::User,
                _ => Layer::Standalone,
            })),
            "tasks.json" => Some(Self::Tasks),
            "launch.json" => Some(Self::Launch),
            "mcp.json" => Some(Self::Mcp),
            // VS Code does not read this mix of two names.
            ".mcp.json" if folders[0] == Some(".vscode") => Some(Self::Mcp),
            ".mcp.json" => Some(Self::PortableMcp),
            "extensions.json" => Some(Self::Extensions),
            "devcontainer.json" | ".devcontainer.json" => Some(Self::DevContainer),
            _ if CONFIG_NAMES.contains(&name) => Some(Self::Config),
            _ => None,
        }
    }

    /// The platforms on which a file of this kind is used: dev containers are always Linux.
    #[must_use]
    pub const fn platforms(self) -> Platforms {
        match self {
            Self::DevContainer => Platforms::only(Platform::Linux),
            Self::Settings(_)
            | Self::Workspace
            | Self::Tasks
            | Self::Launch
            | Self::Mcp
            | Self::PortableMcp
            | Self::CursorMcp
            | Self::Extensions
            | Self::EnvFile
            | Self::Config => Platforms::ALL,
        }
    }

    /// Returns `true` if a file of this kind at `path` is one of the user's own files: any settings file that does
    /// not belong to a project, and tasks and servers in the user's folder.
    #[must_use]
    pub fn is_users_own(self, path: &str) -> bool {
        let mut folders = path.rsplit('/').skip(1);
        match self {
            Self::Settings(layer) => layer < Layer::Container,
            Self::Tasks | Self::Launch | Self::Mcp | Self::Extensions => match folders.next() {
                Some("User") => true,
                Some(_) => folders.next() == Some("profiles") && folders.next() == Some("User"),
                None => false,
            },
            Self::Workspace
            | Self::PortableMcp
            | Self::CursorMcp
            | Self::DevContainer
            | Self::Config
            | Self::EnvFile => false,
        }
    }

    /// Returns `true` if `path` is the settings file of one of the user's profiles other than the default one.
    #[must_use]
    pub fn is_of_named_profile(self, path: &str) -> bool {
        let mut folders = path.rsplit('/').skip(2);
        self == Self::Settings(Layer::User) && folders.next() == Some("profiles") && folders.next() == Some("User")
    }

    /// Returns `true` if it is JSON with comments.
    #[must_use]
    pub const fn is_jsonc(self) -> bool {
        match self {
            Self::Settings(_)
            | Self::Workspace
            | Self::Tasks
            | Self::Launch
            | Self::Mcp
            | Self::PortableMcp
            | Self::CursorMcp
            | Self::Extensions
            | Self::DevContainer => true,
            Self::EnvFile | Self::Config => false,
        }
    }

    /// Returns `true` if it is JSON that other programs read as well, which may not accept comments.
    ///
    /// Source: with a comment in it, VS Code itself ignores `.cursor/mcp.json` without a message (1.139.1, recorded).
    #[must_use]
    pub const fn is_read_elsewhere(self) -> bool {
        matches!(self, Self::PortableMcp | Self::CursorMcp)
    }

    /// The layer of the settings in it, if it contains settings.
    #[must_use]
    pub const fn layer(self) -> Option<Layer> {
        match self {
            Self::Settings(layer) => Some(layer),
            Self::Workspace => Some(Layer::Workspace),
            Self::DevContainer => Some(Layer::Container),
            Self::Tasks
            | Self::Launch
            | Self::Mcp
            | Self::PortableMcp
            | Self::CursorMcp
            | Self::Extensions
            | Self::EnvFile
            | Self::Config => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_named_profiles_are_known() {
        let is_of_profile = |path| FileKind::of_path(path).unwrap().is_of_named_profile(path);
        assert!(is_of_profile("User/profiles/1a2b/settings.json"));
        assert!(!is_of_profile("User/settings.json") && !is_of_profile("User/profiles/1a2b/tasks.json"));
        assert!(!is_of_profile("profiles/.vscode/settings.json"));
    }

    #[test]
    fn distinguishes_the_users_own_files_from_those_of_a_project() {
        for (path, is_own) in [
            ("/home/x/.config/Code/User/settings.json", true),
            ("/home/x/.config/Code/User/tasks.json", true),
            ("User/profiles/1a2b/mcp.json", true),
            ("settings.json", true),
            ("a/.vscode/settings.json", false),
            ("a/.vscode/tasks.json", false),
            ("tasks.json", false),
            ("a/x.code-workspace", false),
            (".devcontainer/devcontainer.json", false),
        ] {
            assert_eq!(FileKind::of_path(path).unwrap().is_users_own(path), is_own, "{path}");
        }
    }

    #[test]
    fn name_and_parent_determine_kind_and_layer() {
        use FileKind::Settings;
        for (path, kind) in [
            ("a/.vscode/settings.json", Some(Settings(Layer::Folder))),
            (".config/Code/User/settings.json", Some(Settings(Layer::User))),
            ("User/profiles/1a2b/settings.json", Some(Settings(Layer::User))),
            (".vscode-server/data/Machine/settings.json", Some(Settings(Layer::Machine))),
            ("settings.json", Some(Settings(Layer::Standalone))),
            ("x.code-workspace", Some(FileKind::Workspace)),
            (".vscode/tasks.json", Some(FileKind::Tasks)),
            (".devcontainer/go/devcontainer.json", Some(FileKind::DevContainer)),
            (".vscode/extensions.json", Some(FileKind::Extensions)),
            ("a/envlint.toml", Some(FileKind::Config)),
            (".envlint.toml", Some(FileKind::Config)),
            ("package.json", None),
            (".claude/settings.json", None),
            ("a/.zed/settings.json", None),
            (".zed/tasks.json", None),
            (".gemini/settings.json", None),
            (".roo/mcp.json", None),
            ("a/.cursor/mcp.json", Some(FileKind::CursorMcp)),
            ("a/.mcp.json", Some(FileKind::PortableMcp)),
            (".mcp.json", Some(FileKind::PortableMcp)),
            ("a/.vscode/.mcp.json", Some(FileKind::Mcp)),
            ("../settings.json", Some(Settings(Layer::Standalone))),
        ] {
            assert_eq!(FileKind::of_path(path), kind, "{path}");
        }
    }
}
