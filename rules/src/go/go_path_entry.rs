//! An entry in GOPATH or GOBIN breaks the go command.
#![doc = include_str!("go_path_entry.md")]

use envlint_core::env::{FileAnalysis, PathEntry, PathList, Site, Text};
use envlint_core::rule::{Builder, Context, Rule};
use envlint_core::text::Span;
use envlint_core::views::{GoSettingKind, go_settings};
use envlint_core::vscode::Platforms;

mod gopath;

declare_rule! {
    GoPathEntry {
        name: "go-path-entry",
        severity: Error,
        also: [Warning],
        fix: Unsafe,
        since: "0.1.0",
        page: "go_path_entry.md",
    }
}

const TOOLS: &str = "go.toolsEnvVars";

impl Rule for GoPathEntry {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for setting in go_settings(analysis) {
            let consequence = match setting.kind {
                GoSettingKind::Path => "every go command fails",
                GoSettingKind::ToolsPath => "no tool can be installed",
                GoSettingKind::Root | GoSettingKind::Tool => continue,
            };
            let (text, span, platforms) = (&setting.text, setting.span, setting.platforms);
            let (name, place) = (setting.setting.to_string(), &*setting.setting);
            let root = root(analysis, TOOLS).filter(|_| setting.kind == GoSettingKind::Path);
            let value = GoPathValue { text, span, platforms, variable: "GOPATH", name, place, is_checked_here: true };
            value.check_path(consequence, root, context);
        }
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let (variable, place) = (&*site.variable, &*site.key);
        let Some(text) = site.text().filter(|_| matches!(variable, "GOPATH" | "GOBIN")) else { return };
        let (span, platforms, name) = (site.value_span(), site.platforms, format!("{variable} in {}", site.setting));
        let value = GoPathValue { text, span, platforms, variable, name, place, is_checked_here: false };
        if variable == "GOPATH" {
            let root = root(context.analysis, &site.key);
            value.check_path("every go command fails", root, context);
        } else {
            value.check_programs(context);
        }
    }
}

/// The GOROOT that the tools get together with the variables in `place`: its folder and its span.
fn root(analysis: &FileAnalysis<'_>, place: &str) -> Option<(String, Span)> {
    let beside = analysis.sites.iter().find(|site| site.variable == "GOROOT" && &*site.key == place);
    let beside = beside.and_then(|site| Some((site.text()?.as_str().to_owned(), site.member_span())));
    let setting = || {
        let setting = go_settings(analysis).into_iter().find(|setting| setting.kind == GoSettingKind::Root)?;
        Some((setting.text.as_str().to_owned(), setting.span))
    };
    beside.or_else(|| setting().filter(|_| place == TOOLS))
}

/// A value that contains folders for the go command.
struct GoPathValue<'v, 'd> {
    text: &'v Text<'d>,
    span: Span,
    platforms: Platforms,
    variable: &'v str,
    /// The name in a message, such as `go.gopath` or `GOPATH in go.toolsEnvVars`.
    name: String,
    place: &'v str,
    /// Is `true` if no other rule reports unexpanded references and `~` in this value.
    is_checked_here: bool,
}

impl GoPathValue<'_, '_> {
    fn check_programs(&self, context: &mut Context<'_>) {
        let name = &self.name;
        let taken = self.text.taken_for_list(self.variable);
        let entries = PathList::new(&taken).entries;
        let filled: Vec<_> = entries.iter().filter(|entry| !entry.is_empty()).collect();
        let is_relative = |entry: &PathEntry<'_, '_>| entry.relative_on(self.platforms) == self.platforms;
        let message = if filled.len() > 1 && filled.iter().all(|entry| entry.is_plainly_a_path()) {
            format!("{name} contains several folders, but `go install` reads them as the name of a single one")
        } else if PathList::new(self.text).entries.iter().any(is_relative) {
            format!("{name} is not an absolute path, so every `go install` fails")
        } else {
            return;
        };
        self.finding(self.platforms, message, context).help("Write the absolute path of one folder").report();
    }

    fn finding<'b, 'c>(&self, on: Platforms, message: String, context: &'b mut Context<'c>) -> Builder<'b, 'c> {
        let platforms = context.platforms(on);
        context.finding(self.span, message).platforms(platforms).variable(self.variable).place(self.place)
    }
}
