use crate::document::Document;
use crate::env::{GivenSetting, Origin, visit_given};
use crate::jsonc::Value;
use crate::vscode::{Platform, is_read_by_language};

/// A block of settings for some languages: `"[go]": { … }`.
#[derive(Debug)]
pub struct LanguageBlock<'d> {
    /// The member of the settings that it is.
    pub origin: Origin<'d>,
    /// The platform that its name is meant for, where people take it for a block of that.
    pub platform: Option<Platform>,
}

/// The blocks for languages in a document, empty ones aside.
#[must_use]
pub fn language_blocks(document: &Document) -> Vec<LanguageBlock<'_>> {
    let Some(object) = document.settings_object() else { return Vec::new() };
    let blocks = object.members().filter_map(|member| {
        let name = member.name();
        let language = name.strip_prefix('[')?.strip_suffix(']')?;
        let is_last = || object.member(&name).is_some_and(|last| last.key.span() == member.key.span());
        let platform = language.parse().ok().or_else(|| Platform::meant_by(language));
        let is_block = member.value.is_object() && !member.value.is_empty_container() && is_last();
        is_block.then_some(LanguageBlock { origin: Origin { object, member }, platform })
    });
    blocks.collect()
}

impl<'d> LanguageBlock<'d> {
    /// The object with its settings.
    #[must_use]
    pub fn object(&self) -> Value<'d> {
        self.origin.member.value
    }

    /// Its settings that nobody reads by language.
    #[must_use]
    pub fn ignored(&self) -> Vec<GivenSetting<'d>> {
        let mut ignored = Vec::new();
        visit_given(self.object(), &mut |setting| {
            let by_language = setting.registered.is_none_or(is_read_by_language);
            if !by_language && setting.is_last() {
                ignored.push(setting);
            }
        });
        ignored
    }
}
