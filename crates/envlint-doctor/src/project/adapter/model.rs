//! The processes of the model, with the assignments that take effect.

use envlint_core::env::Window;
use envlint_core::model::{Act, Actor, Base, Effect as ModelEffect, Environment, Key, Model, Part};
use envlint_core::vscode::{Failure, Platform};

use super::location;
use crate::machine::Machine;
use crate::project::{Assignment, Consumer, Effect, Piece, Variable};

/// The variables that the files assign to each process of `window`.
pub(super) fn consumers(machine: &Machine, window: &Window<'_>, platform: Platform) -> Vec<Consumer> {
    let shell = machine.shell.as_deref().and_then(|shell| shell.rsplit(['/', '\\']).next());
    let model = Model { shell, ..Model::new(window, platform) };
    model
        .processes()
        .iter()
        .map(|process| {
            let environment = model.environment(process);
            Consumer {
                id: process.consumer.id,
                name: process.name.clone(),
                begins_with_desktop: environment.base == Base::Desktop,
                variables: variables(&environment),
            }
        })
        .collect()
}

fn variables(environment: &Environment<'_>) -> Vec<Variable> {
    let variable = |variable: &envlint_core::model::Variable<'_>| Variable {
        name: variable.name.clone(),
        assignments: variable.counting().map(assignment).collect(),
    };
    let all = environment.variables.iter().map(variable);
    all.filter(|variable| !variable.assignments.is_empty()).collect()
}

fn assignment(act: &Act<'_>) -> Assignment {
    let effect = match &act.effect {
        ModelEffect::Sets(parts) => Effect::Sets(pieces(parts)),
        ModelEffect::Appends(parts) => Effect::Appends(pieces(parts)),
        ModelEffect::Prepends(parts) => Effect::Prepends(pieces(parts)),
        ModelEffect::Deletes => Effect::Deletes,
        // The files do not show whether these change the variable, so the prediction keeps the previous value.
        ModelEffect::MayPrepend(_)
        | ModelEffect::MaySet
        | ModelEffect::Depends(_)
        | ModelEffect::Refused
        | ModelEffect::Keeps => Effect::Unknown,
    };
    let (at, place) = match &act.actor {
        Actor::Written { reading, span, key, .. } => (Some(location(reading.document, *span)), key.title()),
        Actor::Program => (None, String::new()),
    };
    let as_written = match act.actor {
        Actor::Written { key: Key::Site(site), .. } if site.dialect().failure == Failure::Value => {
            site.text().map(|text| text.as_str().to_owned())
        }
        _ => None,
    };
    Assignment { effect, at, place, needs_trust: act.needs_trust(), as_written }
}

fn pieces(parts: &[Part]) -> Vec<Piece> {
    let piece = |part: &Part| match part {
        Part::Literal(text) => Piece::Literal(text.clone()),
        // References to sibling variables are rare and not followed; the inherited value is a good guess.
        Part::Inherited(name) | Part::Sibling(name) => Piece::Inherited(name.clone()),
        Part::Later(written) => Piece::Later(written.clone()),
    };
    parts.iter().map(piece).collect()
}
