use super::{Owner, RegisteredSetting, settings_in_namespace};

/// The setting that `key`, an unknown one, was meant to be: the only one in its namespace that is one typo away.
/// `None` if the difference may be intended for another version or an extension: a digit, a plural, `enable` for
/// `enabled`, a short word, or a namespace that belongs to neither VS Code nor the Go extension.
#[must_use]
pub fn nearly_registered_setting(key: &str) -> Option<RegisteredSetting> {
    let (namespace, _) = key.split_once('.')?;
    let mut near = settings_in_namespace(namespace).filter(|setting| {
        setting.owner() != Owner::Bundled && typo(key, setting.key).is_some_and(|typo| typo.is_plain())
    });
    let found = near.next().filter(|found| !found.is_gone())?;
    near.next().is_none().then_some(found)
}

/// The difference between two strings if one has a letter more, less or changed, or two letters swapped.
struct Typo<'k> {
    /// The common text before the difference, in the longer string.
    before: &'k str,
    /// The differing letters of each string.
    letters: [&'k str; 2],
    /// The common text after the difference.
    after: &'k str,
}

/// The difference between `a` and `b`, if it is a single typo.
fn typo<'k>(a: &'k str, b: &'k str) -> Option<Typo<'k>> {
    if a.len().abs_diff(b.len()) > 1 || !a.is_ascii() || !b.is_ascii() {
        return None;
    }
    let before = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let shorter = a.len().min(b.len()) - before;
    let after = a.bytes().rev().zip(b.bytes().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let letters = [a.get(before..a.len() - after)?, b.get(before..b.len() - after)?];
    let is_one = match letters.map(str::as_bytes) {
        [[], [_]] | [[_], []] => true,
        [[a], [b]] => a != b,
        [[a, b], [c, d]] => a == d && b == c,
        _ => false,
    };
    is_one.then_some(Typo { before: a.get(..before)?, letters, after: a.get(a.len() - after..)? })
}

impl Typo<'_> {
    /// Returns `true` if the difference can only be a typo, not a different word form.
    fn is_plain(&self) -> bool {
        let ends_word = self.after.bytes().next().is_none_or(|next| next == b'.' || next.is_ascii_uppercase());
        let is_inflected = ends_word && matches!(self.letters, ["", "s" | "d"] | ["s" | "d", ""]);
        let is_word = self.letters.iter().all(|letters| letters.bytes().all(|letter| letter.is_ascii_alphabetic()));
        let part =
            self.before.rsplit('.').next().map_or(0, str::len) + self.after.split('.').next().map_or(0, str::len);
        is_word && !is_inflected && part >= 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_typos_from_other_names() {
        let intended = |key| nearly_registered_setting(key).map(|setting| setting.key);
        for (key, setting) in [
            ("terminal.integrated.defaltProfile.osx", Some("terminal.integrated.defaultProfile.osx")),
            ("editor.tabsize", Some("editor.tabSize")),
            ("editor.formatOnSvae", Some("editor.formatOnSave")),
            ("editor.formatOnSavee", Some("editor.formatOnSave")),
            ("go.toolsEnvVar", None),
            ("go.tolsEnvVars", Some("go.toolsEnvVars")),
            ("go.testFlagss", None),
            ("editor.inlineSuggest.enable", None),
            ("files.excludes", None),
            ("editor.tabSize2", None),
            ("git.enabledd", None),
            ("edtor.tabSize", None),
            ("python.envFil", None),
            ("editor.tabSize", None),
            ("editor.täbSize", None),
            ("editor", None),
            ("", None),
        ] {
            assert_eq!(intended(key), setting, "{key}");
        }
    }

    #[test]
    fn removed_settings_are_not_typos() {
        use super::super::super::{KeyPart, Platform, REMOVED_SETTINGS};
        for removed in REMOVED_SETTINGS {
            for platform in Platform::ALL {
                let part = |part: &KeyPart| match part {
                    KeyPart::Word(word) => *word,
                    KeyPart::Platform => platform.name(),
                    KeyPart::Any | KeyPart::Each(_) => "x",
                };
                let key: Vec<&str> = removed.key.iter().map(part).collect();
                assert_eq!(nearly_registered_setting(&key.join(".")), None, "{key:?}");
            }
        }
    }
}
