//! No output shows a secret from a file.

use crate::workspace::{LOST_PATH, SETTINGS, Workspace, ways_to_look, ways_to_report};

/// Secrets in the forms that a file can contain, and the part of each that must not be shown.
const SECRETS: &[(&str, &str)] = &[
    (r#""API_KEY": "Zq7-hunter2-api""#, "Zq7-hunter2-api"),
    (r#""DB_PASSWORD" : "Zq7\"hunter2\\pass""#, "hunter2"),
    (r#""githubToken":"Zq7-hunter2-camel""#, "Zq7-hunter2-camel"),
    (r#""X": "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu""#, "ghp_Zq7hunter2"),
    (r#""DATABASE_URL": "postgres://me:Zq7hunter2url@db.example.com/x""#, "Zq7hunter2url"),
    (r#""http.proxy": "http://me:Zq7hunter2proxy@proxy:8080""#, "Zq7hunter2proxy"),
    (r#""Y": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.Zq7hunter2signature""#, "Zq7hunter2signature"),
    (r#""Z": "AKIAZQ7HUNTER2ZQ7HUN""#, "AKIAZQ7HUNTER2"),
    ("\"AUTH_TOKEN\":\n        \"Zq7-hunter2-below\"", "Zq7-hunter2-below"),
    ("\"AUTH_TOKEN\"\n\n\n\n:\n\n\n\n        \"Zq7-hunter2-far-below\"", "Zq7-hunter2-far-below"),
    ("\"V\": 1 // was ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu\n", "ghp_Zq7hunter2"),
];

/// Texts with a finding, and `%` where a secret is inserted: on the line of the finding, next to it, in its value, or in a related line.
const PLACES: &[(&str, &str)] = &[
    ("path-overwrite", r#"{ "terminal.integrated.env.linux": { %, "PATH": "/opt/x" } }"#),
    ("path-overwrite", r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/x", % } }"#),
    ("path-overwrite", "{\n\"terminal.integrated.env.linux\": {\n%,\n\"PATH\": \"/opt/x\"\n}\n}"),
    ("path-overwrite", "{\n\"terminal.integrated.env.linux\": {\n\"PATH\": \"/opt/x\",\n%\n}\n}"),
    ("duplicate-key", "{\n%,\n\"a\": 1,\n\"b\": 1,\n\"a\": 1,\n%\n}"),
    ("duplicate-key", "{ \"o\": {\n%,\n%\n} }"),
    ("go-tools-env-shadowed", "{ \"go.gopath\": \"/x\", %,\n\n\"go.toolsEnvVars\": { \"GOPATH\": \"/y\" } }"),
    ("syntax-error", "{\n%\n\"b\": 1 \"c\": 2,\n%\n}"),
    ("syntax-error", "{ % \"b\": 1 }"),
];

fn assert_unseen(secret: &str, rule: &str, text: &str, ways: &[Vec<String>]) {
    let workspace = Workspace::with_settings(text);
    let control = workspace.findings(["."]);
    assert!(control.iter().any(|finding| finding["rule"] == rule), "{rule} in {text}: {control:?}");
    for way in ways {
        workspace.write(SETTINGS, text);
        let seen = workspace.envlint(way).text();
        assert!(!seen.contains(secret), "{secret} is seen with {way:?}\n{seen}\nof\n{text}");
    }
}

#[test]
fn no_report_shows_a_secret_beside_a_finding() {
    let ways = ways_to_look();
    for (member, secret) in SECRETS {
        for (rule, text) in PLACES {
            assert_unseen(secret, rule, &text.replace('%', member), &ways);
        }
    }
}

#[test]
fn no_report_shows_a_secret_inside_the_value_of_a_finding() {
    let table = [
        (
            "path-overwrite",
            r#"{ "terminal.integrated.env.osx": { "PATH": "/ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu/x" } }"#,
        ),
        (
            "malformed-variable",
            r#"{ "terminal.integrated.env.osx": { "A": "${env:A:-ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu}" } }"#,
        ),
        (
            "duplicate-key",
            r#"{ "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu": 1, "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu": 1 }"#,
        ),
        (
            "go-tools-env-shadowed",
            "{ \"go.gopath\": \"http://me:Zq7hunter2@x\",\n\"go.toolsEnvVars\": { \"GOPATH\": \"http://me:Zq7hunter2@y\" } }",
        ),
        // The names of a variable and of a profile, which reports show in separate fields.
        (
            "shell-variable",
            r#"{ "terminal.integrated.env.osx": { "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu": "$PATH/x" } }"#,
        ),
        (
            "path-overwrite",
            r#"{ "terminal.integrated.profiles.osx": { "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu": { "env": { "PATH": "/x" } } } }"#,
        ),
        (
            "unsupported-variable",
            r#"{ "go.toolsEnvVars": { "A": "${config:ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu}" } }"#,
        ),
    ];
    for (rule, text) in table {
        assert_unseen("Zq7hunter2", rule, text, &ways_to_report());
    }
}

/// A report points at the secret that a finding is about without showing it.
#[test]
fn no_report_shows_a_secret_that_it_reports() {
    let token = concat!("gh", "p_Zq7hunter2Zq7hunter2Zq7hunter2Zq7h89");
    for (text, secret) in [
        (
            format!(r#"{{ "terminal.integrated.env.osx": {{ "A": "x {token} y" }}, "x.args": ["{token}"] }}"#),
            "Zq7hunter2",
        ),
        (r#"{ "go.toolsEnvVars": { "DB_PASSWORD": "hunter2-Zq7" } }"#.to_owned(), "hunter2-Zq7"),
        (r#"{ "http.proxyAuthorization": "Basic Zq7hunter2Zq7hunter2Zq7hunter2" }"#.to_owned(), "Zq7hunter2"),
        (r#"{ "http.proxy": "http://me:Zq7hunter2@proxy.fabrikam.com" }"#.to_owned(), "Zq7hunter2"),
        (format!(r#"{{ "x.key": "{0}BEGIN PRIVATE KEY{0}\n{1}" }}"#, "-----", "Zq7hunter2".repeat(9)), "Zq7hunter2"),
    ] {
        assert_unseen(secret, "secret-in-settings", &text, &ways_to_look());
    }
}

#[test]
fn secrets_in_files_that_git_ignores_are_not_reported() {
    let text = r#"{ "go.toolsEnvVars": { "DB_PASSWORD": "hunter2-Zq7" } }"#;
    let workspace = Workspace::with_settings(text).with(".git/HEAD", "").with("src/.vscode/settings.json", text);
    assert_eq!(workspace.findings(["."]).len(), 2);
    workspace.write(".gitignore", "/.vscode/");
    assert_eq!(workspace.findings(["."])[0]["path"], "src/.vscode/settings.json");
    assert_eq!(workspace.findings(["."]).len(), 1);
}

/// A long line is cut around a finding. The cut can go through a secret, and can remove the name of a secret.
#[test]
fn a_cut_shows_no_part_of_a_secret() {
    let secret = format!("Zq7{}", "hunter2".repeat(30));
    for filler in (0..200).step_by(20) {
        let filler = "x".repeat(filler);
        let text = format!(
            r#"{{"a":"{}","terminal.integrated.env.linux":{{"API_KEY":"{secret}","F":"{filler}","PATH":"/opt/x","G":"{filler}","MY_SECRET":"{secret}"}}}}"#,
            "y".repeat(500),
        );
        assert_unseen("hunter2", "path-overwrite", &text, &ways_to_look());
    }
}

#[test]
fn a_secret_in_another_file_of_the_window_stays_there() {
    let workspace = Workspace::new()
        .with(
            "x.code-workspace",
            r#"{ "folders": [{ "path": "app" }], "settings": { "go.gopath": "/x", "API_KEY": "Zq7hunter2" } }"#,
        )
        .with("app/.vscode/settings.json", r#"{ "go.toolsEnvVars": { "GOPATH": "/y", "TOKEN": "Zq7hunter2" } }"#);
    for way in ways_to_report() {
        let run = workspace.envlint(&way);
        assert!(!run.text().contains("Zq7hunter2"), "{way:?}\n{}", run.text());
    }
    assert_eq!(workspace.findings(["app"])[0]["related"][0]["path"], "x.code-workspace");
}

/// The control of all tests above: other text is shown, and a diff leaves out only the lines with a secret.
#[test]
fn text_that_is_not_a_secret_is_shown() {
    let text = format!(
        "{{\n\"terminal.integrated.env.linux\": {{ \"PATH\": \"/opt/x\" }},{}\"terminal.integrated.env.osx\": {{\n\"API_KEY\": \"Zq7hunter2\",\n\"PATH\": \"/opt/y\" }} }}",
        "\n".repeat(10),
    );
    let workspace = Workspace::with_settings(text);
    let diff = workspace.envlint(["--diff"]).stdout;
    assert!(diff.contains("+\"terminal.integrated.env.linux\": { \"PATH\": \"/opt/x:${env:PATH}\" },"), "{diff}");
    assert!(diff.contains("+\"PATH\": \"/opt/y:${env:PATH}\" } }") && !diff.contains("hunter2"), "{diff}");
    assert!(diff.starts_with("# .vscode/settings.json:13: not shown, because this line contains a secret\n"), "{diff}");
    let human = workspace.envlint(["."]).stdout;
    assert!(human.contains(r#""API_KEY": "*******"#) && human.contains(r#""PATH": "/opt/y""#), "{human}");

    let shown = r#""API_KEY": "${env:API_KEY}", "PATH": "/opt/x" } }"#;
    let settings = format!("{{ \"terminal.integrated.env.linux\": {{\n{shown}");
    let human = Workspace::with_settings(settings).envlint(["."]).stdout;
    assert!(human.contains(shown), "a reference to a secret is not a secret: {human}");
    assert!(Workspace::with_settings(LOST_PATH).envlint(["."]).stdout.contains(LOST_PATH.trim()));
}
