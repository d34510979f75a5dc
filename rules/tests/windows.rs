//! Tests with several files: findings and fixes that are valid in every window that a file can be part of.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

use envlint_core::document::{Document, SourceFile};
use envlint_core::finding::{Applicability, Finding, Severity};
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::{FileKind, Platform, Platforms};

const USER: &str = "/home/x/.config/Code/User/settings.json";

fn lint(files: &[(&str, &str)]) -> Vec<(String, Finding)> {
    lint_for(files, Options::default())
}

fn lint_for(files: &[(&str, &str)], options: Options) -> Vec<(String, Finding)> {
    let documents: Vec<Document> = files
        .iter()
        .map(|(path, text)| {
            let kind = FileKind::of_path(path).unwrap();
            Document::parse(SourceFile { path: (*path).to_owned(), text: (*text).to_owned(), kind })
        })
        .collect();
    let findings = Linter::new(envlint_rules::all(), options).lint(&documents);
    findings.into_iter().map(|finding| (documents[finding.document.0].path().to_owned(), finding)).collect()
}

const PROFILE: &str = r#"{
  "terminal.integrated.defaultProfile.osx": "mine",
  "terminal.integrated.profiles.osx": { "mine": { "path": "/bin/zsh", "args": ["-i"] } }
}"#;

#[test]
fn a_fix_that_is_unsure_in_one_window_is_unsure() {
    let applicability = |files: &[(&str, &str)]| lint(files)[0].1.fix().unwrap().applicability;
    assert_eq!(applicability(&[(USER, PROFILE)]), Applicability::Safe);
    // In this folder, a login shell would discard the PATH that the folder sets.
    let folder = r#"{ "terminal.integrated.env.osx": { "PATH": "/x:${env:PATH}" } }"#;
    assert_eq!(applicability(&[(USER, PROFILE), ("app/.vscode/settings.json", folder)]), Applicability::Unsafe);
}

#[test]
fn a_finding_of_many_windows_is_reported_once_with_all_related_locations() {
    let user = r#"{ "go.toolsEnvVars": { "PATH": "/u:${env:PATH}" } }"#;
    let folder = r#"{ "go.toolsEnvVars": { "PATH": "/f:${env:PATH}" } }"#;
    let found = lint(&[(USER, user), ("a/.vscode/settings.json", folder), ("b/.vscode/settings.json", folder)]);
    assert_eq!(found.len(), 1);
    let (path, finding) = &found[0];
    assert_eq!((path.as_str(), finding.rule.name, finding.related.len()), (USER, "go-tools-env-shadowed", 2));
}

#[test]
fn a_setting_that_already_says_so_is_not_set_again() {
    let container = r#"{ "customizations": { "vscode": { "settings": {
        "terminal.integrated.env.linux": { "LANG": "C" }, "terminal.integrated.detectLocale": "off" } } } }"#;
    let path = ".devcontainer/devcontainer.json";
    assert_eq!(lint(&[(path, container)]).len(), 0);
    // The folder's value hides the setting.
    let found = lint(&[(path, container), (".vscode/settings.json", r#"{ "terminal": null }"#)]);
    let (_, finding) = found.iter().find(|(_, finding)| finding.rule.name == "overridden-by-vscode").unwrap();
    assert!(finding.fixes.is_empty() && finding.help.is_some(), "{finding:#?}");
}

#[test]
fn a_profile_of_a_folder_has_no_effect_while_a_workspace_is_open() {
    let workspace =
        r#"{ "folders": [{ "path": "app" }], "settings": { "terminal.integrated.defaultProfile.osx": "mine" } }"#;
    let folder = r#"{ "terminal.integrated.profiles.osx": { "mine": { "path": "/bin/zsh", "args": ["-i"] } } }"#;
    let files = [("all.code-workspace", workspace), ("app/.vscode/settings.json", folder)];
    let severities = |files: &[(&str, &str)]| -> Vec<Severity> {
        let found = lint(files).into_iter().map(|(_, finding)| finding);
        found.filter(|finding| finding.rule.name == "missing-login-shell").map(|finding| finding.severity).collect()
    };
    let picked = "no window has both the profile and the setting that uses it, but people can pick it in the folder";
    assert_eq!(severities(&files), [Severity::Info], "{picked}");
    assert_eq!(severities(&[("app/.vscode/settings.json", PROFILE), files[0]]), [Severity::Warning]);
}

#[test]
fn turning_a_string_of_arguments_into_a_list_is_unsafe_if_a_folder_sets_path() {
    let user = r#"{ "terminal.integrated.profiles.linux": { "mine": { "path": "bash", "args": "-l" } } }"#;
    let applicability = |files: &[(&str, &str)]| lint(files)[0].1.fix().unwrap().applicability;
    assert_eq!(applicability(&[(USER, user)]), Applicability::Safe);
    let folder = r#"{ "terminal.integrated.env.linux": { "PATH": "/x:${env:PATH}" } }"#;
    assert_eq!(applicability(&[(USER, user), ("app/.vscode/settings.json", folder)]), Applicability::Unsafe);
}

#[test]
fn a_profile_lacks_a_program_if_the_file_that_sets_it_has_no_effect() {
    let workspace = r#"{ "folders": [{ "path": "app" }], "settings": {
        "terminal.integrated.profiles.linux": { "mine": { "env": { "A": "b" } } } } }"#;
    let folder = r#"{ "terminal.integrated.profiles.linux": { "mine": { "path": "bash" } } }"#;
    let found = lint(&[("all.code-workspace", workspace), ("app/.vscode/settings.json", folder)]);
    let of_rule = |name: &str| found.iter().filter(|(_, finding)| finding.rule.name == name).count();
    assert_eq!(of_rule("invalid-profile"), 1, "with the workspace open, the folder's profiles have no effect");
    let user = r#"{ "terminal.integrated.profiles.linux": { "mine": { "path": "bash" } } }"#;
    let found = lint(&[(USER, user), ("all.code-workspace", workspace)]);
    assert!(found.is_empty(), "the user's profiles take effect");
}

#[test]
fn a_target_that_no_machine_has_is_reported_once_for_all_debugging_with_it() {
    let user = r#"{ "go.toolsEnvVars": { "GOOS": "js" } }"#;
    let run = r#"{ "configurations": [{ "name": "x", "type": "go", "request": "launch" }] }"#;
    let reset =
        r#"{ "configurations": [{ "name": "x", "type": "go", "request": "launch", "env": { "GOOS": "linux" } }] }"#;
    let related = |a: &str, b: &str| -> Vec<usize> {
        let found = lint(&[
            (USER, user),
            ("a/.vscode/launch.json", a),
            ("b/.vscode/launch.json", &b.replace("\"x\"", "\"y\"")),
        ]);
        let of_rule = found.iter().filter(|(_, finding)| finding.rule.name == "go-cross-target-debug");
        of_rule.map(|(_, finding)| finding.related.len()).collect()
    };
    assert_eq!(related(run, run), [2]);
    assert_eq!(related(run, reset), [1]);
    assert_eq!(related(reset, reset), [0; 0]);
}

/// A dev container is always Linux, whatever platform the team uses.
#[test]
fn findings_in_a_dev_container_window_are_reported_whatever_the_platform() {
    let container = r#"{ "customizations": { "vscode": { "settings": { "go.toolsEnvVars": { "LOG": "a" } } } } }"#;
    let folder = r#"{ "go.toolsEnvVars": { "LOG": "b" } }"#;
    let files = [("app/.devcontainer/devcontainer.json", container), ("app/.vscode/settings.json", folder)];
    let options = Options { platforms: Platforms::only(Platform::Osx), ..Options::default() };
    let found = lint_for(&files, options);
    let found: Vec<_> = found.iter().map(|(path, found)| (path.as_str(), found.rule.name, found.platforms)).collect();
    let linux = Platforms::only(Platform::Linux);
    assert_eq!(found, [("app/.devcontainer/devcontainer.json", "go-tools-env-shadowed", linux)]);
}
