//! Formats the values of variables for output, without secrets.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use envlint_core::document::DocumentId;
use envlint_core::model::{
    Assignment, Effect, Environment, Final, HOME_FOLDER, Key, Part, Source, State, Values, Variable, render,
};
use envlint_core::secrets::{hides, without_secrets};
use envlint_core::text::Span;
use envlint_core::vscode::is_list;

use super::{Column, Table};
use crate::printable::printable;

/// Shown for an empty value.
const EMPTY: &str = "(empty)";

/// Shown instead of the values of a process that never exists.
pub(super) const NOT_STARTED: &str = "(does not start)";

/// Replaces a value that must not be shown.
const HIDDEN: &str = "(not shown: it looks like a secret)";

/// Renders the parts of a value that are not known yet as `<inherited>`, `<NAME>` or `<home>`.
struct ShownValues<'n>(&'n str);

impl Values for ShownValues<'_> {
    fn inherited(&self, variable: &str) -> Option<String> {
        Some(if variable.eq_ignore_ascii_case(self.0) { "<inherited>".to_owned() } else { format!("<{variable}>") })
    }

    fn sibling(&self, variable: &str) -> Option<String> {
        Some(format!("<{variable}>"))
    }

    fn later(&self, written: &str) -> Option<String> {
        (written == "~").then(|| HOME_FOLDER.to_owned())
    }
}

/// Formats `parts` as the value of `variable`, such as `/opt/go/bin:<inherited>`. Values that look like secrets are masked.
pub(crate) fn shown(variable: &str, parts: &[Part]) -> String {
    let text = render(parts, &ShownValues(variable));
    let is_reference = parts.iter().all(|part| !matches!(part, Part::Literal(text) if !text.is_empty()));
    let masked = without_secrets(&text);
    if (hides(variable, &text) && !is_reference) || masked != text { HIDDEN.to_owned() } else { text }
}

/// Describes an effect on `variable`.
fn effect(variable: &str, effect: &Effect) -> String {
    match effect {
        // An empty value would look like a missing one.
        Effect::Sets(parts) if parts.is_empty() => EMPTY.to_owned(),
        Effect::Sets(parts) => shown(variable, parts),
        Effect::Appends(parts) => format!("<inherited>, then {}", shown(variable, parts)),
        Effect::Prepends(parts) => format!("{}<inherited>", shown(variable, parts)),
        Effect::MayPrepend(parts) => {
            let folder = shown(variable, parts);
            let folder = folder.trim_matches(['(', ')']).trim_end_matches([':', ';']);
            format!("may begin with {folder}, if that is a Go installation")
        }
        Effect::Deletes => "removed".to_owned(),
        Effect::MaySet => "may be set at run time (unknown)".to_owned(),
        Effect::Depends(why) => format!("unknown: {why}"),
        Effect::Refused => "rejected: the value is not a string".to_owned(),
        Effect::Keeps => "no effect in this process: the inherited value stays".to_owned(),
    }
}

/// Replaces a value of a `.env` file.
const OF_FILE: &str = "(not shown: from a .env file)";

/// Describes the effect of `act` on `variable`, for use at the end of a line.
pub(crate) fn effect_of(variable: &str, assignment: &Assignment<'_>) -> String {
    if is_private(assignment) {
        OF_FILE.to_owned()
    } else if holds_secret(assignment) {
        HIDDEN.to_owned()
    } else {
        effect(variable, &assignment.effect)
    }
}

/// Returns `true` if the value contains what reports of findings mask in the file.
fn holds_secret(assignment: &Assignment<'_>) -> bool {
    let Source::Written { analysis, span, .. } = assignment.source else { return false };
    let secrets = analysis.document.secrets();
    let next = secrets.partition_point(|secret| secret.end <= span.start);
    secrets.get(next).is_some_and(|secret| secret.start < span.end)
}

/// Returns `true` if the value is from a `.env` file, where secrets are kept, and is not certainly harmless: a list of
/// folders, a short number or a switch.
fn is_private(assignment: &Assignment<'_>) -> bool {
    let Source::Written { analysis, span, key: Key::EnvFile(_), .. } = assignment.source else { return false };
    let parts = match &assignment.effect {
        Effect::Sets(parts) | Effect::Appends(parts) | Effect::Prepends(parts) => parts,
        _ => return false,
    };
    let is_harmless = |part: &Part| match part {
        Part::Literal(text) => {
            let is_number = text.len() <= LONGEST_NUMBER && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number || SWITCHES.contains(&text.to_ascii_lowercase().as_str())
        }
        Part::Inherited(_) | Part::Sibling(_) | Part::Later(_) => true,
    };
    let name = span.of(analysis.document.text());
    !is_list(name) && !parts.iter().all(is_harmless)
}

/// Ports and sizes are shorter than secrets that consist of digits.
const LONGEST_NUMBER: usize = 5;
const SWITCHES: [&str; 6] = ["true", "false", "on", "off", "yes", "no"];

/// The final value of `variable`, as shown to users.
pub(crate) fn final_value(variable: &Variable<'_>) -> String {
    match variable.value() {
        Final::Inherited => "<inherited>".to_owned(),
        Final::Removed => "removed".to_owned(),
        Final::Value(parts) if parts.is_empty() => EMPTY.to_owned(),
        Final::Value(_) if variable.counting().any(is_private) => OF_FILE.to_owned(),
        Final::Value(_) if variable.counting().any(holds_secret) => HIDDEN.to_owned(),
        Final::Value(parts) => shown(&variable.name, &parts),
        Final::Unknown => unknown(variable),
    }
}

/// Describes a value that the files do not determine.
fn unknown(variable: &Variable<'_>) -> String {
    let open = variable.counting().find(|assignment| assignment.needs_editor());
    match (open, variable.winner()) {
        (Some(assignment), _) => {
            format!("{}, but as written without an open editor", effect_of(&variable.name, assignment))
        }
        (None, Some(assignment)) => effect_of(&variable.name, assignment),
        (None, None) => "<inherited>".to_owned(),
    }
}

/// The mark and the value of a variable for the processes of a column.
pub(super) fn cell(column: &Column<'_>, name: &str) -> (String, String) {
    if !column.starts() {
        return (String::new(), NOT_STARTED.to_owned());
    }
    match column.variable(name) {
        None => (mark(State::Inherited).to_string(), "<inherited>".to_owned()),
        Some(variable) => {
            let contested = if variable.is_contested() { "*" } else { "" };
            let mark = format!("{}{contested}", mark(variable.state()));
            (mark, printable(&final_value(variable)).into_owned())
        }
    }
}

/// The marks in `tables`, each with its meaning.
pub(super) fn legend(tables: &[Table<'_>]) -> Vec<(char, &'static str)> {
    let cells = tables.iter().flat_map(|table| {
        table.variables.iter().flat_map(|variable| table.columns.iter().map(|column| cell(column, variable).0))
    });
    let mut used: String = cells.collect();
    // A list with its separator, as opposed to a remark.
    let is_list = |text: &str| text.starts_with('(') && (text.ends_with(":)") || text.ends_with(";)"));
    let is_choice = |part: &Part| matches!(part, Part::Later(text) if is_list(text));
    let has_choice =
        |variable: &Variable<'_>| matches!(variable.value(), Final::Value(parts) if parts.iter().any(is_choice));
    let mut columns = tables.iter().flat_map(|table| {
        table.variables.iter().flat_map(|variable| table.columns.iter().filter_map(|column| column.variable(variable)))
    });
    if columns.any(has_choice) {
        used.push('(');
    }
    MARKS.into_iter().filter(|(mark, _)| used.contains(*mark)).collect()
}

/// The marks, in the order of the legend.
const MARKS: [(char, &str); 8] = [
    (mark(State::Inherited), "inherited"),
    (mark(State::Extended), "extends the inherited value"),
    (mark(State::Replaced), "replaces the inherited list"),
    (mark(State::Set), "set"),
    (mark(State::Deleted), "removed"),
    (mark(State::Unknown), "not determined by these files"),
    ('*', "other values have no effect; `envlint trace NAME` lists them"),
    ('(', "in parentheses: only if that folder is a Go installation"),
];

/// The mark of an inherited value.
pub(super) const fn mark_of_inherited() -> char {
    mark(State::Inherited)
}

/// The mark that shows a state in the text output.
pub(crate) const fn mark(state: State) -> char {
    match state {
        State::Inherited => '.',
        State::Extended => '+',
        State::Set => '=',
        State::Replaced => '!',
        State::Deleted => '-',
        State::Unknown => '?',
    }
}

/// The name of a state in JSON and CSS.
pub(crate) const fn state_name(state: State) -> &'static str {
    match state {
        State::Inherited => "inherited",
        State::Extended => "extended",
        State::Set => "set",
        State::Replaced => "replaced",
        State::Deleted => "deleted",
        State::Unknown => "unknown",
    }
}

/// A hash of the variables of a process and of the places that assign them. Processes that get the same values have the same one.
pub(crate) fn hash_of_places(environment: &Environment<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for variable in &environment.variables {
        variable.name.hash(&mut hasher);
        for assignment in &variable.history {
            at(&assignment.source).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// The place of a written assignment.
fn at(source: &Source<'_>) -> Option<(DocumentId, Span)> {
    match source {
        Source::Written { analysis, span, .. } => Some((analysis.id, *span)),
        Source::Program(_) => None,
    }
}

/// Returns `true` if two processes start from the same environment and get the same values by the same assignments.
pub(crate) fn sees_the_same(a: &Environment<'_>, b: &Environment<'_>) -> bool {
    let same_assignment = |a: &Assignment<'_>, b: &Assignment<'_>| {
        at(&a.source) == at(&b.source) && a.effect == b.effect && a.overridden == b.overridden
    };
    let same_variable = |a: &Arc<Variable<'_>>, b: &Arc<Variable<'_>>| {
        // In a dev container, most processes share most variables.
        Arc::ptr_eq(a, b)
            || a.name == b.name
                && a.history.len() == b.history.len()
                && a.history.iter().zip(&b.history).all(|(a, b)| same_assignment(a, b))
    };
    a.base == b.base
        && a.notes.iter().map(|note| note.text).eq(b.notes.iter().map(|note| note.text))
        && a.starts == b.starts
        && a.consumer().afterwards == b.consumer().afterwards
        && a.variables.len() == b.variables.len()
        && a.variables.iter().zip(&b.variables).all(|(a, b)| same_variable(a, b))
}
