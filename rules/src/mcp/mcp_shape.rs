//! The servers are not where VS Code looks for them in mcp.json, so they do not start.
#![doc = include_str!("mcp_shape.md")]

use envlint_core::env::{FileAnalysis, Origin, folder_of};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::{Kind, Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::vscode::{FileKind, Section};

declare_rule! {
    McpShape {
        name: "mcp-shape",
        severity: Error,
        also: [Warning, Info],
        fix: Unsafe,
        since: "0.1.0",
        page: "mcp_shape.md",
    }
}

/// The member that other programs use instead of `servers`.
const OTHER_NAME: &str = "mcpServers";
/// The members of a server that are often one level too high.
const OF_SERVER: &[&str] = &["args", "cwd", "env", "envFile", "headers"];

impl Rule for McpShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let document = analysis.document;
        if let Some(servers) = document.section_object(Section::PortableMcp) {
            let is_root = document.root().is_some_and(|root| root.span() == servers.span());
            let key = servers.member("servers").filter(|member| is_root && contains_servers(member.value));
            match key {
                Some(member) => report_portable(servers, member, context),
                None => {
                    for server in servers.members() {
                        check_portable(server, context);
                        check_command(server, "mcpServers", context);
                    }
                }
            }
            return;
        }
        let Some(root) = document.root().filter(|_| document.kind() == FileKind::Mcp) else { return };
        if is_hidden_name(document.path()) {
            let message = "VS Code does not read `.vscode/.mcp.json`, so its servers do not start";
            let help = "Rename the file to `.vscode/mcp.json`, with the servers in `servers`";
            context.finding(Span::at(root.span().start), message).help(help).report();
            return;
        }
        // Other programs have files of the same name elsewhere.
        let is_of_vscode = folder_of(document.kind(), document.path()).is_some() || document.is_users_own();
        if is_of_vscode && root.is_object() {
            check(root, context);
        }
    }
}

/// Returns `true` for `.vscode/.mcp.json`, a mix of the two names that VS Code reads.
fn is_hidden_name(path: &str) -> bool {
    path == ".vscode/.mcp.json" || path.ends_with("/.vscode/.mcp.json")
}

fn check(root: Value<'_>, context: &mut Context<'_>) {
    match (root.get("servers"), root.member(OTHER_NAME), root.member("mcp")) {
        (Some(servers), other, _) => {
            if let Some(member) = other {
                check_other_name(servers, member, context);
            }
            for server in servers.members() {
                if lacks_program(server.value) {
                    report_server(server, context);
                }
                if server.name() == "inputs" && server.value.kind() == Kind::Array {
                    report_inputs(server, context);
                }
                check_members(server, context);
                check_command(server, "servers", context);
            }
        }
        (None, Some(member), _) => {
            let message = "VS Code does not read `mcpServers` in mcp.json, so none of its servers starts";
            let origin = Origin::new(root, member);
            let fix = Fix::rename("Rename it to `servers`", Applicability::Unsafe, origin, "servers");
            context.finding(member.key.span(), message).fix(fix).help("Rename it to `servers`").report();
        }
        (None, None, Some(member)) if member.value.get("servers").is_some() => {
            let message = "VS Code does not read `mcp` in mcp.json, so none of its servers starts";
            let help = "Move `servers` and `inputs` to the top level; `mcp` is their place in a settings file";
            context.finding(member.key.span(), message).help(help).report();
        }
        (None, None, _) => {
            for member in root.members().filter(|member| !KNOWN.contains(&&*member.name())) {
                check_stray(root, member, context);
            }
        }
    }
}

/// Reports the servers in `member`, `mcpServers` beside `servers`, that `servers` does not contain. Another program may read them.
fn check_other_name(servers: Value<'_>, member: Member<'_>, context: &mut Context<'_>) {
    let missing = |other: &Member<'_>| servers.member(&other.name()).is_none();
    let Some(server) = member.value.members().find(missing) else { return };
    let name = server.name();
    let message =
        format!("VS Code reads `servers` and not `mcpServers` in mcp.json, so it does not start the server `{name}`");
    let help = "Move it into `servers`, unless it is for another program only";
    context.finding(server.key.span(), message).severity(Severity::Info).help(help).report();
}

/// The members of the root that VS Code reads.
const KNOWN: [&str; 2] = ["servers", "inputs"];

/// Reports a server, or an object of servers, that is not in `servers`, in a file without `servers`.
fn check_stray(root: Value<'_>, member: Member<'_>, context: &mut Context<'_>) {
    let is_server = |value: Value<'_>| value.get("command").or_else(|| value.get("url")).is_some_and(is_string);
    let name = member.name();
    let message = format!("VS Code does not read `{name}` in mcp.json, which has no `servers`, so no server starts");
    let finding = |context: &mut Context<'_>, help: &'static str, fix: Option<Fix>| {
        context.finding(member.key.span(), message.clone()).fix(fix).help(help).report();
    };
    if is_server(member.value) {
        finding(context, "Move it into an object `servers`", None);
    } else if member.value.members().next().is_some() && member.value.members().all(|inner| is_server(inner.value)) {
        let fix = Fix::rename("Rename it to `servers`", Applicability::Unsafe, Origin::new(root, member), "servers");
        finding(context, "Rename it to `servers`", fix);
    }
}

fn is_string(value: Value<'_>) -> bool {
    value.string().is_some()
}

/// The members of a server that have no effect in `.mcp.json`, with the severity: `cwd` may be meant for another program.
const IGNORED: &[(&str, Severity)] = &[("envFile", Severity::Warning), ("cwd", Severity::Info)];

/// Reports members of a server in `.mcp.json` that VS Code ignores there.
///
/// Source: recorded as `mcp-dot`, `mcp-dot-cwd`.
fn check_portable(server: Member<'_>, context: &mut Context<'_>) {
    let is_local = server.value.get("command").is_some();
    let name = server.name();
    for (ignored, severity) in IGNORED.iter().filter(|_| is_local) {
        let Some(member) = server.value.member(ignored) else { continue };
        let message = format!("VS Code ignores `{ignored}` of the server `{name}` in .mcp.json");
        let help = match *ignored {
            "envFile" => "Write the variables in `env`, or move the server to `.vscode/mcp.json`",
            _ => "Move the server to `.vscode/mcp.json`, or write full paths",
        };
        context.finding(member.key.span(), message).severity(*severity).help(help).report();
    }
}

/// Programs that start a server of a package or script, which follows as an argument.
const RUNNERS: &[&str] = &[
    "bun", "bunx", "deno", "docker", "node", "npx", "pipx", "pnpm", "podman", "python", "python3", "uv", "uvx", "yarn",
];

/// Reports a command line in `command`: VS Code starts the program of that name without a shell.
fn check_command(server: Member<'_>, place: &str, context: &mut Context<'_>) {
    let Some(command) = server.value.get("command") else { return };
    let Some(text) = command.string() else { return };
    let Some((program, _)) = text.split_once(' ').filter(|(program, _)| RUNNERS.contains(program)) else { return };
    let name = server.name();
    let message = format!(
        "`command` of the server `{name}` in `{place}` contains arguments, and no program has such a name, so the server does not start"
    );
    let help = format!("Write `{program}` as the `command`, and the other words in `args`");
    context.finding(command.span(), message).help(help).report();
}

/// Reports members of a server in mcp.json that set variables elsewhere, but have no effect here.
fn check_members(server: Member<'_>, context: &mut Context<'_>) {
    let (name, value) = (server.name(), server.value);
    let sets = |member: &Member<'_>| member.value.is_object() && !member.value.is_empty_container();
    let is_remote = value.get("command").is_none() && value.get("url").is_some();
    if let Some(env) = value.member("env").filter(|env| is_remote && sets(env)) {
        let message =
            format!("`env` of the server `{name}` has no effect: VS Code does not start it, but connects to its `url`");
        let help = "Set the variables where the server is started, or send `headers`";
        context.finding(env.key.span(), message).severity(Severity::Warning).help(help).report();
    }
    if let Some(member) = value.member("environment").filter(|member| !is_remote && sets(member)) {
        let message = format!("VS Code does not read `environment` of the server `{name}`; variables are set in `env`");
        let fix = value.get("env").is_none().then_some(Origin::new(value, member));
        let fix = fix.and_then(|origin| Fix::rename("Rename it to `env`", Applicability::Unsafe, origin, "env"));
        let finding = context.finding(member.key.span(), message).severity(Severity::Warning);
        finding.fix(fix).or_help("Move the variables into `env`").report();
    }
}

/// Returns `true` if `value`, called `servers`, is not a server of that name but contains servers.
fn contains_servers(value: Value<'_>) -> bool {
    let is_server = |value: Value<'_>| value.get("command").or_else(|| value.get("url")).is_some();
    value.is_object() && !is_server(value) && value.members().any(|member| is_server(member.value))
}

/// Reports the key of `.vscode/mcp.json` in `.mcp.json`, where each key is the name of a server unless there is `mcpServers`.
fn report_portable(root: Value<'_>, member: Member<'_>, context: &mut Context<'_>) {
    let message = "VS Code takes `servers` in .mcp.json for the name of a server, so none of its servers starts";
    let fix = Fix::rename("Rename it to `mcpServers`", Applicability::Unsafe, Origin::new(root, member), OTHER_NAME);
    context.finding(member.key.span(), message).fix(fix).or_help("Rename it to `mcpServers`").report();
}

/// Returns `true` if VS Code cannot start or reach the server: it is an object with neither `command` nor `url`.
fn lacks_program(server: Value<'_>) -> bool {
    server.is_object() && server.get("command").is_none() && server.get("url").is_none()
}

/// Reports the list of inputs one level too low, where no `${input:…}` finds it.
fn report_inputs(inputs: Member<'_>, context: &mut Context<'_>) {
    let message = "VS Code reads `inputs` at the top level of mcp.json; in `servers`, no `${input:…}` finds them";
    let help = "Move it to the top level, beside `servers`";
    context.finding(inputs.key.span(), message).severity(Severity::Warning).help(help).report();
}

fn report_server(server: Member<'_>, context: &mut Context<'_>) {
    let name = server.name();
    let message = format!("The server `{name}` in `servers` has neither `command` nor `url`, so it cannot start");
    let help = if OF_SERVER.contains(&&*name) {
        format!("Move `{name}` into the object of the server that it is for")
    } else {
        "Add the `command` that starts it, or the `url` at which it is".to_owned()
    };
    context.finding(server.key.span(), message).severity(Severity::Warning).help(help).report();
}
