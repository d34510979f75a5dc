//! The kind of host, and the user's shell.

use std::fs;
use std::path::Path;

use crate::machine::{Env, Host, Machine, Os};

/// The kind of this host.
///
/// Source: the files and variables that WSL, Docker, Podman, the dev container tools and sshd create.
pub(super) fn host(env: &Env) -> Host {
    let has = |name: &str| env.0.contains_key(name);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().to_lowercase();
    let marks = ["/.dockerenv", "/run/.containerenv"];
    Host {
        wsl: kernel.contains("microsoft") || has("WSL_DISTRO_NAME"),
        container: has("REMOTE_CONTAINERS") || has("CODESPACES") || marks.iter().any(|path| Path::new(path).exists()),
        ssh: has("SSH_CONNECTION") || has("SSH_CLIENT"),
    }
}

/// The user's shell as VS Code determines it: SHELL of its main process, otherwise the account's shell, otherwise `sh`.
///
/// Source: shell.ts, `getSystemShellUnixLike` (1.139.1).
pub(super) fn shell(machine: &Machine) -> Option<String> {
    if machine.os == Os::Windows {
        return None;
    }
    let resolver = super::processes::resolver(machine).and_then(|process| process.env.is());
    let named = resolver.or(machine.env.as_ref()).and_then(|env| env.get(machine.os, "SHELL"));
    let named = named.filter(|shell| !shell.is_empty()).map(str::to_owned);
    let shell = named.or_else(|| of_account(machine)).unwrap_or_else(|| "/bin/sh".to_owned());
    Some(if shell == "/bin/false" { "/bin/bash".to_owned() } else { shell })
}

/// The shell of the user's account.
pub(super) fn of_account(machine: &Machine) -> Option<String> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    let of_home = |line: &&str| line.split(':').nth(5).is_some_and(|home| machine.os.same_path(home, &machine.home));
    let shell = accounts.lines().find(of_home)?.split(':').nth(6)?.trim();
    (!shell.is_empty()).then(|| shell.to_owned())
}
