use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use envlint_core::env::normalize;

use super::{Entry, FileSystem, FileType, HostOs, Metadata};
use crate::display_path::slashed;

/// The maximum number of links on the way to a file, as on Linux.
const MAX_LINKS: usize = 40;

/// A file system in memory. It has the folders of its files and no others.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The working directory, with `/` as separator.
    working_directory: String,
    /// The files and links by absolute path, with `/` as separator.
    nodes: BTreeMap<String, MemoryNode>,
    variables: BTreeMap<String, OsString>,
    stdin: Option<Vec<u8>>,
    os: Option<HostOs>,
}

#[derive(Clone, Debug)]
enum MemoryNode {
    File(Vec<u8>),
    /// The absolute path that the link leads to.
    Link(String),
    Device,
}

impl Memory {
    /// A file system without files.
    #[must_use]
    pub fn new(working_directory: impl AsRef<Path>) -> Self {
        Self { working_directory: slashed(working_directory.as_ref()), ..Self::default() }
    }

    /// Adds a file, or replaces it.
    pub fn add(&mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.nodes.insert(self.key(path.as_ref()), MemoryNode::File(content.into()));
    }

    /// Adds a symbolic link at `path`, whose target is relative to the folder of the link. The target need not exist.
    pub fn link(&mut self, path: impl AsRef<Path>, target: impl AsRef<Path>) {
        let key = self.key(path.as_ref());
        let folder = Path::new(&key).parent().unwrap_or(Path::new("/")).to_path_buf();
        let target = slashed(&folder.join(target));
        self.nodes.insert(key, MemoryNode::Link(target));
    }

    /// Adds something that is neither a file nor a folder, such as a pipe. Reading it fails.
    pub fn device(&mut self, path: impl AsRef<Path>) {
        self.nodes.insert(self.key(path.as_ref()), MemoryNode::Device);
    }

    /// Sets an environment variable.
    pub fn set_variable(&mut self, name: impl Into<String>, value: impl Into<OsString>) {
        self.variables.insert(name.into(), value.into());
    }

    /// Sets the content of standard input.
    pub fn set_stdin(&mut self, content: impl Into<Vec<u8>>) {
        self.stdin = Some(content.into());
    }

    /// Sets the operating system. Default: Linux.
    pub fn set_os(&mut self, os: HostOs) {
        self.os = Some(os);
    }

    fn key(&self, path: &Path) -> String {
        let path = slashed(path);
        if path.starts_with('/') { path } else { normalize(&format!("{}/{path}", self.working_directory)) }
    }

    /// The names directly in the folder `key`, each with the node there, or `None` for a folder. Linear in the number of files
    /// below the folder.
    fn children(&self, key: &str) -> BTreeMap<&str, Option<&MemoryNode>> {
        let folder = if key.ends_with('/') { key.to_owned() } else { format!("{key}/") };
        let mut found = BTreeMap::new();
        for (path, node) in self.nodes.range(folder.clone()..) {
            let Some(rest) = path.strip_prefix(&folder) else { break };
            match rest.split_once('/') {
                Some((name, _)) => found.entry(name).or_insert(None),
                None => found.entry(rest).or_insert(Some(node)),
            };
        }
        found
    }

    /// The path without links, and the node there, or `None` for a folder.
    fn resolve(&self, path: &Path) -> io::Result<(String, Option<&MemoryNode>)> {
        let mut rest: Vec<String> = self.key(path).split('/').rev().map(ToOwned::to_owned).collect();
        let mut real = String::new();
        let mut links = 0;
        while let Some(part) = rest.pop() {
            if part.is_empty() {
                continue;
            }
            let next = format!("{real}/{part}");
            match self.nodes.get(&next) {
                Some(MemoryNode::Link(target)) => {
                    links += 1;
                    if links > MAX_LINKS {
                        return Err(io::Error::other("too many levels of symbolic links"));
                    }
                    rest.extend(target.split('/').rev().map(ToOwned::to_owned));
                    real.clear();
                }
                Some(node) if rest.iter().all(String::is_empty) => return Ok((next, Some(node))),
                Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
                None => real = next,
            }
        }
        let real = if real.is_empty() { "/".to_owned() } else { real };
        if real == "/" || !self.children(&real).is_empty() {
            Ok((real, None))
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }
}

fn start(bytes: &[u8], limit: u64) -> Vec<u8> {
    let end = usize::try_from(limit).unwrap_or(usize::MAX).min(bytes.len());
    bytes.get(..end).unwrap_or_default().to_vec()
}

impl FileSystem for Memory {
    fn working_directory(&self) -> PathBuf {
        PathBuf::from(&self.working_directory)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let (file_type, len) = match self.resolve(path)?.1 {
            Some(MemoryNode::File(content)) => (FileType::File, content.len() as u64),
            Some(MemoryNode::Device | MemoryNode::Link(_)) => (FileType::Other, 0),
            None => (FileType::Folder, 0),
        };
        Ok(Metadata { file_type, len })
    }

    fn is_link(&self, path: &Path) -> bool {
        let key = self.key(path);
        let Some((folder, name)) = key.rsplit_once('/') else { return false };
        // The folders above may be links too.
        self.resolve(Path::new(if folder.is_empty() { "/" } else { folder })).is_ok_and(|(folder, _)| {
            matches!(self.nodes.get(&format!("{}/{name}", folder.trim_end_matches('/'))), Some(MemoryNode::Link(_)))
        })
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        match self.resolve(path)?.1 {
            Some(MemoryNode::File(content)) => Ok(start(content, limit)),
            Some(MemoryNode::Device | MemoryNode::Link(_)) => Err(io::Error::other("it is a device")),
            None => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let (real, node) = self.resolve(path)?;
        if node.is_some() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let entry = |(name, node): (&str, Option<&MemoryNode>)| {
            let file_type = match node {
                Some(MemoryNode::File(_)) => FileType::File,
                Some(MemoryNode::Link(_)) => FileType::Link,
                Some(MemoryNode::Device) => FileType::Other,
                None => FileType::Folder,
            };
            Entry { name: name.into(), file_type }
        };
        Ok(self.children(&real).into_iter().map(entry).collect())
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(PathBuf::from(self.resolve(path)?.0))
    }

    fn os(&self) -> HostOs {
        self.os.unwrap_or(HostOs::Linux)
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.variables.get(name).cloned()
    }

    fn read_stdin(&self, limit: u64) -> io::Result<Vec<u8>> {
        self.stdin.as_deref().map(|content| start(content, limit)).ok_or_else(|| io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_files_and_folders() {
        let mut memory = Memory::new("/app");
        memory.add("/lib/x/.vscode/settings.json", "{}");
        memory.link("/lib/y", "x");
        memory.link("lib", "../lib/y");
        memory.link("loop", "loop");
        memory.link("nowhere", "missing");
        let path = Path::new("lib/.vscode/settings.json");
        assert_eq!(memory.real_path(path).unwrap(), Path::new("/lib/x/.vscode/settings.json"));
        assert_eq!(memory.read(path, 1).unwrap(), b"{");
        assert_eq!(memory.list(Path::new("lib/.vscode")).unwrap().len(), 1);
        assert!(memory.is_link(Path::new("lib")) && memory.is_link(Path::new("nowhere")));
        assert!(!memory.is_link(path) && !memory.is_link(Path::new("missing")));
        assert!(memory.metadata(Path::new("loop")).is_err() && memory.metadata(Path::new("nowhere")).is_err());
    }

    #[test]
    fn folders_exist_as_long_as_they_contain_something() {
        let mut memory = Memory::new("/app");
        memory.add(".vscode/settings.json", "{}");
        memory.add(".vscode-test/x", "");
        assert!(memory.is_folder(Path::new(".vscode")) && memory.is_folder(Path::new("/")));
        assert!(!memory.exists(Path::new(".vs")) && !memory.exists(Path::new(".vscode/settings.json/x")));
        let names = memory.list(Path::new("/app/.vscode")).unwrap();
        assert_eq!(names, [Entry { name: "settings.json".into(), file_type: FileType::File }]);
    }
}
