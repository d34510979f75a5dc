//! Distinguishes "was not observed" from "doctor looked and found nothing".

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that may not have been observed. In JSON the field is absent, `null`, or the value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Seen<T> {
    /// It was not observed.
    #[default]
    NotObserved,
    /// Doctor looked and found nothing.
    Nothing,
    /// Doctor observed this value.
    Is(T),
}

impl<T> Seen<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn is(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::NotObserved | Self::Nothing => None,
        }
    }

    /// Returns `true` if it was not observed.
    #[must_use]
    pub const fn is_not_observed(&self) -> bool {
        matches!(self, Self::NotObserved)
    }

    /// The observation of `other` if there is one, otherwise this one.
    #[must_use]
    pub fn overridden_by(self, other: Self) -> Self {
        if other.is_not_observed() { self } else { other }
    }
}

impl<T> From<Option<T>> for Seen<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Is)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Seen<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Serialize> Serialize for Seen<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.is().serialize(serializer)
    }
}

/// Reads `null` as the default, for fields in which "nothing was found" and "nothing is there" are the same.
pub(super) fn null_as_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}
