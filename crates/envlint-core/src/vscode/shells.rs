/// The way in which a shell is made a login shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFlag {
    /// `-l` anywhere among its flags, including within a cluster such as `-il`, or `--login`.
    Cluster,
    /// `-l`, including within a cluster. `--login` is an error.
    ShortCluster,
    /// `-l` or `--login` as separate words.
    Word,
    /// `-Login` or `-l` in any letter case; documented only as the first argument.
    First,
}

/// A shell with a login mode.
#[derive(Debug, PartialEq, Eq)]
pub struct Shell {
    /// The program, without a folder.
    pub name: &'static str,
    /// The flag that makes it a login shell.
    pub login: LoginFlag,
    /// The files that it reads only as a login shell, as in "its terminals skip …".
    pub login_files: &'static str,
    /// `true` if it reads `/etc/profile` as a login shell, which sets PATH from scratch on many systems.
    pub reads_etc_profile: bool,
    /// `true` if VS Code starts it with its own integration script, which provides command marks and decorations.
    pub is_integrated: bool,
    /// `true` if it is mainly used for scripts, so that hardly anyone configures it in its startup files.
    pub runs_scripts: bool,
    /// Flags that name a file to read instead of the shell's own, which a login shell does not read.
    pub startup_file_flags: &'static [&'static str],
}

/// Source: the manuals of the shells; bash, zsh, dash, mksh, ksh93 and fish were also run. tcsh is left out (it
/// accepts `-l` only as its sole argument); elvish has no login mode. Integration: `getShellIntegrationInjection`
/// in terminalEnvironment.ts (1.139).
const SHELLS: &[Shell] = &[
    Shell {
        is_integrated: true,
        startup_file_flags: &["--rcfile", "--init-file"],
        ..posix("bash", LoginFlag::Cluster, "/etc/profile and ~/.bash_profile")
    },
    Shell { is_integrated: true, ..plain("zsh", LoginFlag::Cluster, "/etc/zprofile and ~/.zprofile") },
    Shell { runs_scripts: true, ..posix("sh", LoginFlag::Cluster, "/etc/profile and ~/.profile") },
    Shell { runs_scripts: true, ..posix("dash", LoginFlag::ShortCluster, "/etc/profile and ~/.profile") },
    posix("ksh", LoginFlag::Cluster, "/etc/profile and ~/.profile"),
    posix("mksh", LoginFlag::ShortCluster, "/etc/profile and ~/.profile"),
    Shell { is_integrated: true, ..plain("fish", LoginFlag::Cluster, "the login-shell part of config.fish") },
    plain("nu", LoginFlag::Word, "login.nu"),
    plain("xonsh", LoginFlag::Word, "the login-shell part of its rc files"),
    Shell { is_integrated: true, ..plain("pwsh", LoginFlag::First, "the login files of the system shell") },
];

const fn plain(name: &'static str, login: LoginFlag, login_files: &'static str) -> Shell {
    let startup_file_flags = &[];
    Shell {
        name,
        login,
        login_files,
        reads_etc_profile: false,
        is_integrated: false,
        runs_scripts: false,
        startup_file_flags,
    }
}

const fn posix(name: &'static str, login: LoginFlag, login_files: &'static str) -> Shell {
    Shell { reads_etc_profile: true, ..plain(name, login, login_files) }
}

/// The shell that `path` starts, according to its last component; `None` if that is unknown, or if it contains a
/// variable.
#[must_use]
pub fn shell(path: &str) -> Option<&'static Shell> {
    let name = path.rsplit('/').next()?;
    SHELLS.iter().find(|shell| shell.name == name)
}

impl Shell {
    /// Returns `true` if `argument` makes it a login shell, or is meant to.
    #[must_use]
    pub fn is_login_flag(&self, argument: &str) -> bool {
        match self.login {
            LoginFlag::Cluster | LoginFlag::ShortCluster => {
                argument == "--login" || is_cluster(argument) && argument.contains('l')
            }
            LoginFlag::Word => ["-l", "--login"].contains(&argument),
            LoginFlag::First => ["-l", "-login"].iter().any(|flag| argument.eq_ignore_ascii_case(flag)),
        }
    }

    /// Returns `true` if it runs `path_helper` on macOS as a login shell, which puts the folders of `/etc/paths` first
    /// in PATH.
    ///
    /// Source: `/etc/profile` and `/etc/zprofile` of macOS 15; path_helper(8).
    #[must_use]
    pub fn reads_path_helper(&self) -> bool {
        self.reads_etc_profile || self.name == "zsh"
    }

    /// Returns `true` if a command follows `argument`: `-c`, `-lc`.
    #[must_use]
    pub fn takes_command(argument: &str) -> bool {
        is_cluster(argument) && argument.contains('c')
    }

    /// Returns `true` if `argument` combines `-l` and `-i` in one word.
    #[must_use]
    pub fn is_interactive_login(argument: &str) -> bool {
        ["-il", "-li"].contains(&argument)
    }

    /// Returns `true` if `argument` only makes it interactive.
    #[must_use]
    pub fn is_interactive_flag(argument: &str) -> bool {
        ["-i", "--interactive"].contains(&argument)
    }

    /// Returns `true` if it rejects a space in `argument`, which is one or more flags. zsh tolerates a space after
    /// a one-letter flag.
    ///
    /// Source: bash 5.2, zsh 5.9, dash 0.5.12, mksh, ksh93 and fish 3.6 were run.
    #[must_use]
    pub fn refuses_blank(&self, argument: &str) -> bool {
        let is_tolerated =
            self.name == "zsh" && is_cluster(argument) && !argument.trim_end().contains(char::is_whitespace);
        self.has_clusters() && argument.contains(char::is_whitespace) && !is_tolerated
    }

    /// Returns `true` if it rejects `--login`.
    #[must_use]
    pub fn refuses_long_login(&self) -> bool {
        self.login == LoginFlag::ShortCluster
    }

    /// Returns `true` if its flags are single letters, which can be combined in one word, or long names after `--`.
    #[must_use]
    pub(crate) fn has_clusters(&self) -> bool {
        matches!(self.login, LoginFlag::Cluster | LoginFlag::ShortCluster)
    }
}

/// Returns `true` if `argument` is one or more one-letter flags in one word: `-l`, `-il`.
fn is_cluster(argument: &str) -> bool {
    argument.starts_with('-') && !argument.starts_with("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_flags_depend_on_the_shell() {
        let login = |name: &str, argument: &str| shell(name).unwrap().is_login_flag(argument);
        for (name, argument) in [
            ("/bin/bash", "-l"),
            ("bash", "--login"),
            ("zsh", "-il"),
            ("dash", "--login"),
            ("nu", "-l"),
            ("pwsh", "-Login"),
        ] {
            assert!(login(name, argument), "{name} {argument}");
        }
        for (name, argument) in
            [("bash", "--rcfile"), ("bash", "--noprofile"), ("nu", "-il"), ("zsh", "l"), ("pwsh", "-NoLogo")]
        {
            assert!(!login(name, argument), "{name} {argument}");
        }
        assert_eq!(shell("/usr/bin/arch"), None);
        assert_eq!(shell("${env:SHELL}"), None);
    }
}
