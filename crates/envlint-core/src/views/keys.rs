use crate::env::{Origin, Setting, Settings, visit};
use crate::jsonc::{Kind, Value};
use crate::vscode::{Holds, KNOWN_SETTINGS, Platform, leads_to_known, meant_for_known};

/// A member of a nested object whose name has dots that VS Code does not split.
#[derive(Debug)]
pub struct HalfNestedKey<'d> {
    /// The path of the object, joined by dots.
    pub inside: String,
    /// The member.
    pub origin: Origin<'d>,
}

/// The members of nested objects whose names would lead to a known setting if their dots were split.
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

/// A variable with a top-level key of its own: `terminal.integrated.env.linux.FOO`.
#[derive(Debug)]
pub struct DottedVariable<'d> {
    /// The setting that is meant.
    pub setting: String,
    /// Where it counts.
    pub platform: Option<Platform>,
    /// The rest of the key.
    pub variable: String,
    /// The member.
    pub origin: Origin<'d>,
}

/// The variables with keys of their own that one setting has in a file.
#[derive(Debug)]
pub struct DottedVariables<'d> {
    /// The variables, in the order in which VS Code meets them.
    pub variables: Vec<DottedVariable<'d>>,
    /// The object of the file that holds the other variables of the setting.
    pub object: Option<Value<'d>>,
}

/// The settings some of whose variables have keys of their own.
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

/// A text or a list where an object of variables belongs, and which is taken for one.
#[derive(Debug)]
pub struct SpreadValue<'d> {
    /// The setting.
    pub setting: String,
    /// Where it counts.
    pub platform: Option<Platform>,
    /// What it is.
    pub kind: Kind,
    /// The member.
    pub origin: Origin<'d>,
}

/// The texts and lists, empty ones aside, that are taken for objects of variables.
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
