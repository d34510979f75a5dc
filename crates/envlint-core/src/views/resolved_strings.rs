use std::cell::LazyCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::env::{FileAnalysis, Text, first_reader};
use crate::jsonc::Value;
use crate::text::Span;
use crate::vscode::{Platform, Platforms, RESOLVED, Section};

/// A string in which references are resolved, other than a variable's value or an argument of a terminal profile.
#[derive(Debug)]
pub struct ResolvedString<'d> {
    /// The setting or object that contains it, for messages: "args of task `build`".
    pub setting: Arc<str>,
    /// The same as a key: `tasks.build.args`.
    pub key: Arc<str>,
    /// The section that contains it.
    pub section: Section,
    /// The member of the task, configuration or server that contains it: `args`, `program`. Platform-specific blocks
    /// are left out.
    pub member: Arc<str>,
    /// `true` if it is an element of a list.
    pub is_element: bool,
    /// The span of the string, including the quotes.
    pub span: Span,
    /// The span of the task, configuration or server that contains it.
    pub owner: Option<Span>,
    /// The parsed text.
    pub text: Text<'d>,
    /// The platforms that it applies to.
    pub platforms: Platforms,
}

/// The strings in tasks, launch configurations, MCP servers, dev containers and settings that contain `part` as
/// written in the file.
pub fn resolved_strings<'a, 'd>(
    analysis: &'a FileAnalysis<'d>,
    part: &'a str,
) -> impl Iterator<Item = ResolvedString<'d>> {
    let places = if analysis.has_outside_of_sites(part) { RESOLVED } else { &[] };
    // The values of variables are sites, which have their own checks.
    let of_sites =
        LazyCell::new(|| -> FxHashSet<u32> { analysis.sites.iter().map(|site| site.value_span().start).collect() });
    // Not all places at once, since a file can have very many such strings.
    places.iter().flat_map(move |place| {
        let mut found = Vec::new();
        let first = first_reader(analysis.document, place.section);
        analysis.visit(place.section, place.key, &mut |at| {
            let mut strings = Vec::new();
            if let Some(value) = at.setting.value() {
                let here = StringLocation { member: at.last().into(), is_element: false, platform: at.platform };
                collect(value, part, here, &mut strings);
            }
            strings.retain(|(value, _)| !of_sites.contains(&value.span().start));
            if strings.is_empty() {
                return;
            }
            let (setting, key) = at.titles();
            found.extend(strings.into_iter().filter_map(|(value, here)| {
                Some(ResolvedString {
                    setting: Arc::clone(&setting),
                    key: Arc::clone(&key),
                    section: place.section,
                    member: here.member,
                    is_element: here.is_element,
                    span: value.span(),
                    owner: at.owner(),
                    text: Text::parse(value.decoded()?, place.dialect, first, None),
                    platforms: here.platform.map_or(Platforms::ALL, Platforms::only).and(analysis.platforms()),
                })
            }));
        });
        found
    })
}

/// The position of a value below the path of the table.
#[derive(Clone)]
struct StringLocation {
    member: Arc<str>,
    is_element: bool,
    platform: Option<Platform>,
}

fn collect<'d>(value: Value<'d>, part: &str, at: StringLocation, strings: &mut Vec<(Value<'d>, StringLocation)>) {
    if !value.raw().contains(part) {
        return;
    }
    if value.decoded().is_some() {
        strings.push((value, at));
        return;
    }
    let block: Option<Platform> = at.member.parse().ok().filter(|_| value.is_object());
    for member in value.members() {
        let inner = match block {
            // The block's members replace those of the configuration.
            Some(platform) => StringLocation { member: member.name().into(), platform: Some(platform), ..at.clone() },
            None => at.clone(),
        };
        collect(member.value, part, inner, strings);
    }
    for element in value.elements() {
        collect(element, part, StringLocation { is_element: true, ..at.clone() }, strings);
    }
}
