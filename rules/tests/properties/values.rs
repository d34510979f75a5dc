//! Parts of values and objects of variables, both correct and wrong.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A value as written, without the text between its tokens.
#[derive(Clone, Debug)]
pub(crate) enum RandomNode {
    Raw(String),
    Object(Vec<(String, RandomNode)>),
    Array(Vec<RandomNode>),
}

/// Parts of a string value, as written between its quotes.
const PIECES: &[&str] = &[
    "/opt/go/bin",
    "/usr/bin",
    r"C:\\x",
    "D:/y",
    "bin",
    "~/bin",
    "~",
    ".",
    "./bin",
    "/opt/go/bin:/opt/go/bin",
    "/bin/go",
    "go1.22/bin",
    ".exe",
    "/home/ann/bin",
    r"C:\\Users\\ann\\bin",
    "-tags",
    "-ldflags='",
    "'",
    "é",
    "🙂",
    ":",
    ":",
    ":",
    ";",
    ";",
    r"\u003a",
    "$PATH",
    "${PATH}",
    "${Path}",
    r"\u0024PATH",
    "$PATH$",
    "%PATH%",
    "$env:PATH",
    "$HOME",
    "$HOME/x",
    "${env:PATH}",
    "${env:P\\u0041TH}",
    "${env:HOME}",
    "${env:Path}",
    "${env:USERPROFILE}",
    "${env:X}",
    "${env:X}/y",
    "${env.PATH}",
    "${ENV:PATH}",
    "$<env:PATH>",
    "{env:PATH}",
    "${env:PATH",
    "${env: PATH}",
    "${env:PATH:-/bin}",
    "${env:${env:X}}",
    "${userHome}",
    "${userHome}/bin",
    "${workspaceFolder}",
    "${workspacefolder}",
    "${workspaceFolder:a}",
    "${a:workspaceFolder}",
    "${pathSeparator}",
    "${/}",
    "${file}",
    "${config:a.b}",
    "${localEnv:PATH}",
    "${localEnv:HOME:x}",
    "${containerEnv:PATH}",
    "${containerEnv:Path}",
    "${input:a}",
    "${workspaceRoot}/x",
    "$penv{PATH}",
    "${nosuch:a}",
    "$",
    "%",
    "{",
    "}",
    r"\n",
    r#"\""#,
    " ",
];

pub(crate) const VARIABLES: &[&str] = &[
    "TERM",
    "LANG",
    "PATH",
    "PATH",
    r"P\u0041TH",
    "Path",
    "HOME",
    "USERPROFILE",
    "GOBIN",
    "GOFLAGS",
    "GOPATH",
    "GOROOT",
    "HTTP_PROXY",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "TOKEN",
    "PYTHONUNBUFFERD",
    "GOPROXI",
    "X",
    "X",
];

pub(crate) fn string() -> impl Strategy<Value = RandomNode> {
    vec(select(PIECES), 0..6).prop_map(|pieces| raw(&pieces.concat()))
}

pub(crate) fn raw(text: &str) -> RandomNode {
    RandomNode::Raw(format!("\"{text}\""))
}

pub(crate) fn environment() -> impl Strategy<Value = RandomNode> {
    let other = select(&["null", "5", "true", "{}"][..]).prop_map(|raw| RandomNode::Raw(raw.to_owned()));
    let value = prop_oneof![8 => string(), 1 => other];
    vec((select(VARIABLES), value), 0..4).prop_map(object)
}

pub(crate) fn object(members: Vec<(&str, RandomNode)>) -> RandomNode {
    RandomNode::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
