//! Reads the `.env` files that linted files name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use envlint_core::env::{FileAnalysis, folder_of};

use crate::fs::FileSystem;
use crate::project_root::ProjectRoot;

/// The maximum size in bytes. A longer file is not one that people write.
const LONGEST: usize = 1 << 20;

/// A `.env` file that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedEnvFile {
    /// Its absolute path, normalized.
    pub(crate) path: String,
    /// The file that names it, or one in the folder for which it is named.
    pub(crate) named_in: PathBuf,
}

/// The `.env` files that `analysis` names, including those that a path would mean once it is fixed. `folders` returns all folders of
/// the project: the user's settings and those of a workspace name a file in each of them.
pub(crate) fn named(analysis: &FileAnalysis<'_>, folders: impl FnOnce() -> BTreeSet<String>) -> Vec<NamedEnvFile> {
    let references = analysis.env_files();
    if references.is_empty() {
        return Vec::new();
    }
    let named_in = PathBuf::from(analysis.document.path());
    let own = references.iter().flat_map(|reference| [reference.file_in_folder(), reference.intended_file()]).flatten();
    let mut named: Vec<NamedEnvFile> = own.map(|path| NamedEnvFile { path, named_in: named_in.clone() }).collect();
    let is_of_folder = folder_of(analysis.document.kind(), analysis.document.path()).is_some();
    for folder in if is_of_folder { BTreeSet::new() } else { folders() } {
        let below = Path::new(&folder).join(".vscode/settings.json");
        let of_folder = references.iter().filter_map(|reference| reference.file_in(&folder));
        named.extend(of_folder.map(|path| NamedEnvFile { path, named_in: below.clone() }));
    }
    named
}

/// The text of the `.env` file at `path`, which the file at `named_in` names; `None` if there is none that can be read. This is
/// not a mistake, because such files are rarely committed. A path that leads out of the project, through a link or `..`, is not
/// followed, so that the author of a settings file does not choose what is read elsewhere.
pub(crate) fn read(fs: &dyn FileSystem, path: &Path, named_in: &Path) -> Option<String> {
    let root = ProjectRoot::around(fs, named_in, named_in.ancestors().nth(2)?)?;
    // The size comes first, because a large file is not worth reading.
    let is_short = fs.metadata(path).is_ok_and(|metadata| metadata.len <= LONGEST as u64);
    if is_short && root.has_file(fs, path) {
        root.read(fs, path).ok().filter(|text| text.len() <= LONGEST)
    } else {
        None
    }
}
