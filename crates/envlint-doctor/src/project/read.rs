//! Reads the files that VS Code reads when the folder is opened.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use envlint_core::config::NAMES;
use envlint_project::{Disk, WindowFile, window_files};

/// The files of the windows in which a folder can be open, by their paths relative to it with `/`, and the names of the files in the
/// folder itself.
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

/// Reads the files of the windows in which `folder` can be open. A file that cannot be read is skipped, because VS Code does not read it
/// either.
#[must_use]
pub fn read_folder(folder: &Path) -> FolderFiles {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let files = window_files(Arc::new(Disk), folder).unwrap_or_default();
    let texts = files.into_iter().map(|WindowFile { path, text }| (path, text)).collect();
    FolderFiles { texts, names, config: nearest_config(folder) }
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
