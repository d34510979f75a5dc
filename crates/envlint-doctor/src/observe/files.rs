//! Startup files, the user's settings and VS Code's log.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::machine::{Machine, Os, StartupFile};
use crate::startup;

/// The maximum length of a startup file in bytes; longer files are skipped.
const LONGEST: u64 = 1024 * 1024;
/// The maximum length in bytes of a file that a startup file reads. A longer one is the program of a tool.
const LONGEST_SOURCED: usize = 64 * 1024;
/// The number of files that read each other one after another.
const DEEPEST: usize = 4;
/// The number of log lines to keep.
const LOG_LINES: usize = 20;

/// Products, which are also the names of the folders with their user data.
const PRODUCTS: &[&str] = &["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];

/// The startup files of every shell, and the files of the session; `None` if the file does not exist.
pub(super) fn startup_files(machine: &Machine) -> BTreeMap<String, Option<StartupFile>> {
    if machine.os == Os::Windows {
        return BTreeMap::new();
    }
    let first = files_of(machine);
    // `~/.zshenv` can move the other files of zsh.
    let known = Machine { files: first.clone(), ..machine.clone() };
    let mut files = files_of(&known);
    files.extend(first);
    add_sourced(machine, &mut files);
    let is_of_home = |path: &String| path.starts_with(&machine.home);
    // Nothing follows from a missing system file.
    files.retain(|path, file| file.is_some() || is_of_home(path));
    if Path::new("/.flatpak-info").exists() {
        files.insert("/.flatpak-info".to_owned(), read(Path::new("/.flatpak-info")));
    }
    files
}

/// Adds the files that `files` read, and those that these read.
fn add_sourced(machine: &Machine, files: &mut BTreeMap<String, Option<StartupFile>>) {
    for _ in 0..DEEPEST {
        let known = Machine { files: files.clone(), ..machine.clone() };
        let read = startup::sourced_files(&known).into_iter().filter_map(|path| {
            let file = read(Path::new(&path)).filter(|file| file.text.len() <= LONGEST_SOURCED)?;
            Some((path, Some(file)))
        });
        let new: Vec<(String, Option<StartupFile>)> = read.collect();
        if new.is_empty() {
            break;
        }
        files.extend(new);
    }
}

/// The files in the places that are known for `machine`.
fn files_of(machine: &Machine) -> BTreeMap<String, Option<StartupFile>> {
    let mut files = BTreeMap::new();
    for path in startup::all_paths(machine) {
        match path.strip_suffix('*') {
            Some(folder) => {
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                for entry in entries.filter(|entry| entry.path().is_file()) {
                    files.insert(entry.path().to_string_lossy().into_owned(), read(&entry.path()));
                }
            }
            None => {
                files.insert(path.clone(), read(Path::new(&path)));
            }
        }
    }
    files
}

fn read(path: &Path) -> Option<StartupFile> {
    let metadata = fs::metadata(path).ok().filter(|metadata| metadata.is_file() && metadata.len() <= LONGEST)?;
    let text = String::from_utf8_lossy(&fs::read(path).ok()?).into_owned();
    let modified = metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
    Some(StartupFile { modified, text })
}

/// The text of the user's settings of every product.
pub(super) fn user_settings(machine: &Machine) -> BTreeMap<String, String> {
    let folder = PathBuf::from(machine.data_folder());
    let desktop =
        PRODUCTS.iter().map(|product| ((*product).to_owned(), folder.join(product).join("User/settings.json")));
    let home = Path::new(&machine.home);
    let server = ("code-server".to_owned(), home.join(".local/share/code-server/User/settings.json"));
    let read = |(product, path): (String, PathBuf)| Some((product, fs::read_to_string(path).ok()?));
    desktop.chain([server]).filter_map(read).collect()
}

/// The last log lines of VS Code's main process or server about the shell environment.
pub(super) fn log(machine: &Machine) -> Option<Vec<String>> {
    let folder = PathBuf::from(machine.data_folder());
    let home = Path::new(&machine.home);
    let desktop = PRODUCTS.iter().map(|product| (folder.join(product).join("logs"), "main.log"));
    let server = (home.join(".vscode-server/data/logs"), "remoteagent.log");
    let newest = desktop.chain([server]).filter_map(|(logs, name)| {
        let mut runs: Vec<PathBuf> = fs::read_dir(logs).ok()?.flatten().map(|entry| entry.path()).collect();
        // The names of these folders are times.
        runs.sort();
        let file = runs.last()?.join(name);
        Some((fs::metadata(&file).ok()?.modified().ok()?, file))
    });
    let (_, file) = newest.max()?;
    let text = fs::read_to_string(file).ok()?;
    let about = |line: &&str| line.to_lowercase().contains("shell env");
    Some(text.lines().filter(about).take(LOG_LINES).map(str::to_owned).collect())
}
