//! Rules for keys, files and layers: which settings take effect.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod deprecated_setting;
pub mod dotted_variable_key;
pub mod hidden_by_parent_key;
pub mod ignored_by_scope;
pub mod ignored_in_language_block;
pub mod misspelled_setting;
pub mod shadowed_variable;
pub mod unknown_setting;
pub mod workspace_shape;
pub mod wrong_setting_type;

/// The family of these rules.
pub const FAMILY: Family =
    Family { name: "layers", title: "Rules for keys, files and layers: which settings take effect" };

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &deprecated_setting::DeprecatedSetting,
    &dotted_variable_key::DottedVariableKey,
    &hidden_by_parent_key::HiddenByParentKey,
    &ignored_by_scope::IgnoredByScope,
    &ignored_in_language_block::IgnoredInLanguageBlock,
    &misspelled_setting::MisspelledSetting,
    &shadowed_variable::ShadowedVariable,
    &unknown_setting::UnknownSetting,
    &workspace_shape::WorkspaceShape,
    &wrong_setting_type::WrongSettingType,
];
