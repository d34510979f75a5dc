//! Reads the files of variables that linted files name.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::git::repository_of;

/// A longer file is none that people write.
const LONGEST: u64 = 1 << 20;

/// The text of the file of variables at `path`, which the document at `named_in` names; `None` if there is none that can be read.
/// That is nobody's mistake: such files are seldom committed. A path that leads out of the repository, by a link or by `..`, is
/// not followed, so that nobody who writes a settings file chooses what is read elsewhere.
pub(crate) fn read(path: &Path, named_in: &Path) -> Option<String> {
    let target = path.canonicalize().ok()?;
    // Neither a folder nor a pipe, which would have to be waited for.
    if !target.starts_with(root_of(named_in)?) || !target.metadata().ok()?.is_file() {
        return None;
    }
    let mut text = String::new();
    let length = File::open(&target).ok()?.take(LONGEST + 1).read_to_string(&mut text).ok()?;
    (length as u64 <= LONGEST).then_some(text)
}

/// The repository that a file is in; outside of one, the folder around its `.vscode` or `.devcontainer`.
fn root_of(file: &Path) -> Option<PathBuf> {
    repository_of(file).or_else(|| file.ancestors().nth(2))?.canonicalize().ok()
}
