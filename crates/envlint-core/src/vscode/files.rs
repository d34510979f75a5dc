use super::platform::{Platform, Platforms};

/// How far a settings file's word counts. Ordered: a later one beats an earlier one.
///
/// Source: `configurationModels.ts`, `getWorkspaceConsolidatedConfiguration`; recorded as `merge-user-folder`, `merge-machine`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// What VS Code itself brings.
    Default,
    /// A settings file that stands alone, in no folder that says whose it is: read as if it were the user's.
    Standalone,
    /// The user's own `settings.json`, of the default or of a named profile.
    User,
    /// `data/Machine/settings.json` of a remote server.
    Machine,
    /// The settings in a devcontainer.json, which become those of the machine that the container is.
    Container,
    /// `settings` of a `.code-workspace`.
    Workspace,
    /// `.vscode/settings.json`.
    Folder,
}

impl Layer {
    /// What people call the file, as it stands in "is replaced by … in".
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Default => "VS Code's own settings",
            Self::Standalone => "the settings file",
            Self::User => "the user's settings",
            Self::Machine => "the remote machine's settings",
            Self::Container => "the dev container's settings",
            Self::Workspace => "the workspace file",
            Self::Folder => "the folder's settings",
        }
    }
}

/// What a file is to VS Code.
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
    /// `extensions.json`: it holds no environment, so only its syntax is looked at.
    Extensions,
    /// `devcontainer.json`
    DevContainer,
    /// A file of variables, `.env` as a rule, that another file names. It is only read beside that one: nothing is found in it,
    /// and no text of it is ever shown but the names of variables.
    EnvFile,
    /// `envlint.toml`: nothing to VS Code, but what envlint itself goes by.
    Config,
}

impl FileKind {
    /// The kind of the file at `path` (with `/` between its parts) by its name and parent folders; `None` if its name says
    /// nothing.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let mut parts = path.rsplit('/');
        let name = parts.next()?;
        let folders = [parts.next(), parts.next(), parts.next()];
        if name.ends_with(".code-workspace") {
            return Some(Self::Workspace);
        }
        match name {
            "settings.json" => Some(Self::Settings(match folders {
                [Some(".vscode"), ..] => Layer::Folder,
                [Some("Machine"), Some("data"), _] => Layer::Machine,
                [Some("User"), ..] | [_, Some("profiles"), Some("User")] => Layer::User,
                _ => Layer::Standalone,
            })),
            "tasks.json" => Some(Self::Tasks),
            "launch.json" => Some(Self::Launch),
            "mcp.json" => Some(Self::Mcp),
            "extensions.json" => Some(Self::Extensions),
            "devcontainer.json" | ".devcontainer.json" => Some(Self::DevContainer),
            _ if crate::config::NAMES.contains(&name) => Some(Self::Config),
            _ => None,
        }
    }

    /// The platforms on which a file of this kind counts: dev containers are Linux.
    #[must_use]
    pub const fn platforms(self) -> Platforms {
        match self {
            Self::DevContainer => Platforms::only(Platform::Linux),
            Self::Settings(_)
            | Self::Workspace
            | Self::Tasks
            | Self::Launch
            | Self::Mcp
            | Self::Extensions
            | Self::EnvFile
            | Self::Config => Platforms::ALL,
        }
    }

    /// Whether a file of this kind at `path` is one of the user's own: of all settings those of a project alone are not, and of
    /// tasks and servers those in the folder of the user.
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
            Self::Workspace | Self::DevContainer | Self::Config | Self::EnvFile => false,
        }
    }

    /// Whether it is JSON with comments.
    #[must_use]
    pub const fn is_jsonc(self) -> bool {
        match self {
            Self::Settings(_)
            | Self::Workspace
            | Self::Tasks
            | Self::Launch
            | Self::Mcp
            | Self::Extensions
            | Self::DevContainer => true,
            Self::EnvFile | Self::Config => false,
        }
    }

    /// The layer of the settings in it, if it holds settings.
    #[must_use]
    pub const fn layer(self) -> Option<Layer> {
        match self {
            Self::Settings(layer) => Some(layer),
            Self::Workspace => Some(Layer::Workspace),
            Self::DevContainer => Some(Layer::Container),
            Self::Tasks | Self::Launch | Self::Mcp | Self::Extensions | Self::EnvFile | Self::Config => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_own_files_are_told_from_those_of_a_project() {
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
    fn name_and_parent_tell_kind_and_layer() {
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
        ] {
            assert_eq!(FileKind::of_path(path), kind, "{path}");
        }
    }
}
