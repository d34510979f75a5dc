//! The observations that the report is based on, and those that were not possible.

use serde::Serialize;

use super::{DoctorReport, clock};
use crate::case::{QuerySkipped, RemoteKind, RemoteWindow, ViewKind};
use crate::machine::{MachineKind, Os, Seen};

/// Something that could not be observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotObserved {
    /// The missing observation.
    pub what: String,
    /// The reason.
    pub why: String,
    /// `true` for a window whose extensions run on another computer.
    #[serde(skip)]
    pub is_remote: bool,
}

fn plural(count: usize, noun: &str, nouns: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {nouns}") }
}

/// The observations, one per line.
#[must_use]
pub fn checked(report: &DoctorReport<'_>) -> Vec<String> {
    let mut checked = vec![window(report), running(report), queried(report), counted(report)];
    checked.retain(|line| !line.is_empty());
    checked
}

/// The running VS Code: product, version, start time, extension hosts and terminals.
fn running(report: &DoctorReport<'_>) -> String {
    let machine = report.case.machine;
    let Some(resolver) = report.case.resolver() else { return String::new() };
    let product = resolver.product.as_deref().unwrap_or("VS Code");
    let installed = machine.products.iter().flatten().find(|known| known.name == product);
    let version = installed.and_then(|product| product.version.as_deref());
    let mut line = [Some(product), version].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let Some(at) = resolver.started {
        line += &format!(" since {}", clock(machine, at));
    }
    let hosts: Vec<String> =
        machine.processes_of(MachineKind::ExtensionHost).map(|host| host.pid.to_string()).collect();
    if !hosts.is_empty() {
        line += &format!(": extension host {}", hosts.join(", "));
    }
    for (kind, noun, nouns) in [(MachineKind::Terminal, "terminal", "terminals"), (MachineKind::Task, "task", "tasks")]
    {
        match machine.processes_of(kind).count() {
            0 => {}
            count => line += &format!(", {}", plural(count, noun, nouns)),
        }
    }
    line
}

/// The shell that was queried, and the time it took.
fn queried(report: &DoctorReport<'_>) -> String {
    let machine = report.case.machine;
    let Some(login) = machine.login_shell.is() else { return String::new() };
    let arguments = login.command.iter().skip(1).take(login.command.len().saturating_sub(2)).map(String::as_str);
    let shell = crate::startup::shell_name(machine.shell.as_deref().unwrap_or("the shell"));
    let command: Vec<&str> = [shell].into_iter().chain(arguments).collect();
    let mut line = format!("{} as VS Code asks it", command.join(" "));
    if let Some(seconds) = login.seconds {
        line += &format!(": {seconds:.1} s of {:.0} s", login.limit.unwrap_or(10.0));
    }
    match login.status.is() {
        Some(status) if *status != 0 => format!("{line}, status {status}"),
        _ => line,
    }
}

/// The workspace that is open in the window that was examined, with the folder in question.
fn window(report: &DoctorReport<'_>) -> String {
    let window = &report.case.project.window;
    let (Some(workspace), Some(folder)) = (&window.workspace, window.folder()) else { return String::new() };
    let others: Vec<&str> = window.other_folders().map(|folder| folder.name.as_str()).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!("; for {}, pass that folder to --folder", others.join(" or ")),
    };
    format!("the window of {workspace}, in its folder {}{others}", folder.name)
}

/// The number of folders and files that were examined.
fn counted(report: &DoctorReport<'_>) -> String {
    let case = &report.case;
    let machine = case.machine;
    let path = case.host().and_then(|host| host.env.as_ref()).map(|env| env.path(machine.os)).unwrap_or_default();
    let servers = case.views.iter().filter(|view| view.kind == ViewKind::Server).count();
    let counts = [
        (machine.os.entries(path).count(), "folder of PATH", "folders of PATH"),
        (machine.files.values().flatten().count(), "startup file", "startup files"),
        (case.project.files, "settings file", "settings files"),
        (servers, "MCP server", "MCP servers"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    counts.map(|(count, noun, nouns)| plural(count, noun, nouns)).collect::<Vec<_>>().join(", ")
}

/// The missing observations with their reasons.
#[must_use]
pub fn not_observed(report: &DoctorReport<'_>) -> Vec<NotObserved> {
    let case = &report.case;
    let machine = case.machine;
    let mut missing = Vec::new();
    for window in case.remote_windows() {
        let what = format!("the window on {}", window.place());
        let why = format!("its extensions run there: {}", window.command(case.requested));
        missing.push(NotObserved { what, why, is_remote: true });
    }
    if let Some(path) = case.project.dev_container.as_ref().filter(|_| missing.is_empty()) {
        let window = RemoteWindow { kind: RemoteKind::Other, name: None, folder: None };
        let why = format!("doctor looks at this computer; in the container, run {}", window.command(case.requested));
        missing.push(NotObserved { what: format!("the dev container of {path}"), why, is_remote: false });
    }
    if let [first, ..] = case.project.window.others.as_slice() {
        let what = format!("the window of {first}");
        let why = "it does not open this folder; pass a folder that it opens to --folder".to_owned();
        missing.push(NotObserved { what, why, is_remote: false });
    }
    let mut add = |what: &str, why: &str| {
        missing.push(NotObserved { what: what.to_owned(), why: why.to_owned(), is_remote: false });
    };
    match &machine.processes {
        None => add("running processes", "not examined"),
        Some(_) if case.resolver().is_none() => add("VS Code", "it is not running, so its processes are derived"),
        Some(_) => {}
    }
    if machine.os != Os::Windows && machine.login_shell.is_not_observed() {
        add("login shell", "not asked");
    }
    if machine.interactive_shell.is_not_observed() && machine.os != Os::Windows {
        add("prompt of a terminal", "not asked");
    }
    match case.query_skipped() {
        Some(QuerySkipped::StartedByShell) => {
            add("VS Code's question to the shell", "VS Code was started by `code`, so it did not ask");
        }
        Some(QuerySkipped::Disabled) => {
            add("VS Code's question to the shell", "the server runs with --force-disable-user-env");
        }
        Some(QuerySkipped::Windows) | None => {}
    }
    let hidden: Vec<String> = machine
        .processes
        .iter()
        .flatten()
        .filter(|process| {
            matches!(process.env, Seen::Nothing)
                && matches!(process.kind, MachineKind::Terminal | MachineKind::ExtensionHost)
        })
        .map(|process| process.pid.to_string())
        .collect();
    if !hidden.is_empty() {
        let why = match machine.os {
            Os::Osx => "macOS hides the environment of system programs (asked again)",
            Os::Linux | Os::Windows => "the system does not allow reading them",
        };
        add(&format!("variables of {}", hidden.join(", ")), why);
    }
    missing
}
