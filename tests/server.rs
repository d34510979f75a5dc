//! `envlint server` as an editor starts it. `crates/envlint-server/src/tests.rs` has the conversations themselves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by it, also outside of its own function"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const SETTINGS: &str = "{\n  \"terminal.integrated.env.linux\": { \"PATH\": \"/opt/go/bin\" }\n}\n";

/// The frame of the protocol around `message`.
fn framed(message: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{message}", message.len())
}

/// The next message in what the server writes, which must contain nothing else; `None` at its end.
fn next_message(output: &mut impl BufRead) -> Option<Value> {
    let mut head = String::new();
    if output.read_line(&mut head).unwrap() == 0 {
        return None;
    }
    let length: usize = head.trim_end().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
    let mut message = vec![0; length + "\r\n".len()];
    output.read_exact(&mut message).unwrap();
    Some(serde_json::from_slice(&message).unwrap())
}

/// What a server in `folder` writes to its two outputs, and how it ends, if a client sends `first`, and `last` as soon as the server
/// has sent diagnostics or ended.
fn converse(folder: &Path, first: &str, last: &str) -> (Vec<Value>, String, ExitStatus) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_envlint"));
    command.arg("server").current_dir(folder).env_clear();
    let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
    input.write_all(first.as_bytes()).unwrap();
    let mut input = Some(input).filter(|_| !last.is_empty());
    let mut messages = Vec::new();
    while let Some(message) = next_message(&mut output) {
        if message["method"] == "textDocument/publishDiagnostics"
            && let Some(mut input) = input.take()
        {
            input.write_all(last.as_bytes()).unwrap();
        }
        messages.push(message);
    }
    let ended = server.wait_with_output().unwrap();
    (messages, String::from_utf8(ended.stderr).unwrap(), ended.status)
}

/// `messages` with their frames.
fn all_framed(messages: &[Value]) -> String {
    messages.iter().map(|message| framed(&message.to_string())).collect()
}

/// A folder with settings, and their URI.
fn workspace() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir(root.join(".vscode")).unwrap();
    std::fs::write(root.join(".vscode/settings.json"), SETTINGS).unwrap();
    let path = root.to_str().unwrap().replace('\\', "/");
    let uri = format!("file:///{}", path.trim_start_matches("//?/").trim_start_matches('/'));
    (folder, uri)
}

#[test]
fn a_whole_conversation_gives_findings_fixes_and_hovers() {
    let (folder, uri) = workspace();
    let settings = format!("{uri}/.vscode/settings.json");
    let document = json!({ "uri": settings });
    let place = json!({ "line": 1, "character": 38 });
    let range = json!({ "start": place, "end": place });
    let first = [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "processId": null, "rootUri": uri, "capabilities": {} } }),
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": { "uri": settings, "languageId": "jsonc", "version": 1, "text": SETTINGS } } }),
    ];
    let last = [
        json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": { "textDocument": document, "position": place } }),
        json!({ "jsonrpc": "2.0", "id": 3, "method": "textDocument/codeAction", "params": { "textDocument": document, "range": range, "context": { "diagnostics": [] } } }),
        json!({ "jsonrpc": "2.0", "id": 4, "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "method": "exit" }),
    ];
    let (messages, errors, status) = converse(folder.path(), &all_framed(&first), &all_framed(&last));
    assert_eq!((errors.as_str(), status.code()), ("", Some(0)));
    let answer =
        |id: i32| messages.iter().find(|message| message["id"] == id).map(|message| &message["result"]).unwrap();
    assert_eq!(answer(1)["capabilities"]["hoverProvider"], true);
    let published = messages.iter().rfind(|message| message["method"] == "textDocument/publishDiagnostics").unwrap();
    assert_eq!(published["params"]["uri"], settings);
    assert_eq!(published["params"]["diagnostics"][0]["code"], "path-overwrite");
    assert!(answer(2)["contents"]["value"].as_str().unwrap().contains("/opt/go/bin"), "{}", answer(2));
    let edit = &answer(3)[0]["edit"]["changes"][&settings][0];
    assert_eq!(edit["newText"], ":${env:PATH}");
    assert_eq!(answer(4), &Value::Null);
}

#[test]
fn what_is_no_message_does_not_end_the_server() {
    let (folder, uri) = workspace();
    let initialize = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "processId": null, "rootUri": uri, "capabilities": {} } });
    let mut input = String::from("noise\r\nContent-Length: many\r\n\r\n");
    for message in [
        "{",
        "[]",
        "\u{0}",
        r#"{"id":{},"method":3}"#,
        &initialize.to_string(),
        r#"{"jsonrpc":"2.0","id":2,"method":"unknown/method"}"#,
        r#"{"jsonrpc":"2.0","id":3,"method":"shutdown"}"#,
        r#"{"jsonrpc":"2.0","method":"exit"}"#,
    ] {
        input += &framed(message);
    }
    let (messages, _, status) = converse(folder.path(), &input, "");
    let answer = |id: i32| messages.iter().find(|message| message["id"] == id).unwrap();
    assert!(answer(1)["result"].is_object());
    assert_eq!(answer(2)["error"]["code"], -32601);
    assert!(answer(3)["error"].is_null());
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_client_that_disappears_ends_the_server_with_an_error() {
    let (folder, _) = workspace();
    let (messages, _, status) = converse(folder.path(), "", "");
    assert!(messages.is_empty());
    assert_eq!(status.code(), Some(1));
}
