//! Finds the user's own files, by the variables and folders that VS Code and related editors use.

mod host;
mod products;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use envlint_core::vscode::{FileKind, Layer};

use crate::fs::FileSystem;
use host::HostEnv;

pub use products::Product;

/// The files that VS Code reads in a user's folder, and in that of each profile. A user's launch configurations are settings.
const FILES: [(&str, FileKind); 3] =
    [("settings.json", FileKind::Settings(Layer::User)), ("tasks.json", FileKind::Tasks), ("mcp.json", FileKind::Mcp)];

/// The product that also reads MCP servers in the home folder. Source: Cursor's documentation, "Configuration locations".
const CURSOR: &str = "cursor";

/// The user's own files.
#[derive(Debug, Default)]
pub(crate) struct OwnFiles {
    /// The existing files with their kinds, sorted by path components.
    pub(crate) files: Vec<(PathBuf, FileKind)>,
    /// The folders in which they were looked for.
    pub(crate) looked_in: Vec<PathBuf>,
}

/// The files of the default profile and the named profiles of `products`, and the settings of remote machines. A file that several
/// links lead to is listed once: under the first product that has it, preferably as the file of the default profile.
pub(crate) fn own_files(fs: &dyn FileSystem, products: &[Product]) -> OwnFiles {
    let host = HostEnv { fs, os: fs.os() };
    let mut own = OwnFiles::default();
    let mut seen = HashSet::new();
    for product in products {
        let (user, remote) = (product.user_data(&host), product.remote_data(&host));
        let machine: Vec<PathBuf> = remote.iter().chain(user.iter().filter(|_| product.is_server())).cloned().collect();
        for folder in user {
            let folder = folder.join("User");
            own.files.extend(files_of_user(fs, &folder));
            own.looked_in.push(folder);
        }
        if product.id == CURSOR
            && let Some(folder) = host.below_home(&[".cursor"])
        {
            own.files.push((folder.join("mcp.json"), FileKind::CursorMcp));
        }
        for folder in machine {
            let folder = folder.join("Machine");
            own.files.push((folder.join("settings.json"), FileKind::Settings(Layer::Machine)));
            own.looked_in.push(folder);
        }
    }
    own.files.retain(|(file, _)| fs.is_file(file) && fs.real_path(file).is_ok_and(|identity| seen.insert(identity)));
    own.files.sort_by(|(a, _), (b, _)| a.cmp(b));
    own
}

/// The existing files in `folder`, if its name is that of a user's folder (`User`), of a profile in one, or of a remote machine
/// (`data/Machine`). Other folders there, such as `History`, contain copies that VS Code does not read.
pub(crate) fn files_of_named(fs: &dyn FileSystem, folder: &Path) -> Vec<(PathBuf, FileKind)> {
    let mut names = folder.iter().rev().map(|name| name.to_str().unwrap_or_default());
    let mut files = match (names.next(), names.next(), names.next()) {
        (Some("User"), ..) => files_of_user(fs, folder),
        (_, Some("profiles"), Some("User")) => files_of_profile(folder).collect(),
        (Some("Machine"), Some("data"), _) => {
            vec![(folder.join("settings.json"), FileKind::Settings(Layer::Machine))]
        }
        _ => Vec::new(),
    };
    files.retain(|(file, _)| fs.is_file(file));
    files
}

/// The paths of the files in a `User` folder: first those of the default profile, then those of the named profiles, sorted.
fn files_of_user(fs: &dyn FileSystem, user: &Path) -> Vec<(PathBuf, FileKind)> {
    let profiles = user.join("profiles");
    let entries = fs.list(&profiles).unwrap_or_default().into_iter();
    let mut folders: Vec<PathBuf> = entries.map(|entry| profiles.join(entry.name)).collect();
    folders.sort();
    folders.insert(0, user.to_owned());
    folders.iter().flat_map(|folder| files_of_profile(folder)).collect()
}

fn files_of_profile(folder: &Path) -> impl Iterator<Item = (PathBuf, FileKind)> {
    FILES.into_iter().map(move |(name, kind)| (folder.join(name), kind))
}
