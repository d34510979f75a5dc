//! Finds the windows whose extensions run on another computer, where doctor must run to see them.

use super::names::plain_name;
use crate::machine::{Machine, MachineKind, MachineProcess};

/// A window whose extensions run elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteWindow {
    /// The kind of place.
    pub kind: RemoteKind,
    /// The name of the host or distribution, if it is known.
    pub name: Option<String>,
    /// The folder there, if it is known.
    pub folder: Option<String>,
}

/// The kind of place in which the extensions of a window run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoteKind {
    /// A host that is reached over SSH.
    Ssh,
    /// A distribution of the Windows Subsystem for Linux.
    Wsl,
    /// A container, a codespace, or a host behind a tunnel.
    Other,
}

impl RemoteWindow {
    /// The place in words.
    #[must_use]
    pub fn place(&self) -> String {
        match (self.kind, &self.name) {
            (RemoteKind::Ssh, Some(name)) => format!("the SSH host {name}"),
            (RemoteKind::Ssh, None) => "an SSH host".to_owned(),
            (RemoteKind::Wsl, Some(name)) => format!("{name} in WSL"),
            (RemoteKind::Wsl, None) => "WSL".to_owned(),
            (RemoteKind::Other, _) => "a container or another computer".to_owned(),
        }
    }

    /// The command that runs doctor there with the `names` that were asked for; in a terminal of the window if only that is
    /// known to work.
    #[must_use]
    pub fn command(&self, names: &[String]) -> String {
        let doctor = ["envlint doctor"]
            .into_iter()
            .chain(names.iter().map(|name| plain_name(name)))
            .collect::<Vec<_>>()
            .join(" ");
        let is_plain = |text: &&String| text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-@~".contains(c));
        let folder = self.folder.as_ref().filter(is_plain);
        match (self.kind, self.name.as_ref().filter(is_plain), folder) {
            (RemoteKind::Ssh, Some(host), Some(folder)) => format!("ssh -t {host} 'cd {folder} && {doctor}'"),
            (RemoteKind::Wsl, Some(name), Some(folder)) => format!("wsl -d {name} --cd {folder} -- {doctor}"),
            _ => format!("{doctor} (in a terminal of that window)"),
        }
    }
}

/// The remote windows of the products that run here. On the remote computer itself, there is a server instead.
pub(super) fn remote_windows(machine: &Machine) -> Vec<RemoteWindow> {
    if machine.processes_of(MachineKind::Server).next().is_some() {
        return Vec::new();
    }
    let mut windows: Vec<RemoteWindow> = Vec::new();
    for process in machine.processes.iter().flatten() {
        let texts = process.command.iter().chain(&process.folders);
        let by_uri = texts.filter_map(|text| of_uri(text)).chain(of_argument(process));
        for window in by_uri.chain(of_connection(process)) {
            let is_known = |known: &&mut RemoteWindow| known.kind == window.kind && known.name == window.name;
            match windows.iter_mut().find(is_known) {
                Some(known) => known.folder = known.folder.take().or(window.folder),
                None => windows.push(window),
            }
        }
    }
    windows
}

/// `vscode-remote://ssh-remote+host/folder`, also as a part of an argument.
fn of_uri(text: &str) -> Option<RemoteWindow> {
    let rest = text.split_once("vscode-remote://")?.1;
    let (authority, folder) =
        rest.split_once('/').map_or((rest, None), |(authority, folder)| (authority, Some(folder)));
    let folder = folder.filter(|folder| !folder.is_empty()).map(|folder| format!("/{folder}"));
    Some(RemoteWindow { folder, ..of_authority(authority) })
}

/// `--remote ssh-remote+host`
fn of_argument(process: &MachineProcess) -> Option<RemoteWindow> {
    let mut arguments = process.command.iter();
    let found = arguments.find(|argument| *argument == "--remote" || argument.starts_with("--remote="))?;
    found.strip_prefix("--remote=").or_else(|| arguments.next().map(String::as_str)).map(of_authority)
}

fn of_authority(authority: &str) -> RemoteWindow {
    let authority = authority.replace("%2B", "+").replace("%2b", "+");
    let (scheme, name) = authority.split_once('+').unwrap_or((&authority, ""));
    let kind = match scheme {
        "ssh-remote" => RemoteKind::Ssh,
        "wsl" => RemoteKind::Wsl,
        _ => RemoteKind::Other,
    };
    // A host that is not in the configuration of SSH is written as JSON in hexadecimal digits.
    let is_encoded = name.len() > 20 && name.chars().all(|digit| digit.is_ascii_hexdigit());
    let name = Some(name).filter(|name| !name.is_empty() && !is_encoded && kind != RemoteKind::Other);
    RemoteWindow { kind, name: name.map(str::to_owned), folder: None }
}

/// The connection that an extension started: `ssh -T -D 50000 host bash`, `wsl.exe -d Ubuntu … .vscode-server …`, `docker exec
/// … .vscode-server …`.
fn of_connection(process: &MachineProcess) -> Option<RemoteWindow> {
    let program = crate::startup::shell_name(process.command.first()?);
    let has = |argument: &str| process.command.iter().any(|other| other == argument);
    let is_of_server = process.command.iter().any(|argument| argument.contains("vscode-server"));
    let after = |flag: &str| process.command.iter().skip_while(|argument| *argument != flag).nth(1).cloned();
    let (kind, name) = match program {
        "ssh" if has("-T") && has("-D") => (RemoteKind::Ssh, process.command.iter().rev().nth(1).cloned()),
        "wsl" if is_of_server => (RemoteKind::Wsl, after("-d")),
        "docker" | "podman" if is_of_server => (RemoteKind::Other, None),
        _ => return None,
    };
    Some(RemoteWindow { kind, name, folder: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(command: &[&str]) -> Vec<RemoteWindow> {
        let command = command.iter().map(|&text| text.to_owned()).collect();
        let process = MachineProcess { command, kind: MachineKind::Main, ..MachineProcess::default() };
        remote_windows(&Machine { processes: Some(vec![process]), ..Machine::default() })
    }

    fn commands(command: &[&str]) -> Vec<String> {
        windows(command).iter().map(|window| window.command(&["go".to_owned()])).collect()
    }

    #[test]
    fn a_remote_window_is_named_with_the_command_to_run_there() {
        let uri = "--folder-uri=vscode-remote://ssh-remote%2Bbuild.example.com/home/me/app";
        assert_eq!(commands(&["code", uri]), ["ssh -t build.example.com 'cd /home/me/app && envlint doctor go'"]);
        let uri = "--folder-uri=vscode-remote://wsl+Ubuntu/home/me/app";
        assert_eq!(commands(&["code", uri]), ["wsl -d Ubuntu --cd /home/me/app -- envlint doctor go"]);
        let uri = "vscode-remote://dev-container+7b22686f7374506174682263227d/workspaces/app";
        assert_eq!(commands(&["code", uri]), ["envlint doctor go (in a terminal of that window)"]);
        assert_eq!(windows(&["code", "--remote", "ssh-remote+build"])[0].name.as_deref(), Some("build"));
        assert_eq!(windows(&["ssh", "-v", "-T", "-D", "50000", "build", "bash"])[0].name.as_deref(), Some("build"));
        assert!(windows(&["code", "/home/me/app"]).is_empty());
    }

    #[test]
    fn nothing_in_a_name_reaches_the_command_line() {
        let uri = "--folder-uri=vscode-remote://ssh-remote+a;reboot/home/me/app";
        assert_eq!(commands(&["code", uri]), ["envlint doctor go (in a terminal of that window)"]);
    }
}
