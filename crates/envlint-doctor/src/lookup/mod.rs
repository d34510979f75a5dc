//! Finds programs on the machine's PATHs in the same way as the system and the Go extension.

mod directories;
mod go;
mod similar;

use crate::machine::{Env, Machine, Os, is_of_host};

pub use directories::{Listing, executable, exists, listing, real_path};
pub use go::{GoSettings, go_tool, is_go_tool};
pub use similar::is_similar;

/// The result of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandLookup {
    /// The program was found.
    At(LookupPlace),
    /// The program does not exist.
    Missing,
    /// It is not known, because folders were not observed.
    Unknown,
}

/// The location of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupPlace {
    /// Its path, with the folder as spelled on PATH.
    pub path: String,
    /// Its path with all observed links followed.
    pub real: String,
    /// The folder that contains it, as spelled on PATH.
    pub folder: String,
}

impl LookupPlace {
    /// Returns `true` if its folder is spelled with a `~` that only bash replaces.
    #[must_use]
    pub fn is_only_for_bash(&self) -> bool {
        self.folder.starts_with('~')
    }
}

impl CommandLookup {
    /// The program, if there is one.
    #[must_use]
    pub const fn place(&self) -> Option<&LookupPlace> {
        match self {
            Self::At(place) => Some(place),
            Self::Missing | Self::Unknown => None,
        }
    }

    /// The program, if a process other than bash finds it in the same folder.
    #[must_use]
    pub fn place_for_all(&self) -> Option<&LookupPlace> {
        self.place().filter(|place| !place.is_only_for_bash())
    }

    /// Returns `true` if it is unknown whether the program exists, because folders were not observed.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Returns `true` if the program certainly does not exist.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }
}

/// The program that a process with the environment `env` finds under `name`.
#[must_use]
pub fn search(machine: &Machine, env: &Env, name: &str) -> CommandLookup {
    let os = machine.os;
    if name.contains('/') || (os == Os::Windows && name.contains('\\')) {
        return by_path(machine, name);
    }
    let extensions = extensions(os, env);
    // Without PATH, each program looks in other folders.
    let mut unknown = env.get(os, "PATH").is_none();
    for entry in os.entries(env.path(os)) {
        match in_folder(machine, entry.text, name, &extensions) {
            CommandLookup::At(place) => return CommandLookup::At(place),
            CommandLookup::Unknown => unknown = true,
            CommandLookup::Missing => {}
        }
    }
    if unknown { CommandLookup::Unknown } else { CommandLookup::Missing }
}

/// The program that bash with the environment `env` finds under `name`. Unlike other shells and programs, bash replaces a `~` at
/// the start of an entry of PATH when it looks up a command.
///
/// Source: findcmd.c and bash(1), "Tilde Expansion"; not in POSIX mode.
#[must_use]
pub fn search_in_bash(machine: &Machine, env: &Env, name: &str) -> CommandLookup {
    let os = machine.os;
    let mut unknown = env.get(os, "PATH").is_none();
    for entry in os.entries(env.path(os)) {
        let folder = unquoted_home(machine, entry.text).filter(|_| entry.text.starts_with('~'));
        let folder = folder.unwrap_or_else(|| entry.text.to_owned());
        match in_folder(machine, &folder, name, &[String::new()]) {
            CommandLookup::At(place) => {
                return CommandLookup::At(LookupPlace { folder: entry.text.to_owned(), ..place });
            }
            CommandLookup::Unknown => unknown = true,
            CommandLookup::Missing => {}
        }
    }
    if unknown { CommandLookup::Unknown } else { CommandLookup::Missing }
}

/// The folder that an entry of PATH means if it begins with `~` or a reference to HOME that nothing has replaced.
#[must_use]
pub fn unquoted_home(machine: &Machine, entry: &str) -> Option<String> {
    let rest = ["~/", "$HOME/", "${HOME}/"].iter().find_map(|start| entry.strip_prefix(start))?;
    Some(machine.os.join(machine.os.trimmed(&machine.home), rest))
}

/// All programs called `name` on the PATH of `env`, in order; each real path appears once.
#[must_use]
pub fn all_matches(machine: &Machine, env: &Env, name: &str) -> Vec<LookupPlace> {
    let extensions = extensions(machine.os, env);
    let mut places: Vec<LookupPlace> = Vec::new();
    for entry in machine.os.entries(env.path(machine.os)) {
        if let CommandLookup::At(place) = in_folder(machine, entry.text, name, &extensions)
            && !places.iter().any(|known| machine.os.same_path(&known.path, &place.path))
        {
            places.push(place);
        }
    }
    places
}

/// The program at an absolute path or at a path relative to the folder.
fn by_path(machine: &Machine, path: &str) -> CommandLookup {
    let os = machine.os;
    let path = match (os.is_absolute(path), &machine.folder) {
        (true, _) => path.to_owned(),
        (false, Some(folder)) => os.join(folder, path.trim_start_matches("./").trim_start_matches(".\\")),
        (false, None) => return CommandLookup::Unknown,
    };
    let Some((folder, name)) = os.split(&path) else { return CommandLookup::Unknown };
    in_folder(machine, folder, name, &extensions(os, &Env::default()))
}

/// The program called `name` in one folder. `extensions` are tried in order; the first is empty.
#[must_use]
pub fn in_folder(machine: &Machine, folder: &str, name: &str, extensions: &[String]) -> CommandLookup {
    let os = machine.os;
    if is_of_host(folder) {
        return CommandLookup::Unknown;
    }
    if !os.is_absolute(folder) {
        // The result depends on the working folder of the process.
        let possible = [machine.folder.as_deref(), Some(machine.home.as_str())].into_iter().flatten();
        let mut found = possible.map(|base| in_folder(machine, &os.join(base, folder), name, extensions));
        let is_possible = found.any(|lookup| lookup.place().is_some());
        return if is_possible { CommandLookup::Unknown } else { CommandLookup::Missing };
    }
    let names = match listing(machine, folder) {
        Listing::Programs(names) => names,
        Listing::Gone => return CommandLookup::Missing,
        Listing::NotObserved => return CommandLookup::Unknown,
    };
    let found = extensions.iter().find_map(|extension| {
        let wanted = format!("{name}{extension}");
        names.iter().find(|known| os.same_name(known, &wanted))
    });
    match found {
        Some(file) => {
            let path = os.join(folder, file);
            CommandLookup::At(LookupPlace { real: real_path(machine, &path), path, folder: folder.to_owned() })
        }
        None => CommandLookup::Missing,
    }
}

/// The extensions to try: those of PATHEXT on Windows, only the empty one on other systems.
fn extensions(os: Os, env: &Env) -> Vec<String> {
    let mut extensions = vec![String::new()];
    if os == Os::Windows {
        let listed = env.get(os, "PATHEXT").unwrap_or(".COM;.EXE;.BAT;.CMD");
        extensions = listed.split(';').filter(|text| !text.is_empty()).map(str::to_lowercase).collect();
        // The name may already have its extension.
        extensions.push(String::new());
    }
    extensions
}
