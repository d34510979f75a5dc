//! Where the files are in the model, and which of them belong to the window in question.

use envlint_core::document::Document;
use envlint_core::env::{folder_of, normalize, workspace_folders};
use envlint_core::vscode::FileKind;

use crate::machine::{Machine, MachineKind};
use crate::project::{FolderFiles, ProjectFolder, ProjectWindow};

/// The folder of the model that contains all files except the user's settings. It is independent of the paths on disk.
const ROOT: &str = "/folder";
/// The start of the path of the user's settings in the model; the rest is the path as reports show it, always with `/`.
const USER: &str = "/user/";

/// The place of the folder in question in the model. The folders above it have the same names as on the machine, because a workspace file
/// above it names it by them.
#[derive(Debug)]
pub(super) struct ModelLayout {
    /// The folder in question: `/folder/web`.
    opened: String,
    /// The path on the machine of the model's root, with `/`; `None` if it is not known.
    root: Option<String>,
}

impl ModelLayout {
    /// The layout for `files` of the folder in question on `machine`.
    pub(super) fn new(machine: &Machine, files: &FolderFiles) -> Self {
        let ups = |path: &String| path.split('/').take_while(|part| *part == "..").count();
        let ups = files.texts.iter().map(|(path, _)| ups(path)).max().unwrap_or_default();
        let folder = machine.folder.as_deref().map(|folder| folder.replace('\\', "/"));
        let mut root = folder.as_deref().map(|folder| folder.trim_end_matches('/'));
        let mut opened = String::new();
        for _ in 0..ups {
            let (parent, name) = root.and_then(|folder| folder.rsplit_once('/')).unwrap_or(("", "folder"));
            opened = format!("/{name}{opened}");
            root = root.map(|_| parent);
        }
        Self { opened: format!("{ROOT}{opened}"), root: root.map(str::to_owned) }
    }

    /// The path in the model of the file at `path`, which is relative to the folder in question.
    pub(super) fn path(&self, path: &str) -> String {
        normalize(&format!("{}/{path}", self.opened))
    }

    /// The path in the model of the user's settings that reports call `shown`.
    pub(super) fn user_path(shown: &str) -> String {
        format!("{USER}{shown}")
    }

    /// The path of a file of the model as reports show it, relative to the folder in question.
    pub(super) fn shown(&self, path: &str) -> String {
        if let Some(user) = path.strip_prefix(USER) {
            return if user.starts_with('%') { user.replace('/', "\\") } else { user.to_owned() };
        }
        let mut above = self.opened.as_str();
        let mut shown = String::new();
        loop {
            if let Some(within) = path.strip_prefix(above).and_then(|rest| rest.strip_prefix('/')) {
                return shown + within;
            }
            let Some((parent, _)) = above.rsplit_once('/') else { return path.to_owned() };
            above = parent;
            shown += "../";
        }
    }

    /// The path on the machine of a folder of the model.
    fn on_machine(&self, machine: &Machine, folder: &str) -> Option<String> {
        let path = match folder.strip_prefix(ROOT) {
            Some(within) => format!("{}{within}", self.root.as_ref()?),
            None => folder.to_owned(),
        };
        Some(path.replace('/', &machine.os.separator().to_string()))
    }
}

/// Returns `true` if the file at `path` in the model is one of the user's own.
pub(super) fn is_of_user(path: &str) -> bool {
    path.starts_with(USER)
}

/// A workspace file with the folders that it opens, as paths of the model.
struct WorkspaceFile<'d> {
    document: &'d Document,
    folders: Vec<(Option<String>, String)>,
}

/// The window of the folder in question, and the `documents` of the model that belong to it: that of a workspace that opens the folder; if
/// there is none and the folder contains no settings, that of a workspace in it; otherwise that of the folder.
pub(super) fn window(
    layout: &ModelLayout,
    machine: &Machine,
    documents: Vec<Document>,
) -> (ProjectWindow, Vec<Document>) {
    let workspaces: Vec<WorkspaceFile<'_>> =
        documents.iter().filter(|document| document.kind() == FileKind::Workspace).map(workspace_file).collect();
    let opens = |file: &&WorkspaceFile<'_>| file.folders.iter().any(|(_, folder)| *folder == layout.opened);
    let has_own = documents.iter().any(|document| folder(document).as_deref() == Some(&layout.opened));
    // A workspace file that is nearer is more likely the one that is used.
    let nearest = workspaces.iter().filter(opens).max_by_key(|file| file.document.path().matches('/').count());
    let chosen = nearest.or_else(|| workspaces.first().filter(|_| !has_own));
    let others =
        workspaces.iter().filter(|file| chosen.is_none_or(|chosen| chosen.document.path() != file.document.path()));
    let mut window = match chosen {
        Some(file) => of_workspace(layout, machine, file),
        None => of_folder(machine),
    };
    window.others = others.filter(|file| !opens(file)).map(|file| layout.shown(file.document.path())).collect();
    let examined = match chosen {
        Some(file) => file.folders.get(window.examined).map(|(_, folder)| folder.clone()),
        None => Some(layout.opened.clone()),
    };
    let workspace = chosen.map(|file| file.document.path().to_owned());
    let is_part = |document: &Document| match document.kind() {
        FileKind::Workspace => Some(document.path()) == workspace.as_deref(),
        _ => folder(document).is_none_or(|folder| Some(folder) == examined),
    };
    (window, documents.into_iter().filter(is_part).collect())
}

fn folder(document: &Document) -> Option<String> {
    folder_of(document.kind(), document.path())
}

fn workspace_file(document: &Document) -> WorkspaceFile<'_> {
    let folders = workspace_folders(document).into_iter().filter_map(|folder| Some((folder.name, folder.path?)));
    WorkspaceFile { document, folders: folders.collect() }
}

fn of_folder(machine: &Machine) -> ProjectWindow {
    let folder = machine.folder.as_ref().map(|path| ProjectFolder { name: name(machine, path), path: path.clone() });
    ProjectWindow { folders: folder.into_iter().collect(), ..ProjectWindow::default() }
}

/// The window of a workspace. The folder that is examined is the one in question, or else one that a running extension host has open, or
/// else the first one.
fn of_workspace(layout: &ModelLayout, machine: &Machine, file: &WorkspaceFile<'_>) -> ProjectWindow {
    let folder = |(written, path): &(Option<String>, String)| {
        let path = layout.on_machine(machine, path).unwrap_or_else(|| path.clone());
        ProjectFolder { name: written.clone().unwrap_or_else(|| name(machine, &path)), path }
    };
    let folders: Vec<ProjectFolder> = file.folders.iter().map(folder).collect();
    let in_question = file.folders.iter().position(|(_, folder)| *folder == layout.opened);
    let is_running = |folder: &ProjectFolder| {
        let hosts = machine.processes_of(MachineKind::ExtensionHost);
        hosts.flat_map(|host| &host.folders).any(|open| machine.os.same_path(open, &folder.path))
    };
    let examined = in_question.or_else(|| folders.iter().position(is_running)).unwrap_or_default();
    ProjectWindow { workspace: Some(layout.shown(file.document.path())), folders, examined, others: Vec::new() }
}

/// The last component of `path`, which is the name of a folder that has no other.
fn name(machine: &Machine, path: &str) -> String {
    let os = machine.os;
    os.split(os.trimmed(path)).map_or_else(|| path.to_owned(), |(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(folder: &str, paths: &[&str]) -> ModelLayout {
        let machine = Machine { folder: Some(folder.to_owned()), ..Machine::default() };
        let texts = paths.iter().map(|path| ((*path).to_owned(), String::new())).collect();
        ModelLayout::new(&machine, &FolderFiles { texts, ..FolderFiles::default() })
    }

    #[test]
    fn paths_are_shown_relative_to_the_folder() {
        let layout = layout("/home/me/w/web", &["../all.code-workspace", ".vscode/tasks.json"]);
        assert_eq!(layout.opened, "/folder/web");
        for path in ["../all.code-workspace", ".vscode/tasks.json", "../api/.env", "../website/.env"] {
            assert_eq!(layout.shown(&layout.path(path)), path);
        }
        let machine = Machine::default();
        assert_eq!(layout.on_machine(&machine, "/folder/api").as_deref(), Some("/home/me/w/api"));
        assert_eq!(layout.on_machine(&machine, "/opt/lib").as_deref(), Some("/opt/lib"));
    }
}
