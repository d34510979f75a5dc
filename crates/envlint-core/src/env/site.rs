use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::list::PathList;
use super::origin::Origin;
use super::segment::{Reference, Segment, Text};
use super::settings::Setting;
use super::walk::PatternMatch;
use crate::jsonc::{Kind, Value};
use crate::text::Span;
use crate::vscode::{self, Dialect, Place, Platforms};

/// One variable that is assigned at one place in one file.
#[derive(Debug)]
pub struct Site<'d> {
    /// The row of the table of places.
    pub place: &'static Place,
    /// The setting or object that contains it, for messages: `terminal.integrated.env.osx`, "options.env of task
    /// `build`".
    pub setting: Arc<str>,
    /// The same as a key: `terminal.integrated.env.osx`, `tasks.build.options.env`.
    pub key: Arc<str>,
    /// The variable's name, as spelled here.
    pub variable: Cow<'d, str>,
    /// The span of the name, including the quotes.
    name: Span,
    /// The member that contains the value.
    origin: Origin<'d>,
    /// `true` if that member is the variable itself, `false` if it is part of a `{name, value}` object.
    is_member: bool,
    /// The assigned value.
    pub value: SiteValue<'d>,
    /// The index of the segment of [`Site::own_reference`], found on first use.
    own_reference: OnceLock<Option<u32>>,
    /// The span of the task, launch configuration, server or profile that it belongs to.
    pub owner: Option<Span>,
    /// The platforms that it applies to: the one in the setting's key, or all.
    pub platforms: Platforms,
}

/// What the sites of one object have in common. Its texts are shared, since an object can have very many variables.
pub(super) struct SiteObject {
    place: &'static Place,
    setting: Arc<str>,
    key: Arc<str>,
    owner: Option<Span>,
    platforms: Platforms,
    /// The dialect that reads the values before that of the place does.
    first: Option<&'static Dialect>,
}

impl SiteObject {
    /// The object that `found` is, in a file that counts on `platforms`.
    pub(super) fn new(
        place: &'static Place,
        found: &PatternMatch<'_, '_>,
        platforms: Platforms,
        first: Option<&'static Dialect>,
    ) -> Self {
        let (setting, key) = found.titles();
        let platforms = found.platform.map_or(Platforms::ALL, Platforms::only).and(platforms);
        Self { place, setting, key, owner: found.owner(), platforms, first }
    }
}

/// The value of a variable.
#[derive(Debug)]
pub enum SiteValue<'d> {
    /// A string, parsed into segments.
    Text(Text<'d>),
    /// `null`
    Null,
    /// Any other value.
    Other(Kind),
}

impl<'d> Site<'d> {
    /// Creates the site for a member: `"NAME": "value"`.
    pub(super) fn member(object: &SiteObject, name: Cow<'d, str>, value: Setting<'_, 'd>) -> Self {
        let at = value.origin.key();
        Self::new(object, (name, at), value, true)
    }

    /// Creates the site for an object `{"name": "NAME", "value": "value"}`; `None` if one of the two is missing.
    pub(super) fn pair(object: &SiteObject, pair: Setting<'_, 'd>) -> Option<Self> {
        let name = pair.get("name")?;
        let at = name.value()?.span();
        Some(Self::new(object, (name.string()?, at), pair.get("value")?, false))
    }

    fn new(
        object: &SiteObject,
        (variable, name): (Cow<'d, str>, Span),
        value: Setting<'_, 'd>,
        is_member: bool,
    ) -> Self {
        let SiteObject { place, setting, key, owner, platforms, first } = object;
        let decoded = value.value().and_then(Value::decoded);
        let parsed = match (decoded, value.kind()) {
            (Some(decoded), _) => SiteValue::Text(Text::parse(decoded, place.dialect, *first, Some(&variable))),
            (None, Kind::Null) => SiteValue::Null,
            (None, kind) => SiteValue::Other(kind),
        };
        Self {
            place,
            setting: Arc::clone(setting),
            key: Arc::clone(key),
            variable,
            name,
            origin: value.origin,
            is_member,
            value: parsed,
            own_reference: OnceLock::new(),
            owner: *owner,
            platforms: *platforms,
        }
    }

    /// The dialect that reads the value.
    #[must_use]
    pub fn dialect(&self) -> &'static Dialect {
        self.place.dialect
    }

    /// The member of the file that is this variable, for example to remove it; `None` for a `{name, value}` object.
    #[must_use]
    pub fn origin(&self) -> Option<Origin<'d>> {
        self.is_member.then_some(self.origin)
    }

    /// The span of the name, including the quotes.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.name
    }

    /// The span of the value, including the quotes.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.origin.member().value.span()
    }

    /// The span from the name to the end of the value.
    #[must_use]
    pub fn member_span(&self) -> Span {
        self.name.to(self.value_span())
    }

    /// The value as it is in the file.
    #[must_use]
    pub fn raw(&self) -> Value<'d> {
        self.origin.member().value
    }

    /// Returns `true` if the value, when it is a string, certainly replaces the inherited one.
    #[must_use]
    pub fn replaces_inherited(&self) -> bool {
        self.dialect().replaces(&self.variable)
    }

    /// The value, if it is a string.
    #[must_use]
    pub fn text(&self) -> Option<&Text<'d>> {
        match &self.value {
            SiteValue::Text(text) => Some(text),
            SiteValue::Null | SiteValue::Other(_) => None,
        }
    }

    /// The value as a list of entries, if the variable is a list and the value is a string.
    #[must_use]
    pub fn list(&self) -> Option<PathList<'_, 'd>> {
        if vscode::is_list(&self.variable) { self.text().map(PathList::new) } else { None }
    }

    /// The subset of `platforms` on which this variable and `name` are the same variable.
    #[must_use]
    pub fn platforms_where_named(&self, name: &str, platforms: Platforms) -> Platforms {
        platforms.iter().filter(|&platform| vscode::same_variable(&self.variable, name, platform)).collect()
    }

    /// Returns `true` if `reference` is an attempt at the inherited value of this variable. Where references are
    /// read on the host, a variable that is not a list is handed over from there rather than inherited.
    #[must_use]
    pub fn is_own(&self, reference: &Reference) -> bool {
        reference.means(&self.variable) && (vscode::is_list(&self.variable) || !self.dialect().reads_host)
    }

    /// The first reference that is an attempt at the inherited value of this variable.
    #[must_use]
    pub fn own_reference(&self) -> Option<&Reference> {
        let is_own = |segment: &Segment| segment.reference().is_some_and(|it| self.is_own(it));
        let find = || self.text()?.segments.iter().position(is_own).map(|index| index as u32);
        let index = (*self.own_reference.get_or_init(find))?;
        self.text()?.segments.get(index as usize)?.reference()
    }

    /// The advice for a reader without a form for the inherited value.
    #[must_use]
    pub fn without_inherited(&self) -> &'static str {
        let reader = self.text().map_or(self.dialect(), Text::first_reader);
        if vscode::is_list(&self.variable) { reader.wording.without_inherited } else { reader.wording.without_own }
    }

    /// The spelling of the inherited value within this variable's own value, with the name as in the key; `None` if
    /// it is not available.
    #[must_use]
    pub fn inherited(&self) -> Option<String> {
        match &self.value {
            SiteValue::Text(text) => text.inherited(&self.variable),
            SiteValue::Null | SiteValue::Other(_) => self.dialect().inherited(&self.variable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, DocumentId, SourceFile};
    use crate::env::{FileAnalysis, Segment, SettingEntry};
    use crate::finding::{Finding, Fix};

    /// A file of n bytes may take 12 n bytes and 20 MB of memory, and can have one of these for every 15 bytes.
    #[test]
    fn what_a_file_can_have_very_many_of_is_small() {
        let sizes =
            [size_of::<Site<'_>>(), size_of::<Segment>(), size_of::<SettingEntry<'_>>(), size_of::<Setting<'_, '_>>()];
        assert!(sizes.iter().zip([216, 72, 120, 80]).all(|(size, most)| *size <= most), "{sizes:?}");
        let sizes = [size_of::<Finding>(), size_of::<Fix>()];
        assert!(sizes.iter().zip([168, 96]).all(|(size, most)| *size <= most), "{sizes:?}");
    }

    #[test]
    fn sites_of_one_object_share_its_texts() {
        let text = r#"{ "terminal.integrated.env.linux": { "A": "1", "B": "$A" } }"#;
        let document = Document::parse(SourceFile::new(".vscode/settings.json", text).unwrap());
        let analysis = FileAnalysis::new(DocumentId(0), &document);
        let [a, b] = &analysis.sites[..] else { panic!("{:?}", analysis.sites) };
        assert!(Arc::ptr_eq(&a.key, &b.key) && Arc::ptr_eq(&a.setting, &b.setting));
        assert!(Arc::ptr_eq(&a.key, &a.setting), "the title is the key");
    }
}
