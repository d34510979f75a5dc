//! `.env` files are read if another file names them, and only the names of their variables are shown.

use std::fs;

use crate::workspace::{Workspace, run, ways_to_report};

const LAUNCH: &str = ".vscode/launch.json";

/// A configuration for each parser, one of them with a path that can be fixed, and the two kinds of settings.
fn launch(path: &str) -> String {
    format!(
        r#"{{ "configurations": [
  {{ "name": "a", "type": "go", "request": "launch", "envFile": "{path}" }},
  {{ "name": "b", "type": "debugpy", "request": "launch", "envFile": "{path}" }},
  {{ "name": "c", "type": "node", "request": "launch", "envFile": "{path}" }},
  {{ "name": "d", "type": "cppdbg", "request": "launch", "envFile": "{path}" }}
] }}
"#
    )
}

/// A line for every known mistake, with a value that must not be shown; names are `V…`.
const LINES: &str = r#"export V_A=Zq7hunter2
V_B=Zq7hunter2 # Zq7hunter2
V_C="Zq7hunter2"   # Zq7hunter2
V_D=Zq7hunter2#Zq7hunter2
V_E="Zq7hunter2" 
V_F=Zq7hunter2 "Zq7hunter2"
V_G: Zq7hunter2
set V_H=Zq7hunter2
V_I=$HOME/Zq7hunter2
V_J=${HOME}/Zq7hunter2
V_K=${HOME:-Zq7hunter2}
V_L=${workspaceFolder}/Zq7hunter2
V_M=${env:HOME}/Zq7hunter2
V_N=Zq7hunter2
V_N=Zq7hunter2x
V O=Zq7hunter2
8Zq7hunter2=x # Zq7hunter2
"Zq7hunter2"=Zq7hunter2
"Zq7hunter2": "Zq7hunter2",
Zq7hunter2
Zq7hunter2/Zq7hunter2+==
; Zq7hunter2 = x
{"Zq7hunter2": 1}
V_P="-----BEGIN PRIVATE KEY-----
Zq7hunter2=
Zq7hunter2
-----END PRIVATE KEY-----"
"#;

#[test]
fn reports_show_only_names_of_variables() {
    for path in ["${workspaceFolder}/.env", ".env"] {
        let workspace = Workspace::new().with(LAUNCH, launch(path)).with(".env", LINES);
        for way in ways_to_report() {
            workspace.write(LAUNCH, launch(path));
            let seen = workspace.envlint(&way).text();
            assert!(!seen.contains("Zq7"), "{way:?}\n{seen}");
        }
        assert_eq!(workspace.read(".env"), LINES, "and nothing changes them");
    }
    let workspace = Workspace::new().with(LAUNCH, launch("${workspaceFolder}/.env")).with(".env", LINES);
    let findings = workspace.findings(["."]);
    let expected =
        |text: &str| findings.iter().filter(|finding| finding["message"].as_str().unwrap().contains(text)).count();
    for (kind, count) in [
        ("sets nothing", 4),
        ("includes the trailing comment", 3),
        ("ends at its `#`", 1),
        ("keeps its closing quote", 2),
        ("loses the quote", 2),
        ("only the first line", 3),
        ("contains a reference", 8),
        ("contains a VS Code variable", 6),
        ("is set to a different value", 4),
    ] {
        assert_eq!(expected(kind), count, "{kind}: {findings:#?}");
    }
    let names: Vec<&str> = findings.iter().filter_map(|finding| finding["variable"].as_str()).collect();
    assert!(names.iter().all(|name| name.starts_with("V_")), "{names:?}");
    assert!(findings.iter().all(|finding| finding["path"] == LAUNCH), "all are reported where the file is named");
    assert!(findings.iter().all(|finding| finding["related"][0]["path"] == ".env"));
}

/// Findings contain no values in the first place; masking in the reports is a second safeguard. The test uses a name that looks like a
/// secret, and also turns the rule off, so that no `.env` file is read.
#[test]
fn a_name_that_looks_like_a_secret_is_masked() {
    let token = "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu";
    let text = format!("{token}=x # y\n");
    let workspace = Workspace::new().with(LAUNCH, launch("${workspaceFolder}/.env")).with(".env", text);
    for way in ways_to_report() {
        let seen = workspace.envlint(&way).text();
        assert!(!seen.contains("hunter2"), "{way:?}\n{seen}");
    }
    assert!(!workspace.findings(["."]).is_empty());
    assert_eq!(workspace.findings(["--ignore", "env-file-syntax"]), [] as [serde_json::Value; 0]);
}

#[test]
fn only_a_named_file_is_read_and_a_missing_one_is_not_a_mistake() {
    let named = launch("${workspaceFolder}/dev.env");
    let workspace = Workspace::new().with(LAUNCH, &named).with(".env", "set A=1\n");
    assert_eq!(workspace.findings(["."]), [] as [serde_json::Value; 0]);
    assert_eq!(workspace.envlint(["."]).text(), "Nothing to report in 1 file.\n");
    workspace.write("dev.env", "set A=1\n");
    assert_eq!(workspace.findings(["."]).len(), 4, "one for each parser");
    assert_eq!(workspace.findings([LAUNCH]).len(), 4, "named as a hook does");
    assert_eq!(
        workspace
            .envlint(["--format", "concise"])
            .text()
            .lines()
            .last()
            .map(|line| line.starts_with("4 warnings in 1 file.")),
        Some(true)
    );

    workspace.write("dev.env", b"set A=1\nB=\xff\n");
    assert_eq!(workspace.findings(["."]), [] as [serde_json::Value; 0], "not UTF-8");
    workspace.write("dev.env", format!("set A=1\n{}", "#".repeat(1 << 20)));
    assert_eq!(workspace.findings(["."]), [] as [serde_json::Value; 0], "longer than people write");
    fs::remove_file(workspace.path("dev.env")).unwrap();
    fs::create_dir(workspace.path("dev.env")).unwrap();
    assert_eq!(workspace.envlint(["."]).text(), "Nothing to report in 1 file.\n", "a folder");
}

/// The author of a settings file cannot make envlint read files outside the repository.
#[test]
fn no_path_leads_out_of_the_repository() {
    let workspace = Workspace::new()
        .with("outside.env", "set A=1\n")
        .with("repository/.git/HEAD", "")
        .with("repository/shared.env", "set A=1\n");
    for (path, count) in [("../shared.env", 4), ("../../outside.env", 0), ("/../shared.env", 4)] {
        let path = format!("${{workspaceFolder}}/{path}");
        workspace.write("repository/app/.vscode/launch.json", launch(&path));
        assert_eq!(workspace.findings(["repository"]).len(), count, "{path}");
    }
    fs::remove_dir_all(workspace.path("repository/.git")).unwrap();
    workspace.write("repository/app/.vscode/launch.json", launch("${workspaceFolder}/../shared.env"));
    assert_eq!(workspace.findings(["repository"]).len(), 0, "without a repository, out of the folder");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_repository_and_pipes_are_not_read() {
    let workspace = Workspace::new().with("outside.env", "set A=1\n").with("app/real.env", "set A=1\n");
    let link = workspace.path("app/.env");
    workspace.write("app/.vscode/launch.json", launch("${workspaceFolder}/.env"));
    std::os::unix::fs::symlink("real.env", &link).unwrap();
    assert_eq!(workspace.findings(["app"]).len(), 4);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("../outside.env", &link).unwrap();
    assert_eq!(workspace.findings(["app"]).len(), 0);
    fs::remove_file(&link).unwrap();
    if std::process::Command::new("mkfifo").arg(&link).status().is_ok_and(|status| status.success()) {
        assert_eq!(workspace.findings(["app"]).len(), 0);
    }
}

#[test]
fn standard_input_is_read_with_the_env_files_that_it_names() {
    let workspace =
        Workspace::new().with("app/dev.env", "set A=1\n").with("text", launch("${workspaceFolder}/dev.env"));
    let mut command = workspace.command();
    command.args(["-", "--stdin-filename", "app/.vscode/launch.json", "--format", "concise"]);
    let run = run(command.stdin(fs::File::open(workspace.path("text")).unwrap()));
    assert!(run.stdout.starts_with("app/.vscode/launch.json:2:"), "{run:?}");
    assert!(run.stdout.contains("\n4 warnings in 1 file."), "{run:?}");
}
