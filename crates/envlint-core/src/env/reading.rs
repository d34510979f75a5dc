use std::borrow::Cow;

use super::given::{GivenSetting, given};
use super::segment::Text;
use super::settings::{Setting, Settings};
use super::site::Site;
use crate::document::{Document, DocumentId};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::{KeyPart, PLACES, Platform, Platforms, TERMINAL};

/// A document as VS Code reads it: its settings, and what they say about environments.
#[derive(Debug)]
pub struct Reading<'d> {
    /// Which document it is.
    pub id: DocumentId,
    /// The document.
    pub document: &'d Document,
    /// Its settings; empty if it holds none.
    pub settings: Settings<'d>,
    /// Its sites, in the order of [`PLACES`].
    pub sites: Vec<Site<'d>>,
    /// The arguments of its terminal profiles.
    pub arguments: Vec<Argument<'d>>,
    /// Its settings held against the registry.
    pub given: Vec<GivenSetting<'d>>,
}

/// One string in the `args` of a terminal profile. VS Code expands variables in it as in environment values.
#[derive(Debug)]
pub struct Argument<'d> {
    /// The setting that holds it: `terminal.integrated.profiles.osx.zsh.args`.
    pub setting: String,
    /// Where it stands, quotes included.
    pub span: Span,
    /// Its parts.
    pub text: Text<'d>,
    /// Where it counts.
    pub platforms: Platforms,
}

impl<'d> Reading<'d> {
    /// Reads `document`, the one at `id` of the run.
    #[must_use]
    pub fn new(id: DocumentId, document: &'d Document) -> Self {
        let settings = document.settings_object().map(Settings::new).unwrap_or_default();
        let given = document.settings_object().map(given).unwrap_or_default();
        let mut reading = Self { id, document, settings, sites: Vec::new(), arguments: Vec::new(), given };
        reading.sites = sites(&reading.settings);
        reading.arguments = arguments(&reading.settings);
        reading
    }
}

fn sites<'d>(settings: &Settings<'d>) -> Vec<Site<'d>> {
    let mut sites = Vec::new();
    for place in PLACES {
        visit(settings, place.key, &mut |found| {
            for (name, value) in found.setting.members() {
                sites.push(Site::new(place, &found.key, found.platform, name, value));
            }
        });
    }
    sites
}

fn arguments<'d>(settings: &Settings<'d>) -> Vec<Argument<'d>> {
    use KeyPart::{Any, Word};
    let word = |word| [Word("terminal"), Word("integrated"), Word(word), KeyPart::Platform];
    let profiles = [&word("profiles")[..], &[Any, Word("args")]].concat();
    let automation = [&word("automationProfile")[..], &[Word("args")]].concat();
    let mut arguments = Vec::new();
    for key in [profiles, automation] {
        visit(settings, &key, &mut |found| {
            let elements = found.setting.value().into_iter().flat_map(Value::elements);
            arguments.extend(elements.filter_map(|element| {
                Some(Argument {
                    setting: found.key.clone(),
                    span: element.span(),
                    text: Text::parse(element.decoded()?, &TERMINAL, false),
                    platforms: found.platform.map_or(Platforms::ALL, Platforms::only),
                })
            }));
        });
    }
    arguments
}

/// A setting that a key pattern led to.
struct Found<'s, 'd> {
    key: String,
    platform: Option<Platform>,
    setting: Setting<'s, 'd>,
}

/// Calls `found` for every setting that `pattern` leads to.
fn visit<'s, 'd>(settings: &'s Settings<'d>, pattern: &[KeyPart], found: &mut impl FnMut(Found<'s, 'd>)) {
    let fixed: Vec<&str> = pattern
        .iter()
        .map_while(|part| match part {
            KeyPart::Word(word) => Some(*word),
            KeyPart::Platform | KeyPart::Any => None,
        })
        .collect();
    let Some(setting) = settings.get(&fixed) else { return };
    let rest = pattern.get(fixed.len()..).unwrap_or_default();
    descend(Found { key: fixed.join("."), platform: None, setting }, rest, found);
}

fn descend<'s, 'd>(at: Found<'s, 'd>, pattern: &[KeyPart], found: &mut impl FnMut(Found<'s, 'd>)) {
    let Some((part, rest)) = pattern.split_first() else { return found(at) };
    let mut below = |name: Cow<'_, str>, platform: Option<Platform>, setting| {
        let key = format!("{}.{name}", at.key);
        descend(Found { key, platform: platform.or(at.platform), setting }, rest, found);
    };
    match part {
        KeyPart::Word(word) => {
            if let Some(setting) = at.setting.get(word) {
                below(Cow::Borrowed(word), None, setting);
            }
        }
        KeyPart::Platform => {
            for platform in Platform::ALL {
                if let Some(setting) = at.setting.get(platform.name()) {
                    below(Cow::Borrowed(platform.name()), Some(platform), setting);
                }
            }
        }
        KeyPart::Any => at.setting.members().into_iter().for_each(|(name, setting)| below(name, None, setting)),
    }
}
