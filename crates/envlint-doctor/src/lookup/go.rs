//! Finds `go` and the other Go tools in the same way as the Go extension.
//!
//! Source: vscode-go, `getBinPathWithPreferredGopathGorootWithExplanation` in pathUtils.ts and `getBinPath` in util.ts.

use super::{CommandLookup, LookupPlace, executable, in_folder, real_path, search};
use crate::machine::{Env, Machine, Os};

/// The settings for the locations of Go tools, with references replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoSettings {
    /// `go.alternateTools`: another path or name for each tool.
    pub alternate_tools: Vec<(String, String)>,
    /// `go.goroot`.
    pub goroot: Option<String>,
    /// `go.gopath`.
    pub gopath: Option<String>,
    /// `go.toolsGopath`.
    pub tools_gopath: Option<String>,
}

/// Tools for which the Go extension has its own search order.
const TOOLS: &[&str] =
    &["go", "gopls", "dlv", "staticcheck", "golangci-lint", "gotests", "gomodifytags", "impl", "goplay"];

/// The folders in which the Go extension looks for `go` last.
const DEFAULT_PLACES: &[(&str, bool)] = &[
    ("/usr/local/go/bin", false),
    ("/usr/local/bin", false),
    ("C:\\Program Files\\Go\\bin", true),
    ("C:\\Program Files (x86)\\Go\\bin", true),
];

/// Returns `true` if the Go extension has its own search order for `name`.
#[must_use]
pub fn is_go_tool(name: &str) -> bool {
    TOOLS.contains(&name)
}

/// The program that the Go extension uses for `name` in an extension host with `env`. If `with_defaults`, it tries the default
/// locations of an installation last, as only the Go extension itself does.
#[must_use]
pub fn go_tool(machine: &Machine, settings: &GoSettings, env: &Env, name: &str, with_defaults: bool) -> CommandLookup {
    let os = machine.os;
    let alternate = settings.alternate_tools.iter().find(|(tool, _)| tool == name).map(|(_, path)| path.as_str());
    let mut wanted = name;
    match alternate {
        Some(path) if os.is_absolute(path) && executable(machine, path) == Some(true) => return at(machine, path),
        // An absolute path without a program is ignored.
        Some(path) if !os.is_absolute(path) && !path.is_empty() => wanted = path,
        _ => {}
    }
    let mut unknown = false;
    for folder in folders(machine, settings, env, name) {
        match in_folder(machine, &folder, wanted, &suffixes(os)) {
            CommandLookup::At(place) => return CommandLookup::At(place),
            // A folder that is not on any PATH may not have been observed.
            CommandLookup::Unknown | CommandLookup::Missing => {}
        }
    }
    match search(machine, env, wanted) {
        CommandLookup::At(place) => return CommandLookup::At(place),
        CommandLookup::Unknown => unknown = true,
        CommandLookup::Missing => {}
    }
    let is_tried = |windows: bool| with_defaults && name == "go" && windows == (os == Os::Windows);
    let defaults = DEFAULT_PLACES.iter().filter(|(_, windows)| is_tried(*windows));
    for (folder, _) in defaults {
        if let CommandLookup::At(place) = in_folder(machine, folder, wanted, &suffixes(os)) {
            return CommandLookup::At(place);
        }
    }
    if unknown { CommandLookup::Unknown } else { CommandLookup::Missing }
}

/// The folders that come before PATH.
fn folders(machine: &Machine, settings: &GoSettings, env: &Env, name: &str) -> Vec<String> {
    let os = machine.os;
    let bin = |root: &str| os.join(root, "bin");
    let go_env = |variable: &str| machine.go_env.as_ref().and_then(|all| all.get(os, variable)).unwrap_or_default();
    let first_set = |values: &[&str]| values.iter().find(|value| !value.is_empty()).map(|value| (*value).to_owned());
    let own = |value: &Option<String>| value.clone().unwrap_or_default();
    let gobin = first_set(&[env.get(os, "GOBIN").unwrap_or_default(), go_env("GOBIN")]);
    // The first search for `go` cannot use the output of `go env`.
    let goroot = match name {
        "go" => first_set(&[&own(&settings.goroot)]),
        _ => first_set(&[&own(&settings.goroot), go_env("GOROOT"), env.get(os, "GOROOT").unwrap_or_default()]),
    };
    let mut folders: Vec<String> = gobin.into_iter().collect();
    if name != "go" {
        let default = os.join(&machine.home, "go");
        let gopath = [&own(&settings.gopath), env.get(os, "GOPATH").unwrap_or_default(), go_env("GOPATH"), &default];
        folders.extend(settings.tools_gopath.iter().filter(|path| !path.is_empty()).map(|path| bin(path)));
        let gopath = first_set(&gopath).unwrap_or_default();
        folders.extend(os.entries(&gopath).map(|entry| bin(entry.text)));
    }
    folders.extend(goroot.map(|root| bin(&root)));
    folders
}

/// The suffixes of program names: only `.exe` on Windows.
fn suffixes(os: Os) -> Vec<String> {
    let suffix = if os == Os::Windows { ".exe" } else { "" };
    vec![suffix.to_owned()]
}

fn at(machine: &Machine, path: &str) -> CommandLookup {
    let folder = machine.os.split(path).map_or("", |(folder, _)| folder).to_owned();
    CommandLookup::At(LookupPlace { path: path.to_owned(), real: real_path(machine, path), folder })
}
