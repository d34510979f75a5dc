//! Files that are not UTF-8, not regular files, or not JSON.

use crate::workspace::{LOST_PATH, SETTINGS, Workspace, formats, reports_problems};

fn problems(workspace: &Workspace) -> Vec<(String, String)> {
    let run = workspace.envlint(["--format", "json"]);
    let report = run.json();
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(run.status, Some(if problems.is_empty() { i32::from(!report["findings"][0].is_null()) } else { 3 }));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    problems.iter().map(|problem| (text(&problem["path"]), text(&problem["message"]))).collect()
}

#[test]
fn a_file_that_is_not_utf8_is_a_problem_and_unchanged() {
    let latin = b"{ \"a\": \"caf\xe9\" }".to_vec();
    let utf16 =
        |unit: fn(u16) -> [u8; 2]| -> Vec<u8> { "\u{feff}{ \"a\": 1 }".encode_utf16().flat_map(unit).collect() };
    let cut = "{ \"a\": \"🙂\" }".as_bytes()[..10].to_vec();
    let table = [
        (latin, "is not UTF-8 (byte 11); save it as UTF-8"),
        (cut, "is not UTF-8 (byte 8); save it as UTF-8"),
        (utf16(u16::to_le_bytes), "is UTF-16, which VS Code does not read here; save it as UTF-8"),
        (utf16(u16::to_be_bytes), "is UTF-16, which VS Code does not read here; save it as UTF-8"),
    ];
    for (bytes, message) in table {
        let path = "a/.vscode/settings.json";
        let workspace = Workspace::new().with(path, &bytes).with("b/.vscode/settings.json", LOST_PATH);
        assert_eq!(problems(&workspace), [(path.to_owned(), message.to_owned())]);
        for format in formats() {
            let run = workspace.envlint(["--format", &format]);
            let expected =
                if reports_problems(&format) { String::new() } else { format!("envlint: {path}: {message}\n") };
            assert_eq!(run.stderr, expected, "{format}");
            assert!(run.text().contains(message), "{format}: {}", run.stdout);
            assert!(run.stdout.contains("b/.vscode/settings.json"), "{format}: the other file is linted");
        }
        workspace.envlint(["--fix"]);
        assert_eq!(workspace.content()[std::path::Path::new(path)], bytes);
    }
}

#[test]
fn odd_texts_are_read_without_a_crash() {
    let table: [(&[u8], usize); 13] = [
        (b"", 0),
        (b" \r\n\t", 0),
        (b"\xef\xbb\xbf", 0),
        (b"// only\n/* comments */", 0),
        (b"{}", 0),
        (b"null", 1),
        (b"[]", 1),
        (b"\"x\"", 1),
        (b"{\"a\": \0}", 1),
        (b"\0", 1),
        (b"{", 1),
        (b"/*", 1),
        (b"}{", 1),
    ];
    for (text, count) in table {
        let workspace = Workspace::with_settings(text);
        let name = String::from_utf8_lossy(text);
        assert_eq!(problems(&workspace), [], "{name:?}");
        assert_eq!(workspace.findings(["."]).len(), count, "{name:?}");
        for format in formats() {
            let run = workspace.envlint(["--format", &format]);
            assert_eq!(run.status, Some(i32::from(count > 0)), "{name:?} as {format}: {}", run.text());
        }
        workspace.envlint(["--fix", "--unsafe-fixes"]);
        assert_eq!(workspace.content().values().next().unwrap(), text);
    }
}

/// Every kind of file is found; in files without settings, the values of settings are not checked. At most, the setting is in the wrong
/// place.
#[test]
fn values_of_settings_in_other_files_are_not_checked() {
    for path in [
        ".vscode/tasks.json",
        ".vscode/launch.json",
        ".vscode/mcp.json",
        ".devcontainer/devcontainer.json",
        ".devcontainer/go/devcontainer.json",
        ".devcontainer.json",
    ] {
        let settings = r#"{ "terminal.integrated.env.linux": { "PATH": "/x" } }"#;
        for finding in Workspace::new().with(path, settings).findings(["."]) {
            assert_eq!(finding["rule"], "container-shape", "{path}");
        }
        let findings = Workspace::new().with(path, "{ 1 }").findings(["."]);
        assert_eq!(findings.len(), 1, "{path}");
        assert_eq!(findings[0]["rule"], "syntax-error", "{path}");
    }
}

#[test]
fn deep_nesting_does_not_crash() {
    for text in ["[".repeat(200_000), format!("{}1{}", "{\"a\":".repeat(50_000), "}".repeat(50_000))] {
        let findings = Workspace::with_settings(text).findings(["."]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0]["rule"], "syntax-error");
    }
}

#[cfg(unix)]
mod on_unix {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::workspace::SETTINGS;

    #[test]
    fn a_dead_link_is_a_problem() {
        let workspace = Workspace::new().with("b/.vscode/settings.json", LOST_PATH).with(".vscode/x", "");
        symlink("gone.json", workspace.path(SETTINGS)).unwrap();
        let wanted = [(SETTINGS.to_owned(), "is a link to a file that does not exist".to_owned())];
        assert_eq!(problems(&workspace), wanted);
        assert_eq!(workspace.findings(["."]).len(), 1);
        let before = workspace.content();
        assert_eq!(workspace.envlint(["--fix", SETTINGS]).status, Some(3));
        assert_eq!(workspace.content(), before, "no file is made where the link leads");
    }

    #[test]
    fn a_circular_link_is_a_problem() {
        let workspace = Workspace::new().with(".vscode/x", "");
        symlink("settings.json", workspace.path(SETTINGS)).unwrap();
        symlink("..", workspace.path(".vscode/up")).unwrap();
        let problems = problems(&workspace);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].1.starts_with("could not be read: "), "{problems:?}");
    }

    #[test]
    fn a_file_without_read_permission_is_a_problem() {
        let workspace = Workspace::with_settings(LOST_PATH);
        fs::set_permissions(workspace.path(SETTINGS), fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read(workspace.path(SETTINGS)).is_ok() {
            return; // The superuser may read anything.
        }
        let wanted = [(SETTINGS.to_owned(), "may not be read; check its permissions".to_owned())];
        assert_eq!(problems(&workspace), wanted);
    }

    /// macOS and Windows do not allow such names.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_whose_name_is_not_utf8_is_linted_and_fixed() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        // The names differ only in a byte that is not UTF-8.
        let folders = [&b"caf\xe8"[..], b"caf\xe9"].map(|name| std::path::Path::new(OsStr::from_bytes(name)));
        let workspace = Workspace::new();
        for folder in folders {
            workspace.write(folder.join(SETTINGS), LOST_PATH);
        }
        let findings = workspace.findings(["."]);
        let paths: Vec<&str> = findings.iter().map(|finding| finding["path"].as_str().unwrap()).collect();
        assert_eq!(paths, ["caf\u{fffd}E8/.vscode/settings.json", "caf\u{fffd}E9/.vscode/settings.json"]);
        assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
        for folder in folders {
            assert_eq!(workspace.read(folder.join(SETTINGS)), crate::workspace::FIXED_PATH);
        }
    }

    /// This test is only effective for users other than root, who can read every folder.
    #[test]
    fn a_folder_that_cannot_be_searched_is_a_problem() {
        let workspace = Workspace::with_settings(LOST_PATH).with("app/.vscode/settings.json", LOST_PATH);
        fs::set_permissions(workspace.path("app"), fs::Permissions::from_mode(0o000)).unwrap();
        let is_readable = fs::read_dir(workspace.path("app")).is_ok();
        let json = workspace.envlint(["--format", "json"]);
        fs::set_permissions(workspace.path("app"), fs::Permissions::from_mode(0o755)).unwrap();
        if !is_readable {
            assert_eq!((json.status, json.json()["findings"].as_array().unwrap().len()), (Some(3), 1));
            assert_eq!(json.json()["problems"][0]["path"], "app");
        }
    }

    #[test]
    fn a_settings_folder_that_is_a_link_within_the_project_is_linted() {
        let workspace = Workspace::new().with("lib/shared/settings.json", LOST_PATH).with(".git/HEAD", "");
        fs::create_dir(workspace.path("app")).unwrap();
        std::os::unix::fs::symlink("../lib/shared", workspace.path("app/.vscode")).unwrap();
        assert_eq!(workspace.findings(["."])[0]["path"], "app/.vscode/settings.json");
        assert_eq!(workspace.envlint(["--fix"]).status, Some(0));
        assert_eq!(workspace.read("lib/shared/settings.json"), crate::workspace::FIXED_PATH);
    }
}

/// The author of a committed link chooses what is read elsewhere on the machine, and a pipe or a device has no end: a test that
/// opens one of these waits for ever.
#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    const SECRET: &str = r#"{ "go.toolsEnvVars": { "DB_PASSWORD": "hunter2-Zq7x" } }"#;
    const LAUNCH: &str = r#"{ "version": "0.2.0", "configurations": [
        { "type": "go", "request": "launch", "name": "x", "envFile": "${workspaceFolder}/.env" }] }"#;

    /// A pipe that nothing writes to, a device, and a file elsewhere that holds a secret.
    fn targets(elsewhere: &Workspace) -> Vec<std::path::PathBuf> {
        let pipe = elsewhere.path("").join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        elsewhere.write("file", "{ \"TOKEN_OUTSIDE\": hunter3 }\nTOKEN_OUTSIDE = hunter3\n");
        vec![pipe, "/dev/zero".into(), elsewhere.path("").join("file")]
    }

    #[test]
    fn links_to_files_that_are_not_named_are_not_followed_out_of_the_project() {
        let elsewhere = Workspace::new();
        for target in targets(&elsewhere) {
            for (link, path, text, argument) in [
                ("x.code-workspace", SETTINGS, LOST_PATH, "."),
                (".vscode/x.code-workspace", SETTINGS, LOST_PATH, "."),
                (".gitignore", SETTINGS, SECRET, "."),
                ("envlint.toml", SETTINGS, LOST_PATH, "."),
                (".vscode/tasks.json", SETTINGS, LOST_PATH, SETTINGS),
                (".vscode/settings.json", ".vscode/tasks.json", "{}", "."),
                (".env", ".vscode/launch.json", LAUNCH, "."),
            ] {
                let workspace = Workspace::new().with(".git/HEAD", "").with(path, text);
                symlink(&target, workspace.path(link)).unwrap();
                for arguments in [&[argument][..], &["matrix", argument], &["trace", "PATH", argument]] {
                    let run = workspace.envlint(arguments);
                    let shown = run.text();
                    assert!(!shown.contains("hunter3") && !shown.contains("OUTSIDE"), "{link}: {shown}");
                    assert!(matches!(run.status, Some(0 | 1 | 3)), "{link} -> {target:?}: {run:?}");
                }
            }
        }
    }

    #[test]
    fn a_named_pipe_or_device_is_refused_and_a_named_link_is_read_without_an_excerpt() {
        let elsewhere = Workspace::new();
        let [pipe, device, file] = targets(&elsewhere).try_into().unwrap();
        for target in [&pipe, &device] {
            let workspace = Workspace::new().with(".git/HEAD", "").with(".vscode/tasks.json", "{}");
            symlink(target, workspace.path(SETTINGS)).unwrap();
            let run = workspace.envlint([SETTINGS]);
            assert_eq!(run.status, Some(3), "{target:?}: {run:?}");
            assert!(run.stderr.contains("is not a regular file"), "{}", run.stderr);
        }
        let workspace = Workspace::new().with(".git/HEAD", "").with(".vscode/tasks.json", "{}");
        symlink(&file, workspace.path(SETTINGS)).unwrap();
        symlink(&file, workspace.path("named.toml")).unwrap();
        for arguments in [&[SETTINGS][..], &["--config", "named.toml", "."]] {
            let run = workspace.envlint(arguments);
            assert!(matches!(run.status, Some(1 | 2)), "{run:?}");
            assert!(!run.text().contains("hunter3"), "{}", run.text());
        }
    }

    #[test]
    fn a_worktree_and_a_link_within_the_project_are_read() {
        let workspace = Workspace::new().with("repo/.git", "gitdir: elsewhere").with("repo/shared.json", LOST_PATH);
        std::fs::create_dir_all(workspace.path("repo/app/.vscode")).unwrap();
        symlink("../../shared.json", workspace.path("repo/app").join(SETTINGS)).unwrap();
        assert_eq!(workspace.findings(["repo/app"]).len(), 1);
    }
}

#[test]
fn a_file_of_more_than_64_mib_is_refused() {
    let workspace = Workspace::new().with(SETTINGS, "");
    let file = std::fs::File::options().write(true).open(workspace.path(SETTINGS)).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let run = workspace.envlint(["."]);
    assert_eq!(run.status, Some(3), "{run:?}");
    assert!(run.stderr.contains("is larger than 64 MiB"), "{}", run.stderr);
}
