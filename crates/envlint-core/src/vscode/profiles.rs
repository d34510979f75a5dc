//! The fields of terminal profiles, and the names of profiles that exist without a definition.

use super::platform::Platform;

/// The fields of a profile that VS Code reads. The schema does not set `additionalProperties: false`, so VS Code
/// does not mark other fields.
///
/// Source: terminalPlatformConfiguration.ts and `getValidatedProfile` in terminalProfiles.ts (1.139);
/// `titleTemplate`: `IExtensionTerminalProfile` in terminal.ts. That others are ignored was recorded as
/// `profile-unknown`.
const FIELDS: &[&str] = &[
    "args",
    "color",
    "env",
    "extensionIdentifier",
    "icon",
    "id",
    "isAutoDetected",
    "overrideName",
    "path",
    "requiresPath",
    "source",
    "title",
    "titleTemplate",
];

/// Fields that users expect in a profile, with advice on what to use instead.
const EXPECTED: &[(&str, &str)] = &[
    ("arguments", "Use `args` for the arguments, as a list"),
    ("command", "Use `path` for the program, and `args` for its arguments"),
    ("cwd", "Use terminal.integrated.cwd to set the folder in which terminals start"),
    ("envFile", "Use `env` for the variables; VS Code does not read them from a file"),
    ("environ", "Use `env` for the variables"),
    ("environment", "Use `env` for the variables"),
    ("executable", "Use `path` for the program"),
    ("login", "Use `args` for the shell's login flag"),
    ("name", "The name of a profile is its key"),
    ("program", "Use `path` for the program"),
    ("shell", "Use `path` for the program"),
    ("shellArgs", "Use `args` for the arguments, as a list"),
    ("workingDirectory", "Use terminal.integrated.cwd to set the folder in which terminals start"),
];

/// Fields that are notes to a reader and should be ignored.
const NOTES: &[&str] = &["comment", "comments", "description", "doc", "note", "notes", "remark", "todo"];

/// The names of profiles, besides those of [`UNIX_SHELLS`], that VS Code detects or that extensions contribute, by
/// platform. Not all of them can be the default, but which ones exist depends on the machine.
///
/// Source: `detectAvailableWindowsProfiles` in terminalProfiles.ts (1.139), the built-in profiles in
/// terminalPlatformConfiguration.ts; package.json of js-debug. Those of Azure were not checked: they only prevent
/// findings.
const DETECTED: &[(&str, &[Platform])] = &[
    ("Azure Cloud Shell (Bash)", &Platform::ALL),
    ("Azure Cloud Shell (PowerShell)", &Platform::ALL),
    ("Cmder", &[Platform::Windows]),
    ("Command Prompt", &[Platform::Windows]),
    ("Cygwin", &[Platform::Windows]),
    ("Git Bash", &[Platform::Windows]),
    ("JavaScript Debug Terminal", &Platform::ALL),
    ("PowerShell", &[Platform::Windows]),
    ("Windows PowerShell", &[Platform::Windows]),
    ("bash (MSYS2)", &[Platform::Windows]),
];

/// Shells whose names do not end with `sh`, and other programs that `/etc/shells` can contain.
const UNIX_SHELLS: &[&str] = &["elvish", "es", "ksh93", "nu", "rc", "screen", "tmux"];

/// The values that `source` can have. Only Windows supports it.
///
/// Source: `initializeWindowsProfiles` in terminalProfiles.ts (1.139); other platforms recorded as
/// `profile-source`.
pub const PROFILE_SOURCES: &[&str] = &["Git Bash", "PowerShell"];

/// Programs that are part of the system, so that VS Code finds them by their name.
const PART_OF_SYSTEM: &[(&str, &[Platform])] = &[
    ("bash", &[Platform::Osx]),
    ("cmd.exe", &[Platform::Windows]),
    ("powershell.exe", &[Platform::Windows]),
    ("sh", &[Platform::Linux, Platform::Osx]),
    ("zsh", &[Platform::Osx]),
];

/// The shells for which VS Code opens the first profile that starts the user's shell if no `defaultProfile` is set. VS Code does
/// this for every shell; these are the usual login shells of macOS. Empty on platforms where profiles need no login flag.
///
/// Source: `_getUnresolvedFallbackDefaultProfile` in terminalProfileResolverService.ts (1.138): the first available profile whose
/// program has the base name of the system shell.
#[must_use]
pub(crate) fn fallback_shells(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Osx => &["zsh", "bash"],
        Platform::Linux | Platform::Windows => &[],
    }
}

/// Returns `true` if every installation of `platform` has the program `name`.
#[must_use]
pub fn is_part_of_system(name: &str, platform: Platform) -> bool {
    PART_OF_SYSTEM.iter().any(|(known, platforms)| *known == name && platforms.contains(&platform))
}

/// Returns `true` if VS Code reads the field `name` of a profile.
#[must_use]
pub fn is_profile_field(name: &str) -> bool {
    FIELDS.binary_search(&name).is_ok()
}

/// Returns `true` if `name`, which VS Code does not read, is not meant as a field: a note, a disabled field, or a
/// key with dots, which is meant to lead further down.
#[must_use]
pub fn is_profile_note(name: &str) -> bool {
    let starts_with_letter = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let switched_off = name.strip_prefix(['x', 'X']).is_some_and(|rest| {
        let rest = rest.trim_start_matches(['-', '_']);
        FIELDS.iter().any(|field| field.eq_ignore_ascii_case(rest))
    });
    !starts_with_letter
        || name.contains('.')
        || switched_off
        || NOTES.iter().any(|note| note.eq_ignore_ascii_case(name))
}

/// Advice on what to use instead of the field `name`, which VS Code does not read.
#[must_use]
pub fn in_place_of_profile_field(name: &str) -> Option<String> {
    let expected = EXPECTED.iter().find(|(expected, _)| expected.eq_ignore_ascii_case(name));
    let near = || {
        let lower = name.to_ascii_lowercase();
        let field = FIELDS.iter().find(|field| {
            let limit = if field.len() < 4 { 0 } else { 1 };
            strsim::osa_distance(&field.to_ascii_lowercase(), &lower) <= limit
        });
        field.map(|field| format!("Did you mean `{field}`?"))
    };
    expected.map(|(_, advice)| (*advice).to_owned()).or_else(near)
}

/// Returns `true` if a profile of this name may exist on `platform` without a definition: a built-in one, one that
/// VS Code detects on the machine, or one of a well-known extension.
///
/// Source: terminalProfiles.ts (1.139): on Unix the names of the programs in `/etc/shells`, with a number after the
/// second of the same name (`bash (2)`); on Windows also every `… (WSL)`.
#[must_use]
pub(crate) fn may_be_detected(name: &str, platform: Platform) -> bool {
    let listed = DETECTED.iter().any(|(known, platforms)| *known == name && platforms.contains(&platform));
    listed
        || match platform {
            Platform::Windows => name.ends_with(" (WSL)"),
            Platform::Linux | Platform::Osx => is_shell_name(without_number(name)),
        }
}

/// Removes the number from `bash (2)`.
fn without_number(name: &str) -> &str {
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    match numbered {
        Some((stem, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => name,
    }
}

/// Returns `true` if `/etc/shells` may contain a program called `name`: `zsh`, `zsh-5.9`, `git-shell`.
fn is_shell_name(name: &str) -> bool {
    let program = name.trim_end_matches(|last: char| last.is_ascii_digit() || ['.', '-'].contains(&last));
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    let is_shell = ["sh", "shell", "shl"].iter().any(|ending| program.ends_with(ending));
    name.bytes().all(is_lower) && (is_shell || UNIX_SHELLS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_fields_is_sorted() {
        assert!(FIELDS.is_sorted());
    }

    #[test]
    fn distinguishes_names_that_may_exist_from_others() {
        use Platform::{Linux, Osx, Windows};
        for (name, platform) in [
            ("bash", Linux),
            ("bash (2)", Linux),
            ("rbash", Linux),
            ("zsh-5.9", Osx),
            ("pwsh", Osx),
            ("tmux", Linux),
            ("nu", Osx),
            ("Git Bash", Windows),
            ("Ubuntu-24.04 (WSL)", Windows),
            ("JavaScript Debug Terminal", Osx),
        ] {
            assert!(may_be_detected(name, platform), "{name}");
        }
        for (name, platform) in [
            ("Bash", Linux),
            ("zhs", Osx),
            ("my zsh", Osx),
            ("Git Bash", Linux),
            ("bash", Windows),
            ("git bash", Windows),
            ("bash (two)", Linux),
            ("", Linux),
        ] {
            assert!(!may_be_detected(name, platform), "{name}");
        }
    }

    #[test]
    fn fields_that_were_meant_are_found() {
        let intended = in_place_of_profile_field;
        assert_eq!(intended("Env").as_deref(), Some("Did you mean `env`?"));
        assert_eq!(intended("overideName").as_deref(), Some("Did you mean `overrideName`?"));
        assert_eq!(intended("arg"), Some("Did you mean `args`?".to_owned()));
        assert!(intended("envFile").is_some() && intended("shellArgs").is_some());
        assert_eq!(intended("overrideEnvironmentVariables"), None);
        assert!(
            is_profile_note("//") && is_profile_note("_args") && is_profile_note("xargs") && is_profile_note("Note")
        );
        assert!(!is_profile_note("envFile") && !is_profile_note("x"));
    }
}
