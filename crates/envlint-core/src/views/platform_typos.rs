use crate::env::{Lookup, Origin, Setting, Settings};
use crate::jsonc::Kind;
use crate::vscode::{Holds, KNOWN_SETTINGS, KnownSetting, Platform};

/// A key of a platform-specific setting with an unknown word at the place of the platform, or without a platform.
#[derive(Debug)]
pub struct PlatformTypo<'d> {
    /// The member with this key.
    pub origin: Origin<'d>,
    /// The path as written, up to the wrong word: `terminal.integrated.env.mac`.
    pub written: String,
    /// The intended setting.
    pub intended: Intended,
}

/// The intended setting of a wrong key.
#[derive(Debug)]
pub enum Intended {
    /// The intended setting is clear.
    Known {
        /// The corrected path, up to the wrong word: `terminal.integrated.env.osx`.
        path: String,
        /// The platform that it applies to; `None` if the mistake is in a word before the platform.
        platform: Option<Platform>,
        /// The name that the member should have.
        name: String,
        /// `true` if renaming the member is enough: nothing else in the file is at that path, or meant to be.
        is_free: bool,
    },
    /// The setting of one platform, but the key does not say which.
    SomePlatform,
}

/// The mistakes in the keys of platform-specific settings.
#[must_use]
pub fn platform_typos<'d>(settings: &Settings<'d>) -> Vec<PlatformTypo<'d>> {
    let mut typos = Vec::new();
    for known in KNOWN_SETTINGS {
        let Some(words) = known.words_by_platform() else { continue };
        let Some((word, above)) = words.split_last() else { continue };
        for written in [word].into_iter().chain(known.typos) {
            let path = [above, &[written]].concat();
            if let Some(section) = settings.get(&path) {
                Search { settings, known, words: &words, written: &path, section }.run(&mut typos);
            }
        }
    }
    // If two spellings mean the same setting, neither is clearly better.
    let intended = |typo: &PlatformTypo<'_>| match &typo.intended {
        Intended::Known { path, .. } => Some((path.clone(), typo.written.clone())),
        Intended::SomePlatform => None,
    };
    let all: Vec<(String, String)> = typos.iter().filter_map(intended).collect();
    for typo in &mut typos {
        if let Intended::Known { path, is_free, .. } = &mut typo.intended {
            *is_free &= all.iter().all(|(other, written)| other != path || *written == typo.written);
        }
    }
    typos
}

/// The search in one section: the values at `terminal.integrated.env`, or where authors put them.
struct Search<'s, 'd> {
    settings: &'s Settings<'d>,
    known: &'static KnownSetting,
    words: &'s [&'static str],
    written: &'s [&'static str],
    section: Setting<'s, 'd>,
}

impl<'d> Search<'_, 'd> {
    fn run(&self, typos: &mut Vec<PlatformTypo<'d>>) {
        let mut add = |typo: PlatformTypo<'d>| {
            if !typos.iter().any(|other| other.origin.key() == typo.origin.key()) {
                typos.push(typo);
            }
        };
        let holds = self.known.holds;
        let is_right = self.written == self.words;
        if is_right && fits(holds, self.section) && !self.section.is_object() {
            return add(self.without_platform(self.section.origin));
        }
        for (name, member) in self.section.members() {
            let named = name.parse::<Platform>().ok();
            let platform = named.or_else(|| Platform::nearest(&name)).filter(|_| fits(holds, member));
            let lacks_platform = is_right && named.is_none() && fits_within(holds, &name, member);
            for origin in member.keys() {
                match platform {
                    Some(_) if is_right && named.is_some() => {}
                    Some(platform) => add(self.known(origin, &name, platform)),
                    None if lacks_platform => add(self.without_platform(origin)),
                    None => {}
                }
            }
        }
    }

    fn without_platform(&self, origin: Origin<'d>) -> PlatformTypo<'d> {
        let origin = if goes_on(origin, self.written) { origin } else { self.section.origin };
        PlatformTypo { origin, written: self.written.join("."), intended: Intended::SomePlatform }
    }

    /// A key of the member `name` of the section, which is meant for `platform`.
    fn known(&self, origin: Origin<'d>, name: &str, platform: Platform) -> PlatformTypo<'d> {
        let whole = [self.written, &[name]].concat();
        let right = [self.words, &[platform.name()]].concat();
        if goes_on(origin, self.written) {
            return self.typo(origin, &whole, &right, Some(platform));
        }
        if self.written == self.words {
            self.typo(origin, &whole, &right, Some(platform))
        } else {
            // The wrong word is in the key of the enclosing object.
            self.typo(self.section.origin, self.written, self.words, None)
        }
    }

    fn typo(
        &self,
        origin: Origin<'d>,
        written: &[&str],
        path: &[&str],
        platform: Option<Platform>,
    ) -> PlatformTypo<'d> {
        let old = origin.member().name();
        let (written, right) = (written.join("."), path.join("."));
        let name = match old.strip_prefix(written.as_str()) {
            Some(rest) => format!("{right}{rest}"),
            None => path.last().copied().unwrap_or_default().to_owned(),
        };
        let count = |name: &str| origin.object().members().filter(|member| member.name() == name).count();
        let is_free = matches!(self.settings.lookup(path), Lookup::Missing) && count(&old) == 1 && count(&name) == 0;
        PlatformTypo { origin, written, intended: Intended::Known { path: right, platform, name, is_free } }
    }
}

/// Returns `true` if `setting` can be the value of a setting for one platform.
fn fits(holds: Holds, setting: Setting<'_, '_>) -> bool {
    match holds {
        Holds::Variables { .. } | Holds::Profiles | Holds::Profile => setting.is_object(),
        Holds::ProfileName => setting.kind() == Kind::String,
    }
}

/// Returns `true` if the value of a setting for one platform can have a member called `name`.
fn fits_within(holds: Holds, name: &str, member: Setting<'_, '_>) -> bool {
    match holds {
        Holds::Variables { .. } => {
            matches!(member.kind(), Kind::String | Kind::Number | Kind::True | Kind::False)
        }
        Holds::Profiles => PROFILE.iter().any(|field| member.get(field).is_some()),
        Holds::Profile => PROFILE.contains(&name),
        Holds::ProfileName => false,
    }
}

/// Every profile has at least one of these. Source: terminalPlatformConfiguration.ts (1.138).
const PROFILE: &[&str] = &["args", "env", "path", "source"];

/// Returns `true` if a key is a top-level key that extends `path`.
fn goes_on(origin: Origin<'_>, path: &[&str]) -> bool {
    origin.member().name().strip_prefix(path.join(".").as_str()).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonc::parse;

    fn typos(text: &str) -> Vec<String> {
        let tree = parse(text).unwrap();
        let settings = Settings::new(tree.root(text));
        let shown = |typo: &PlatformTypo<'_>| match &typo.intended {
            Intended::Known { path, name, is_free, .. } => {
                format!("{} = {path}: {name}{}", typo.written, if *is_free { "" } else { "?" })
            }
            Intended::SomePlatform => typo.written.clone(),
        };
        platform_typos(&settings).iter().map(shown).collect()
    }

    #[test]
    fn finds_what_was_meant_in_every_way_to_write_it() {
        let t = "terminal.integrated";
        for (text, expected) in [
            (r#"{"T.env.mac": {}}"#, &["T.env.mac = T.env.osx: T.env.osx"][..]),
            (r#"{"T.env": {"darwin": {}}}"#, &["T.env.darwin = T.env.osx: osx"]),
            (r#"{"terminal": {"integrated": {"env": {"Linux": {}}}}}"#, &["T.env.Linux = T.env.linux: linux"]),
            (
                r#"{"T.env.mac.A": 1, "T.env.mac.B": 2}"#,
                &["T.env.mac = T.env.osx: T.env.osx.A", "T.env.mac = T.env.osx: T.env.osx.B"],
            ),
            (r#"{"T.env.mac": {}, "T.env.osx": {}}"#, &["T.env.mac = T.env.osx: T.env.osx?"]),
            (r#"{"T.env.mac": {}, "T.env.osx": {}, "T.env": {"mac": {}}}"#, &["T.env.mac = T.env.osx: osx"]),
            (r#"{"T.env.osx": {}, "T.env": {}, "T.env.mac": {}}"#, &["T.env.mac = T.env.osx: T.env.osx?"]),
            (
                r#"{"T.env.mac": {}, "T.env.macOS": {}}"#,
                &["T.env.mac = T.env.osx: T.env.osx?", "T.env.macOS = T.env.osx: T.env.osx?"],
            ),
            (r#"{"T.env.mac": {}, "T.env.mac": {}}"#, &["T.env.mac = T.env.osx: T.env.osx?"]),
            (r#"{"T.profile.osx": {}}"#, &["T.profile.osx = T.profiles.osx: T.profiles.osx"]),
            (r#"{"T.profile.mac": {}}"#, &["T.profile.mac = T.profiles.osx: T.profiles.osx"]),
            (r#"{"T.profile": {"osx": {}, "mac": {}}}"#, &["T.profile = T.profiles: T.profiles"]),
            (r#"{"T.profile": {"osx": {}}, "T.profiles.linux": {}}"#, &["T.profile = T.profiles: T.profiles?"]),
            (
                r#"{"T.defaultProfile.win": "x"}"#,
                &["T.defaultProfile.win = T.defaultProfile.windows: T.defaultProfile.windows"],
            ),
            (r#"{"T.defaultProfile": "zsh"}"#, &["T.defaultProfile"]),
            (r#"{"T.env": {"A": "x", "B": null, "linux": {}}}"#, &["T.env"]),
            (r#"{"T.env.A": "x", "T.env.B": "x"}"#, &["T.env", "T.env"]),
            (r#"{"T.profiles": {"zsh": {"path": "x"}}}"#, &["T.profiles"]),
            (r#"{"T.profiles.zsh.path": "x"}"#, &["T.profiles"]),
            (r#"{"T.automationProfile": {"path": "x", "args": []}}"#, &["T.automationProfile"]),
            (r#"{"T.env": {"linux": {"mac": {}}, "osx": null, "freebsd": {}}, "T.env.windows": {}}"#, &[]),
            (r#"{"T.profiles": {"linux": {"mac": {"path": "x"}}, "x": null}, "T.defaultProfile.mac": null}"#, &[]),
            (
                r#"{"T.profile": "x", "T.defaultProfile": {"osx": "x"}, "T.env.mac": null, "T.automationProfile": null}"#,
                &[],
            ),
        ] {
            let expected: Vec<String> = expected.iter().map(|line| line.replace('T', t)).collect();
            assert_eq!(typos(&text.replace('T', t)), expected, "{text}");
        }
    }
}
