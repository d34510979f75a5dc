//! Generates settings files for benchmarks. They contain the same kinds of settings as real files, in similar proportions, and are
//! the same on every run.

#[allow(dead_code, reason = "only one benchmark writes composed files")]
pub(crate) mod composed;

use std::fmt::Write;

/// A generated settings file.
pub(crate) struct Sample {
    /// `small`, `medium` or `large`.
    pub(crate) name: &'static str,
    /// The JSON with comments.
    pub(crate) text: String,
}

/// Returns files of about 1 KB, 25 KB and 2 MB.
pub(crate) fn samples() -> Vec<Sample> {
    [("small", 1_000), ("medium", 25_000), ("large", 2_000_000)]
        .into_iter()
        .map(|(name, size)| Sample { name, text: settings(size) })
        .collect()
}

/// A settings file of about `size` bytes, but at least 800. It begins with environment settings that contain mistakes; comments,
/// plain settings, nested objects and lists follow.
pub(crate) fn settings(size: usize) -> String {
    let mut text = String::from("{\n    // Settings of this workspace\n");
    text.push_str(ENVIRONMENT);
    let mut number = 0;
    while text.len() + 400 < size {
        number += 1;
        text.push_str(&block(number));
    }
    text.push_str("    \"files.insertFinalNewline\": true,\n}\n");
    text
}

/// The same with `count` variables that lose the inherited value, each of which a fix repairs.
#[allow(dead_code, reason = "only one benchmark needs it")]
pub(crate) fn with_findings(size: usize, count: usize) -> String {
    let mut profiles = String::from("    \"terminal.integrated.profiles.linux\": {\n");
    for number in 0..count {
        let _ = writeln!(
            profiles,
            "        \"shell {number}\": {{ \"path\": \"/bin/zsh\", \"env\": {{ \"PATH\": \"$PATH:/opt/{number}/bin\" }} }},"
        );
    }
    profiles.push_str("    },\n");
    let text = settings(size - profiles.len());
    let at = text.len() / 2;
    let line = at + text.get(at..).and_then(|rest| rest.find("\n    \"example")).unwrap_or_default() + 1;
    let (before, after) = text.split_at(line);
    format!("{before}{profiles}{after}")
}

const ENVIRONMENT: &str = r#"    "terminal.integrated.env.osx": {
        "PATH": "/opt/go/bin:${workspaceFolder}/bin", // tools
        "GOFLAGS": "-mod=vendor",
    },
    "terminal.integrated.env.linux": { "PATH": "$PATH:/opt/go/bin", "CGO_ENABLED": "0" },
    "terminal.integrated.defaultProfile.osx": "project zsh",
    "terminal.integrated.profiles.osx": {
        "project zsh": { "path": "/bin/zsh", "args": ["-i"] }
    },
    "go.toolsEnvVars": { "GOPROXY": "https://proxy.example.com,direct", "GOPATH": "${env:HOME}/go" },
"#;

fn block(number: usize) -> String {
    match number % 6 {
        0 => format!(
            "    \"example{number}.exclude\": {{\n        \"**/node_modules\": true, // big\n        \"**/dist-{number}\": true,\n        \"**/*.min.js\": false\n    }},\n"
        ),
        1 => format!("    \"example{number}.enabled\": {},\n", number.is_multiple_of(4)),
        2 => format!("    \"example{number}.rulers\": [80, 100, {number}],\n"),
        3 => format!(
            "    /* group {number} */\n    \"example{number}.path\": \"C:\\\\Program Files\\\\Example {number}\\\\bin\",\n"
        ),
        4 => format!(
            "    \"[language{number}]\": {{\n        \"editor.defaultFormatter\": \"vendor.formatter-{number}\",\n        \"editor.tabSize\": 2,\n        \"editor.codeActionsOnSave\": {{ \"source.fixAll\": \"explicit\" }}\n    }},\n"
        ),
        _ => format!("    \"example{number}.message\": \"Some words that somebody wrote about {number}\",\n"),
    }
}
