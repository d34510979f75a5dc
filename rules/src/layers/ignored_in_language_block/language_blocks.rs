//! Settings in language-specific blocks that have no effect there.

use envlint_core::env::{FileAnalysis, Origin, SettingEntry, visit_entries};
use envlint_core::jsonc::{Member, Value};
use envlint_core::vscode::{Platform, is_read_by_language, may_be_read_by_language};

/// A language-specific block of settings: `"[go]": { … }`.
#[derive(Debug)]
pub(super) struct LanguageBlock<'d> {
    /// The member of the settings that contains it.
    pub(super) origin: Origin<'d>,
    /// The platform that the name refers to, if the author meant a platform-specific block.
    pub(super) platform: Option<Platform>,
}

/// The language-specific blocks in a document that are meant for a platform, or that contain a setting that VS Code
/// may not read per language.
pub(super) fn language_blocks<'d>(analysis: &FileAnalysis<'d>) -> Vec<LanguageBlock<'d>> {
    let blocks = analysis.language_blocks().iter().filter_map(|&origin| {
        let (object, member) = (origin.object(), origin.member());
        let name = member.name();
        let language = name.strip_prefix('[')?.strip_suffix(']')?;
        let platform = language.parse().ok().or_else(|| Platform::nearest(language));
        let mut names = member.value.members().map(Member::name);
        let is_suspect = match platform {
            Some(_) => names.next().is_some(),
            None => names.any(|name| !may_be_read_by_language(&name)),
        };
        // `is_last` is the more expensive check.
        let is_last = || object.member(&name).is_some_and(|last| last.key.span() == member.key.span());
        (is_suspect && is_last()).then_some(LanguageBlock { origin, platform })
    });
    blocks.collect()
}

impl<'d> LanguageBlock<'d> {
    /// The object with its settings.
    pub(super) fn object(&self) -> Value<'d> {
        self.origin.member().value
    }

    /// Its settings that are not read per language.
    pub(super) fn ignored(&self) -> Vec<SettingEntry<'d>> {
        let mut ignored = Vec::new();
        visit_entries(std::iter::once(self.object()), &mut |setting| {
            let by_language = setting.registered.is_none_or(is_read_by_language);
            if !by_language && setting.is_last() {
                ignored.push(setting.clone());
            }
        });
        ignored
    }
}
