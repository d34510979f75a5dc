//! Secrets of many forms in many places: no output shows one, whether it is a value, a name, a part of a comment or of an argument.
//!
//! Not recognized, because neither a name nor a shape tells: a password without a name, a password of letters only outside of a JSON
//! member, and the names of products (`MAPBOX`).

use std::fmt::Write;

use crate::workspace::{Workspace, ways_to_report};

/// The part of each secret that must not be shown. The digits between make it unlike a word.
const NEEDLE: &str = "Zq7hunter2";

/// Secrets with a recognizable shape; `%` is a body of letters and digits of the length after it.
const SHAPES: &[(&str, usize)] = &[
    ("ghp_%", 36),
    ("github_pat_%", 82),
    ("gho_%", 36),
    ("ghs_%", 36),
    ("glpat-%", 20),
    ("xoxb-123456789012-123456789012-%", 24),
    ("sk-%", 48),
    ("sk-proj-%", 100),
    ("sk-ant-api03-%", 93),
    ("npm_%", 36),
    ("pypi-AgEIcHlwaS5vcmc%", 100),
    ("sk_live_%", 24),
    ("rk_live_%", 24),
    ("sk_test_%", 24),
    ("whsec_%", 32),
    ("AIza%", 35),
    ("ya29.%", 60),
    ("1//0%", 60),
    ("GOCSPX-%", 28),
    ("hf_%", 34),
    ("dckr_pat_%", 27),
    ("SG.0123456789012345678901.%", 43),
    ("ATATT3xFfGF0%", 180),
    ("lin_api_%", 40),
    ("HRKU-%", 36),
    ("hvs.%", 90),
    ("0123456789abcd.atlasv1.%", 60),
    ("glsa_%", 32),
    ("1234567890:AA%", 33),
    ("figd_%", 40),
    ("secret_%", 43),
    ("sq0atp-%", 22),
    ("abc8Q~%", 34),
    ("pplx-%", 48),
    ("gsk_%", 52),
    ("xai-%", 80),
    ("r8_%", 37),
    ("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.%", 80),
    ("AccountName=acme;AccountKey=%==;EndpointSuffix=core.windows.net", 86),
    ("https://acme.blob.core.windows.net/c?sv=2022-11-02&sig=%", 40),
    ("Server=db.acme.io;User Id=sa;Password=%;", 12),
    ("jdbc:postgresql://db.acme.io/x?user=me&password=%", 14),
    ("postgres://me:%@db.acme.io/x", 14),
    ("postgres://me:x/%@db.acme.io/x", 14),
    ("postgres://me:x@%@db.acme.io/x", 14),
    ("https://%@github.com/a/b", 30),
    ("https://hooks.slack.com/services/T00000000/B00000000/%", 24),
    ("https://discord.com/api/webhooks/123456789012345678/%", 60),
    ("-----BEGIN RSA PRIVATE KEY-----\\nMIIE%\\n-----END RSA PRIVATE KEY-----", 200),
    ("-----BEGIN PGP PRIVATE KEY BLOCK-----\\nlQOY%", 200),
    ("Basic %", 24),
    ("Bearer %", 24),
    ("bearer %", 24),
    ("Authorization: token %", 24),
    ("--set password=%", 14),
    ("DB_PASSWORD=% npm start", 14),
    ("mysql -u root --password=% db", 14),
    ("curl -u me:% https://acme.io", 14),
    ("{\\\"password\\\": \\\"%\\\"}", 14),
    ("//registry.npmjs.org/:_authToken=%", 24),
];

/// Names whose value is hidden.
const NAMES: &[&str] = &[
    "DB_PASSWORD",
    "PGPASSWORD",
    "MYSQL_PWD",
    "password",
    "passwd",
    "pass",
    "DBPASS",
    "SSHPASS",
    "API_KEY",
    "apiKey",
    "X-API-Key",
    "clientSecret",
    "SECRETKEY",
    "AWSSecretKey",
    "JWTSECRET",
    "AUTHTOKEN",
    "accessToken",
    "GH_PAT",
    "PAT",
    "tokenValue",
    "SESSION_COOKIE",
    "Cookie",
    "SIGNING_KEY",
    "LICENSE_KEY",
    "CREDENTIALS",
    "creds",
    "BASIC_AUTH",
    "PIN",
    "PASSCODE",
    "OTP_SEED",
    "MNEMONIC",
    "SEED_PHRASE",
    "CONNECTION_STRING",
    "ConnectionStrings__Default",
    "WEBHOOK_URL",
    "KUBECONFIG_DATA",
    "SALT",
    "HMAC",
    "SENTRY_AUTH",
    "ACCOUNT_KEY",
    "SAS",
    "Ocp-Apim-Subscription-Key",
    "OPENAI_KEY",
    "DATABASE_URL",
    "PASSWORT",
    "password_hash",
    "TOKENS",
    "Api_Token2",
    "PASSWORD2",
    "GITHUB_TOKEN_READ",
];

const SETTINGS: &str = ".vscode/settings.json";
const LAUNCH: &str = ".vscode/launch.json";
const TASKS: &str = ".vscode/tasks.json";

/// Files in which `%K` is a name and `%V` a secret, most of them beside something that is reported.
const PLACES: &[(&str, &str)] = &[
    (
        SETTINGS,
        r#"{ "terminal.integrated.env.linux": {
        "%K": "%V",
        "PATH": "/opt/x"
    } }"#,
    ),
    (SETTINGS, r#"{ "terminal.integrated.env.linux": { "%K": "$HOME:%V" } }"#),
    (SETTINGS, r#"{ "terminal.integrated.env.linux": { "%K": "${env:X:-%V}" } }"#),
    (SETTINGS, "{ \"x.%K\": \"%V\",\n  \"x.%K\": \"%V\" }"),
    (SETTINGS, "{ \"terminal.integrated.env.linux\": {\n  // %K = %V\n  \"PATH\": \"/opt/x\" // was %K: %V\n} }"),
    (
        SETTINGS,
        r#"{ "terminal.integrated.env.linux": {
        "x": 1, "%K": ["%V", "y"], "%K": {"a": "%V"},
        "PATH": "/opt/x"
    } }"#,
    ),
    (SETTINGS, "{\n  \"a\": 1\n  \"%K\": \"%V\"\n}"),
    (SETTINGS, "{\n  'a': 1,\n  '%K': '%V'\n}"),
    (SETTINGS, "{\n  \"a\": 1,\n  \"%K\": '%V'\n}"),
    (SETTINGS, "{\n  %K: \"%V\"\n}"),
    (SETTINGS, "{\n  \"%K\": %V\n}"),
    (SETTINGS, "{\n  %K=%V\n}"),
    (SETTINGS, "{\n  \"%K\": \"%V,\n  \"b\": 1\n}"),
    (SETTINGS, "{\n  \"%K\": %V\",\n  \"b\": 1\n}"),
    (SETTINGS, "{\n  \"%K\" \"%V\",\n  \"b\": 1\n}"),
    (SETTINGS, "{\n  \"%K\" = \"%V\",\n  \"b\": 1\n}"),
    (SETTINGS, "{\n  \"%K\": [\"%V\" \"x\"],\n  \"b\": 1\n}"),
    (SETTINGS, "{\n<<<<<<< HEAD\n  \"%K\": \"%V\"\n=======\n  \"%K\": \"x\"\n>>>>>>> b\n}"),
    (
        LAUNCH,
        r#"{"version":"0.2.0","configurations":[{"type":"go","request":"launch","name":"x",
        "args":["--%K", "%V", "--%K=%V"], "envFile": ".env",
        "env":{"PATH":"/opt/x"}}]}"#,
    ),
    (
        LAUNCH,
        r#"{"version":"0.2.0","configurations":[{"type":"cppdbg","request":"launch","name":"x",
        "environment":[{"name":"%K","value":"%V"}, {"name":"PATH","value":"/x"}], "env":{"%K":"%V"}}]}"#,
    ),
    (
        TASKS,
        r#"{"version":"2.0.0","tasks":[{"label":"x","type":"shell","command":"run %K=%V",
        "options":{"env":{"PATH":"/x"}}}]}"#,
    ),
    (
        ".devcontainer/devcontainer.json",
        r#"{"image":"x","runArgs":["-e","%K=%V","--env=%K=%V"],
        "remoteEnv":{"%K":"%V:$HOME","PATH":"/x"}}"#,
    ),
    (
        ".vscode/mcp.json",
        r#"{"servers":{"a":{"type":"stdio","command":"npx","args":["--%K","%V"],"env":{"PATH":"/x"}},
        "b":{"type":"http","url":"https://acme.io/?%K=%V","headers":{"%K":"%V"}}}}"#,
    ),
];

/// Places where only the shape of a secret reveals it: names of variables, profiles and tasks, entries of a list, comments.
const NAMELESS: &[(&str, &str)] = &[
    (SETTINGS, r#"{ "terminal.integrated.env.linux": { "%V": "$HOME", "PATH": "/opt/x" } }"#),
    (
        SETTINGS,
        r#"{ "terminal.integrated.profiles.osx": { "%V": { "path": "zsh", "args": ["-i", "%V"],
        "env": { "A": "%V", "PATH": "/x" } } } }"#,
    ),
    (SETTINGS, "{ \"terminal.integrated.env.linux\": {\n  // was %V\n  \"PATH\": \"/opt/x\" // %V\n} }"),
    (
        TASKS,
        r#"{"version":"2.0.0","tasks":[{"label":"%V","type":"shell","command":"x","args":["%V"],
        "options":{"env":{"PATH":"/x"}}}]}"#,
    ),
    (
        SETTINGS,
        r#"{ "go.toolsEnvVars": "%V", "terminal.integrated.env.linux": ["%V"], "http.proxy": "%V",
        "terminal.integrated.defaultProfile.linux": "%V" }"#,
    ),
    (SETTINGS, "{ // envlint-disable-next-line %V -- %V\n \"a\": 1, // envlint-disable-line nope-%V\n \"b\": 1 }"),
];

/// The body of a secret, of `length` bytes.
fn body(length: usize) -> String {
    NEEDLE.chars().chain("x8Kd0Lm3Pq5Rs9Tv".chars().cycle()).take(length.max(NEEDLE.len() + 2)).collect()
}

/// Every command that prints something about files, and the reports.
fn ways() -> Vec<Vec<String>> {
    let of_environments = ["matrix", "trace PATH"].into_iter().flat_map(|command| {
        let formats: &[&str] =
            if command == "matrix" { &["text", "json", "html", "markdown"] } else { &["text", "json"] };
        formats.iter().map(move |format| format!("{command} --format {format}"))
    });
    let words = |line: String| line.split(' ').map(ToOwned::to_owned).collect();
    ways_to_report().into_iter().chain(of_environments.map(words)).collect()
}

/// Puts every secret into the place in a separate folder, and looks for it in all outputs.
fn leaks(place: (&str, &str), secrets: &[(String, String)]) -> String {
    let (path, text) = place;
    let workspace = Workspace::new();
    let lay_out = || {
        for (index, (name, secret)) in secrets.iter().enumerate() {
            workspace.write(format!("s{index}/{path}"), text.replace("%K", name).replace("%V", secret));
        }
    };
    let mut leaks = String::new();
    for way in ways() {
        lay_out();
        let run = workspace.envlint(&way);
        assert!(run.status.is_some_and(|status| status != 2), "{way:?}: {}", run.stderr);
        let output = run.text();
        for line in output.lines().filter(|line| line.contains(NEEDLE)) {
            let shown: String =
                line.chars().skip(line.find(NEEDLE).unwrap_or(0).saturating_sub(120)).take(240).collect();
            writeln!(leaks, "{path} {way:?}: {shown}").unwrap();
        }
    }
    leaks
}

/// Every secret meets every fifth place, and every place every fifth secret.
const EVERY: usize = 5;

fn in_all(places: &[(&str, &str)], secrets: &[(String, String)]) {
    let mut all = String::new();
    for (shift, &place) in places.iter().enumerate() {
        let some: Vec<_> = secrets.iter().skip(shift % EVERY).step_by(EVERY).cloned().collect();
        all.push_str(&leaks(place, &some));
    }
    assert!(all.is_empty(), "{} lines show a secret:\n{all}", all.lines().count());
}

#[test]
fn no_output_shows_a_secret_that_its_name_reveals() {
    let named: Vec<(String, String)> =
        NAMES.iter().enumerate().map(|(index, name)| ((*name).to_owned(), format!("{NEEDLE}n{index}x"))).collect();
    in_all(PLACES, &named);
}

#[test]
fn no_output_shows_a_secret_that_its_shape_reveals() {
    let shaped: Vec<(String, String)> =
        SHAPES.iter().map(|(shape, length)| ("PLAIN_X".to_owned(), shape.replace('%', &body(*length)))).collect();
    in_all(PLACES, &shaped);
    in_all(NAMELESS, &shaped);
}
