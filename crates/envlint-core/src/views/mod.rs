//! Typed views of everything that is not a site (terminal profiles, tasks, launch configurations and more), so that
//! rules do not have to traverse raw keys.

mod backslashes;
mod containers;
mod env_files;
mod flags;
mod go;
mod hidden_text;
mod home_paths;
mod keys;
mod language_blocks;
mod launches;
mod platform_slips;
mod profiles;
mod removed;
mod resolved_strings;
mod tasks;
mod turned;
mod written_profiles;

pub use backslashes::{LostBackslashes, lost_backslashes};
pub use containers::{CUSTOMIZATIONS, Container, container};
pub use env_files::{EnvFile, EnvFileReference, PathStart, env_files, may_name_env_files};
pub use flags::{Flag, Flags};
pub use go::{GoSetting, GoSettingKind, go_settings};
pub use hidden_text::{HiddenPlace, HiddenText, hidden_text};
pub use home_paths::{HomePath, home_paths};
pub use keys::{
    DottedVariable, DottedVariables, HalfNestedKey, SpreadValue, dotted_variables, half_nested_keys, spread_values,
};
pub use language_blocks::{LanguageBlock, language_blocks};
pub use launches::{Launch, LaunchField, launches};
pub use platform_slips::{Meant, PlatformSlip, platform_slips};
pub use profiles::{Arguments, DefaultProfile, Profile, ProfileName, default_profile, profiles};
pub use removed::{Removed, removed_settings};
pub use resolved_strings::{ResolvedString, resolved_strings};
pub use tasks::{Task, TaskShell, tasks};
pub use written_profiles::{Program, Unexpanded, WrittenProfile, written_profiles};
