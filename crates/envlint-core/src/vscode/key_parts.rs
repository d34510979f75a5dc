//! What the keys of the tables are made of.

use super::platform::Platform;

/// A part of the key that leads to a place.
#[derive(Clone, Copy, Debug)]
pub enum KeyPart {
    /// This very word.
    Word(&'static str),
    /// `linux`, `osx` or `windows`: where the place counts.
    Platform,
    /// Any name: a terminal profile's.
    Any,
    /// Every element of an array that is meant.
    Each(&'static Each),
}

/// Which elements of an array are meant, and how they are called.
#[derive(Debug)]
pub struct Each {
    /// What an element is, as it stands in "options.env of task `build`"; empty if its name says enough.
    pub noun: &'static str,
    /// The members that hold an element's name, the best first.
    pub names: &'static [&'static str],
    /// The values of its member `type` that are meant; all if there are none.
    pub types: &'static [&'static str],
    /// Whether an element without a `type` is meant too.
    pub untyped: bool,
    /// Members with values that an element which is meant does not have.
    pub unless: &'static [(&'static str, &'static str)],
}

impl Each {
    /// Whether an element whose `type` is `kind` is meant.
    #[must_use]
    pub fn means(&self, kind: Option<&str>) -> bool {
        kind.map_or(self.untyped, |kind| self.types.is_empty() || self.types.contains(&kind))
    }
}

/// How variables are written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{"NAME": "value"}`
    Members,
    /// `[{"name": "NAME", "value": "value"}]`
    Pairs,
}

impl KeyPart {
    /// Whether a key may have `name` here.
    #[must_use]
    pub fn admits(self, name: &str) -> bool {
        match self {
            Self::Word(word) => word == name,
            Self::Platform => name.parse::<Platform>().is_ok(),
            Self::Any => true,
            Self::Each(_) => false,
        }
    }
}
