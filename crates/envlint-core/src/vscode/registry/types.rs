use crate::jsonc::{Kind, Value};

/// The types that at least one version of a setting accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(&'static str);

impl Types {
    /// The types in a column of the table, one letter each; any type if there are none.
    pub(super) fn new(letters: &'static str) -> Self {
        Self(letters)
    }

    /// Returns `true` if a value of this kind is accepted. `null` always is, since most of VS Code treats it as not
    /// set.
    #[must_use]
    pub fn allow(self, kind: Kind) -> bool {
        let letter = match kind {
            Kind::Array => 'a',
            Kind::True | Kind::False => 'b',
            Kind::Number => 'n',
            Kind::Object => 'o',
            Kind::String => 's',
            Kind::Null => return true,
        };
        self.0.is_empty() || self.0.contains(letter)
    }

    /// Returns `true` if `value` is not accepted and no other version is likely to accept it. Between versions,
    /// booleans become choices or objects, and single values become lists or objects, but a number in quotes never
    /// becomes valid.
    ///
    /// Source: the changes between the versions in the table.
    #[must_use]
    pub fn rule_out(self, value: Value<'_>) -> bool {
        let has = |letters: &str| self.0.contains(|letter| letters.contains(letter));
        !self.allow(value.kind())
            && match value.kind() {
                Kind::Null | Kind::Object => false,
                Kind::Number => true,
                Kind::True | Kind::False => !has("so"),
                Kind::Array => !has("s"),
                Kind::String => !has("bn") || value.string().is_some_and(|text| is_quoted_literal(&text)),
            }
    }

    /// The noun phrases for messages, except for `null`; nothing if any type is accepted.
    pub fn titles(self) -> impl Iterator<Item = &'static str> {
        let titles =
            [('b', "true or false"), ('n', "a number"), ('s', "a string"), ('a', "a list"), ('o', "an object")];
        titles.into_iter().filter(move |&(letter, _)| self.0.contains(letter)).map(|(_, title)| title)
    }
}

/// Returns `true` if the string would be a number or a boolean without its quotes.
fn is_quoted_literal(text: &str) -> bool {
    ["true", "false"].contains(&text) || text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonc::parse;

    #[test]
    fn values_that_another_version_may_accept_are_not_ruled_out() {
        for (types, ruled_out, may_be) in [
            ("b", &["0", "\"true\"", "[]"][..], &["true", "null", "\"on\"", "{}"][..]),
            ("n", &["\"4\"", "true", "[4]"], &["4", "\"auto\"", "{}"]),
            ("s", &["4"], &["true", "[]", "{}"]),
            ("o", &["\"x\"", "[]", "1"], &["{}", "false"]),
            ("a", &["\"x\"", "80", "true"], &["[80]", "{}", "null"]),
            ("", &[], &["1", "true", "[]"]),
        ] {
            let rule_out = |text: &str| Types::new(types).rule_out(parse(text).unwrap().root(text).unwrap());
            assert!(ruled_out.iter().all(|text| rule_out(text)), "{types}");
            assert!(!may_be.iter().any(|text| rule_out(text)), "{types}");
        }
    }
}
