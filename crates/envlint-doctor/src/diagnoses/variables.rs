//! The variables to compare, and those whose differences mean nothing.

use crate::case::{Case, Weight};
use crate::machine::Os;
use crate::startup;

/// Variables that each process gets for itself, so that their differences have no cause that the user could remove. A name that ends
/// with `*` is a prefix.
const OF_PROCESS: &[&str] = &[
    "_",
    "SHLVL",
    "PWD",
    "OLDPWD",
    "LANG",
    "COLORTERM",
    "BROWSER",
    "SSH_AUTH_SOCK",
    "TERM*",
    "NODE_*",
    "VSCODE_*",
    "CODE_SERVER_*",
    "XDG_*",
];

/// More variables that differ on a healthy machine. Their differences matter only to someone who asks for them.
const UNLESS_REQUESTED: &[&str] = &[
    "SSH_AGENT_PID",
    "PS1",
    "PROMPT",
    "HOME",
    "USER",
    "LOGNAME",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "PATH",
    "Path",
    "MANPATH",
    "INFOPATH",
    "HISTCONTROL",
    "LESSOPEN",
    "LESSCLOSE",
    "LS_COLORS",
    "GPG_TTY",
    "SHELL",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "MAIL",
    "WINDOWID",
    "XAUTHORITY",
    "ORIGINAL_XDG_CURRENT_DESKTOP",
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "SSH_TTY",
    "GIT_ASKPASS",
    "TMPDIR",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
    "COMPUTERNAME",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_ARCHITECTURE",
    "OS",
    "COMSPEC",
    "PATHEXT",
    "FNM_MULTISHELL_PATH",
    "IFS",
    "path",
    "fpath",
    "cdpath",
    "HISTFILE",
    "HISTSIZE",
    "SAVEHIST",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "ELECTRON_*",
    "CHROME_*",
    "GDK_*",
    "GTK_*",
    "QT_*",
    "DIRENV_*",
    "__*",
    "MISE_*",
    "BASH_*",
    "ZSH*",
    "VTE_*",
    "COMP_*",
    "HIST*",
    "LC_*",
    "P9K*",
    "POWERLEVEL*",
    "STARSHIP_*",
    "GNOME_*",
    "SESSION_*",
    "SYSTEMD_*",
    "ATUIN_*",
    "PROCESSOR_*",
    "PSModule*",
];

fn lists(names: &[&str], os: Os, name: &str) -> bool {
    names.iter().any(|listed| match listed.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => os.same_name(listed, name),
    })
}

/// Returns `true` if each process gets its own value of the variable `name`.
pub(super) fn is_of_process(os: Os, name: &str) -> bool {
    lists(OF_PROCESS, os, name)
}

/// Returns `true` if a difference in `name` means nothing to someone who did not ask for it.
pub(super) fn is_noise(os: Os, name: &str) -> bool {
    is_of_process(os, name) || lists(UNLESS_REQUESTED, os, name)
}

/// A variable to compare.
pub(super) struct Candidate {
    pub(super) name: String,
    /// `true` if it was asked for or a file refers to it.
    pub(super) matters: bool,
}

/// The variables to compare: asked for, referred to by files, assigned in startup files or in the registry.
pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let os = case.machine.os;
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |name: &str, matters: bool| {
        if !found.iter().any(|known| os.same_name(&known.name, name)) {
            found.push(Candidate { name: name.to_owned(), matters });
        }
    };
    for name in case.variables.iter().filter(|name| name.weight == Weight::Requested) {
        add(&name.text, true);
    }
    for reference in case.project.references.iter().filter(|reference| !reference.is_optional) {
        if case.requested.is_empty() {
            add(&reference.variable, true);
        }
    }
    // A question about a program is not answered with variables.
    if case.requested.is_empty() {
        for name in startup::assigned_variables(case.machine).iter() {
            add(name, false);
        }
        let session = case.machine.session.is().filter(|_| os == Os::Windows);
        for name in session.into_iter().flat_map(|session| session.env.0.keys()) {
            add(name, false);
        }
    }
    found.retain(|candidate| candidate.matters || !is_noise(os, &candidate.name));
    found
}

/// Returns `true` if two values of a variable mean the same. In lists, the order of entries matters; their spelling does not.
pub(super) fn same_value(os: Os, a: &str, b: &str) -> bool {
    // A masked value cannot be compared.
    if a == b || a == "…" || b == "…" {
        return true;
    }
    let is_list = a.contains(os.list_separator()) || b.contains(os.list_separator());
    if os != Os::Windows && !is_list {
        return os.trimmed(a) == os.trimmed(b);
    }
    let entries = |list: &str| {
        let mut seen: Vec<String> = Vec::new();
        for entry in os.entries(list).filter(|entry| !entry.text.is_empty()) {
            if !seen.iter().any(|known| os.same_path(known, entry.text)) {
                seen.push(entry.text.to_owned());
            }
        }
        seen
    };
    let (a, b) = (entries(a), entries(b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| os.same_path(a, b))
}
