//! `--staged`, `--changed-since` and `--files-from`: the files that a change is about.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Error;
use crate::args::Check;
use crate::printable::printable;

/// The files that git or a list names; `None` if the options do not ask for any.
pub(super) fn files(check: &Check) -> Result<Option<BTreeSet<PathBuf>>, Error> {
    if check.staged {
        return Ok(Some(git(&["--cached"])?));
    }
    if let Some(revision) = &check.changed_since {
        return Ok(Some(git(&["--merge-base", "--end-of-options", revision])?));
    }
    match &check.files_from {
        Some(list) => Ok(Some(listed(list)?)),
        None => Ok(None),
    }
}

/// The files below the working directory that `git diff` names with these options. git runs only for this, and starts no program
/// that the configuration of the repository names.
fn git(options: &[&str]) -> Result<BTreeSet<PathBuf>, Error> {
    let failed = |reason: String| {
        Error::Unreadable(format!(
            "git could not list the changed files: {reason}; run this in a git repository, and check the revision"
        ))
    };
    let output = Command::new("git")
        .args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        .args(["diff", "--name-only", "-z", "--relative", "--no-renames", "--diff-filter=d"])
        .args(["--no-ext-diff", "--no-textconv", "--ignore-submodules=all"])
        .args(options)
        .arg("--")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(failed(printable(reason.lines().next().unwrap_or("it failed")).into_owned()));
    }
    Ok(names(&output.stdout, 0))
}

/// The paths in the file `list`, one per line or separated by NUL; `-` is standard input.
fn listed(list: &Path) -> Result<BTreeSet<PathBuf>, Error> {
    let mut content = Vec::new();
    let read = if list.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut content)
    } else {
        std::fs::File::open(list).and_then(|mut file| file.read_to_end(&mut content))
    };
    read.map_err(|error| Error::Unreadable(format!("--files-from {}: {error}", printable(&list.to_string_lossy()))))?;
    let separator = if content.contains(&0) { 0 } else { b'\n' };
    Ok(names(&content, separator))
}

fn names(text: &[u8], separator: u8) -> BTreeSet<PathBuf> {
    let names = text.split(|byte| *byte == separator).map(|name| name.strip_suffix(b"\r").unwrap_or(name));
    names.filter(|name| !name.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
