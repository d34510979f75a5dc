//! The types of tasks that VS Code itself runs, and the shells that run command lines.

use super::key_parts::Each;

/// Tasks that VS Code itself runs. Those of extensions may interpret `options` differently, and get none from the
/// file.
///
/// Source: `isCustomTask` and `CustomTask.fillGlobals` in taskConfiguration.ts (1.138).
pub(crate) const OWN_TASKS: Each = Each {
    noun: "task",
    names: &["label", "taskName"],
    types: &["process", "shell"],
    untyped: true,
    only: &[],
    unless: &[],
};

/// A shell that runs a command line only after a flag.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandShell {
    /// The program, without folder and `.exe`, in lower case.
    pub name: &'static str,
    /// The arguments after which it runs a command line.
    pub arguments: &'static str,
    /// Its behavior for a command line without them, as a verb phrase to follow its name.
    pub otherwise: &'static str,
}

const SCRIPT: &str = "treats the command line as the name of a script";

const fn posix(name: &'static str) -> CommandShell {
    CommandShell { name, arguments: r#"["-c"]"#, otherwise: SCRIPT }
}

/// Windows PowerShell and wsl are left out: they run a command line as is.
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

/// The shell that `executable` starts, if it needs a flag. The last component of the path decides, with either
/// slash as the separator.
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
