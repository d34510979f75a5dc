//! The file that `--save` writes contains no secrets and no names, wherever they were observed.

#![cfg(test)]

use std::path::Path;

use envlint_doctor::case::Case;
use envlint_doctor::machine::{Machine, Neutral, load};
use envlint_doctor::project::{project, read_folder};
use envlint_doctor::report::{DoctorReport, json as report_json};
use serde_json::{Value, json};

const TOKEN: &str = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
const PASSWORD: &str = "hunter2-Zq7";
const CONNECTION: &str = "5b9f3c1e-7a62-4d1b-9c55-0a1b2c3d4e5f";
const USER: &str = "jdoe";

/// A machine with secrets in every place that is observed.
fn machine() -> Machine {
    let env = json!({
        "PATH": format!("/home/{USER}/bin:/usr/bin"), "HOME": format!("/home/{USER}"), "USER": USER,
        "GITHUB_TOKEN": TOKEN, "DB_PASSWORD": PASSWORD, "PLAIN": PASSWORD, "MAIL": format!("/var/mail/{USER}"),
        "DATABASE_URL": format!("postgres://{USER}:{PASSWORD}@db/x"), "HTTP_PROXY": format!("http://{USER}:{PASSWORD}@proxy"),
        "SECRET_PATH": format!("/{PASSWORD}"), "GOFLAGS": format!("-ldflags=-X=main.key={PASSWORD}"),
    });
    let command = json!([
        format!("/home/{USER}/.vscode-server/node"),
        format!("--connection-token={CONNECTION}"),
        "--connection-token",
        CONNECTION,
        format!("--token={TOKEN}"),
        format!("https://{USER}:{PASSWORD}@example.com/"),
        format!("--password={PASSWORD}"),
    ]);
    let other = json!([
        "/usr/bin/mysql",
        "-u",
        USER,
        format!("-p{PASSWORD}"),
        "-c",
        PASSWORD,
        format!("Authorization: {TOKEN}")
    ]);
    let rc = format!(
        "export GITHUB_TOKEN={TOKEN}\nexport PLAIN={PASSWORD}\nexport PATH=/home/{USER}/bin:$PATH\nDB_PASSWORD='{PASSWORD}'\n\
         # export OLD={PASSWORD}\nexport URL=https://{USER}:{PASSWORD}@x/\nalias x='curl -H {TOKEN}'\nset -gx API_KEY {PASSWORD}\n\
         PLAIN={PASSWORD}\nA=/x B={PASSWORD}\n$PLAIN = '{PASSWORD}'\n$env:PLAIN = \"{PASSWORD}\"\nset PLAIN={PASSWORD}\n\
         set PLAIN = {PASSWORD}\nlet plain = '{PASSWORD}'\n$env.PLAIN = '{PASSWORD}'\n"
    );
    let settings = format!(
        r#"{{ "github.token": "{TOKEN}", "a.b": "{PASSWORD}", "terminal.integrated.env.linux": {{ "X": "{PASSWORD}", "P": "/home/{USER}/x" }},
            "go.toolsEnvVars": {{ "GOPROXY": "https://{USER}:{PASSWORD}@proxy" }} }}"#
    );
    let errors = format!(
        "/home/{USER}/.bashrc: line 2: syntax error near unexpected token `{PASSWORD}'\n/home/{USER}/.bashrc: line 2: `{PASSWORD}'"
    );
    let shell = json!({ "command": command, "base": env, "cwd": format!("/home/{USER}"), "status": 0, "output": format!("hi {USER} {PASSWORD}"), "errors": errors, "env": env });
    serde_json::from_value(json!({
        "version": 1, "os": "linux", "home": format!("/home/{USER}"), "folder": format!("/home/{USER}/app"),
        "user_settings": { "Code": settings }, "env": env, "shell": "/bin/bash", "login_shell": shell,
        "interactive_shell": { "env": env }, "task_shell": { "env": env }, "shell_modes": { "lc": env }, "session": { "source": "systemd", "env": env },
        "products": [{ "name": "Code", "path": format!("/home/{USER}/code"), "sandbox": null }],
        "processes": [
            { "pid": 1, "kind": "server", "command": command, "cwd": format!("/home/{USER}"), "folders": [format!("/home/{USER}/app")], "env": env },
            { "pid": 2, "kind": "other", "command": other, "env": env },
            { "pid": 3, "kind": "terminal", "command": ["/bin/bash", "-c", PASSWORD], "env": env },
        ],
        "files": { format!("/home/{USER}/.bashrc"): { "text": rc } },
        "directories": { format!("/home/{USER}/bin"): [format!("{USER}-tool")] },
        "unusable": { format!("/home/{USER}/bin/tool"): "not-executable" },
        "links": { format!("/home/{USER}/a"): format!("/home/{USER}/b") },
        "go_env": env, "go_env_file": { "path": format!("/home/{USER}/.config/go/env"), "text": format!("GOPROXY=https://{USER}:{PASSWORD}@x\nGOFLAGS={PASSWORD}\n") },
        "log": [format!("shell env of {USER}: {TOKEN} https://{USER}:{PASSWORD}@x")],
    }))
    .unwrap()
}

/// The places of `needle` in `value`.
fn places(value: &Value, needle: &str, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(needle) => found.push(format!("{at}: {text}")),
        Value::Array(all) => {
            for (index, one) in all.iter().enumerate() {
                places(one, needle, &format!("{at}[{index}]"), found);
            }
        }
        Value::Object(all) => {
            for (name, one) in all.iter() {
                if name.contains(needle) {
                    found.push(format!("{at}.{name}"));
                }
                places(one, needle, &format!("{at}.{name}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn no_secret_and_no_name_is_written() {
    let machine = machine();
    let masked = machine.masked(Some(&Neutral::of(&machine)));
    let written = serde_json::to_value(&masked).unwrap();
    for needle in [TOKEN, PASSWORD, CONNECTION, USER] {
        let mut found = Vec::new();
        places(&written, needle, "machine", &mut found);
        assert!(found.is_empty(), "{needle} is in\n{}", found.join("\n"));
        // The original contains the secrets.
        places(&serde_json::to_value(&machine).unwrap(), needle, "machine", &mut found);
        assert!(!found.is_empty());
    }
}

#[test]
fn what_a_diagnosis_needs_is_kept() {
    let machine = machine();
    let masked = machine.masked(Some(&Neutral::of(&machine)));
    assert_eq!(masked.home, "/home/user");
    let env = masked.env.as_ref().unwrap();
    assert_eq!(env.0["PATH"], "/home/user/bin:/usr/bin");
    assert!(env.0.contains_key("GITHUB_TOKEN"), "names are kept");
    let rc = masked.files["/home/user/.bashrc"].as_ref().unwrap();
    assert_eq!(rc.text.lines().nth(2), Some("export PATH=/home/user/bin:$PATH"), "in its line");
    let settings = &masked.user_settings["Code"];
    assert!(settings.contains(r#""P": "/home/user/x""#), "{settings}");
    let settings: Value = serde_json::from_str(settings).unwrap();
    assert_eq!(settings["terminal.integrated.env.linux"]["X"], "…", "still JSON");
    let named = machine.masked(None);
    assert_eq!(named.home, machine.home, "names stay if asked");
    assert!(!serde_json::to_string(&named).unwrap().contains(PASSWORD), "secrets never do");
}

/// Fields that are not texts: names of an enumeration, and times.
const NO_TEXTS: &[&str] = &["os", "kind", "now", "started", "modified"];

/// `value` with a token at the end of every text and of every key of a map.
fn with_tokens(value: &Value, field: &str) -> Value {
    let is_map =
        ["files", "directories", "links", "functions", "user_settings", "env", "base", "go_env"].contains(&field);
    match value {
        Value::String(text) if !NO_TEXTS.contains(&field) => Value::String(format!("{text} {TOKEN}")),
        Value::Array(all) => all.iter().map(|one| with_tokens(one, "")).collect(),
        Value::Object(all) => {
            let key = |name: &String| {
                // The name of a variable is kept.
                let is_text = is_map && !["env", "base", "go_env", "user_settings"].contains(&field);
                if is_text { format!("{name} {TOKEN}") } else { name.clone() }
            };
            Value::Object(all.iter().map(|(name, value)| (key(name), with_tokens(value, name))).collect())
        }
        other => other.clone(),
    }
}

/// Wherever an observation contains text, a token in it is masked: in fields that exist today and in later ones.
#[test]
fn a_token_is_masked_in_every_field() {
    let mut whole = serde_json::to_value(machine()).unwrap();
    let more = json!({
        "account_shell": "/bin/zsh", "functions": { "nvm": "function" }, "writable_by_others": ["/opt/bin"],
        "products": [{ "name": "Code", "version": "1.139.1", "path": "/opt/code", "sandbox": "flatpak" }],
    });
    whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let planted = with_tokens(&whole, "");
    let machine: Machine = serde_json::from_value(planted).unwrap();
    for neutral in [None, Some(Neutral::of(&machine))] {
        let written = serde_json::to_value(machine.masked(neutral.as_ref())).unwrap();
        let mut found = Vec::new();
        places(&written, TOKEN, "machine", &mut found);
        assert!(found.is_empty(), "a token is in\n{}", found.join("\n"));
    }
}

/// A `.env` file can contain secrets that nothing shows to be secrets.
#[test]
fn variables_of_env_files_are_shown_on_request() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/machines/debugger-env-file");
    let machine = load(&path.with_extension("json")).unwrap();
    let project = project(&machine, &read_folder(&path.with_extension("folder")), Some("Code"));
    let shown = |names: &[String]| {
        let report = DoctorReport::new(Case::new(&machine, &project, names), &[]);
        report_json(&report, false).unwrap().contains("http://localhost")
    };
    assert!(!shown(&[]));
    assert!(shown(&["API_URL".to_owned()]));
}
