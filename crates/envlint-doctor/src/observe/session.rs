//! The environment of programs that are started from the desktop.

use super::Wishes;
#[cfg(unix)]
use super::run::{Start, run};
use crate::machine::{Machine, Seen, Session};

#[cfg(unix)]
use crate::machine::{Env, Os};

/// The time limit for one question.
#[cfg(unix)]
const LIMIT: std::time::Duration = std::time::Duration::from_secs(1);

/// The environment of systemd's user manager, of launchd, or of the registry.
#[cfg(unix)]
pub(super) fn session(machine: &Machine, wishes: &Wishes<'_>) -> Seen<Session> {
    let output = |program: &str, arguments: &[&str]| output(machine, wishes, program, arguments);
    match Os::this() {
        Os::Osx => {
            let names = ["PATH", "JAVA_HOME", "GOPATH", "GOROOT", "NODE_OPTIONS", "SHELL", "LANG"];
            let get = |name: &&str| {
                Some(((*name).to_owned(), output("/bin/launchctl", &["getenv", name])?.trim().to_owned()))
            };
            let env: Env = names.iter().filter_map(get).filter(|(_, value)| !value.is_empty()).collect();
            let mut env = env;
            if env.get(Os::Osx, "PATH").is_none() {
                // launchd's own default.
                env.set(Os::Osx, "PATH", "/usr/bin:/bin:/usr/sbin:/sbin".to_owned());
            }
            Seen::Is(Session { source: "launchctl".to_owned(), env })
        }
        _ => match output("/usr/bin/systemctl", &["--user", "show-environment"]) {
            Some(text) => {
                let env: Env = text.lines().filter_map(variable).collect();
                if env.0.is_empty() { Seen::Nothing } else { Seen::Is(Session { source: "systemd".to_owned(), env }) }
            }
            None => Seen::Nothing,
        },
    }
}

/// A line of `systemctl show-environment`. A value with special characters is written as `$'…'` and skipped.
#[cfg(unix)]
fn variable(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once('=')?;
    (!value.starts_with("$'")).then(|| (name.to_owned(), value.trim_matches('"').to_owned()))
}

/// The output of a system program that is started in the home folder with only the variables that it needs.
#[cfg(unix)]
fn output(machine: &Machine, wishes: &Wishes<'_>, program: &str, arguments: &[&str]) -> Option<String> {
    let home = std::path::Path::new(&machine.home);
    let names = ["HOME", "USER", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];
    let own = machine.env.as_ref()?;
    let value = |name: &&str| Some(((*name).to_owned(), own.get(machine.os, name)?.to_owned()));
    let env: Env = names.iter().filter_map(value).collect();
    let command: Vec<String> = std::iter::once(program).chain(arguments.iter().copied()).map(str::to_owned).collect();
    if !std::path::Path::new(program).exists() {
        return None;
    }
    let start = Start { launcher: wishes.program, command: &command, env: &env, cwd: home, limit: LIMIT };
    let outcome = run(&start).ok().filter(|outcome| outcome.status == Some(0))?;
    Some(String::from_utf8_lossy(&outcome.output).into_owned())
}

/// The variables of the machine and the user in the registry, merged as Windows does: the two PATHs are joined, other variables
/// of the user override those of the machine.
#[cfg(windows)]
pub(super) fn session(_: &Machine, _: &Wishes<'_>) -> Seen<Session> {
    use crate::machine::{Env, Os};
    use winreg::RegKey;
    use winreg::enums::{HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE};

    let of = |root, path: &str| -> Env {
        let Ok(key) = RegKey::predef(root).open_subkey(path) else { return Env::default() };
        key.enum_values()
            .flatten()
            .map(|(name, _)| (name.clone(), key.get_value::<String, _>(&name).unwrap_or_default()))
            .collect()
    };
    let machine = of(HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment");
    let user = of(HKEY_CURRENT_USER, "Environment");
    let os = Os::Windows;
    let path = [machine.path(os), user.path(os)].join(";");
    let mut env = machine.over(os, &user);
    env.set(os, "Path", path.trim_matches(';').to_owned());
    let own: Env = std::env::vars().collect();
    let expanded = env.0.iter().map(|(name, value)| (name.clone(), expand(value, &own))).collect();
    Seen::Is(Session { source: "registry".to_owned(), env: expanded })
}

/// `value` with `%NAME%` expanded as Windows does in values of type REG_EXPAND_SZ; unknown names are not expanded.
#[cfg(windows)]
fn expand(value: &str, env: &crate::machine::Env) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        match after.split_once('%') {
            Some((name, tail)) => {
                match env.get(crate::machine::Os::Windows, name) {
                    Some(known) => out.push_str(known),
                    None => out.push_str(&format!("%{name}%")),
                }
                rest = tail;
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
