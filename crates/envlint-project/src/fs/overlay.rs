use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use super::{Entry, FileSystem, FileType, HostOs, Metadata};
use crate::display_path::slashed;

/// Texts on top of another file system: an editor's unsaved files. A text replaces the file at its path, or adds a file
/// that does not exist yet. It does not change where a path leads, so an unsaved text gives access to no other file.
///
/// The texts can change while a project that was loaded from the overlay still exists.
pub struct Overlay {
    below: Arc<dyn FileSystem>,
    texts: RwLock<Texts>,
}

/// The texts by absolute path, with `/` as separator.
type Texts = BTreeMap<String, Arc<str>>;

impl std::fmt::Debug for Overlay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Overlay").field("paths", &self.texts().keys()).finish_non_exhaustive()
    }
}

impl Overlay {
    /// An overlay without texts on top of `below`.
    #[must_use]
    pub fn new(below: Arc<dyn FileSystem>) -> Self {
        Self { below, texts: RwLock::default() }
    }

    /// Sets the text of the file at `path`.
    pub fn set(&self, path: impl AsRef<Path>, text: impl Into<Arc<str>>) {
        let key = self.key(path.as_ref());
        self.texts.write().unwrap_or_else(PoisonError::into_inner).insert(key, text.into());
    }

    /// Removes the text of the file at `path`, so that the file below it is read again.
    pub fn remove(&self, path: impl AsRef<Path>) {
        let key = self.key(path.as_ref());
        self.texts.write().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }

    /// A thread that panics while it holds the lock cannot leave the texts half changed.
    fn texts(&self) -> RwLockReadGuard<'_, Texts> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self, path: &Path) -> String {
        slashed(&self.below.working_directory().join(path))
    }

    fn text(&self, path: &Path) -> Option<Arc<str>> {
        let texts = self.texts();
        if texts.is_empty() { None } else { texts.get(&self.key(path)).cloned() }
    }

    /// The paths of all texts below the folder `path`, relative to it.
    fn below_folder(&self, path: &Path) -> Vec<String> {
        let mut folder = self.key(path);
        if !folder.ends_with('/') {
            folder.push('/');
        }
        let texts = self.texts();
        let below = texts.range(folder.clone()..).map_while(|(path, _)| path.strip_prefix(&folder));
        below.map(ToOwned::to_owned).collect()
    }
}

impl FileSystem for Overlay {
    fn working_directory(&self) -> PathBuf {
        self.below.working_directory()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        if let Some(text) = self.text(path) {
            return Ok(Metadata { file_type: FileType::File, len: text.len() as u64 });
        }
        match self.below.metadata(path) {
            Err(_) if !self.below_folder(path).is_empty() => Ok(Metadata { file_type: FileType::Folder, len: 0 }),
            other => other,
        }
    }

    fn is_link(&self, path: &Path) -> bool {
        self.below.is_link(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        match self.text(path) {
            Some(text) => {
                let end = usize::try_from(limit).unwrap_or(usize::MAX).min(text.len());
                Ok(text.as_bytes().get(..end).unwrap_or_default().to_vec())
            }
            None => self.below.read(path, limit),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let below = self.below.list(path);
        let mut found: BTreeMap<OsString, FileType> = BTreeMap::new();
        for rest in &self.below_folder(path) {
            match rest.split_once('/') {
                Some((folder, _)) => found.insert(folder.into(), FileType::Folder),
                None => found.insert(rest.into(), FileType::File),
            };
        }
        if found.is_empty() {
            return below;
        }
        // A link stays one, so that a search looks at where it leads.
        found.extend(below.unwrap_or_default().into_iter().map(|entry| (entry.name, entry.file_type)));
        Ok(found.into_iter().map(|(name, file_type)| Entry { name, file_type }).collect())
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        match self.below.real_path(path) {
            // A link that leads nowhere gets no meaning from a text at its path.
            Err(_) if self.metadata(path).is_ok() && !self.below.is_link(path) => {
                let absolute = PathBuf::from(self.key(path));
                match (absolute.parent(), absolute.file_name()) {
                    (Some(folder), Some(name)) => Ok(self.real_path(folder)?.join(name)),
                    _ => Ok(absolute),
                }
            }
            other => other,
        }
    }

    fn os(&self) -> HostOs {
        self.below.os()
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.below.variable(name)
    }

    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        self.below.read_stdin(limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;

    fn overlay(files: &[(&str, &str)]) -> Overlay {
        let mut memory = Memory::new("/app");
        for (path, text) in files {
            memory.add(path, *text);
        }
        Overlay::new(Arc::new(memory))
    }

    #[test]
    fn a_text_replaces_a_file_until_it_is_removed() {
        let overlay = overlay(&[(".vscode/settings.json", "saved")]);
        let path = Path::new("/app/.vscode/settings.json");
        overlay.set(".vscode/settings.json", "unsaved");
        assert_eq!(overlay.read(path, 64).unwrap(), b"unsaved");
        assert_eq!(overlay.read(path, 2).unwrap(), b"un");
        assert_eq!(overlay.metadata(path).unwrap().len, 7);
        overlay.remove(path);
        assert_eq!(overlay.read(path, 64).unwrap(), b"saved");
    }

    #[test]
    fn a_text_can_be_a_new_file_in_a_new_folder() {
        let overlay = overlay(&[("main.go", "")]);
        overlay.set(".vscode/settings.json", "{}");
        assert!(overlay.is_folder(Path::new(".vscode")) && overlay.is_file(Path::new(".vscode/settings.json")));
        let mut names: Vec<OsString> =
            overlay.list(Path::new("/app")).unwrap().into_iter().map(|entry| entry.name).collect();
        names.sort();
        assert_eq!(names, [".vscode", "main.go"]);
        let real = overlay.real_path(Path::new(".vscode/settings.json")).unwrap();
        assert_eq!(real, Path::new("/app/.vscode/settings.json"));
    }

    #[test]
    fn a_text_does_not_change_where_a_link_leads() {
        let mut memory = Memory::new("/app");
        memory.add("/secret/settings.json", "{}");
        memory.link(".vscode/settings.json", "/secret/settings.json");
        memory.link(".vscode/tasks.json", "/nowhere");
        let overlay = Overlay::new(Arc::new(memory));
        overlay.set(".vscode/settings.json", "{}");
        overlay.set(".vscode/tasks.json", "{}");
        let real = overlay.real_path(Path::new(".vscode/settings.json")).unwrap();
        assert_eq!(real, Path::new("/secret/settings.json"));
        assert!(overlay.real_path(Path::new(".vscode/tasks.json")).is_err());
        let entries = overlay.list(Path::new(".vscode")).unwrap();
        assert!(entries.iter().all(|entry| entry.file_type == FileType::Link));
    }
}
