/// How a shell is told to be a login shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFlag {
    /// `-l` anywhere among its flags, also within a cluster such as `-il`, or `--login`.
    Cluster,
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
}

/// Source: the manuals of the shells; bash, zsh and dash were also run. tcsh is left out (`-l` only as its sole argument), elvish
/// has no login mode.
const SHELLS: &[Shell] = &[
    Shell { name: "bash", login: LoginFlag::Cluster, login_files: "/etc/profile and ~/.bash_profile" },
    Shell { name: "zsh", login: LoginFlag::Cluster, login_files: "/etc/zprofile and ~/.zprofile" },
    Shell { name: "sh", login: LoginFlag::Cluster, login_files: "/etc/profile and ~/.profile" },
    Shell { name: "dash", login: LoginFlag::Cluster, login_files: "/etc/profile and ~/.profile" },
    Shell { name: "ksh", login: LoginFlag::Cluster, login_files: "/etc/profile and ~/.profile" },
    Shell { name: "mksh", login: LoginFlag::Cluster, login_files: "/etc/profile and ~/.profile" },
    Shell { name: "fish", login: LoginFlag::Cluster, login_files: "what config.fish does for login shells" },
    Shell { name: "nu", login: LoginFlag::Word, login_files: "login.nu" },
    Shell { name: "xonsh", login: LoginFlag::Word, login_files: "what its rc files do for login shells" },
    Shell { name: "pwsh", login: LoginFlag::First, login_files: "the login files of the system shell" },
];

/// The shell that `path` starts, by its last part; `None` if it is none that is known, or a path with a variable in that part.
#[must_use]
pub fn shell(path: &str) -> Option<&'static Shell> {
    let name = path.rsplit('/').next()?;
    SHELLS.iter().find(|shell| shell.name == name)
}
