//! Generates settings files for benchmarks. They contain the same kinds of settings as real files, in similar proportions, and are
//! the same on every run.

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

/// A settings file of about `size` bytes. It begins with environment settings that contain mistakes; comments, plain settings,
/// nested objects and lists follow.
fn settings(size: usize) -> String {
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
