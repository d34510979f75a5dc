//! Typed views of everything that is not a site (terminal profiles, tasks, launch configurations and more), so that
//! rules do not have to traverse raw keys.

mod configurations;
mod containers;
mod flags;
mod go;
mod launches;
mod platform_typos;
mod profiles;
mod resolved_strings;
mod tasks;
mod written_profiles;

pub use configurations::{LaunchConfiguration, configurations, launch_root};
pub use containers::{CUSTOMIZATIONS, Container, RunVariable, container};
pub use flags::{Flag, Flags};
pub use go::{GoSetting, GoSettingKind, go_settings};
pub use launches::{Launch, LaunchField, launches};
pub use platform_typos::{Intended, PlatformTypo, platform_typos};
pub(crate) use profiles::starts_wsl;
pub use profiles::{DefaultProfile, Profile, ProfileArguments, ProfileName, default_profile, profiles};
pub use resolved_strings::{ResolvedString, resolved_strings};
pub use tasks::{Task, TaskShell, tasks};
pub(crate) use written_profiles::written_profiles;
pub use written_profiles::{Program, Unexpanded, WrittenProfile};
