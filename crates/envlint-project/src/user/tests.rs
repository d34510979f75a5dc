//! The layouts of user folders on each operating system.

use super::*;
use crate::{HostOs, Memory};

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
        own_files(&memory, Product::ALL).files.into_iter().map(|(file, _)| relative(file)).collect()
    }
}

#[test]
fn linux_layout() {
    let files = [
        "home/.config/Code/User/profiles/-1a2b/settings.json",
        "home/.config/Code/User/profiles/77/settings.json",
        "home/.config/Code/User/profiles/88/mcp.json",
        "home/.config/Code/User/settings.json",
        "home/.config/Code/User/tasks.json",
        "home/.config/Code - Insiders/User/settings.json",
        "home/.config/Cursor/User/settings.json",
        "home/.config/VSCodium/User/settings.json",
        "home/.config/Windsurf/User/profiles/1/settings.json",
        "home/.cursor/mcp.json",
        "home/.local/share/code-server/Machine/settings.json",
        "home/.local/share/code-server/User/settings.json",
        "home/.var/app/com.visualstudio.code/config/Code/User/settings.json",
        "home/.vscode-server/data/Machine/settings.json",
    ];
    let mut machine = TestMachine::with(&files);
    for other in [
        "home/.config/Code/User/launch.json",
        "home/.config/Code/User/History/1a/settings.json",
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
    let machine =
        TestMachine::with(&["data/code-server/User/settings.json", "home/.local/share/code-server/User/settings.json"]);
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
