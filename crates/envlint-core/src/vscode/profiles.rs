//! What VS Code knows of terminal profiles: their fields, and the names that are there without a definition.

use super::platform::Platform;

/// The fields of a profile that VS Code reads. There is no `additionalProperties: false` in the schema, so nothing marks others.
///
/// Source: terminalPlatformConfiguration.ts and `getValidatedProfile` in terminalProfiles.ts (1.139); `titleTemplate`:
/// `IExtensionTerminalProfile` in terminal.ts. That others are ignored was recorded as `profile-unknown`.
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

/// Fields that people expect of a profile, and what does what they are meant to do.
const EXPECTED: &[(&str, &str)] = &[
    ("arguments", "`args` takes the arguments, as a list"),
    ("command", "`path` takes the program, `args` its arguments"),
    ("cwd", "The folder that terminals start in is set by terminal.integrated.cwd"),
    ("envFile", "`env` takes the variables; no file is read"),
    ("environ", "`env` takes the variables"),
    ("environment", "`env` takes the variables"),
    ("executable", "`path` takes the program"),
    ("login", "`args` takes the shell's login flag"),
    ("name", "The name of a profile is its key"),
    ("program", "`path` takes the program"),
    ("shell", "`path` takes the program"),
    ("shellArgs", "`args` takes the arguments, as a list"),
    ("workingDirectory", "The folder that terminals start in is set by terminal.integrated.cwd"),
];

/// Fields that are notes to a reader, and meant to be ignored.
const NOTES: &[&str] = &["comment", "comments", "description", "doc", "note", "notes", "remark", "todo"];

/// Names of profiles that VS Code finds on its own or extensions bring, by platform, beside those of [`UNIX_SHELLS`]. Not all
/// of these can be the default, but what is there depends on the machine.
///
/// Source: `detectAvailableWindowsProfiles` in terminalProfiles.ts (1.139), the built-in profiles in
/// terminalPlatformConfiguration.ts; package.json of js-debug. Those of Azure were not read: they only keep envlint silent.
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

/// Programs that are shells though their names do not end in `sh`, or that stand in `/etc/shells` beside them.
const UNIX_SHELLS: &[&str] = &["elvish", "es", "ksh93", "nu", "rc", "screen", "tmux"];

/// What `source` may be, on Windows alone.
///
/// Source: `initializeWindowsProfiles` in terminalProfiles.ts (1.139); elsewhere recorded as `profile-source`.
pub const PROFILE_SOURCES: &[&str] = &["Git Bash", "PowerShell"];

/// Programs that are part of the system, so that their bare name is found.
const PART_OF_SYSTEM: &[(&str, &[Platform])] = &[
    ("bash", &[Platform::Osx]),
    ("cmd.exe", &[Platform::Windows]),
    ("powershell.exe", &[Platform::Windows]),
    ("sh", &[Platform::Linux, Platform::Osx]),
    ("zsh", &[Platform::Osx]),
];

/// The shells whose users get, without a `defaultProfile`, the first profile that starts their shell. VS Code does this for
/// every shell; these are the ones that macOS has as anybody's login shell. Empty where no profile needs a login flag.
///
/// Source: `_getUnresolvedFallbackDefaultProfile` in terminalProfileResolverService.ts (1.138): the first available profile whose
/// program has the base name of the system shell.
#[must_use]
pub fn fallback_shells(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Osx => &["zsh", "bash"],
        Platform::Linux | Platform::Windows => &[],
    }
}

/// Whether every `platform` has the program `name`.
#[must_use]
pub fn is_part_of_system(name: &str, platform: Platform) -> bool {
    PART_OF_SYSTEM.iter().any(|(known, platforms)| *known == name && platforms.contains(&platform))
}

/// Whether VS Code reads the field `name` of a profile.
#[must_use]
pub fn is_profile_field(name: &str) -> bool {
    FIELDS.binary_search(&name).is_ok()
}

/// Whether `name`, which VS Code does not read, is not meant to be read as a field: a note, one that is switched off, or a key
/// with dots, which is meant to lead further down.
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

/// What to write in place of the field `name`, which VS Code does not read.
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

/// Whether a profile of this name may be there on `platform` without a definition: one of VS Code's own, one that it finds on
/// the machine, or one of a well-known extension.
///
/// Source: terminalProfiles.ts (1.139): on Unix the names of the programs in `/etc/shells`, with a number behind the second
/// of the same name (`bash (2)`); on Windows also every `… (WSL)`.
#[must_use]
pub fn may_be_detected(name: &str, platform: Platform) -> bool {
    let listed = DETECTED.iter().any(|(known, platforms)| *known == name && platforms.contains(&platform));
    listed
        || match platform {
            Platform::Windows => name.ends_with(" (WSL)"),
            Platform::Linux | Platform::Osx => is_shell_name(without_number(name)),
        }
}

/// `bash (2)` without its number.
fn without_number(name: &str) -> &str {
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    match numbered {
        Some((stem, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => name,
    }
}

/// Whether `name` is that of a program that may stand in `/etc/shells`: `zsh`, `zsh-5.9`, `git-shell`.
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
    fn names_that_may_be_there_are_told_from_others() {
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
        let meant = in_place_of_profile_field;
        assert_eq!(meant("Env").as_deref(), Some("Did you mean `env`?"));
        assert_eq!(meant("overideName").as_deref(), Some("Did you mean `overrideName`?"));
        assert_eq!(meant("arg"), Some("Did you mean `args`?".to_owned()));
        assert!(meant("envFile").is_some() && meant("shellArgs").is_some());
        assert_eq!(meant("overrideEnvironmentVariables"), None);
        assert!(
            is_profile_note("//") && is_profile_note("_args") && is_profile_note("xargs") && is_profile_note("Note")
        );
        assert!(!is_profile_note("envFile") && !is_profile_note("x"));
    }
}
