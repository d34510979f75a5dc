//! Runs the command on small workspaces. Every case is data in `tests/cmd`; `tests/README.md` explains how to add one.

#![allow(clippy::unwrap_used, reason = "a test may fail by it, also outside of its own function")]

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ENVLINT: &str = env!("CARGO_BIN_EXE_envlint");
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd");
/// The variable that names the folder of the cases, in the child process that runs them with a clean environment.
const STAGE: &str = "ENVLINT_CASES";
/// The variables that the child process inherits. None of them depends on the user, the home folder or the terminal.
const KEPT: &[&str] = &["LLVM_PROFILE_FILE", "PATH", "RUST_BACKTRACE", "SystemRoot", "TRYCMD"];

/// The cases run in a copy, where each may write to its own folder. Afterwards, the folder must be equal to `NAME.out` byte for
/// byte, or unchanged if there is no such folder. trycmd itself compares such folders too loosely: it treats `\` as `/` and CR LF
/// as LF, and does not detect extra files.
#[test]
fn cases() {
    if let Some(stage) = env::var_os(STAGE) {
        run_cases(Path::new(&stage));
        return;
    }
    let stage = tempfile::tempdir().unwrap();
    let cases = copy_cases(stage.path());
    let complaints: Vec<String> = cases.iter().filter_map(|case| complaint(case)).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));

    // Cases without a folder run here and not in this repository, because they could write to it.
    let elsewhere = stage.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();

    let kept = KEPT.iter().filter_map(|name| Some((name, env::var_os(name)?)));
    let output = Command::new(env::current_exe().unwrap())
        .args(["cases", "--exact", "--nocapture"])
        .args(env::args().filter(|argument| argument.starts_with("trycmd=")))
        .env_clear()
        .envs(kept)
        .env(STAGE, stage.path())
        .current_dir(&elsewhere)
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "\n{}", report.replace(stage.path().to_str().unwrap(), "tests/cmd"));
    assert!(files(&elsewhere).is_empty(), "a case wrote something, but has no folder");

    let (all, overwrite) = (cases.len(), env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite"));
    let has_run = |case: &PathBuf| report.contains(&format!("{} ... ", sibling(case, "toml", stage.path()).display()));
    let cases: Vec<PathBuf> = cases.into_iter().filter(has_run).collect();
    let is_choice = env::args().any(|argument| argument.starts_with("trycmd="));
    assert!(cases.len() == all || is_choice, "{} of {all} cases ran", cases.len());
    for case in cases {
        if overwrite {
            take_over(&case, stage.path());
        }
        let found = files(&sibling(&case, "in", stage.path()));
        let wanted = wanted(&case);
        for name in found.keys().chain(wanted.keys()) {
            let (found, wanted) = (found.get(name), wanted.get(name));
            assert!(found == wanted, "{}: {name} is now\n{}\nnot\n{}", case.display(), text(found), text(wanted));
        }
    }
}

fn run_cases(stage: &Path) {
    trycmd::TestCases::new().default_bin_path(ENVLINT).case(stage.join("*.toml")).run();
}

/// Copies the input of the cases; returns the paths of the cases without extension.
fn copy_cases(stage: &Path) -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(CASES).unwrap() {
        let path = entry.unwrap().path();
        let copy = stage.join(path.file_name().unwrap());
        assert!(path.with_extension("toml").is_file(), "{} belongs to no case", path.display());
        match path.extension().and_then(OsStr::to_str) {
            Some("toml") => {
                fs::copy(&path, copy).unwrap();
                cases.push(path.with_extension(""));
            }
            Some("in") => write_files(&copy, &files(&path)),
            Some("out") => {}
            _ => panic!("{}: a case is NAME.toml, NAME.in and NAME.out", path.display()),
        }
    }
    assert!(cases.len() > 40, "most cases are gone: {} are left", cases.len());
    cases
}

/// The reason why `case` could never fail, or could fail at random.
fn complaint(case: &Path) -> Option<String> {
    let text = fs::read_to_string(case.with_extension("toml")).unwrap();
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
    let borrowed = value("fs.cwd").map(|folder| Path::new(CASES).join(folder.trim_matches('"')));
    // trycmd does not check a stream that a case does not mention.
    if value("stdout").is_none() || value("stderr").is_none() {
        Some(format!("{}.toml: say `stdout = \"\"` and `stderr = \"\"` where nothing is expected", case.display()))
    } else if borrowed.is_some_and(|folder| folder.with_extension("out").exists()) {
        Some(format!("{}.toml: its folder is that of a case that writes, at the same time", case.display()))
    } else {
        None
    }
}

/// The files that the folder of `case` must contain after the run.
fn wanted(case: &Path) -> BTreeMap<String, Vec<u8>> {
    let out = case.with_extension("out");
    files(&if out.is_dir() { out } else { case.with_extension("in") })
}

/// Saves the result of a case as its expected result.
fn take_over(case: &Path, stage: &Path) {
    fs::copy(sibling(case, "toml", stage), case.with_extension("toml")).unwrap();
    let found = files(&sibling(case, "in", stage));
    if found != wanted(case) {
        let out = case.with_extension("out");
        if out.is_dir() {
            fs::remove_dir_all(&out).unwrap();
        }
        write_files(&out, &found);
    }
}

fn sibling(case: &Path, extension: &str, stage: &Path) -> PathBuf {
    stage.join(case.file_name().unwrap()).with_extension(extension)
}

/// All files below `root` by relative path; empty if the folder does not exist.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn write_files(root: &Path, files: &BTreeMap<String, Vec<u8>>) {
    fs::create_dir_all(root).unwrap();
    for (name, content) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

fn text(content: Option<&Vec<u8>>) -> String {
    content.map_or_else(|| "not there".to_owned(), |bytes| format!("{:?}", String::from_utf8_lossy(bytes)))
}
