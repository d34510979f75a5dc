//! The behavior of VS Code and its extensions, as tables. Each row says where the fact was read or recorded.
//!
//! Versions: VS Code 1.138 and 1.139.1 (sources and a running server build), Go extension 0.56 to 0.58, Go 1.27.

pub mod consumers;
mod debuggers;
mod dialect;
pub mod dialects;
mod files;
mod forms;
mod go;
mod go_flags;
mod homes;
mod key_parts;
mod keys;
mod names;
mod overrides;
mod places;
mod platform;
mod profiles;
mod registry;
mod removed;
mod scope;
mod sections;
mod settings;
mod shells;
mod string_places;
mod tasks;
mod variables;

pub(crate) use debuggers::debugger_of;
pub use debuggers::{Debugger, Variables};
pub use dialect::{Dialect, EnvSyntax, Failure, Merge, NonString, ShellForms, Siblings, Tilde, VersionFact, Wording};
pub use files::CONFIG_NAMES;
pub use files::{FileKind, Layer};
pub(crate) use forms::nearly_known_form;
pub use forms::{ArgumentRule, FormName, KnownForm, known_form};
pub use go::{InGoRoot, holds_go, in_go_root, is_go_root, is_searched_for_go, target_runs_on};
pub use go_flags::{go_flag_needs_value, is_go_flag, is_tinygo_flag, nearly_go_flag};
pub use homes::{HOMES, HomeFolder};
pub use key_parts::{Each, KeyPart, Shape};
pub use keys::{
    Holds, KNOWN_SETTINGS, KnownSetting, carries_environment, intended_known_key, leads_to_known, platform_in,
};
pub(crate) use names::names_drive_path;
pub use names::{
    SystemVariable, expands_tilde_itself, known_variables, may_be_read_on, misspelled_tool_variable, system_variable,
    well_known_spelling,
};
pub use overrides::{OwnVariable, keeps_locale, own_variable, own_variable_of_tasks};
pub(crate) use places::{ANY_JAVA_TEST, ANY_RUNNABLE};
pub use places::{Consumers, PLACES, Place};
pub use platform::{Platform, Platforms};
pub use profiles::{PROFILE_SOURCES, in_place_of_profile_field, is_part_of_system, is_profile_field, is_profile_note};
pub(crate) use profiles::{fallback_shells, may_be_detected};
pub use registry::{Owner, RegisteredSetting, Types, nearly_registered_setting, registered_setting};
pub(crate) use registry::{registered_namespace, settings_in_namespace};
pub use removed::{FormerSetting, ProfileField, REMOVED_SETTINGS, Successor};
pub use scope::Scope;
pub use sections::Section;
pub(crate) use settings::first_component;
pub use settings::{is_read, is_read_by_language, may_be_read_by_language, registered_above, scope};
pub use shells::{LoginFlag, Shell, shell};
pub(crate) use string_places::RESOLVED;
pub use string_places::StringPlace;
pub(crate) use tasks::OWN_TASKS;
pub use tasks::{CommandShell, command_shell};
/// The default settings of VS Code, as far as envlint reads them: the lowest layer of every window.
pub const DEFAULT_SETTINGS: &str = include_str!("defaults.jsonc");

pub use variables::{
    expanded_by_its_reader, is_essential, is_list, is_of_machine, is_prompt_or_command, same_variable, variable_key,
};
