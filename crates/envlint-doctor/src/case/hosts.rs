//! Chooses the extension host in question and determines its environment.

use super::view::Basis;
use crate::machine::{Env, Machine, MachineKind, MachineProcess, Seen};
use crate::project::FolderProject;

/// An extension host with its environment.
pub(super) struct CaseHost<'m> {
    pub(super) process: &'m MachineProcess,
    pub(super) env: Option<Env>,
    pub(super) basis: Basis,
}

/// The extension hosts, the one in question first: the one of the folder, otherwise the youngest.
pub(super) fn hosts<'m>(machine: &'m Machine, project: &FolderProject) -> Vec<CaseHost<'m>> {
    let mut hosts: Vec<&MachineProcess> = machine.processes_of(MachineKind::ExtensionHost).collect();
    hosts.sort_by_key(|host| {
        let children = machine.processes.iter().flatten().filter(|child| child.parent == Some(host.pid));
        let by_child =
            children.filter(|child| child.kind != MachineKind::Terminal).filter_map(|child| child.cwd.as_ref());
        let has_folder = host.folders.iter().chain(by_child).any(|open| {
            let mut folders = project.window.folders.iter().map(|folder| &folder.path).chain(machine.folder.as_ref());
            folders.any(|folder| machine.os.same_path(open, folder))
        });
        (!has_folder, std::cmp::Reverse(host.started))
    });
    hosts
        .into_iter()
        .map(|process| {
            let (env, basis) = seen_by(machine, project, process);
            CaseHost { process, env, basis }
        })
        .collect()
}

/// The environment of an extension host: its own if it can be read, otherwise that of the youngest process that it started,
/// otherwise a prediction.
fn seen_by(machine: &Machine, project: &FolderProject, host: &MachineProcess) -> (Option<Env>, Basis) {
    if let Some(env) = host.env.is().filter(|env| !env.0.is_empty()) {
        return (Some(env.clone()), Basis::Read(host.pid));
    }
    let children = machine.processes.iter().flatten().filter(|child| child.parent == Some(host.pid));
    let readable = children.filter(|child| child.env.is().is_some_and(|env| !env.0.is_empty()));
    if let Some(child) = readable.max_by_key(|child| child.started) {
        return (child.env.is().cloned(), Basis::Child(child.pid));
    }
    // A terminal starts with the environment of the host, unless settings change PATH for terminals.
    let changes_path = project.consumers.iter().filter(|consumer| consumer.id == "terminal").any(|consumer| {
        consumer.begins_with_desktop
            || consumer.variables.iter().any(|variable| machine.os.same_name(&variable.name, "PATH"))
    });
    let resolver = machine.resolver_of(host).map(|process| process.pid);
    let terminals = machine.processes_of(MachineKind::Terminal).filter(|terminal| {
        machine.resolver_of(terminal).map(|process| process.pid) == resolver && terminal.env.is().is_some()
    });
    if let Some(terminal) = terminals.max_by_key(|terminal| terminal.started).filter(|_| !changes_path) {
        return (terminal.env.is().cloned(), Basis::Child(terminal.pid));
    }
    (derived(machine, machine.resolver_of(host)), Basis::Derived)
}

/// The environment that a resolver gives an extension host: its own variables, overridden by the answer of the shell.
pub(super) fn derived(machine: &Machine, resolver: Option<&MachineProcess>) -> Option<Env> {
    let own = resolver.and_then(|process| process.env.is());
    let session = || machine.session.is().map(|session| &session.env);
    let base = own.or_else(session);
    let is_queried = machine.os != crate::machine::Os::Windows;
    let answer = machine.login_env().filter(|_| is_queried);
    match (base, answer) {
        (Some(base), Some(answer)) => Some(base.over(machine.os, answer)),
        (Some(base), None) => Some(base.clone()),
        (None, Some(answer)) => Some(answer.clone()),
        // Without VS Code, a session and a shell that answers, doctor's own environment is the best guess on Windows.
        (None, None) => machine.env.clone().filter(|_| !is_queried && matches!(machine.session, Seen::NotObserved)),
    }
}
