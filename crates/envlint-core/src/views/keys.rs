use crate::env::{Origin, Setting, Settings, visit};
use crate::jsonc::{Kind, Value};
use crate::vscode::{Holds, KNOWN_SETTINGS, Platform, leads_to_known, meant_for_known};

/// A member of a nested object whose name contains dots, which VS Code does not split there.
#[derive(Debug)]
pub struct HalfNestedKey<'d> {
    /// The path of the object, joined with dots.
    pub inside: String,
    /// The member of the file.
    pub origin: Origin<'d>,
}

/// The members of nested objects whose names would lead to a known setting if VS Code split their dots.
///
/// Source: `toValuesTree` in configurationModels.ts (1.138); recorded as `nested-half`.
#[must_use]
pub fn half_nested_keys<'d>(settings: &Settings<'d>) -> Vec<HalfNestedKey<'d>> {
    let mut found = Vec::new();
    for (name, setting) in settings.members() {
        look_into(setting, &[&name], &mut found);
    }
    found
}

fn look_into<'d>(setting: Setting<'_, 'd>, path: &[&str], found: &mut Vec<HalfNestedKey<'d>>) {
    if !leads_to_known(path) {
        return;
    }
    for (name, member) in setting.members() {
        if meant_for_known(path, &name) {
            found.push(HalfNestedKey { inside: path.join("."), origin: member.origin });
        } else {
            look_into(member, &[path, &[&*name]].concat(), found);
        }
    }
}

/// A variable with its own top-level key: `terminal.integrated.env.linux.FOO`.
#[derive(Debug)]
pub struct DottedVariable<'d> {
    /// The setting that is meant.
    pub setting: String,
    /// The platform in the key.
    pub platform: Option<Platform>,
    /// The rest of the key.
    pub variable: String,
    /// The member of the file.
    pub origin: Origin<'d>,
}

/// The variables of one setting that have their own keys in a file.
#[derive(Debug)]
pub struct DottedVariables<'d> {
    /// The variables, in the order in which VS Code reads them.
    pub variables: Vec<DottedVariable<'d>>,
    /// The object in the file with the other variables of the setting.
    pub object: Option<Value<'d>>,
}

/// The settings with variables that have their own keys.
///
/// Source: `addToValueTree` in configuration.ts and `filterProperty` in configurationModels.ts (1.138); recorded as
/// `var-subkey-after`.
#[must_use]
pub fn dotted_variables<'d>(settings: &Settings<'d>) -> Vec<DottedVariables<'d>> {
    let mut dotted = Vec::new();
    for known in KNOWN_SETTINGS.iter().filter(|known| matches!(known.holds, Holds::Variables { .. })) {
        visit(settings, known.key, &mut |found| {
            let setting = found.key();
            let variable = |origin: Origin<'d>| {
                let name = origin.member.name();
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

/// A string or list that VS Code reads as an object of variables.
#[derive(Debug)]
pub struct SpreadValue<'d> {
    /// The setting that should be an object.
    pub setting: String,
    /// The platform in the key.
    pub platform: Option<Platform>,
    /// The type of the value.
    pub kind: Kind,
    /// The member of the file.
    pub origin: Origin<'d>,
}

/// The strings and lists, except empty ones, that VS Code reads as objects of variables.
#[must_use]
pub fn spread_values<'d>(settings: &Settings<'d>) -> Vec<SpreadValue<'d>> {
    let mut spread = Vec::new();
    for known in KNOWN_SETTINGS.iter().filter(|known| known.holds == Holds::Variables { spreads: true }) {
        visit(settings, known.key, &mut |found| {
            let Some(value) = found.setting.value() else { return };
            let spreads = match value.kind() {
                Kind::String => value.string().is_some_and(|text| !text.is_empty()),
                Kind::Array => !value.is_empty_container(),
                Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null => false,
            };
            if spreads {
                let (setting, origin) = (found.key(), found.setting.origin);
                spread.push(SpreadValue { setting, platform: found.platform, kind: value.kind(), origin });
            }
        });
    }
    spread
}
