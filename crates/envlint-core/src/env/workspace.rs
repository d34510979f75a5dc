//! Which files belong to one window.

use super::reading::Reading;
use super::window::Window;
use crate::document::Document;
use crate::vscode::{FileKind, Layer};

/// One entry of the `folders` of a `.code-workspace`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceFolder {
    /// The name that `${workspaceFolder:name}` takes, if the file alone tells it: its `name`, or the last part of its path
    /// where that is a name and not `.` or `..`.
    pub name: Option<String>,
    /// The folder, by the same starting point as the path of the `.code-workspace`; `None` for a remote one.
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
                path: path.map(|path| match base.is_empty() || is_absolute(&path) {
                    true => normalize(&path),
                    false => normalize(&format!("{base}/{path}")),
                }),
            }
        })
        .collect()
}

/// The folder that a `.vscode/settings.json` belongs to, normalized.
#[must_use]
pub fn folder_of(path: &str) -> String {
    normalize(parent(parent(path)))
}

/// All windows in which `readings` can stand. Without a user file, those of the folders and workspaces alone; with user
/// files, each window once per user file: they are alternatives, never folded with one another. So are Machine files.
#[must_use]
pub fn windows<'w>(readings: &'w [Reading<'w>]) -> Vec<Window<'w>> {
    let of = |layer: Layer| readings.iter().filter(move |reading| reading.document.kind() == FileKind::Settings(layer));
    let alternatives = |layer: Layer| -> Vec<Option<&'w Reading<'w>>> {
        let all: Vec<_> = of(layer).map(Some).collect();
        if all.is_empty() { vec![None] } else { all }
    };
    let folders: Vec<(String, &Reading<'_>)> =
        of(Layer::Folder).map(|reading| (folder_of(reading.document.path()), reading)).collect();
    let workspaces: Vec<(&Reading<'_>, Vec<&Reading<'_>>)> = readings
        .iter()
        .filter(|reading| reading.document.kind() == FileKind::Workspace)
        .map(|reading| (reading, opened_folders(reading, &folders)))
        .collect();

    let mut windows: Vec<Window<'w>> =
        of(Layer::Standalone).map(|reading| Window { layers: vec![reading], in_workspace: false }).collect();
    for user in alternatives(Layer::User) {
        for machine in alternatives(Layer::Machine) {
            let own: Vec<&Reading<'_>> = user.into_iter().chain(machine).collect();
            let mut open = |files: &[&'w Reading<'w>], in_workspace| {
                let layers: Vec<_> = own.iter().copied().chain(files.iter().copied()).collect();
                windows.push(Window { layers, in_workspace });
            };
            if !own.is_empty() {
                open(&[], false);
            }
            folders.iter().for_each(|(_, folder)| open(&[folder], false));
            for (workspace, folders) in &workspaces {
                match folders.as_slice() {
                    [] => open(&[workspace], true),
                    folders => folders.iter().for_each(|folder| open(&[workspace, folder], true)),
                }
            }
        }
    }
    windows
}

fn opened_folders<'w>(workspace: &Reading<'_>, folders: &[(String, &'w Reading<'w>)]) -> Vec<&'w Reading<'w>> {
    let opened: Vec<String> =
        workspace_folders(workspace.document).into_iter().filter_map(|folder| folder.path).collect();
    folders.iter().filter(|(path, _)| opened.contains(path)).map(|(_, reading)| *reading).collect()
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| if parent.is_empty() { "/" } else { parent })
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// `path` without `.`, without `..` where it can be resolved, and without doubled or trailing slashes. The folder that paths
/// are relative to is the empty path.
#[must_use]
pub fn normalize(path: &str) -> String {
    let rooted = path.starts_with('/');
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
    use crate::document::{DocumentId, Source};

    fn documents(files: &[(&str, &str)]) -> Vec<Document> {
        let parse = |(path, text): &(&str, &str)| {
            let kind = FileKind::of_path(path).unwrap();
            Document::parse(Source { path: (*path).to_owned(), text: (*text).to_owned(), kind })
        };
        files.iter().map(parse).collect()
    }

    fn values(documents: &[Document], path: &[&str]) -> Vec<Option<String>> {
        let readings: Vec<Reading<'_>> =
            documents.iter().enumerate().map(|(index, document)| Reading::new(DocumentId(index), document)).collect();
        windows(&readings).iter().map(|window| window.resolve(path).string()).collect()
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
    fn a_folder_beats_the_user_key_by_key() {
        let documents = documents(&[USER, FOLDER]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values(&documents, PATH), [some("u"), some("f")]);
        assert_eq!(values(&documents, &["terminal", "integrated", "env", "linux", "B"]), [some("u"), some("u")]);
    }

    #[test]
    fn with_a_workspace_open_window_settings_of_its_folders_do_not_count() {
        let documents = documents(&[FOLDER, WORKSPACE]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values(&documents, PATH), [some("f"), some("w")]);
        assert_eq!(values(&documents, &["go", "x"]), [some("f"), some("f")], "resource settings do");
    }

    #[test]
    fn what_is_no_object_replaces_a_whole_object() {
        let null = ("app/.vscode/settings.json", r#"{"terminal.integrated.env.linux": null}"#);
        let documents = documents(&[USER, null]);
        assert_eq!(values(&documents, PATH), [Some("u".to_owned()), None]);
    }

    #[test]
    fn user_files_are_alternatives() {
        let other = ("/home/x/.config/Cursor/User/settings.json", r#"{"terminal.integrated.env.linux": {"A": "c"}}"#);
        let alone = ("settings.json", r#"{"terminal.integrated.env.linux": {"A": "s"}}"#);
        let documents = documents(&[USER, other, alone]);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values(&documents, PATH), [some("s"), some("u"), some("c")]);
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
