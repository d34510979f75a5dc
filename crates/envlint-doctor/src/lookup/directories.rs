//! The folders of the machine: their programs and links.

use crate::machine::Machine;

/// The observation of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing<'m> {
    /// The names of the programs in it.
    Programs(&'m [String]),
    /// It does not exist.
    Gone,
    /// It was not observed.
    NotObserved,
}

/// The maximum number of links to follow.
const MOST_LINKS: usize = 16;

/// The observation of `folder`, with links followed.
#[must_use]
pub fn listing<'m>(machine: &'m Machine, folder: &str) -> Listing<'m> {
    let own = of(machine, folder);
    match own {
        Listing::NotObserved => match real_path(machine, folder) {
            real if machine.os.same_path(&real, folder) => own,
            real => of(machine, &real),
        },
        known => known,
    }
}

fn of<'m>(machine: &'m Machine, folder: &str) -> Listing<'m> {
    let exact = machine.directories.get(folder);
    let found = exact.or_else(|| {
        let mut all = machine.directories.iter();
        all.find(|(known, _)| machine.os.same_path(known, folder)).map(|(_, names)| names)
    });
    match found {
        Some(Some(names)) => Listing::Programs(names),
        Some(None) => Listing::Gone,
        None => Listing::NotObserved,
    }
}

/// `path` with the observed links followed, in any of its parts.
#[must_use]
pub fn real_path(machine: &Machine, path: &str) -> String {
    let mut real = machine.os.trimmed(path).to_owned();
    for _ in 0..MOST_LINKS {
        let Some(next) = follow(machine, &real) else { break };
        real = next;
    }
    real
}

/// `path` with the longest part that is a link replaced by the target of the link.
fn follow(machine: &Machine, path: &str) -> Option<String> {
    let mut part = path;
    loop {
        if let Some(target) = machine.links.get(part) {
            let rest = path.get(part.len()..)?;
            let target = if machine.os.is_absolute(target) {
                target.clone()
            } else {
                normalized(machine, &machine.os.join(machine.os.split(part)?.0, target))
            };
            let followed = format!("{}{rest}", machine.os.trimmed(&target));
            return (followed != path).then_some(followed);
        }
        let (folder, _) = machine.os.split(part)?;
        if folder.len() >= part.len() || folder.len() <= 1 {
            return None;
        }
        part = folder;
    }
}

/// `path` without `.` and `..`.
fn normalized(machine: &Machine, path: &str) -> String {
    let separator = machine.os.separator();
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(separator) {
        match part {
            "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join(&separator.to_string())
}

/// Returns `true` if a program is at `path`; `None` if its folder was not observed.
#[must_use]
pub fn executable(machine: &Machine, path: &str) -> Option<bool> {
    let (folder, name) = machine.os.split(path)?;
    match listing(machine, folder) {
        Listing::Programs(names) => Some(names.iter().any(|known| machine.os.same_name(known, name))),
        Listing::Gone => Some(false),
        Listing::NotObserved => None,
    }
}

/// Returns `true` if a folder, program or file is at `path`; `None` if it was not observed.
#[must_use]
pub fn exists(machine: &Machine, path: &str) -> Option<bool> {
    match listing(machine, path) {
        Listing::Programs(_) => return Some(true),
        Listing::Gone => return Some(false),
        Listing::NotObserved => {}
    }
    match machine.files.get(path) {
        Some(file) => Some(file.is_some()),
        // The listing contains only programs; another file can exist without being listed.
        None => match executable(machine, path) {
            Some(true) => Some(true),
            Some(false) if parent_is_gone(machine, path) => Some(false),
            _ => None,
        },
    }
}

fn parent_is_gone(machine: &Machine, path: &str) -> bool {
    machine.os.split(path).is_some_and(|(folder, _)| listing(machine, folder) == Listing::Gone)
}
