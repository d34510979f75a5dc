//! Counts the instructions of whole runs, so that a change that makes envlint slower does not go unnoticed. The counts are those of the
//! build that the tests use, which is not optimized; `bench/instructions` has those of the release build.
//!
//! A count depends on the compiler, so each is compared with what jsonc-parser takes, in the same build, to parse a part of the input.
//! These ratios are committed. With another version of Rust, they may be further from the figures.
//!
//! Valgrind simulates the same processor everywhere, so that the machine hardly matters. A second run has the same count to the
//! instruction; the variants of the C library's functions for processors without AVX2 and ERMS change it by 0.2 %, and those for
//! processors without SSSE3, which are older than 2006, by 2.5 %.
//!
//! Needs valgrind. Without it, these tests pass, and say so.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may fail by it, and says what it does not check"
)]

use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

#[path = "../benches/generator/mod.rs"]
#[allow(dead_code, reason = "benchmarks use the rest")]
mod generator;

/// The ratios; `SNAPSHOTS=overwrite` writes new ones.
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/instructions.toml");
const HEAD: &str = "\
# Instructions of envlint, divided by those that jsonc-parser takes to parse 10 KB of generated settings.
# `SNAPSHOTS=overwrite cargo test --test instructions` writes this file.
";
/// How far a ratio may be from its figure, and how far with another version of Rust.
const TOLERANCE: f64 = 0.05;
const WIDE_TOLERANCE: f64 = 0.25;
/// The name of the variable with the path of the file for [`bare_parse`].
const TO_PARSE: &str = "ENVLINT_TEST_PARSE";
/// The size of the smaller one of two inputs, in bytes. What the larger one takes in addition does not include the start.
const SIZE: usize = 10_000;

/// The instructions of `program` in `folder`, in millions; `None` without valgrind.
fn instructions(program: impl AsRef<OsStr>, arguments: &[&str], folder: &Path) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .env(TO_PARSE, folder.join(".vscode/settings.json"))
        .current_dir(folder)
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: valgrind is not installed");
        return None;
    };
    let text = String::from_utf8_lossy(&output.stderr).replace(',', "");
    let (_, count) = text.split_once("refs:").unwrap_or_else(|| panic!("{text}"));
    Some(count.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e6)
}

/// The same of envlint over the files of `write`, in a repository, so that other temporary files make no difference.
fn of_envlint(arguments: &[&str], write: impl Fn(&Path)) -> Option<f64> {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("repository/app");
    fs::create_dir_all(root.path().join("repository/.git")).unwrap();
    fs::create_dir(&folder).unwrap();
    write(&folder);
    instructions(env!("CARGO_BIN_EXE_envlint"), arguments, &folder)
}

fn settings(folder: &Path, text: &str) {
    fs::create_dir_all(folder.join(".vscode")).unwrap();
    fs::write(folder.join(".vscode/settings.json"), text).unwrap();
}

/// Parses the file that [`TO_PARSE`] names, in a separate process.
#[test]
#[ignore = "other tests run it in valgrind"]
fn bare_parse() {
    let text = fs::read_to_string(std::env::var_os(TO_PARSE).unwrap()).unwrap();
    let (collect, options) = Default::default();
    assert!(jsonc_parser::parse_to_ast(&text, &collect, &options).is_ok());
}

/// What jsonc-parser takes for [`SIZE`] bytes.
fn unit() -> Option<f64> {
    let count = |size| {
        let folder = tempfile::tempdir().unwrap();
        settings(folder.path(), &generator::settings(size));
        instructions(std::env::current_exe().unwrap(), &["--ignored", "--exact", "bare_parse"], folder.path())
    };
    Some(count(2 * SIZE)? - count(SIZE)?)
}

/// What a larger input takes in addition to one of half the size, for each kind of run; and a run over one small file.
fn counts() -> Option<[(&'static str, f64); 4]> {
    let lint = |size| of_envlint(&["."], |folder| settings(folder, &generator::settings(size)));
    let fix = |size| of_envlint(&["--fix", "."], |folder| settings(folder, &generator::with_findings(size, 10)));
    let small = generator::settings(500);
    let workspaces = |count| {
        of_envlint(&["."], |folder| {
            for number in 0..count {
                settings(&folder.join(format!("app-{number:02}")), &small);
            }
        })
    };
    Some([
        ("small-file", of_envlint(&[".vscode/settings.json"], |folder| settings(folder, &small))?),
        ("lint", lint(2 * SIZE)? - lint(SIZE)?),
        ("fix", fix(2 * SIZE)? - fix(SIZE)?),
        ("ten-workspaces", workspaces(20)? - workspaces(10)?),
    ])
}

/// The version of Rust, and the kind of processor.
fn version() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!("{}, {}", version.unwrap_or_default(), std::env::consts::ARCH)
}

#[test]
fn runs_take_as_many_instructions_as_before() {
    let Some((unit, counts)) = unit().zip(counts()) else { return };
    let ratios = counts.map(|(name, count)| (name, count / unit));
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        let lines: Vec<String> = ratios.iter().map(|(name, ratio)| format!("{name} = {ratio:.3}\n")).collect();
        return fs::write(FIGURES, format!("{HEAD}rust = \"{}\"\n{}", version(), lines.concat())).unwrap();
    }
    let figures: toml::Table = toml::from_str(&fs::read_to_string(FIGURES).unwrap()).unwrap();
    let is_same_build = figures["rust"].as_str() == Some(&version());
    let tolerance = if is_same_build { TOLERANCE } else { WIDE_TOLERANCE };
    let far = ratios.iter().filter_map(|(name, ratio)| {
        let figure = figures[*name].as_float().unwrap();
        ((ratio / figure - 1.0).abs() > tolerance).then(|| format!("{name}: {ratio:.3} instead of {figure:.3}"))
    });
    let far: Vec<String> = far.collect();
    assert!(far.is_empty(), "{far:#?}; if this is right, write new figures with SNAPSHOTS=overwrite");
}

/// Twice as many entries take at most twice as many instructions, and a little for tables that grow.
#[test]
fn instructions_are_linear_in_the_number_of_entries() {
    const MOST: f64 = 2.2;
    let lines = |count: usize, line: &str| {
        (0..count).fold(String::new(), |mut text, number| {
            let _ = writeln!(text, "{}", line.replace('#', &number.to_string()));
            text
        })
    };
    for (name, arguments, file, before, line, after) in [
        (
            "profiles with fixes",
            &["--fix", "--unsafe-fixes", "."][..],
            "settings.json",
            "{ \"terminal.integrated.profiles.linux\": {",
            r#""p#": { "path": "zsh", "env": { "PATH": "/x#" } },"#,
            "} }",
        ),
        (
            "launch configurations",
            &["matrix", "."],
            "launch.json",
            "{ \"configurations\": [",
            r#"{ "type": "go", "request": "launch", "name": "c#", "env": { "PATH": "/x#" }, "envFile": "${workspaceFolder}/.env#" },"#,
            "] }",
        ),
    ] {
        let count = |entries: usize| {
            of_envlint(arguments, |folder| {
                settings(folder, "{}");
                let text = format!("{before}{}{after}", lines(entries, line));
                fs::write(folder.join(".vscode").join(file), text).unwrap();
            })
        };
        let (Some(few), Some(some), Some(many)) = (count(20), count(40), count(80)) else { return };
        let ratio = (many - some) / (some - few);
        assert!(ratio <= MOST, "{name}: {few:.1} M, {some:.1} M and {many:.1} M instructions");
    }
}
