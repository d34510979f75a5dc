//! The output of `go env`, and the file that `go env -w` writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::ObserveOptions;
use super::folder::{is_inside, without_folder};
use super::run::{Start, run};
use crate::case::Case;
use crate::lookup::{CommandLookup, is_go_tool, search};
use crate::machine::{Env, GoEnvFile, Machine, Os, Seen};
use crate::project::FolderProject;

const LIMIT: Duration = Duration::from_secs(2);
const NAMES: &[&str] = &["GOROOT", "GOPATH", "GOBIN", "GOENV", "GOPROXY", "GOFLAGS", "GOMODCACHE", "GOTOOLCHAIN"];

/// The output of `go env` with the extension host's `go`, run outside of the folder; `None` if Go is not in question
/// or does not answer.
pub(super) fn env(machine: &Machine, options: &ObserveOptions<'_>) -> Option<Env> {
    let is_requested = options.names.iter().any(|name| is_go_tool(name));
    let is_suggested = options.names.is_empty() && options.files.names.iter().any(|name| name == "go.mod");
    if !is_requested && !is_suggested {
        return None;
    }
    let project = FolderProject::default();
    let case = Case::new(machine, &project, &[]);
    let env = case.host()?.env.clone()?;
    let home = Path::new(&machine.home);
    let env = if options.trusted { env } else { without_folder(&env, machine.os, options.folder, home) };
    let CommandLookup::At(place) = search(machine, &env, "go") else { return None };
    let program = fs::canonicalize(&place.path).ok()?;
    if is_inside(&program, options.folder, home) && !options.trusted {
        return None;
    }
    let mut env = env;
    // These prevent downloads.
    for (name, value) in [("GOTOOLCHAIN", "local"), ("RUSTUP_AUTO_INSTALL", "0"), ("GOFLAGS", "")] {
        env.set(machine.os, name, value.to_owned());
    }
    let command: Vec<String> =
        [place.path.as_str(), "env", "-json"].into_iter().chain(NAMES.iter().copied()).map(str::to_owned).collect();
    let outcome =
        run(&Start { launcher: options.program, command: &command, env: &env, cwd: home, limit: LIMIT }).ok()?;
    serde_json::from_slice(&outcome.output).ok()
}

/// The file that `go env -w` writes.
///
/// Source: `os.UserConfigDir` of Go, and `EnvFile` in cmd/go/internal/cfg.
pub(super) fn env_file(machine: &Machine) -> Seen<GoEnvFile> {
    let home = Path::new(&machine.home);
    let variable =
        |name: &str| machine.env.as_ref().and_then(|env| env.get(machine.os, name)).filter(|value| !value.is_empty());
    let path = match (variable("GOENV"), machine.os) {
        (Some("off"), _) => return Seen::Nothing,
        (Some(path), _) => PathBuf::from(path),
        (None, Os::Linux) => {
            variable("XDG_CONFIG_HOME").map_or_else(|| home.join(".config"), PathBuf::from).join("go/env")
        }
        (None, Os::Osx) => home.join("Library/Application Support/go/env"),
        (None, Os::Windows) => {
            variable("APPDATA").map_or_else(|| home.join("AppData\\Roaming"), PathBuf::from).join("go\\env")
        }
    };
    let text = fs::read_to_string(&path).ok();
    text.map(|text| GoEnvFile { path: path.to_string_lossy().into_owned(), text }).into()
}
