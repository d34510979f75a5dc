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
    /// The last of these arguments, which a command line must follow.
    pub flag: &'static str,
    /// Its behavior for a command line without them, as a verb phrase to follow its name.
    pub otherwise: &'static str,
}

const SCRIPT: &str = "treats the command line as the name of a script";

const fn posix(name: &'static str) -> CommandShell {
    CommandShell { name, arguments: r#"["-c"]"#, flag: "-c", otherwise: SCRIPT }
}

/// Windows PowerShell and wsl are left out: they run a command line as is.
///
/// Source: the manuals of the shells; bash was recorded as `task-shell-noargs`.
const COMMAND_SHELLS: &[CommandShell] = &[
    posix("bash"),
    CommandShell {
        name: "cmd",
        arguments: r#"["/d", "/c"]"#,
        flag: "/c",
        otherwise: "starts without running the command line",
    },
    posix("dash"),
    posix("fish"),
    posix("ksh"),
    posix("mksh"),
    CommandShell { name: "pwsh", arguments: r#"["-Command"]"#, flag: "-Command", otherwise: SCRIPT },
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

impl CommandShell {
    /// Returns `true` if each of `arguments` only adjusts the shell, so that it still needs a flag to run a command line.
    ///
    /// Source: the manuals of the shells; about_Pwsh, where a flag may be abbreviated.
    #[must_use]
    pub fn only_adjusts(&self, arguments: &[String]) -> bool {
        let mut rest = arguments.iter().map(|argument| argument.to_ascii_lowercase());
        while let Some(argument) = rest.next() {
            let is_plain = match self.name {
                "cmd" => ["/a", "/d", "/q", "/s", "/u"].contains(&&*argument),
                "pwsh" if EXECUTION_POLICY.contains(&&*argument) => rest.next().is_some(),
                "pwsh" => PWSH_SWITCHES.contains(&&*argument),
                _ => is_plain_of_posix(&argument),
            };
            if !is_plain {
                return false;
            }
        }
        true
    }
}

/// The flags of pwsh that need no value, in lower case.
const PWSH_SWITCHES: &[&str] = &[
    "-l",
    "-login",
    "-mta",
    "-noni",
    "-noninteractive",
    "-nol",
    "-nologo",
    "-nop",
    "-noprofile",
    "-noprofileloadtime",
    "-sta",
];

/// The flag of pwsh for the execution policy, whose value follows, in lower case.
const EXECUTION_POLICY: &[&str] = &["-ep", "-ex", "-executionpolicy"];

/// Returns `true` if `argument`, in lower case, is a flag of a POSIX shell that takes no value and reads no command.
fn is_plain_of_posix(argument: &str) -> bool {
    let letters = argument.strip_prefix('-').unwrap_or_default();
    let is_cluster = !letters.is_empty() && letters.bytes().all(|letter| b"eilux".contains(&letter));
    is_cluster || ["--interactive", "--login", "--noprofile", "--norc"].contains(&argument)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_adjust_a_shell_are_known() {
        let adjusts = |shell: &str, arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
            command_shell(shell).unwrap().only_adjusts(&arguments)
        };
        for (shell, arguments) in [
            ("bash", &[][..]),
            ("bash", &["-l"]),
            ("zsh", &["-il", "-e"]),
            ("fish", &["--login"]),
            ("pwsh", &["-NoProfile", "-ExecutionPolicy", "Bypass"]),
            ("cmd", &["/D", "/s"]),
        ] {
            assert!(adjusts(shell, arguments), "{shell} {arguments:?}");
        }
        for (shell, arguments) in [
            ("bash", &["-c"][..]),
            ("bash", &["-lc"]),
            ("bash", &["-s"]),
            ("bash", &["-"]),
            ("bash", &["-o", "pipefail"]),
            ("bash", &["run.sh"]),
            ("pwsh", &["-File"]),
            ("pwsh", &["-NoProfile", "-Command"]),
            ("pwsh", &["-ExecutionPolicy"]),
            ("cmd", &["/k"]),
        ] {
            assert!(!adjusts(shell, arguments), "{shell} {arguments:?}");
        }
    }

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
