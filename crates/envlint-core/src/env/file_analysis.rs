use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::entries::{SettingEntries, SettingEntry, sets};
use super::origin::Origin;
use super::segment::Text;
use super::settings::{Setting, Settings};
use super::site::{Site, SiteObject};
use super::walk::{PatternMatch, visit};
use crate::document::{Document, DocumentId};
use crate::env_file::{EnvFileReference, find_env_files};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::dialects::{DEV_CONTAINER, TERMINAL};
use crate::vscode::{Dialect, FileKind, KeyPart, Layer, PLACES, Platforms, Section, Shape, Shell};

/// A document as VS Code reads it: its settings, and what they say about environments.
#[derive(Debug)]
pub struct FileAnalysis<'d> {
    /// The document's id.
    pub id: DocumentId,
    /// The document itself.
    pub document: &'d Document,
    /// Its settings; empty if it contains none.
    pub settings: Settings<'d>,
    /// Its sites, in the order of [`PLACES`].
    pub sites: Vec<Site<'d>>,
    /// The arguments of its terminal profiles.
    pub arguments: Vec<ProfileArgument<'d>>,
    /// The sections that it has, in the order of [`Section::ALL`].
    sections: [bool; Section::ALL.len()],
    /// The `.env` files that it names.
    env_files: Vec<EnvFileReference<'d>>,
    /// Their offsets and indices, in the order of the text.
    env_files_by_offset: Vec<(u32, usize)>,
    /// The settings that the registry has something to say about, and its language-specific blocks.
    entries: SettingEntries<'d>,
    /// The sites by the offsets of their keys and of their values, built on first use.
    by_offset: OnceLock<[FxHashMap<u32, u32>; 2]>,
    /// The sites by the name of their variable in lower case, built on first use.
    by_name: OnceLock<FxHashMap<String, Vec<usize>>>,
    /// The sites by the offset of their owner, built on first use.
    by_owner: OnceLock<FxHashMap<Option<u32>, Vec<usize>>>,
}

/// One string in the `args` of a terminal profile. VS Code expands variables in it as in environment values.
#[derive(Debug)]
pub struct ProfileArgument<'d> {
    /// The setting that contains it: `terminal.integrated.profiles.osx.zsh.args`.
    pub setting: Arc<str>,
    /// The argument's span, including the quotes.
    pub span: Span,
    /// The argument's parsed text.
    pub text: Text<'d>,
    /// The platforms that the profile is for.
    pub platforms: Platforms,
    /// `true` if only flags precede it, and none of them makes a command of it. The program then gets it as it is.
    pub follows_flags: bool,
}

impl<'d> FileAnalysis<'d> {
    /// Reads `document`, whose id is `id`.
    #[must_use]
    pub fn new(id: DocumentId, document: &'d Document) -> Self {
        let mut analysis = Self::without_sites(id, document);
        analysis.entries = SettingEntries::of(document.settings_objects());
        analysis.sections = Section::ALL.map(|section| has_section(document, &analysis.settings, section));
        analysis.arguments = arguments(&analysis.settings, first_reader(document, Section::Settings));
        for section in Section::ALL {
            if analysis.has(section) {
                add_sites_of(section, document, &analysis.settings, &mut analysis.sites);
            }
        }
        analysis.env_files = find_env_files(&analysis);
        let offsets = analysis.env_files.iter().map(|reference| reference.span.start);
        analysis.env_files_by_offset = offsets.zip(0..).collect();
        analysis.env_files_by_offset.sort_unstable();
        analysis
    }

    /// Reads only the settings, which is enough for a file that is not checked itself.
    pub(super) fn without_sites(id: DocumentId, document: &'d Document) -> Self {
        Self {
            id,
            document,
            settings: Settings::new(document.settings_objects()),
            sites: Vec::new(),
            arguments: Vec::new(),
            sections: [true; Section::ALL.len()],
            env_files: Vec::new(),
            env_files_by_offset: Vec::new(),
            entries: SettingEntries::default(),
            by_offset: OnceLock::new(),
            by_name: OnceLock::new(),
            by_owner: OnceLock::new(),
        }
    }

    /// The other variables in the same object as `site` that are called `name`, in any letter case. Takes time linear in the number of
    /// sites of this name, after a pass over all sites that the first call makes.
    pub fn siblings_called<'s>(&'s self, site: &'s Site<'_>, name: &str) -> impl Iterator<Item = &'s Site<'d>> {
        self.sites_called(name).filter(move |other| are_siblings(other, site))
    }

    /// All sites whose variable is called `name`, in any letter case. Takes as long as [`Self::siblings_called`].
    pub(crate) fn sites_called(&self, name: &str) -> impl Iterator<Item = &Site<'d>> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (index, site) in self.sites.iter().enumerate() {
                by_name.entry(site.variable.to_ascii_lowercase()).or_default().push(index);
            }
            by_name
        });
        let called = by_name.get(&name.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
        called.iter().filter_map(|&index| self.sites.get(index))
    }

    /// The first site whose name is the string at `key`. Takes constant time, after a pass over the sites that the first call makes.
    #[must_use]
    pub fn site_of_key(&self, key: Span) -> Option<&Site<'d>> {
        let [by_key, _] = self.by_offset();
        self.sites.get(*by_key.get(&key.start)? as usize).filter(|site| site.key_span() == key)
    }

    /// The first site whose value is at `value`, in the same time.
    #[must_use]
    pub fn site_of_value(&self, value: Span) -> Option<&Site<'d>> {
        let [_, by_value] = self.by_offset();
        self.sites.get(*by_value.get(&value.start)? as usize).filter(|site| site.value_span() == value)
    }

    /// Returns `true` if the text contains `part`, as written, anywhere else than in strings that are values of sites.
    #[must_use]
    pub(crate) fn has_outside_of_sites(&self, part: &str) -> bool {
        if part.is_empty() || !self.document.contains(part) {
            return part.is_empty();
        }
        let mut places = self.document.places_of(part);
        let strings = self.sites.iter().filter(|site| site.text().is_some());
        let mut values: Vec<Span> = strings.map(Site::value_span).collect();
        values.sort_unstable();
        let mut values = values.into_iter().peekable();
        places.any(|at| {
            while values.next_if(|value| value.end <= at).is_some() {}
            values.peek().is_none_or(|value| at < value.start)
        })
    }

    /// The references to `.env` files: first those in launch configurations, then those in settings.
    #[must_use]
    pub fn env_files(&self) -> &[EnvFileReference<'d>] {
        &self.env_files
    }

    /// The same, limited to those within `owner`, a launch configuration or server. Takes time logarithmic in the number of all.
    #[must_use]
    pub(crate) fn env_files_in(&self, owner: Span) -> Vec<&EnvFileReference<'d>> {
        let first = self.env_files_by_offset.partition_point(|(offset, _)| *offset < owner.start);
        let within = self.env_files_by_offset.iter().skip(first).take_while(|(offset, _)| *offset < owner.end);
        let mut indices: Vec<usize> = within.map(|(_, index)| *index).collect();
        indices.sort_unstable();
        indices.into_iter().filter_map(|index| self.env_files.get(index)).collect()
    }

    /// The sites of `owner`, a task, configuration or server, in their order; `None` for those without an owner.
    #[must_use]
    pub(crate) fn sites_of(&self, owner: Option<Span>) -> Vec<&Site<'d>> {
        let by_owner = self.by_owner.get_or_init(|| {
            let mut by_owner: FxHashMap<_, Vec<usize>> = FxHashMap::default();
            for (index, site) in self.sites.iter().enumerate() {
                by_owner.entry(site.owner.map(|owner| owner.start)).or_default().push(index);
            }
            by_owner
        });
        let sites = by_owner.get(&owner.map(|owner| owner.start)).map_or(&[][..], Vec::as_slice);
        sites.iter().filter_map(|&site| self.sites.get(site)).filter(|site| site.owner == owner).collect()
    }

    fn by_offset(&self) -> &[FxHashMap<u32, u32>; 2] {
        self.by_offset.get_or_init(|| {
            let mut maps = [FxHashMap::default(), FxHashMap::default()];
            let [by_key, by_value] = &mut maps;
            for (index, site) in (0..).zip(&self.sites) {
                by_key.entry(site.key_span().start).or_insert(index);
                by_value.entry(site.value_span().start).or_insert(index);
            }
            maps
        })
    }

    /// Calls `found` for everything in `section` that matches the pattern `key`.
    pub fn visit<'s>(&'s self, section: Section, key: &[KeyPart], found: &mut impl FnMut(&PatternMatch<'_, 'd>)) {
        if self.has(section) {
            with_root(self.document, &self.settings, section, |root| visit(root, key, found));
        }
    }

    /// Returns `false` if the file certainly has no such section.
    fn has(&self, section: Section) -> bool {
        Section::ALL.into_iter().zip(self.sections).any(|(other, has)| other == section && has)
    }

    /// The effective settings that are `wanted`, among those that a rule may have something to report about:
    /// unknown or deprecated settings, settings whose scope does not apply everywhere, and values that a setting
    /// does not accept.
    pub fn remarkable(&self, wanted: impl Fn(&SettingEntry<'d>) -> bool) -> impl Iterator<Item = &SettingEntry<'d>> {
        // `is_last` is the more expensive check.
        self.entries.remarkable.iter().filter(move |setting| wanted(setting) && setting.is_last())
    }

    /// The members with language-specific blocks of settings, `"[go]": { … }`, in the order of the text, including duplicates.
    #[must_use]
    pub fn language_blocks(&self) -> &[Origin<'d>] {
        &self.entries.blocks
    }

    /// Returns `true` if the file has a setting called `key`, however it is written. The registry must know its
    /// namespace.
    #[must_use]
    pub fn sets(&self, key: &str) -> bool {
        sets(self.document.settings_objects(), key)
    }

    /// The noun phrase for the file in messages about another one: "the user settings".
    #[must_use]
    pub fn file_title(&self) -> &'static str {
        self.document.layer().map_or("another file", Layer::title)
    }

    /// The platforms on which VS Code uses the file.
    #[must_use]
    pub fn platforms(&self) -> Platforms {
        self.document.kind().platforms()
    }
}

/// Returns `true` if `a` and `b` are different variables of the same object.
fn are_siblings(a: &Site<'_>, b: &Site<'_>) -> bool {
    let is_same_object = std::ptr::eq(a.place, b.place) && a.owner == b.owner && a.key == b.key;
    is_same_object && a.key_span() != b.key_span()
}

/// Calls `with` with the root from which the keys of `section` start, if the document has one.
fn with_root<'d>(document: &'d Document, settings: &Settings<'d>, section: Section, with: impl FnOnce(&Settings<'d>)) {
    if section == Section::Settings {
        with(settings);
    } else if let Some(own) = own_root(document, settings, section) {
        with(&Settings::plain(own));
    }
}

/// The object in which the keys of a section other than settings start.
fn own_root<'d>(document: &'d Document, settings: &Settings<'d>, section: Section) -> Option<Value<'d>> {
    match section {
        Section::Launch => launch_object(document, settings),
        Section::Tasks => tasks_object(document, settings),
        Section::Settings | Section::Mcp | Section::PortableMcp | Section::CursorMcp | Section::DevContainer => {
            document.section_object(section)
        }
    }
}

fn has_section(document: &Document, settings: &Settings<'_>, section: Section) -> bool {
    section == Section::Settings || own_root(document, settings, section).is_some()
}

fn add_sites_of<'d>(section: Section, document: &'d Document, settings: &Settings<'d>, sites: &mut Vec<Site<'d>>) {
    let (platforms, first) = (document.kind().platforms(), first_reader(document, section));
    with_root(document, settings, section, |root| {
        for place in PLACES.iter().filter(|place| place.section == section) {
            visit(root, place.key, &mut |found| {
                let object = SiteObject::new(place, found, platforms, first);
                add_sites(sites, &object, place.shape, found.setting);
            });
        }
    });
}

/// The object with the launch configurations. Settings may contain one, too.
pub(crate) fn launch_object<'d>(document: &'d Document, settings: &Settings<'d>) -> Option<Value<'d>> {
    object_of(document, settings, "launch", Section::Launch)
}

/// The object with the tasks. VS Code reads one in the settings of a folder without a `tasks.json`.
///
/// Source: recorded as `n2-tasks-in-settings`.
pub(crate) fn tasks_object<'d>(document: &'d Document, settings: &Settings<'d>) -> Option<Value<'d>> {
    object_of(document, settings, "tasks", Section::Tasks)
}

/// The object of `section`: in a settings file, the setting called `name`.
fn object_of<'d>(document: &'d Document, settings: &Settings<'d>, name: &str, section: Section) -> Option<Value<'d>> {
    if matches!(document.kind(), FileKind::Settings(_)) {
        settings.get(&[name]).and_then(Setting::value).filter(|value| value.is_object())
    } else {
        document.section_object(section)
    }
}

/// Adds the sites of `object`, which has the value `setting`.
fn add_sites<'d>(sites: &mut Vec<Site<'d>>, object: &SiteObject, shape: Shape, setting: Setting<'_, 'd>) {
    match shape {
        Shape::Members => sites.extend(setting.members().map(|(name, value)| Site::member(object, name, value))),
        Shape::Pairs => sites.extend(setting.elements().filter_map(|pair| Site::pair(object, pair))),
    }
}

/// The dialect that reads the values of `section` before the place's own dialect does.
pub(crate) fn first_reader(document: &Document, section: Section) -> Option<&'static Dialect> {
    (document.kind() == FileKind::DevContainer && section == Section::Settings).then_some(&DEV_CONTAINER)
}

fn arguments<'d>(settings: &Settings<'d>, first: Option<&'static Dialect>) -> Vec<ProfileArgument<'d>> {
    use KeyPart::{Any, Word};
    const ROOT: [KeyPart; 2] = [Word("terminal"), Word("integrated")];
    const PROFILES: &[KeyPart] = &[ROOT[0], ROOT[1], Word("profiles"), KeyPart::Platform, Any, Word("args")];
    const AUTOMATION: &[KeyPart] = &[ROOT[0], ROOT[1], Word("automationProfile"), KeyPart::Platform, Word("args")];
    let mut arguments = Vec::new();
    for key in [PROFILES, AUTOMATION] {
        visit(settings, key, &mut |found| {
            let elements = found.setting.value().into_iter().flat_map(Value::elements);
            let setting: Arc<str> = found.title().into();
            let mut follows_flags = true;
            for element in elements {
                let Some(decoded) = element.decoded() else { continue };
                let is_flag = is_plain_flag(&decoded.text);
                arguments.push(ProfileArgument {
                    setting: Arc::clone(&setting),
                    span: element.span(),
                    text: Text::parse(decoded, &TERMINAL, first, None),
                    platforms: found.platform.map_or(Platforms::ALL, Platforms::only),
                    follows_flags,
                });
                follows_flags &= is_flag;
            }
        });
    }
    arguments
}

/// Returns `true` for a flag that is not followed by a command, as `-c` and PowerShell's `-Command` are.
fn is_plain_flag(argument: &str) -> bool {
    let takes_command = Shell::takes_command(argument) || argument.to_ascii_lowercase().starts_with("-c");
    argument.starts_with('-') && !takes_command
}
