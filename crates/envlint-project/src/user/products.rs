//! The programs that read a user's settings as VS Code does, and the folders in which they keep them.

use std::path::PathBuf;

use super::host::HostEnv;
use crate::fs::HostOs;

/// A program that reads a user's settings as VS Code does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its short name, for command lines.
    pub id: &'static str,
    /// The name of the folder with its user data, which is also how people call it.
    pub name: &'static str,
    rule: FolderRule,
    /// The folders of its remote servers, in the home folder.
    servers: &'static [&'static str],
    /// Its id on Flathub, if it is there.
    flatpak: Option<&'static str>,
}

/// The rule by which a product finds its user data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FolderRule {
    /// As [`FolderRule::Desktop`], except that `VSCODE_PORTABLE` replaces the folder if it is set.
    PortableDesktop,
    /// The folder with the product's name among the user data of desktop programs.
    Desktop,
    /// The folders of code-server.
    CodeServer,
}

const fn desktop(id: &'static str, name: &'static str, servers: &'static [&'static str]) -> Product {
    Product { id, name, rule: FolderRule::Desktop, servers, flatpak: None }
}

impl Product {
    /// All products.
    ///
    /// Sources: `nameShort` in each `product.json`, which `userDataPath.ts` of microsoft/vscode appends, and
    /// `serverDataFolderName` there; `docs/migration.md` of VSCodium/vscodium; the manifests of
    /// flathub/com.visualstudio.code and flathub/com.vscodium.codium; for code-server `getEnvPaths` in `src/node/util.ts` of
    /// coder/code-server. `.vscode-remote` is the server of GitHub Codespaces.
    pub const ALL: &'static [Self] = &[
        Self {
            rule: FolderRule::PortableDesktop,
            flatpak: Some("com.visualstudio.code"),
            ..desktop("code", "Code", &[".vscode-server", ".vscode-remote"])
        },
        desktop("insiders", "Code - Insiders", &[".vscode-server-insiders"]),
        desktop("code-oss", "Code - OSS", &[".vscode-server-oss"]),
        Self { flatpak: Some("com.vscodium.codium"), ..desktop("vscodium", "VSCodium", &[".vscodium-server"]) },
        desktop("vscodium-insiders", "VSCodium - Insiders", &[".vscodium-server-insiders"]),
        desktop("cursor", "Cursor", &[".cursor-server"]),
        desktop("windsurf", "Windsurf", &[".windsurf-server"]),
        desktop("positron", "Positron", &[".positron-server"]),
        desktop("kiro", "Kiro", &[]),
        desktop("antigravity", "Antigravity", &[]),
        desktop("trae", "Trae", &[]),
        Self { rule: FolderRule::CodeServer, ..desktop("code-server", "code-server", &[]) },
    ];

    /// The folders that may contain its `User` folder; that of a server also contains its `Machine` folder.
    pub(super) fn user_data(&self, host: &HostEnv<'_>) -> Vec<PathBuf> {
        let desktop = || host.app_data().map(|folder| folder.join(self.name));
        match self.rule {
            FolderRule::PortableDesktop => {
                let portable = host.folder("VSCODE_PORTABLE").map(|folder| folder.join("user-data"));
                portable.or_else(desktop).into_iter().chain(self.flatpak_data(host)).collect()
            }
            FolderRule::Desktop => desktop().into_iter().chain(self.flatpak_data(host)).collect(),
            FolderRule::CodeServer => self.server_data(host),
        }
    }

    /// The `data` folders of its remote servers.
    pub(super) fn remote_data(&self, host: &HostEnv<'_>) -> Vec<PathBuf> {
        self.servers.iter().filter_map(|server| host.below_home(&[server, "data"])).collect()
    }

    /// Returns `true` if its user data also contain a `Machine` folder.
    pub(super) fn is_server(&self) -> bool {
        self.rule == FolderRule::CodeServer
    }

    /// Its user data in the sandbox of Flatpak.
    fn flatpak_data(&self, host: &HostEnv<'_>) -> Option<PathBuf> {
        let id = self.flatpak.filter(|_| host.os == HostOs::Linux)?;
        host.below_home(&[".var", "app", id, "config", self.name])
    }

    /// The folders of a server that uses the packages env-paths and, on macOS, xdg-basedir.
    fn server_data(&self, host: &HostEnv<'_>) -> Vec<PathBuf> {
        let xdg = || {
            let folder = host.xdg_folder("XDG_DATA_HOME");
            folder.or_else(|| host.below_home(&[".local", "share"]))
        };
        let mut folders = match host.os {
            HostOs::Linux => vec![xdg()],
            // xdg-basedir has a default, so code-server uses the first folder; the second one is its fallback.
            HostOs::MacOs => vec![xdg(), host.below_home(&["Library", "Application Support"])],
            HostOs::Windows => {
                let local = host.folder("LOCALAPPDATA");
                vec![local.or_else(|| host.below_home(&["AppData", "Local"]))]
            }
        };
        for folder in folders.iter_mut().flatten() {
            folder.push(self.name);
            if host.os == HostOs::Windows {
                folder.push("Data");
            }
        }
        folders.into_iter().flatten().collect()
    }
}
