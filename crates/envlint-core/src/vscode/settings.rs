//! The settings that envlint reads, and facts about arbitrary keys.

use super::registry::{RegisteredSetting, registered_setting};
use super::scope::Scope;

/// The first components of keys that are not read from language-specific blocks, unless their scope says otherwise.
///
/// Source: terminalConfiguration.ts (1.138), whose settings VS Code requests without a language; vscode-go
/// extension/src/config.ts, which requests settings for a file or a folder; recorded as `lang-override`.
const NOT_BY_LANGUAGE: &[&str] = &["go", "gopls", "terminal"];

/// Returns `true` if `setting` may take effect in a language-specific block, as far as is known.
#[must_use]
pub fn is_read_by_language(setting: RegisteredSetting) -> bool {
    setting.scope() == Scope::LanguageOverridable || setting.is_gone() || may_be_read_by_language(setting.key)
}

/// The same for any key, whose first component is enough in most cases.
#[must_use]
pub fn may_be_read_by_language(key: &str) -> bool {
    !NOT_BY_LANGUAGE.contains(&first_component(key))
}

/// The part of a key before its first dot.
pub(crate) fn first_component(key: &str) -> &str {
    let end = key.bytes().position(|byte| byte == b'.').unwrap_or(key.len());
    key.get(..end).unwrap_or(key)
}

/// The first components of the keys of places, of settings that name `.env` files, of `launch` and `tasks`, and of other
/// settings that envlint reads.
const READ: &[&str] = &[
    "clangd",
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
    "mochaExplorer",
    "python",
    "ruff",
    "rust-analyzer",
    "tasks",
    "terminal",
    "vitest",
    "zig",
];

/// Returns `true` if envlint reads anything at `key` or below, according to its first component. Other keys can be
/// skipped.
#[must_use]
pub fn is_read(key: &str) -> bool {
    // Most keys begin with another letter.
    let may_begin = key.as_bytes().first().is_some_and(|first| INITIALS >> (first & 0x1f) & 1 == 1);
    may_begin && READ.contains(&first_component(key))
}

/// The first letters of [`READ`], one bit each.
const INITIALS: u32 = {
    let (mut letters, mut rest) = (0, READ);
    while let [first, after @ ..] = rest {
        if let [initial, ..] = first.as_bytes() {
            letters |= 1 << (*initial & 0x1f);
        }
        rest = after;
    }
    letters
};

/// The scope of the setting that is at `path` or contains it; `None` for an unknown key, which takes effect
/// everywhere.
#[must_use]
pub fn scope(path: &[&str]) -> Option<Scope> {
    registered_above(&path.join(".")).map(RegisteredSetting::scope)
}

/// The setting that is at a dotted key or contains it.
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
