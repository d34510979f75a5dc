//! The settings of one file, as VS Code reads them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::origin::Origin;
use crate::jsonc::{Kind, Value, live_members};
use crate::vscode;

mod lookup;

pub use lookup::Lookup;

/// The settings of one file as a tree. Dotted top-level keys are split at every dot; members of nested objects are
/// not. The last of several duplicate keys wins. A later key replaces or extends what earlier keys built. The tree
/// contains only what envlint reads.
///
/// Source: `toValuesTree` and `addToValueTree` in configuration.ts (1.138); recorded as `nested-full`,
/// `nested-half`, `nested-half2`, `nested-then-dotted`, `var-subkey`, `var-subkey-after`, `dup-top`, `dup-inner`.
#[derive(Debug, Default)]
pub struct Settings<'d> {
    root: Branch<'d>,
    /// The keys that have no effect because of another key, in the order in which VS Code reads them.
    pub hidden: Vec<Hidden<'d>>,
}

/// A key that has no effect because of another key for its path or a part of it.
#[derive(Clone, Copy, Debug)]
pub struct Hidden<'d> {
    /// The key that has no effect: a top-level one, unless it is set again.
    pub origin: Origin<'d>,
    /// The key that hides it.
    pub by: Origin<'d>,
    /// The way in which it is hidden.
    pub reason: HiddenReason,
}

/// The ways in which a key hides a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenReason {
    /// The other key comes later and replaces everything below its path.
    Replaced,
    /// The other key comes first, and its value is not an object, so longer keys cannot extend it.
    Blocked,
    /// The key is a member of an object, and the other key is a top-level one for the same path that comes later.
    SetAgain,
    /// The other key is the same key in the object that is read after this one.
    SetInLaterObject,
}

/// The result of dotted keys, possibly based on an object in the file.
#[derive(Debug, Default)]
struct Branch<'d> {
    /// The object that longer keys were added to.
    object: Option<Value<'d>>,
    entries: Vec<BranchEntry<'d>>,
}

#[derive(Debug)]
struct BranchEntry<'d> {
    name: Cow<'d, str>,
    origin: Origin<'d>,
    node: SettingNode<'d>,
}

#[derive(Debug)]
enum SettingNode<'d> {
    /// Built from dotted keys.
    Branch(Branch<'d>),
    /// A value of the file, unchanged.
    Json(Value<'d>),
}

/// A value in a file's settings.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s, 'd> {
    node: NodeRef<'s, 'd>,
    /// The member that sets it.
    pub origin: Origin<'d>,
}

#[derive(Clone, Copy, Debug)]
enum NodeRef<'s, 'd> {
    Branch(&'s Branch<'d>),
    Json(Value<'d>),
}

impl<'d> Settings<'d> {
    /// Reads the settings in `objects`: see [`Document::settings_objects`](crate::document::Document::settings_objects).
    #[must_use]
    pub fn new(objects: impl IntoIterator<Item = Value<'d>>) -> Self {
        let mut settings = Self::default();
        for (name, origin) in settings.effective(objects) {
            settings.insert(name, origin);
        }
        settings
    }

    /// Reads `object`, which does not contain settings: its keys are not split at dots.
    #[must_use]
    pub fn plain(object: Value<'d>) -> Self {
        Self { root: Branch::of_object(object), hidden: Vec::new() }
    }

    /// The first components of its keys, with their values.
    #[must_use]
    pub fn members(&self) -> impl DoubleEndedIterator<Item = (Cow<'d, str>, Setting<'_, 'd>)> {
        NodeRef::Branch(&self.root).members()
    }
}

impl<'d> Settings<'d> {
    /// The members of `objects` that are read and take effect. A key of a later object takes effect at the position of
    /// the same key in an earlier one, as for duplicates in one object.
    fn effective(&mut self, objects: impl IntoIterator<Item = Value<'d>>) -> Vec<(Cow<'d, str>, Origin<'d>)> {
        let mut effective: Vec<(Cow<'d, str>, Origin<'d>)> = Vec::new();
        for object in objects {
            let read = object.members().filter(|member| vscode::is_read(&member.name()));
            let earlier: FxHashMap<Cow<'d, str>, usize> =
                effective.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
            for member in live_members(object, read) {
                let (name, by) = (member.name(), Origin::new(object, member));
                match earlier.get(&name).and_then(|&index| effective.get_mut(index)) {
                    Some((_, old)) => {
                        let origin = std::mem::replace(old, by);
                        self.hidden.push(Hidden { origin, by, reason: HiddenReason::SetInLaterObject });
                    }
                    None => effective.push((name, by)),
                }
            }
        }
        effective
    }

    fn insert(&mut self, name: Cow<'d, str>, origin: Origin<'d>) {
        let parts: Vec<Cow<'d, str>> = match name {
            Cow::Borrowed(name) => name.split('.').map(Cow::Borrowed).collect(),
            Cow::Owned(name) => name.split('.').map(|part| Cow::Owned(part.to_owned())).collect(),
        };
        let Some((last, way)) = parts.split_last() else { return };
        let mut branch = &mut self.root;
        for part in way {
            let index = match branch.position(part) {
                Some(index) => index,
                None => {
                    branch.push(part.clone(), origin, SettingNode::Branch(Branch::default()));
                    branch.entries.len() - 1
                }
            };
            let Some(entry) = branch.entries.get_mut(index) else { return };
            // A value that is not an object blocks the path: VS Code logs a conflict and drops the longer key.
            let by = entry.origin;
            match entry.node.open() {
                Some(below) => branch = below,
                None => return self.hidden.push(Hidden { origin, by, reason: HiddenReason::Blocked }),
            }
        }
        let node = SettingNode::Json(origin.member().value);
        let Some(entry) = branch.position(last).and_then(|index| branch.entries.get_mut(index)) else {
            return branch.push(last.clone(), origin, node);
        };
        let old = Setting::of(entry);
        let hidden = |reason| move |lost| Hidden { origin: lost, by: origin, reason };
        // Two top-level keys for one path are equal, and only the last of them was read.
        let nested = old.written().map(|_| old.origin);
        self.hidden.extend(nested.map(hidden(HiddenReason::SetAgain)));
        self.hidden.extend(old.node.longer_keys().into_iter().map(hidden(HiddenReason::Replaced)));
        (entry.origin, entry.node) = (origin, node);
    }
}

impl<'d> Branch<'d> {
    fn of_object(object: Value<'d>) -> Self {
        let entry = |(name, origin): (_, Origin<'d>)| BranchEntry {
            name,
            origin,
            node: SettingNode::Json(origin.member().value),
        };
        Self { object: Some(object), entries: members(object).map(entry).collect() }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == name)
    }

    fn push(&mut self, name: Cow<'d, str>, origin: Origin<'d>, node: SettingNode<'d>) {
        // Most branches have only one entry, which is large.
        if self.entries.is_empty() {
            self.entries.reserve_exact(1);
        }
        self.entries.push(BranchEntry { name, origin, node });
    }
}

impl<'d> SettingNode<'d> {
    /// The members, ready to be extended; `None` if the value is not an object.
    fn open(&mut self) -> Option<&mut Branch<'d>> {
        if let Self::Json(value) = *self {
            if !value.is_object() {
                return None;
            }
            *self = Self::Branch(Branch::of_object(value));
        }
        match self {
            Self::Branch(branch) => Some(branch),
            Self::Json(_) => None,
        }
    }
}

/// The members of an object in the file; for duplicates, the last one.
fn members<'d>(object: Value<'d>) -> impl DoubleEndedIterator<Item = (Cow<'d, str>, Origin<'d>)> {
    live_members(object, object.members()).into_iter().map(move |member| (member.name(), Origin::new(object, member)))
}

impl<'s, 'd> NodeRef<'s, 'd> {
    fn of(node: &'s SettingNode<'d>) -> Self {
        match node {
            SettingNode::Branch(branch) => Self::Branch(branch),
            SettingNode::Json(value) => Self::Json(*value),
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
            Self::Branch(branch) => branch.entries.iter().find(|entry| entry.name == name).map(Setting::of),
            Self::Json(object) => object
                .member(name)
                .map(|member| Setting { node: Self::Json(member.value), origin: Origin::new(object, member) }),
        }
    }

    fn members(self) -> impl DoubleEndedIterator<Item = (Cow<'d, str>, Setting<'s, 'd>)> {
        let (entries, object) = match self {
            Self::Branch(branch) => (branch.entries.as_slice(), None),
            Self::Json(object) => (&[][..], Some(object)),
        };
        let of_branch = entries.iter().map(|entry| (entry.name.clone(), Setting::of(entry)));
        let written = object.into_iter().flat_map(members);
        of_branch
            .chain(written.map(|(name, origin)| (name, Setting { node: Self::Json(origin.member().value), origin })))
    }

    /// The top-level keys, longer than the path of the setting, that created or extended it.
    fn longer_keys(self) -> Vec<Origin<'d>> {
        let Self::Branch(branch) = self else { return Vec::new() };
        let mut keys = Vec::new();
        for entry in &branch.entries {
            let node = Self::of(&entry.node);
            let of_object = branch.object.is_some_and(|object| object.span() == entry.origin.object().span());
            if !of_object && node.written().is_some() {
                keys.push(entry.origin);
            }
            keys.extend(node.longer_keys());
        }
        keys
    }

    /// The value that the file has at this path, without what longer keys added.
    fn written(self) -> Option<Value<'d>> {
        match self {
            Self::Branch(branch) => branch.object,
            Self::Json(value) => Some(value),
        }
    }
}

impl<'s, 'd> Setting<'s, 'd> {
    fn of(entry: &'s BranchEntry<'d>) -> Self {
        Self { node: NodeRef::of(&entry.node), origin: entry.origin }
    }

    /// Returns `true` if it is an object, whether written as one or built from dotted keys.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.node.is_object()
    }

    /// The members; for duplicates, the last one.
    #[must_use]
    pub fn members(self) -> impl DoubleEndedIterator<Item = (Cow<'d, str>, Setting<'s, 'd>)> {
        self.node.members()
    }

    /// The elements of an array; nothing for other values. They have the origin of the array.
    pub fn elements(self) -> impl Iterator<Item = Setting<'s, 'd>> {
        let origin = self.origin;
        self.value()
            .into_iter()
            .flat_map(Value::elements)
            .map(move |value| Setting { node: NodeRef::Json(value), origin })
    }

    /// The value that the file has at this path, without what longer keys add to it.
    #[must_use]
    pub fn written(self) -> Option<Value<'d>> {
        self.node.written()
    }

    /// The members of the file that make up the value: its own, and the top-level keys that extend its path.
    #[must_use]
    pub fn keys(self) -> Vec<Origin<'d>> {
        let own = self.node.written().map(|_| self.origin);
        own.into_iter().chain(self.node.longer_keys()).collect()
    }

    /// The member `name`.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Setting<'s, 'd>> {
        self.node.get(name)
    }

    /// The value in the file; `None` for an object that was built from dotted keys.
    #[must_use]
    pub fn value(self) -> Option<Value<'d>> {
        match self.node {
            NodeRef::Branch(_) => None,
            NodeRef::Json(value) => Some(value),
        }
    }

    /// The decoded text, if it is a string.
    #[must_use]
    pub fn string(self) -> Option<Cow<'d, str>> {
        self.value()?.string()
    }

    /// The kind of the value. An object that was built from dotted keys is an object.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.value().map_or(Kind::Object, Value::kind)
    }
}

#[cfg(test)]
mod tests;
