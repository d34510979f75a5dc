//! References with words that no reader is known to support, and references without their dollar sign.

use envlint_core::env::{Segment, Text};
use envlint_core::text::Span;
use envlint_core::vscode::{FormName, registered_setting};

/// A reference with an unknown word.
pub(super) struct Unknown {
    /// The reference as written.
    pub(super) written: String,
    pub(super) span: Span,
    /// `true` if the word is the name of a setting.
    pub(super) is_setting: bool,
    /// The reference that was meant, if that is clear.
    pub(super) right: Option<String>,
}

/// The start of words that other readers resolve before or after VS Code does.
///
/// Source: vscode-js-debug src/configuration.ts (`webRoot`); CodeLLDB extension/main.ts and MANUAL.md (`cargo`,
/// `dbgconfig`); CMake Tools docs/cmake-settings.md, variable substitution; the Docker extension's
/// `serverReadyAction`; `relativeFile…`, `fileWorkspace…` and `auto…` of newer versions and of extensions.
const OF_OTHERS: &[&str] = &[
    "auto",
    "build",
    "cargo",
    "dbgconfig",
    "file",
    "generator",
    "lineNumber",
    "os",
    "port",
    "projectName",
    "relativeFile",
    "sanitized",
    "selected",
    "variant",
    "webRoot",
    "workspace",
];

/// The references in `text` whose words are unknown. A name in capital letters is a shell's reference, which other
/// rules check.
pub(super) fn unknown(text: &Text<'_>) -> Vec<Unknown> {
    let mut found = Vec::new();
    for segment in &text.segments {
        let Segment::Literal { range, .. } = segment else { continue };
        let literal = text.of(segment);
        for (at, _) in literal.match_indices("${") {
            let Some(word) = literal.get(at + 2..).and_then(|rest| rest.get(..rest.find('}')?)) else { continue };
            let before = literal.get(..at).unwrap_or_default();
            let is_inside =
                before.rfind("${").is_some_and(|open| !before.get(open..).unwrap_or_default().contains('}'));
            let is_nested = before.ends_with('$') || is_inside;
            let start = range.0 + at;
            if !is_nested && let Some(unknown) = of_word(text, word, start) {
                found.push(unknown);
            }
        }
    }
    found
}

fn of_word(text: &Text<'_>, word: &str, start: usize) -> Option<Unknown> {
    let is_word = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b':'));
    let first = word.split([':', '.']).next().unwrap_or_default();
    let setting = setting_of(word);
    let is_of_others = OF_OTHERS.iter().any(|known| first.starts_with(known));
    if !is_word || (is_of_others && setting.is_none()) {
        return None;
    }
    let right =
        setting.filter(|_| text.dialect.expands.contains(&FormName::Config)).map(|key| format!("${{config:{key}}}"));
    let end = start + "${}".len() + word.len();
    Some(Unknown { written: format!("${{{word}}}"), span: text.span(start, end), is_setting: setting.is_some(), right })
}

/// The start of the settings of extensions that the registry does not contain. `java.` is missing, since Java has references such as
/// `${java.home}` itself.
const OF_EXTENSIONS: &[&str] = &["cmake.", "python.", "rust-analyzer."];

fn is_setting_name(rest: &str) -> bool {
    rest.starts_with(|first: char| first.is_ascii_lowercase())
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// The setting that `word` names, with or without `config.` in front of it.
pub(super) fn setting_of(word: &str) -> Option<&str> {
    let named = word.strip_prefix("config.");
    let key = named.unwrap_or(word);
    let is_of_extension = || OF_EXTENSIONS.iter().any(|start| key.strip_prefix(start).is_some_and(is_setting_name));
    let is_known = key.contains('.') && (registered_setting(key).is_some() || is_of_extension());
    (is_known || (named.is_some() && key.contains('.') && !key.contains(':'))).then_some(key)
}

/// The forms that are clear without their dollar sign.
const CLEAR: &[FormName] = &[
    FormName::ContainerWorkspaceFolder,
    FormName::LocalWorkspaceFolder,
    FormName::LocalWorkspaceFolderBasename,
    FormName::UserHome,
    FormName::WorkspaceFolder,
    FormName::WorkspaceFolderBasename,
    FormName::WorkspaceRoot,
];

/// The byte ranges and names of `{workspaceFolder}` and similar, where a path or an entry of a list can begin.
pub(super) fn without_dollar(value: &str, is_list: bool) -> Vec<(usize, usize, FormName)> {
    let mut found = Vec::new();
    for (at, _) in value.match_indices('{') {
        let rest = value.get(at + 1..).unwrap_or_default();
        let Some(&word) =
            CLEAR.iter().find(|word| rest.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with('}')))
        else {
            continue;
        };
        let end = at + word.as_str().len() + 2;
        let before = value.get(..at).unwrap_or_default();
        if (begins(before) || (is_list && before.ends_with([':', ';']))) && ends(value.get(end..).unwrap_or_default()) {
            found.push((at, end, word));
        }
    }
    found
}

/// Returns `true` if a path can begin after `before`.
pub(super) fn begins(before: &str) -> bool {
    before.is_empty() || before.ends_with(['=', ' '])
}

/// Returns `true` if a reference can end before `after`.
fn ends(after: &str) -> bool {
    after.is_empty() || after.starts_with(['/', '\\', ' ', ',', ':', ';'])
}
