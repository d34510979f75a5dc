//! Typed views of everything that is not a site (terminal profiles, tasks, launch configurations and more), so that
//! rules do not have to traverse raw keys.

mod configurations;
mod containers;
mod flags;
mod go;
mod launches;
mod platform_slips;
mod profiles;
mod resolved_strings;
mod tasks;
mod written_profiles;

pub use configurations::{Configuration, configurations, launch_root};
pub use containers::{CUSTOMIZATIONS, Container, container};
pub use flags::{Flag, Flags};
pub use go::{GoSetting, GoSettingKind, go_settings};
pub use launches::{Launch, LaunchField, launches};
pub use platform_slips::{Meant, PlatformSlip, platform_slips};
pub use profiles::{Arguments, DefaultProfile, Profile, ProfileName, default_profile, profiles};
pub use resolved_strings::{ResolvedString, resolved_strings};
pub use tasks::{Task, TaskShell, tasks};
pub use written_profiles::{Program, Unexpanded, WrittenProfile, written_profiles};
