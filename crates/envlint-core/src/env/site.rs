use std::borrow::Cow;

use super::list::PathList;
use super::segment::{Reference, Text};
use super::settings::{Origin, Setting};
use crate::jsonc::Kind;
use crate::text::Span;
use crate::vscode::{self, Place, Platform, Platforms};

/// One variable given a value at one place in one file.
#[derive(Debug)]
pub struct Site<'d> {
    /// The place.
    pub place: &'static Place,
    /// The setting that holds it, as people know it: `terminal.integrated.env.osx`.
    pub setting: String,
    /// The variable's name, as spelt here.
    pub variable: Cow<'d, str>,
    /// The member of the file.
    pub origin: Origin<'d>,
    /// What it is set to.
    pub value: SiteValue<'d>,
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
    pub(super) fn new(
        place: &'static Place,
        setting: &str,
        platform: Option<Platform>,
        name: Cow<'d, str>,
        value: Setting<'_, 'd>,
    ) -> Self {
        let decoded = value.value().and_then(crate::jsonc::Value::decoded);
        let parsed = match (decoded, value.kind()) {
            (Some(decoded), _) => SiteValue::Text(Text::parse(decoded, place.dialect, vscode::is_list(&name))),
            (None, Kind::Null) => SiteValue::Null,
            (None, kind) => SiteValue::Other(kind),
        };
        Self {
            place,
            setting: setting.to_owned(),
            variable: name,
            origin: value.origin,
            value: parsed,
            platforms: platform.map_or(Platforms::ALL, Platforms::only),
        }
    }

    /// Where its name stands, quotes included.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.origin.key()
    }

    /// Where its value stands, quotes included.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.origin.member.value.span()
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

    /// Whether `reference` tries to be the inherited value of this very variable.
    #[must_use]
    pub fn is_own(&self, reference: &Reference) -> bool {
        reference.means(&self.variable)
    }

    /// The first reference that tries to be the inherited value of this very variable.
    #[must_use]
    pub fn own_reference(&self) -> Option<&Reference> {
        self.text()?.references().find(|reference| self.is_own(reference))
    }

    /// How the inherited value is written in this variable's own value, spelt as the key is; `None` if it cannot be had.
    #[must_use]
    pub fn inherited(&self) -> Option<String> {
        self.place.dialect.inherited(&self.variable)
    }
}
