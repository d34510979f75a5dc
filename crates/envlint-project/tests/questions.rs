//! Counts what loading a project asks the file system. On a disk, each question is a system call.

#![allow(clippy::unwrap_used, reason = "a test may fail by it, also outside of its function")]

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use envlint_project::{CliOverrides, Entry, FileSystem, HostOs, Memory, Metadata, Project, Selection};

/// A file system that counts questions.
struct CountingFileSystem {
    memory: Memory,
    asked: Arc<Questions>,
}

#[derive(Debug, Default)]
struct Questions {
    /// About one path, other than its content.
    looks: AtomicUsize,
    lists: AtomicUsize,
    reads: AtomicUsize,
}

impl FileSystem for CountingFileSystem {
    fn working_directory(&self) -> PathBuf {
        self.memory.working_directory()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.asked.looks.fetch_add(1, Ordering::Relaxed);
        self.memory.metadata(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        self.asked.looks.fetch_add(1, Ordering::Relaxed);
        self.memory.is_link(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.asked.reads.fetch_add(1, Ordering::Relaxed);
        self.memory.read(path, limit)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.asked.lists.fetch_add(1, Ordering::Relaxed);
        self.memory.list(path)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.asked.looks.fetch_add(1, Ordering::Relaxed);
        self.memory.real_path(path)
    }

    fn os(&self) -> HostOs {
        self.memory.os()
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.memory.variable(name)
    }
}

/// The questions about `workspaces` folders with a settings file each, if the folder around them or every file is `named`.
fn questions(workspaces: usize, named: bool) -> [usize; 3] {
    let mut memory = Memory::new("/home/me/work");
    let paths: Vec<PathBuf> =
        (0..workspaces).map(|number| PathBuf::from(format!("app-{number}/.vscode/settings.json"))).collect();
    for path in &paths {
        memory.add(path, r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/x" } }"#);
        memory.add(path.with_file_name("notes.md"), "");
    }
    let asked = Arc::new(Questions::default());
    let fs = Arc::new(CountingFileSystem { memory, asked: Arc::clone(&asked) });
    let all = [PathBuf::from(".")];
    let paths = if named { paths.as_slice() } else { &all };
    let project = Project::load(fs, &Selection { threads: 1, ..Selection::new(paths) }).unwrap();
    let findings = project.lint(&project.linter(&CliOverrides::default()));
    assert_eq!(findings.len(), workspaces);
    [&asked.looks, &asked.lists, &asked.reads].map(|count| count.load(Ordering::Relaxed))
}

/// Each folder is listed once, and each file is looked at before it is read, since only regular files are opened.
#[test]
fn a_workspace_takes_few_questions() {
    for (named, most) in [(false, 2), (true, 5)] {
        let ([few_looks, few_lists, few_reads], [looks, lists, reads]) = (questions(100, named), questions(200, named));
        assert_eq!(reads - few_reads, 100, "each file is read once");
        assert_eq!(lists - few_lists, 200, "a workspace and its `.vscode` are listed once");
        assert!(looks - few_looks <= most * 100, "{} looks at 100 more workspaces", looks - few_looks);
    }
}
