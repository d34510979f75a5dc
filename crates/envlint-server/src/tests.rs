//! Conversations with the server.

use std::path::PathBuf;
use std::sync::Arc;

use envlint_core::env::{FileAnalysis, Window};
use envlint_core::linter::Linter;
use envlint_core::text::Span;
use envlint_project::{FileSystem, Memory};
use serde_json::{Value, json};

use crate::explain::{Explain, Explanation};
use crate::server::{Phase, Server};
use crate::transport::Incoming;

/// Explains by repeating the question.
struct Parrot;

impl Explain for Parrot {
    fn hover(&self, windows: &[Window<'_>], _: &Linter, file: &FileAnalysis<'_>, offset: u32) -> Option<Explanation> {
        assert_ne!(offset, 1, "a bug that a test asks for");
        let markdown = format!("{} of {} windows at {offset}", file.document.path(), windows.len());
        Some(Explanation { markdown, span: Span::new(offset, offset + 1) })
    }

    fn matrix(&self, files: Arc<dyn FileSystem>, paths: &[PathBuf]) -> Result<String, String> {
        let known = paths.iter().all(|path| files.exists(path));
        if known { Ok(format!("{paths:?}")) } else { Err(format!("{paths:?} do not exist")) }
    }
}

const URI: &str = "file:///w/app/.vscode/settings.json";
const LOST_PATH: &str =
    "{\n  // é😀\n  \"terminal.integrated.env.osx\": { \"é😀\": \"\", \"PATH\": \"/opt/go/bin\" }\n}";

struct Client {
    server: Server<'static>,
    last_id: i32,
}

impl Client {
    /// A client with the folder `/w`, whose server is initialized.
    fn new(capabilities: Value) -> Self {
        let mut files = Memory::new("/");
        files.add("/w/app/.vscode/settings.json", LOST_PATH);
        files.add("/w/app/.env", "A=1");
        files.add("/w/other/.vscode/settings.json", "{}");
        let mut client = Self { server: Server::new(Arc::new(files), &Parrot), last_id: 0 };
        let folders = json!([{ "uri": "file:///w", "name": "w" }]);
        client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders })).unwrap();
        client.notify("initialized", json!({}));
        client
    }

    /// Queues a message, as a client that does not wait.
    fn queue(&mut self, message: Value) {
        self.server.enqueue(Incoming::Message(serde_json::from_value(message).unwrap()));
    }

    /// Lets the server work until it is idle, and takes its messages.
    fn wait(&mut self) -> Vec<Value> {
        while !self.server.is_idle() {
            self.server.work();
        }
        self.server.take_outgoing().into_iter().map(|message| serde_json::to_value(message).unwrap()).collect()
    }

    fn notify(&mut self, method: &str, params: Value) -> Vec<Value> {
        self.queue(json!({ "method": method, "params": params }));
        self.wait()
    }

    /// The result of a request, or its error.
    fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.last_id += 1;
        self.queue(json!({ "id": self.last_id, "method": method, "params": params }));
        let answers: Vec<Value> = self.wait().into_iter().filter(|message| message["id"] == self.last_id).collect();
        assert_eq!(answers.len(), 1, "{answers:?}");
        let answer = answers.into_iter().next().unwrap();
        if answer["error"].is_null() { Ok(answer["result"].clone()) } else { Err(answer["error"].clone()) }
    }

    fn open(&mut self, uri: &str, text: &str) -> Vec<Value> {
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "jsonc", "version": 1, "text": text } }),
        )
    }

    fn change(&mut self, version: i32, changes: Value) -> Vec<Value> {
        let text = json!({ "uri": URI, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": text, "contentChanges": changes }))
    }

    fn actions(&mut self, range: &Value, context: Value) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
        self.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }
}

/// The diagnostics in `messages`, which must contain one notification of them.
fn published(messages: &[Value]) -> &Vec<Value> {
    let [message] = messages else { panic!("{messages:?}") };
    assert_eq!(message["method"], "textDocument/publishDiagnostics");
    message["params"]["diagnostics"].as_array().unwrap()
}

fn with_encodings(encodings: &[&str]) -> Value {
    json!({ "general": { "positionEncodings": encodings } })
}

#[test]
fn positions_are_in_the_negotiated_encoding() {
    for (encodings, chosen, column) in
        [(&["utf-8"][..], "utf-8", 57), (&["utf-16"], "utf-16", 54), (&[], "utf-16", 54), (&["utf-32"], "utf-32", 53)]
    {
        let mut client = Client { server: Server::new(Arc::new(Memory::new("/")), &Parrot), last_id: 0 };
        let params = json!({ "processId": null, "rootUri": null, "capabilities": with_encodings(encodings) });
        let result = client.request("initialize", params).unwrap();
        assert_eq!(result["capabilities"]["positionEncoding"], chosen);
        let messages = client.open(URI, LOST_PATH);
        let start = &published(&messages)[0]["range"]["start"];
        assert_eq!(start, &json!({ "line": 2, "character": column }), "{chosen}");
    }
}

#[test]
fn several_changes_in_a_row_are_published_once() {
    let mut client = Client::new(json!({}));
    assert_eq!(published(&client.open(URI, "{}")).len(), 0);
    for (version, text) in [(2, "{"), (3, LOST_PATH), (4, LOST_PATH)] {
        let changes = json!([{ "text": text }]);
        client.queue(json!({ "method": "textDocument/didChange", "params": { "textDocument": { "uri": URI, "version": version }, "contentChanges": changes } }));
    }
    let messages = client.wait();
    assert_eq!(published(&messages).len(), 1);
    assert_eq!(messages[0]["params"]["version"], 4);
    assert_eq!(published(&messages)[0]["code"], "path-overwrite");
    // Editors move diagnostics along with the text, and lose them when a user cuts the text and inserts it again.
    assert_eq!(published(&client.change(5, json!([{ "text": "" }, { "text": LOST_PATH }]))).len(), 1);
    assert_eq!(published(&client.change(6, json!([{ "text": "{}" }]))).len(), 0);
    assert!(client.change(7, json!([{ "text": "{ }" }])).is_empty(), "there is nothing to move");
}

#[test]
fn actions_fix_one_finding_or_all_and_suppress() {
    let mut client = Client::new(json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }));
    let messages = client.open(URI, LOST_PATH);
    let range = published(&messages)[0]["range"].clone();
    let actions = client.actions(&range, json!({ "diagnostics": [] }));
    let titles: Vec<&Value> = actions.iter().map(|action| &action["title"]).collect();
    assert_eq!(
        titles,
        ["Append `:${env:PATH}`", "Suppress path-overwrite here", "Fix all safe envlint findings in this file"]
    );
    let change = &actions[2]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }));
    assert_eq!(change["edits"][0]["newText"], ":${env:PATH}");
    assert_eq!(actions[0]["isPreferred"], true);
    let only = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    assert_eq!(client.actions(&range, only).len(), 1);
    let elsewhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let automatic = json!({ "diagnostics": [], "triggerKind": 2 });
    assert!(client.actions(&elsewhere, automatic).is_empty());
}

#[test]
fn a_client_that_pulls_gets_nothing_by_itself() {
    let pulls =
        json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = Client::new(pulls);
    assert!(client.open(URI, LOST_PATH).is_empty());
    let params = |known: &Value| json!({ "textDocument": { "uri": URI }, "previousResultId": known });
    let full = client.request("textDocument/diagnostic", params(&Value::Null)).unwrap();
    assert_eq!((&full["kind"], full["items"].as_array().unwrap().len()), (&json!("full"), 1));
    let same = client.request("textDocument/diagnostic", params(&full["resultId"])).unwrap();
    assert_eq!((&same["kind"], &same["resultId"]), (&json!("unchanged"), &full["resultId"]));
    client.change(2, json!([{ "text": "{}" }]));
    let empty = client.request("textDocument/diagnostic", params(&full["resultId"])).unwrap();
    assert_eq!((&empty["kind"], &empty["items"]), (&json!("full"), &json!([])));
    let changed = json!({ "changes": [{ "uri": "file:///w/envlint.toml", "type": 1 }] });
    let messages = client.notify("workspace/didChangeWatchedFiles", changed);
    assert_eq!(messages[0]["method"], "workspace/diagnostic/refresh");
}

#[test]
fn wrong_messages_are_answered_and_change_nothing() {
    let mut client = Client::new(json!({}));
    client.open(URI, LOST_PATH);
    for (method, params, code) in [
        ("envlint/unknown", json!({}), -32601),
        ("$/unknown", json!({}), -32601),
        ("textDocument/hover", json!({}), -32602),
        ("textDocument/codeAction", json!([]), -32602),
        ("textDocument/completion", Value::Null, -32602),
        ("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }), -32600),
        ("envlint/matrix", json!({ "uri": 1 }), -32602),
        ("envlint/matrix", json!({ "uri": "file:///missing" }), -32803),
    ] {
        assert_eq!(client.request(method, params).unwrap_err()["code"], code, "{method}");
    }
    for (method, params) in [
        ("textDocument/didOpen", json!({})),
        ("textDocument/didChange", json!({ "textDocument": { "uri": URI }, "contentChanges": 1 })),
        ("textDocument/didClose", json!(null)),
        ("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": 1 }] })),
    ] {
        assert_eq!(client.notify(method, params)[0]["method"], "window/logMessage", "{method}");
    }
    assert!(client.notify("envlint/unknown", json!({})).is_empty());
    client.server.enqueue(Incoming::Malformed { id: Some(7.into()), reason: "It is malformed.".to_owned() });
    assert_eq!(client.wait()[1]["error"]["code"], -32600);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    assert!(!client.actions(&range, json!({ "diagnostics": [] })).is_empty());
}

#[test]
fn texts_without_a_file_and_texts_that_are_not_open_are_left_alone() {
    let mut client = Client::new(json!({}));
    assert!(client.open("untitled:Untitled-1", LOST_PATH).is_empty());
    assert!(client.change(2, json!([{ "text": LOST_PATH }])).is_empty());
    let at = json!({ "textDocument": { "uri": "untitled:Untitled-1" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", at).unwrap(), Value::Null);
    client.open(URI, LOST_PATH);
    let closed = client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert!(published(&closed).is_empty(), "the editor must not keep the diagnostics of a closed text");
    assert!(client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } })).is_empty());
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap();
    assert_eq!(report["items"], json!([]));
}

#[test]
fn canceled_requests_are_answered_without_work() {
    let mut client = Client::new(json!({}));
    client.queue(json!({ "id": 90, "method": "envlint/matrix" }));
    client.queue(json!({ "id": 91, "method": "envlint/matrix" }));
    client.queue(json!({ "method": "$/cancelRequest", "params": { "id": 91 } }));
    client.queue(json!({ "method": "$/cancelRequest", "params": { "id": 12 } }));
    client.queue(json!({ "method": "$/cancelRequest", "params": {} }));
    let mut answers: Vec<(i64, i64)> = client
        .wait()
        .iter()
        .map(|answer| (answer["id"].as_i64().unwrap(), answer["error"]["code"].as_i64().unwrap_or_default()))
        .collect();
    answers.sort_unstable();
    assert_eq!(answers, [(90, 0), (91, -32800)]);
}

#[test]
fn a_bug_does_not_end_the_server() {
    let mut client = Client::new(json!({}));
    client.open(URI, LOST_PATH);
    let at = |character| json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": character } });
    assert_eq!(client.request("textDocument/hover", at(1)).unwrap_err()["code"], -32603);
    let hover = client.request("textDocument/hover", at(0)).unwrap();
    assert_eq!(hover["contents"]["value"], "/w/app/.vscode/settings.json of 1 windows at 0");
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap();
    assert_eq!(report["items"].as_array().unwrap().len(), 1);
}

#[test]
fn folders_and_files_can_come_and_go() {
    let mut client = Client::new(json!({}));
    client.open(URI, LOST_PATH);
    let folder = json!([{ "uri": "file:///w", "name": "w" }]);
    let event = |added: &Value, removed: &Value| json!({ "event": { "added": added, "removed": removed } });
    let none = json!([]);
    client.notify("workspace/didChangeWorkspaceFolders", event(&none, &folder));
    assert_eq!(client.server.session.documents().iter().count(), 1, "the open text is left");
    assert_eq!(client.request("envlint/matrix", Value::Null).unwrap()["html"], "[]");
    client.notify("workspace/didChangeWorkspaceFolders", event(&folder, &none));
    assert_eq!(client.server.session.documents().iter().count(), 2);
    let html = |client: &mut Client, uri: &str| {
        client.request("envlint/matrix", json!({ "uri": uri })).unwrap()["html"].clone()
    };
    assert_eq!(html(&mut client, URI), "[\"/w/app/.vscode/settings.json\"]");
    assert_eq!(html(&mut client, "file:///w/app/main.go"), "[\"/w\"]");
}

#[test]
fn many_edits_leave_nothing_behind() {
    let mut client = Client::new(json!({}));
    client.open(URI, LOST_PATH);
    let start = json!({ "line": 0, "character": 0 });
    let after = json!({ "line": 0, "character": 1 });
    for version in 0..400 {
        let inserted = json!({ "range": { "start": start, "end": start }, "text": " " });
        let removed = json!({ "range": { "start": start, "end": after }, "text": "" });
        client.change(version, json!([if version % 2 == 0 { inserted } else { removed }]));
        client.open("file:///w/app/new/.vscode/settings.json", "{}");
        client.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": "file:///w/app/new/.vscode/settings.json" } }),
        );
    }
    assert_eq!(client.server.buffers.by_path[&PathBuf::from("/w/app/.vscode/settings.json")].text, LOST_PATH);
    assert_eq!(client.server.session.documents().iter().count(), 2);
    assert_eq!(client.server.published.len(), 1);
}

#[test]
fn the_life_of_a_server_has_its_order() {
    let mut client = Client { server: Server::new(Arc::new(Memory::new("/")), &Parrot), last_id: 0 };
    assert_eq!(client.request("shutdown", Value::Null).unwrap_err()["code"], -32002);
    assert!(client.open(URI, LOST_PATH).is_empty());
    let params = json!({ "processId": null, "rootUri": "file:///w", "capabilities": {} });
    client.request("initialize", params).unwrap();
    assert_eq!(client.server.folders, [PathBuf::from("/w")]);
    assert_eq!(client.request("shutdown", Value::Null).unwrap(), Value::Null);
    assert_eq!(client.request("shutdown", Value::Null).unwrap_err()["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.server.phase, Phase::Exited(true));
    let mut rude = Client { server: Server::new(Arc::new(Memory::new("/")), &Parrot), last_id: 0 };
    rude.notify("exit", Value::Null);
    assert_eq!(rude.server.phase, Phase::Exited(false));
}

#[test]
fn files_are_watched_if_the_client_can() {
    let mut files = Memory::new("/");
    files.add("/w/.env", "");
    let mut client = Client { server: Server::new(Arc::new(files), &Parrot), last_id: 0 };
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities })).unwrap();
    let messages = client.notify("initialized", json!({}));
    assert_eq!(messages[0]["method"], "client/registerCapability");
    let id = messages[0]["id"].clone();
    client.queue(json!({ "id": id, "result": null }));
    assert!(client.wait().is_empty());
}

#[test]
fn completion_and_definition_are_converted() {
    let mut client = Client::new(json!({}));
    let text = "{ \"configurations\": [{ \"type\": \"go\", \"envFile\": \"${workspaceFolder}/.env\" }] }";
    let uri = "file:///w/app/.vscode/launch.json";
    client.open(uri, text);
    let at =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": text.find(".env\"").unwrap() } });
    let found = client.request("textDocument/completion", at.clone()).unwrap();
    assert_eq!(found[0]["label"], "${workspaceFolder}/.env");
    let start = text.find("${").unwrap();
    let end = json!({ "line": 0, "character": start + "${workspaceFolder}/.env".len() });
    assert_eq!(found[0]["textEdit"]["range"], json!({ "start": { "line": 0, "character": start }, "end": end }));
    let zero = json!({ "line": 0, "character": 0 });
    let place = json!({ "uri": "file:///w/app/.env", "range": { "start": zero, "end": zero } });
    assert_eq!(client.request("textDocument/definition", at).unwrap(), json!([place]));
}

#[test]
fn secrets_are_masked() {
    let mut client = Client::new(json!({}));
    let token = "ghp_Zq7hunter2Zq7hunter2Zq7hunter2Zq7hu";
    let text = format!(
        "{{ \"terminal.integrated.env.linux\": {{ \"PATH\": \"/x\", \"GITHUB_TOKEN\": \"{token}\", \"{token}\": \"${{env:{token}}}\" }} }}"
    );
    let messages = client.open(URI, &text);
    assert!(!published(&messages).is_empty());
    assert!(!format!("{messages:?}").contains("hunter2"), "{messages:?}");
    let position = json!({ "line": 0, "character": text.find("/x").unwrap() });
    let at = json!({ "textDocument": { "uri": URI }, "position": position });
    let found = client.request("textDocument/completion", at).unwrap();
    assert!(!found.to_string().contains("hunter2"), "{found}");
}
