//! A temporary folder with files, in which tests run the command.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The path of the settings of the outermost folder.
pub(crate) const SETTINGS: &str = ".vscode/settings.json";

/// Settings with one mistake that `--fix` fixes: `path-overwrite`.
pub(crate) const LOST_PATH: &str = r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin" } }
"#;
/// The same settings after `--fix`.
pub(crate) const FIXED_PATH: &str = r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin:${env:PATH}" } }
"#;

/// A temporary folder for one test.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A workspace with one file: the settings of the folder.
    pub(crate) fn with_settings(text: impl AsRef<[u8]>) -> Self {
        Self::new().with(SETTINGS, text)
    }

    pub(crate) fn with(self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    pub(crate) fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn read(&self, path: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The content of every file in the folder, and the target of every link.
    pub(crate) fn content(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut content = BTreeMap::new();
        let mut folders = vec![self.path("")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(self.0.path()).unwrap().to_owned();
                if path.is_symlink() {
                    content.insert(name, fs::read_link(path).unwrap().to_str().unwrap().into());
                } else if path.is_dir() {
                    folders.push(path);
                } else {
                    content.insert(name, fs::read(path).unwrap());
                }
            }
        }
        content
    }

    /// The command, which runs in this folder without the environment of the test.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_envlint"));
        let kept = ["LLVM_PROFILE_FILE", "RUST_BACKTRACE", "SystemRoot"];
        let kept = kept.iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
        command.env_clear().envs(kept).current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn envlint<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> FinishedRun {
        run(self.command().args(arguments))
    }

    /// The findings of a run, from its JSON report.
    pub(crate) fn findings<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Vec<Value> {
        let run = run(self.command().args(["--format", "json"]).args(arguments));
        run.json()["findings"].as_array().unwrap().clone()
    }
}

/// The result of a run of the command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FinishedRun {
    /// The exit status; `None` if a signal ended the process.
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl FinishedRun {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// Standard output and standard error.
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

pub(crate) fn run(command: &mut Command) -> FinishedRun {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    FinishedRun { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// All report formats, according to the command itself, so that a new format is tested too.
pub(crate) fn formats() -> Vec<String> {
    let refused = Workspace::new().envlint(["--format", "?"]).stderr;
    let (_, listed) = refused.split_once("[possible values: ").unwrap();
    let formats: Vec<String> = listed.split(']').next().unwrap().split(", ").map(ToOwned::to_owned).collect();
    assert!(["human", "concise", "json"].iter().all(|format| formats.iter().any(|found| found == format)));
    formats
}

/// Returns `true` if a report in `format` contains unreadable files, so that standard error does not list them.
pub(crate) fn reports_problems(format: &str) -> bool {
    ["json", "github", "junit", "checkstyle"].contains(&format)
}

/// The options with which the command prints something without writing files: every format, and `--diff`.
pub(crate) fn ways_to_look() -> Vec<Vec<String>> {
    let mut ways: Vec<Vec<String>> = formats().into_iter().map(|format| vec!["--format".to_owned(), format]).collect();
    ways.push(vec!["--diff".to_owned()]);
    ways.push(vec!["--diff".to_owned(), "--unsafe-fixes".to_owned()]);
    ways
}

/// The options of [`ways_to_look`], and the same formats with `--fix`.
pub(crate) fn ways_to_report() -> Vec<Vec<String>> {
    let of_formats = formats().into_iter().map(|format| vec!["--fix".to_owned(), "--format".to_owned(), format]);
    let unsafe_fixes = ["--fix", "--unsafe-fixes"].map(ToOwned::to_owned).to_vec();
    ways_to_look().into_iter().chain(of_formats).chain([unsafe_fixes]).collect()
}
