//! The page of `envlint doctor --format html` shows no secret, and text from the machine cannot become markup or a command.

use crate::hostile::{HOSTILE, leaked};
use crate::workspace::Workspace;

/// Texts with a special meaning in HTML, in a terminal, or to a CI runner.
const MARKUP: &str = "<script>alert(1)</script>'\"&amp;\n::error::x\n##[add-mask]y";
const TOKEN: &str = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

/// A machine on which every text that the page shows contains `evil`, and variables contain secrets.
fn machine(evil: &str) -> serde_json::Value {
    let path = format!("/opt/{evil}/bin:/usr/bin:/opt/{TOKEN}");
    let env = serde_json::json!({
        "PATH": path, "EVIL": evil, "API_TOKEN": "hunter2-in-a-token", "REPO": format!("https://me:hunter2@example.com/{evil}"), "OTHER": TOKEN,
    });
    let process = |pid: u32, kind: &str| serde_json::json!({ "pid": pid, "kind": kind, "product": format!("Code{evil}"), "env": env });
    serde_json::json!({
        "version": 1, "os": "linux", "home": "/home/me", "folder": format!("/work/{evil}"), "shell": "/bin/bash", "env": env,
        "products": [{ "name": format!("Code{evil}"), "version": evil }],
        "processes": [process(1, "main"), process(2, "extension-host")],
        "login_shell": { "command": ["/bin/bash", "-i", "-l", "-c", "x"], "status": 0, "seconds": 0.1, "output": evil,
            "env": { "PATH": "/usr/bin", "EVIL": "predicted" } },
        "files": { "/home/me/.bashrc": { "text": format!("export EVIL={evil} API_TOKEN=hunter2\n") } },
        "directories": { format!("/opt/{evil}/bin"): ["tool"], "/usr/bin": ["git"] },
    })
}

fn page(evil: &str) -> String {
    let workspace = Workspace::new().with("machine.json", machine(evil).to_string());
    let questions = ["tool", "EVIL", "API_TOKEN", "REPO", "OTHER", "<img src=x>"];
    let run = workspace.envlint(["doctor", "--machine", "machine.json", "--format", "html"].iter().chain(&questions));
    assert_eq!(run.stderr, "");
    assert!(run.stdout.contains("EVIL") && run.stdout.contains("</html>"), "{}", run.stdout);
    run.stdout
}

#[test]
fn the_page_shows_no_secret() {
    for evil in ["plain", HOSTILE, MARKUP] {
        let page = page(evil);
        assert!(page.contains("API_TOKEN") && page.contains("example.com"), "the variables are shown: {page}");
        assert!(!page.contains("hunter2"), "{page}");
        assert!(!page.contains(TOKEN), "{page}");
    }
}

#[test]
fn text_of_the_machine_stays_text() {
    for evil in [HOSTILE, MARKUP] {
        let page = page(evil);
        assert_eq!(leaked(&page), [], "{page}");
        for markup in ["<script", "<img", "'\"&amp;", "##[add-mask]"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert!(!page.lines().any(|line| line.trim_start().starts_with("::")), "{page}");
    }
}
