//! The processes of the Go extension, and the `go` command that they use.

use super::environment::{Assignment, Effect, Environment, Key, Source};
use super::parts::{HOME_FOLDER, Part, parts};
use super::process::{Model, Process};
use crate::env::{Contribution, PathList, Text};
use crate::vscode::consumers::{self, Consumer};
use crate::vscode::dialects::GO_TOOLS;
use crate::vscode::{InGoRoot, Platform, Platforms, in_go_root};

/// The consumers that run on a project's code: gopls and the other tools, the go commands of gopls, tests,
/// debugging.
const ON_CODE: &[&Consumer] = &[
    &consumers::GO_TOOLS,
    &consumers::GOPLS_GO,
    &consumers::GO_TEST,
    &consumers::GO_DEBUG,
    &consumers::GO_DEBUG_IN_TERMINAL,
];

const GOROOT: &str = "go.goroot";

/// A setting that chooses the `go` command of the Go extension.
#[derive(Clone, Debug)]
pub struct ChosenGo<'w> {
    /// The setting: `go.goroot` or `go.alternateTools.go`.
    pub setting: &'static str,
    /// The components of its key.
    pub path: &'static [&'static str],
    /// The layer that sets it.
    pub by: Contribution<'w>,
    /// The program or, for `go.goroot`, the folder of the Go installation.
    pub parts: Vec<Part>,
}

impl<'w> Model<'w> {
    /// The processes that the Go extension runs on a project's code.
    #[must_use]
    pub fn go_processes(&self) -> Vec<Process<'w>> {
        ON_CODE.iter().flat_map(|consumer| self.processes_of(consumer)).collect()
    }

    /// The settings that choose the `go` command of the extension, highest precedence first. Without such a
    /// setting, the extension searches the PATH of the extension host, and then the usual installation folders of
    /// Go. It ignores PATH and GOROOT in `go.toolsEnvVars`.
    ///
    /// Source: vscode-go extension/src/utils/pathUtils.ts, `getBinPathWithPreferredGopathGorootWithExplanation`.
    #[must_use]
    pub fn chosen_go(&self) -> Vec<ChosenGo<'w>> {
        let settings: [(&'static str, &'static [&'static str]); 2] =
            [("go.alternateTools.go", &["go", "alternateTools", "go"]), (GOROOT, &["go", "goroot"])];
        let chosen = |(setting, path): (&'static str, &'static [&'static str])| {
            let by = self.window.winner(path)?;
            let decoded = by.setting.value()?.decoded().filter(|decoded| !decoded.text.is_empty())?;
            let parts = parts(&Text::parse(decoded, &GO_TOOLS, None, None), |_| false, self.platform);
            Some(ChosenGo { setting, path, by, parts })
        };
        settings.into_iter().filter_map(chosen).collect()
    }

    /// The text that the Go extension puts in front of PATH if a setting chooses the `go` command: its folder, with a
    /// separator. The files do not say whether that is a Go installation, so the text is a reference to it. A setting that certainly leads
    /// to none is passed over, as the extension does.
    ///
    /// Source: vscode-go extension/src/goEnvironmentStatus.ts, `addGoRuntimeBaseToPATH`; recorded as `go-goroot`,
    /// `go-alternateTools`, `go-goroot-noactivate`, `n-go-path`.
    fn go_bin_text(&self) -> Option<(ChosenGo<'w>, Part)> {
        let chosen = self.chosen_go().into_iter().find(|chosen| self.may_lead_to_go(chosen))?;
        let activates = self.window.winner(&["go", "terminal", "activateEnvironment"]);
        if activates.and_then(|setting| setting.setting.value()?.boolean()) == Some(false) {
            return None;
        }
        let path = outline(&chosen.parts);
        let list = if self.platform == Platform::Windows { ';' } else { ':' };
        let folder = match chosen.setting {
            GOROOT => {
                let slash = if path.contains('\\') { '\\' } else { '/' };
                format!("{}{slash}bin", path.trim_end_matches(['/', '\\']))
            }
            _ => format!("bin of the GOROOT of {path}"),
        };
        Some((chosen, Part::Later(format!("({folder}{list})"))))
    }

    /// Returns `false` if the extension certainly passes over `chosen`.
    fn may_lead_to_go(&self, chosen: &ChosenGo<'w>) -> bool {
        let Some(decoded) = chosen.by.setting.value().and_then(|value| value.decoded()) else { return false };
        let text = Text::parse(decoded, &GO_TOOLS, None, None);
        match chosen.setting {
            GOROOT => !is_refused_root(&text, self.platform),
            _ => !is_no_program(&text, self.platform),
        }
    }

    /// Puts the folder of the chosen `go` command in front of PATH.
    pub(super) fn go_bin(&self, environment: &mut Environment<'w>) {
        let Some((chosen, text)) = self.go_bin_text() else { return };
        let analysis = chosen.by.analysis;
        let Some(value) = chosen.by.setting.value() else { return };
        let member = chosen.by.setting.origin.member().span();
        let source = Source::Written { analysis, span: value.span(), member, key: Key::Setting(chosen.path) };
        environment.assign("PATH", Assignment { source, effect: Effect::MayPrepend(vec![text]), overridden: None });
    }

    /// The same, in the environment of the extension host.
    pub(super) fn go_bin_in_host(&self, environment: &mut Environment<'w>) {
        let Some((_, text)) = self.go_bin_text() else { return };
        self.go_bin(environment);
        environment.settle_as("PATH", vec![text, Part::Inherited("PATH".to_owned())]);
    }

    /// Returns `true` if the window clearly involves Go: its files contain settings of the Go extension or of
    /// gopls, or a Go launch configuration.
    #[must_use]
    pub fn is_about_go(&self) -> bool {
        let has = |section: &str| self.window.layers.iter().any(|layer| layer.settings.get(&[section]).is_some());
        let debugged = || {
            let debugging = [&consumers::GO_DEBUG, &consumers::GO_DEBUG_IN_TERMINAL];
            debugging.into_iter().any(|consumer: &'static Consumer| !self.processes_of(consumer).is_empty())
        };
        has("go") || has("gopls") || debugged()
    }
}

/// Returns `true` if the extension certainly does not pass on `text`, the value of `go.goroot`: it is not the path of a folder.
///
/// Source: vscode-go extension/src/goEnv.ts, `setGOROOTEnvVar`; recorded as `go-goroot-bad`.
pub(super) fn is_refused_root(text: &Text<'_>, platform: Platform) -> bool {
    let is_program = matches!(in_go_root(&text.as_str().replace('\\', "/")), Some((InGoRoot::Program, _)));
    is_program || is_not_absolute(text, platform)
}

/// Returns `true` if the extension certainly finds no program at `text`, the value of `go.alternateTools.go`. A name without a folder is
/// searched for.
///
/// Source: vscode-go extension/src/utils/pathUtils.ts, `getBinPathWithPreferredGopathGorootWithExplanation`.
fn is_no_program(text: &Text<'_>, platform: Platform) -> bool {
    let written = text.as_str();
    let names_folder = written.ends_with(['/', '\\']) || written.ends_with("/bin") || written.ends_with("\\bin");
    names_folder || (written.contains(['/', '\\', ' ']) && is_not_absolute(text, platform))
}

fn is_not_absolute(text: &Text<'_>, platform: Platform) -> bool {
    let list = PathList::new(text);
    let Some(entry) = list.entries.first() else { return false };
    entry.literal_reference().is_some() || !entry.relative_on(Platforms::only(platform)).is_empty()
}

/// The text of `parts`, with `<NAME>` and [`HOME_FOLDER`] for what the files do not say.
fn outline(parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Inherited(name) | Part::Sibling(name) => format!("<{name}>"),
        Part::Later(written) if written == "~" => HOME_FOLDER.to_owned(),
        Part::Later(written) => written.clone(),
    };
    parts.iter().map(text).collect()
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
            part => {
                if let Some(entry) = entries.last_mut() {
                    entry.push(part.clone());
                }
            }
        }
    }
    entries.iter().filter_map(|entry| path_of(entry)).collect()
}
