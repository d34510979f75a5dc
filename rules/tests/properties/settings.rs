//! Generates settings.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::values::{RandomNode, VARIABLES, environment, object, raw, string};

/// Objects of variables of other extensions.
const EXTENSIONS: &[&str] = &[
    "cmake.environment",
    "deno.env",
    "elixirLS.envVariables",
    "haskell.serverEnvironment",
    "java.test.config.env",
    "jest.nodeEnv",
    "rust-analyzer.cargo.extraEnv",
    "rust-analyzer.runnables.extraEnv",
    "rust-analyzer.server.extraEnv",
];

fn profile() -> impl Strategy<Value = RandomNode> {
    let path = select(
        &["zsh", "/bin/bash", "pwsh", "tmux", "dash", "bash -l", "~/zsh", "$HOME/zsh", "${userHome}/zsh", ""][..],
    )
    .prop_map(raw);
    let path = prop_oneof![3 => path.clone(), 1 => vec(path, 0..3).prop_map(RandomNode::Array)];
    let argument = select(
        &["-i", "-l", "--login", "-il", "-i -l", "--login ", " -l", r"-l\t-f", "--rcfile", "-c", "${userHome}/x"][..],
    )
    .prop_map(raw);
    let args = prop_oneof![3 => vec(argument.clone(), 0..3).prop_map(RandomNode::Array), 1 => argument];
    let member = prop_oneof![
        path.prop_map(|path| ("path", path)),
        args.prop_map(|args| ("args", args)),
        environment().prop_map(|env| ("env", env)),
        no_string().prop_map(|other| ("env", other)),
        no_string().prop_map(|other| ("path", other)),
        string().prop_map(|file| ("envFile", file)),
        select(&["Git Bash", "x"][..]).prop_map(|source| ("source", raw(source))),
    ];
    vec(member, 0..4).prop_map(object)
}

fn no_string() -> impl Strategy<Value = RandomNode> {
    select(&["null", "5", "true", "{}", "[]"][..]).prop_map(|raw| RandomNode::Raw(raw.to_owned()))
}

fn member() -> impl Strategy<Value = (String, RandomNode)> {
    let platform = || select(&["linux", "osx", "windows", "osx"][..]);
    let key = |key: &str, platform: &str| format!("terminal.integrated.{key}.{platform}");
    prop_oneof![
        6 => (platform(), environment()).prop_map(move |(platform, env)| (key("env", platform), env)),
        1 => (platform(), select(VARIABLES), string())
            .prop_map(move |(platform, variable, value)| (format!("{}.{variable}", key("env", platform)), value)),
        3 => (platform(), vec((select(&["zsh", "mine"][..]), profile()), 0..3))
            .prop_map(move |(platform, profiles)| (key("profiles", platform), object(profiles))),
        1 => (platform(), profile()).prop_map(move |(platform, profile)| (key("automationProfile", platform), profile)),
        2 => (platform(), select(&["zsh", "mine", "bash", "Mine"][..]))
            .prop_map(move |(platform, name)| (key("defaultProfile", platform), raw(name))),
        3 => environment().prop_map(|env| ("go.toolsEnvVars".to_owned(), env)),
        1 => environment().prop_map(|env| ("go.testEnvVars".to_owned(), env)),
        1 => environment().prop_map(|env| ("gopls".to_owned(), object(vec![("build.env", env)]))),
        2 => (select(EXTENSIONS), environment()).prop_map(|(key, env)| (key.to_owned(), env)),
        2 => (select(&["go.gopath", "go.goroot", "go.toolsGopath", "http.proxy"][..]), string())
            .prop_map(|(key, value)| (key.to_owned(), value)),
        1 => (select(&["go", "gopls"][..]), string())
            .prop_map(|(tool, value)| ("go.alternateTools".to_owned(), object(vec![(tool, value)]))),
        1 => Just(("go.inferGopath".to_owned(), RandomNode::Raw("true".to_owned()))),
        1 => Just(("editor.tabSize".to_owned(), RandomNode::Raw("4".to_owned()))),
    ]
}

/// Members whose keys are or may be mistakes: wrong platforms, removed settings, keys in objects, blocks and parts.
fn structure() -> impl Strategy<Value = (String, RandomNode)> {
    let platform = || select(&["linux", "osx", "windows", "mac", "darwin", "Linux", "win"][..]);
    let section = || {
        prop_oneof![
            3 => environment().prop_map(|env| ("env", env)),
            1 => profile().prop_map(|profile| ("profiles", object(vec![("zsh", profile)]))),
            1 => profile().prop_map(|profile| ("profile", object(vec![("mine", profile)]))),
            1 => profile().prop_map(|profile| ("automationProfile", profile)),
            1 => select(&["zsh", "mine"][..]).prop_map(|name| ("defaultProfile", raw(name))),
            1 => select(&["null", "[\"A=1\"]", "\"A=1\""][..]).prop_map(|raw| ("env", RandomNode::Raw(raw.to_owned()))),
            1 => select(&["zsh", "/bin/bash", r"C:\\sh.exe", "~/zsh", ""][..]).prop_map(|path| ("shell", raw(path))),
            1 => select(&["zsh", "/bin/bash"][..]).prop_map(|path| ("automationShell", raw(path))),
            1 => vec(select(&["-l", "-i", "x y"][..]).prop_map(raw), 0..3)
                .prop_map(|arguments| ("shellArgs", RandomNode::Array(arguments))),
        ]
    };
    let dotted = || (section(), platform()).prop_map(|((key, value), platform)| (format!("{key}.{platform}"), value));
    let nested = || (section(), platform()).prop_map(|((key, value), platform)| (key, object(vec![(platform, value)])));
    let whole = || dotted().prop_map(|(key, value)| (format!("terminal.integrated.{key}"), value));
    let inside = |key: &str, (inner, value): (&str, RandomNode)| (key.to_owned(), object(vec![(inner, value)]));
    prop_oneof![
        4 => whole(),
        1 => section().prop_map(|(key, value)| (format!("terminal.integrated.{key}"), value)),
        2 => nested().prop_map(|(key, value)| (format!("terminal.integrated.{key}"), value)),
        1 => nested().prop_map(move |(key, value)| inside("terminal.integrated", (key, value))),
        1 => dotted().prop_map(move |(key, value)| inside("terminal.integrated", (&key, value))),
        1 => nested().prop_map(move |member| inside("terminal", ("integrated", inside("", member).1))),
        1 => select(&["null", "{}"][..]).prop_map(|raw| ("terminal".to_owned(), RandomNode::Raw(raw.to_owned()))),
        2 => (select(&["[go]", "[linux]", "[go][python]"][..]), vec(prop_oneof![whole(), member()], 0..3))
            .prop_map(|(block, members)| (block.to_owned(), RandomNode::Object(members))),
        1 => (select(VARIABLES), string()).prop_map(|(name, value)| (format!("go.toolsEnvVars.{name}"), value)),
        1 => Just(("go.docsTool".to_owned(), raw("godoc"))),
    ]
}

/// Related members: a profile and its use, or a variable and the setting that sets it.
fn members() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    let name = select(&["zsh", "mine"][..]);
    prop_oneof![
        8 => member().prop_map(|member| vec![member]),
        4 => structure().prop_map(|member| vec![member]),
        2 => (name, profile()).prop_map(|(name, profile)| vec![
            ("terminal.integrated.defaultProfile.osx".to_owned(), raw(name)),
            ("terminal.integrated.profiles.osx".to_owned(), object(vec![(name, profile)])),
        ]),
        1 => (string(), string()).prop_map(|(path, other)| vec![
            ("go.toolsEnvVars".to_owned(), object(vec![("GOPATH", path.clone()), ("X", other)])),
            ("go.gopath".to_owned(), path),
        ]),
    ]
}

/// The members of a settings file.
pub(crate) fn settings() -> impl Strategy<Value = Vec<(String, RandomNode)>> {
    prop_oneof![
        4 => vec(members(), 0..5).prop_map(|groups| groups.concat()),
        // Duplicates with equal values.
        1 => (vec(member(), 1..4), 1..4_usize)
            .prop_map(|(members, again)| members.iter().chain(members.iter().take(again)).cloned().collect()),
    ]
}
