//! The servers are not where VS Code looks for them in mcp.json, so they do not start.
#![doc = include_str!("mcp_shape.md")]

use envlint_core::env::{FileAnalysis, Origin, folder_of};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::{Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Span;
use envlint_core::vscode::{FileKind, Section};

declare_rule! {
    McpShape {
        name: "mcp-shape",
        severity: Error,
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
            for server in servers.members() {
                check_portable(server, context);
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
        (Some(servers), _, _) => {
            for server in servers.members().filter(|server| lacks_program(server.value)) {
                report_server(server, context);
            }
        }
        (None, Some(member), _) => {
            let message = "VS Code does not read `mcpServers` in mcp.json, so none of its servers starts";
            let origin = Origin { object: root, member };
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

/// The members of the root that VS Code reads.
const KNOWN: [&str; 2] = ["servers", "inputs"];

/// Reports a server, or an object of servers, that is not in `servers`, in a file without `servers`.
fn check_stray(root: Value<'_>, member: Member<'_>, context: &mut Context<'_>) {
    let is_server = |value: Value<'_>| value.get("command").or_else(|| value.get("url")).is_some_and(is_string);
    let name = member.name();
    let message = format!("VS Code does not read `{name}` in mcp.json, which has no `servers`, so no server starts");
    let finding = |context: &mut Context<'_>, help: &str, fix: Option<Fix>| {
        context.finding(member.key.span(), message.clone()).fix(fix).help(help).report();
    };
    if is_server(member.value) {
        finding(context, "Move it into an object `servers`", None);
    } else if member.value.members().next().is_some() && member.value.members().all(|inner| is_server(inner.value)) {
        let fix =
            Fix::rename("Rename it to `servers`", Applicability::Unsafe, Origin { object: root, member }, "servers");
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

/// Returns `true` if VS Code cannot start or reach the server: it is an object with neither `command` nor `url`.
fn lacks_program(server: Value<'_>) -> bool {
    server.is_object() && server.get("command").is_none() && server.get("url").is_none()
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
