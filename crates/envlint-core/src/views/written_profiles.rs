use std::borrow::Cow;

use super::profiles::ProfileName;
use crate::env::{Form, Segment, Setting, Settings, Text};
use crate::jsonc::{Kind, Value};
use crate::text::Span;
use crate::vscode::dialects::TERMINAL;
use crate::vscode::{Platform, shell};

/// A terminal profile as one file defines it, regardless of other files.
#[derive(Debug)]
pub struct WrittenProfile<'s, 'd> {
    /// The platform of the profile.
    pub platform: Platform,
    /// The name of the profile.
    pub name: ProfileName,
    /// The value. Unless it is an object, VS Code does not start anything for it.
    pub value: Setting<'s, 'd>,
}

/// The profiles that `settings` defines.
#[must_use]
pub(crate) fn written_profiles<'s, 'd>(settings: &'s Settings<'d>) -> Vec<WrittenProfile<'s, 'd>> {
    let section = |name, platform: Platform| settings.get(&["terminal", "integrated", name, platform.name()]);
    let mut profiles = Vec::new();
    for platform in Platform::ALL {
        let named = section("profiles", platform).into_iter().flat_map(Setting::members);
        profiles.extend(named.map(|(name, value)| {
            let name = ProfileName::Named(name.into_owned());
            WrittenProfile { platform, name, value }
        }));
        let automation = section("automationProfile", platform);
        profiles.extend(automation.map(|value| WrittenProfile { platform, name: ProfileName::Automation, value }));
    }
    profiles
}

impl<'s, 'd> WrittenProfile<'s, 'd> {
    /// The fields. Empty if the profile was built from dotted keys, which may be parts of a name with a dot.
    pub fn fields(&self) -> impl Iterator<Item = (Cow<'d, str>, Setting<'s, 'd>)> {
        Some(self.value).filter(|value| value.value().is_some()).into_iter().flat_map(Setting::members)
    }

    /// The field called `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Setting<'s, 'd>> {
        self.value.get(name)
    }

    /// The strings in `path`: a single program, or those that are tried in order.
    #[must_use]
    pub fn programs(&self) -> Vec<Program<'d>> {
        let Some(path) = self.field("path").and_then(Setting::value) else { return Vec::new() };
        let single = (path.kind() == Kind::String).then_some(path);
        let programs = single.into_iter().chain(path.elements());
        programs.filter_map(Program::new).collect()
    }

    /// The correct spelling for `start` in the `path` of this profile. VS Code expands `${userHome}` there, except
    /// for the automation profile.
    ///
    /// Source: baseTerminalBackend.ts (1.138), recorded as `path-var-userhome`; for tasks `_resolveVariables` in
    /// terminalProfileResolverService.ts.
    #[must_use]
    pub fn expanded_form(&self, start: Unexpanded<'_>) -> String {
        let home = self.platform.home_variable();
        match (&self.name, start.variable.unwrap_or(home)) {
            (ProfileName::Named(_), variable) if variable.eq_ignore_ascii_case(home) => "${userHome}".to_owned(),
            (ProfileName::Named(_) | ProfileName::Automation, variable) => format!("${{env:{variable}}}"),
        }
    }

    /// The setting that contains it, for messages, without the name of the profile.
    #[must_use]
    pub fn setting(&self) -> String {
        self.name.setting(self.platform)
    }

    /// The noun phrase for messages.
    #[must_use]
    pub fn title(&self) -> String {
        self.name.title(self.platform)
    }
}

/// One string in the `path` of a profile.
#[derive(Debug)]
pub struct Program<'d> {
    /// The span of the string, including the quotes.
    pub span: Span,
    text: Text<'d>,
}

/// The start of a path that is not expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unexpanded<'p> {
    /// The text as written.
    pub written: &'p str,
    /// The intended variable; `None` for `~`.
    pub variable: Option<&'p str>,
}

impl<'d> Program<'d> {
    fn new(value: Value<'d>) -> Option<Self> {
        Some(Self { span: value.span(), text: Text::parse(value.decoded()?, &TERMINAL, None, None) })
    }

    /// The decoded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Returns `true` if it is a name without folders and variables, which VS Code looks up on PATH.
    #[must_use]
    pub fn is_name(&self) -> bool {
        !self.as_str().is_empty() && !self.as_str().contains(['/', '\\']) && self.text.references().next().is_none()
    }

    /// The `~`, `$HOME` or `%LOCALAPPDATA%` at the start, which VS Code does not expand.
    ///
    /// Source: terminalProfiles.ts (1.139), `validateProfilePaths`; recorded as `path-var-tilde`.
    #[must_use]
    pub fn unexpanded(&self) -> Option<Unexpanded<'_>> {
        let text = self.as_str();
        let (end, variable) = match self.text.segments.first()? {
            Segment::Reference(first) if matches!(first.form, Form::Shell { .. }) => (first.range.1, first.variable()),
            Segment::Literal { .. } if text.starts_with('~') => (1, None),
            Segment::Literal { .. } | Segment::Separator { .. } | Segment::Reference(_) => return None,
        };
        let (written, rest) = text.split_at_checked(end)?;
        rest.starts_with(['/', '\\']).then_some(Unexpanded { written, variable })
    }

    /// Returns `true` if arguments follow the name of a shell: `bash -l` is not the name of a file.
    ///
    /// Source: recorded as `path-var-args`.
    #[must_use]
    pub fn has_arguments(&self) -> bool {
        self.as_str().split_once(" -").is_some_and(|(program, _)| shell(program.trim_end()).is_some())
    }
}
