//! Startup files: the files that each shell reads, and the lines that affect a folder, a variable or the end of the shell.
//!
//! Invariant: only the environment of a shell shows which files it really read. The table here only serves to name a file and
//! a line after the environments were compared, so a diagnosis is never certain about the line.

mod assignments;
mod code;
mod errors;
mod keeping;
mod line;
mod lines;
mod sequence;
mod sourced;
mod statements;
mod tools;

use crate::machine::{Machine, Os};

pub use assignments::{StartupFolder, added_folders, assigned_variables, assigning, with_semicolon};
pub use errors::{StartupError, syntax_errors, syntax_errors_in};
pub use keeping::keeping_entries;
pub use line::StartupLine;
pub use lines::{
    alias, ending, function, hooks, is_hook, is_of_tool, kept_lines, reads_unknown, replaces_path, setting_folder,
    setting_variable, shims, sources_file, sources_unknown, with_needed,
};
pub use sequence::{StartupChange, are_usual, conditions, last_change, last_run, run_after, set_later};
pub use sourced::{reading_line, sourced_files};
pub use statements::{exported, statement};

/// The ways in which a shell can be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `-i -l -c`: VS Code's question.
    LoginInteractive,
    /// `-i`: a terminal on Linux.
    Interactive,
    /// `-l -c`: a task on macOS.
    Login,
    /// `-c`: a task on Linux.
    Plain,
}

/// The condition under which a shell reads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Always,
    /// As a login shell.
    Login,
    /// As an interactive shell.
    Interactive,
    /// As an interactive shell that is not a login shell.
    InteractiveOnly,
    /// The session reads it at log-in; no shell reads it.
    Session,
}

impl When {
    const fn is(self, mode: Mode) -> bool {
        let login = matches!(mode, Mode::LoginInteractive | Mode::Login);
        let interactive = matches!(mode, Mode::LoginInteractive | Mode::Interactive);
        match self {
            Self::Always => true,
            Self::Login => login,
            Self::Interactive => interactive,
            Self::InteractiveOnly => interactive && !login,
            Self::Session => false,
        }
    }
}

/// The syntax of a startup file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartupSyntax {
    /// POSIX shells and zsh.
    Posix,
    Fish,
    Csh,
    PowerShell,
    Nu,
    Xonsh,
    /// Lines `NAME=value`, which the session reads.
    Pairs,
    /// One folder per line.
    List,
}

impl StartupSyntax {
    const ALL: &[Self] =
        &[Self::Posix, Self::Fish, Self::Csh, Self::PowerShell, Self::Nu, Self::Xonsh, Self::Pairs, Self::List];
}

/// The syntax of the file at `path`.
pub(crate) fn syntax(machine: &Machine, path: &str) -> StartupSyntax {
    if path.starts_with("/etc/paths") {
        return StartupSyntax::List;
    }
    let row = rows(machine, path).next();
    match row.and_then(|row| row.shells.first()) {
        Some(&"fish") => StartupSyntax::Fish,
        Some(&"csh") => StartupSyntax::Csh,
        Some(&"pwsh") => StartupSyntax::PowerShell,
        Some(&"nu") => StartupSyntax::Nu,
        Some(&"xonsh") => StartupSyntax::Xonsh,
        None if row.is_some_and(|row| row.when == When::Session) && !is_session_script(path) => StartupSyntax::Pairs,
        None if path.ends_with(".fish") => StartupSyntax::Fish,
        None if path.ends_with(".csh") => StartupSyntax::Csh,
        _ => StartupSyntax::Posix,
    }
}

/// Returns `true` for the files of the session that a shell runs.
fn is_session_script(path: &str) -> bool {
    path.ends_with("rc") || path.ends_with("profile") || path.ends_with("-setup")
}

/// A startup file of a shell.
struct StartupRow {
    shells: &'static [&'static str],
    /// Its path; `~` is the home folder, a `*` at the end any file in the folder.
    path: &'static str,
    when: When,
}

const PWSH: &[&str] = &["pwsh", "powershell"];
const BASH: &[&str] = &["bash"];
const ZSH: &[&str] = &["zsh"];
const SH: &[&str] = &["sh", "dash", "ksh", "mksh"];
const BOURNE: &[&str] = &["bash", "sh", "dash", "ksh", "mksh"];
const FISH: &[&str] = &["fish"];
const CSH: &[&str] = &["csh", "tcsh"];
const ALL: &[&str] = &[];

const fn row(shells: &'static [&'static str], path: &'static str, when: When) -> StartupRow {
    StartupRow { shells, path, when }
}

/// Source: the section "Startup files" or "Invocation" of each shell's manual; Debian's and macOS's shells for `/etc/bash.bashrc`,
/// `/etc/zsh/*` and `/etc/paths`; pam_env(8) and environment.d(5) for the session; about_Pwsh, `-Login`, which runs `sh`.
const ROWS: &[StartupRow] = &[
    row(BOURNE, "/etc/profile", When::Login),
    row(BOURNE, "/etc/profile.d/*", When::Login),
    row(BASH, "~/.bash_profile", When::Login),
    row(BASH, "~/.bash_login", When::Login),
    row(BOURNE, "~/.profile", When::Login),
    row(BASH, "/etc/bash.bashrc", When::InteractiveOnly),
    row(BASH, "/etc/bashrc", When::InteractiveOnly),
    row(BASH, "~/.bashrc", When::InteractiveOnly),
    row(BASH, "~/.bash_aliases", When::InteractiveOnly),
    row(SH, "~/.shrc", When::InteractiveOnly),
    row(SH, "~/.kshrc", When::InteractiveOnly),
    row(ZSH, "/etc/zshenv", When::Always),
    row(ZSH, "/etc/zsh/zshenv", When::Always),
    row(ZSH, "~/.zshenv", When::Always),
    row(ZSH, "/etc/zprofile", When::Login),
    row(ZSH, "/etc/zsh/zprofile", When::Login),
    row(ZSH, "~/.zprofile", When::Login),
    row(ZSH, "/etc/zshrc", When::Interactive),
    row(ZSH, "/etc/zsh/zshrc", When::Interactive),
    row(ZSH, "~/.zshrc", When::Interactive),
    row(ZSH, "~/.zshrc.local", When::Interactive),
    row(ZSH, "/etc/zlogin", When::Login),
    row(ZSH, "~/.zlogin", When::Login),
    row(FISH, "~/.config/fish/config.fish", When::Always),
    row(FISH, "~/.config/fish/conf.d/*", When::Always),
    row(FISH, "/etc/fish/config.fish", When::Always),
    row(CSH, "~/.tcshrc", When::Always),
    row(CSH, "~/.cshrc", When::Always),
    row(CSH, "~/.login", When::Login),
    row(PWSH, "~/.config/powershell/profile.ps1", When::Always),
    row(PWSH, "~/.config/powershell/Microsoft.PowerShell_profile.ps1", When::Always),
    row(PWSH, "/etc/profile", When::Login),
    row(PWSH, "~/.profile", When::Login),
    row(&["nu"], "~/.config/nushell/env.nu", When::Login),
    row(&["nu"], "~/.config/nushell/config.nu", When::Login),
    row(&["xonsh"], "~/.xonshrc", When::Always),
    row(ALL, "/etc/environment", When::Session),
    row(ALL, "~/.pam_environment", When::Session),
    row(ALL, "~/.config/environment.d/*", When::Session),
    row(ALL, "/etc/environment.d/*", When::Session),
    row(ALL, "~/.xprofile", When::Session),
    row(ALL, "~/.xsessionrc", When::Session),
    row(ALL, "/etc/paths", When::Login),
    row(ALL, "/etc/paths.d/*", When::Login),
    row(ALL, "~/.vscode-server/server-env-setup", When::Session),
];

/// The paths in the table, with `~` replaced by the home folder. A trailing `*` stands for any file in the folder.
#[must_use]
pub fn all_paths(machine: &Machine) -> Vec<String> {
    ROWS.iter().map(|row| pattern(machine, row)).collect()
}

/// The path of a row on this machine.
fn pattern(machine: &Machine, row: &StartupRow) -> String {
    let home = machine.os.trimmed(&machine.home);
    // zsh finds `.zshenv` before that file can set ZDOTDIR.
    let is_moved = row.shells == ZSH && row.path.starts_with("~/.z") && row.path != "~/.zshenv";
    let folder = if is_moved { zdotdir(machine) } else { None };
    row.path.replacen('~', folder.as_deref().unwrap_or(home), 1)
}

/// The folder in which zsh looks for its startup files, if it is not the home folder.
///
/// Source: zsh(1), STARTUP/SHUTDOWN FILES.
fn zdotdir(machine: &Machine) -> Option<String> {
    let home = machine.os.trimmed(&machine.home);
    let environment = machine.asked_from().or(machine.env.as_ref());
    let inherited = environment.and_then(|env| env.get(machine.os, "ZDOTDIR"));
    let files = [format!("{home}/.zshenv"), "/etc/zsh/zshenv".to_owned(), "/etc/zshenv".to_owned()];
    let assigned = files.iter().find_map(|path| {
        let file = machine.files.get(path)?.as_ref()?;
        let lines = file.text.lines().map(str::trim);
        let value = lines.filter_map(|line| line.trim_start_matches("export ").strip_prefix("ZDOTDIR=")).next_back()?;
        let value = value.trim_matches(['"', '\'']);
        let within = ["~", "$HOME", "${HOME}"].iter().find_map(|start| value.strip_prefix(start));
        Some(within.map_or_else(|| value.to_owned(), |rest| format!("{home}{rest}")))
    });
    // VS Code sets a temporary folder for its own terminals.
    let is_temporary = |folder: &&str| folder.contains("vscode-zsh");
    let folder = assigned.or_else(|| inherited.filter(|folder| !is_temporary(folder)).map(str::to_owned))?;
    (folder.starts_with('/') && !folder.contains('$')).then(|| machine.os.trimmed(&folder).to_owned())
}

/// Folders of which only files with this ending are read.
///
/// Source: Debian's /etc/profile; fish(1), "Configuration files"; environment.d(5).
const FOLDERS: &[(&str, &str)] = &[("profile.d/", ".sh"), ("conf.d/", ".fish"), ("environment.d/", ".conf")];

/// The name of a shell: `bash` for `/usr/bin/bash`, `pwsh` for `pwsh.exe`.
#[must_use]
pub fn shell_name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".exe").unwrap_or(name).trim_start_matches('-')
}

/// `path` as reports show it, with `~` for the home folder.
#[must_use]
pub fn shown(machine: &Machine, path: &str) -> String {
    let home = machine.os.trimmed(&machine.home);
    match path.strip_prefix(home) {
        Some(rest) if !home.is_empty() && rest.starts_with(['/', '\\']) => format!("~{rest}"),
        _ => path.to_owned(),
    }
}

fn matches(machine: &Machine, row: &StartupRow, path: &str) -> bool {
    let pattern = pattern(machine, row);
    match pattern.strip_suffix('*') {
        Some(folder) => {
            let name = path.strip_prefix(folder).filter(|name| !name.contains('/'));
            let ending = FOLDERS.iter().find(|(known, _)| folder.ends_with(known)).map_or("", |(_, ending)| ending);
            name.is_some_and(|name| name.ends_with(ending))
        }
        None => path == pattern,
    }
}

fn rows<'m>(machine: &'m Machine, path: &'m str) -> impl Iterator<Item = &'static StartupRow> + 'm {
    ROWS.iter().filter(move |row| matches(machine, row, path))
}

/// Returns `true` if `shell`, started in `mode`, reads the file at `path` by itself. Shells do not read files outside the
/// table.
#[must_use]
pub fn reads(machine: &Machine, shell: &str, mode: Mode, path: &str) -> bool {
    // VS Code starts these with `-ic`, which is not a login shell.
    let mode = match (mode, CSH.contains(&shell)) {
        (Mode::LoginInteractive, true) => Mode::Interactive,
        _ => mode,
    };
    let mut rows = rows(machine, path);
    let is_read = rows.any(|row| row.when.is(mode) && (row.shells.is_empty() || row.shells.contains(&shell)));
    is_read && !is_shadowed(machine, shell, path)
}

/// Returns `true` if `shell` reads the file at `path` in some mode, by itself or through another file, if no other file hides it.
#[must_use]
pub fn is_of_shell(machine: &Machine, shell: &str, path: &str) -> bool {
    let path = sourced::first_reader(machine, path);
    rows(machine, &path).any(|row| row.shells.contains(&shell))
}

/// Returns `true` if `shell` has the syntax of POSIX.
#[must_use]
pub fn is_posix(shell: &str) -> bool {
    shell == "zsh" || BOURNE.contains(&shell)
}

/// Returns `true` if `shell`, started in `mode`, reads the file at `path` by itself or through a file that it reads, as Debian's
/// `~/.profile` reads `~/.bashrc`.
#[must_use]
pub fn reads_through(machine: &Machine, shell: &str, mode: Mode, path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut readers = machine.files.keys().filter(|other| reads(machine, shell, mode, other));
    reads(machine, shell, mode, path)
        || sequence::reaches(machine, shell, mode, path)
        || readers.any(|other| sources_file(machine, other, name))
}

/// Returns `true` if the session, not a shell, reads the file at `path`.
#[must_use]
pub fn is_of_session(machine: &Machine, path: &str) -> bool {
    rows(machine, path).any(|row| row.when == When::Session)
}

/// bash reads only the first existing file of these three.
fn is_shadowed(machine: &Machine, shell: &str, path: &str) -> bool {
    let names = [".bash_profile", ".bash_login", ".profile"];
    let home = machine.os.trimmed(&machine.home);
    let Some(own) = names.iter().position(|name| format!("{home}/{name}") == path) else { return false };
    let exists = |name: &&str| machine.files.get(&format!("{home}/{name}")).is_some_and(Option::is_some);
    shell == "bash" && names.iter().take(own).any(exists)
}

/// The user's file that `shell` reads as a login shell: the one that exists, otherwise the one to create. A new
/// `~/.bash_profile` would hide `~/.profile`, so it is never the one to create.
#[must_use]
pub fn login_file(machine: &Machine, shell: &str) -> String {
    let home = machine.os.trimmed(&machine.home);
    let exists = |name: &&&str| machine.files.get(&format!("{home}/{name}")).is_some_and(Option::is_some);
    let (names, default): (&[&str], &str) = match shell {
        "bash" => (&[".bash_profile", ".bash_login", ".profile"], ".profile"),
        "zsh" => match zdotdir(machine) {
            Some(folder) => return shown(machine, &format!("{folder}/.zprofile")),
            None => (&[".zprofile"], ".zprofile"),
        },
        "fish" => (&[".config/fish/config.fish"], ".config/fish/config.fish"),
        "tcsh" => (&[".tcshrc", ".cshrc"], ".cshrc"),
        "csh" => (&[".cshrc"], ".cshrc"),
        "nu" => (&[".config/nushell/config.nu"], ".config/nushell/config.nu"),
        "pwsh" | "powershell" => (&[".config/powershell/profile.ps1"], ".config/powershell/profile.ps1"),
        "xonsh" => (&[".xonshrc"], ".xonshrc"),
        _ => (&[".profile"], ".profile"),
    };
    format!("~/{}", names.iter().find(exists).unwrap_or(&default))
}

/// The place in which to set a variable for everything that VS Code starts: a file of the user's shell, or the settings of
/// Windows.
#[must_use]
pub fn place_to_set(machine: &Machine, shell: &str) -> String {
    match machine.os {
        Os::Windows => "\"Edit environment variables for your account\" in the Control Panel".to_owned(),
        Os::Linux | Os::Osx => login_file(machine, shell),
    }
}

/// The line that puts `folder` in front of PATH in the syntax of `shell`.
///
/// Source: the manual of each shell.
#[must_use]
pub fn path_line(shell: &str, folder: &str) -> String {
    match shell {
        "fish" => format!("fish_add_path '{folder}'"),
        "tcsh" | "csh" => format!("setenv PATH \"{folder}:$PATH\""),
        "nu" => format!("$env.PATH = ($env.PATH | prepend '{folder}')"),
        "pwsh" | "powershell" => format!("$env:PATH = \"{folder}:$env:PATH\""),
        "xonsh" => format!("$PATH.insert(0, '{folder}')"),
        _ => format!("export PATH=\"{folder}:$PATH\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::StartupFile;

    #[test]
    fn each_shell_reads_its_own_files() {
        let zshenv =
            StartupFile { text: "export ZDOTDIR=\"$HOME/.config/zsh\"\n".to_owned(), ..StartupFile::default() };
        let files = [("/home/u/.zshenv".to_owned(), Some(zshenv))].into();
        let moved = Machine { home: "/home/u".to_owned(), files, ..Machine::default() };
        let plain = Machine { home: "/home/u".to_owned(), ..Machine::default() };
        let is_read = |machine, shell, path| reads(machine, shell, Mode::LoginInteractive, path);
        assert!(is_read(&plain, "zsh", "/home/u/.zshrc") && !is_read(&plain, "zsh", "/home/u/.config/zsh/.zshrc"));
        assert!(!is_read(&moved, "zsh", "/home/u/.zshrc") && is_read(&moved, "zsh", "/home/u/.config/zsh/.zshrc"));
        assert!(is_read(&moved, "zsh", "/home/u/.zshenv"));
        assert_eq!(login_file(&moved, "zsh"), "~/.config/zsh/.zprofile");
        assert!(is_read(&plain, "bash", "/etc/profile.d/go.sh") && !is_read(&plain, "bash", "/etc/profile.d/go"));
        assert!(is_read(&plain, "fish", "/home/u/.config/fish/conf.d/a.fish"));
        assert!(!is_read(&plain, "fish", "/home/u/.config/fish/conf.d/a.fish.old"));
        assert!(is_read(&plain, "pwsh", "/home/u/.profile"), "`pwsh -Login` runs sh");
    }
}
