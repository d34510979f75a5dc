//! Windows: which value a setting has when VS Code combines several files.
//!
//! Invariant: this module is the only code that knows precedence. Everything else asks a [`Window`] which value
//! applies ([`Window::resolve`], [`Window::said`]) and never compares layers itself.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::reading::Reading;
use super::settings::{Lookup, Setting};
use crate::document::{Document, DocumentId, Source};
use crate::vscode::{DEFAULT_SETTINGS, FileKind, Layer, Platforms, scope};

/// One way to open the files: the layers of settings that VS Code merges into one, from lowest to highest
/// precedence. The lowest layer, VS Code's defaults, is always present.
#[derive(Debug)]
pub struct Window<'w> {
    /// The layers above VS Code's defaults, from lowest to highest precedence.
    pub layers: Vec<&'w Reading<'w>>,
    /// `true` if a `.code-workspace` is open.
    pub in_workspace: bool,
    /// The tasks, launch configurations and MCP servers of its folders.
    pub others: Vec<&'w Reading<'w>>,
    /// The platforms on which it can be open: a dev container is always Linux.
    pub platforms: Platforms,
    /// All files of the run. Those of kind [`FileKind::EnvFile`] can be named by files of any window.
    pub run: &'w [Reading<'w>],
}

/// The value that one layer has at some path.
#[derive(Clone, Copy, Debug)]
pub struct Contribution<'w> {
    /// The file of the layer.
    pub reading: &'w Reading<'w>,
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
    pub beaten: Vec<Contribution<'w>>,
}

static DEFAULTS: LazyLock<Document> = LazyLock::new(|| {
    let kind = FileKind::Settings(Layer::Default);
    Document::parse(Source { path: "VS Code".to_owned(), text: DEFAULT_SETTINGS.to_owned(), kind })
});
/// VS Code's default settings, read on first use.
static DEFAULT_READING: LazyLock<Reading<'static>> = LazyLock::new(|| Reading::new(DocumentId(usize::MAX), &DEFAULTS));

impl<'w> Window<'w> {
    /// The file with the highest precedence; in a window without settings, one of its other files.
    #[must_use]
    pub fn strongest(&self) -> Option<&'w Reading<'w>> {
        self.layers.last().or(self.others.first()).copied()
    }

    /// All files of the window: those with settings and the others.
    pub fn files(&self) -> impl Iterator<Item = &'w Reading<'w>> {
        self.layers.iter().chain(&self.others).copied()
    }

    /// The value that each layer has for the setting at `path`, highest precedence first, with its standing. A
    /// higher layer overrides a lower one. Objects are merged key by key; any other value replaces everything below
    /// it, including whole objects. A key has no effect in a layer that its scope excludes.
    ///
    /// Source: `mergeContents` in configurationModels.ts; recorded as `merge-user-folder`, `merge-machine`,
    /// `deep-merge`, `object-type-conflict`, `code-workspace-single`, `code-workspace-multi`, `scope-in-folder`.
    #[must_use]
    pub fn said(&'w self, path: &[&str]) -> Vec<(Contribution<'w>, Standing)> {
        // Needed only if a layer sets the path, which is rare.
        let scope = LazyCell::new(|| scope(path));
        let defaults: &'w Reading<'w> = &DEFAULT_READING;
        let mut said: Vec<(Contribution<'w>, Standing)> = Vec::new();
        let mut cut_off = false;
        for &reading in self.layers.iter().rev().chain([&defaults]) {
            let layer = reading.document.layer().unwrap_or(Layer::Default);
            let in_scope = || scope.is_none_or(|scope| scope.counts_in(layer, self.in_workspace));
            match reading.settings.lookup(path) {
                Lookup::Missing => {}
                Lookup::CutOff => cut_off |= in_scope(),
                Lookup::Found(setting) => {
                    let in_scope = in_scope();
                    let is_first = !said.iter().any(|(_, standing)| *standing == Standing::Counts);
                    let standing = match in_scope {
                        false => Standing::OutOfScope,
                        true if cut_off || !(is_first || setting.is_object()) => Standing::Replaced,
                        true => Standing::Counts,
                    };
                    said.push((Contribution { reading, setting }, standing));
                    cut_off |= in_scope && !setting.is_object();
                }
            }
        }
        said
    }

    /// The effective values at `path`, and the values that they override.
    #[must_use]
    pub fn resolve(&'w self, path: &[&str]) -> Resolved<'w> {
        let mut resolved = Resolved::default();
        for (contribution, standing) in self.said(path) {
            match standing {
                Standing::Counts => resolved.counting.push(contribution),
                Standing::Replaced => resolved.beaten.push(contribution),
                Standing::OutOfScope => {}
            }
        }
        resolved
    }
}

/// The standing of one layer's value among those of all layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It takes effect: the value itself, or one of several objects that are merged.
    Counts,
    /// A value with higher precedence replaces it completely.
    Replaced,
    /// The scope of the setting excludes this layer.
    OutOfScope,
}

impl<'w> Resolved<'w> {
    /// Adds the value of a lower layer at the same path.
    fn add(&mut self, contribution: Contribution<'w>) {
        let is_open = self.beaten.is_empty() && self.counting.last().is_none_or(|last| last.setting.is_object());
        if is_open && (self.counting.is_empty() || contribution.setting.is_object()) {
            self.counting.push(contribution);
        } else {
            self.beaten.push(contribution);
        }
    }

    /// The value with the highest precedence: the final value, unless it is an object.
    #[must_use]
    pub fn winner(&self) -> Option<Contribution<'w>> {
        self.counting.first().copied()
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
        self.counting.iter().filter_map(member).for_each(|contribution| resolved.add(contribution));
        resolved.beaten.extend(self.beaten.iter().filter_map(member));
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
        for of in &self.beaten {
            for (name, setting) in of.setting.members() {
                if let Some((_, resolved)) = places.get(&name).and_then(|&place| members.get_mut(place)) {
                    resolved.beaten.push(Contribution { setting, ..*of });
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
        self.reading.document.layer() == Some(Layer::Default)
    }
}
