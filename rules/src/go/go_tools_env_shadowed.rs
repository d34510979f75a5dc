#![doc = include_str!("go_tools_env_shadowed.md")]

use crate::core::env::{Contribution, Window};
use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::jsonc::equal;
use crate::core::rule::{Context, Meta, Rule};
use crate::core::vscode::Layer;

/// See the [page](self).
#[derive(Debug)]
pub struct GoToolsEnvShadowed;

static META: Meta = Meta {
    name: "go-tools-env-shadowed",
    family: "go",
    enabled: true,
    severity: Severity::Warning,
    fix: Some(Applicability::Safe),
    page: include_str!("go_tools_env_shadowed.md"),
};

/// Variables that a setting of their own decides for every Go tool.
///
/// Source: vscode-go extension/src/goEnv.ts, `newEnvironment` and `toolExecutionEnvironment`; src/util.ts, `getCurrentGoPath`.
const DECIDED: &[(&str, &[&str])] = &[
    ("GOPATH", &["go", "gopath"]),
    ("HTTP_PROXY", &["http", "proxy"]),
    ("HTTPS_PROXY", &["http", "proxy"]),
    ("http_proxy", &["http", "proxy"]),
    ("https_proxy", &["http", "proxy"]),
];

/// Settings that beat `go.toolsEnvVars` for one consumer, and who that is.
///
/// Source: golang/tools gopls/internal/cache/view.go, `View.Env`; vscode-go extension/src/testUtils.ts, `getTestEnvVars`.
const BEATEN_FOR_ONE: &[([&str; 2], &str)] = &[
    (["gopls", "build.env"], "the go commands of gopls"),
    (["gopls", "env"], "the go commands of gopls"),
    (["go", "testEnvVars"], "go test"),
];

impl Rule for GoToolsEnvShadowed {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn needs_windows(&self) -> bool {
        true
    }

    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let tools = window.resolve(&["go", "toolsEnvVars"]);
        for loser in &tools.beaten {
            for (name, setting) in loser.setting.members() {
                let loser = Contribution { setting, ..*loser };
                let winner = tools.winner().map(|winner| (winner, "go.toolsEnvVars".to_owned()));
                beaten_by_layer(&name, loser, winner, context);
            }
        }
        for name in tools.names() {
            let entry = tools.get(&name);
            let Some(effective) = entry.winner() else { continue };
            for &loser in &entry.beaten {
                beaten_by_layer(&name, loser, Some((effective, format!("go.toolsEnvVars.{name}"))), context);
            }
            decided_by_setting(window, &name, effective, context);
            for (section, consumer) in BEATEN_FOR_ONE {
                let other = window.resolve(section).get(&name).winner().filter(|other| !same_value(*other, effective));
                if let Some(other) = other {
                    let by = section.join(".");
                    let message =
                        format!("{name} in go.toolsEnvVars does not reach {consumer}: the one in {by} beats it there");
                    report(&name, effective, other, message, Severity::Info, None, context);
                }
            }
        }
    }
}

/// `GOPATH`, the proxies and `GOROOT`: settings of their own decide about them.
fn decided_by_setting(window: &Window<'_>, name: &str, entry: Contribution<'_>, context: &mut Context<'_>) {
    for (_, path) in DECIDED.iter().filter(|(decided, _)| *decided == name) {
        let setting = window.resolve(path);
        // A setting that is `${env:NAME}` may turn out empty, and then does not count.
        let counts = setting.string().is_some_and(|text| !text.is_empty() && !is_one_reference(&text));
        if let Some(winner) = setting.winner().filter(|_| counts) {
            let by = path.join(".");
            let message = format!("{name} in go.toolsEnvVars reaches no Go tool: {by} takes its place");
            match winner.reading.id == entry.reading.id {
                true => {
                    let fix = fix(name, entry, winner);
                    report(name, entry, winner, message, Severity::Warning, fix, context);
                }
                // Elsewhere, without that file, it may well count.
                false => {
                    let file = winner.reading.document.layer().map_or("another file", Layer::title);
                    let message = format!("{message}, as set in {file}");
                    report(name, entry, winner, message, Severity::Info, None, context);
                }
            }
            return;
        }
    }
    let on =
        |setting: Contribution<'_>| setting.setting.value().and_then(crate::core::jsonc::Value::boolean) == Some(true);
    if let Some(infer) = window.resolve(&["go", "inferGopath"]).winner().filter(|infer| name == "GOPATH" && on(*infer))
    {
        let message = "GOPATH in go.toolsEnvVars reaches no Go tool where go.inferGopath finds a GOPATH: that one takes its place";
        report(name, entry, infer, message.to_owned(), Severity::Warning, None, context);
    }
    let goroot = window.resolve(&["go", "goroot"]);
    let differs = |root: Contribution<'_>| {
        folder(root).zip(folder(entry)).is_some_and(|(a, b)| !a.is_empty() && !b.is_empty() && a != b)
    };
    if let Some(root) = goroot.winner().filter(|root| name == "GOROOT" && differs(*root)) {
        let message = "GOROOT in go.toolsEnvVars is not go.goroot: the go command comes from one Go, the GOROOT that it is told from the other";
        report(name, entry, root, message.to_owned(), Severity::Warning, None, context);
    }
}

/// An entry that a stronger file replaces.
fn beaten_by_layer(
    name: &str,
    loser: Contribution<'_>,
    winner: Option<(Contribution<'_>, String)>,
    context: &mut Context<'_>,
) {
    let Some((winner, by)) = winner.filter(|(winner, _)| !same_value(*winner, loser)) else { return };
    let is_path = name.eq_ignore_ascii_case("PATH");
    let severity = if is_path { Severity::Warning } else { Severity::Info };
    let loss = if is_path { ", the two are never joined" } else { "" };
    let file = winner.reading.document.layer().map_or("another file", Layer::title);
    let message = format!("{name} in go.toolsEnvVars is replaced by {by} in {file}{loss}");
    report(name, loser, winner, message, severity, None, context);
}

fn report(
    name: &str,
    entry: Contribution<'_>,
    other: Contribution<'_>,
    message: String,
    severity: Severity,
    fix: Option<Fix>,
    context: &mut Context<'_>,
) {
    context
        .finding_in(entry.reading.id, entry.setting.origin.member.value.span(), message)
        .severity(severity)
        .variable(name)
        .place("go.toolsEnvVars")
        .related(
            other.reading.id,
            other.setting.origin.member.span(),
            if name == "GOROOT" { "the go command comes from here" } else { "this one counts" },
        )
        .fix(fix)
        .report();
}

/// Removing an entry that is dead for every consumer: safe if it says the same as what takes its place, in the same file. In
/// the user's settings it is not: a remote window drops `go.gopath` from there, but not the entry.
fn fix(name: &str, entry: Contribution<'_>, winner: Contribution<'_>) -> Option<Fix> {
    let same_file = entry.reading.id == winner.reading.id;
    let of_user = matches!(entry.reading.document.layer(), Some(Layer::User | Layer::Standalone));
    let applicability = match same_file && same_value(entry, winner) {
        true if of_user => Applicability::Unsafe,
        true => Applicability::Safe,
        false => Applicability::Display,
    };
    Some(Fix::remove(format!("Remove {name}, which nobody reads"), applicability, entry.setting.origin))
}

fn is_one_reference(text: &str) -> bool {
    text.starts_with("${env:") && text.find('}') == Some(text.len() - 1)
}

/// The folder that a value names, in one spelling: the Go extension takes `~` for the home folder at its start.
fn folder(of: Contribution<'_>) -> Option<String> {
    let text = of.setting.string()?;
    let home = text.strip_prefix("${env:HOME}").map(|rest| format!("~{rest}"));
    Some(home.unwrap_or_else(|| text.into_owned()).trim_end_matches('/').to_owned())
}

fn same_value(a: Contribution<'_>, b: Contribution<'_>) -> bool {
    a.setting.value().zip(b.setting.value()).is_some_and(|(a, b)| equal(a, b))
}
