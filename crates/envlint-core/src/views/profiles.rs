use crate::env::{Contribution, Resolved, Window};
use crate::jsonc::Kind;
use crate::spelling::{nearest, quoted};
use crate::vscode::{Platform, Shell, fallback_shells, may_be_detected, shell};

const ROOT: [&str; 2] = ["terminal", "integrated"];

/// A terminal profile of a window, merged with VS Code's built-in profile of the same name.
///
/// Source: terminalPlatformConfiguration.ts (1.138); recorded as `osx-profile-merge`, `profile-merge`.
#[derive(Debug)]
pub struct Profile<'w> {
    /// The platform of the profile.
    pub platform: Platform,
    /// The name of the profile.
    pub name: ProfileName,
    /// `true` if the files make it the profile in use. A default that no file sets depends on the user's shell; see
    /// `is_fallback`.
    pub in_use: bool,
    /// `true` if VS Code opens it for users whose shell it starts, because no file names a default profile. See
    /// `vscode/profiles.rs`.
    pub is_fallback: bool,
    /// The merged value.
    pub resolved: Resolved<'w>,
    window: &'w Window<'w>,
}

/// The identity of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileName {
    /// One of `terminal.integrated.profiles.*`.
    Named(String),
    /// `terminal.integrated.automationProfile.*`: for tasks. It has no name and is not merged with a built-in
    /// profile.
    Automation,
}

impl ProfileName {
    /// The setting that contains it, for messages, without the name of the profile.
    #[must_use]
    pub fn setting(&self, platform: Platform) -> String {
        let section = match self {
            Self::Named(_) => "profiles",
            Self::Automation => "automationProfile",
        };
        format!("terminal.integrated.{section}.{}", platform.name())
    }

    /// The noun phrase for messages: its name and setting, or only the setting.
    #[must_use]
    pub fn title(&self, platform: Platform) -> String {
        let setting = self.setting(platform);
        match self {
            Self::Named(name) => format!("{} in {setting}", quoted(name)),
            Self::Automation => setting,
        }
    }

    /// The noun phrase for the terminals or tasks that use it, as in "… skip its login files".
    #[must_use]
    pub fn users(&self) -> &'static str {
        match self {
            Self::Named(_) => "its terminals",
            Self::Automation => "shell tasks",
        }
    }
}

/// The `args` of a profile.
#[derive(Debug)]
pub enum ProfileArguments<'w> {
    /// There are no `args`.
    Absent,
    /// A list of strings.
    List {
        /// The layer that sets the list.
        from: Box<Contribution<'w>>,
        /// The decoded strings.
        values: Vec<String>,
    },
    /// Another value, which VS Code does not accept as arguments.
    Unusable,
}

/// The value of `defaultProfile`.
#[derive(Debug)]
pub struct DefaultProfile<'w> {
    /// The platform that it applies to.
    pub platform: Platform,
    /// The name of the profile.
    pub name: String,
    /// The layer that sets it.
    pub from: Contribution<'w>,
    profiles: Resolved<'w>,
}

const fn path(name: &str, platform: Platform) -> [&str; 4] {
    [ROOT[0], ROOT[1], name, platform.name()]
}

/// The default profile of `window` on `platform`, if a string names one. An empty string is the same as no setting.
#[must_use]
pub fn default_profile<'w>(window: &'w Window<'w>, platform: Platform) -> Option<DefaultProfile<'w>> {
    let from = window.winner(&path("defaultProfile", platform))?;
    let name = from.setting.string().filter(|name| !name.is_empty())?.into_owned();
    let profiles = window.resolve(&path("profiles", platform));
    Some(DefaultProfile { platform, name, from, profiles })
}

/// The profiles of `window` on `platform` that its files mention: those that they define, the one that they make
/// the default (even if it is only built in), and the automation profile.
#[must_use]
pub fn profiles<'w>(window: &'w Window<'w>, platform: Platform) -> Vec<Profile<'w>> {
    let is_set = |name: &str| window.layers.iter().any(|layer| layer.settings.get(&path(name, platform)).is_some());
    if !["profiles", "defaultProfile", "automationProfile"].into_iter().any(is_set) {
        return Vec::new();
    }
    let default = window.string(&path("defaultProfile", platform));
    let mut profiles = Vec::new();
    let all = window.resolve(&path("profiles", platform));
    let members = if default.is_some() || is_written(&all) { all.members() } else { Vec::new() };
    for (name, resolved) in members {
        let in_use = default.as_ref().is_some_and(|default| *default == name);
        if in_use || is_written(&resolved) {
            let name = ProfileName::Named(name.into_owned());
            profiles.push(Profile { platform, name, in_use, is_fallback: false, resolved, window });
        }
    }
    if default.is_none_or(|default| default.is_empty()) {
        mark_fallbacks(&mut profiles, &all);
    }
    let resolved = window.resolve(&path("automationProfile", platform));
    profiles.push(Profile {
        platform,
        name: ProfileName::Automation,
        in_use: true,
        is_fallback: false,
        resolved,
        window,
    });
    profiles.retain(|profile| profile.resolved.is_object());
    profiles
}

/// Marks the profile that VS Code opens for each of the [`fallback_shells`]: the first one that starts the shell, in the order
/// of the merged settings, in which the names of the weakest layer, VS Code's own, come first.
fn mark_fallbacks(profiles: &mut [Profile<'_>], all: &Resolved<'_>) {
    let Some(platform) = profiles.first().map(|profile| profile.platform) else { return };
    let mut shells = fallback_shells(platform).to_vec();
    for layer in all.counting.iter().rev() {
        for (name, _) in layer.setting.members() {
            let program = all.get(&name).get("path").string();
            let Some(shell) = program.as_deref().and_then(shell) else { continue };
            let Some(index) = shells.iter().position(|known| *known == shell.name) else { continue };
            shells.remove(index);
            let is_it = |profile: &&mut Profile<'_>| profile.name == ProfileName::Named(name.to_string());
            if let Some(profile) = profiles.iter_mut().find(is_it) {
                profile.is_fallback = true;
            }
        }
    }
}

/// Returns `true` if a file sets the value, not only VS Code's defaults.
fn is_written(setting: &Resolved<'_>) -> bool {
    setting.winner().is_some_and(|winner| !winner.is_built_in())
}

impl DefaultProfile<'_> {
    /// The setting that contains it.
    #[must_use]
    pub fn setting(&self) -> String {
        format!("terminal.integrated.defaultProfile.{}", self.platform.name())
    }

    /// Returns `true` if a profile of this name can exist: a file defines it, it is built in (even if a file
    /// removes it), or VS Code may detect it on the machine.
    #[must_use]
    pub fn may_exist(&self) -> bool {
        let named = self.profiles.get(&self.name);
        named.is_object()
            || named.counting.iter().chain(&named.overridden).any(Contribution::is_built_in)
            || may_be_detected(&self.name, self.platform)
    }

    /// The profile, in a file or built in, that the name was probably meant to be.
    #[must_use]
    pub fn nearest(&self) -> Option<String> {
        let members = self.profiles.members();
        let names = || members.iter().filter(|(_, profile)| profile.is_object()).map(|(name, _)| &**name);
        let in_other_case = names().find(|name| name.eq_ignore_ascii_case(&self.name));
        in_other_case.or_else(|| nearest(&self.name, names())).map(str::to_owned)
    }

    /// Returns `true` if the file that sets it also defines profiles for the platform.
    #[must_use]
    pub fn is_beside_profiles(&self) -> bool {
        let same_file = |profiles: &&Contribution<'_>| profiles.analysis.id == self.from.analysis.id;
        let members = self.profiles.counting.iter().filter(same_file).flat_map(|profiles| profiles.setting.members());
        members.into_iter().any(|(_, profile)| profile.is_object())
    }
}

impl<'w> Profile<'w> {
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

    /// The file with the highest precedence that sets something in it; `None` if it is only built in.
    #[must_use]
    pub fn written(&self) -> Option<Contribution<'w>> {
        self.resolved.winner().filter(|winner| !winner.is_built_in())
    }

    /// The profile that `defaultProfile` selects for its platform, if files select one that exists.
    #[must_use]
    pub fn default(&self) -> Option<Self> {
        let DefaultProfile { platform, name, profiles, .. } = default_profile(self.window, self.platform)?;
        let resolved = profiles.get(&name);
        let (name, window) = (ProfileName::Named(name), self.window);
        resolved.is_object().then_some(Self { platform, name, in_use: true, is_fallback: false, resolved, window })
    }

    /// Returns `true` if VS Code has a built-in profile of this name.
    #[must_use]
    pub fn has_built_in(&self) -> bool {
        self.resolved.counting.iter().any(Contribution::is_built_in)
    }

    /// The programs that it tries in order; `None` if `path` is neither a string nor a list of strings. The
    /// automation profile accepts only a string.
    #[must_use]
    pub fn paths(&self) -> Option<Vec<String>> {
        let path = self.resolved.get("path").winner()?.setting.value()?;
        match (path.kind(), &self.name) {
            (Kind::String, _) => Some(vec![path.string()?.into_owned()]),
            (Kind::Array, ProfileName::Named(_)) => {
                path.elements().map(|element| element.string().map(std::borrow::Cow::into_owned)).collect()
            }
            _ => None,
        }
    }

    /// The shell that it starts, whichever of its programs is found; `None` if that is not a known shell.
    #[must_use]
    pub fn shell(&self) -> Option<&'static Shell> {
        let shells: Option<Vec<&Shell>> = self.paths()?.iter().map(|path| shell(path)).collect();
        let (first, rest) = shells.as_deref()?.split_first()?;
        rest.iter().all(|other| other == first).then_some(*first)
    }

    /// Returns `true` if it starts a shell in WSL, whichever of its programs is found.
    #[must_use]
    pub fn is_wsl(&self) -> bool {
        let paths = self.paths().unwrap_or_default();
        self.platform == Platform::Windows && !paths.is_empty() && paths.iter().all(|path| starts_wsl(path))
    }

    /// Its arguments, including those of the built-in profile if no file sets any.
    #[must_use]
    pub fn arguments(&self) -> ProfileArguments<'w> {
        let Some(from) = self.resolved.get("args").winner() else { return ProfileArguments::Absent };
        let values = from.setting.value().filter(|value| value.kind() == Kind::Array).and_then(|value| {
            value.elements().map(|element| element.string().map(std::borrow::Cow::into_owned)).collect::<Option<_>>()
        });
        values.map_or(ProfileArguments::Unusable, |values| ProfileArguments::List { from: Box::new(from), values })
    }

    /// Returns `true` if its `env` replaces the user's startup files: zsh's `ZDOTDIR`, bash's `BASH_ENV`, sh's
    /// `ENV`.
    #[must_use]
    pub fn replaces_startup_files(&self) -> bool {
        ["ZDOTDIR", "BASH_ENV", "ENV"].iter().any(|variable| self.resolved.get("env").get(variable).winner().is_some())
    }

    /// Returns `true` if VS Code may start it with shell integration, as far as the files determine that.
    #[must_use]
    pub fn may_integrate(&self) -> bool {
        let enabled = self.window.winner(&[ROOT[0], ROOT[1], "shellIntegration", "enabled"]);
        enabled.and_then(|enabled| enabled.setting.value()?.boolean()) != Some(false)
    }

    /// The value that a file of the window sets for `variable` in terminals of this profile, with the setting that
    /// contains it: the profile's own `env`, or that of the platform.
    #[must_use]
    pub fn variable(&self, variable: &str) -> Option<(String, Contribution<'w>)> {
        if let Some(own) = self.resolved.get("env").get(variable).winner() {
            let place = match &self.name {
                ProfileName::Named(name) => format!("{}.{name}.env", self.setting()),
                ProfileName::Automation => format!("{}.env", self.setting()),
            };
            return Some((place, own));
        }
        let platform = self.platform.name();
        let of_platform = self.window.winner(&[ROOT[0], ROOT[1], "env", platform, variable])?;
        Some((format!("terminal.integrated.env.{platform}"), of_platform))
    }
}

/// Returns `true` if the program at `path` runs a shell in WSL: `wsl.exe`, or the older `System32\bash.exe`.
pub(crate) fn starts_wsl(path: &str) -> bool {
    let path = path.to_ascii_lowercase().replace('/', "\\");
    let name = path.rsplit('\\').next().unwrap_or_default();
    matches!(name, "wsl" | "wsl.exe") || path.ends_with("\\system32\\bash.exe")
}
