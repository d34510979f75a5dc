//! Generates files of every kind that is read: settings, tasks, launch configurations, MCP servers, dev containers,
//! workspaces.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::layout::{layout, write};
use super::settings;
use super::values::{RandomNode, environment, object, raw};

/// A file, with the path that determines its kind.
#[derive(Clone, Debug)]
pub(crate) struct RandomFile {
    pub(crate) path: &'static str,
    pub(crate) text: String,
}

/// Several files with their paths.
pub(crate) type RandomFiles = Vec<RandomFile>;

/// A file at `path` that contains an object of `members`.
fn file(
    path: &'static str,
    members: impl Strategy<Value = Vec<(String, RandomNode)>>,
) -> impl Strategy<Value = RandomFile> {
    (members, layout())
        .prop_map(move |(members, layout)| RandomFile { path, text: write(&RandomNode::Object(members), &layout) })
}

/// User settings.
pub(crate) fn user() -> impl Strategy<Value = RandomFile> {
    file("Code/User/settings.json", settings::settings())
}

/// Folder settings.
pub(crate) fn folder() -> impl Strategy<Value = RandomFile> {
    file(".vscode/settings.json", settings::settings())
}

/// Any file that is not a plain settings file.
pub(crate) fn other() -> impl Strategy<Value = RandomFile> {
    prop_oneof![
        2 => file(".vscode/tasks.json", tasks()),
        2 => file(".vscode/launch.json", launch()),
        1 => file(".vscode/mcp.json", servers()),
        2 => file(".devcontainer/devcontainer.json", dev_container()),
        1 => file("all.code-workspace", workspace()),
    ]
}

/// Settings within a dev container.
pub(crate) fn dev_container_settings() -> impl Strategy<Value = RandomFile> {
    file(".devcontainer/devcontainer.json", customizations().prop_map(|settings| vec![settings]))
}

/// A file of any kind.
pub(crate) fn any_file() -> impl Strategy<Value = RandomFile> {
    prop_oneof![2 => folder(), 1 => user(), 4 => other()]
}

/// A member called `key`, or none.
fn maybe(
    key: &'static str,
    value: impl Strategy<Value = RandomNode>,
) -> impl Strategy<Value = Option<(String, RandomNode)>> {
    proptest::option::of(value.prop_map(move |value| (key.to_owned(), value)))
}

fn list<const N: usize>(members: [Option<(String, RandomNode)>; N]) -> Vec<(String, RandomNode)> {
    members.into_iter().flatten().collect()
}

fn options() -> impl Strategy<Value = RandomNode> {
    environment().prop_map(|env| object(vec![("env", env)]))
}

/// `options` of a task or a file, and those of its block for one platform.
fn options_by_platform() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let platform = select(&["linux", "osx", "windows"][..]);
    let block =
        (platform, options()).prop_map(|(platform, options)| (platform.to_owned(), object(vec![("options", options)])));
    (maybe("options", options()), proptest::option::of(block)).prop_map(|(all, one)| list([all, one]))
}

fn tasks() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let kind = select(&["shell", "process", "npm"][..]).prop_map(raw);
    let label = select(&["build", "test"][..]).prop_map(raw);
    let task = (maybe("label", label), maybe("type", kind), options_by_platform())
        .prop_map(|(label, kind, options)| RandomNode::Object([list([label, kind]), options].concat()));
    (options_by_platform(), vec(task, 0..3)).prop_map(|(options, tasks)| {
        [vec![("version".to_owned(), raw("2.0.0"))], options, vec![("tasks".to_owned(), RandomNode::Array(tasks))]]
            .concat()
    })
}

fn pairs() -> impl Strategy<Value = RandomNode> {
    environment().prop_map(|env| match env {
        RandomNode::Object(members) => RandomNode::Array(
            members.into_iter().map(|(name, value)| object(vec![("name", raw(&name)), ("value", value)])).collect(),
        ),
        other => other,
    })
}

fn launch() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let kind = || select(&["go", "node", "debugpy", "cppdbg", "dart"][..]).prop_map(raw);
    let name = || maybe("name", select(&["server", "tests"][..]).prop_map(raw));
    let platform = select(&["linux", "osx", "windows"][..]);
    let block = (platform, environment()).prop_map(|(platform, env)| (platform.to_owned(), object(vec![("env", env)])));
    let members = (
        name(),
        kind(),
        maybe("env", environment()),
        proptest::option::of(block),
        maybe("environment", pairs()),
        maybe("envFile", env_files()),
    );
    let configuration = members.prop_map(|(name, kind, env, block, pairs, files)| {
        RandomNode::Object(list([name, Some(("type".to_owned(), kind)), env, block, pairs, files]))
    });
    vec(configuration, 0..3).prop_map(|all| vec![("configurations".to_owned(), RandomNode::Array(all))])
}

/// One path of a `.env` file, or several.
fn env_files() -> impl Strategy<Value = RandomNode> {
    let path = || {
        let begins = select(
            &["", "./", "../", "~/", "~", "/", "${workspaceFolder}/", "${workspaceFolder}\\\\", "${env:X}/"][..],
        );
        let ends = select(&[".env", "config/dev.env", "config\\\\dev.env", ".venv", "env/", ""][..]);
        (begins, ends).prop_map(|(begins, ends)| raw(&format!("{begins}{ends}")))
    };
    prop_oneof![3 => path(), 1 => vec(path(), 0..3).prop_map(RandomNode::Array)]
}

fn servers() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let server = environment().prop_map(|env| object(vec![("command", raw("serve")), ("env", env)]));
    vec((select(&["db", "web"][..]), server), 0..3).prop_map(|servers| vec![("servers".to_owned(), object(servers))])
}

fn customizations() -> impl Strategy<Value = (String, RandomNode)> {
    let settings = |members| object(vec![("vscode", object(vec![("settings", RandomNode::Object(members))]))]);
    settings::settings().prop_map(move |members| ("customizations".to_owned(), settings(members)))
}

fn dev_container() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let members = (
        maybe("remoteEnv", environment()),
        maybe("containerEnv", environment()),
        proptest::option::of(customizations()),
    );
    members.prop_map(|(remote, container, settings)| list([remote, container, settings]))
}

fn workspace() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let section = |members: Vec<(String, RandomNode)>| RandomNode::Object(members);
    let members = (
        maybe("settings", settings::settings().prop_map(section)),
        maybe("tasks", tasks().prop_map(section)),
        maybe("launch", launch().prop_map(section)),
    );
    members.prop_map(|(settings, tasks, launch)| {
        let folders = RandomNode::Array(vec![object(vec![("path", raw("a"))])]);
        [vec![("folders".to_owned(), folders)], list([settings, tasks, launch])].concat()
    })
}
