//! A variable has its own top-level key, such as `terminal.integrated.env.linux.FOO`, which is not a setting.
#![doc = include_str!("dotted_variable_key.md")]

use std::collections::HashMap;

use envlint_core::env::{FileAnalysis, Settings};
use envlint_core::finding::{Applicability, Change, Fix};
use envlint_core::jsonc::{Kind, Layout, Value, append_member, comments, remove_member};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::text::{Edit, Span};
use envlint_core::vscode::Platforms;

mod variables;

use variables::{DottedVariable, DottedVariables, dotted_variables};

declare_rule! {
    DottedVariableKey {
        name: "dotted-variable-key",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "dotted_variable_key.md",
    }
}

/// The largest number of keys that the fix moves: each of them needs its own pass.
const MOST: usize = 5;

impl Rule for DottedVariableKey {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let mut names = NameCounts::default();
        for dotted in dotted_variables(&analysis.settings) {
            let can_move = dotted.variables.len() <= MOST
                && dotted.variables.iter().all(|variable| is_plain(variable) && names.is_unique(variable));
            for variable in &dotted.variables {
                let platforms = context.platforms(variable.platform.map_or(Platforms::ALL, Platforms::only));
                if !platforms.is_empty() {
                    let fix = if can_move { fix(variable, &dotted) } else { None };
                    report(variable, platforms, fix, context);
                }
            }
        }
    }
}

/// The spans of the keys that this rule reports.
pub(crate) fn keys_of_dotted_variables(settings: &Settings<'_>) -> Vec<Span> {
    let dotted = dotted_variables(settings);
    dotted.iter().flat_map(|dotted| &dotted.variables).map(|variable| variable.origin.key()).collect()
}

fn report(variable: &DottedVariable<'_>, platforms: Platforms, fix: Option<Fix>, context: &mut Context<'_>) {
    let (setting, name) = (&variable.setting, &variable.variable);
    let message = format!(
        "{} is not a setting: VS Code sets the variable, but does not check its scope or workspace trust",
        quoted(&format!("{setting}.{name}"))
    );
    context
        .finding(variable.origin.key(), message)
        .platforms(platforms)
        .variable(name)
        .place(setting)
        .help(format!("Move it into the object `{setting}`, which would replace it if it came later in the file"))
        .fix(fix)
        .report();
}

fn fix(variable: &DottedVariable<'_>, dotted: &DottedVariables<'_>) -> Option<Fix> {
    let title = format!("Move it into `{}`", variable.setting);
    match dotted.object {
        Some(object) => {
            let (settings, member) = (variable.origin.object(), variable.origin.member());
            let name = &variable.variable;
            let mut edits = remove_member(settings, member.key.span());
            edits.extend(append_member(object, name, member.value.raw()));
            let change = Change::Moved(member.key.span(), object.span(), name.clone());
            let is_free = object.is_object() && object.member(name).is_none();
            is_free.then_some(Fix::new(title, Applicability::Unsafe, edits, change))
        }
        None => new_object(title, variable.origin.object(), &dotted.variables),
    }
}

/// Replaces keys that are next to each other with one object.
fn new_object(title: String, settings: Value<'_>, variables: &[DottedVariable<'_>]) -> Option<Fix> {
    let (first, last) = (variables.first()?, variables.last()?);
    let whole = first.origin.member().span().to(last.origin.member().span());
    let beside = settings.members().filter(|member| whole.contains(member.span())).count() == variables.len();
    let has_comment = !comments(settings.source(), whole).is_empty();
    let setting = &first.setting;
    let taken = settings.members().any(|member| member.name() == *setting);
    if !beside || has_comment || taken {
        return None;
    }
    let layout = Layout::around(first.origin.member());
    let members: Vec<(&str, String)> = variables
        .iter()
        .map(|variable| (variable.variable.as_str(), variable.origin.member().value.raw().to_owned()))
        .collect();
    let text = layout.members(&[(setting, layout.object(&members))]);
    let changes = variables.iter().map(|variable| Change::Removed(variable.origin.key()));
    let change = Change::All(changes.chain([Change::Added(settings.span(), setting.clone())]).collect());
    Some(Fix::new(title, Applicability::Unsafe, vec![Edit::replace(whole, text)], change))
}

/// Returns `true` if the value is a scalar, the name has no further dot, and no comment would have to move.
fn is_plain(variable: &DottedVariable<'_>) -> bool {
    let (settings, member) = (variable.origin.object(), variable.origin.member());
    let is_scalar = !matches!(member.value.kind(), Kind::Object | Kind::Array);
    is_scalar && !variable.variable.contains('.') && comments(settings.source(), member.span()).is_empty()
}

/// How often each name occurs in an object, by the object's offset. An object is counted once, however many of its keys
/// are looked up, so that a file costs time linear in its size.
#[derive(Default)]
struct NameCounts(HashMap<u32, HashMap<String, usize>>);

impl NameCounts {
    /// Returns `true` if the variable's key occurs once in its object.
    fn is_unique(&mut self, variable: &DottedVariable<'_>) -> bool {
        let object = variable.origin.object();
        let counts = self.0.entry(object.span().start).or_insert_with(|| {
            let mut counts = HashMap::new();
            for member in object.members() {
                *counts.entry(member.name().into_owned()).or_default() += 1;
            }
            counts
        });
        counts.get(variable.origin.member().name().as_ref()) == Some(&1)
    }
}
