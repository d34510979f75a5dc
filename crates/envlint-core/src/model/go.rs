//! The processes of the Go extension, and the `go` command that they use.

use super::consumers::consumer;
use super::parts::{Part, parts};
use super::process::{Model, Process};
use crate::env::{Contribution, Text};
use crate::vscode::dialects::GO_TOOLS;

/// The consumers that run on a project's code: gopls and the other tools, the go commands of gopls, tests,
/// debugging.
const ON_CODE: &[&str] = &["go-tools", "gopls-go", "go-test", "go-debug", "go-debug-in-terminal"];

/// A setting that chooses the `go` command of the Go extension.
#[derive(Clone, Debug)]
pub struct ChosenGo<'w> {
    /// The setting: `go.goroot` or `go.alternateTools.go`.
    pub setting: &'static str,
    /// The layer that sets it.
    pub by: Contribution<'w>,
    /// The program or, for `go.goroot`, the folder of the Go installation.
    pub parts: Vec<Part>,
}

impl<'w> Model<'w> {
    /// The processes that the Go extension runs on a project's code.
    #[must_use]
    pub fn go_processes(&self) -> Vec<Process<'w>> {
        ON_CODE.iter().filter_map(|id| consumer(id)).flat_map(|consumer| self.processes_of(consumer)).collect()
    }

    /// The settings that choose the `go` command of the extension, highest precedence first. Without such a
    /// setting, the extension searches the PATH of the extension host, and then the usual installation folders of
    /// Go. It ignores PATH and GOROOT in `go.toolsEnvVars`.
    ///
    /// Source: vscode-go extension/src/utils/pathUtils.ts, `getBinPathWithPreferredGopathGorootWithExplanation`.
    #[must_use]
    pub fn chosen_go(&self) -> Vec<ChosenGo<'w>> {
        let settings: [(&'static str, &[&str]); 2] =
            [("go.alternateTools.go", &["go", "alternateTools", "go"]), ("go.goroot", &["go", "goroot"])];
        let chosen = |(setting, path): (&'static str, &[&str])| {
            let by = self.window.resolve(path).winner()?;
            let decoded = by.setting.value()?.decoded().filter(|decoded| !decoded.text.is_empty())?;
            let parts = parts(&Text::parse(decoded, &GO_TOOLS, None, None), &[]);
            Some(ChosenGo { setting, by, parts })
        };
        settings.into_iter().filter_map(chosen).collect()
    }

    /// Returns `true` if the window clearly involves Go: its files contain settings of the Go extension or of
    /// gopls, or a Go launch configuration.
    #[must_use]
    pub fn is_about_go(&self) -> bool {
        let has = |section: &str| self.window.layers.iter().any(|layer| layer.settings.get(&[section]).is_some());
        let debugged = || {
            let debugging = ["go-debug", "go-debug-in-terminal"].iter().filter_map(|id| consumer(id));
            debugging.into_iter().any(|consumer| !self.processes_of(consumer).is_empty())
        };
        has("go") || has("gopls") || debugged()
    }
}

/// The path that `parts` form, normalized: `/` between components, `~` for the home folder. `None` if it is not
/// fully known.
#[must_use]
pub fn path_of(parts: &[Part]) -> Option<String> {
    let mut path = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => path.push_str(&text.replace('\\', "/")),
            Part::Inherited(name) if index == 0 && matches!(&**name, "HOME" | "USERPROFILE") => path.push('~'),
            Part::Later(written) if index == 0 && written == "~" => path.push('~'),
            Part::Inherited(_) | Part::Sibling(_) | Part::Later(_) => return None,
        }
    }
    (!path.is_empty()).then_some(path)
}

/// The paths in a list, normalized as in [`path_of`]; unknown ones are left out.
#[must_use]
pub fn paths_of(list: &[Part], separator: char) -> Vec<String> {
    let mut entries: Vec<Vec<Part>> = vec![Vec::new()];
    for part in list {
        match part {
            Part::Literal(text) => {
                for (index, piece) in text.split(separator).enumerate() {
                    if index > 0 {
                        entries.push(Vec::new());
                    }
                    if let Some(entry) = entries.last_mut().filter(|_| !piece.is_empty()) {
                        entry.push(Part::Literal(piece.to_owned()));
                    }
                }
            }
            part => entries.last_mut().into_iter().for_each(|entry| entry.push(part.clone())),
        }
    }
    entries.iter().filter_map(|entry| path_of(entry)).collect()
}
