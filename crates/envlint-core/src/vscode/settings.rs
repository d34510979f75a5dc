//! Settings that envlint reads, and what is known of any key.

use super::registry::{RegisteredSetting, registered_setting};
use super::scope::Scope;

/// The first parts of keys that nobody reads from blocks for languages, unless a scope says so.
///
/// Source: terminalConfiguration.ts (1.138), whose settings VS Code asks for without a language; vscode-go extension/src/config.ts,
/// which asks for a file or a folder; recorded as `lang-override`.
const NOT_BY_LANGUAGE: &[&str] = &["go", "gopls", "terminal"];

/// Whether `setting` may count in a block for a language, as far as is known.
#[must_use]
pub fn is_read_by_language(setting: RegisteredSetting) -> bool {
    setting.scope() == Scope::LanguageOverridable || setting.is_gone() || may_be_read_by_language(setting.key)
}

/// The same for any key: its first part tells in most cases.
#[must_use]
pub fn may_be_read_by_language(key: &str) -> bool {
    let first = key.split_once('.').map_or(key, |(first, _)| first);
    !NOT_BY_LANGUAGE.contains(&first)
}

/// The first parts of the keys of places, of settings that name files of variables, `launch`, and those of other settings that
/// envlint reads.
const READ: &[&str] = &[
    "cmake",
    "deno",
    "elixirLS",
    "go",
    "gopls",
    "haskell",
    "http",
    "java",
    "jest",
    "launch",
    "python",
    "rust-analyzer",
    "terminal",
];

/// Whether envlint reads anything at `key` or below, so that other keys need not be looked at: their first parts tell.
#[must_use]
pub fn is_read(key: &str) -> bool {
    let first = key.split_once('.').map_or(key, |(first, _)| first);
    READ.iter().any(|known| known.as_bytes().first() == key.as_bytes().first() && *known == first)
}

/// The scope of the setting that `path` leads to or into; `None` for a key that nobody knows, which counts everywhere.
#[must_use]
pub fn scope(path: &[&str]) -> Option<Scope> {
    registered_above(&path.join(".")).map(RegisteredSetting::scope)
}

/// The setting that a dotted key leads to or into.
#[must_use]
pub fn registered_above(key: &str) -> Option<RegisteredSetting> {
    let ends = key.rmatch_indices('.').map(|(at, _)| at);
    std::iter::once(key.len()).chain(ends).find_map(|end| registered_setting(key.get(..end)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vscode::{KeyPart, PLACES, Section};

    #[test]
    fn scopes_are_found_by_path() {
        assert_eq!(scope(&["terminal", "integrated", "env", "osx", "PATH"]), Some(Scope::Window));
        assert_eq!(scope(&["http", "proxy"]), Some(Scope::Application));
        assert_eq!(scope(&["python", "envFile"]), None);
        assert_eq!(scope(&["terminal", "integrated", "env"]), None);
        assert_eq!(scope(&["gopls", "build.env"]), Some(Scope::Resource));
        assert_eq!(scope(&[]), None);
        assert!(is_read("terminal") && is_read("gopls") && is_read("go.x") && !is_read("g") && !is_read("goplsx.y"));
    }

    #[test]
    fn every_place_in_settings_is_read() {
        for place in PLACES.iter().filter(|place| place.section == Section::Settings) {
            assert!(matches!(place.key, [KeyPart::Word(first), ..] if is_read(first)), "{place:?}");
        }
    }
}
