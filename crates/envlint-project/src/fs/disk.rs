use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Entry, FileSystem, FileType, HostOs, Metadata};

/// The number of bytes to read at once.
const READ_AT_ONCE: usize = 16 << 10;

/// The file system of this machine, with the working directory, environment variables and standard input of this process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl From<fs::FileType> for FileType {
    fn from(found: fs::FileType) -> Self {
        if found.is_file() {
            Self::File
        } else if found.is_dir() {
            Self::Folder
        } else if found.is_symlink() {
            Self::Link
        } else {
            Self::Other
        }
    }
}

impl FileSystem for Disk {
    fn working_directory(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_default()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let metadata = fs::metadata(path)?;
        Ok(Metadata { file_type: metadata.file_type().into(), len: metadata.len() })
    }

    fn is_link(&self, path: &Path) -> bool {
        path.is_symlink()
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        // Most files fit, so two calls read them: one for the content, and one that finds the end.
        let mut bytes = Vec::with_capacity(READ_AT_ONCE);
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        // A run over many files keeps all of them.
        bytes.shrink_to_fit();
        Ok(bytes)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        // The type comes from the listing itself, so this takes no system call for each entry.
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            Ok(Entry { file_type: entry.file_type()?.into(), name: entry.file_name() })
        };
        fs::read_dir(path)?.map(entry).collect()
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn os(&self) -> HostOs {
        if cfg!(windows) {
            HostOs::Windows
        } else if cfg!(target_os = "macos") {
            HostOs::MacOs
        } else {
            HostOs::Linux
        }
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
