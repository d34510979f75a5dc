//! The files that `--fix` writes, and those that it does not change.

use std::fs;
use std::process::Stdio;

use crate::workspace::{FIXED_PATH, LOST_PATH, SETTINGS, Workspace, run};

fn set_read_only(workspace: &Workspace, path: &str, read_only: bool) {
    let mut permissions = fs::metadata(workspace.path(path)).unwrap().permissions();
    permissions.set_readonly(read_only);
    fs::set_permissions(workspace.path(path), permissions).unwrap();
}

#[test]
fn a_read_only_file_is_reported_and_the_others_are_fixed() {
    let workspace = Workspace::new();
    let paths = ["a", "b", "c"].map(|folder| format!("{folder}/{SETTINGS}"));
    for path in paths.iter() {
        workspace.write(path, LOST_PATH);
    }
    set_read_only(&workspace, &paths[1], true);

    let fixed = workspace.envlint(["--fix", "--format", "concise"]);
    assert_eq!(fixed.status, Some(3));
    assert!(fixed.stderr.contains("b/.vscode/settings.json: is read-only"), "{}", fixed.stderr);
    assert_eq!(paths.each_ref().map(|path| workspace.read(path)), [FIXED_PATH, LOST_PATH, FIXED_PATH]);
    assert!(fixed.stdout.starts_with("b/.vscode/settings.json:1:46: error[path-overwrite]"), "{}", fixed.stdout);
    assert!(fixed.stdout.contains("Fixed 2 findings. 1 error left in 1 file."), "{}", fixed.stdout);

    let json = workspace.envlint(["--fix", "--format", "json"]).json();
    assert_eq!(json["problems"][0]["path"], paths[1]);
    assert_eq!(json["findings"].as_array().unwrap().len(), 1);
    assert_eq!(workspace.content().len(), 3, "no temporary file is left");
    set_read_only(&workspace, &paths[1], false);
}

#[test]
fn no_file_is_created_or_deleted_and_only_files_with_fixes_change() {
    let workspace = Workspace::new()
        .with(SETTINGS, LOST_PATH)
        .with("broken/.vscode/settings.json", "{ a: 1 }")
        .with("clean/.vscode/settings.json", FIXED_PATH)
        .with("bytes/.vscode/settings.json", b"\xff")
        .with("settings.json", LOST_PATH)
        .with("README.md", "PATH");
    let mut wanted = workspace.content();
    assert_eq!(workspace.envlint(["--fix"]).status, Some(3));
    wanted.insert(SETTINGS.into(), FIXED_PATH.into());
    assert_eq!(workspace.content(), wanted);
    assert_eq!(workspace.envlint(["--fix"]).status, Some(3));
    assert_eq!(workspace.content(), wanted, "a second run changes nothing");
}

/// VS Code reads a file with an invalid escape, other programs do not. Its findings are reported, but the file is not changed.
#[test]
fn a_file_that_only_vs_code_can_read_is_linted_but_not_changed() {
    let text = r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/tools/bin" }, "go.goroot": "C:\go" }"#;
    let workspace = Workspace::with_settings(text);
    let fixed = workspace.envlint(["--fix", "--unsafe-fixes", "--format", "concise"]);
    assert_eq!((fixed.status, fixed.stdout.lines().count()), (Some(1), 3), "{}", fixed.stdout);
    assert!(fixed.stdout.contains("[path-overwrite]") && fixed.stdout.contains("[invalid-escape]"), "{}", fixed.stdout);
    assert_eq!(workspace.read(SETTINGS), text);
    let shown = workspace.findings(["."]);
    assert!(shown.iter().all(|finding| finding["fix"]["applicability"] == "display"), "{shown:?}");
}

#[test]
fn reports_and_diffs_write_nothing() {
    let workspace = Workspace::with_settings(LOST_PATH).with("app/.vscode/settings.json", "{ a: 1 }");
    let before = workspace.content();
    for options in [&[][..], &["--diff"], &["--diff", "--unsafe-fixes"], &["--unsafe-fixes"], &["--format", "json"]] {
        workspace.envlint(options);
        assert_eq!(workspace.content(), before, "{options:?}");
    }
}

/// Files that are read because they share a window with a selected file can have mistakes too, but are not written.
#[test]
fn only_given_files_are_written() {
    let workspace = Workspace::new()
        .with(
            "x.code-workspace",
            r#"{ "folders": [{ "path": "app" }, { "path": "lib" }], "settings": { "a": 1, "a": 1 } }"#,
        )
        .with("app/.vscode/settings.json", LOST_PATH)
        .with("lib/.vscode/settings.json", LOST_PATH);
    let mut wanted = workspace.content();
    assert_eq!(workspace.envlint(["--fix", "app/.vscode/settings.json"]).status, Some(0));
    wanted.insert("app/.vscode/settings.json".into(), FIXED_PATH.into());
    assert_eq!(workspace.content(), wanted);
}

#[test]
fn bytes_around_an_edit_are_unchanged() {
    let table = [
        (r#"{"terminal.integrated.env.linux":{"\u0050\u0041TH":"\/opt\/caf\u00e9"}}"#, "caf\\u00e9"),
        ("\u{feff}{\r\n\t\"terminal.integrated.env.linux\" : {\"PATH\":\"/opt/x\" ,} ,\r\n}\r\n\r\n", "/opt/x"),
        ("\r{ \"terminal.integrated.env.linux\":\r{ \"PATH\": /* why */ \"/opt/x\" // here\r} }", "/opt/x"),
        ("// é\n{ \"terminal.integrated.env.linux\": { \"PATH\"\n:\n\"/opt/x\"\n} }\n// 🙂", "/opt/x"),
        (
            "{ \"a\": [1,2,],\t \"terminal.integrated.env.linux\": { \"PATH\": \"/opt/x\", \"B\": null } }   \n\n",
            "/opt/x",
        ),
    ];
    for (text, before_edit) in table {
        let workspace = Workspace::with_settings(text);
        let fixed = workspace.envlint(["--fix"]);
        assert_eq!(fixed.status, Some(0), "{text:?}: {}", fixed.text());
        let wanted = text.replacen(before_edit, &format!("{before_edit}:${{env:PATH}}"), 1);
        assert_eq!(workspace.read(SETTINGS), wanted);
    }
}

/// The user settings are found by the variables that the operating system uses.
#[cfg(target_os = "linux")]
#[test]
fn the_users_file_is_changed_only_with_consent_or_if_it_is_named() {
    let user = ".config/Code/User/settings.json";
    let settings =
        r#"{ "go.toolsEnvVars": { "PATH": "/me:${env:PATH}" }, "terminal.integrated.env.linux": { "PATH": "/me" } }"#;
    for variable in ["HOME", "XDG_CONFIG_HOME"] {
        let workspace = Workspace::new()
            .with(format!("home/{user}"), settings)
            .with("app/.vscode/settings.json", r#"{ "go.toolsEnvVars": { "PATH": "/app:${env:PATH}" } }"#);
        let home = workspace.path(if variable == "HOME" { "home" } else { "home/.config" });
        let envlint = |arguments: &[&str]| {
            run(workspace.command().env(variable, &home).args(["--user", "--format", "concise"]).args(arguments))
        };
        let before = workspace.content();
        for options in [&["."][..], &["--fix", "."]] {
            let found = envlint(options);
            let shadowed = format!("home/{user}:1:32: warning[go-tools-env-shadowed]");
            assert!(found.stdout.contains(&shadowed), "{variable} {options:?}: {}", found.text());
            assert_eq!(workspace.content(), before);
        }
        let diff = envlint(&["--diff", "."]);
        assert!(diff.stdout.contains("+++ ") && workspace.content() == before, "{variable}: {}", diff.text());
        let asked = envlint(&["--fix", "."]);
        assert!(asked.stderr.contains("1 file of your own would change; add --yes"), "{variable}: {}", asked.text());
        let fixable =
            |text: &str| text.split(" fixable with").next().map(|before| before.rsplit(' ').next().map(str::to_owned));
        assert_eq!(fixable(&asked.stdout), fixable(&envlint(&["."]).stdout), "{variable}: {}", asked.text());
        envlint(&["--fix", "--yes", "."]);
        assert!(workspace.read(format!("home/{user}")).contains(r#""/me:${env:PATH}" } }"#), "{variable} --yes");
        workspace.write(format!("home/{user}"), settings);
        envlint(&["--fix", &format!("home/{user}")]);
        assert!(workspace.read(format!("home/{user}")).contains(r#""/me:${env:PATH}" } }"#), "{variable}");
    }
}

/// What a killed run has left is removed by the next one, which may have nothing to fix.
#[test]
fn a_following_run_removes_what_a_killed_run_has_left() {
    const LEFTOVER: &str = ".vscode/.settings.json.envlint";
    let half = FIXED_PATH.split_at(FIXED_PATH.len() / 2).0;
    for (text, left) in [(LOST_PATH, half), (LOST_PATH, ""), (FIXED_PATH, "")] {
        let workspace = Workspace::with_settings(text).with(LEFTOVER, left);
        let before = workspace.content();
        workspace.envlint(["."]);
        workspace.envlint(["--diff"]);
        assert_eq!(workspace.content(), before, "only --fix writes");
        assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
        assert_eq!(workspace.content().len(), 1);
        assert_eq!(workspace.read(SETTINGS), FIXED_PATH);
    }
    // Something else has made this file.
    let workspace = Workspace::with_settings(LOST_PATH).with(LEFTOVER, "{}");
    let before = workspace.content();
    let refused = workspace.envlint(["--fix"]);
    assert_eq!((refused.status, workspace.content()), (Some(3), before), "{}", refused.text());
    assert!(refused.stderr.contains(".settings.json.envlint"), "{}", refused.text());
}

/// Every run ends with status 0: each file contains the text that it wanted to write.
#[test]
fn several_runs_can_fix_the_same_files_at_once() {
    let workspace = Workspace::new();
    let paths: Vec<String> = (0..20).map(|index| format!("p{index}/{SETTINGS}")).collect();
    for path in &paths {
        workspace.write(path, LOST_PATH);
    }
    let start = || workspace.command().args(["--fix", "."]).stdout(Stdio::null()).spawn().unwrap();
    let runs: Vec<_> = (0..3).map(|_| start()).collect();
    for mut run in runs {
        assert_eq!(run.wait().unwrap().code(), Some(0));
    }
    assert_eq!(workspace.content().len(), paths.len());
    assert!(paths.iter().all(|path| workspace.read(path) == FIXED_PATH));
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn mode_bits_are_kept() {
        for mode in [0o600, 0o640, 0o644, 0o666, 0o755] {
            let workspace = Workspace::with_settings(LOST_PATH);
            let path = workspace.path(SETTINGS);
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
            assert_eq!(workspace.read(SETTINGS), FIXED_PATH);
            assert_eq!(fs::metadata(path).unwrap().mode() & 0o7777, mode, "{mode:o}");
        }
    }

    #[test]
    fn a_link_is_followed_and_kept() {
        let workspace = Workspace::new().with("dotfiles/vscode.json", LOST_PATH);
        fs::create_dir(workspace.path(".vscode")).unwrap();
        symlink("../dotfiles/vscode.json", workspace.path(SETTINGS)).unwrap();
        let mut wanted = workspace.content();
        for arguments in [["--fix", "."], ["--fix", SETTINGS]] {
            workspace.write("dotfiles/vscode.json", LOST_PATH);
            assert_eq!(workspace.envlint(arguments).status, Some(0));
            wanted.insert("dotfiles/vscode.json".into(), FIXED_PATH.into());
            assert_eq!(workspace.content(), wanted);
        }
    }

    /// The file is already fixed when it is written through the second link; this is not an error.
    #[test]
    fn a_file_with_several_links_is_fixed() {
        let workspace = Workspace::new().with("shared.json", LOST_PATH);
        for folder in ["a", "b", "c"] {
            fs::create_dir_all(workspace.path(folder).join(".vscode")).unwrap();
            symlink("../../shared.json", workspace.path(folder).join(SETTINGS)).unwrap();
        }
        let fixed = workspace.envlint(["--fix"]);
        assert_eq!((fixed.status, fixed.stderr.as_str()), (Some(0), ""));
        assert_eq!(workspace.read("shared.json"), FIXED_PATH);
    }

    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let outside = Workspace::new().with("settings.json", LOST_PATH);
        let workspace = Workspace::new().with("a.txt", "");
        fs::create_dir(workspace.path(".vscode")).unwrap();
        symlink(outside.path("settings.json"), workspace.path(SETTINGS)).unwrap();
        assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
        assert_eq!(outside.read("settings.json"), LOST_PATH);
        assert_eq!(
            workspace.envlint(["--fix", SETTINGS]).stdout,
            "Fixed 1 finding. Nothing left to report in 1 file.\n"
        );
        assert_eq!(outside.read("settings.json"), FIXED_PATH, "unless it is named");
    }

    /// A file without fixes is not written again, because file watchers would notice.
    #[test]
    fn a_file_without_fixes_is_not_touched() {
        let workspace = Workspace::with_settings(FIXED_PATH).with("b/.vscode/settings.json", LOST_PATH);
        let identity = |path: &str| fs::metadata(workspace.path(path)).unwrap().ino();
        let before = identity(SETTINGS);
        workspace.envlint(["--fix"]);
        let after = identity("b/.vscode/settings.json");
        workspace.envlint(["--fix"]);
        assert_eq!((identity(SETTINGS), identity("b/.vscode/settings.json")), (before, after));
    }
}
