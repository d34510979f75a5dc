//! The folders in which an operating system keeps the data of its users.

use std::path::PathBuf;

use crate::fs::{FileSystem, HostOs};

/// A file system, seen as the place where programs keep their users' data.
#[derive(Clone, Copy)]
pub(super) struct HostEnv<'a> {
    pub(super) fs: &'a dyn FileSystem,
    pub(super) os: HostOs,
}

impl HostEnv<'_> {
    /// The folder that a variable names. An empty variable is treated as unset, as VS Code does.
    pub(super) fn folder(&self, variable: &str) -> Option<PathBuf> {
        self.fs.variable(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// The folder that an XDG variable names. The specification requires that relative paths are ignored.
    pub(super) fn xdg_folder(&self, variable: &str) -> Option<PathBuf> {
        self.folder(variable).filter(|folder| folder.is_absolute())
    }

    /// A folder below the user's home folder.
    pub(super) fn below_home(&self, parts: &[&str]) -> Option<PathBuf> {
        let home = match self.os {
            HostOs::Linux | HostOs::MacOs => "HOME",
            HostOs::Windows => "USERPROFILE",
        };
        let mut folder = self.folder(home)?;
        folder.extend(parts);
        Some(folder)
    }

    /// The folder in which desktop programs store user data. Source: `userDataPath.ts` of microsoft/vscode.
    pub(super) fn app_data(&self) -> Option<PathBuf> {
        self.folder("VSCODE_APPDATA").or_else(|| match self.os {
            HostOs::Linux => self.xdg_folder("XDG_CONFIG_HOME").or_else(|| self.below_home(&[".config"])),
            HostOs::MacOs => self.below_home(&["Library", "Application Support"]),
            HostOs::Windows => self.folder("APPDATA").or_else(|| self.below_home(&["AppData", "Roaming"])),
        })
    }
}
