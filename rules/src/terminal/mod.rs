//! Terminal profiles and shells.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod half_nested_key;
pub mod inherit_env_disabled;
pub mod invalid_env_object;
pub mod invalid_login_flag;
pub mod invalid_profile;
pub mod login_shell_resets_path;
pub mod missing_login_shell;
pub mod misspelled_platform;
pub mod non_string_value;
pub mod overridden_by_vscode;
pub mod removed_setting;
pub mod terminal_only_variable;
pub mod unknown_default_profile;
pub mod unknown_profile_field;
pub mod wsl_env_not_passed;

/// The family of these rules.
pub const FAMILY: Family = Family { name: "terminal", title: "Terminal profiles and shells" };

/// The rules of this family, sorted by name.
pub const RULES: &[&dyn Rule] = &[
    &half_nested_key::HalfNestedKey,
    &inherit_env_disabled::InheritEnvDisabled,
    &invalid_env_object::InvalidEnvObject,
    &invalid_login_flag::InvalidLoginFlag,
    &invalid_profile::InvalidProfile,
    &login_shell_resets_path::LoginShellResetsPath,
    &missing_login_shell::MissingLoginShell,
    &misspelled_platform::MisspelledPlatform,
    &non_string_value::NonStringValue,
    &overridden_by_vscode::OverriddenByVscode,
    &removed_setting::RemovedSetting,
    &terminal_only_variable::TerminalOnlyVariable,
    &unknown_default_profile::UnknownDefaultProfile,
    &unknown_profile_field::UnknownProfileField,
    &wsl_env_not_passed::WslEnvNotPassed,
];
