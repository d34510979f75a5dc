//! Reads the files that VS Code reads when the folder is opened.

use std::fs;
use std::path::Path;

use envlint_core::config::NAMES;

/// The files of a folder, by their path within it with `/`, and the names of the files in the folder itself.
#[derive(Clone, Debug, Default)]
pub struct FolderFiles {
    /// Path and text.
    pub texts: Vec<(String, String)>,
    /// Names of the files directly in the folder.
    pub names: Vec<String>,
    /// The nearest `envlint.toml`, in the folder or above it.
    pub config: Option<ConfigText>,
}

/// An `envlint.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigText {
    /// Its text.
    pub text: String,
    /// The path from its folder to the folder in question, with `/` at its end; empty if they are the same.
    pub prefix: String,
}

/// The places in which VS Code looks for files.
const FILES: &[&str] = &[
    ".vscode/settings.json",
    ".vscode/tasks.json",
    ".vscode/launch.json",
    ".vscode/mcp.json",
    ".devcontainer/devcontainer.json",
    ".devcontainer.json",
];

/// Reads the files of `folder`. A file that cannot be read is skipped, because VS Code does not read it either.
#[must_use]
pub fn read_folder(folder: &Path) -> FolderFiles {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let workspaces = names.iter().filter(|name| name.ends_with(".code-workspace")).cloned();
    let all = FILES.iter().map(|&path| path.to_owned()).chain(workspaces);
    let texts = all.filter_map(|path| {
        let text = fs::read_to_string(folder.join(&path)).ok()?;
        Some((path, text))
    });
    FolderFiles { texts: texts.collect(), names, config: nearest_config(folder) }
}

fn nearest_config(folder: &Path) -> Option<ConfigText> {
    let folder = std::path::absolute(folder).ok()?;
    folder.ancestors().find_map(|above| {
        let file = NAMES.iter().map(|name| above.join(name)).find(|file| file.is_file())?;
        let within = folder.strip_prefix(above).ok()?;
        let prefix = within.components().map(|part| part.as_os_str().to_string_lossy() + "/").collect();
        Some(ConfigText { text: fs::read_to_string(file).ok()?, prefix })
    })
}
