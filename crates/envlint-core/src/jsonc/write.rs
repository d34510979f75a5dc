//! Writes new JSON in the layout of the surrounding file.

use super::layout::{indent_of_line, indent_unit, line_end};
use super::quote;
use super::tree::Member;

/// The layout of a file around one of its members.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The line end and indentation of the member's level; `None` if members share a line.
    line: Option<String>,
    /// One level of indentation.
    unit: String,
}

impl Layout {
    /// The layout around `member`.
    #[must_use]
    pub fn around(member: Member<'_>) -> Self {
        let (text, start) = (member.key.source(), member.span().start);
        let indent = indent_of_line(text, start);
        let before = text.get(..start as usize).unwrap_or_default();
        let has_line = before.strip_suffix(indent).is_some_and(|before| before.ends_with(['\n', '\r']));
        let line = has_line.then(|| format!("{}{indent}", line_end(text)));
        Self { line, unit: indent_unit(text).to_owned() }
    }

    /// The layout one level deeper.
    #[must_use]
    pub fn inner(&self) -> Self {
        let line = self.line.as_ref().map(|line| format!("{line}{}", self.unit));
        Self { line, unit: self.unit.clone() }
    }

    /// The text between two members at this level.
    #[must_use]
    pub fn separator(&self) -> String {
        format!(",{}", self.line.as_deref().unwrap_or(" "))
    }

    /// The value of `member`, indented for this level.
    #[must_use]
    pub fn fitted(&self, member: Member<'_>) -> String {
        let text = member.key.source();
        let from = format!("{}{}", line_end(text), indent_of_line(text, member.span().start));
        match &self.line {
            Some(line) => member.value.raw().replace(&from, line),
            None => member.value.raw().to_owned(),
        }
    }

    /// Members with their values as JSON, joined for this level.
    #[must_use]
    pub fn members(&self, members: &[(&str, String)]) -> String {
        let written: Vec<String> = members.iter().map(|(key, value)| format!("\"{}\": {value}", quote(key))).collect();
        written.join(&self.separator())
    }

    /// A list that is the value of a member at this level, with each of `items` on its own line if members are.
    #[must_use]
    pub fn array(&self, items: &[String]) -> String {
        let inner = self.inner();
        let gap = |layout: &Self| layout.line.clone().unwrap_or_default();
        format!("[{}{}{}]", gap(&inner), items.join(&inner.separator()), gap(self))
    }

    /// An object that is the value of a member at this level.
    #[must_use]
    pub fn object(&self, members: &[(&str, String)]) -> String {
        let inner = self.inner();
        let gap = |layout: &Self| layout.line.clone().unwrap_or_else(|| " ".to_owned());
        format!("{{{}{}{}}}", gap(&inner), inner.members(members), gap(self))
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn nested(text: &str) -> String {
        let tree = parse(text).unwrap();
        let member = tree.root(text).unwrap().members().next().unwrap();
        let layout = Layout::around(member);
        layout.object(&[("a\"", "1".to_owned()), ("b", layout.inner().object(&[("c", "[]".to_owned())]))])
    }

    #[test]
    fn a_value_is_fitted_to_another_level() {
        let text = "{\n  \"x\": {\n    \"a\": [\n      1\n    ]\n  },\n  \"y\": 1\n}";
        let tree = parse(text).unwrap();
        let outer = tree.root(text).unwrap().members().next().unwrap();
        let inner = outer.value.members().next().unwrap();
        assert_eq!(Layout::around(outer).fitted(inner), "[\n    1\n  ]");
        assert_eq!(Layout::around(inner).fitted(inner), inner.value.raw());
    }

    #[test]
    fn new_objects_look_like_those_around_them() {
        assert_eq!(nested("{ \"x\": 1 }"), r#"{ "a\"": 1, "b": { "c": [] } }"#);
        assert_eq!(nested("{\n  \"x\": 1\n}"), "{\n    \"a\\\"\": 1,\n    \"b\": {\n      \"c\": []\n    }\n  }");
        assert_eq!(nested("{\r\n\t\"x\": 1\r\n}").matches("\r\n").count(), 5);
        assert_eq!(nested("{ // c\n \"x\": 1}").matches('\n').count(), 5);
    }
}
