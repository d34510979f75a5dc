//! Remembers what was learned about the file system.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf, is_separator};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::{Entry, FileSystem, FileType, HostOs, Metadata};

/// A file system as one run sees it: what a listing has shown is not asked for again, and neither is what was asked before. A run
/// looks for a dozen files around each settings file, most of which do not exist.
///
/// Invariant: every answer is one that the file system gave, or follows from what it gave.
pub(crate) struct CachedFileSystem {
    fs: Arc<dyn FileSystem>,
    cache: Mutex<FileCache>,
}

#[derive(Default)]
struct FileCache {
    /// The entries of folders that were listed, as far as [`is_remembered`]. The keys here are paths as written, which are cheaper to
    /// compare than a `Path`.
    listings: FxHashMap<OsString, Box<[Entry]>>,
    /// What is at other paths, after following all links.
    types: FxHashMap<OsString, Option<FileType>>,
    /// The real paths of folders that listings do not determine.
    real: FxHashMap<OsString, PathBuf>,
    /// The lengths of the paths of repositories, by folders in them.
    repositories: FxHashMap<OsString, Option<usize>>,
}

/// What the listing of a folder tells about a path in it.
enum ListedEntry {
    /// There is nothing.
    Missing,
    /// It is this, and no link.
    Found(FileType),
    /// Nothing: the folder was not listed, it is a link, or its name may be compared in another letter case.
    Unknown,
}

impl CachedFileSystem {
    pub(crate) fn new(fs: Arc<dyn FileSystem>) -> Self {
        Self { fs, cache: Mutex::default() }
    }

    /// The entries of the folder at `path` that are remembered: see [`is_remembered`].
    pub(crate) fn remembered(&self, path: &Path) -> Vec<Entry> {
        if let Some(entries) = self.cache().listings.get(path.as_os_str()) {
            return entries.to_vec();
        }
        let is_missing = matches!(self.listed(path), ListedEntry::Missing);
        let entries = if is_missing { Vec::new() } else { self.list(path).unwrap_or_default() };
        entries.into_iter().filter(|entry| is_remembered(&entry.name)).collect()
    }

    /// Lists the folder at `path`, unless that was done before. The answers about what is in it then take no system calls.
    pub(crate) fn learn(&self, path: &Path) {
        if !self.cache().listings.contains_key(path.as_os_str()) && !matches!(self.listed(path), ListedEntry::Missing) {
            // The questions that follow tell what is wrong.
            let _ = self.list(path);
        }
    }

    fn cache(&self) -> MutexGuard<'_, FileCache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listed(&self, path: &Path) -> ListedEntry {
        let Some((folder, name)) = path.to_str().and_then(|path| path.rsplit_once(is_separator)) else {
            return ListedEntry::Unknown;
        };
        let name = OsStr::new(name);
        let cache = self.cache();
        let entries =
            cache.listings.get(OsStr::new(folder)).filter(|_| is_remembered(name) && name != "." && name != "..");
        let Some(entries) = entries else { return ListedEntry::Unknown };
        if let Some(entry) = entries.iter().find(|entry| entry.name == name) {
            return if entry.file_type == FileType::Link {
                ListedEntry::Unknown
            } else {
                ListedEntry::Found(entry.file_type)
            };
        }
        let is_similar = |entry: &Entry| !entry.name.is_ascii() || entry.name.eq_ignore_ascii_case(name);
        if entries.iter().any(is_similar) { ListedEntry::Unknown } else { ListedEntry::Missing }
    }

    fn file_type(&self, path: &Path) -> Option<FileType> {
        match self.listed(path) {
            ListedEntry::Missing => None,
            ListedEntry::Found(file_type) => Some(file_type),
            ListedEntry::Unknown => {
                if let Some(known) = self.cache().types.get(path.as_os_str()) {
                    return *known;
                }
                let found = self.fs.metadata(path).ok().map(|metadata| metadata.file_type);
                self.cache().types.insert(path.as_os_str().to_owned(), found);
                found
            }
        }
    }

    /// The real path of a folder, or of a path that may be a link.
    fn real_folder(&self, path: &Path) -> io::Result<PathBuf> {
        if let Some(known) = self.cache().real.get(path.as_os_str()) {
            return Ok(known.clone());
        }
        if matches!(self.listed(path), ListedEntry::Found(FileType::Folder)) {
            return self.real_path_by_folder(path);
        }
        let real = self.fs.real_path(path)?;
        self.cache().real.insert(path.as_os_str().to_owned(), real.clone());
        Ok(real)
    }

    /// The real path of an entry that is not a link.
    fn real_path_by_folder(&self, path: &Path) -> io::Result<PathBuf> {
        match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => Ok(self.real_folder(folder)?.join(name)),
            _ => self.fs.real_path(path),
        }
    }
}

/// Returns `true` for the names of files and folders that envlint looks for by name, so that a listing without them is an answer. Those
/// of other files are not remembered, since a folder may have very many.
fn is_remembered(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let ends_with = |end: &&str| {
        let start = name.len().saturating_sub(end.len());
        name.get(start..).is_some_and(|found| found.eq_ignore_ascii_case(end.as_bytes()))
    };
    name.starts_with(b".") || [".json", ".toml", ".code-workspace"].iter().any(ends_with)
}

impl fmt::Debug for CachedFileSystem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CachedFileSystem").finish_non_exhaustive()
    }
}

impl FileSystem for CachedFileSystem {
    fn working_directory(&self) -> PathBuf {
        self.fs.working_directory()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.fs.metadata(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        self.fs.is_link(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.fs.read(path, limit)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let entries = self.fs.list(path)?;
        let remembered = entries.iter().filter(|entry| is_remembered(&entry.name)).cloned().collect();
        self.cache().listings.insert(path.as_os_str().to_owned(), remembered);
        Ok(entries)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        match self.listed(path) {
            ListedEntry::Missing => Err(io::ErrorKind::NotFound.into()),
            ListedEntry::Found(FileType::Folder) => self.real_folder(path),
            ListedEntry::Found(_) => self.real_path_by_folder(path),
            ListedEntry::Unknown => self.real_folder(path),
        }
    }

    fn os(&self) -> HostOs {
        self.fs.os()
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.fs.variable(name)
    }

    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        self.fs.read_stdin(limit)
    }

    fn as_compared<'n>(&self, name: &'n str) -> Cow<'n, str> {
        self.fs.as_compared(name)
    }

    fn repository_of<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let mut passed = Vec::new();
        let mut found = None;
        for folder in path.ancestors().skip(1) {
            if let Some(known) = self.cache().repositories.get(folder.as_os_str()) {
                found = *known;
                break;
            }
            passed.push(folder.as_os_str().to_owned());
            if self.exists(&folder.join(".git")) {
                found = Some(folder.as_os_str().len());
                break;
            }
        }
        self.cache().repositories.extend(passed.into_iter().map(|folder| (folder, found)));
        let length = found?;
        path.ancestors().find(|folder| folder.as_os_str().len() == length)
    }

    fn exists(&self, path: &Path) -> bool {
        self.file_type(path).is_some()
    }

    fn is_file(&self, path: &Path) -> bool {
        self.file_type(path) == Some(FileType::File)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.file_type(path) == Some(FileType::Folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    /// Every question about one of these paths, before and after their folders were listed.
    const PATHS: [&str; 11] = [
        "/app/.git",
        "/app/.vscode/./settings.json",
        "/app/.vscode",
        "/app/.vscode/settings.json",
        "/app/.vscode/tasks.json",
        "/app/.vscode/Launch.json",
        "/app/.vscode/mcp.json",
        "/app/.vscode/gone.json",
        "/app/envlint.toml",
        "/app/main.go",
        "/elsewhere/.vscode/settings.json",
    ];

    fn files(os: HostOs) -> Memory {
        let mut memory = Memory::new("/app");
        memory.set_os(os);
        memory.add(".vscode/settings.json", "{}");
        memory.add(".vscode/launch.json", "{}");
        memory.add("main.go", "");
        memory.add(".git/HEAD", "");
        memory.add("/shared/tasks.json", "{}");
        memory.add("/elsewhere/.vscode/settings.json", "{}");
        memory.link(".vscode/tasks.json", "/shared/tasks.json");
        memory.link(".vscode/gone.json", "missing");
        memory
    }

    #[test]
    fn listings_change_no_answer() {
        for os in [HostOs::Linux, HostOs::MacOs, HostOs::Windows] {
            let memory = files(os);
            let cached = CachedFileSystem::new(Arc::new(files(os)));
            for is_listed in [false, true] {
                if is_listed {
                    for folder in ["/", "/app", "/app/.vscode"] {
                        assert!(cached.list(Path::new(folder)).is_ok());
                    }
                }
                for path in PATHS.map(Path::new) {
                    let answers = |fs: &dyn FileSystem| {
                        let kind = (fs.exists(path), fs.is_file(path), fs.is_folder(path));
                        (kind, fs.real_path(path).ok(), fs.repository_of(path))
                    };
                    assert_eq!(answers(&cached), answers(&memory), "{path:?} {os:?} {is_listed}");
                }
            }
        }
    }

    #[test]
    fn a_folder_that_was_listed_answers_for_itself() {
        let cached = CachedFileSystem::new(Arc::new(files(HostOs::Linux)));
        assert!(cached.list(Path::new("/app/.vscode")).is_ok());
        for (name, is_known) in
            [("settings.json", true), ("mcp.json", true), ("tasks.json", false), ("LAUNCH.JSON", false)]
        {
            let path = Path::new("/app/.vscode").join(name);
            assert_eq!(!matches!(cached.listed(&path), ListedEntry::Unknown), is_known, "{name}");
        }
        let names: Vec<OsString> = cached.remembered(Path::new("/app")).into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, [".git", ".vscode"], "main.go is not looked for by name");
    }
}
