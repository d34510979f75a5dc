//! Reads the files of variables that linted files name.

use std::path::Path;

use crate::project_root::ProjectRoot;

/// A longer file is not one that people write.
const LONGEST: usize = 1 << 20;

/// The text of the `.env` file at `path`, which the document at `named_in` names; `None` if there is none that can be read. That is
/// not a mistake: such files are seldom committed. A path that leads out of the project, by a link or by `..`, is not followed, so
/// that the author of a settings file does not choose what is read elsewhere.
pub(crate) fn read(path: &Path, named_in: &Path) -> Option<String> {
    let root = ProjectRoot::around(named_in, named_in.ancestors().nth(2)?)?;
    // Its size is asked for first, since a large file is not worth reading.
    let is_short = path.metadata().is_ok_and(|metadata| metadata.len() <= LONGEST as u64);
    if is_short && root.has_file(path) { root.read(path).ok().filter(|text| text.len() <= LONGEST) } else { None }
}
