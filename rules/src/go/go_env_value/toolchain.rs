//! The names of toolchains in GOTOOLCHAIN.
//!
//! Source: Go 1.27, cmd/go/internal/toolchain/select.go, `Select` and `Exec`; internal/gover, `Parse` and `IsLang`;
//! cmd/go/internal/gover/toolchain.go, `FromToolchain`.

/// The mistakes in a value of GOTOOLCHAIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToolchainMistake {
    /// The go command does not accept the value.
    Invalid,
    /// It is the name of a language version. Since Go 1.21, toolchains have a patch number, also the first of each
    /// version.
    Language {
        /// Is `true` if `+auto` or `+path` lets go.mod select a newer toolchain.
        is_minimum: bool,
    },
}

/// The mistake in `value`; `None` if the go command accepts it, or may do so.
pub(super) fn mistake(value: &str) -> Option<ToolchainMistake> {
    let (name, mode) = split(value);
    if mode.is_none() && ["", "auto", "path"].contains(&name) || name == "local" && is_mode(mode) {
        return None;
    }
    let version = name.strip_prefix("go").filter(|_| is_mode(mode) && !name.contains(['/', '\\']));
    // A toolchain that somebody built may have a suffix, as in `go1.22-custom`.
    let number = version.and_then(|version| version.split([' ', '\t', '-']).next()).unwrap_or_default();
    match kind(number) {
        None => Some(ToolchainMistake::Invalid),
        Some(VersionKind::Language) if version == Some(number) => {
            Some(ToolchainMistake::Language { is_minimum: mode.is_some() })
        }
        Some(VersionKind::Language | VersionKind::Toolchain) => None,
    }
}

/// The value that was meant, if `value` contains a version.
pub(super) fn right(value: &str) -> Option<String> {
    let (name, mode) = split(value);
    let version = ["go", "v"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let patch = match kind(version)? {
        VersionKind::Language => ".0",
        VersionKind::Toolchain => "",
    };
    let mode = mode.filter(|_| is_mode(mode)).map(|mode| format!("+{mode}")).unwrap_or_default();
    version.contains('.').then(|| format!("go{version}{patch}{mode}"))
}

fn split(value: &str) -> (&str, Option<&str>) {
    value.split_once('+').map_or((value, None), |(name, mode)| (name, Some(mode)))
}

fn is_mode(mode: Option<&str>) -> bool {
    mode.is_none_or(|mode| ["auto", "path"].contains(&mode))
}

/// What a version names.
enum VersionKind {
    /// A version of the language only: `1.22`.
    Language,
    /// A toolchain: `1.22.1`, `1.22rc1`, `1.20`.
    Toolchain,
}

/// The kind of `version`; `None` if it is not the version of a Go release.
fn kind(version: &str) -> Option<VersionKind> {
    let (major, rest) = number(version)?;
    let Some(rest) = rest.strip_prefix('.') else { return rest.is_empty().then_some(VersionKind::Toolchain) };
    let (minor, rest) = number(rest)?;
    if rest.is_empty() {
        let has_patches = major.parse::<u32>().ok()? > 1 || minor.parse::<u32>().ok()? >= 21;
        return Some(if has_patches { VersionKind::Language } else { VersionKind::Toolchain });
    }
    let after = match rest.strip_prefix('.') {
        Some(patch) => number(patch)?.1,
        None => number(rest.trim_start_matches(|letter: char| letter.is_ascii_lowercase()))?.1,
    };
    after.is_empty().then_some(VersionKind::Toolchain)
}

/// The number at the start of `text`, without leading zeros, and what follows.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let is_number = !digits.is_empty() && (digits == "0" || !digits.starts_with('0'));
    is_number.then_some((digits, rest))
}
