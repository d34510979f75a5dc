//! Applies the assignments of the files to the environment that a process begins with.

use super::{
    FolderProject, ProjectAssignment, ProjectConsumer, ProjectEffect, ProjectFolder, ProjectSetting, ProjectWindow,
    ValuePiece,
};
use crate::machine::{Env, Machine, Os};

/// The values of references on the machine.
#[derive(Clone, Copy, Debug)]
pub struct Places<'m> {
    /// The operating system.
    pub os: Os,
    /// The user's home folder.
    pub home: &'m str,
    /// The window that is open.
    pub window: &'m ProjectWindow,
    /// The folder of the window that the process belongs to.
    pub folder: Option<&'m ProjectFolder>,
    /// `true` if the folder is trusted.
    pub trusted: bool,
}

impl<'m> Places<'m> {
    /// The values for `machine`. If it is not known whether the folder is trusted, it is treated as trusted.
    #[must_use]
    pub fn of(machine: &'m Machine, project: &'m FolderProject) -> Self {
        Self {
            os: machine.os,
            home: &machine.home,
            window: &project.window,
            folder: project.window.folder(),
            trusted: machine.trust != Some(false),
        }
    }

    /// The values for each other folder of the window: a setting of the workspace applies to all of them.
    pub fn of_other_folders(self) -> impl Iterator<Item = Self> {
        self.window.other_folders().map(move |folder| Self { folder: Some(folder), ..self })
    }

    /// The values if no folder is open.
    #[must_use]
    pub fn without_folder(self) -> Self {
        Self { folder: None, ..self }
    }

    /// The value of a reference that is only known on the machine; `None` if it is not known.
    fn later(&self, written: &str) -> Option<String> {
        let name = |path: &str| self.os.split(self.os.trimmed(path)).map(|(_, name)| name.to_owned());
        match written {
            "~" | "${userHome}" => Some(self.home.to_owned()),
            "${workspaceFolder}" | "${workspaceRoot}" | "${cwd}" => self.folder.map(|folder| folder.path.clone()),
            "${workspaceFolderBasename}" | "${workspaceRootFolderName}" => name(&self.folder?.path),
            "${pathSeparator}" | "${/}" => Some(self.os.separator().to_string()),
            _ => {
                let name = written.strip_prefix("${workspaceFolder:")?.strip_suffix('}')?;
                self.window.named(name).map(|folder| folder.path.clone())
            }
        }
    }
}

/// The environment of `consumer` if it begins with `base`.
#[must_use]
pub fn fold(consumer: &ProjectConsumer, base: &Env, places: Places<'_>) -> Env {
    let mut env = base.clone();
    for variable in &consumer.variables {
        let inherited = base.get(places.os, &variable.name).map(str::to_owned);
        let applied = variable.assignments.iter().filter(|assignment| places.trusted || !assignment.needs_trust);
        let value = applied.fold(inherited, |value, assignment| step(value, assignment, base, places));
        match value {
            Some(value) => env.set(places.os, &variable.name, value),
            None => env.remove(places.os, &variable.name),
        }
    }
    env
}

/// The value of a variable after one assignment.
#[derive(Clone, Debug)]
pub struct FoldStep<'p> {
    /// The assignment.
    pub assignment: &'p ProjectAssignment,
    /// The value before it; `None` if the variable is not set.
    pub before: Option<String>,
    /// The value after it; `None` if the variable is not set.
    pub after: Option<String>,
}

/// The assignments of the variable `name` for `consumer` that take effect, first to last, with their results.
#[must_use]
pub fn steps<'p>(consumer: &'p ProjectConsumer, base: &Env, places: Places<'_>, name: &str) -> Vec<FoldStep<'p>> {
    let variables = consumer.variables.iter().filter(|variable| places.os.same_name(&variable.name, name));
    let mut value = base.get(places.os, name).map(str::to_owned);
    let mut steps = Vec::new();
    for assignment in variables.flat_map(|variable| &variable.assignments) {
        if places.trusted || !assignment.needs_trust {
            let after = step(value.clone(), assignment, base, places);
            steps.push(FoldStep { assignment, before: value, after: after.clone() });
            value = after;
        }
    }
    steps
}

fn step(value: Option<String>, assignment: &ProjectAssignment, base: &Env, places: Places<'_>) -> Option<String> {
    let render = |pieces: &[ValuePiece]| render(pieces, base, places, assignment.keeps_references);
    match &assignment.effect {
        ProjectEffect::Sets(pieces) => Some(match (render(pieces), &assignment.as_written) {
            (Some(text), _) => text,
            (None, Some(written)) => written.clone(),
            (None, None) => return value,
        }),
        ProjectEffect::Appends(pieces) => {
            let added = render(pieces)?;
            Some(match value {
                Some(value) if !value.is_empty() => format!("{value}{}{added}", places.os.list_separator()),
                _ => added,
            })
        }
        ProjectEffect::Prepends(pieces) => {
            let added = render(pieces)?;
            Some(added + &value.unwrap_or_default())
        }
        ProjectEffect::Deletes => None,
        ProjectEffect::Unknown => value,
    }
}

/// The text of `pieces`; `None` if one of them is not known. With `keeps_references`, the name of a folder that is not open stays as it is.
fn render(pieces: &[ValuePiece], base: &Env, places: Places<'_>, keeps_references: bool) -> Option<String> {
    let text = |piece: &ValuePiece| match piece {
        ValuePiece::Literal(text) => Some(text.clone()),
        ValuePiece::Inherited(name) => Some(base.get(places.os, name).unwrap_or_default().to_owned()),
        ValuePiece::Later(written) if keeps_references && written.starts_with("${workspaceFolder:") => {
            Some(places.later(written).unwrap_or_else(|| written.clone()))
        }
        ValuePiece::Later(written) => places.later(written),
    };
    pieces.iter().map(text).collect()
}

/// The string of a setting with `${workspaceFolder}`, `${userHome}`, `${env:X}` and a leading `~` replaced; `None` if it
/// contains other references or is not a string.
#[must_use]
pub fn resolved(setting: &ProjectSetting, env: &Env, places: Places<'_>) -> Option<String> {
    text(setting.value.as_str()?, env, places)
}

/// `written` with its references replaced; `None` if it contains other references.
pub(crate) fn text(written: &str, env: &Env, places: Places<'_>) -> Option<String> {
    let mut out = String::new();
    let mut rest = written;
    if let Some(after) = rest.strip_prefix('~').filter(|after| after.is_empty() || after.starts_with(['/', '\\'])) {
        out.push_str(places.home);
        rest = after;
    }
    while let Some(start) = rest.find("${") {
        out.push_str(rest.get(..start)?);
        let end = start + rest.get(start..)?.find('}')?;
        let reference = rest.get(start..=end)?;
        match reference.strip_prefix("${env:") {
            Some(name) => out.push_str(env.get(places.os, name.trim_end_matches('}')).unwrap_or_default()),
            None => out.push_str(&places.later(reference)?),
        }
        rest = rest.get(end + 1..)?;
    }
    out.push_str(rest);
    Some(out)
}
