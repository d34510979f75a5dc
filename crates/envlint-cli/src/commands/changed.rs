//! `--staged`, `--changed-since` and `--files-from`: the files that a change is about.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use envlint_core::document::DocumentId;
use envlint_core::finding::Finding;
use envlint_core::text::Span;
use envlint_project::Project;

use super::stderr::is_in_config;
use crate::Error;
use crate::args::Check;
use crate::printable::printable;

/// The files that a change is about.
#[derive(Default)]
pub(super) struct ChangedFiles {
    /// Those that exist after it; `None` if all files are meant.
    pub(super) files: Option<BTreeSet<PathBuf>>,
    /// Those that it deletes.
    pub(super) deleted: BTreeSet<PathBuf>,
}

/// The files that git or a list names, if the options ask for any.
pub(super) fn files(check: &Check) -> Result<ChangedFiles, Error> {
    if check.staged {
        return git(&["--cached"]);
    }
    if let Some(revision) = &check.changed_since {
        return git(&["--merge-base", "--end-of-options", revision]);
    }
    let files = check.files_from.as_deref().map(listed).transpose()?;
    Ok(ChangedFiles { files, deleted: BTreeSet::new() })
}

/// The files below the working directory that `git diff` names with these options.
fn git(options: &[&str]) -> Result<ChangedFiles, Error> {
    let filtered = |filter| {
        let names_only = ["--name-only", "-z", "--relative", filter];
        Ok::<_, Error>(names(&git_diff(&[&names_only, options].concat(), None)?, 0))
    };
    Ok(ChangedFiles { files: Some(filtered("--diff-filter=d")?), deleted: filtered("--diff-filter=D")? })
}

/// Keeps those of `findings` that are about a line that has changed, themselves or in a related place, and those in a configuration.
/// git runs once for each file with findings.
pub(super) fn retain_changed(findings: &mut Vec<Finding>, check: &Check, project: &Project) -> Result<(), Error> {
    let base = base(check)?;
    let options: Vec<&str> = ["-U0"].into_iter().chain(base.iter().map(String::as_str)).collect();
    let mut lines: BTreeMap<DocumentId, Vec<RangeInclusive<u32>>> = BTreeMap::new();
    for finding in &*findings {
        for id in [finding.document].into_iter().chain(finding.related.iter().map(|related| related.document)) {
            if let (Entry::Vacant(entry), Some(file)) = (lines.entry(id), project.file(id)) {
                entry.insert(changed_lines(&git_diff(&options, Some(&file.path))?));
            }
        }
    }
    let is_changed = |id: DocumentId, span: Span| {
        let Some((file, changed)) = project.file(id).zip(lines.get(&id)) else { return false };
        let index = file.document.lines();
        let (first, last) = (index.line(span.start), index.line(span.end));
        changed.iter().any(|range| first <= *range.end() && *range.start() <= last)
    };
    findings.retain(|finding| {
        finding.by_change
            || is_in_config(finding, project)
            || is_changed(finding.document, finding.span)
            || finding.related.iter().any(|related| is_changed(related.document, related.span))
    });
    Ok(())
}

/// The revision to compare the working tree with: staged files are linted as they are there.
fn base(check: &Check) -> Result<Vec<String>, Error> {
    if let Some(revision) = &check.changed_since {
        return Ok(["--merge-base", "--end-of-options", revision].map(ToOwned::to_owned).to_vec());
    }
    // Before the first commit, everything has changed.
    let head = git_output(&["rev-parse", "--verify", "--quiet", "HEAD"], None);
    let revision = head.or_else(|_| git_output(&["hash-object", "-t", "tree", "--stdin"], None))?;
    Ok(vec![String::from_utf8_lossy(&revision).trim().to_owned()])
}

/// The changed lines of a file, counted from 1, in the output of `git diff -U0`.
fn changed_lines(diff: &[u8]) -> Vec<RangeInclusive<u32>> {
    let text = String::from_utf8_lossy(diff);
    let range = |line: &str| {
        let new = line.strip_prefix("@@ -")?.split_once(" +")?.1.split_once(" @@")?.0;
        let (start, count) = new.split_once(',').unwrap_or((new, "1"));
        let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
        if count == 0 { None } else { Some(start..=start + count - 1) }
    };
    text.lines().filter_map(range).collect()
}

/// What `git diff` prints with these options, about all files or about one.
fn git_diff(options: &[&str], path: Option<&Path>) -> Result<Vec<u8>, Error> {
    let plain = ["diff", "--no-color", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"];
    git_output(&[&plain, options, &["--"]].concat(), path)
}

/// The git command that fails outside of a repository.
const REPOSITORY: &str = "rev-parse";

/// What git prints. It starts no program that the configuration of the repository names.
fn git_output(arguments: &[&str], path: Option<&Path>) -> Result<Vec<u8>, Error> {
    let failed = |reason: String| {
        Error::Unreadable(format!(
            "git could not list the changed files: {reason}; run this in a git repository, and check the revision"
        ))
    };
    let output = Command::new("git")
        .args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .args(path)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        // Outside of a repository, git says that it does not know an option.
        if arguments.first() != Some(&REPOSITORY)
            && let Err(error) = git_output(&[REPOSITORY, "--git-dir"], None)
        {
            return Err(error);
        }
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(failed(printable(reason.lines().next().unwrap_or("it failed")).into_owned()));
    }
    Ok(output.stdout)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headers_of_a_diff_name_the_changed_lines() {
        let diff = b"--- a/x\n+++ b/x\n@@ -3 +3 @@ {\n-@@ -9 +9 @@\n+b\n@@ -7,2 +6,0 @@\n-c\n@@ -9,0 +9,3 @@\n+d\n";
        assert_eq!(changed_lines(diff), [3..=3, 9..=11]);
    }
}
