//! Settings of the Go extension that name a folder or a program and are not environment variables.

use std::borrow::Cow;

use crate::env::{FileAnalysis, Setting, Text, first_reader};
use crate::text::Span;
use crate::vscode::dialects::GO_TOOLS;
use crate::vscode::{Platforms, Section};

/// A setting of the Go extension that names a folder or a program.
#[derive(Debug)]
pub struct GoSetting<'d> {
    /// The kind of setting.
    pub kind: GoSettingKind,
    /// The key: `go.goroot`, `go.alternateTools.gopls`.
    pub setting: Cow<'static, str>,
    /// The span of the value, including the quotes.
    pub span: Span,
    /// The parsed value.
    pub text: Text<'d>,
    /// The platforms that the setting applies to.
    pub platforms: Platforms,
}

/// The kinds of these settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoSettingKind {
    /// `go.goroot`: the folder of the Go installation, passed to the tools as GOROOT.
    Root,
    /// `go.gopath`: a list of folders, passed to the tools as GOPATH.
    Path,
    /// `go.toolsGopath`: the same, but only for installing tools.
    ToolsPath,
    /// A member of `go.alternateTools`: the program that is run for a tool.
    Tool,
}

impl GoSettingKind {
    /// The variable that the setting sets, if it sets one.
    #[must_use]
    pub const fn variable(self) -> Option<&'static str> {
        match self {
            Self::Root => Some("GOROOT"),
            Self::Path | Self::ToolsPath => Some("GOPATH"),
            Self::Tool => None,
        }
    }
}

const FOLDERS: [(&str, &str, GoSettingKind); 3] = [
    ("goroot", "go.goroot", GoSettingKind::Root),
    ("gopath", "go.gopath", GoSettingKind::Path),
    ("toolsGopath", "go.toolsGopath", GoSettingKind::ToolsPath),
];

/// The settings of the Go extension in `analysis` that name a folder or a program, as far as they are strings.
///
/// Source: vscode-go extension/src/util.ts, `getBinPathWithExplanation`, `getCurrentGoPath`, `resolveToolsGopath`:
/// all of them are read like `go.toolsEnvVars`.
#[must_use]
pub fn go_settings<'d>(analysis: &FileAnalysis<'d>) -> Vec<GoSetting<'d>> {
    let Some(go) = analysis.settings.get(&["go"]) else { return Vec::new() };
    let first = first_reader(analysis.document, Section::Settings);
    let read = |kind: GoSettingKind, setting: Cow<'static, str>, value: Setting<'_, 'd>| {
        let value = value.value()?;
        let text = Text::parse(value.decoded()?, &GO_TOOLS, first, kind.variable());
        Some(GoSetting { kind, setting, span: value.span(), text, platforms: analysis.platforms() })
    };
    let folders = FOLDERS.iter().filter_map(|(name, setting, kind)| read(*kind, (*setting).into(), go.get(name)?));
    let tools = go
        .get("alternateTools")
        .into_iter()
        .flat_map(Setting::members)
        .filter_map(|(name, value)| read(GoSettingKind::Tool, format!("go.alternateTools.{name}").into(), value));
    folders.chain(tools).collect()
}
