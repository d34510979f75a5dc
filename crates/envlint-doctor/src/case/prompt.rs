//! The prompt of a terminal: the shell that VS Code starts there, and the result of its startup files.

use crate::machine::{Env, Machine, Os};
use crate::project::{FolderProject, Places, ProjectConsumer, ProjectSetting, fold};
use crate::startup::{self, Mode, shell_name};

/// The shell of the default profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalShell {
    /// Its path or name, as the profile or the user's account has it.
    pub program: String,
    /// `true` if it starts as a login shell.
    pub is_login: bool,
    /// `true` if its arguments change which startup files it reads in another way.
    pub is_unusual: bool,
    /// `true` if only files of the folder, not the user's settings, name it.
    pub is_of_folder: bool,
}

/// The arguments that make a shell a login shell.
const LOGIN: &[&str] = &["-l", "--login", "-il", "-li"];

/// The shell of the default profile on this machine; `None` if it is not known.
#[must_use]
pub fn terminal_shell(machine: &Machine, project: &FolderProject) -> Option<TerminalShell> {
    let key = format!("terminal.integrated.defaultProfile.{}", machine.os.setting_name());
    let of_user = || TerminalShell {
        program: machine.shell.clone().unwrap_or_default(),
        is_login: machine.os == Os::Osx,
        is_unusual: false,
        is_of_folder: false,
    };
    let Some(default) = project.text(&key) else { return machine.shell.is_some().then(of_user) };
    profile_shell(machine, project, default)
}

/// The shell of the profile called `profile`; `None` if no file says which it is.
fn profile_shell(machine: &Machine, project: &FolderProject, profile: &str) -> Option<TerminalShell> {
    let platform = machine.os.setting_name();
    let member = |name: &str| {
        let path = ["terminal", "integrated", "profiles", platform, profile, name];
        project.settings.iter().find(|setting| setting.path.iter().map(String::as_str).eq(path))
    };
    let path = member("path")?;
    let paths = path.value.as_array().map_or(std::slice::from_ref(&path.value), Vec::as_slice);
    let program = paths.iter().find_map(|path| path.as_str())?.to_owned();
    let arguments = member("args").map(|setting| &setting.value);
    let arguments: Vec<&str> = match arguments {
        Some(one) if one.is_string() => vec![one.as_str().unwrap_or_default()],
        other => {
            other.and_then(|value| value.as_array()).into_iter().flatten().filter_map(|value| value.as_str()).collect()
        }
    };
    let is_usual = |argument: &&str| LOGIN.contains(argument) || *argument == "-i";
    let is_of_user = |setting: &ProjectSetting| setting.at.as_ref().is_none_or(|at| at.is_of_user);
    Some(TerminalShell {
        program,
        is_login: arguments.iter().any(|argument| LOGIN.contains(argument)),
        is_unusual: !arguments.iter().all(is_usual),
        is_of_folder: !(is_of_user(path) && member("args").is_none_or(is_of_user)),
    })
}

/// Returns `true` if the shell of the profile called `profile`, or of the default profile, runs in the Windows Subsystem for Linux, which
/// has its own programs and startup files.
pub(super) fn is_in_wsl(machine: &Machine, project: &FolderProject, profile: Option<&str>) -> bool {
    let shell = match profile {
        Some(profile) => profile_shell(machine, project, profile),
        None => terminal_shell(machine, project),
    };
    let is_launcher = |program: &str| {
        let program = program.replace('\\', "/").to_lowercase();
        // This `bash.exe` starts the default distribution.
        matches!(shell_name(&program), "wsl") || program.ends_with("/system32/bash.exe")
    };
    machine.os == Os::Windows && shell.is_some_and(|shell| is_launcher(&shell.program))
}

/// The environment at the prompt of a terminal of `consumer`, a profile, if the shell that was asked is the one that it starts.
pub(super) fn of_profile(
    machine: &Machine,
    project: &FolderProject,
    consumer: &ProjectConsumer,
    inherited: &Env,
) -> Option<PromptEnv> {
    let answer = machine.interactive_shell.is().filter(|answer| answer.without_settings)?;
    let asked = terminal_shell(machine, project)?;
    let own = profile_shell(machine, project, consumer.name.as_deref()?)?;
    let is_same = shell_name(&asked.program) == shell_name(&own.program) && asked.is_login == own.is_login;
    if is_same && !own.is_unusual {
        Some(with_settings(
            machine,
            consumer,
            Some(&asked),
            (inherited, answer.env.is()?),
            Places::of(machine, project),
        ))
    } else {
        None
    }
}

/// The environment at the prompt of a terminal, and whether it is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PromptEnv {
    pub(super) env: Env,
    pub(super) is_complete: bool,
}

/// The environment at the prompt of a terminal of `consumer` that begins with `inherited`, if `shell`, which began without the variables
/// of the settings, printed `asked`. VS Code sets the variables of the settings first, then the startup files run.
///
/// Recorded as `rc-only-path` in tests/recordings.
pub(super) fn with_settings(
    machine: &Machine,
    consumer: &ProjectConsumer,
    shell: Option<&TerminalShell>,
    (inherited, asked): (&Env, &Env),
    places: Places<'_>,
) -> PromptEnv {
    let os = machine.os;
    let started = fold(consumer, inherited, places);
    let mut prompt = PromptEnv { env: asked.clone(), is_complete: true };
    let mode = if shell.is_some_and(|shell| shell.is_login) { Mode::LoginInteractive } else { Mode::Interactive };
    let name = shell.map_or("", |shell| shell_name(&shell.program));
    let reads_unknown = startup::reads_unknown(machine, name, mode);
    for variable in consumer.variables.iter().map(|variable| variable.name.as_str()) {
        let (before, after, set) =
            (inherited.get(os, variable), asked.get(os, variable), started.get(os, variable).map(str::to_owned));
        // The settings do not change it.
        if set.as_deref() == before {
            continue;
        }
        let change = startup::last_change(machine, name, mode, variable);
        if os.same_name(variable, "PATH") {
            // A startup file can add a folder only if it is not on PATH yet, so nothing is certainly missing.
            prompt.is_complete &= before == after && change.is_none() && !reads_unknown;
            let folder = machine.folder.as_deref();
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            if let Some(path) = in_place_of(os, folder, before, set.as_deref(), after) {
                prompt.env.set(os, variable, path);
            }
            continue;
        }
        let uses_itself = change.as_ref().is_some_and(|change| {
            [format!("${variable}"), format!("${{{variable}")].iter().any(|form| change.line.text.contains(form))
        });
        let is_unknown = uses_itself || change.as_ref().is_some_and(|change| !change.is_certain);
        match set {
            _ if is_unknown => {
                prompt.is_complete = false;
                prompt.env.remove(os, variable);
            }
            // The startup file has the last word.
            _ if change.is_some() || before != after => {}
            Some(value) => prompt.env.set(os, variable, value),
            None => prompt.env.remove(os, variable),
        }
    }
    prompt
}

/// `after`, a list that startup files made from `before`, as they make it from `set`; `None` if they replace the list.
fn in_place_of(os: Os, folder: Option<&str>, before: &str, set: Option<&str>, after: &str) -> Option<String> {
    let entries = |list: &str| os.entries(list).map(|entry| entry.text.to_owned()).collect::<Vec<_>>();
    let (before, after) = (entries(before), entries(after));
    // A shell that is asked outside of an untrusted folder lacks the entries that lead into it.
    let is_inside = |entry: &str| folder.is_some_and(|folder| os.is_within(entry, folder));
    let kept: Vec<&String> = before.iter().filter(|entry| after.contains(entry) || !is_inside(entry)).collect();
    let start = after.windows(kept.len().max(1)).rposition(|window| window.iter().eq(kept.iter().copied()))?;
    let front = after.get(..start)?;
    let back = after.get(start + kept.len()..)?;
    let set = set.map(entries).unwrap_or_default();
    let separator = os.list_separator().to_string();
    Some(front.iter().chain(&set).chain(back).cloned().collect::<Vec<_>>().join(&separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn startup_files_change_what_settings_set() {
        let path = |before, set, after| in_place_of(Os::Linux, Some("/app"), before, Some(set), after);
        assert_eq!(path("/a:/b", "/only", "/rc:/a:/b"), Some("/rc:/only".to_owned()));
        assert_eq!(path("/a:/b", "/set:/a:/b", "/a:/b:/rc"), Some("/set:/a:/b:/rc".to_owned()));
        assert_eq!(path("/rc:/a", "/only", "/rc:/rc:/a"), Some("/rc:/only".to_owned()));
        assert_eq!(path("/a:/b", "/only", "/x:/y"), None);
        assert_eq!(path("/a:/b", "/only", "/b:/a"), None, "another order");
        assert_eq!(path("/a:/b", "/only:/a:/b", "/b"), None, "another list that has an entry in common");
        assert_eq!(path("/a:/app/bin", "/only", "/a"), Some("/only".to_owned()), "asked outside of the folder");
    }
}
