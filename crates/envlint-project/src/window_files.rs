//! The files that VS Code reads when it opens one folder.

use std::path::Path;
use std::sync::Arc;

use crate::display_path::{relative, slashed};
use crate::fs::{CachedFileSystem, FileSystem};
use crate::load::Loader;
use crate::{ConfigSource, ProjectError, Selection};

/// A file of a window, or a `.env` file that one of them names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowFile {
    /// Its path relative to the folder, with `/`: `.vscode/settings.json`, `../all.code-workspace`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of the windows in which the folder at `path` can be open: those of the folder; every `.code-workspace` in it, with the files
/// of the folders that it opens; and every `.code-workspace` nearby that opens the folder. Files that cannot be read are left out.
///
/// # Errors
/// The working directory is not known.
pub fn window_files(fs: Arc<dyn FileSystem>, path: &Path) -> Result<Vec<WindowFile>, ProjectError> {
    let fs = CachedFileSystem::new(fs);
    let selection = Selection { config: ConfigSource::None, ..Selection::new(&[]) };
    let loader = Loader::new(&fs, &selection)?.load_folder(path);
    let opened = slashed(&fs.working_directory().join(path));
    let file = |document: envlint_core::document::Document| WindowFile {
        path: relative(&opened, document.path()).1,
        text: document.text().to_owned(),
    };
    Ok(loader.files.into_iter().map(|file| file.document).map(file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    fn files(fs: &Memory, folder: &str) -> Vec<String> {
        let files = window_files(Arc::new(fs.clone()), Path::new(folder)).unwrap();
        let mut paths: Vec<String> = files.into_iter().map(|file| file.path).collect();
        paths.sort();
        paths
    }

    #[test]
    fn a_folder_is_read_with_its_workspaces() {
        let mut fs = Memory::new("/home/me");
        fs.add("/w/.git/HEAD", "");
        fs.add("/w/all.code-workspace", r#"{ "folders": [{ "path": "web" }, { "path": "api" }] }"#);
        fs.add("/w/other.code-workspace", r#"{ "folders": [{ "path": "api" }] }"#);
        fs.add("/w/web/package.json", "{}");
        fs.add(
            "/w/api/.vscode/launch.json",
            r#"{ "configurations": [{ "type": "go", "envFile": "${workspaceFolder}/.env" }] }"#,
        );
        fs.add("/w/api/.env", "A=1");
        assert_eq!(files(&fs, "/w/web"), ["../all.code-workspace"]);
        assert_eq!(
            files(&fs, "/w/api"),
            ["../all.code-workspace", "../other.code-workspace", ".env", ".vscode/launch.json"]
        );
        assert_eq!(
            files(&fs, "/w"),
            ["all.code-workspace", "api/.env", "api/.vscode/launch.json", "other.code-workspace"]
        );
        fs.add("/w/web/.vscode/settings.json", "{}");
        assert_eq!(files(&fs, "/w/web"), ["../all.code-workspace", ".vscode/settings.json"]);
    }
}
