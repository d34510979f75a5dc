use super::{Owner, RegisteredSetting, settings_in_namespace};

/// The setting that `key`, which is none, was meant for: the only one of its namespace that is one slip away. `None` if the
/// slip may be another version's name, or an extension's: a digit, a plural, `enable` for `enabled`, a short word, or a namespace that neither VS Code
/// itself nor the Go extension owns.
#[must_use]
pub fn nearly_registered_setting(key: &str) -> Option<RegisteredSetting> {
    let (namespace, _) = key.split_once('.')?;
    let mut near = settings_in_namespace(namespace).filter(|setting| {
        setting.owner() != Owner::Bundled && slip(key, setting.key).is_some_and(|slip| slip.is_plain())
    });
    let found = near.next().filter(|found| !found.is_gone())?;
    near.next().is_none().then_some(found)
}

/// Where two texts differ by one letter more, less, changed, or exchanged with the next one.
struct Slip<'k> {
    /// What they have in common before it, of the longer one.
    before: &'k str,
    /// The letters that differ, of either.
    letters: [&'k str; 2],
    /// What they have in common after it.
    after: &'k str,
}

/// How `a` and `b` differ, if it is one slip.
fn slip<'k>(a: &'k str, b: &'k str) -> Option<Slip<'k>> {
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
    is_one.then_some(Slip { before: a.get(..before)?, letters, after: a.get(a.len() - after..)? })
}

impl Slip<'_> {
    /// Whether nobody but a person in a hurry writes it so.
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
    fn slips_are_told_from_other_names() {
        let meant = |key| nearly_registered_setting(key).map(|setting| setting.key);
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
            assert_eq!(meant(key), setting, "{key}");
        }
    }

    #[test]
    fn what_was_removed_is_no_slip() {
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
