/// How a shell is told to be a login shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFlag {
    /// `-l` anywhere among its flags, also within a cluster such as `-il`, or `--login`.
    Cluster,
    /// `-l`, also within a cluster. `--login` is an error.
    ShortCluster,
    /// `-l` or `--login`, as words of their own.
    Word,
    /// `-Login` or `-l` in any letter case; documented as the first argument.
    First,
}

/// A shell that has a login mode.
#[derive(Debug, PartialEq, Eq)]
pub struct Shell {
    /// Its program, without folder.
    pub name: &'static str,
    /// How it is made a login shell.
    pub login: LoginFlag,
    /// What it reads, or does, as a login shell alone: as it stands in "its terminals skip".
    pub login_files: &'static str,
    /// Whether it reads `/etc/profile` as a login shell, which on many systems sets PATH anew.
    pub reads_etc_profile: bool,
    /// Whether VS Code starts it with a script of its own, which gives command marks and decorations.
    pub is_integrated: bool,
    /// Whether it is there to run scripts: hardly anybody lives in it and keeps a set-up in its files.
    pub runs_scripts: bool,
    /// Flags that name a file to be read in place of its own, which a login shell does not read.
    pub startup_file_flags: &'static [&'static str],
}

/// Source: the manuals of the shells; bash, zsh, dash, mksh, ksh93 and fish were also run. tcsh is left out (`-l` only as its
/// sole argument), elvish has no login mode. Integration: `getShellIntegrationInjection` in terminalEnvironment.ts (1.139).
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
    Shell { is_integrated: true, ..plain("fish", LoginFlag::Cluster, "what config.fish does for login shells") },
    plain("nu", LoginFlag::Word, "login.nu"),
    plain("xonsh", LoginFlag::Word, "what its rc files do for login shells"),
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

/// The shell that `path` starts, by its last part; `None` if it is none that is known, or a path with a variable in that part.
#[must_use]
pub fn shell(path: &str) -> Option<&'static Shell> {
    let name = path.rsplit('/').next()?;
    SHELLS.iter().find(|shell| shell.name == name)
}

impl Shell {
    /// Whether `argument` asks it to be a login shell, or tries to.
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

    /// Whether a command follows `argument`: `-c`, `-lc`.
    #[must_use]
    pub fn takes_command(argument: &str) -> bool {
        is_cluster(argument) && argument.contains('c')
    }

    /// Whether `argument` is `-l` and `-i` in one word.
    #[must_use]
    pub fn is_interactive_login(argument: &str) -> bool {
        ["-il", "-li"].contains(&argument)
    }

    /// Whether `argument` makes it interactive, and does nothing else.
    #[must_use]
    pub fn is_interactive_flag(argument: &str) -> bool {
        ["-i", "--interactive"].contains(&argument)
    }

    /// Whether a blank in `argument`, a flag or several, is an error to it. zsh forgives one behind a flag of one letter.
    ///
    /// Source: bash 5.2, zsh 5.9, dash 0.5.12, mksh, ksh93 and fish 3.6 were run.
    #[must_use]
    pub fn refuses_blank(&self, argument: &str) -> bool {
        let is_forgiven =
            self.name == "zsh" && is_cluster(argument) && !argument.trim_end().contains(char::is_whitespace);
        self.has_clusters() && argument.contains(char::is_whitespace) && !is_forgiven
    }

    /// Whether it refuses `--login`.
    #[must_use]
    pub fn refuses_long_login(&self) -> bool {
        self.login == LoginFlag::ShortCluster
    }

    /// Whether its flags are of one letter, several in one word, or long behind `--`.
    #[must_use]
    pub fn has_clusters(&self) -> bool {
        matches!(self.login, LoginFlag::Cluster | LoginFlag::ShortCluster)
    }
}

/// Whether `argument` is one or more one-letter flags in one word: `-l`, `-il`.
fn is_cluster(argument: &str) -> bool {
    argument.starts_with('-') && !argument.starts_with("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_flags_are_told_by_shell() {
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
