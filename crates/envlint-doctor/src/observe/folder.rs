//! Keeps programs inside the folder from being started.

use std::path::Path;

use crate::machine::{Env, Os};

/// Variables that make a shell or the system's loader execute code.
const RUNS: &[&str] =
    &["BASH_ENV", "ENV", "ZDOTDIR", "LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "PROMPT_COMMAND"];

/// Returns `true` if `path` is inside `folder`. A folder that contains the home folder is not a project: everything would be
/// inside it.
pub(super) fn is_inside(path: &Path, folder: &Path, home: &Path) -> bool {
    if home.starts_with(folder) {
        return false;
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.starts_with(folder) || real(path).starts_with(real(folder))
}

/// `env` without variables and list entries that point into `folder`.
pub(super) fn without_folder(env: &Env, os: Os, folder: &Path, home: &Path) -> Env {
    let is_kept = |text: &str| !os.is_absolute(text) || !is_inside(Path::new(text), folder, home);
    let kept = env.0.iter().filter_map(|(name, value)| {
        let is_path = os.same_name(name, "PATH");
        let runs = RUNS.contains(&name.as_str());
        if runs && os.entries(&value.replace(' ', ":")).any(|entry| !is_kept(entry.text) || !os.is_absolute(entry.text))
        {
            return None;
        }
        if !os.entries(value).any(|entry| !is_kept(entry.text)) && !is_path {
            return Some((name.clone(), value.clone()));
        }
        // A relative or empty entry refers to the working folder of the program.
        // bash replaces a `~` at the start of an entry.
        let is_below_home =
            |text: &str| text.strip_prefix("~/").is_some_and(|within| !is_inside(&home.join(within), folder, home));
        let is_usable = |text: &str| is_kept(text) && (!is_path || os.is_absolute(text) || is_below_home(text));
        let entries = os.entries(value).filter(|entry| is_usable(entry.text));
        let entries: Vec<&str> = entries.map(|entry| entry.text).collect();
        let value = entries.join(&os.list_separator().to_string());
        (is_path || !value.is_empty()).then_some((name.clone(), value))
    });
    kept.collect()
}
