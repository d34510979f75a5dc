//! Running processes of the VS Code family, and their descendants.
//!
//! Source: the command lines and variables of VS Code 1.139.1 and code-server 4.139.1: server-main.js, bootstrap-fork.js,
//! utilityProcess.ts.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

use jiff::Timestamp;
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

use crate::machine::{Env, Machine, MachineKind, MachineProcess, Os, Seen};

/// Program names of desktop products, without `.exe`, with their products.
const DESKTOP: &[(&str, &str)] = &[
    ("code", "Code"),
    ("code-insiders", "Code - Insiders"),
    ("code - insiders", "Code - Insiders"),
    ("codium", "VSCodium"),
    ("vscodium", "VSCodium"),
    ("cursor", "Cursor"),
    ("windsurf", "Windsurf"),
];

/// Parts of the paths of servers, with their products.
const SERVERS: &[(&str, &str)] = &[
    (".vscode-server-insiders", "Code - Insiders"),
    (".vscode-server", "Code"),
    (".vscode-remote", "Code"),
    (".vscodium-server", "VSCodium"),
    (".cursor-server", "Cursor"),
    (".windsurf-server", "Windsurf"),
    ("code-server", "code-server"),
    ("openvscode-server", "openvscode-server"),
    ("/vscode/bin", "Code"),
];

/// Variables that show the role of a desktop product's process.
const ENTRIES: &[(&str, MachineKind)] = &[
    ("extensionHostProcess", MachineKind::ExtensionHost),
    ("ptyHostMain", MachineKind::PtyHost),
    ("agentHostMain", MachineKind::AgentHost),
    ("watcherMain", MachineKind::FileWatcher),
];

/// Arguments that show the role of a server's process.
const TYPES: &[(&str, MachineKind)] = &[
    ("--type=extensionHost", MachineKind::ExtensionHost),
    ("--type=ptyHost", MachineKind::PtyHost),
    ("--type=agentHost", MachineKind::AgentHost),
    ("--type=fileWatcher", MachineKind::FileWatcher),
];

/// All processes of the family; `None` if the system does not list processes.
pub(super) fn processes() -> Option<Vec<MachineProcess>> {
    let mut system = System::new().ok()?;
    let kind = ProcessRefreshKind::nothing()
        .with_cmd(UpdateKind::Always)
        .with_environ(UpdateKind::Always)
        .with_exe(UpdateKind::Always)
        .with_cwd(UpdateKind::Always)
        .without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
    let mut all: BTreeMap<u32, Raw> = BTreeMap::new();
    for (pid, process) in system.processes() {
        if process.thread_kind().is_none() {
            all.insert(pid.as_u32(), Raw::of(pid.as_u32(), process));
        }
    }
    Some(classified(&all))
}

/// Removes the processes of a VS Code with another home folder: it belongs to another user, or to another set of startup files and
/// settings.
pub(super) fn keep_own(machine: &mut Machine) {
    let os = machine.os;
    let name = if os == Os::Windows { "USERPROFILE" } else { "HOME" };
    let is_foreign = |process: &&MachineProcess| {
        let env = machine.resolver_of(process).and_then(|resolver| resolver.env.is());
        env.and_then(|env| env.get(os, name)).is_some_and(|home| !os.same_path(home, &machine.home))
    };
    let foreign: BTreeSet<u32> =
        machine.processes.iter().flatten().filter(is_foreign).map(|process| process.pid).collect();
    if let Some(processes) = &mut machine.processes {
        processes.retain(|process| !foreign.contains(&process.pid));
    }
}

/// A process as the system reports it.
#[derive(Clone, Debug, Default)]
struct Raw {
    process: MachineProcess,
    program: String,
    /// The leader of its session, if the system reports it.
    session: Option<u32>,
}

impl Raw {
    fn of(pid: u32, process: &sysinfo::Process) -> Self {
        let env = env(process.environ());
        let seconds = i64::try_from(process.start_time()).ok();
        let program = process.exe().map(|exe| exe.to_string_lossy().into_owned()).unwrap_or_default();
        let command: Vec<String> = process.cmd().iter().map(|text| text.to_string_lossy().into_owned()).collect();
        // Chromium can overwrite the arguments and variables of its children with zeros.
        let command: Vec<String> = command.into_iter().filter(|text| !text.trim_matches('\0').is_empty()).collect();
        let session = process.session_id().map(sysinfo::Pid::as_u32);
        let process = MachineProcess {
            pid,
            parent: process.parent().map(sysinfo::Pid::as_u32),
            started: seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()),
            command,
            cwd: process.cwd().map(|cwd| cwd.to_string_lossy().into_owned()),
            env: if env.0.is_empty() { Seen::Nothing } else { Seen::Is(env) },
            ..MachineProcess::default()
        };
        Self { process, program, session }
    }

    fn variable(&self, name: &str) -> Option<&str> {
        self.process.env.is().and_then(|env| env.0.get(name)).map(String::as_str)
    }

    fn has(&self, argument: &str) -> bool {
        self.process.command.iter().any(|other| other == argument)
    }

    /// The name of its program, in lower case and without `.exe`.
    fn name(&self) -> String {
        let path = if self.program.is_empty() {
            self.process.command.first().map_or("", String::as_str)
        } else {
            &self.program
        };
        crate::startup::shell_name(path).to_lowercase()
    }

    fn product_of_server(&self) -> Option<&'static str> {
        let is_entry = |argument: &String| {
            argument.ends_with("out/server-main.js")
                || argument.ends_with("out/node/entry")
                || argument.ends_with("out/node/entry.js")
        };
        let entry = self.process.command.iter().take(4).find(|argument| is_entry(argument))?;
        Some(SERVERS.iter().find(|(part, _)| entry.contains(part)).map_or("Code", |(_, product)| *product))
    }

    fn product_of_desktop(&self) -> Option<&'static str> {
        // The command-line tool runs the same program with its cli.js.
        let is_helper =
            self.process.command.iter().any(|argument| argument.starts_with("--type=") || argument.ends_with("cli.js"));
        if is_helper || self.variable("ELECTRON_RUN_AS_NODE").is_some() {
            return None;
        }
        let name = self.name();
        let by_bundle = || {
            let bundle = self.program.split_once(".app/Contents/MacOS/")?.0;
            let app = bundle.rsplit('/').next()?;
            match app {
                "Visual Studio Code" => Some("Code"),
                "Visual Studio Code - Insiders" => Some("Code - Insiders"),
                app => DESKTOP.iter().find(|(_, product)| *product == app).map(|(_, product)| *product),
            }
        };
        let by_name = || DESKTOP.iter().find(|(program, _)| *program == name).map(|(_, product)| *product);
        by_bundle().or_else(by_name)
    }
}

fn env(variables: &[OsString]) -> Env {
    let texts = variables.iter().map(|variable| variable.to_string_lossy());
    let pairs = texts.filter_map(|text| {
        let (name, value) = text.split_once('=')?;
        (!name.is_empty() && !name.contains('\0')).then(|| (name.to_owned(), value.to_owned()))
    });
    pairs.collect()
}

/// Determines the role of each process and removes processes that do not belong to VS Code.
fn classified(all: &BTreeMap<u32, Raw>) -> Vec<MachineProcess> {
    let mut known: BTreeMap<u32, (MachineKind, &'static str, u32)> = BTreeMap::new();
    for (pid, raw) in all {
        // A server's helpers run the same script, but as its descendants.
        if let Some(product) = raw.product_of_server() {
            known.insert(*pid, (MachineKind::Server, product, *pid));
        } else if let Some(product) = raw.product_of_desktop() {
            known.insert(*pid, (MachineKind::Main, product, *pid));
        }
    }
    let mut waiting: Vec<u32> = known.keys().copied().collect();
    while let Some(parent) = waiting.pop() {
        let Some(&(parent_kind, product, resolver)) = known.get(&parent) else { continue };
        let children = all.values().filter(|raw| raw.process.parent == Some(parent));
        for child in children {
            let pid = child.process.pid;
            if let Some((kind, ..)) = known.get(&pid).copied() {
                // A descendant that runs the same program is not another VS Code.
                let is_same = matches!(kind, MachineKind::Main | MachineKind::Server) && parent_kind == kind;
                if !is_same {
                    continue;
                }
            }
            known.insert(pid, (kind_of(child, parent_kind), product, resolver));
            waiting.push(pid);
        }
    }
    known
        .into_iter()
        .filter_map(|(pid, (kind, product, resolver))| {
            let raw = all.get(&pid)?;
            Some(MachineProcess {
                kind,
                product: Some(product.to_owned()),
                resolver: Some(resolver),
                ..raw.process.clone()
            })
        })
        .collect()
}

/// The role of a process with a known parent.
fn kind_of(child: &Raw, parent: MachineKind) -> MachineKind {
    if let Some((_, kind)) = TYPES.iter().find(|(argument, _)| child.has(argument)) {
        return *kind;
    }
    if let Some(entry) = child.variable("VSCODE_ESM_ENTRYPOINT").or(child.variable("VSCODE_AMD_ENTRYPOINT"))
        && matches!(parent, MachineKind::Main | MachineKind::Server)
    {
        return ENTRIES.iter().find(|(part, _)| entry.contains(part)).map_or(MachineKind::Other, |(_, kind)| *kind);
    }
    let is_service = child.has("--utility-sub-type=node.mojom.NodeService");
    if is_service && child.process.command.iter().any(|argument| argument.starts_with("--inspect-port")) {
        return MachineKind::ExtensionHost;
    }
    match (parent, child.name().as_str()) {
        // A terminal leads its own session; helpers of the host do not.
        (MachineKind::PtyHost, _) if child.session.is_some_and(|session| session != child.process.pid) => {
            MachineKind::Other
        }
        (MachineKind::PtyHost, _) => terminal_or_task(child),
        (MachineKind::ExtensionHost | MachineKind::Gopls, "gopls") => MachineKind::Gopls,
        (MachineKind::ExtensionHost, "dlv" | "dlv-dap") => MachineKind::Dlv,
        _ => MachineKind::Other,
    }
}

fn terminal_or_task(child: &Raw) -> MachineKind {
    let is_integrated = child.variable("VSCODE_INJECTION").is_some();
    let runs_command = ["-c", "-lc", "-Command", "/c"].iter().any(|argument| child.has(argument));
    if runs_command && !is_integrated { MachineKind::Task } else { MachineKind::Terminal }
}

/// The process that asked the shell: a server or main process with an extension host, otherwise any.
pub(super) fn resolver(machine: &Machine) -> Option<&MachineProcess> {
    let hosts = machine.processes_of(MachineKind::ExtensionHost);
    let of_host = hosts.filter_map(|host| machine.resolver_of(host)).next();
    of_host.or_else(|| machine.processes_of(MachineKind::Server).chain(machine.processes_of(MachineKind::Main)).next())
}

/// The numbers of the processes in `session`, and of those that have `variable` set to `value`.
///
/// This reads `/proc` directly, because doctor needs it after each program that it starts, and only two files of each process.
#[cfg(target_os = "linux")]
pub(super) fn left_of(session: u32, variable: &str, value: &str) -> Vec<i32> {
    let wanted = format!("{variable}={value}");
    let is_left = |pid: &i32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // The second field, the name in parentheses, can contain spaces.
        let mut fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ');
        let is_alive = fields.next().is_some_and(|state| !matches!(state, "" | "Z" | "X"));
        let leader: Option<u32> = fields.nth(2).and_then(|leader| leader.parse().ok());
        let is_marked = || {
            let environ = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            environ.split(|byte| *byte == 0).any(|variable| variable == wanted.as_bytes())
        };
        is_alive && (leader == Some(session) || is_marked())
    };
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(is_left).collect()
}

/// The numbers of the processes in `session`, and of those that have `variable` set to `value`.
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn left_of(session: u32, variable: &str, value: &str) -> Vec<i32> {
    let Ok(mut system) = System::new() else { return Vec::new() };
    let kind = ProcessRefreshKind::nothing().with_environ(UpdateKind::Always).without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
    let wanted = format!("{variable}={value}");
    let is_left = |process: &sysinfo::Process| {
        let is_dead = matches!(process.status(), sysinfo::ProcessStatus::Zombie | sysinfo::ProcessStatus::Dead);
        let in_session = process.session_id().is_some_and(|leader| leader.as_u32() == session);
        let is_marked = process.environ().iter().any(|variable| variable.to_str() == Some(wanted.as_str()));
        (in_session || is_marked) && !is_dead
    };
    let left = system.processes().iter().filter(|(_, process)| is_left(process));
    left.filter_map(|(pid, _)| i32::try_from(pid.as_u32()).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(pid: u32, parent: u32, command: &[&str], env: &[(&str, &str)]) -> (u32, Raw) {
        let env: Env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let process = MachineProcess {
            pid,
            parent: Some(parent),
            command: command.iter().map(|&argument| argument.to_owned()).collect(),
            env: if env.0.is_empty() { Seen::Nothing } else { Seen::Is(env) },
            ..MachineProcess::default()
        };
        (pid, Raw { process, ..Raw::default() })
    }

    fn kinds(all: &[(u32, Raw)]) -> Vec<(u32, MachineKind, u32)> {
        let all: BTreeMap<u32, Raw> = all.iter().cloned().collect();
        let known = classified(&all).into_iter();
        known.map(|process| (process.pid, process.kind, process.resolver.unwrap())).collect()
    }

    #[test]
    fn a_vs_code_with_another_home_is_not_considered() {
        let process = |pid, parent, kind, home: Option<&str>| MachineProcess {
            pid,
            parent: Some(parent),
            kind,
            env: home
                .map_or(Seen::Nothing, |home| Seen::Is([("HOME".to_owned(), home.to_owned())].into_iter().collect())),
            ..MachineProcess::default()
        };
        let mut machine = Machine { home: "/home/u".to_owned(), ..Machine::default() };
        machine.processes = Some(vec![
            process(10, 1, MachineKind::Main, Some("/home/other")),
            process(11, 10, MachineKind::ExtensionHost, None),
            process(20, 1, MachineKind::Main, Some("/home/u/")),
            process(21, 20, MachineKind::ExtensionHost, None),
            process(30, 1, MachineKind::Server, None),
        ]);
        keep_own(&mut machine);
        let kept: Vec<u32> = machine.processes.iter().flatten().map(|process| process.pid).collect();
        assert_eq!(kept, [20, 21, 30]);
    }

    #[test]
    fn the_processes_of_a_server_are_distinguished() {
        let server = "/home/u/.vscode-server/cli/servers/Stable-1/server/out/server-main.js";
        let fork = "/home/u/.vscode-server/cli/servers/Stable-1/server/out/bootstrap-fork";
        let all = [
            raw(1, 0, &["/sbin/init"], &[]),
            raw(10, 1, &["node", server, "--start-server"], &[("PATH", "/bin")]),
            raw(11, 10, &["node", fork, "--type=extensionHost"], &[("PATH", "/bin")]),
            raw(12, 10, &["node", fork, "--type=ptyHost"], &[("PATH", "/bin")]),
            raw(13, 11, &["/home/u/go/bin/gopls", "-mode=stdio"], &[("PATH", "/bin")]),
            raw(14, 10, &["bash", "-i", "-l", "-c", "…"], &[]),
            raw(20, 1, &["bash"], &[]),
        ];
        assert_eq!(
            kinds(&all),
            [
                (10, MachineKind::Server, 10),
                (11, MachineKind::ExtensionHost, 10),
                (12, MachineKind::PtyHost, 10),
                (13, MachineKind::Gopls, 10),
                (14, MachineKind::Other, 10)
            ]
        );
    }

    #[test]
    fn the_processes_of_a_desktop_product_are_distinguished() {
        let service = ["/proc/self/exe", "--type=utility", "--utility-sub-type=node.mojom.NodeService"];
        let host = [&service[..], &["--inspect-port=0"]].concat();
        let pty = [("VSCODE_ESM_ENTRYPOINT", "vs/platform/terminal/node/ptyHostMain")];
        let all = [
            raw(10, 1, &["/usr/share/code/code"], &[("PATH", "/bin")]),
            raw(11, 10, &["/usr/share/code/code", "--type=zygote"], &[]),
            raw(12, 10, &host, &[]),
            raw(13, 10, &service, &pty),
            raw(20, 1, &["/usr/share/code/code", "/usr/share/code/resources/app/out/cli.js"], &[("PATH", "/bin")]),
        ];
        assert_eq!(
            kinds(&all),
            [
                (10, MachineKind::Main, 10),
                (11, MachineKind::Other, 10),
                (12, MachineKind::ExtensionHost, 10),
                (13, MachineKind::PtyHost, 10)
            ]
        );
    }
}
