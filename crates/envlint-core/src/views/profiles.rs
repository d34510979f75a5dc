use crate::env::{Contribution, Resolved, Window};
use crate::jsonc::Kind;
use crate::spelling::{nearest, quoted};
use crate::vscode::{Platform, Shell, fallback_shells, may_be_detected, shell};

const ROOT: [&str; 2] = ["terminal", "integrated"];

/// A terminal profile of a window, merged over VS Code's own profile of the same name.
///
/// Source: terminalPlatformConfiguration.ts (1.138); recorded as `osx-profile-merge`, `profile-merge`.
#[derive(Debug)]
pub struct Profile<'w> {
    /// Whose it is.
    pub platform: Platform,
    /// Which one.
    pub name: ProfileName,
    /// Whether the files put it to use. A default that no file names depends on the user's shell, so it is not.
    pub in_use: bool,
    /// Whether VS Code opens it for users whose shell it starts, because no file names a default profile. See
    /// [`fallback_shells`](crate::vscode::fallback_shells).
    pub is_fallback: bool,
    /// The setting.
    pub resolved: Resolved<'w>,
    window: &'w Window<'w>,
}

/// Which profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileName {
    /// One of `terminal.integrated.profiles.*`.
    Named(String),
    /// `terminal.integrated.automationProfile.*`: for tasks. It has no name and is merged with no built-in profile.
    Automation,
}

impl ProfileName {
    /// The setting that holds it, as people know it, without the profile's own name.
    #[must_use]
    pub fn setting(&self, platform: Platform) -> String {
        let section = match self {
            Self::Named(_) => "profiles",
            Self::Automation => "automationProfile",
        };
        format!("terminal.integrated.{section}.{}", platform.name())
    }

    /// What it is called in a message: its name and setting, or the setting alone.
    #[must_use]
    pub fn title(&self, platform: Platform) -> String {
        let setting = self.setting(platform);
        match self {
            Self::Named(name) => format!("{} in {setting}", quoted(name)),
            Self::Automation => setting,
        }
    }

    /// Who runs in it, as it stands in "… skip its login files".
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
pub enum Arguments<'w> {
    /// None are given.
    Absent,
    /// A list of strings.
    List {
        /// Who gives it.
        from: Box<Contribution<'w>>,
        /// The strings, as written but for escapes.
        values: Vec<String>,
    },
    /// Something else, which VS Code does not take for a list of arguments.
    Unusable,
}

/// What `defaultProfile` says.
#[derive(Debug)]
pub struct DefaultProfile<'w> {
    /// Where it counts.
    pub platform: Platform,
    /// The name.
    pub name: String,
    /// Who gives it.
    pub from: Contribution<'w>,
    profiles: Resolved<'w>,
}

fn setting<'w>(window: &'w Window<'w>, name: &str, platform: Platform) -> Resolved<'w> {
    window.resolve(&[ROOT[0], ROOT[1], name, platform.name()])
}

/// The default profile of `window` on `platform`, if a string names one. An empty one is as good as none.
#[must_use]
pub fn default_profile<'w>(window: &'w Window<'w>, platform: Platform) -> Option<DefaultProfile<'w>> {
    let default = setting(window, "defaultProfile", platform);
    let name = default.string().filter(|name| !name.is_empty())?;
    let (from, profiles) = (default.winner()?, setting(window, "profiles", platform));
    Some(DefaultProfile { platform, name, from, profiles })
}

/// The profiles of `window` on `platform` that its files say something about: those that they write, the one that they name as
/// default, also if it is VS Code's own alone, and the automation profile.
#[must_use]
pub fn profiles<'w>(window: &'w Window<'w>, platform: Platform) -> Vec<Profile<'w>> {
    let default = setting(window, "defaultProfile", platform).string();
    let mut profiles = Vec::new();
    let all = setting(window, "profiles", platform);
    let members = if default.is_some() || is_written(&all) { all.members() } else { Vec::new() };
    let mut shells: Vec<&str> = if default.is_none() { fallback_shells(platform).to_vec() } else { Vec::new() };
    for (name, resolved) in members {
        let in_use = default.as_ref().is_some_and(|default| *default == name);
        let is_of_file = is_written(&resolved);
        let name = ProfileName::Named(name.into_owned());
        let mut profile = Profile { platform, name, in_use, is_fallback: false, resolved, window };
        if profile.resolved.is_object()
            && let Some(shell) = profile.shell()
            && let Some(index) = shells.iter().position(|name| *name == shell.name)
        {
            // The first profile of a shell is opened, and VS Code's own come first.
            shells.remove(index);
            profile.is_fallback = true;
        }
        if in_use || is_of_file {
            profiles.push(profile);
        }
    }
    let resolved = setting(window, "automationProfile", platform);
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

/// Whether files say something about a setting, beside VS Code itself.
fn is_written(setting: &Resolved<'_>) -> bool {
    setting.winner().is_some_and(|winner| !winner.is_built_in())
}

impl DefaultProfile<'_> {
    /// The setting that holds it.
    #[must_use]
    pub fn setting(&self) -> String {
        format!("terminal.integrated.defaultProfile.{}", self.platform.name())
    }

    /// Whether its name is that of a profile: one that a file defines, one of VS Code's own, also if a file takes that away,
    /// or one that it may find on the machine.
    #[must_use]
    pub fn may_exist(&self) -> bool {
        let named = self.profiles.get(&self.name);
        named.is_object()
            || named.counting.iter().chain(&named.beaten).any(Contribution::is_built_in)
            || may_be_detected(&self.name, self.platform)
    }

    /// The profile, of a file or of VS Code itself, whose name its own was probably meant to be.
    #[must_use]
    pub fn nearest(&self) -> Option<String> {
        let members = self.profiles.members();
        let names = || members.iter().filter(|(_, profile)| profile.is_object()).map(|(name, _)| &**name);
        let in_other_case = names().find(|name| name.eq_ignore_ascii_case(&self.name));
        in_other_case.or_else(|| nearest(&self.name, names())).map(str::to_owned)
    }

    /// Whether the very file that gives it defines profiles for the platform, too.
    #[must_use]
    pub fn stands_with_profiles(&self) -> bool {
        let same_file = |profiles: &&Contribution<'_>| profiles.reading.id == self.from.reading.id;
        let members = self.profiles.counting.iter().filter(same_file).flat_map(|profiles| profiles.setting.members());
        members.into_iter().any(|(_, profile)| profile.is_object())
    }
}

impl<'w> Profile<'w> {
    /// The setting that holds it, as people know it, without the profile's own name.
    #[must_use]
    pub fn setting(&self) -> String {
        self.name.setting(self.platform)
    }

    /// What it is called in a message.
    #[must_use]
    pub fn title(&self) -> String {
        self.name.title(self.platform)
    }

    /// The strongest file that says something about it; `None` if it is VS Code's own alone.
    #[must_use]
    pub fn written(&self) -> Option<Contribution<'w>> {
        self.resolved.winner().filter(|winner| !winner.is_built_in())
    }

    /// The profile that `defaultProfile` names for its platform, if files name one that there is.
    #[must_use]
    pub fn default(&self) -> Option<Self> {
        let DefaultProfile { platform, name, profiles, .. } = default_profile(self.window, self.platform)?;
        let resolved = profiles.get(&name);
        let (name, window) = (ProfileName::Named(name), self.window);
        resolved.is_object().then_some(Self { platform, name, in_use: true, is_fallback: false, resolved, window })
    }

    /// Whether VS Code brings a profile of this name itself.
    #[must_use]
    pub fn has_built_in(&self) -> bool {
        self.resolved.counting.iter().any(Contribution::is_built_in)
    }

    /// The programs that it tries in turn; `None` if `path` is neither a string nor a list of strings. The automation profile
    /// takes a string alone.
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

    /// The shell that it starts, whichever of its programs is found; `None` if that is none that is known.
    #[must_use]
    pub fn shell(&self) -> Option<&'static Shell> {
        let shells: Option<Vec<&Shell>> = self.paths()?.iter().map(|path| shell(path)).collect();
        let (first, rest) = shells.as_deref()?.split_first()?;
        rest.iter().all(|other| other == first).then_some(*first)
    }

    /// Its arguments, those of VS Code's own profile included where no file gives any.
    #[must_use]
    pub fn arguments(&self) -> Arguments<'w> {
        let Some(from) = self.resolved.get("args").winner() else { return Arguments::Absent };
        let values = from.setting.value().filter(|value| value.kind() == Kind::Array).and_then(|value| {
            value.elements().map(|element| element.string().map(std::borrow::Cow::into_owned)).collect::<Option<_>>()
        });
        values.map_or(Arguments::Unusable, |values| Arguments::List { from: Box::new(from), values })
    }

    /// Whether its `env` names other start-up files than the user's own: zsh's `ZDOTDIR`, bash's `BASH_ENV`, sh's `ENV`.
    #[must_use]
    pub fn replaces_startup_files(&self) -> bool {
        ["ZDOTDIR", "BASH_ENV", "ENV"].iter().any(|variable| self.resolved.get("env").get(variable).winner().is_some())
    }

    /// Whether VS Code may start it with shell integration, as far as the files say.
    #[must_use]
    pub fn may_integrate(&self) -> bool {
        let enabled = self.window.resolve(&[ROOT[0], ROOT[1], "shellIntegration", "enabled"]).winner();
        enabled.and_then(|enabled| enabled.setting.value()?.boolean()) != Some(false)
    }

    /// What a file of the window sets `variable` to for terminals of this profile, with the setting that holds it: its own
    /// `env`, or the one of the platform.
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
        let of_platform = self.window.resolve(&[ROOT[0], ROOT[1], "env", platform, variable]).winner()?;
        Some((format!("terminal.integrated.env.{platform}"), of_platform))
    }
}
