//! Windows: which value a setting has when VS Code combines several files.
//!
//! Invariant: this module is the only code that knows precedence. Everything else asks a [`Window`] which value
//! applies ([`Window::resolve`], [`Window::said`]) and never compares layers itself.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::file_analysis::FileAnalysis;
use super::run::Run;
use super::settings::{Lookup, Setting};
use crate::document::{Document, DocumentId, SourceFile};
use crate::vscode::{DEFAULT_SETTINGS, FileKind, Layer, Platform, Platforms, Scope, scope};

/// One way to open the files: the layers of settings that VS Code merges into one, from lowest to highest
/// precedence. The lowest layer, VS Code's defaults, is always present.
#[derive(Debug)]
pub struct Window<'w> {
    /// The layers above VS Code's defaults, from lowest to highest precedence.
    pub layers: Vec<&'w FileAnalysis<'w>>,
    /// `true` if a `.code-workspace` is open.
    pub in_workspace: bool,
    /// The tasks, launch configurations and MCP servers of its folders.
    pub others: Vec<&'w FileAnalysis<'w>>,
    /// The platforms on which it can be open: a dev container is always Linux.
    pub platforms: Platforms,
    /// All files of the run. Its `.env` files can be named by files of any window.
    pub run: &'w Run<'w>,
    /// Its terminal profiles on each platform, in the order of [`Platform::ALL`], read by the model on first use.
    pub(crate) profiles: [OnceLock<WindowProfiles>; Platform::ALL.len()],
}

/// What the model asks about the terminal profiles of a window on one platform again and again.
#[derive(Debug)]
pub(crate) struct WindowProfiles {
    /// `true` if a mistake in one profile makes VS Code ignore all of them.
    pub(crate) is_broken: bool,
    /// The names of the profiles with an `env`.
    pub(crate) with_env: Vec<String>,
}

/// The value that one layer has at some path.
#[derive(Clone, Copy, Debug)]
pub struct Contribution<'w> {
    /// The file of the layer.
    pub analysis: &'w FileAnalysis<'w>,
    /// The value at the path.
    pub setting: Setting<'w, 'w>,
}

/// A setting after merging the window's layers.
#[derive(Debug, Default)]
pub struct Resolved<'w> {
    /// The effective values, highest precedence first: several objects that are merged, or one value that is not an
    /// object.
    pub counting: Vec<Contribution<'w>>,
    /// The overridden values, highest precedence first.
    pub overridden: Vec<Contribution<'w>>,
}

static DEFAULTS: LazyLock<Document> = LazyLock::new(|| {
    let kind = FileKind::Settings(Layer::Default);
    Document::parse(SourceFile { path: "VS Code".to_owned(), text: DEFAULT_SETTINGS.to_owned(), kind })
});
/// VS Code's default settings, read on first use.
static DEFAULTS_ANALYSIS: LazyLock<FileAnalysis<'static>> =
    LazyLock::new(|| FileAnalysis::without_sites(DocumentId(usize::MAX), &DEFAULTS));

impl<'w> Window<'w> {
    /// The file with the highest precedence; in a window without settings, one of its other files.
    #[must_use]
    pub fn strongest(&self) -> Option<&'w FileAnalysis<'w>> {
        self.layers.last().or(self.others.first()).copied()
    }

    /// All files of the window: those with settings and the others.
    pub fn files(&self) -> impl Iterator<Item = &'w FileAnalysis<'w>> {
        self.layers.iter().chain(&self.others).copied()
    }

    /// The value that each layer has for the setting at `path`, highest precedence first, with its standing. A
    /// higher layer overrides a lower one. Objects are merged key by key; any other value replaces everything below
    /// it, including whole objects. A key has no effect in a layer that its scope excludes.
    ///
    /// Source: `mergeContents` in configurationModels.ts; recorded as `merge-user-folder`, `merge-machine`,
    /// `deep-merge`, `object-type-conflict`, `code-workspace-single`, `code-workspace-multi`, `scope-in-folder`.
    pub fn contributions(&'w self, path: &[&str]) -> impl Iterator<Item = (Contribution<'w>, Precedence)> {
        // Needed only if a layer sets the path in which not all scopes count, which is rare.
        let scope = LazyCell::new(|| scope(path));
        let defaults: &'w FileAnalysis<'w> = &DEFAULTS_ANALYSIS;
        let (mut cut_off, mut has_value) = (false, false);
        self.layers.iter().rev().copied().chain([defaults]).filter_map(move |analysis| {
            let layer = analysis.document.layer().unwrap_or(Layer::Default);
            let is_in_profile = analysis.document.is_of_named_profile();
            let in_scope = || {
                Scope::all_count_in(layer) && !is_in_profile
                    || scope.is_none_or(|scope| {
                        scope.counts_in(layer, self.in_workspace) && (!is_in_profile || scope.counts_in_named_profile())
                    })
            };
            match analysis.settings.lookup(path) {
                Lookup::Missing => None,
                Lookup::CutOff => {
                    cut_off |= in_scope();
                    None
                }
                Lookup::Found(setting) => {
                    let in_scope = in_scope();
                    let precedence = if !in_scope {
                        Precedence::OutOfScope
                    } else if cut_off || has_value && !setting.is_object() {
                        Precedence::Replaced
                    } else {
                        Precedence::Counts
                    };
                    has_value |= precedence == Precedence::Counts;
                    cut_off |= in_scope && !setting.is_object();
                    Some((Contribution { analysis, setting }, precedence))
                }
            }
        })
    }

    /// The effective values at `path`, and the values that they override.
    #[must_use]
    pub fn resolve(&'w self, path: &[&str]) -> Resolved<'w> {
        Resolved::of(self.contributions(path))
    }

    /// The value at `path` with the highest precedence: that of [`Resolved::winner`].
    #[must_use]
    pub fn winner(&'w self, path: &[&str]) -> Option<Contribution<'w>> {
        let mut contributions = self.contributions(path);
        contributions.find(|(_, precedence)| *precedence == Precedence::Counts).map(|(winner, _)| winner)
    }

    /// The text at `path`, if the final value is a string.
    #[must_use]
    pub fn string(&'w self, path: &[&str]) -> Option<String> {
        self.winner(path)?.setting.string().map(Cow::into_owned)
    }
}

/// The standing of one layer's value among those of all layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence {
    /// It takes effect: the value itself, or one of several objects that are merged.
    Counts,
    /// A value with higher precedence replaces it completely.
    Replaced,
    /// The scope of the setting excludes this layer.
    OutOfScope,
}

impl<'w> Resolved<'w> {
    /// The setting with these values of the layers, highest precedence first.
    pub(crate) fn of(contributions: impl IntoIterator<Item = (Contribution<'w>, Precedence)>) -> Self {
        let mut resolved = Self::default();
        for (contribution, precedence) in contributions {
            match precedence {
                Precedence::Counts => resolved.counting.push(contribution),
                Precedence::Replaced => resolved.overridden.push(contribution),
                Precedence::OutOfScope => {}
            }
        }
        resolved
    }

    /// Adds the value of a lower layer at the same path.
    fn add(&mut self, contribution: Contribution<'w>) {
        let is_open = self.overridden.is_empty() && self.counting.last().is_none_or(|last| last.setting.is_object());
        if is_open && (self.counting.is_empty() || contribution.setting.is_object()) {
            // Mostly, one file sets it.
            if self.counting.is_empty() {
                self.counting.reserve_exact(1);
            }
            self.counting.push(contribution);
        } else {
            self.overridden.push(contribution);
        }
    }

    /// The value with the highest precedence: the final value, unless it is an object.
    #[must_use]
    pub fn winner(&self) -> Option<Contribution<'w>> {
        self.counting.first().copied()
    }

    /// Returns `true` if no file sets the value: only VS Code's defaults do.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.counting.iter().chain(&self.overridden).all(Contribution::is_built_in)
    }

    /// The text, if the final value is a string.
    #[must_use]
    pub fn string(&self) -> Option<String> {
        self.winner()?.setting.string().map(std::borrow::Cow::into_owned)
    }

    /// Returns `true` if the value is an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.winner().is_some_and(|winner| winner.setting.is_object())
    }

    /// The member `name`, merged in the same way.
    #[must_use]
    pub fn get(&self, name: &str) -> Resolved<'w> {
        let member = |of: &Contribution<'w>| Some(Contribution { setting: of.setting.get(name)?, ..*of });
        let mut resolved = Resolved::default();
        for contribution in self.counting.iter().filter_map(member) {
            resolved.add(contribution);
        }
        resolved.overridden.extend(self.overridden.iter().filter_map(member));
        resolved
    }

    /// The members of all merged objects, each merged in the same way.
    #[must_use]
    pub fn members(&self) -> Vec<(Cow<'w, str>, Resolved<'w>)> {
        let mut members: Vec<(Cow<'w, str>, Resolved<'w>)> = Vec::new();
        let mut places: FxHashMap<Cow<'w, str>, usize> = FxHashMap::default();
        for of in &self.counting {
            for (name, setting) in of.setting.members() {
                let place = *places.entry(name.clone()).or_insert(members.len());
                if place == members.len() {
                    members.push((name, Resolved::default()));
                }
                if let Some((_, resolved)) = members.get_mut(place) {
                    resolved.add(Contribution { setting, ..*of });
                }
            }
        }
        for of in &self.overridden {
            for (name, setting) in of.setting.members() {
                if let Some((_, resolved)) = places.get(&name).and_then(|&place| members.get_mut(place)) {
                    resolved.overridden.push(Contribution { setting, ..*of });
                }
            }
        }
        members
    }

    /// The names of the members of all merged objects.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.members().into_iter().map(|(name, _)| name.into_owned()).collect()
    }
}

impl Contribution<'_> {
    /// Returns `true` if the value is one of VS Code's defaults rather than from a file.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.analysis.document.layer() == Some(Layer::Default)
    }
}
