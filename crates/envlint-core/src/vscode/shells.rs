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
}

/// Source: the manuals of the shells; bash, zsh and dash were also run. tcsh is left out (`-l` only as its sole argument), elvish
/// has no login mode.
const SHELLS: &[Shell] = &[
    Shell { name: "bash", login: LoginFlag::Cluster },
    Shell { name: "zsh", login: LoginFlag::Cluster },
    Shell { name: "sh", login: LoginFlag::Cluster },
    Shell { name: "dash", login: LoginFlag::Cluster },
    Shell { name: "ksh", login: LoginFlag::Cluster },
    Shell { name: "mksh", login: LoginFlag::Cluster },
    Shell { name: "fish", login: LoginFlag::Cluster },
    Shell { name: "nu", login: LoginFlag::Word },
    Shell { name: "xonsh", login: LoginFlag::Word },
    Shell { name: "pwsh", login: LoginFlag::First },
];

/// The shell that `path` starts, by its last part; `None` if it is none that is known, or a path with a variable in that part.
#[must_use]
pub fn shell(path: &str) -> Option<&'static Shell> {
    let name = path.rsplit('/').next()?;
    SHELLS.iter().find(|shell| shell.name == name)
}
