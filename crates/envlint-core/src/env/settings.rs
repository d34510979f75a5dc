//! One file's settings, as VS Code reads them.

use std::borrow::Cow;

use crate::jsonc::{Kind, Member, Value, live_members};
use crate::text::Span;
use crate::vscode;

/// The member that gave a setting its value.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'d> {
    /// The object that the member stands in.
    pub object: Value<'d>,
    /// The member. Of a dotted key that was split, every part has the same one.
    pub member: Member<'d>,
}

impl Origin<'_> {
    /// Where its key stands.
    #[must_use]
    pub fn key(&self) -> Span {
        self.member.key.span()
    }
}

/// The settings of one file as a tree: dotted top-level keys are split at every dot, members of nested objects are not; of
/// duplicate keys the last counts; a later key replaces or extends what earlier ones built. Only what envlint reads is in it.
///
/// Source: `toValuesTree` and `addToValueTree` in configuration.ts (1.138); recorded as `nested-full`, `nested-half`,
/// `nested-half2`, `nested-then-dotted`, `var-subkey`, `var-subkey-after`, `dup-top`, `dup-inner`.
#[derive(Debug, Default)]
pub struct Settings<'d> {
    root: Branch<'d>,
}

type Branch<'d> = Vec<(Cow<'d, str>, Origin<'d>, Node<'d>)>;

#[derive(Debug)]
enum Node<'d> {
    /// Built from dotted keys.
    Branch(Branch<'d>),
    /// As it stands in the file.
    Json(Value<'d>),
}

/// A value in a file's settings.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s, 'd> {
    node: NodeRef<'s, 'd>,
    /// Who gave it.
    pub origin: Origin<'d>,
}

#[derive(Clone, Copy, Debug)]
enum NodeRef<'s, 'd> {
    Branch(&'s Branch<'d>),
    Json(Value<'d>),
}

/// What a path leads to in one file.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'s, 'd> {
    /// Nothing is said.
    Missing,
    /// On the way stands a value that is no object, so that lower layers are cut off.
    CutOff,
    /// A value.
    Found(Setting<'s, 'd>),
}

impl<'d> Settings<'d> {
    /// Reads the settings in `object`.
    #[must_use]
    pub fn new(object: Value<'d>) -> Self {
        let read = object.members().filter(|member| vscode::is_read(&member.name()));
        let mut root = Branch::new();
        for member in live_members(read) {
            insert(&mut root, member.name(), Origin { object, member });
        }
        Self { root }
    }

    /// Reads `object`, which is no settings: its keys are taken as they are.
    #[must_use]
    pub fn plain(object: Value<'d>) -> Self {
        Self { root: members(object).map(|(name, origin)| (name, origin, Node::Json(origin.member.value))).collect() }
    }

    /// What stands at `path`.
    #[must_use]
    pub fn lookup(&self, path: &[&str]) -> Lookup<'_, 'd> {
        let mut found: Option<Setting<'_, 'd>> = None;
        for part in path {
            let node = found.map_or(NodeRef::Branch(&self.root), |setting| setting.node);
            if !node.is_object() {
                return Lookup::CutOff;
            }
            match node.get(part) {
                Some(below) => found = Some(below),
                None => return Lookup::Missing,
            }
        }
        found.map_or(Lookup::Missing, Lookup::Found)
    }

    /// The value at `path`, if there is one.
    #[must_use]
    pub fn get(&self, path: &[&str]) -> Option<Setting<'_, 'd>> {
        match self.lookup(path) {
            Lookup::Found(setting) => Some(setting),
            Lookup::Missing | Lookup::CutOff => None,
        }
    }
}

fn insert<'d>(root: &mut Branch<'d>, name: Cow<'d, str>, origin: Origin<'d>) {
    let parts: Vec<Cow<'d, str>> = match name {
        Cow::Borrowed(name) => name.split('.').map(Cow::Borrowed).collect(),
        Cow::Owned(name) => name.split('.').map(|part| Cow::Owned(part.to_owned())).collect(),
    };
    let Some((last, way)) = parts.split_last() else { return };
    let mut branch = root;
    for part in way {
        let index = match branch.iter().position(|(name, ..)| name == part) {
            Some(index) => index,
            None => {
                branch.push((part.clone(), origin, Node::Branch(Branch::new())));
                branch.len() - 1
            }
        };
        let Some((_, _, node)) = branch.get_mut(index) else { return };
        // A value that is no object stands in the way: VS Code logs a conflict and drops the longer key.
        match open(node) {
            Some(below) => branch = below,
            None => return,
        }
    }
    let node = Node::Json(origin.member.value);
    match branch.iter_mut().find(|(name, ..)| name == last) {
        Some(entry) => (entry.1, entry.2) = (origin, node),
        None => branch.push((last.clone(), origin, node)),
    }
}

/// The members of `node`, ready to be added to.
fn open<'n, 'd>(node: &'n mut Node<'d>) -> Option<&'n mut Branch<'d>> {
    if let Node::Json(value) = node {
        if !value.is_object() {
            return None;
        }
        let branch = members(*value).map(|(name, origin)| (name, origin, Node::Json(origin.member.value)));
        *node = Node::Branch(branch.collect());
    }
    match node {
        Node::Branch(branch) => Some(branch),
        Node::Json(_) => None,
    }
}

/// The members of an object of the file, of duplicates the last.
fn members<'d>(object: Value<'d>) -> impl Iterator<Item = (Cow<'d, str>, Origin<'d>)> {
    live_members(object.members()).into_iter().map(move |member| (member.name(), Origin { object, member }))
}

impl<'s, 'd> NodeRef<'s, 'd> {
    fn of(node: &'s Node<'d>) -> Self {
        match node {
            Node::Branch(branch) => Self::Branch(branch),
            Node::Json(value) => Self::Json(*value),
        }
    }

    fn is_object(self) -> bool {
        match self {
            Self::Branch(_) => true,
            Self::Json(value) => value.is_object(),
        }
    }

    fn get(self, name: &str) -> Option<Setting<'s, 'd>> {
        match self {
            Self::Branch(branch) => branch
                .iter()
                .find(|(part, ..)| part == name)
                .map(|(_, origin, node)| Setting { node: Self::of(node), origin: *origin }),
            Self::Json(object) => object
                .member(name)
                .map(|member| Setting { node: Self::Json(member.value), origin: Origin { object, member } }),
        }
    }
}

impl<'s, 'd> Setting<'s, 'd> {
    /// Whether it is an object, written as one or built from dotted keys.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.node.is_object()
    }

    /// Its members, of duplicates the last.
    #[must_use]
    pub fn members(self) -> Vec<(Cow<'d, str>, Setting<'s, 'd>)> {
        match self.node {
            NodeRef::Branch(branch) => branch
                .iter()
                .map(|(name, origin, node)| (name.clone(), Setting { node: NodeRef::of(node), origin: *origin }))
                .collect(),
            NodeRef::Json(object) => members(object)
                .map(|(name, origin)| (name, Setting { node: NodeRef::Json(origin.member.value), origin }))
                .collect(),
        }
    }

    /// The elements of an array; nothing for anything else. Their origin is that of the array.
    pub fn elements(self) -> impl Iterator<Item = Setting<'s, 'd>> {
        let origin = self.origin;
        self.value()
            .into_iter()
            .flat_map(Value::elements)
            .map(move |value| Setting { node: NodeRef::Json(value), origin })
    }

    /// The member `name`.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Setting<'s, 'd>> {
        self.node.get(name)
    }

    /// The value in the file; `None` for an object that dotted keys built.
    #[must_use]
    pub fn value(self) -> Option<Value<'d>> {
        match self.node {
            NodeRef::Branch(_) => None,
            NodeRef::Json(value) => Some(value),
        }
    }

    /// The text, if it is a string.
    #[must_use]
    pub fn string(self) -> Option<Cow<'d, str>> {
        self.value()?.string()
    }

    /// The kind of the value; an object that dotted keys built is an object.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.value().map_or(Kind::Object, Value::kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonc::parse;

    fn read(text: &str, path: &[&str]) -> Option<String> {
        let tree = parse(text).unwrap();
        let settings = Settings::new(tree.root(text).unwrap());
        settings.get(path)?.value().map(|value| value.raw().to_owned())
    }

    const A: &[&str] = &["terminal", "integrated", "env", "linux", "A"];

    /// Each line is one of the cases that were recorded from VS Code 1.139.1.
    #[test]
    fn reads_keys_as_recorded() {
        let some = |text: &str| Some(text.to_owned());
        for (case, text, value) in [
            ("dotted", r#"{"terminal.integrated.env.linux": {"A": 1}}"#, some("1")),
            (
                "dup-top",
                r#"{"terminal.integrated.env.linux": {"A": 1}, "terminal.integrated.env.linux": {"B": 2}}"#,
                None,
            ),
            ("dup-inner", r#"{"terminal.integrated.env.linux": {"A": 1, "A": 2}}"#, some("2")),
            ("nested-full", r#"{"terminal": {"integrated": {"env": {"linux": {"A": 1}}}}}"#, some("1")),
            ("nested-half2", r#"{"terminal.integrated.env": {"linux": {"A": 1}}}"#, some("1")),
            ("nested-half", r#"{"terminal.integrated": {"env.linux": {"A": 1}}}"#, None),
            (
                "nested-and-dotted",
                r#"{"terminal": {"integrated": {"env": {"linux": {"A": 1}}}}, "terminal.integrated.env.linux": {"B": 2}}"#,
                None,
            ),
            (
                "nested-then-dotted",
                r#"{"terminal.integrated.env.linux": {"B": 2}, "terminal": {"integrated": {"env": {"linux": {"A": 1}}}}}"#,
                some("1"),
            ),
            (
                "var-subkey-after",
                r#"{"terminal.integrated.env.linux": {"B": 2}, "terminal.integrated.env.linux.A": 1}"#,
                some("1"),
            ),
            (
                "var-subkey",
                r#"{"terminal.integrated.env.linux.A": 1, "terminal.integrated.env.linux": {"B": 2}}"#,
                None,
            ),
            ("conflict", r#"{"terminal.integrated.env": null, "terminal.integrated.env.linux": {"A": 1}}"#, None),
            ("escapes", r#"{"terminal.integrated.env.linu\u0078": {"\u0041": 1}}"#, some("1")),
        ] {
            assert_eq!(read(text, A), value, "{case}");
        }
    }
}
