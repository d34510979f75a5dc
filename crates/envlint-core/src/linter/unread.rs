//! Values that nothing reads, because another value of the same file overrides them.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::env::{FileAnalysis, Run, Site, SiteValue, window_of};
use crate::jsonc::Kind;
use crate::model::{Assignment, DECISIONS, Model, Overridden};
use crate::vscode::Platforms;

/// The values of one file that no process gets.
///
/// Invariant: no rule judges what such a value would do. That it has no effect is the only thing to say about it, and the rules about
/// overridden variables say that.
pub(super) struct Unread<'r> {
    analysis: &'r FileAnalysis<'r>,
    run: &'r Run<'r>,
    /// The platforms on which no process gets a value, by the start of the value; found on first use.
    found: OnceCell<FxHashMap<u32, Platforms>>,
}

impl<'r> Unread<'r> {
    pub(super) fn new(analysis: &'r FileAnalysis<'r>, run: &'r Run<'r>) -> Self {
        Self { analysis, run, found: OnceCell::new() }
    }

    /// Returns `true` if no process on any of `platforms` gets the value of `site`.
    pub(super) fn contains(&self, site: &Site<'_>, platforms: Platforms) -> bool {
        // A value of a wrong type can stop its reader whatever becomes of the variable.
        let is_read_by_type = matches!(site.value, SiteValue::Other(kind) if kind != Kind::Null);
        if is_read_by_type || platforms.is_empty() {
            return false;
        }
        let found = self.found.get_or_init(|| find(self.analysis, self.run));
        found.get(&site.value_span().start).is_some_and(|unread| unread.and(platforms) == platforms)
    }
}

fn find<'r>(analysis: &'r FileAnalysis<'r>, run: &'r Run<'r>) -> FxHashMap<u32, Platforms> {
    let mut unread: FxHashMap<u32, Platforms> = FxHashMap::default();
    if !has_rivals(analysis) {
        return unread;
    }
    let window = window_of(analysis, run);
    for platform in analysis.platforms().iter() {
        for value in unread_on(&Model::new(&window, platform)) {
            let platforms = unread.entry(value).or_insert(Platforms::NONE);
            *platforms = platforms.with(platform);
        }
    }
    unread
}

/// The values that another value overrides in every process that would get them.
fn unread_on(model: &Model<'_>) -> FxHashSet<u32> {
    let (mut replaced, mut read) = (FxHashSet::default(), FxHashSet::default());
    for process in model.processes() {
        for variable in &model.environment(&process).variables {
            for assignment in &variable.history {
                let Some((_, site)) = assignment.site() else { continue };
                let into = if is_replaced(assignment) { &mut replaced } else { &mut read };
                into.insert(site.value_span().start);
            }
        }
    }
    replaced.retain(|value| !read.contains(value));
    replaced
}

/// Returns `true` if another value of the same file overrides that of `assignment` for good. A value that something else keeps
/// from taking effect, such as a broken profile, is read as soon as that is repaired.
fn is_replaced(assignment: &Assignment<'_>) -> bool {
    matches!(
        assignment.overridden,
        Some(
            Overridden::BySameObject
                | Overridden::ByLaterStep
                | Overridden::ByPlatformBlock
                | Overridden::ByOwnOptions
                | Overridden::ByOwnEnv
                | Overridden::ByOtherSpelling
        )
    )
}

/// Returns `true` if two members of the file may set the same variable for the same process. This is quick, and rarely true.
fn has_rivals(analysis: &FileAnalysis<'_>) -> bool {
    has_rival_sites(&analysis.sites) || has_deciding_setting(analysis)
}

/// Up to this many sites, comparing all pairs is faster than filling a map.
const FEW: usize = 12;

fn has_rival_sites(sites: &[Site<'_>]) -> bool {
    if sites.len() <= FEW {
        let are_rivals = |a: &Site<'_>, b: &Site<'_>| {
            a.owner.map(|owner| owner.start) == b.owner.map(|owner| owner.start)
                && a.variable.eq_ignore_ascii_case(&b.variable)
                && (a.owner.is_some() || a.key == b.key)
                && !a.platforms.and(b.platforms).is_empty()
        };
        return sites
            .iter()
            .enumerate()
            .any(|(index, site)| sites.iter().take(index).any(|other| are_rivals(site, other)));
    }
    let mut seen: FxHashMap<_, Platforms> = FxHashMap::default();
    sites.iter().any(|site| {
        let object = site.owner.is_none().then_some(&*site.key);
        let name = site.variable.to_ascii_lowercase();
        let platforms = seen.entry((site.owner.map(|owner| owner.start), object, name)).or_insert(Platforms::NONE);
        let is_rival = !platforms.and(site.platforms).is_empty();
        *platforms = site.platforms.iter().fold(*platforms, Platforms::with);
        is_rival
    })
}

/// Returns `true` if a setting of the file sets a variable that a site sets as well.
fn has_deciding_setting(analysis: &FileAnalysis<'_>) -> bool {
    DECISIONS.iter().any(|decision| {
        let sets = |site: &Site<'_>| decision.variables.contains(&&*site.variable);
        analysis.settings.get(decision.setting).is_some() && analysis.sites.iter().any(sets)
    })
}
