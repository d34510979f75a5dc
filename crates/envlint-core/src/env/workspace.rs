//! Decides which files belong to the same window.

use std::collections::{BTreeMap, BTreeSet};

use super::alternatives::{Alternatives, combinations, of_layer};
use super::file_analysis::FileAnalysis;
use super::run::Run;
use super::window::Window;
use crate::document::Document;
use crate::vscode::{FileKind, Layer, Platforms};

/// One entry in the `folders` of a `.code-workspace`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceFolder {
    /// The name that `${workspaceFolder:name}` accepts, if the file is enough to determine it: the entry's `name`,
    /// or the last component of its path unless that is `.` or `..`.
    pub name: Option<String>,
    /// The folder, relative to the same folder as the path of the `.code-workspace`; `None` for a remote folder.
    pub path: Option<String>,
}

/// The folders that `document`, a `.code-workspace`, opens.
#[must_use]
pub fn workspace_folders(document: &Document) -> Vec<WorkspaceFolder> {
    let Some(folders) = document.root().and_then(|root| root.get("folders")) else { return Vec::new() };
    let base = parent(document.path());
    let text = |folder: crate::jsonc::Value<'_>, key| folder.get(key)?.string().map(std::borrow::Cow::into_owned);
    folders
        .elements()
        .map(|folder| {
            let path = text(folder, "path").map(|path| path.replace('\\', "/"));
            let last = path.as_deref().and_then(|path| path.trim_end_matches('/').rsplit('/').next());
            let named = last.filter(|last| !["", ".", ".."].contains(last)).map(ToOwned::to_owned);
            WorkspaceFolder {
                name: text(folder, "name").or(named),
                path: path.map(|path| {
                    if base.is_empty() || is_absolute(&path) {
                        normalize(&path)
                    } else {
                        normalize(&format!("{base}/{path}"))
                    }
                }),
            }
        })
        .collect()
}

/// The names of the folders of `document`, a `.code-workspace`, if all of them are certain.
#[must_use]
pub fn certain_folder_names(document: &Document) -> Option<Vec<String>> {
    let names: Option<Vec<String>> = workspace_folders(document).into_iter().map(|folder| folder.name).collect();
    names.filter(|names| !names.is_empty() && !document.is_uncertain())
}

/// The normalized path of the folder that the file at `path` belongs to: the parent of `.vscode` or
/// `.devcontainer`, or the folder of a `.devcontainer.json`. `None` for a file that does not belong to a folder.
#[must_use]
pub fn folder_of(kind: FileKind, path: &str) -> Option<String> {
    let holder = parent(path);
    let folder = match kind {
        FileKind::Settings(Layer::Folder) => parent(holder),
        // `.vscode/.mcp.json` is not read.
        FileKind::Mcp if path.ends_with("/.mcp.json") => return None,
        FileKind::Tasks | FileKind::Launch | FileKind::Mcp | FileKind::Extensions if is_called(holder, ".vscode") => {
            parent(holder)
        }
        FileKind::PortableMcp => holder,
        FileKind::CursorMcp => parent(holder),
        FileKind::DevContainer if is_called(holder, ".devcontainer") => parent(holder),
        FileKind::DevContainer if is_called(parent(holder), ".devcontainer") => parent(parent(holder)),
        FileKind::DevContainer => holder,
        FileKind::Settings(_)
        | FileKind::Workspace
        | FileKind::Tasks
        | FileKind::Launch
        | FileKind::Mcp
        | FileKind::Extensions
        | FileKind::EnvFile
        | FileKind::Config => return None,
    };
    Some(normalize(folder))
}

fn is_called(folder: &str, name: &str) -> bool {
    folder.rsplit('/').next() == Some(name)
}

/// The files of one folder.
#[derive(Default)]
struct Folder<'w> {
    settings: Option<&'w FileAnalysis<'w>>,
    others: Vec<&'w FileAnalysis<'w>>,
    containers: Vec<&'w FileAnalysis<'w>>,
}

/// All windows that the files of `run` can be part of, if nothing is known about the owner of user files: see [`windows_with`].
#[must_use]
pub fn windows<'w>(run: &'w Run<'w>) -> Vec<Window<'w>> {
    windows_with(run, |_| false)
}

/// All windows that the files of `run` can be part of. `is_own` returns `true` for the own files of the user who opens the folders.
///
/// User files are alternatives, and are never merged with each other. A folder or workspace is opened with each of the
/// user's own files, or with the only user file of the run. If there are several and none is known to be the user's
/// own, they belong to different people or machines: each is a window without a folder, and folders are opened without
/// them. The same applies to Machine files. The user's own Machine files are those of servers, whose user is at another
/// computer: they are only combined with user files in the same data folder, which code-server has. A folder can also be
/// opened in each of its dev containers.
///
/// The number of windows is linear in the number of files and of the folders that workspaces open, except that it is
/// multiplied by the number of own files.
#[must_use]
pub fn windows_with<'w>(run: &'w Run<'w>, is_own: impl Fn(&Document) -> bool) -> Vec<Window<'w>> {
    let folders = folders(run);
    let workspaces: Vec<(&FileAnalysis<'_>, Vec<&Folder<'w>>)> = run
        .files()
        .iter()
        .filter(|analysis| analysis.document.kind() == FileKind::Workspace)
        .map(|&analysis| (analysis, opened_folders(analysis, &folders)))
        .collect();
    let users = Alternatives::new(run, Layer::User, &is_own);
    let machines = Alternatives::new(run, Layer::Machine, &is_own);
    let without_folder =
        of_layer(run, Layer::Standalone).chain(users.separate.clone()).chain(machines.separate.clone());
    let mut windows: Vec<Window<'w>> = without_folder.map(|analysis| window(vec![analysis], Vec::new(), run)).collect();
    let mut open = |user: Option<&'w FileAnalysis<'w>>, machine: Option<&'w FileAnalysis<'w>>| {
        let beside = users_own(run, user);
        let with_users = |others: &[&'w FileAnalysis<'w>]| [others, &beside].concat();
        let own: Vec<&FileAnalysis<'_>> = user.into_iter().chain(machine).collect();
        if !own.is_empty() {
            windows.push(window(own.clone(), with_users(&[]), run));
        }
        for folder in folders.values() {
            windows.push(window(above(&own, folder.settings), with_users(&folder.others), run));
        }
        for (workspace, folders) in &workspaces {
            let others: Vec<_> = folders.iter().flat_map(|folder| folder.others.iter().copied()).collect();
            let open = window(above(&own, Some(*workspace)), with_users(&others), run);
            windows_of_workspace(&Window { in_workspace: true, ..open }, folders, &mut windows);
        }
    };
    for (user, machine) in combinations(&users, &machines) {
        open(user, machine);
    }
    for user in &users.shared {
        for folder in folders.values() {
            for container in &folder.containers {
                let layers = user.iter().copied().chain([*container]).chain(folder.settings).collect();
                windows.push(Window { platforms: container.platforms(), ..window(layers, folder.others.clone(), run) });
            }
        }
    }
    let alone = run.files().iter().filter(|file| is_own(file.document) && is_without_settings(file, run));
    windows.extend(alone.map(|file| window(Vec::new(), vec![*file], run)));
    windows
}

/// The window with `analysis` and no other file.
pub(crate) fn window_of<'w>(analysis: &'w FileAnalysis<'w>, run: &'w Run<'w>) -> Window<'w> {
    let is_layer = analysis.document.layer().is_some() || analysis.document.kind() == FileKind::DevContainer;
    let (layers, others) = if is_layer { (vec![analysis], Vec::new()) } else { (Vec::new(), vec![analysis]) };
    let in_workspace = analysis.document.kind() == FileKind::Workspace;
    Window { in_workspace, platforms: analysis.platforms(), ..window(layers, others, run) }
}

fn window<'w>(layers: Vec<&'w FileAnalysis<'w>>, others: Vec<&'w FileAnalysis<'w>>, run: &'w Run<'w>) -> Window<'w> {
    Window { layers, others, in_workspace: false, platforms: Platforms::ALL, run, profiles: Default::default() }
}

/// The layers `lower`, with `analysis` on top.
fn above<'w>(lower: &[&'w FileAnalysis<'w>], analysis: Option<&'w FileAnalysis<'w>>) -> Vec<&'w FileAnalysis<'w>> {
    lower.iter().copied().chain(analysis).collect()
}

/// The windows of a workspace that is `open` without the settings of its folders: one for each folder that has settings.
fn windows_of_workspace<'w>(open: &Window<'w>, folders: &[&Folder<'w>], windows: &mut Vec<Window<'w>>) {
    let with = |settings| Window {
        layers: above(&open.layers, settings),
        others: open.others.clone(),
        profiles: Default::default(),
        ..*open
    };
    if folders.iter().all(|folder| folder.settings.is_none()) {
        windows.push(with(None));
    }
    for folder in folders.iter().filter(|folder| folder.settings.is_some()) {
        windows.push(with(folder.settings));
    }
}

/// The tasks, launch configurations and servers beside the user's settings, which every window of this user has.
fn users_own<'w>(run: &'w Run<'w>, user: Option<&FileAnalysis<'_>>) -> Vec<&'w FileAnalysis<'w>> {
    let Some(user) = user else { return Vec::new() };
    let is_beside = |analysis: &&FileAnalysis<'_>| has_no_settings(analysis) && are_siblings(user, analysis);
    run.files().iter().copied().filter(is_beside).collect()
}

/// Returns `true` if `file` contains tasks, launch configurations or servers, without a user's settings beside it.
fn is_without_settings(file: &FileAnalysis<'_>, run: &Run<'_>) -> bool {
    has_no_settings(file) && !of_layer(run, Layer::User).any(|user| are_siblings(user, file))
}

fn has_no_settings(file: &FileAnalysis<'_>) -> bool {
    matches!(file.document.kind(), FileKind::Tasks | FileKind::Launch | FileKind::Mcp)
}

fn are_siblings(a: &FileAnalysis<'_>, b: &FileAnalysis<'_>) -> bool {
    parent(a.document.path()) == parent(b.document.path())
}

/// The folders that the files of `run` belong to.
fn folders<'w>(run: &'w Run<'w>) -> BTreeMap<String, Folder<'w>> {
    let mut folders: BTreeMap<String, Folder<'w>> = BTreeMap::new();
    for &analysis in run.files() {
        let Some(path) = folder_of(analysis.document.kind(), analysis.document.path()) else { continue };
        let folder = folders.entry(path).or_default();
        match analysis.document.kind() {
            FileKind::DevContainer => folder.containers.push(analysis),
            FileKind::Settings(_) => folder.settings = Some(analysis),
            _ => folder.others.push(analysis),
        }
    }
    folders
}

fn opened_folders<'f, 'w>(
    workspace: &FileAnalysis<'_>,
    folders: &'f BTreeMap<String, Folder<'w>>,
) -> Vec<&'f Folder<'w>> {
    // In the order of their paths, like `folders`.
    let opened: BTreeSet<String> =
        workspace_folders(workspace.document).into_iter().filter_map(|folder| folder.path).collect();
    opened.iter().filter_map(|path| folders.get(path)).collect()
}

pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| if parent.is_empty() { "/" } else { parent })
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Normalizes `path`: no `.`, no `..` that can be resolved, no doubled or trailing slashes. The folder that paths
/// are relative to becomes the empty path.
#[must_use]
pub fn normalize(path: &str) -> String {
    let rooted = path.starts_with('/');
    let below = path.strip_prefix('/').unwrap_or(path);
    if below.split('/').all(|part| !matches!(part, "" | "." | "..")) {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            _ => parts.push(part),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{DocumentId, SourceFile};

    fn documents(files: &[(&str, &str)]) -> Vec<Document> {
        let parse = |(path, text): &(&str, &str)| {
            let kind = FileKind::of_path(path).unwrap();
            Document::parse(SourceFile { path: (*path).to_owned(), text: (*text).to_owned(), kind })
        };
        files.iter().map(parse).collect()
    }

    fn values(documents: &[Document], path: &[&str]) -> Vec<Option<String>> {
        let analyses: Vec<FileAnalysis<'_>> = documents
            .iter()
            .enumerate()
            .map(|(index, document)| FileAnalysis::new(DocumentId(index), document))
            .collect();
        windows(&Run::new(&analyses)).iter().map(|window| window.string(path)).collect()
    }

    const PATH: &[&str] = &["terminal", "integrated", "env", "linux", "A"];
    const USER: (&str, &str) = (
        "/home/x/.config/Code/User/settings.json",
        r#"{"terminal.integrated.env.linux": {"A": "u", "B": "u"}, "go.x": "u"}"#,
    );
    const FOLDER: (&str, &str) =
        ("app/.vscode/settings.json", r#"{"terminal.integrated.env.linux": {"A": "f"}, "go.x": "f"}"#);
    const WORKSPACE: (&str, &str) = (
        "all.code-workspace",
        r#"{"folders": [{"path": "./app"}, {"path": "lib"}], "settings": {"terminal.integrated.env.linux": {"A": "w"}}}"#,
    );

    #[test]
    fn a_folder_overrides_the_user_key_by_key() {
        let documents = documents(&[USER, FOLDER]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values(&documents, PATH), [some("u"), some("f")]);
        assert_eq!(values(&documents, &["terminal", "integrated", "env", "linux", "B"]), [some("u"), some("u")]);
    }

    #[test]
    fn with_a_workspace_open_window_settings_of_its_folders_have_no_effect() {
        let documents = documents(&[FOLDER, WORKSPACE]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values(&documents, PATH), [some("f"), some("w")]);
        assert_eq!(values(&documents, &["go", "x"]), [some("f"), some("f")], "resource settings take effect");
    }

    #[test]
    fn a_value_that_is_not_an_object_replaces_a_whole_object() {
        let null = ("app/.vscode/settings.json", r#"{"terminal.integrated.env.linux": null}"#);
        let documents = documents(&[USER, null]);
        assert_eq!(values(&documents, PATH), [Some("u".to_owned()), None]);
    }

    #[test]
    fn user_files_are_alternatives() {
        let other = ("/home/x/.config/Cursor/User/settings.json", r#"{"terminal.integrated.env.linux": {"A": "c"}}"#);
        let standalone = ("settings.json", r#"{"terminal.integrated.env.linux": {"A": "s"}}"#);
        let documents = documents(&[USER, other, standalone]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values(&documents, PATH), [some("s"), some("u"), some("c")]);
    }

    #[test]
    fn only_own_user_files_are_combined_with_folders_if_there_are_several() {
        let other = ("/home/x/.config/Cursor/User/settings.json", r#"{"terminal.integrated.env.linux": {"B": "c"}}"#);
        let documents = documents(&[USER, other, FOLDER]);
        let analyses = crate::linter::read(&documents);
        let run = Run::new(&analyses);
        let both = |is_own: fn(&Document) -> bool| -> Vec<Vec<usize>> {
            let windows = windows_with(&run, is_own);
            windows.iter().map(|window| window.layers.iter().map(|analysis| analysis.id.0).collect()).collect()
        };
        assert_eq!(both(|_| false), [vec![0], vec![1], vec![2]]);
        assert_eq!(both(|document| document.path().contains("Cursor")), [vec![0], vec![1], vec![1, 2]]);
        assert_eq!(both(|_| true), [vec![0], vec![0, 2], vec![1], vec![1, 2]]);
    }

    #[test]
    fn own_machine_settings_are_combined_with_those_of_the_same_server_only() {
        let server = "/home/x/.local/share/code-server";
        let (user, machine) = (format!("{server}/User/settings.json"), format!("{server}/Machine/settings.json"));
        let mut documents =
            documents(&[USER, (&user, "{}"), ("/home/x/.vscode-server/data/Machine/settings.json", "{}")]);
        let kind = FileKind::Settings(Layer::Machine);
        documents.push(Document::parse(SourceFile { path: machine, text: "{}".to_owned(), kind }));
        let analyses = crate::linter::read(&documents);
        let run = Run::new(&analyses);
        let windows = windows_with(&run, |_| true);
        let layers: Vec<Vec<usize>> =
            windows.iter().map(|window| window.layers.iter().map(|analysis| analysis.id.0).collect()).collect();
        assert_eq!(layers, [vec![0], vec![1, 3], vec![2]]);
    }

    #[test]
    fn own_tasks_without_settings_are_a_window() {
        let documents = documents(&[("/home/x/.config/Code/User/tasks.json", "{}"), FOLDER]);
        let analyses = crate::linter::read(&documents);
        let run = Run::new(&analyses);
        let windows = windows_with(&run, |document| document.path().starts_with("/home"));
        let others: Vec<usize> = windows.iter().map(|window| window.others.len()).collect();
        assert_eq!(others, [0, 1]);
    }

    #[test]
    fn folder_names_come_from_the_file_alone() {
        let folders =
            r#"{"folders": [{"path": "."}, {"path": "../lib/"}, {"path": ".", "name": "root"}, {"uri": "x:/y"}]}"#;
        let documents = documents(&[("ws/x.code-workspace", folders)]);
        let found = workspace_folders(&documents[0]);
        let names: Vec<Option<&str>> = found.iter().map(|folder| folder.name.as_deref()).collect();
        assert_eq!(names, [None, Some("lib"), Some("root"), None]);
        assert_eq!(found[1].path.as_deref(), Some("lib"));
        assert_eq!(normalize("./a//b/../c/."), "a/c");
        assert_eq!(normalize("../../x/.."), "../..");
        assert_eq!(normalize("/a/../.."), "/");
    }
}
