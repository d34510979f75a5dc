//! Paths as people expect them: as they typed them, and with `~` for the home folder.

use std::path::{Path, PathBuf};

use envlint_project::{DisplayPaths, Project};

use crate::printable::printable;

/// Turns the paths that machines read into those that people read.
#[derive(Debug, Default)]
pub(crate) struct PeoplesPaths {
    /// The paths of the command line.
    typed: Vec<PathBuf>,
    /// The home folder, with `/` as separator.
    home: Option<String>,
}

impl PeoplesPaths {
    /// For a command line that names `typed`.
    pub(crate) fn new(typed: &[PathBuf]) -> Self {
        Self { typed: typed.to_vec(), home: home_folder() }
    }

    /// The path that `names` shows as `shown`: absolute if it was typed so, and below `~` if it is neither below the working
    /// directory nor below a relative path that was typed.
    pub(crate) fn shown(&self, names: &DisplayPaths, shown: &str) -> String {
        let is_near = !(shown.starts_with("../") || Path::new(shown).is_absolute());
        if is_near && self.typed.iter().all(|typed| typed.is_relative()) {
            return shown.to_owned();
        }
        let whole = names.whole(shown);
        let is_below = |folder: &str| is_below(&whole, folder);
        let is_typed = |typed: &PathBuf| {
            let typed = typed.to_string_lossy().replace('\\', "/");
            is_below(names.whole(&typed).trim_end_matches('/'))
        };
        if let Some(typed) = self.typed.iter().find(|typed| is_typed(typed)) {
            return if typed.is_absolute() { whole } else { shown.to_owned() };
        }
        match self.home.as_deref().filter(|home| !is_near && is_below(home)) {
            Some(home) => format!("~{}", whole.get(home.len()..).unwrap_or_default()),
            None => shown.to_owned(),
        }
    }

    /// The sentence for a run with `--user` that found no files of the user.
    pub(crate) fn no_own_files(&self, project: &Project) -> String {
        let folders: Vec<String> = project
            .looked_in
            .iter()
            .map(|folder| {
                let folder = folder.to_string_lossy().replace('\\', "/");
                printable(&self.shown(&project.names, &project.names.shown(&folder))).into_owned()
            })
            .collect();
        format!("You have no settings of your own (looked in {}).", folders.join(", "))
    }

    /// The sentence for a run without files.
    pub(crate) fn nothing_found(&self, project: &Project) -> String {
        let folders: Vec<String> = self
            .typed
            .iter()
            .map(|path| match path.to_str() {
                Some(".") => "this folder".to_owned(),
                _ => printable(&path.to_string_lossy()).into_owned(),
            })
            .collect();
        let place = if folders.is_empty() { "this folder".to_owned() } else { folders.join(", ") };
        let found = format!(
            "No VS Code files found in {place} (looked for .vscode/*.json, *.code-workspace and devcontainer.json)."
        );
        if project.looked_in.is_empty() { format!("{found}\nFor your own settings: envlint --user") } else { found }
    }
}

/// The home folder, with `/` as separator, unless it is the root.
pub(crate) fn home_folder() -> Option<String> {
    let home = std::env::home_dir().map(|home| home.to_string_lossy().replace('\\', "/"));
    home.map(|home| home.trim_end_matches('/').to_owned()).filter(|home| !home.is_empty())
}

/// Returns `true` if `path` is `folder` or below it.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_they_were_typed() {
        let names = DisplayPaths { working_directory: "/home/me/app".to_owned(), home: None };
        let shown = |typed: &[&str], path: &str| {
            let typed = typed.iter().map(PathBuf::from).collect();
            PeoplesPaths { typed, home: Some("/home/me".to_owned()) }.shown(&names, path)
        };
        assert_eq!(shown(&["."], ".vscode/settings.json"), ".vscode/settings.json");
        assert_eq!(shown(&["/home/me/app/"], ".vscode/settings.json"), "/home/me/app/.vscode/settings.json");
        assert_eq!(shown(&["../lib"], "../lib/x.json"), "../lib/x.json");
        assert_eq!(shown(&["."], "../.config/Code/User/settings.json"), "~/.config/Code/User/settings.json");
        assert_eq!(shown(&["."], "../../meg/x.json"), "../../meg/x.json");
        assert_eq!(shown(&["."], "/etc/x.json"), "/etc/x.json");
    }
}
