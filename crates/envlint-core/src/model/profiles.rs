//! Terminal profiles: which one a process uses, and whether VS Code uses it at all.

use std::sync::Arc;

use super::environment::{Assignment, Effect, Environment, Key, Source};
use super::overridden::Overridden;
use super::parts::Part;
use super::process::{Model, Process};
use crate::env::{Resolved, WindowProfiles};
use crate::jsonc::Kind;
use crate::views::starts_wsl;
use crate::vscode::{Platform, known_form, same_variable, shell};

const PROFILES: [&str; 3] = ["terminal", "integrated", "profiles"];
const OF_SHELL: &str = "it applies if this profile is the default one, which depends on the user's shell";
/// The variable that names the variables that programs in WSL get.
const WSLENV: &str = "WSLENV";

impl<'w> Model<'w> {
    /// The profile of terminals for which no profile is chosen.
    fn default_profile(&self) -> Option<String> {
        let setting = self.window.resolve(&["terminal", "integrated", "defaultProfile", self.platform.name()]);
        setting.string().or_else(|| self.shell.map(ToOwned::to_owned))
    }

    /// The path to the `env` of the automation profile, if that profile is usable: it needs a `path` that is a
    /// string.
    pub(super) fn automation_profile(&self) -> Option<[&'static str; 5]> {
        let root = ["terminal", "integrated", "automationProfile", self.platform.name()];
        let profile = self.window.resolve(&root);
        profile.get("path").string().map(|_| [root[0], root[1], root[2], root[3], "env"])
    }

    /// The variables of the profile `name`, or of the default profile.
    pub(super) fn profile_of(&self, name: Option<String>, process: &Process<'w>, environment: &mut Environment<'w>) {
        match name.or_else(|| self.default_profile()) {
            Some(name) => self.profile(&name, |assignment| assignment, process, environment),
            None => {
                // Without the setting, the profile of the user's shell is the default.
                let depends = |assignment: Assignment<'w>| match assignment.overridden {
                    None => Assignment { effect: Effect::Depends(OF_SHELL), ..assignment },
                    Some(_) => assignment,
                };
                for name in self.names_of_profiles().iter().filter(|name| self.may_be_default(name)) {
                    self.profile(name, depends, process, environment);
                }
            }
        }
    }

    /// Returns `true` if the profile `name` is the default for users of some shell. On Windows, it is PowerShell.
    fn may_be_default(&self, name: &str) -> bool {
        match self.platform {
            Platform::Windows => name == "PowerShell",
            Platform::Linux | Platform::Osx => shell(name).is_some(),
        }
    }

    fn profile(
        &self,
        name: &str,
        map: impl Fn(Assignment<'w>) -> Assignment<'w>,
        process: &Process<'w>,
        environment: &mut Environment<'w>,
    ) {
        let [a, b, c] = PROFILES;
        let way = [a, b, c, self.platform.name(), name];
        let env = [a, b, c, self.platform.name(), name, "env"];
        let has_env = self.window.layers.iter().any(|layer| layer.settings.get(&env).is_some());
        // Most profiles have no effect on the environment.
        if !has_env && !self.is_wsl(name) {
            return;
        }
        let profile = self.window.resolve(&way);
        // A profile without a program is invalid, so VS Code starts the system's shell instead.
        let starts = ["path", "source"].iter().any(|key| {
            let value = profile.get(key).winner().and_then(|winner| winner.setting.value());
            value.is_some_and(|value| matches!(value.kind(), Kind::String | Kind::Array))
        });
        let lost = match (self.has_broken_profile(), starts) {
            (true, _) => Some(Overridden::ByBrokenProfile),
            (false, false) => Some(Overridden::ByMissingProgram),
            (false, true) if leads_nowhere(&profile.get("path")) => Some(Overridden::ByUnusablePath),
            (false, true) => None,
        };
        let lose = |assignment: Assignment<'w>| Assignment { overridden: assignment.overridden.or(lost), ..assignment };
        self.settings(&env, |assignment| map(lose(assignment)), process, environment);
        if lost.is_none() && self.is_wsl(name) {
            self.leave_windows(environment);
        }
    }

    /// Returns `true` if one profile makes VS Code ignore all of them: its `path` is neither a string nor a list.
    ///
    /// Source: recorded as `profile-pathnum`, `n2-profile-pathnull`.
    fn has_broken_profile(&self) -> bool {
        self.profiles().is_broken
    }

    /// The terminal profiles of the window, read on first use.
    fn profiles(&self) -> &'w WindowProfiles {
        static NONE: WindowProfiles = WindowProfiles { is_broken: false, with_env: Vec::new() };
        let [a, b, c] = PROFILES;
        let path = [a, b, c, self.platform.name()];
        let read = || {
            // VS Code's own profiles have no mistakes and no `env`.
            if !self.window.layers.iter().any(|layer| layer.settings.get(&path).is_some()) {
                return WindowProfiles { is_broken: false, with_env: Vec::new() };
            }
            let mut profiles = self.window.resolve(&path).members();
            profiles.retain(|(_, profile)| !profile.is_built_in());
            let has_env = |profile: &Resolved<'_>| !profile.get("env").members().is_empty();
            let is_broken = profiles.iter().any(|(_, profile)| is_broken(profile));
            let with_env = profiles.into_iter().filter(|(_, profile)| has_env(profile));
            WindowProfiles { is_broken, with_env: with_env.map(|(name, _)| name.into_owned()).collect() }
        };
        self.window.profiles.get(self.platform as usize).map_or(&NONE, |profiles| profiles.get_or_init(read))
    }

    /// Returns `true` if the profile starts a shell in WSL.
    fn is_wsl(&self, name: &str) -> bool {
        let [a, b, c] = PROFILES;
        let path = || self.window.string(&[a, b, c, self.platform.name(), name, "path"]);
        self.platform == Platform::Windows && path().is_some_and(|path| starts_wsl(&path))
    }

    /// Removes the effect of variables that a shell in WSL does not get.
    ///
    /// Source: Microsoft's documentation of WSLENV; the shell's environment is that of the Linux system.
    fn leave_windows(&self, environment: &mut Environment<'w>) {
        let passed = environment.get(WSLENV).and_then(|variable| Some(variable.winner()?.value()?.to_vec()));
        let passed: String = passed
            .into_iter()
            .flatten()
            .filter_map(|part| if let Part::Literal(it) = part { Some(it) } else { None })
            .collect();
        let is_passed = |name: &str| {
            let mut names = passed.split(':').map(|entry| entry.split('/').next().unwrap_or_default());
            names.any(|passed| same_variable(passed, name, self.platform))
        };
        for variable in environment.variables.iter_mut().filter(|variable| !is_passed(&variable.name)) {
            for assignment in &mut Arc::make_mut(variable).history {
                let is_of_terminal = matches!(assignment.source, Source::Written { key: Key::Site(site), .. } if site.place.is_of_terminal());
                if is_of_terminal {
                    assignment.overridden = assignment.overridden.or(Some(Overridden::ByWsl));
                }
            }
        }
    }

    /// Returns `true` if the settings, or VS Code's defaults, have a profile called `name`.
    pub(super) fn has_profile(&self, name: &str) -> bool {
        self.names_of_all_profiles().iter().any(|known| known == name)
    }

    /// The names of all profiles, those of VS Code's defaults included.
    pub(super) fn names_of_all_profiles(&self) -> Vec<String> {
        let [a, b, c] = PROFILES;
        self.window.resolve(&[a, b, c, self.platform.name()]).names()
    }

    /// The names of the profiles with an `env`.
    fn names_of_profiles(&self) -> &'w [String] {
        &self.profiles().with_env
    }

    /// The names of the profiles with an `env`, except the default one.
    pub(super) fn profiles_with_env(&self) -> Vec<String> {
        let default = self.default_profile();
        self.names_of_profiles().iter().filter(|name| Some(*name) != default.as_ref()).cloned().collect()
    }
}

/// Returns `true` if `profile` has a `path` that is neither a string nor a list.
fn is_broken(profile: &Resolved<'_>) -> bool {
    let path = profile.get("path").winner().and_then(|winner| winner.setting.value());
    profile.is_object() && path.is_some_and(|path| !matches!(path.kind(), Kind::String | Kind::Array))
}

/// Returns `true` if `path` certainly leads to no program: VS Code does not expand `~`, and a reference with an unknown
/// word stays literal.
///
/// Source: recorded as `path-var-tilde`, `path-var-unknown`.
fn leads_nowhere(path: &Resolved<'_>) -> bool {
    let Some(decoded) = path.winner().and_then(|winner| winner.setting.value()?.decoded()) else { return false };
    let text = &decoded.text;
    let is_home = text.starts_with("~/");
    let is_unknown = text.split("${").skip(1).filter_map(|rest| rest.split_once('}')).any(|(inner, _)| {
        let (word, argument) = inner.split_once(':').map_or((inner, false), |(word, _)| (word, true));
        word != "env" && known_form(word, argument).is_none()
    });
    is_home || is_unknown
}
