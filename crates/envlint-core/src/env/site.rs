use std::borrow::Cow;

use super::list::PathList;
use super::segment::{Reference, Text};
use super::settings::{Origin, Setting};
use super::walk::Found;
use crate::jsonc::{Kind, Value};
use crate::text::Span;
use crate::vscode::{self, Dialect, Place, Platforms};

/// One variable given a value at one place in one file.
#[derive(Debug)]
pub struct Site<'d> {
    /// The place.
    pub place: &'static Place,
    /// What holds it, as people name it: `terminal.integrated.env.osx`, "options.env of task `build`".
    pub setting: String,
    /// The same as a key: `terminal.integrated.env.osx`, `tasks.build.options.env`.
    pub key: String,
    /// The variable's name, as spelt here.
    pub variable: Cow<'d, str>,
    /// Where the name stands, quotes included.
    name: Span,
    /// The member that holds the value.
    origin: Origin<'d>,
    /// Whether that member is the variable, rather than a part of a `{name, value}`.
    is_member: bool,
    /// What it is set to.
    pub value: SiteValue<'d>,
    /// The task, launch configuration, server or profile that it belongs to: where that stands in the file.
    pub owner: Option<Span>,
    /// Where it counts: the platform in the setting's key, or all.
    pub platforms: Platforms,
}

/// What a variable is set to.
#[derive(Debug)]
pub enum SiteValue<'d> {
    /// A string.
    Text(Text<'d>),
    /// `null`
    Null,
    /// Anything else.
    Other(Kind),
}

impl<'d> Site<'d> {
    /// A variable that is a member: `"NAME": "value"`.
    pub(super) fn member(
        place: &'static Place,
        found: &Found<'_, 'd>,
        name: Cow<'d, str>,
        value: Setting<'_, 'd>,
        first: Option<&'static Dialect>,
    ) -> Self {
        let at = value.origin.key();
        Self::new(place, found, (name, at), value, first, true)
    }

    /// A variable that is `{"name": "NAME", "value": "value"}`; `None` if it lacks one of them.
    pub(super) fn pair(
        place: &'static Place,
        found: &Found<'_, 'd>,
        pair: Setting<'_, 'd>,
        first: Option<&'static Dialect>,
    ) -> Option<Self> {
        let name = pair.get("name")?;
        let at = name.value()?.span();
        Some(Self::new(place, found, (name.string()?, at), pair.get("value")?, first, false))
    }

    fn new(
        place: &'static Place,
        found: &Found<'_, 'd>,
        (variable, name): (Cow<'d, str>, Span),
        value: Setting<'_, 'd>,
        first: Option<&'static Dialect>,
        is_member: bool,
    ) -> Self {
        let decoded = value.value().and_then(Value::decoded);
        let parsed = match (decoded, value.kind()) {
            (Some(decoded), _) => SiteValue::Text(Text::parse(decoded, place.dialect, first, Some(&variable))),
            (None, Kind::Null) => SiteValue::Null,
            (None, kind) => SiteValue::Other(kind),
        };
        Self {
            place,
            setting: found.title(),
            key: found.key(),
            variable,
            name,
            origin: value.origin,
            is_member,
            value: parsed,
            owner: found.element.as_ref().map(|element| element.span),
            platforms: found.platform.map_or(Platforms::ALL, Platforms::only),
        }
    }

    /// How its value is read.
    #[must_use]
    pub fn dialect(&self) -> &'static Dialect {
        self.place.dialect
    }

    /// The member of the file that is this variable, to be removed say; `None` where it is not one.
    #[must_use]
    pub fn origin(&self) -> Option<Origin<'d>> {
        self.is_member.then_some(self.origin)
    }

    /// Where its name stands, quotes included.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.name
    }

    /// Where its value stands, quotes included.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.origin.member.value.span()
    }

    /// From its name to the end of its value.
    #[must_use]
    pub fn member_span(&self) -> Span {
        self.name.to(self.value_span())
    }

    /// The value as it stands in the file.
    #[must_use]
    pub fn raw(&self) -> Value<'d> {
        self.origin.member.value
    }

    /// Whether the value, if it is text, surely takes the place of the inherited one.
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

    /// The value as a list of entries, if the variable is a list and the value a string.
    #[must_use]
    pub fn list(&self) -> Option<PathList<'_, 'd>> {
        if vscode::is_list(&self.variable) { self.text().map(PathList::new) } else { None }
    }

    /// Those of `platforms` on which this variable is the one called `name`.
    #[must_use]
    pub fn platforms_where_named(&self, name: &str, platforms: Platforms) -> Platforms {
        platforms.iter().filter(|&platform| vscode::same_variable(&self.variable, name, platform)).collect()
    }

    /// Whether `reference` tries to be the inherited value of this very variable. Where references are read on the host, a variable
    /// that is no list is handed over from there rather than inherited.
    #[must_use]
    pub fn is_own(&self, reference: &Reference) -> bool {
        reference.means(&self.variable) && (vscode::is_list(&self.variable) || !self.dialect().reads_host)
    }

    /// The first reference that tries to be the inherited value of this very variable.
    #[must_use]
    pub fn own_reference(&self) -> Option<&Reference> {
        self.text()?.references().find(|reference| self.is_own(reference))
    }

    /// How the inherited value is written in this variable's own value, spelt as the key is; `None` if it cannot be had.
    #[must_use]
    pub fn inherited(&self) -> Option<String> {
        match &self.value {
            SiteValue::Text(text) => text.inherited(&self.variable),
            SiteValue::Null | SiteValue::Other(_) => self.dialect().inherited(&self.variable),
        }
    }
}
