//! The folders in which installers and version managers put programs, whether or not they are on PATH.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders below the home folder. A `*` stands for one part of a path.
///
/// Source: the documentation of each installer: "Installing Go", golang.org/dl, rustup, pipx, npm, nvm, fnm, Volta, asdf, mise,
/// pyenv, rbenv, SDKMAN!, Coursier, GHCup, opam, juliaup, Dart, Flutter, Composer, .NET, Nix, Krew, conda, Toolbox, scoop.
const OF_HOME: &[&str] = &[
    "bin",
    ".bin",
    ".local/bin",
    "go/bin",
    "go/*/bin",
    "sdk/*/bin",
    ".go/bin",
    ".gvm/gos/*/bin",
    ".goenv/shims",
    ".cargo/bin",
    ".rustup/toolchains/*/bin",
    ".npm-global/bin",
    ".nvm/versions/node/*/bin",
    ".local/share/fnm/aliases/default/bin",
    ".local/share/fnm/node-versions/*/installation/bin",
    ".volta/bin",
    ".asdf/shims",
    ".local/share/mise/shims",
    ".local/share/pnpm",
    "Library/pnpm",
    ".yarn/bin",
    ".bun/bin",
    ".deno/bin",
    ".pyenv/shims",
    ".pyenv/bin",
    ".rbenv/shims",
    ".rbenv/bin",
    ".poetry/bin",
    ".jenv/shims",
    ".sdkman/candidates/*/current/bin",
    ".local/share/coursier/bin",
    ".ghcup/bin",
    ".opam/*/bin",
    ".juliaup/bin",
    ".pub-cache/bin",
    "flutter/bin",
    ".composer/vendor/bin",
    ".config/composer/vendor/bin",
    ".dotnet",
    ".dotnet/tools",
    ".nix-profile/bin",
    ".krew/bin",
    "miniconda3/bin",
    "anaconda3/bin",
    "miniforge3/bin",
    ".linuxbrew/bin",
    "scoop/shims",
    "AppData/Local/Programs/*",
    "AppData/Local/Programs/*/*",
    "AppData/Local/Programs/*/*/Scripts",
    "AppData/Local/Microsoft/WinGet/Links",
    "AppData/Roaming/npm",
];

/// Folders of the system.
#[cfg(not(windows))]
const OF_SYSTEM: &[&str] = &[
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/local/go/bin",
    "/usr/local/*/bin",
    "/usr/lib/*/bin",
    "/usr/lib/jvm/*/bin",
    "/opt/bin",
    "/opt/*",
    "/opt/*/bin",
    "/opt/homebrew/opt/*/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/opt/local/bin",
    "/snap/bin",
    "/var/lib/flatpak/exports/bin",
    "/nix/var/nix/profiles/default/bin",
    "/run/current-system/sw/bin",
    "/Library/Frameworks/Python.framework/Versions/*/bin",
    "/Applications/*/Contents/Resources/bin",
];
#[cfg(windows)]
const OF_SYSTEM: &[&str] = &[
    "C:/Program Files/*",
    "C:/Program Files/*/bin",
    "C:/Program Files/*/cmd",
    "C:/Program Files (x86)/*",
    "C:/Program Files (x86)/*/bin",
    "C:/ProgramData/chocolatey/bin",
    "C:/Go/bin",
    "C:/tools/*/bin",
];

/// The folders that exist.
pub(super) fn install_folders(home: &str) -> Vec<String> {
    let of_home = OF_HOME.iter().flat_map(|pattern| matching(Path::new(home), pattern));
    let of_system = OF_SYSTEM.iter().flat_map(|pattern| {
        let (root, rest) = pattern.split_once('/').unwrap_or(("", pattern));
        matching(Path::new(&format!("{root}/")), rest)
    });
    of_home.chain(of_system).map(|folder| folder.to_string_lossy().into_owned()).collect()
}

/// The folders below `root` that match `pattern`, sorted.
fn matching(root: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    for part in pattern.split('/') {
        found = if part == "*" {
            found.iter().flat_map(|folder| children(folder)).collect()
        } else {
            found.into_iter().map(|folder| folder.join(part)).collect()
        };
        found.retain(|folder| folder.is_dir());
    }
    found.sort();
    found
}

fn children(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}
