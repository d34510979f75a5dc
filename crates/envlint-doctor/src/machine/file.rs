//! Reads, writes and merges machine files.

use std::fs;
use std::io;
use std::path::Path;

use super::{Machine, MachineKind, MachineProcess, Os, VERSION};

/// An error while reading or writing a machine file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file cannot be read.
    #[error("{path}: cannot be read: {error}")]
    Read {
        /// The path of the file.
        path: String,
        /// The error of the system.
        error: io::Error,
    },
    /// The file cannot be written.
    #[error("{path}: cannot be written: {error}")]
    Write {
        /// The path of the file.
        path: String,
        /// The error of the system.
        error: io::Error,
    },
    /// The file is not a machine file.
    #[error("{path}: is not a machine file: {error}")]
    Format {
        /// The path of the file.
        path: String,
        /// The error of the parser.
        error: serde_json::Error,
    },
    /// The file was written by a later version.
    #[error(
        "{path}: is a machine file of version {found}, but this envlint reads version {VERSION}; use a newer envlint"
    )]
    Version {
        /// The path of the file.
        path: String,
        /// Its version.
        found: u32,
    },
}

/// Reads the machine in the file at `path`.
///
/// # Errors
/// The file cannot be read, is not a machine file, or has another version.
pub fn load(path: &Path) -> Result<Machine, FileError> {
    let machine: Machine = parse(path)?;
    match machine.version {
        VERSION => Ok(machine),
        found => Err(FileError::Version { path: shown(path), found }),
    }
}

/// Reads the observations of another program in the file at `path`: a machine in which every field may be absent.
///
/// # Errors
/// The file cannot be read or is not a part of a machine file.
pub fn load_part(path: &Path) -> Result<Machine, FileError> {
    let mut part: serde_json::Value = parse(path)?;
    // Only a complete machine must contain these, and `merged` does not use them.
    if let Some(object) = part.as_object_mut() {
        object.entry("version").or_insert(VERSION.into());
        object.entry("home").or_insert("".into());
        if let Ok(os) = serde_json::to_value(Os::this()) {
            object.entry("os").or_insert(os);
        }
    }
    serde_json::from_value(part).map_err(|error| FileError::Format { path: shown(path), error })
}

/// Writes `machine`, which must be masked already, to the file at `path`.
///
/// # Errors
/// The file cannot be written.
pub fn save(machine: &Machine, path: &Path) -> Result<(), FileError> {
    let written = serde_json::to_string_pretty(machine).map_err(io::Error::other);
    written.and_then(|text| fs::write(path, text + "\n")).map_err(|error| FileError::Write { path: shown(path), error })
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, FileError> {
    let text = fs::read_to_string(path).map_err(|error| FileError::Read { path: shown(path), error })?;
    serde_json::from_str(&text).map_err(|error| FileError::Format { path: shown(path), error })
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// `machine` with the observations of `part`, which override its own. Merging the same part again changes nothing.
#[must_use]
pub fn merged(machine: Machine, part: Machine) -> Machine {
    let mut machine = machine;
    machine.user_settings.extend(part.user_settings);
    machine.shell_modes.extend(part.shell_modes);
    machine.files.extend(part.files);
    machine.directories.extend(part.directories);
    machine.unusable.extend(part.unusable);
    machine.links.extend(part.links);
    machine.functions.extend(part.functions);
    let processes = match (machine.processes.take(), part.processes) {
        (Some(observed), Some(part)) => Some(joined(observed, part)),
        (observed, part) => observed.or(part),
    };
    Machine {
        version: VERSION,
        now: part.now.or(machine.now),
        folder: part.folder.or(machine.folder),
        trust: part.trust.or(machine.trust),
        env: machine.env.or(part.env),
        shell: part.shell.or(machine.shell),
        account_shell: part.account_shell.or(machine.account_shell),
        login_shell: machine.login_shell.overridden_by(part.login_shell),
        interactive_shell: machine.interactive_shell.overridden_by(part.interactive_shell),
        task_shell: machine.task_shell.overridden_by(part.task_shell),
        session: machine.session.overridden_by(part.session),
        products: part.products.or(machine.products),
        processes,
        writable_by_others: part.writable_by_others.or(machine.writable_by_others),
        go_env: part.go_env.or(machine.go_env),
        go_env_file: machine.go_env_file.overridden_by(part.go_env_file),
        log: part.log.or(machine.log),
        ..machine
    }
}

/// The processes of both, each once. If both contain a process, the fields of `part` override the others.
fn joined(observed: Vec<MachineProcess>, part: Vec<MachineProcess>) -> Vec<MachineProcess> {
    let mut all = observed;
    for new in part {
        match all.iter_mut().find(|known| known.pid == new.pid) {
            Some(known) => {
                let old = std::mem::take(known);
                *known = MachineProcess {
                    pid: new.pid,
                    parent: new.parent.or(old.parent),
                    kind: if new.kind == MachineKind::Other { old.kind } else { new.kind },
                    product: new.product.or(old.product),
                    resolver: new.resolver.or(old.resolver),
                    started: new.started.or(old.started),
                    command: if new.command.is_empty() { old.command } else { new.command },
                    cwd: new.cwd.or(old.cwd),
                    folders: if new.folders.is_empty() { old.folders } else { new.folders },
                    env: old.env.overridden_by(new.env),
                };
            }
            None => all.push(new),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The machine in `text`, with `part` merged into it.
    fn with(text: &str, part: &str) -> Result<Machine, FileError> {
        let folder = tempfile::tempdir().unwrap();
        let (machine, other) = (folder.path().join("machine.json"), folder.path().join("part.json"));
        fs::write(&machine, text).unwrap();
        fs::write(&other, part).unwrap();
        Ok(merged(load(&machine)?, load_part(&other)?))
    }

    const MACHINE: &str = r#"{ "version": 1, "os": "linux", "home": "/home/u", "later": true, "processes": [
        { "pid": 10, "kind": "main", "started": "2026-11-28T08:00:00Z", "env": { "A": "1" } },
        { "pid": 11, "parent": 10, "kind": "extension-host", "env": null } ] }"#;

    #[test]
    fn a_part_completes_what_was_observed() {
        let part =
            r#"{ "trust": true, "processes": [{ "pid": 11, "env": { "B": "2" } }, { "pid": 12, "kind": "gopls" }] }"#;
        let machine = with(MACHINE, part).unwrap();
        assert_eq!(machine.trust, Some(true));
        let host = machine.process(11).unwrap();
        assert_eq!(
            (host.kind, host.parent),
            (MachineKind::ExtensionHost, Some(10)),
            "the part does not override other fields"
        );
        assert_eq!(host.env.is().unwrap().0["B"], "2");
        assert_eq!(machine.process(10).unwrap().env.is().unwrap().0["A"], "1");
        assert_eq!(machine.processes.as_ref().unwrap().len(), 3);
    }

    #[test]
    fn absent_and_null_are_distinguished() {
        let machine = with(MACHINE, "{}").unwrap();
        assert_eq!(machine.process(11).unwrap().env, crate::machine::Seen::Nothing);
        assert_eq!(machine.login_shell, crate::machine::Seen::NotObserved);
        let written = serde_json::to_value(&machine).unwrap();
        assert!(written["processes"][1]["env"].is_null() && written["processes"][1].get("env").is_some());
        assert!(written.get("login_shell").is_none());
    }

    #[test]
    fn another_version_is_refused() {
        let later = MACHINE.replace("\"version\": 1", "\"version\": 2");
        assert!(matches!(with(&later, "{}"), Err(FileError::Version { found: 2, .. })));
        assert!(matches!(with("[]", "{}"), Err(FileError::Format { .. })));
    }
}
