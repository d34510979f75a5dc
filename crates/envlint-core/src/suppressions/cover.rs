//! Which suppression comments cover a line, without a look at all of them.

use rustc_hash::FxHashMap;

use super::{Suppression, Usage};

/// The lines that a group of names covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cover {
    /// The whole file.
    File,
    /// One line.
    Line(u32),
    /// The lines of a comment, which are several: its index among the suppressions.
    Comment(usize),
}

/// Names of one rule that cover the same lines, as the indices of the suppression and of the name in it.
#[derive(Debug, Default)]
struct Group {
    names: Vec<(usize, usize)>,
    /// All names are used.
    is_used: bool,
    /// All names are at least undecided.
    is_undecided: bool,
}

/// The names of all suppressions by the lines that they cover and by rule. Each name is marked at most twice, so that many findings
/// and many suppressions together take linear time.
#[derive(Debug, Default)]
pub(super) struct CoverIndex<'d> {
    groups: Vec<Group>,
    by_place: FxHashMap<(Cover, &'d str), usize>,
    /// The first and last lines of the comments that cover several lines, in the order of the text. They share at most one line.
    comments: Vec<(u32, u32, usize)>,
}

impl<'d> CoverIndex<'d> {
    /// The index of `all` suppressions of a file, in the order of the text.
    pub(super) fn new(all: &[Suppression<'d>]) -> Self {
        let mut index = Self::default();
        for (at, suppression) in all.iter().enumerate() {
            let Some(lines) = &suppression.lines else { continue };
            let (first, last) = (*lines.start(), *lines.end());
            let cover = if last == u32::MAX {
                Cover::File
            } else if first == last {
                Cover::Line(first)
            } else {
                index.comments.push((first, last, at));
                Cover::Comment(at)
            };
            for (name, written) in suppression.names.iter().enumerate() {
                let new = index.groups.len();
                let group = *index.by_place.entry((cover, written.text)).or_insert(new);
                if group == new {
                    index.groups.push(Group::default());
                }
                if let Some(group) = index.groups.get_mut(group) {
                    group.names.push((at, name));
                }
            }
        }
        index
    }

    /// The groups that cover a finding of `rule` that begins on `line`.
    pub(super) fn covering(&self, line: u32, rule: &'d str) -> Vec<usize> {
        let from = self.comments.partition_point(|(_, last, _)| *last < line);
        let comments = self.comments.iter().skip(from).take_while(|(first, ..)| *first <= line);
        let covers = comments.map(|(.., at)| Cover::Comment(*at)).chain([Cover::File, Cover::Line(line)]);
        covers.filter_map(|cover| self.by_place.get(&(cover, rule)).copied()).collect()
    }

    /// Marks the names of `group` among `all` suppressions: as used, or, those that seem unused, as undecided.
    pub(super) fn mark(&mut self, group: usize, usage: Usage, all: &mut [Suppression<'d>]) {
        let Some(group) = self.groups.get_mut(group) else { return };
        let is_used = usage == Usage::Used;
        if group.is_used || (group.is_undecided && !is_used) {
            return;
        }
        group.is_undecided = true;
        group.is_used = is_used;
        for &(at, name) in &group.names {
            let name = all.get_mut(at).and_then(|suppression| suppression.names.get_mut(name));
            if let Some(name) = name.filter(|name| is_used || name.usage == Usage::Unused) {
                name.usage = usage;
            }
        }
    }
}
