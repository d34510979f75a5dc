//! Finds the variables that have their own top-level keys.

use envlint_core::env::{Origin, Settings, visit};
use envlint_core::jsonc::Value;
use envlint_core::vscode::{Holds, KNOWN_SETTINGS, Platform};

/// A variable with its own top-level key: `terminal.integrated.env.linux.FOO`.
#[derive(Debug)]
pub(super) struct DottedVariable<'d> {
    /// The setting that is meant.
    pub(super) setting: String,
    /// The platform in the key.
    pub(super) platform: Option<Platform>,
    /// The rest of the key.
    pub(super) variable: String,
    /// The member of the file.
    pub(super) origin: Origin<'d>,
}

/// The variables of one setting that have their own keys in a file.
#[derive(Debug)]
pub(super) struct DottedVariables<'d> {
    /// The variables, in the order in which VS Code reads them.
    pub(super) variables: Vec<DottedVariable<'d>>,
    /// The object in the file with the other variables of the setting.
    pub(super) object: Option<Value<'d>>,
}

/// The settings with variables that have their own keys.
///
/// Source: `addToValueTree` in configuration.ts and `filterProperty` in configurationModels.ts (1.138); recorded as
/// `var-subkey-after`.
pub(super) fn dotted_variables<'d>(settings: &Settings<'d>) -> Vec<DottedVariables<'d>> {
    let mut dotted = Vec::new();
    for known in KNOWN_SETTINGS.iter().filter(|known| matches!(known.holds, Holds::Variables { .. })) {
        visit(settings, known.key, &mut |found| {
            let setting = found.key();
            let variable = |origin: Origin<'d>| {
                let name = origin.member().name();
                let variable = name.strip_prefix(setting.as_str())?.strip_prefix('.')?.to_owned();
                Some(DottedVariable { setting: setting.clone(), platform: found.platform, variable, origin })
            };
            let variables: Vec<_> = found.setting.keys().into_iter().filter_map(variable).collect();
            if !variables.is_empty() {
                dotted.push(DottedVariables { variables, object: found.setting.written() });
            }
        });
    }
    dotted
}
