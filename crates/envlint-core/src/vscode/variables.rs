use std::borrow::Cow;

use super::platform::Platform;

/// Variables that contain a list of folders or files. No other variable is a list, whatever its value looks like.
///
/// Source: the manuals of the programs that read them.
pub(super) const LISTS: &[&str] = &[
    "CLASSPATH",
    "CMAKE_PREFIX_PATH",
    "CPATH",
    "CPLUS_INCLUDE_PATH",
    "C_INCLUDE_PATH",
    "DYLD_FALLBACK_FRAMEWORK_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "DYLD_FRAMEWORK_PATH",
    "DYLD_LIBRARY_PATH",
    "GOPATH",
    "INFOPATH",
    "LD_LIBRARY_PATH",
    "LIBRARY_PATH",
    "MANPATH",
    "NODE_PATH",
    "OBJC_INCLUDE_PATH",
    "PATH",
    "PERL5LIB",
    "PKG_CONFIG_LIBDIR",
    "PKG_CONFIG_PATH",
    "PYTHONPATH",
    "RUBYLIB",
    "XDG_CONFIG_DIRS",
    "XDG_DATA_DIRS",
];

/// The last letters of [`LISTS`], one bit each. Most names end with another letter.
const LAST_LETTERS: u32 = {
    let (mut letters, mut rest) = (0, LISTS);
    while let [list, after @ ..] = rest {
        if let [.., last] = list.as_bytes() {
            letters |= 1 << (*last & 0x1f);
        }
        rest = after;
    }
    letters
};

/// Variables that programs, or the shell itself, cannot work without, by platform.
const ESSENTIAL: &[(&str, &[Platform])] = &[
    ("PATH", &Platform::ALL),
    ("HOME", &[Platform::Linux, Platform::Osx]),
    ("USERPROFILE", &[Platform::Windows]),
    ("SystemRoot", &[Platform::Windows]),
    ("SystemDrive", &[Platform::Windows]),
    ("ComSpec", &[Platform::Windows]),
    ("PATHEXT", &[Platform::Windows]),
];

/// Returns `true` if `a` and `b` name the same variable on `platform`.
#[must_use]
pub fn same_variable(a: &str, b: &str, platform: Platform) -> bool {
    if platform.case_sensitive() { a == b } else { a.eq_ignore_ascii_case(b) }
}

/// The same text for all names of one variable on `platform`, to look it up with.
#[must_use]
pub fn variable_key(name: &str, platform: Platform) -> Cow<'_, str> {
    let is_folded = platform.case_sensitive() || !name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_folded { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) }
}

/// Returns `true` if `name`, in any letter case, is a list of folders or files.
#[must_use]
pub fn is_list(name: &str) -> bool {
    let has_last_letter = name.as_bytes().last().is_some_and(|last| LAST_LETTERS >> (last & 0x1f) & 1 == 1);
    has_last_letter && LISTS.iter().any(|list| list.len() == name.len() && list.eq_ignore_ascii_case(name))
}

/// Returns `true` if programs on `platform` rely on `name`.
#[must_use]
pub fn is_essential(name: &str, platform: Platform) -> bool {
    ESSENTIAL.iter().any(|(known, platforms)| platforms.contains(&platform) && same_variable(name, known, platform))
}

/// Variables, other than lists, that name folders or programs of the machine on which they are set.
///
/// Source: the manuals of the programs that read them.
const OF_MACHINE: &[&str] = &[
    "CARGO_HOME",
    "GOBIN",
    "GOROOT",
    "HOME",
    "JAVA_HOME",
    "NVM_DIR",
    "PWD",
    "SHELL",
    "TEMP",
    "TMP",
    "TMPDIR",
    "VIRTUAL_ENV",
];

/// Returns `true` if the value of `name` on one machine is certainly meaningless on another: a list of folders, or
/// a folder.
#[must_use]
pub fn is_of_machine(name: &str) -> bool {
    is_list(name) || OF_MACHINE.contains(&name)
}

/// Returns `true` if the value of `name` is a prompt or a command line, which its reader expands itself.
#[must_use]
pub fn is_prompt_or_command(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let starts = ["PS", "PROMPT", "LESS", "FZF_", "RPROMPT", "RPS"].iter().any(|prefix| name.starts_with(prefix));
    let ends =
        ["_COMMAND", "_CMD", "_EDITOR", "_OPTS", "_PAGER", "_PROMPT"].iter().any(|suffix| name.ends_with(suffix));
    starts || ends || ["EDITOR", "VISUAL", "PAGER", "MANPAGER", "BROWSER"].contains(&name.as_str())
}

/// Returns `true` if the program that reads `variable` itself expands `$name` in it.
///
/// Source: ld.so(8), dynamic string tokens; bash(1), `BASH_ENV`; sh(1), `ENV`; the manual of kpathsea, path
/// sources; npm, which was run.
#[must_use]
pub fn expanded_by_its_reader(variable: &str, name: &str) -> bool {
    let by_linker = variable.starts_with("LD_") && ["ORIGIN", "LIB", "PLATFORM"].contains(&name);
    let by_tex = variable.starts_with("TEXMF") || variable.ends_with("INPUTS");
    let by_shell = ["ENV", "BASH_ENV"].contains(&variable);
    let by_npm = variable.to_ascii_lowercase().starts_with("npm_config_");
    by_linker || by_tex || by_shell || by_npm
}
