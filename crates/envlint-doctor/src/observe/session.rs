//! The environment of programs that are started from the desktop.

use super::ObserveOptions;
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
pub(super) fn session(machine: &Machine, options: &ObserveOptions<'_>) -> Seen<Session> {
    let output = |program: &str, arguments: &[&str]| output(machine, options, program, arguments);
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
fn output(machine: &Machine, options: &ObserveOptions<'_>, program: &str, arguments: &[&str]) -> Option<String> {
    let home = std::path::Path::new(&machine.home);
    let names = ["HOME", "USER", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];
    let own = machine.env.as_ref()?;
    let value = |name: &&str| Some(((*name).to_owned(), own.get(machine.os, name)?.to_owned()));
    let env: Env = names.iter().filter_map(value).collect();
    let command: Vec<String> = std::iter::once(program).chain(arguments.iter().copied()).map(str::to_owned).collect();
    if !std::path::Path::new(program).exists() {
        return None;
    }
    let start = Start { launcher: options.program, command: &command, env: &env, cwd: home, limit: LIMIT };
    let outcome = run(&start).ok().filter(|outcome| outcome.status == Some(0))?;
    Some(String::from_utf8_lossy(&outcome.output).into_owned())
}

/// The variables of the machine and the user in the registry, merged as Windows does: the two PATHs are joined, other variables
/// of the user override those of the machine.
#[cfg(windows)]
pub(super) fn session(_: &Machine, _: &ObserveOptions<'_>) -> Seen<Session> {
    use crate::machine::{Env, Os, expanded};
    use winreg::enums::{HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, REG_EXPAND_SZ};
    use winreg::{RegKey, RegValue};

    let own: Env = std::env::vars().collect();
    // Windows expands only values of the type REG_EXPAND_SZ; in others `%` stays.
    let text = |key: &RegKey, name: &str, value: &RegValue<'_>| {
        let text = key.get_value::<String, _>(name).unwrap_or_default();
        if value.vtype == REG_EXPAND_SZ { expanded(&text, |name| own.get(Os::Windows, name)) } else { text }
    };
    let of = |root, path: &str| -> Env {
        let Ok(key) = RegKey::predef(root).open_subkey(path) else { return Env::default() };
        key.enum_values().flatten().map(|(name, value)| (name.clone(), text(&key, &name, &value))).collect()
    };
    let machine = of(HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\Session Manager\Environment");
    let user = of(HKEY_CURRENT_USER, "Environment");
    let os = Os::Windows;
    let path = [machine.path(os), user.path(os)].join(";");
    let mut env = machine.over(os, &user);
    env.set(os, "Path", path.trim_matches(';').to_owned());
    Seen::Is(Session { source: "registry".to_owned(), env })
}

/// Other systems, such as WebAssembly, have no desktop.
#[cfg(not(any(unix, windows)))]
pub(super) fn session(_: &Machine, _: &ObserveOptions<'_>) -> Seen<Session> {
    Seen::NotObserved
}
