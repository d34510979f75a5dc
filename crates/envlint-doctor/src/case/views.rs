//! The environment of each process: observed if possible, otherwise derived from the settings.

use super::hosts::{CaseHost, derived, hosts};
use super::prompt::{PromptEnv, is_in_wsl, of_profile, terminal_shell, with_settings};
use super::view::{Basis, View, ViewKind};
use crate::machine::{Env, Machine, MachineKind, Os};
use crate::project::{FolderProject, Places, ProjectConsumer, fold, with_go};

/// All views, in the order of the reports.
pub(super) fn views(machine: &Machine, project: &FolderProject) -> Vec<View> {
    let hosts = hosts(machine, project);
    let first = hosts.first();
    let inherited = first.and_then(|host| host.env.clone()).or_else(|| derived(machine, any_resolver(machine)));
    let mut views = Vec::new();
    if machine.os != Os::Windows {
        views.push(login(machine));
    }
    views.push(terminal(machine, project, inherited.as_ref()));
    views.extend(modelled(machine, project, inherited.as_ref(), |consumer| consumer.id == "terminal"));
    views.push(task(machine, project, inherited.as_ref()));
    views.extend(modelled(machine, project, inherited.as_ref(), |consumer| consumer.id.ends_with("-task")));
    views.extend(extension_hosts(machine, &hosts, inherited.as_ref()));
    let is_other = |consumer: &ProjectConsumer| {
        let shown = ["terminal", "shell-task", "process-task", "login-shell", "extension-host"];
        !shown.contains(&consumer.id)
            && !consumer.id.starts_with("vscode-from")
            && !consumer.id.starts_with("container")
    };
    views.extend(modelled(machine, project, inherited.as_ref(), is_other));
    views
}

fn any_resolver(machine: &Machine) -> Option<&crate::machine::MachineProcess> {
    machine.processes_of(MachineKind::Server).chain(machine.processes_of(MachineKind::Main)).next()
}

fn view(label: &str, kind: ViewKind, env: Option<Env>, basis: Basis) -> View {
    View { label: label.to_owned(), kind, env, basis, pid: None, is_complete: true, consumer: None }
}

fn login(machine: &Machine) -> View {
    view("login-shell", ViewKind::LoginShell, machine.login_env().cloned(), Basis::Queried)
}

fn general<'p>(project: &'p FolderProject, id: &str) -> Option<(usize, &'p ProjectConsumer)> {
    let mut all = project.consumers.iter().enumerate();
    all.find(|(_, consumer)| consumer.id == id && consumer.name.is_none())
}

/// The environment that `consumer` begins with: that of the extension host, or, with `terminal.integrated.inheritEnv` off, that of VS
/// Code itself.
fn base<'e>(machine: &'e Machine, consumer: &ProjectConsumer, inherited: Option<&'e Env>) -> Option<&'e Env> {
    let desktop = || any_resolver(machine).and_then(|process| process.env.is()).or_else(|| machine.asked_from());
    if consumer.begins_with_desktop { desktop() } else { inherited }
}

/// The environment of `consumer`, derived from that of the extension host or of VS Code itself.
fn predicted(
    machine: &Machine,
    project: &FolderProject,
    consumer: &ProjectConsumer,
    inherited: Option<&Env>,
) -> Option<Env> {
    let base = base(machine, consumer, inherited);
    Some(fold(consumer, base?, Places::of(machine, project)))
}

fn terminal(machine: &Machine, project: &FolderProject, inherited: Option<&Env>) -> View {
    let consumer = general(project, "terminal");
    let index = consumer.map(|(index, _)| index);
    if let Some(answer) = machine.interactive_shell.is()
        && let Some(env) = answer.env.is()
    {
        let places = Places::of(machine, project);
        let with_base = consumer.and_then(|(_, consumer)| Some((consumer, base(machine, consumer, inherited)?)));
        let mut prompt = match with_base.filter(|_| answer.without_settings) {
            Some((consumer, base)) => {
                let shell = terminal_shell(machine, project);
                with_settings(machine, consumer, shell.as_ref(), (base, env), places)
            }
            None => PromptEnv { env: env.clone(), is_complete: true },
        };
        if let Some((consumer, base)) = with_base {
            prompt.env = with_go(consumer, base, places, prompt.env);
        }
        let lacks =
            answer.without_settings && inherited.is_some_and(|inherited| lacks(machine, &prompt.env, inherited));
        return View {
            is_complete: prompt.is_complete && !lacks,
            consumer: index,
            ..view("terminal", ViewKind::Terminal, Some(prompt.env), Basis::Queried)
        };
    }
    let own = machine.env.as_ref().filter(|env| env.get(machine.os, "TERM_PROGRAM") == Some("vscode"));
    if let Some(own) = own {
        return View { consumer: index, ..view("terminal", ViewKind::Terminal, Some(own.clone()), Basis::Queried) };
    }
    if is_in_wsl(machine, project, None) {
        return View { consumer: index, ..view("terminal", ViewKind::Terminal, None, Basis::Derived) };
    }
    let running = machine.processes_of(MachineKind::Terminal).filter(|process| process.env.is().is_some());
    let running = running.max_by_key(|process| process.started);
    let (env, basis) = match (running, consumer) {
        (Some(process), _) => (process.env.is().cloned(), Basis::Read(process.pid)),
        (None, Some((_, consumer))) => (predicted(machine, project, consumer, inherited), Basis::Derived),
        (None, None) => (inherited.cloned(), Basis::Derived),
    };
    let is_complete = machine.os == Os::Windows;
    View { is_complete, consumer: index, ..view("terminal", ViewKind::Terminal, env, basis) }
}

/// Returns `true` if a shell that was asked outside of an untrusted folder lacks entries of PATH that lead into the folder or that
/// are relative.
fn lacks(machine: &Machine, asked: &Env, inherited: &Env) -> bool {
    let os = machine.os;
    let is_inside = |entry: &str| machine.folder.as_ref().is_some_and(|folder| entry.starts_with(folder.as_str()));
    let is_relative = |entry: &str| !entry.is_empty() && !os.is_absolute(entry) && !entry.starts_with('~');
    let mut entries = os.entries(inherited.path(os)).map(|entry| entry.text);
    entries.any(|entry| (is_inside(entry) || is_relative(entry)) && !os.list_has(asked.path(os), entry))
}

/// Tasks in general: a shell with the arguments of the system's default profile.
///
/// Source: the default profiles of VS Code: `zsh -l` on macOS, `bash` on Linux.
fn task(machine: &Machine, project: &FolderProject, inherited: Option<&Env>) -> View {
    let consumer = general(project, "shell-task");
    let index = consumer.map(|(index, _)| index);
    if is_in_wsl(machine, project, None) {
        return View { consumer: index, ..view("task", ViewKind::Task, None, Basis::Derived) };
    }
    if let Some(env) = machine.task_shell.is().and_then(|answer| answer.env.is()) {
        return View { consumer: index, ..view("task", ViewKind::Task, Some(env.clone()), Basis::Queried) };
    }
    let mode = if machine.os == Os::Osx { "lc" } else { "c" };
    let queried = machine.shell_modes.get(mode).and_then(Option::as_ref);
    let basis = if queried.is_some() { Basis::Queried } else { Basis::Derived };
    // Tasks inherit the environment of the extension host, so nothing is known about them without it.
    let base = if inherited.is_some() { queried.or(inherited) } else { None };
    let env = match consumer {
        Some((_, consumer)) => predicted(machine, project, consumer, base),
        None => base.cloned(),
    };
    View { consumer: index, ..view("task", ViewKind::Task, env, basis) }
}

/// The views of named consumers, and of those for which the files set variables.
fn modelled(
    machine: &Machine,
    project: &FolderProject,
    inherited: Option<&Env>,
    wanted: impl Fn(&ProjectConsumer) -> bool,
) -> Vec<View> {
    let all = project.consumers.iter().enumerate().filter(|(_, consumer)| wanted(consumer));
    let shown = all.filter(|(_, consumer)| match consumer.id {
        "terminal" | "shell-task" | "process-task" => consumer.name.is_some(),
        "mcp" | "go-tools" => true,
        _ => !consumer.variables.is_empty(),
    });
    shown
        .map(|(index, consumer)| {
            let kind = match consumer.id {
                "terminal" => ViewKind::Terminal,
                "shell-task" | "process-task" => ViewKind::Task,
                "mcp" => ViewKind::Server,
                "go-tools" => ViewKind::GoTools,
                _ => ViewKind::Other,
            };
            let prompt = base(machine, consumer, inherited).filter(|_| kind == ViewKind::Terminal);
            let prompt = prompt.and_then(|base| of_profile(machine, project, consumer, base));
            let is_complete = kind != ViewKind::Terminal || machine.os == Os::Windows;
            let is_complete = prompt.as_ref().map_or(is_complete, |prompt| prompt.is_complete);
            let env = prompt.map(|prompt| prompt.env).or_else(|| predicted(machine, project, consumer, inherited));
            let is_in_wsl = kind == ViewKind::Terminal && is_in_wsl(machine, project, consumer.name.as_deref());
            let env = env.filter(|_| !is_in_wsl);
            let kind = if kind == ViewKind::Terminal { ViewKind::Other } else { kind };
            View { is_complete, consumer: Some(index), ..view(&consumer.label(), kind, env, Basis::Derived) }
        })
        .collect()
}

/// One view if all hosts have the same PATH, otherwise one for each host.
fn extension_hosts(machine: &Machine, hosts: &[CaseHost<'_>], inherited: Option<&Env>) -> Vec<View> {
    let Some(first) = hosts.first() else {
        return vec![view("extension-host", ViewKind::ExtensionHost, inherited.cloned(), Basis::Derived)];
    };
    let path = |host: &CaseHost<'_>| host.env.as_ref().map(|env| env.path(machine.os).to_owned());
    let agree = hosts.iter().all(|host| path(host) == path(first));
    let one = |host: &CaseHost<'_>, label: String| View {
        pid: Some(host.process.pid),
        ..view(&label, ViewKind::ExtensionHost, host.env.clone(), host.basis)
    };
    if agree {
        vec![one(first, "extension-host".to_owned())]
    } else {
        hosts.iter().map(|host| one(host, format!("extension-host#{}", host.process.pid))).collect()
    }
}
