//! The processes of the model, with the assignments that take effect.

use envlint_core::env::Window;
use envlint_core::model::{
    Assignment, Base, ChosenGo, Effect as ModelEffect, Environment, Key, Model, Overridden, Part, Source,
};
use envlint_core::vscode::{Failure, Platform};

use super::location;
use crate::machine::Machine;
use crate::project::{
    ContainerVariable, GoChoice, ProjectAssignment, ProjectConsumer, ProjectEffect, ProjectVariable, ValuePiece,
};

/// The variables that the files assign to each process of `window`.
pub(super) fn consumers(machine: &Machine, window: &Window<'_>, platform: Platform) -> Vec<ProjectConsumer> {
    let shell = machine.shell.as_deref().and_then(|shell| shell.rsplit(['/', '\\']).next());
    let model = Model { shell, ..Model::new(window, platform) };
    let chosen = model.chosen_go();
    model
        .processes()
        .iter()
        .map(|process| {
            let environment = model.environment(process);
            ProjectConsumer {
                id: process.consumer.id,
                title: process.consumer.title,
                name: process.name.clone(),
                begins_with_desktop: matches!(environment.base, Base::Desktop | Base::VsCode),
                variables: variables(&environment, &chosen),
            }
        })
        .collect()
}

/// The noun phrase for the kind of process with this id in the model.
#[must_use]
pub fn consumer_title(id: &str) -> Option<&'static str> {
    envlint_core::model::consumer(id).map(|consumer| consumer.title)
}

/// The keys that set variables of a dev container.
const CONTAINER: &[&str] = &["containerEnv", "remoteEnv"];

/// The variables that the configuration of a dev container in `window` sets.
pub(super) fn container_variables(window: &Window<'_>) -> Vec<ContainerVariable> {
    let mut variables = Vec::new();
    for analysis in window.files() {
        for site in &analysis.sites {
            if let Some(&key) = CONTAINER.iter().find(|key| **key == &*site.key) {
                let at = location(analysis.document, site.value_span());
                variables.push(ContainerVariable { name: site.variable.to_string(), key, at });
            }
        }
    }
    variables
}

/// Returns `true` for the variables of a dev container. The processes in it that doctor sees have them already.
fn is_of_container(assignment: &Assignment<'_>) -> bool {
    matches!(assignment.source, Source::Written { key: Key::Site(site), .. } if CONTAINER.contains(&&*site.key))
}

fn variables(environment: &Environment<'_>, chosen: &[ChosenGo<'_>]) -> Vec<ProjectVariable> {
    // What a later step overrides does not change the result, but shows what that step takes away.
    let is_step = |it: &&Assignment<'_>| matches!(it.overridden, None | Some(Overridden::ByLaterStep));
    let variable = |variable: &envlint_core::model::Variable<'_>| ProjectVariable {
        name: variable.name.clone(),
        assignments: variable
            .history
            .iter()
            .filter(is_step)
            .filter(|it| !is_of_container(it))
            .map(|it| assignment(it, chosen))
            .collect(),
    };
    let all = environment.variables.iter().map(|it| variable(it));
    all.filter(|variable| !variable.assignments.is_empty()).collect()
}

fn assignment(assignment: &Assignment<'_>, chosen: &[ChosenGo<'_>]) -> ProjectAssignment {
    let effect = match &assignment.effect {
        ModelEffect::Sets(parts) => ProjectEffect::Sets(pieces(parts)),
        ModelEffect::Appends(parts) => ProjectEffect::Appends(pieces(parts)),
        ModelEffect::Prepends(parts) => ProjectEffect::Prepends(pieces(parts)),
        ModelEffect::Deletes => ProjectEffect::Deletes,
        ModelEffect::MayPrepend(_) => {
            chosen_go(assignment, chosen).map_or(ProjectEffect::Unknown, ProjectEffect::PrependsGo)
        }
        // The files do not show whether these change the variable, so the prediction keeps the previous value.
        ModelEffect::MaySet | ModelEffect::Depends(_) | ModelEffect::Refused | ModelEffect::Keeps => {
            ProjectEffect::Unknown
        }
    };
    let (at, place) = match &assignment.source {
        Source::Written { analysis, span, key: Key::EnvFile(reader), .. } => {
            (Some(location(analysis.document, *span)), format!("a file that {} reads", reader.name))
        }
        Source::Written { analysis, span, key, .. } => (Some(location(analysis.document, *span)), key.title()),
        Source::Program(_) => (None, String::new()),
    };
    let site = match assignment.source {
        Source::Written { key: Key::Site(site), .. } => Some(site),
        Source::Written { .. } | Source::Program(_) => None,
    };
    let text = site.filter(|site| site.dialect().failure == Failure::Value).and_then(|site| site.text());
    ProjectAssignment {
        effect,
        at,
        place,
        needs_trust: assignment.needs_trust(),
        as_written: text.map(|text| text.as_str().to_owned()),
        is_in_env_file: matches!(assignment.source, Source::Written { key: Key::EnvFile(_), .. }),
        keeps_references: site.is_some_and(|site| site.dialect().failure == Failure::Itself),
        versions: site.map_or(&[], |site| site.dialect().versions),
    }
}

/// The setting of `chosen` that `assignment` comes from.
fn chosen_go(assignment: &Assignment<'_>, chosen: &[ChosenGo<'_>]) -> Option<GoChoice> {
    let Source::Written { key: Key::Setting(path), .. } = assignment.source else { return None };
    let chosen = chosen.iter().find(|chosen| chosen.path == path)?;
    let pieces = pieces(&chosen.parts);
    Some(if chosen.setting == "go.goroot" { GoChoice::Root(pieces) } else { GoChoice::Program(pieces) })
}

fn pieces(parts: &[Part]) -> Vec<ValuePiece> {
    let piece = |part: &Part| match part {
        Part::Literal(text) => ValuePiece::Literal(text.clone()),
        // References to sibling variables are rare and not followed; the inherited value is a good guess.
        Part::Inherited(name) | Part::Sibling(name) => ValuePiece::Inherited(name.clone()),
        Part::Later(written) => ValuePiece::Later(written.clone()),
    };
    // Whether such a folder is there shows in the observed value that it is in front of.
    parts.iter().filter(|part| !part.may_be_absent()).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use crate::machine::Machine;
    use crate::project::{FolderFiles, project};

    #[test]
    fn without_inherit_env_only_terminals_begin_with_the_start_of_vs_code() {
        let text = r#"{ "terminal.integrated.inheritEnv": false }"#;
        let user_settings = [("Code".to_owned(), text.to_owned())].into();
        let machine = Machine { home: "/home/u".to_owned(), user_settings, ..Machine::default() };
        let project = project(&machine, &FolderFiles::default(), Some("Code"));
        let begins = |id: &str| project.consumers.iter().find(|known| known.id == id).map(|it| it.begins_with_desktop);
        assert_eq!(begins("terminal"), Some(true));
        assert_eq!(begins("shell-task"), Some(false));
    }
}
