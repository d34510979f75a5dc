//! Reads the `.env` files that linted files name.

use std::path::Path;

use crate::fs::FileSystem;
use crate::project_root::ProjectRoot;

/// The maximum size in bytes. A longer file is not one that people write.
const LONGEST: usize = 1 << 20;

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
