//! Looks up paths in the settings of a file.

use super::{BranchEntry, Setting, SettingNode, Settings};

/// The result of looking up a path in one file.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'s, 'd> {
    /// The file does not set the path.
    Missing,
    /// A value that is not an object blocks the path, so lower layers have no effect there.
    CutOff,
    /// The value at the path.
    Found(Setting<'s, 'd>),
}

impl<'d> Settings<'d> {
    /// Looks up `path`.
    #[must_use]
    pub fn lookup(&self, path: &[&str]) -> Lookup<'_, 'd> {
        self.lookup_along(path.iter().copied())
    }

    /// The same for a path in parts.
    pub(in crate::env) fn lookup_along<'p>(&self, mut path: impl Iterator<Item = &'p str>) -> Lookup<'_, 'd> {
        let mut found: Option<&BranchEntry<'d>> = None;
        while let Some(part) = path.next() {
            let branch = match found.map(|entry| (entry, &entry.node)) {
                None => &self.root,
                Some((_, SettingNode::Branch(branch))) => branch,
                Some((entry, SettingNode::Json(_))) => {
                    return Setting::of(entry).lookup_along(std::iter::once(part).chain(path));
                }
            };
            match branch.entries.iter().find(|entry| entry.name == part) {
                Some(below) => found = Some(below),
                None => return Lookup::Missing,
            }
        }
        found.map_or(Lookup::Missing, |entry| Lookup::Found(Setting::of(entry)))
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

impl<'s, 'd> Setting<'s, 'd> {
    /// Looks up `path`, which starts at this value.
    fn lookup_along<'p>(self, path: impl Iterator<Item = &'p str>) -> Lookup<'s, 'd> {
        let mut found = self;
        for part in path {
            if !found.is_object() {
                return Lookup::CutOff;
            }
            match found.get(part) {
                Some(below) => found = below,
                None => return Lookup::Missing,
            }
        }
        Lookup::Found(found)
    }
}
