//! What VS Code knows of its own tasks.

use super::key_parts::Each;

/// Tasks that VS Code itself runs; those of extensions may take `options` for something else, and take none from the file.
///
/// Source: `isCustomTask` and `CustomTask.fillGlobals` in taskConfiguration.ts (1.138).
pub const OWN_TASKS: Each =
    Each { noun: "task", names: &["label", "taskName"], types: &["process", "shell"], untyped: true, unless: &[] };

/// A shell that runs a command line only behind a flag.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandShell {
    /// Its program, without folder and `.exe`, in lower case.
    pub name: &'static str,
    /// The arguments that make it run the command line behind them.
    pub arguments: &'static str,
    /// What it does with a command line else, as it stands behind its name.
    pub otherwise: &'static str,
}

const SCRIPT: &str = "takes the command line for the name of a script";

const fn posix(name: &'static str) -> CommandShell {
    CommandShell { name, arguments: r#"["-c"]"#, otherwise: SCRIPT }
}

/// Windows PowerShell and wsl are left out: they run a command line as it is.
///
/// Source: the manuals of the shells; bash was recorded as `task-shell-noargs`.
const COMMAND_SHELLS: &[CommandShell] = &[
    posix("bash"),
    CommandShell { name: "cmd", arguments: r#"["/d", "/c"]"#, otherwise: "starts without running the command line" },
    posix("dash"),
    posix("fish"),
    posix("ksh"),
    posix("mksh"),
    CommandShell { name: "pwsh", arguments: r#"["-Command"]"#, otherwise: SCRIPT },
    posix("sh"),
    posix("zsh"),
];

/// The shell that `executable` starts, if it is one that needs a flag: by its last part, whatever the slashes.
#[must_use]
pub fn command_shell(executable: &str) -> Option<&'static CommandShell> {
    let name = executable.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    COMMAND_SHELLS.iter().find(|shell| shell.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_are_known_by_their_last_part() {
        let name = |executable: &str| command_shell(executable).map(|shell| shell.name);
        assert_eq!(name("/bin/bash"), Some("bash"));
        assert_eq!(name(r"C:\Windows\System32\CMD.EXE"), Some("cmd"));
        assert_eq!(name("pwsh.exe"), Some("pwsh"));
        for other in ["powershell.exe", "wsl", "/usr/bin/env", "${env:SHELL}", "/bin/bash -l", "bash-5.2", ""] {
            assert_eq!(name(other), None, "{other}");
        }
    }
}
