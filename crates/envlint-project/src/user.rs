//! Finds the user settings files, by the variables and folders that VS Code and related editors use.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::fs::{FileSystem, HostOs};

/// A file system, seen as the place where programs keep their users' data.
#[derive(Clone, Copy)]
struct HostEnv<'a> {
    fs: &'a dyn FileSystem,
    os: HostOs,
}

impl HostEnv<'_> {
    /// The folder that a variable names. An empty variable is treated as unset, as VS Code does.
    fn folder(&self, variable: &str) -> Option<PathBuf> {
        self.fs.variable(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// The folder that an XDG variable names. The specification requires that relative paths are ignored.
    fn xdg_folder(&self, variable: &str) -> Option<PathBuf> {
        self.folder(variable).filter(|folder| folder.is_absolute())
    }

    /// A folder below the user's home folder.
    fn below_home(&self, parts: &[&str]) -> Option<PathBuf> {
        let home = match self.os {
            HostOs::Linux | HostOs::MacOs => "HOME",
            HostOs::Windows => "USERPROFILE",
        };
        let mut folder = self.folder(home)?;
        folder.extend(parts);
        Some(folder)
    }

    /// The folder in which desktop programs store user data. Source: `userDataPath.ts` of microsoft/vscode.
    fn app_data(&self) -> Option<PathBuf> {
        self.folder("VSCODE_APPDATA").or_else(|| match self.os {
            HostOs::Linux => self.xdg_folder("XDG_CONFIG_HOME").or_else(|| self.below_home(&[".config"])),
            HostOs::MacOs => self.below_home(&["Library", "Application Support"]),
            HostOs::Windows => self.folder("APPDATA").or_else(|| self.below_home(&["AppData", "Roaming"])),
        })
    }
}

/// The rule by which a product finds its user data.
#[derive(Clone, Copy)]
enum FolderRule {
    /// As [`FolderRule::Desktop`], except that `VSCODE_PORTABLE` replaces the folder if it is set.
    PortableDesktop,
    /// The folder with the product's name among the user data of desktop programs.
    Desktop,
    /// The folders of code-server.
    CodeServer,
}

/// A program that reads a user's settings as VS Code does.
struct Product {
    /// The name of its folder.
    name: &'static str,
    /// The rule that locates the folder.
    rule: FolderRule,
}

/// Sources: `nameShort` in each `product.json`, which `userDataPath.ts` of microsoft/vscode appends;
/// `docs/migration.md` of VSCodium/vscodium; for code-server `getEnvPaths` in `src/node/util.ts` of coder/code-server.
const PRODUCTS: &[Product] = &[
    Product { name: "Code", rule: FolderRule::PortableDesktop },
    Product { name: "Code - Insiders", rule: FolderRule::Desktop },
    Product { name: "VSCodium", rule: FolderRule::Desktop },
    Product { name: "Cursor", rule: FolderRule::Desktop },
    Product { name: "Windsurf", rule: FolderRule::Desktop },
    Product { name: "code-server", rule: FolderRule::CodeServer },
];

impl Product {
    /// The folders that may contain its `User` folder.
    fn user_data(&self, host: &HostEnv<'_>) -> Vec<PathBuf> {
        let desktop = || host.app_data().map(|folder| folder.join(self.name));
        match self.rule {
            FolderRule::PortableDesktop => {
                let portable = host.folder("VSCODE_PORTABLE").map(|folder| folder.join("user-data"));
                portable.or_else(desktop).into_iter().collect()
            }
            FolderRule::Desktop => desktop().into_iter().collect(),
            FolderRule::CodeServer => self.server_data(host),
        }
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

/// The existing user settings files of the default profile and the named profiles of all products, sorted by path components. A
/// file that several links lead to is listed once: under the first product that has it, preferably as the settings of the
/// default profile.
pub(crate) fn settings_files(fs: &dyn FileSystem) -> Vec<PathBuf> {
    let host = HostEnv { fs, os: fs.os() };
    let mut seen = HashSet::new();
    let mut found: Vec<PathBuf> = PRODUCTS
        .iter()
        .flat_map(|product| product.user_data(&host))
        .flat_map(|folder| candidates(fs, &folder.join("User")))
        .filter(|file| fs.is_file(file))
        .filter(|file| fs.real_path(file).is_ok_and(|identity| seen.insert(identity)))
        .collect();
    found.sort();
    found
}

/// The paths of settings in a `User` folder: first that of the default profile, then those of the named profiles, sorted.
fn candidates(fs: &dyn FileSystem, user: &Path) -> Vec<PathBuf> {
    let profiles = user.join("profiles");
    let entries = fs.list(&profiles).unwrap_or_default().into_iter();
    let mut files: Vec<PathBuf> = entries.map(|entry| profiles.join(entry.name).join("settings.json")).collect();
    files.sort();
    files.insert(0, user.join("settings.json"));
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    /// A machine. Paths and values of variables are relative to its root.
    struct TestMachine(Memory);

    impl TestMachine {
        fn with(files: &[&str]) -> Self {
            let mut memory = Memory::new("/");
            for file in files {
                memory.add(file, "{}");
            }
            Self(memory)
        }

        /// The files that are found with variables that name folders of this machine.
        fn find(&self, os: HostOs, variables: &[(&str, &str)]) -> Vec<String> {
            let absolute = variables.iter().map(|(name, folder)| (*name, format!("/{folder}")));
            self.find_with(os, &absolute.collect::<Vec<_>>())
        }

        fn find_with(&self, os: HostOs, variables: &[(&str, String)]) -> Vec<String> {
            let mut memory = self.0.clone();
            memory.set_os(os);
            for (name, value) in variables {
                memory.set_variable(*name, value);
            }
            let relative = |file: PathBuf| file.strip_prefix("/").unwrap().to_str().unwrap().replace('\\', "/");
            settings_files(&memory).into_iter().map(relative).collect()
        }
    }

    #[test]
    fn linux_layout() {
        let files = [
            "home/.config/Code/User/profiles/-1a2b/settings.json",
            "home/.config/Code/User/profiles/77/settings.json",
            "home/.config/Code/User/settings.json",
            "home/.config/Code - Insiders/User/settings.json",
            "home/.config/Cursor/User/settings.json",
            "home/.config/VSCodium/User/settings.json",
            "home/.config/Windsurf/User/profiles/1/settings.json",
            "home/.local/share/code-server/User/settings.json",
        ];
        let mut machine = TestMachine::with(&files);
        for other in [
            "home/.config/Code/User/tasks.json",
            "home/.config/Code/User/profiles/88/tasks.json",
            "home/.config/Code/User/sync/settings.json",
            "home/.config/Code/settings.json",
            "home/.config/Other/User/settings.json",
            "home/.local/share/Code/User/settings.json",
        ] {
            machine.0.add(other, "{}");
        }
        machine.0.add("home/.config/Code/User/profiles/99/settings.json/in-a-folder", "");
        assert_eq!(machine.find(HostOs::Linux, &[("HOME", "home")]), files);
    }

    #[test]
    fn xdg_variables_come_before_the_home_folder() {
        let machine = TestMachine::with(&[
            "config/Code/User/settings.json",
            "data/code-server/User/settings.json",
            "home/.config/Code/User/settings.json",
            "home/.local/share/code-server/User/settings.json",
        ]);
        let variables = [("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")];
        assert_eq!(
            machine.find(HostOs::Linux, &variables),
            ["config/Code/User/settings.json", "data/code-server/User/settings.json"]
        );
    }

    #[test]
    fn empty_variables_and_relative_xdg_paths_are_treated_as_unset() {
        let machine = TestMachine::with(&["home/.config/Code/User/settings.json", "home/Code/User/settings.json"]);
        for xdg in ["", "config", "./config"] {
            let variables = [
                ("HOME", "/home"),
                ("XDG_CONFIG_HOME", xdg),
                ("XDG_DATA_HOME", xdg),
                ("VSCODE_PORTABLE", ""),
                ("VSCODE_APPDATA", ""),
            ];
            let variables = variables.map(|(name, value)| (name, value.to_owned()));
            assert_eq!(machine.find_with(HostOs::Linux, &variables), ["home/.config/Code/User/settings.json"]);
        }
    }

    #[test]
    fn macos_layout() {
        let files = [
            "home/.local/share/code-server/User/settings.json",
            "home/Library/Application Support/Code/User/profiles/1/settings.json",
            "home/Library/Application Support/Code/User/settings.json",
            "home/Library/Application Support/VSCodium/User/settings.json",
            "home/Library/Application Support/code-server/User/settings.json",
        ];
        let machine = TestMachine::with(&files);
        assert_eq!(machine.find(HostOs::MacOs, &[("HOME", "home"), ("XDG_CONFIG_HOME", "home/.config")]), files);
    }

    #[test]
    fn macos_code_server_follows_xdg_data_home() {
        let machine = TestMachine::with(&[
            "data/code-server/User/settings.json",
            "home/.local/share/code-server/User/settings.json",
        ]);
        assert_eq!(
            machine.find(HostOs::MacOs, &[("HOME", "home"), ("XDG_DATA_HOME", "data")]),
            ["data/code-server/User/settings.json"]
        );
    }

    #[test]
    fn windows_layout() {
        let files = [
            "roaming/Code/User/profiles/1/settings.json",
            "roaming/Code/User/settings.json",
            "roaming/Code - Insiders/User/settings.json",
        ];
        let machine = TestMachine::with(&files);
        let local = TestMachine::with(&["local/code-server/Data/User/settings.json"]);
        let variables = [("APPDATA", "roaming"), ("LOCALAPPDATA", "local"), ("HOME", "elsewhere")];
        assert_eq!(machine.find(HostOs::Windows, &variables), files);
        assert_eq!(local.find(HostOs::Windows, &variables), ["local/code-server/Data/User/settings.json"]);
    }

    #[test]
    fn windows_falls_back_to_the_profile_folder() {
        let files =
            ["me/AppData/Local/code-server/Data/User/settings.json", "me/AppData/Roaming/Cursor/User/settings.json"];
        assert_eq!(TestMachine::with(&files).find(HostOs::Windows, &[("USERPROFILE", "me")]), files);
    }

    #[test]
    fn vscode_portable_replaces_the_folder_of_vs_code_only() {
        let machine = TestMachine::with(&[
            "home/.config/Code/User/settings.json",
            "home/.config/Cursor/User/settings.json",
            "portable/user-data/User/profiles/1/settings.json",
            "portable/user-data/User/settings.json",
        ]);
        assert_eq!(
            machine.find(HostOs::Linux, &[("HOME", "home"), ("VSCODE_PORTABLE", "portable")]),
            [
                "home/.config/Cursor/User/settings.json",
                "portable/user-data/User/profiles/1/settings.json",
                "portable/user-data/User/settings.json",
            ]
        );
    }

    #[test]
    fn vscode_appdata_comes_before_the_rule_of_every_system() {
        let machine = TestMachine::with(&[
            "app/Code/User/settings.json",
            "home/.config/Code/User/settings.json",
            "home/Library/Application Support/Code/User/settings.json",
            "roaming/Code/User/settings.json",
        ]);
        let variables = [("HOME", "home"), ("APPDATA", "roaming"), ("VSCODE_APPDATA", "app")];
        for os in [HostOs::Linux, HostOs::MacOs, HostOs::Windows] {
            assert_eq!(machine.find(os, &variables), ["app/Code/User/settings.json"], "{os:?}");
        }
    }

    #[test]
    fn nothing_is_found_without_variables() {
        let machine = TestMachine::with(&[]);
        for os in [HostOs::Linux, HostOs::MacOs, HostOs::Windows] {
            assert!(machine.find(os, &[]).is_empty());
        }
    }

    #[test]
    fn a_file_with_several_links_is_listed_once() {
        let mut machine = TestMachine::with(&["dotfiles/one.json", "dotfiles/two.json"]);
        let mut link = |to: &str, user: &str| {
            machine.0.link(format!("/home/.config/{user}/settings.json"), format!("/{to}"));
        };
        for user in ["Code/User/profiles/1", "Code/User", "Cursor/User"] {
            link("dotfiles/one.json", user);
        }
        for profile in (1..=9).rev() {
            link("dotfiles/two.json", &format!("Cursor/User/profiles/{profile}"));
        }
        assert_eq!(
            machine.find(HostOs::Linux, &[("HOME", "home")]),
            ["home/.config/Code/User/settings.json", "home/.config/Cursor/User/profiles/1/settings.json"]
        );
    }
}
