use crate::env::{Contribution, Resolved, Window};
use crate::jsonc::Kind;
use crate::vscode::Platform;

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

/// The profiles of `window` on `platform` that its files put to use: the one that `defaultProfile` names, and the automation
/// profile. A default that no file names depends on the user's shell, so it is not among them.
#[must_use]
pub fn profiles_in_use<'w>(window: &'w Window<'w>, platform: Platform) -> Vec<Profile<'w>> {
    let setting = |name| window.resolve(&[ROOT[0], ROOT[1], name, platform.name()]);
    let named = setting("defaultProfile").string().map(|name| {
        let resolved = setting("profiles").get(&name);
        Profile { platform, name: ProfileName::Named(name), resolved, window }
    });
    let automation =
        Profile { platform, name: ProfileName::Automation, resolved: setting("automationProfile"), window };
    named.into_iter().chain([automation]).filter(|profile| profile.resolved.is_object()).collect()
}

impl<'w> Profile<'w> {
    /// The setting that holds it, as people know it, without the profile's own name.
    #[must_use]
    pub fn setting(&self) -> String {
        let section = match &self.name {
            ProfileName::Named(_) => "profiles",
            ProfileName::Automation => "automationProfile",
        };
        format!("terminal.integrated.{section}.{}", self.platform.name())
    }

    /// The strongest file that says something about it; `None` if it is VS Code's own alone.
    #[must_use]
    pub fn written(&self) -> Option<Contribution<'w>> {
        self.resolved.winner().filter(|winner| !winner.is_built_in())
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

    /// Whether a file of the window sets `variable` for terminals of this profile, in its own `env` or for the platform.
    #[must_use]
    pub fn sets(&self, variable: &str) -> bool {
        let platform = self.window.resolve(&[ROOT[0], ROOT[1], "env", self.platform.name(), variable]);
        [platform, self.resolved.get("env").get(variable)].iter().any(|value| value.winner().is_some())
    }
}
