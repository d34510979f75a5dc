//! Environment variables by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Os;

/// The variables of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Env(pub BTreeMap<String, String>);

impl Env {
    /// The value of `name`. Letter case makes no difference on Windows.
    #[must_use]
    pub fn get(&self, os: Os, name: &str) -> Option<&str> {
        self.entry(os, name).map(|(_, value)| value)
    }

    /// The name as spelled in this environment, and the value.
    #[must_use]
    pub fn entry(&self, os: Os, name: &str) -> Option<(&str, &str)> {
        match self.0.get_key_value(name) {
            Some((name, value)) => Some((name, value)),
            None => self.0.iter().find(|(other, _)| os.same_name(other, name)).map(|(name, value)| (&**name, &**value)),
        }
    }

    /// Sets `name`, which replaces a variable that differs only in letter case on Windows.
    pub fn set(&mut self, os: Os, name: &str, value: String) {
        let key = self.entry(os, name).map_or_else(|| name.to_owned(), |(name, _)| name.to_owned());
        self.0.insert(key, value);
    }

    /// Removes `name`.
    pub fn remove(&mut self, os: Os, name: &str) {
        self.0.retain(|other, _| !os.same_name(other, name));
    }

    /// The value of PATH; empty if it is not set.
    #[must_use]
    pub fn path(&self, os: Os) -> &str {
        self.get(os, "PATH").unwrap_or_default()
    }

    /// These variables, overridden by those of `other`.
    #[must_use]
    pub fn over(&self, os: Os, other: &Self) -> Self {
        let mut merged = self.clone();
        for (name, value) in other.0.iter() {
            merged.set(os, name, value.clone());
        }
        merged
    }
}

/// `value` with each `%NAME%` replaced as Windows does in values of the type REG_EXPAND_SZ. Unknown names stay.
#[must_use]
pub fn expanded<'e>(value: &str, lookup: impl Fn(&str) -> Option<&'e str>) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('%') else {
            out.push('%');
            rest = after;
            break;
        };
        match lookup(name) {
            Some(known) => {
                out.push_str(known);
                rest = tail;
            }
            // The second `%` may begin a name.
            None => {
                out.push('%');
                out.push_str(name);
                rest = after.get(name.len()..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

impl FromIterator<(String, String)> for Env {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        Self(variables.into_iter().collect())
    }
}
