//! The parts of a value, as far as the files determine them.

use crate::env::{Form, Outcome, Reference, Segment, Text};
use crate::vscode::{FormName, Platform, Siblings, Tilde, well_known_spelling};

/// Stands for the user's home folder in values that are shown, where the program replaces a `~`.
pub const HOME_FOLDER: &str = "<home>";

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Literal text.
    Literal(String),
    /// The value of a variable in the environment that the process begins with.
    Inherited(String),
    /// The value that the same object, or an earlier step, assigns to a variable.
    Sibling(String),
    /// Text that is only known when the process starts, as written: `${workspaceFolder}`, `~`.
    Later(String),
}

impl Part {
    /// Returns `true` for a folder in front of a list that is only there if it is what its author says, as in
    /// [`Effect::MayPrepend`](super::Effect::MayPrepend): `(/opt/go/bin:)`.
    #[must_use]
    pub fn may_be_absent(&self) -> bool {
        let Self::Later(written) = self else { return false };
        written.starts_with('(') && (written.ends_with(":)") || written.ends_with(";)"))
    }
}

/// The parts of `text` on `platform`. `is_sibling` tells which names are those of other variables of its object.
pub(super) fn parts(text: &Text<'_>, is_sibling: impl Fn(&str) -> bool, platform: Platform) -> Vec<Part> {
    let mut parts = Vec::new();
    if text.references().any(|reference| reference.outcome == Outcome::TakesValueDown) {
        push(&mut parts, Part::Literal(text.as_str().to_owned()));
        return parts;
    }
    for (index, segment) in text.segments.iter().enumerate() {
        match segment {
            Segment::Reference(reference) => {
                let part = referred(text, segment, reference, &is_sibling);
                if let Some(part) = part.filter(|part| !is_unset(part, platform)) {
                    push(&mut parts, part);
                }
            }
            Segment::Literal { .. } | Segment::Separator { .. } => {
                let literal = text.of(segment);
                match literal.strip_prefix('~').filter(|_| index == 0 && text.dialect.tilde == Tilde::HomeAtStart) {
                    Some(rest) => {
                        push(&mut parts, Part::Later("~".to_owned()));
                        push(&mut parts, Part::Literal(rest.to_owned()));
                    }
                    None => push(&mut parts, Part::Literal(literal.to_owned())),
                }
            }
        }
    }
    parts
}

/// Returns `true` if `part` refers to a well-known variable in a letter case that the platform does not use, so that
/// it is empty.
///
/// Source: recorded as `n-path-case`.
fn is_unset(part: &Part, platform: Platform) -> bool {
    let Part::Inherited(name) = part else { return false };
    platform.case_sensitive() && well_known_spelling(name).is_some()
}

fn referred(
    text: &Text<'_>,
    segment: &Segment,
    reference: &Reference,
    is_sibling: impl Fn(&str) -> bool,
) -> Option<Part> {
    let written = || text.of(segment).to_owned();
    match reference.outcome {
        Outcome::Empty => None,
        Outcome::Literal | Outcome::TakesValueDown | Outcome::Stops | Outcome::TooEarly => {
            Some(Part::Literal(written()))
        }
        Outcome::NeedsFolder | Outcome::NeedsEditor => Some(Part::Later(written())),
        Outcome::Expands => match (&reference.form, reference.variable()) {
            (Form::Known { form, .. }, Some(_)) if form.name != FormName::ContainerEnv => Some(Part::Later(written())),
            (_, Some(name)) if text.first.is_some() => Some(Part::Later(format!("${{localEnv:{name}}}"))),
            (Form::Environment { .. }, Some(name)) if text.dialect.reads_host => {
                Some(Part::Later(format!("${{localEnv:{name}}}")))
            }
            (_, Some(name)) if text.dialect.siblings == Siblings::Seen && is_sibling(name) => {
                Some(Part::Sibling(name.to_owned()))
            }
            (_, Some(name)) => Some(Part::Inherited(name.to_owned())),
            (_, None) => Some(Part::Later(written())),
        },
    }
}

fn push(parts: &mut Vec<Part>, part: Part) {
    match (parts.last_mut(), part) {
        (_, Part::Literal(text)) if text.is_empty() => {}
        (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
        (_, part) => {
            // Most values have one part.
            if parts.is_empty() {
                parts.reserve_exact(1);
            }
            parts.push(part);
        }
    }
}

/// The values of the parts for one start of a process.
pub trait Values {
    /// The value of `variable` in the environment that the process begins with.
    fn inherited(&self, variable: &str) -> Option<String>;
    /// The value that an earlier step assigned to `variable`.
    fn sibling(&self, variable: &str) -> Option<String>;
    /// The value of `written` at run time.
    fn later(&self, written: &str) -> Option<String>;
}

/// The value of `parts` with `values` filled in; unknown parts keep their literal text.
#[must_use]
pub fn render(parts: &[Part], values: &impl Values) -> String {
    let text = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Inherited(variable) => values.inherited(variable).unwrap_or_default(),
        Part::Sibling(variable) => values.sibling(variable).unwrap_or_default(),
        Part::Later(written) => values.later(written).unwrap_or_else(|| written.clone()),
    };
    parts.iter().map(text).collect()
}
