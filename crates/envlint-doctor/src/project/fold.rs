//! Applies the assignments of the files to the environment that a process begins with.

use envlint_core::vscode::VersionFact;

use super::{
    FolderProject, GoChoice, ProjectAssignment, ProjectConsumer, ProjectEffect, ProjectFolder, ProjectLocation,
    ProjectSetting, ProjectWindow, ValuePiece,
};
use crate::lookup::{CommandLookup, executable, in_folder};
use crate::machine::{Env, Machine, MachineKind, Os, is_of_host};

/// The values of references on the machine.
#[derive(Clone, Copy, Debug)]
pub struct Places<'m> {
    machine: &'m Machine,
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
    /// The running VS Code; `None` if there is none or several, or if its version is not known.
    started: Option<StartedVersion<'m>>,
}

/// A running VS Code.
#[derive(Clone, Copy, Debug)]
struct StartedVersion<'m> {
    version: &'m str,
    /// The environment that it was started with.
    env: &'m Env,
}

impl<'m> StartedVersion<'m> {
    fn of(machine: &'m Machine) -> Option<Self> {
        let mut running = machine.processes_of(MachineKind::Server).chain(machine.processes_of(MachineKind::Main));
        let (resolver, None) = (running.next()?, running.next()) else { return None };
        let product = machine.products.iter().flatten().find(|known| Some(&known.name) == resolver.product.as_ref());
        Some(Self { version: product?.version.as_deref()?, env: resolver.env.is()? })
    }
}

impl<'m> Places<'m> {
    /// The values for `machine`. If it is not known whether the folder is trusted, it is treated as trusted.
    #[must_use]
    pub fn of(machine: &'m Machine, project: &'m FolderProject) -> Self {
        Self {
            machine,
            os: machine.os,
            home: &machine.home,
            window: &project.window,
            folder: project.window.folder(),
            trusted: machine.trust != Some(false),
            started: StartedVersion::of(machine),
        }
    }

    /// The version of the running VS Code in which the references of `assignment` are those of the environment that VS Code was
    /// started with.
    #[must_use]
    pub fn old_version(self, assignment: &ProjectAssignment) -> Option<&'static VersionFact> {
        assignment.versions.iter().find(|fact| self.started.is_some_and(|started| fact.applies_to(started.version)))
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
            // The computer on which the container was made has replaced it.
            _ if is_of_host(written) => Some(written.to_owned()),
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
    let seen = places.started.filter(|_| places.old_version(assignment).is_some()).map_or(base, |started| started.env);
    let render = |pieces: &[ValuePiece]| render(pieces, seen, places, assignment.keeps_references);
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
        ProjectEffect::PrependsGo(chosen) => match go_folder(chosen, base, places) {
            GoFolder::At(folder) => {
                let separator = places.os.list_separator();
                Some(format!("{folder}{separator}{}", value.unwrap_or_default()))
            }
            GoFolder::Nowhere | GoFolder::Unknown => value,
        },
        ProjectEffect::Deletes => None,
        ProjectEffect::Unknown => value,
    }
}

/// The folder of the `go` command that the Go extension adds to PATH.
enum GoFolder {
    /// It is certain.
    At(String),
    /// The setting leads to no `go` command, so the extension adds nothing.
    Nowhere,
    /// The folder was not observed.
    Unknown,
}

/// The folder that the Go extension adds to PATH for `chosen`: `bin` of the GOROOT that the `go` command prints. Only for
/// `go.goroot` is that the one of the setting.
///
/// Source: vscode-go extension/src/goEnvironmentStatus.ts, `addGoRuntimeBaseToPATH`.
fn go_folder(chosen: &GoChoice, base: &Env, places: Places<'_>) -> GoFolder {
    let os = places.os;
    let (GoChoice::Root(pieces) | GoChoice::Program(pieces)) = chosen;
    let Some(path) = render(pieces, base, places, false) else { return GoFolder::Unknown };
    match chosen {
        GoChoice::Root(_) => {
            let folder = os.join(os.trimmed(&path), "bin");
            match has_go(places.machine, &folder) {
                CommandLookup::At(_) => GoFolder::At(folder),
                CommandLookup::Missing => GoFolder::Nowhere,
                CommandLookup::Unknown => GoFolder::Unknown,
            }
        }
        GoChoice::Program(_) if os.is_absolute(&path) && executable(places.machine, &path) == Some(false) => {
            GoFolder::Nowhere
        }
        GoChoice::Program(_) => GoFolder::Unknown,
    }
}

/// The `go` command in `folder`.
fn has_go(machine: &Machine, folder: &str) -> CommandLookup {
    let suffix = if machine.os == Os::Windows { ".exe" } else { "" };
    in_folder(machine, folder, "go", &[suffix.to_owned()])
}

/// The folders of `go` commands that the Go extension adds to the PATH of `consumer`.
fn go_folders(consumer: &ProjectConsumer, base: &Env, places: Places<'_>) -> impl Iterator<Item = GoFolder> {
    let variables = consumer.variables.iter().filter(move |variable| places.os.same_name(&variable.name, "PATH"));
    let assignments = variables.flat_map(|variable| &variable.assignments);
    let applied = assignments.filter(move |assignment| places.trusted || !assignment.needs_trust);
    applied.filter_map(move |assignment| match &assignment.effect {
        ProjectEffect::PrependsGo(chosen) => Some(go_folder(chosen, base, places)),
        _ => None,
    })
}

/// Returns `true` if the Go extension may add a folder with a `go` command, which was not observed, to the PATH of `consumer`.
#[must_use]
pub fn may_get_go(consumer: &ProjectConsumer, base: &Env, places: Places<'_>) -> bool {
    go_folders(consumer, base, places).any(|folder| matches!(folder, GoFolder::Unknown))
}

/// `env` of the prompt of a terminal with the folder that the Go extension adds. VS Code adds it again after the startup files.
///
/// Recorded as `go-goroot-login` in tests/recordings.
#[must_use]
pub fn with_go(consumer: &ProjectConsumer, base: &Env, places: Places<'_>, env: Env) -> Env {
    let mut env = env;
    for folder in go_folders(consumer, base, places) {
        let path = env.path(places.os);
        if let GoFolder::At(folder) = folder
            && !places.os.list_has(path, &folder)
        {
            let path = format!("{folder}{}{path}", places.os.list_separator());
            env.set(places.os, "PATH", path);
        }
    }
    env
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
    let written = setting.value.as_str()?;
    let is_of_container = setting.at.as_ref().is_some_and(ProjectLocation::is_in_dev_container);
    // There, it is the value of the computer on which the container was made.
    let is_unknown = is_of_host(written) || (is_of_container && written.contains("${env:"));
    if is_unknown { None } else { text(written, env, places) }
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
