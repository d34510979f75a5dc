//! What stands in blocks for languages, and counts nowhere.

use crate::document::Document;
use crate::env::{GivenSetting, Origin, visit_given};
use crate::jsonc::{Member, Value};
use crate::vscode::{Platform, is_read_by_language, may_be_read_by_language};

/// A block of settings for some languages: `"[go]": { … }`.
#[derive(Debug)]
pub struct LanguageBlock<'d> {
    /// The member of the settings that it is.
    pub origin: Origin<'d>,
    /// The platform that its name is meant for, where people take it for a block of that.
    pub platform: Option<Platform>,
}

/// The blocks for languages in a document that are meant for a platform, or hold something that may not be read by language.
#[must_use]
pub fn language_blocks(document: &Document) -> Vec<LanguageBlock<'_>> {
    let Some(object) = document.settings_object() else { return Vec::new() };
    let blocks = object.members().filter_map(|member| {
        let name = member.name();
        let language = name.strip_prefix('[')?.strip_suffix(']')?;
        let platform = language.parse().ok().or_else(|| Platform::meant_by(language));
        let mut names = member.value.members().map(Member::name);
        let is_suspect = match platform {
            Some(_) => names.next().is_some(),
            None => names.any(|name| !may_be_read_by_language(&name)),
        };
        // Whether it counts takes longer to tell.
        let is_last = || object.member(&name).is_some_and(|last| last.key.span() == member.key.span());
        (is_suspect && is_last()).then_some(LanguageBlock { origin: Origin { object, member }, platform })
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
