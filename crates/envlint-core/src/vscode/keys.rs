use super::key_parts::KeyPart;
use super::places::PLACES;
use super::platform::Platform;
use super::sections::Section;

/// A setting that contains environment variables or affects them, and the type of its value.
#[derive(Debug)]
pub struct KnownSetting {
    /// The key pattern.
    pub key: &'static [KeyPart],
    /// The type of the value.
    pub holds: Holds,
    /// Common mistakes for the last word of the key before the platform.
    pub typos: &'static [&'static str],
}

/// The type of a setting's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// An object of variables.
    Variables {
        /// `true` if VS Code is known to read a string or list as such an object: its characters or elements become
        /// the values of variables called `0`, `1` and so on.
        spreads: bool,
    },
    /// An object of terminal profiles, by name.
    Profiles,
    /// One terminal profile.
    Profile,
    /// The name of a terminal profile.
    ProfileName,
}

use KeyPart::{Platform as ByPlatform, Word};

const TERMINAL: [KeyPart; 2] = [Word("terminal"), Word("integrated")];

const fn known(key: &'static [KeyPart], holds: Holds) -> KnownSetting {
    KnownSetting { key, holds, typos: &[] }
}

/// Settings that are not only places, in the order of their keys.
///
/// Source: terminalPlatformConfiguration.ts and terminalConfiguration.ts (1.138), where the description of
/// `defaultProfile` itself says `profile` instead of `profiles` once; terminalEnvironment.ts for `spreads`
/// (recorded as `env-string`, `env-array`); vscode-go package.json.
pub static KNOWN_SETTINGS: &[KnownSetting] = &[
    known(&[Word("go"), Word("testEnvVars")], Holds::Variables { spreads: false }),
    known(&[Word("go"), Word("toolsEnvVars")], Holds::Variables { spreads: false }),
    known(&[TERMINAL[0], TERMINAL[1], Word("automationProfile"), ByPlatform], Holds::Profile),
    known(&[TERMINAL[0], TERMINAL[1], Word("defaultProfile"), ByPlatform], Holds::ProfileName),
    known(&[TERMINAL[0], TERMINAL[1], Word("env"), ByPlatform], Holds::Variables { spreads: true }),
    KnownSetting {
        typos: &["profile"],
        ..known(&[TERMINAL[0], TERMINAL[1], Word("profiles"), ByPlatform], Holds::Profiles)
    },
];

impl KnownSetting {
    /// The words before the platform, for a setting whose key ends with a platform.
    #[must_use]
    pub(crate) fn words_by_platform(&self) -> Option<Vec<&'static str>> {
        let (last, words) = self.key.split_last()?;
        matches!(last, ByPlatform).then_some(())?;
        words.iter().map(|part| if let Word(word) = part { Some(*word) } else { None }).collect()
    }
}

/// The keys of all known settings and of all places in settings, which may be deeper.
fn known_keys() -> impl Iterator<Item = &'static [KeyPart]> {
    let places = PLACES.iter().filter(|place| place.section == Section::Settings).map(|place| place.key);
    KNOWN_SETTINGS.iter().map(|setting| setting.key).chain(places)
}

/// Returns `true` if the setting called `key` is a known setting, or is or contains a place.
#[must_use]
pub fn carries_environment(key: &str) -> bool {
    let path: Vec<&str> = key.split('.').collect();
    known_keys().any(|key| key.len() >= path.len() && agrees(key, &path))
}

/// Returns `true` if a known setting or place is below `path`.
#[must_use]
pub fn leads_to_known(path: &[&str]) -> bool {
    known_keys().any(|key| key.len() > path.len() && agrees(key, path))
}

/// Returns `true` if the dotted `name` of a member of the object at `path` is meant for a known setting or place,
/// or for something inside it, so that VS Code would read it if it split the dots. A name that is read as it is,
/// such as `build.env` of gopls, is not meant so.
#[must_use]
pub fn intended_known_key(path: &[&str], name: &str) -> bool {
    if !name.contains('.') {
        return false;
    }
    let parts: Vec<&str> = name.split('.').collect();
    let rests = || known_keys().filter(|key| agrees(key, path)).filter_map(|key| key.get(path.len()..));
    let is_read = |rest: &[KeyPart]| matches!(rest.first(), Some(Word(word)) if *word == name);
    // Names that users choose may contain dots.
    let is_near = |rest: &[KeyPart]| {
        !rest.is_empty()
            && rest.iter().zip(&parts).all(|(part, name)| !matches!(part, KeyPart::Any) && part.admits(name))
    };
    !rests().any(is_read) && rests().any(is_near)
}

/// The platform in a key of a known setting or place.
#[must_use]
pub fn platform_in(path: &[&str]) -> Option<Platform> {
    let key = known_keys().find(|key| agrees(key, path))?;
    let at = key.iter().position(|part| matches!(part, ByPlatform))?;
    path.get(at)?.parse().ok()
}

/// Returns `true` if `path` matches `key` as far as both go.
fn agrees(key: &[KeyPart], path: &[&str]) -> bool {
    key.iter().zip(path).all(|(part, name)| part.admits(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_known_keys_from_similar_ones() {
        let path = ["terminal", "integrated"];
        assert!(leads_to_known(&path) && leads_to_known(&["terminal", "integrated", "profiles", "osx", "zsh"]));
        assert!(carries_environment("terminal.integrated.env.osx"));
        assert!(!carries_environment("terminal.integrated.env.osx.PATH") && !carries_environment("editor.tabSize"));
        assert!(!leads_to_known(&["terminal", "integrated", "env", "osx"]) && !leads_to_known(&["terminal", "x"]));
        for (path, name, intended) in [
            (&path[..], "env.linux", true),
            (&path, "env.linux.PATH", true),
            (&path, "profiles.osx", true),
            (&["terminal"], "integrated.env", true),
            (&["go"], "toolsEnvVars.GOFLAGS", true),
            (&["terminal", "integrated", "profiles", "osx", "zsh"], "env.PATH", true),
            (&path, "env", false),
            (&path, "env.mac", false),
            (&path, "fontSize.x", false),
            (&["terminal", "integrated", "profiles", "osx"], "my.env", false),
            (&["terminal", "integrated", "env", "linux"], "a.b", false),
            (&["gopls"], "build.env", false),
            (&["gopls"], "ui.env", false),
        ] {
            assert_eq!(intended_known_key(path, name), intended, "{path:?} {name}");
        }
    }

    #[test]
    fn the_platform_of_a_key_is_found() {
        assert_eq!(platform_in(&["terminal", "integrated", "env", "osx", "PATH"]), Some(Platform::Osx));
        assert_eq!(platform_in(&["go", "toolsEnvVars", "linux"]), None);
        assert_eq!(platform_in(&["terminal", "integrated"]), None);
    }
}
