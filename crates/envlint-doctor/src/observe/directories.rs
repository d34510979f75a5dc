//! The programs in the folders of every PATH.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::installers::install_folders;
use crate::case::{Case, Question};
use crate::lookup::{is_similar, unquoted_home};
use crate::machine::{Env, Os};
use crate::project::NamedBy;
use crate::startup;

/// Folders, links and permissions.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) directories: BTreeMap<String, Option<Vec<String>>>,
    pub(super) links: BTreeMap<String, String>,
    pub(super) writable: Vec<String>,
    pub(super) unusable: BTreeMap<String, String>,
}

/// Variables that name folders with programs, or folders with programs in their `bin`.
const ROOTS: &[&str] =
    &["GOROOT", "GOPATH", "GOBIN", "JAVA_HOME", "CARGO", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "PYTHONHOME"];

/// The folders to list: those on any PATH, in settings, in variables and in startup files, those that installers use, and those
/// with a name that resembles a missing folder if they contain one of `names`.
pub(super) fn wanted(case: &Case<'_>, names: &[String]) -> Vec<String> {
    let os = case.machine.os;
    let mut folders: Vec<String> = Vec::new();
    for env in envs(case) {
        let entries = os.entries(env.path(os)).map(|entry| entry.text);
        for entry in entries {
            folders.push(unquoted_home(case.machine, entry).unwrap_or_else(|| entry.to_owned()));
            // A relative entry means another folder in each process, most likely one of these.
            let bases = [case.machine.folder.as_deref(), Some(case.machine.home.as_str())].into_iter().flatten();
            let is_relative = !os.is_absolute(entry) && !entry.is_empty() && !entry.starts_with(['~', '$']);
            folders.extend(bases.filter(|_| is_relative).map(|base| os.join(base, entry)));
        }
        for value in ROOTS.iter().filter_map(|name| env.get(os, name)) {
            folders.extend(os.entries(value).flat_map(|entry| [entry.text.to_owned(), os.join(entry.text, "bin")]));
        }
    }
    folders.extend(in_other_folders(case));
    folders.extend(usual(case));
    folders.extend(folders_of_tasks(case));
    folders.extend(startup::added_folders(case.machine).into_iter().map(|added| added.folder));
    let home = os.trimmed(&case.machine.home);
    let has = |folder: &Path| names.iter().any(|name| is_plain(name) && file_in(folder, name).is_some());
    folders.extend(install_folders(home).into_iter().filter(|folder| has(Path::new(folder))));
    let missing: Vec<String> = folders.iter().filter(|folder| !Path::new(folder).exists()).cloned().collect();
    let files = folders.iter().filter(|folder| Path::new(folder).is_file());
    let parents = files.filter_map(|file| Some(Path::new(file).parent()?.to_string_lossy().into_owned()));
    folders.extend(parents.collect::<Vec<_>>());
    let similar =
        missing.iter().filter(|folder| folder.starts_with(home)).flat_map(|folder| similar(Path::new(folder)));
    folders.extend(similar.filter(|folder| has(Path::new(folder))).collect::<Vec<_>>());
    let mut seen = std::collections::HashSet::new();
    folders.retain(|folder| os.is_absolute(folder) && seen.insert(folder.clone()));
    folders
}

/// Returns `true` if `name` is the name of a file, not a path.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\'])
}

/// The file that is called `name` in `folder`, with the ending of programs on Windows.
fn file_in(folder: &Path, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat", ""] } else { &[""] };
    let mut files = endings.iter().map(|ending| folder.join(format!("{name}{ending}")));
    files.find(|file| fs::symlink_metadata(file).is_ok())
}

/// Folders of which one part is spelled almost as in `missing`, which does not exist: `tools/bin` for `tolls/bin`.
fn similar(missing: &Path) -> Vec<String> {
    let Some(exists) = missing.ancestors().find(|folder| folder.is_dir()) else { return Vec::new() };
    let Ok(rest) = missing.strip_prefix(exists) else { return Vec::new() };
    let mut parts = rest.components();
    let Some(wrong) = parts.next().map(|part| part.as_os_str().to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    let rest = parts.as_path();
    let entries = fs::read_dir(exists).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let folders = names.filter(|name| is_similar(name, &wrong)).map(|name| exists.join(name).join(rest));
    folders.filter(|folder| folder.is_dir()).map(|folder| folder.to_string_lossy().into_owned()).collect()
}

/// Every environment that was observed or derived.
fn envs<'c>(case: &'c Case<'_>) -> Vec<&'c Env> {
    let machine = case.machine;
    let session = machine.session.is().map(|session| &session.env);
    let base = machine.asked_from();
    let running = machine.processes.iter().flatten().filter_map(|process| process.env.is());
    let views = case.views.iter().filter_map(|view| view.env.as_ref());
    views.chain(machine.env.as_ref()).chain(session).chain(base).chain(running).collect()
}

/// The folders that settings add to PATH in the other folders of the workspace.
fn in_other_folders(case: &Case<'_>) -> Vec<String> {
    let os = case.machine.os;
    let Some(host) = case.host().and_then(|view| view.env.as_ref()) else { return Vec::new() };
    let fold = |places| case.project.consumers.iter().map(move |consumer| crate::project::fold(consumer, host, places));
    let envs = case.places().of_other_folders().flat_map(fold);
    envs.flat_map(|env| os.entries(env.path(os)).map(|entry| entry.text.to_owned()).collect::<Vec<_>>()).collect()
}

/// The folders of the programs that tasks start directly and by their paths.
fn folders_of_tasks(case: &Case<'_>) -> Vec<String> {
    let os = case.machine.os;
    let is_of_task = |question: &&Question| {
        let mut commands = question.name.commands.iter().filter_map(|index| case.project.commands.get(*index));
        commands.any(|command| command.by == NamedBy::ProcessTask)
    };
    let paths = case.questions.iter().filter(is_of_task).map(|question| question.name.text.as_str());
    let folders = paths.filter(|path| os.is_absolute(path)).filter_map(|path| os.split(path));
    folders.map(|(folder, _)| folder.to_owned()).collect()
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
        let in_folders = case.all_places().filter_map(|places| crate::project::text(path, &Env::default(), places));
        for path in in_folders.filter(|path| os.is_absolute(path)) {
            folders.extend([os.join(&path, "bin"), path.clone()]);
            folders.extend(os.split(&path).map(|(folder, _)| folder.to_owned()));
        }
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
                if path.is_file() {
                    listed.unusable.insert(folder.clone(), "file".to_owned());
                }
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
        for name in names.iter().filter(|name| is_plain(name) && !programs.contains(name)) {
            let file = path.join(name);
            if let Some(why) = unusable(&file) {
                listed.unusable.insert(file.to_string_lossy().into_owned(), why.to_owned());
            }
        }
        listed.directories.insert(folder.clone(), Some(programs));
        if is_writable_by_others(path) {
            listed.writable.push(folder.clone());
        }
    }
    listed
}

/// The reason why the file at `path` cannot be started; `None` if it does not exist or has no such reason.
fn unusable(path: &Path) -> Option<&'static str> {
    let own = fs::symlink_metadata(path).ok()?;
    match fs::metadata(path) {
        Ok(target) if target.is_dir() => Some("folder"),
        Ok(_) if cfg!(unix) && !is_program(path) => Some("not-executable"),
        Ok(_) => None,
        Err(_) if own.is_symlink() => Some("broken-link"),
        Err(_) => None,
    }
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
