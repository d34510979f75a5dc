//! The elements of keys in the tables.

use super::platform::Platform;

/// One component of the key of a place.
#[derive(Clone, Copy, Debug)]
pub enum KeyPart {
    /// This exact word.
    Word(&'static str),
    /// `linux`, `osx` or `windows`: the platform that the place applies to.
    Platform,
    /// Any name, such as that of a terminal profile.
    Any,
    /// Every selected element of an array.
    Each(&'static Each),
}

/// A selection of array elements, and the way in which messages name them.
#[derive(Debug)]
pub struct Each {
    /// The noun for an element, as in "options.env of task `build`"; empty if the name is enough.
    pub noun: &'static str,
    /// The members that can contain an element's name, in order of preference.
    pub names: &'static [&'static str],
    /// The values of `type` that are selected; empty for all.
    pub types: &'static [&'static str],
    /// `true` if elements without a `type` are selected, too.
    pub untyped: bool,
    /// Members and values that an element must have.
    pub only: &'static [(&'static str, &'static str)],
    /// Members and values that exclude an element.
    pub unless: &'static [(&'static str, &'static str)],
}

impl Each {
    /// Returns `true` if an element of type `kind` is selected.
    #[must_use]
    pub fn means(&self, kind: Option<&str>) -> bool {
        kind.map_or(self.untyped, |kind| self.types.is_empty() || self.types.contains(&kind))
    }
}

/// The format of variables at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{"NAME": "value"}`
    Members,
    /// `[{"name": "NAME", "value": "value"}]`
    Pairs,
}

impl KeyPart {
    /// Returns `true` if `other` matches the same components and elements.
    #[must_use]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(word), Self::Word(other)) => word == other,
            (Self::Platform, Self::Platform) | (Self::Any, Self::Any) => true,
            (Self::Each(each), Self::Each(other)) => std::ptr::eq(*each, *other),
            (Self::Word(_) | Self::Platform | Self::Any | Self::Each(_), _) => false,
        }
    }

    /// Returns `true` if `name` matches this component.
    #[must_use]
    pub(crate) fn admits(self, name: &str) -> bool {
        match self {
            Self::Word(word) => word == name,
            Self::Platform => name.parse::<Platform>().is_ok(),
            Self::Any => true,
            Self::Each(_) => false,
        }
    }
}
