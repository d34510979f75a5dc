//! The programs in the folders of every PATH.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::case::Case;
use crate::machine::{Env, Os};

/// Folders, links and permissions.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) directories: BTreeMap<String, Option<Vec<String>>>,
    pub(super) links: BTreeMap<String, String>,
    pub(super) writable: Vec<String>,
}

/// Variables that name folders with programs, or folders with programs in their `bin`.
const ROOTS: &[&str] =
    &["GOROOT", "GOPATH", "GOBIN", "JAVA_HOME", "CARGO", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "PYTHONHOME"];

/// The folders to list: those on any PATH, in settings and in variables, and those that installers use.
pub(super) fn wanted(case: &Case<'_>) -> Vec<String> {
    let os = case.machine.os;
    let mut folders: Vec<String> = Vec::new();
    for env in envs(case) {
        folders.extend(os.entries(env.path(os)).map(|entry| entry.text.to_owned()));
        for value in ROOTS.iter().filter_map(|name| env.get(os, name)) {
            folders.extend(os.entries(value).flat_map(|entry| [entry.text.to_owned(), os.join(entry.text, "bin")]));
        }
    }
    folders.extend(usual(case));
    let mut seen = std::collections::HashSet::new();
    folders.retain(|folder| os.is_absolute(folder) && seen.insert(folder.clone()));
    folders
}

/// Every environment that was observed or derived.
fn envs<'c>(case: &'c Case<'_>) -> Vec<&'c Env> {
    let machine = case.machine;
    let session = machine.session.is().map(|session| &session.env);
    let base = machine.login_shell.is().and_then(|login| login.base.as_ref());
    let running = machine.processes.iter().flatten().filter_map(|process| process.env.is());
    let views = case.views.iter().filter_map(|view| view.env.as_ref());
    views.chain(machine.env.as_ref()).chain(session).chain(base).chain(running).collect()
}

/// The folders that installers use, and those of programs in settings and of the user's shell.
fn usual(case: &Case<'_>) -> Vec<String> {
    let machine = case.machine;
    let os = machine.os;
    let home = os.trimmed(&machine.home);
    let of_home = ["go/bin", ".local/bin", ".cargo/bin"];
    let mut folders: Vec<String> =
        of_home.iter().map(|folder| os.join(home, &folder.replace('/', &os.separator().to_string()))).collect();
    if os != Os::Windows {
        folders.extend(["/usr/local/go/bin", "/usr/local/bin"].map(str::to_owned));
    }
    let settings = case.project.settings.iter().filter_map(|setting| setting.value.as_str());
    let shells = case.project.task_shells.iter().map(|shell| shell.program.as_str());
    for path in settings.chain(shells).chain(machine.shell.as_deref()) {
        let path = crate::project::text(path, &Env::default(), crate::project::Places::of(machine));
        let Some(path) = path.filter(|path| os.is_absolute(path)) else { continue };
        folders.extend([os.join(&path, "bin"), path.clone()]);
        folders.extend(os.split(&path).map(|(folder, _)| folder.to_owned()));
    }
    folders
}

/// Lists `folders`, and resolves links of programs with one of these `names`.
pub(super) fn list(folders: &[String], names: &[String]) -> Listed {
    let mut listed = Listed::default();
    for folder in folders {
        let path = Path::new(folder);
        if let Some(target) =
            fs::symlink_metadata(path).ok().filter(fs::Metadata::is_symlink).and_then(|_| path.canonicalize().ok())
        {
            listed.links.insert(folder.trim_end_matches('/').to_owned(), target.to_string_lossy().into_owned());
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            // A program, or a folder without read permission, does exist.
            Err(_) if path.is_dir() => continue,
            Err(_) => {
                listed.directories.insert(folder.clone(), None);
                continue;
            }
        };
        let mut programs: Vec<String> = Vec::new();
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !is_program(&entry.path()) {
                continue;
            }
            let stem = name.split('.').next().unwrap_or_default();
            let is_requested = names.iter().any(|requested| *requested == name || requested == stem);
            if is_requested && let Some(target) = link(&entry.path()) {
                listed.links.insert(entry.path().to_string_lossy().into_owned(), target);
            }
            programs.push(name);
        }
        programs.sort();
        listed.directories.insert(folder.clone(), Some(programs));
        if is_writable_by_others(path) {
            listed.writable.push(folder.clone());
        }
    }
    listed
}

fn link(path: &Path) -> Option<String> {
    let real = path.canonicalize().ok()?;
    (real != path).then(|| real.to_string_lossy().into_owned())
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    // Checking each file on a Windows drive takes seconds, and all files are executable there.
    path.starts_with("/mnt/c")
        || fs::metadata(path).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.extension().is_some() && !path.is_dir()
}

#[cfg(unix)]
fn is_writable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    const OTHERS: u32 = 0o002;
    const STICKY: u32 = 0o1000;
    fs::metadata(path)
        .is_ok_and(|data| data.permissions().mode() & OTHERS != 0 && data.permissions().mode() & STICKY == 0)
}

#[cfg(not(unix))]
fn is_writable_by_others(_: &Path) -> bool {
    false
}
