use std::collections::BTreeSet;

use super::{content_of, inputs, string_at, with_text};
use crate::env::{FileAnalysis, Run, Text, Window, workspace_folders};
use crate::jsonc::{Member, Value, quote};
use crate::secrets::without_secrets;
use crate::text::Span;
use crate::vscode::{Dialect, FileKind, FormName, PLACES, Platform, Section, Shape, known_form, known_variables};

/// Something that could be written at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The text, as people read it.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// The span that it replaces.
    pub span: Span,
    /// The text to write into the file, with the escapes of JSON.
    pub text: String,
}

/// The kinds of candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A reference that expands at this place, such as `${workspaceFolder}`.
    Reference,
    /// The name of an environment variable.
    Variable,
    /// The name of a terminal profile.
    Profile,
    /// The id of an input.
    Input,
    /// The name of a folder of the workspace.
    Folder,
    /// The path of a file.
    File,
}

/// What could be written at `offset` of `file`, which is part of `windows`: references that expand there, names of variables,
/// inputs and folders within a reference, names of variables as keys, names of terminal profiles, and paths of `.env` files, whose
/// names `env_files` returns for the folder of the file. The best come first.
#[must_use]
pub fn completions<'r>(
    run: &'r Run<'r>,
    windows: &'r [Window<'r>],
    file: &FileAnalysis<'_>,
    offset: u32,
    env_files: impl FnOnce() -> Vec<String>,
) -> Vec<Completion> {
    let Some(string) = string_at(file, offset) else { return Vec::new() };
    let content = content_of(string);
    if names_env_file(file, string) {
        let path = |name: String| format!("${{workspaceFolder}}/{name}");
        return contents(string, CompletionKind::File, env_files().into_iter().map(path));
    }
    let before = Span::new(content.start, offset).of(file.document.text());
    let in_text = with_text(file, string.span(), |at| match reference_before(before) {
        Some(inner) => match inner.split_once(':') {
            Some((form, argument)) => {
                let names = arguments(run, file, at.text, at.section, form);
                named(names, argument, file, offset)
            }
            None => forms(at.text, at.variable, inner, file, offset),
        },
        None => {
            let dollar = u32::from(before.ends_with('$'));
            whole_references(at.text, at.variable, Span::new(offset - dollar, offset))
        }
    });
    in_text.or_else(|| profile_names(windows, file, string)).unwrap_or_else(|| keys(run, file, string))
}

/// The part of a reference that is being written: what follows the last `${` unless a `}` closes it.
fn reference_before(before: &str) -> Option<&str> {
    let (_, inner) = before.rsplit_once("${")?;
    if inner.contains('}') { None } else { Some(inner) }
}

/// The readers of `text`, in their order.
fn dialects(text: &Text<'_>) -> impl Iterator<Item = &'static Dialect> {
    text.first.into_iter().chain([text.dialect])
}

/// The forms that expand in `text`, as they are written up to the closing brace; those with an argument end with a colon, or with
/// the name of the own variable. Deprecated forms are left out.
fn spellings(text: &Text<'_>, variable: Option<&str>) -> Vec<String> {
    let inherited = variable.and_then(|variable| text.inherited(variable));
    let inherited = inherited.iter().filter_map(|inherited| inherited.strip_prefix("${")?.strip_suffix('}'));
    let mut found: Vec<String> = inherited.map(ToOwned::to_owned).collect();
    for dialect in dialects(text) {
        if dialect.expands_env() {
            found.push(format!("{}:", FormName::Env));
        }
        let forms = dialect.expands.iter().map(|name| (name, known_form(name.as_str(), false)));
        found.extend(forms.filter_map(|(name, alone)| match alone {
            Some(form) => form.instead.is_none().then(|| name.as_str().to_owned()),
            None => Some(format!("{name}:")),
        }));
    }
    let mut seen = BTreeSet::new();
    found.retain(|spelling| spelling != "/" && seen.insert(spelling.clone()));
    found
}

/// The forms for the reference that begins with `inner`, which ends at `offset`.
fn forms(
    text: &Text<'_>,
    variable: Option<&str>,
    inner: &str,
    file: &FileAnalysis<'_>,
    offset: u32,
) -> Vec<Completion> {
    let span = Span::new(offset - inner.len() as u32, offset);
    let is_closed = is_closed(file, offset);
    let candidate = |spelling: String| {
        let end = if is_closed || spelling.ends_with(':') { "" } else { "}" };
        let text = quote(&format!("{spelling}{end}"));
        Completion { label: format!("${{{spelling}"), kind: CompletionKind::Reference, span, text }
    };
    spellings(text, variable).into_iter().map(candidate).map(closed_label).collect()
}

/// All references that expand in `text`, with `${`.
fn whole_references(text: &Text<'_>, variable: Option<&str>, span: Span) -> Vec<Completion> {
    let candidate = |spelling: String| {
        let label = format!("${{{spelling}");
        let text = if spelling.ends_with(':') { label.clone() } else { format!("{label}}}") };
        Completion { label, kind: CompletionKind::Reference, span, text: quote(&text) }
    };
    spellings(text, variable).into_iter().map(candidate).map(closed_label).collect()
}

/// `candidate` with a label that is a whole reference.
fn closed_label(mut candidate: Completion) -> Completion {
    candidate.label.push_str(if candidate.label.ends_with(':') { "…}" } else { "}" });
    candidate
}

/// Returns `true` if the reference that is being written before `offset` is closed: only a name is between.
fn is_closed(file: &FileAnalysis<'_>, offset: u32) -> bool {
    let rest = file.document.text().get(offset as usize..).unwrap_or_default();
    let name = rest.find(|letter: char| !(letter.is_alphanumeric() || "_:-. ".contains(letter)));
    name.is_some_and(|end| rest.get(end..).is_some_and(|rest| rest.starts_with('}')))
}

/// What can follow the colon of `form`.
fn arguments(
    run: &Run<'_>,
    file: &FileAnalysis<'_>,
    text: &Text<'_>,
    section: Section,
    form: &str,
) -> (CompletionKind, Vec<String>) {
    let expands = |name: FormName| {
        name.as_str() == form
            && dialects(text).any(|dialect| {
                dialect.expands.contains(&name)
                    || dialect.inherited == Some(name)
                    || (name == FormName::Env && dialect.expands_env())
            })
    };
    if [FormName::Env, FormName::LocalEnv, FormName::ContainerEnv].into_iter().any(expands) {
        (CompletionKind::Variable, variables(run))
    } else if expands(FormName::Input) {
        let ids = inputs(file, section).filter_map(Value::string);
        (CompletionKind::Input, ids.map(std::borrow::Cow::into_owned).collect())
    } else {
        let takes_folder = |dialect: &'static Dialect| {
            let folders = [FormName::WorkspaceFolder, FormName::WorkspaceFolderBasename];
            dialect.names_folders && folders.iter().any(|name| name.as_str() == form && dialect.expands.contains(name))
        };
        let names = if dialects(text).any(takes_folder) { folder_names(run) } else { Vec::new() };
        (CompletionKind::Folder, names)
    }
}

/// The names that the files use, then well-known ones.
fn variables(run: &Run<'_>) -> Vec<String> {
    let used: BTreeSet<&str> = run.files().iter().flat_map(|file| &file.sites).map(|site| &*site.variable).collect();
    let known = known_variables().filter(|name| !used.contains(*name)).map(ToOwned::to_owned);
    used.iter().map(|name| (*name).to_owned()).chain(known).collect()
}

fn folder_names(run: &Run<'_>) -> Vec<String> {
    let workspaces = run.files().iter().filter(|file| file.document.kind() == FileKind::Workspace);
    let names: BTreeSet<String> =
        workspaces.flat_map(|file| workspace_folders(file.document)).filter_map(|folder| folder.name).collect();
    names.into_iter().collect()
}

/// The names as candidates for what follows the colon: `argument`, which ends at `offset`.
fn named(
    (kind, names): (CompletionKind, Vec<String>),
    argument: &str,
    file: &FileAnalysis<'_>,
    offset: u32,
) -> Vec<Completion> {
    let span = Span::new(offset - argument.len() as u32, offset);
    let end = if is_closed(file, offset) { "" } else { "}" };
    let candidate = |name: String| Completion { text: quote(&format!("{name}{end}")), label: name, kind, span };
    names.into_iter().filter(|name| may_be_shown(name)).map(candidate).collect()
}

/// The names of profiles, if `string` is the value of a setting that names the default profile.
fn profile_names<'r>(windows: &'r [Window<'r>], file: &FileAnalysis<'_>, string: Value<'_>) -> Option<Vec<Completion>> {
    let is_default = |platform: &Platform| {
        let setting = file.settings.get(&["terminal", "integrated", "defaultProfile", platform.name()]);
        setting.and_then(|setting| setting.value()).is_some_and(|value| value.span() == string.span())
    };
    let platform = Platform::ALL.into_iter().find(is_default)?;
    let names: BTreeSet<String> = windows
        .iter()
        .flat_map(|window| window.resolve(&["terminal", "integrated", "profiles", platform.name()]).names())
        .collect();
    Some(contents(string, CompletionKind::Profile, names))
}

/// Returns `true` if `string` is the path of a `.env` file.
fn names_env_file(file: &FileAnalysis<'_>, string: Value<'_>) -> bool {
    let is_it = |member: &Member<'_>| {
        member.value.span() == string.span() && ["envFile", "EnvFile"].iter().any(|end| member.name().ends_with(end))
    };
    file.document.objects().any(|object| object.members().any(|member| is_it(&member)))
}

/// Candidates for the whole content of `string`.
fn contents(string: Value<'_>, kind: CompletionKind, names: impl IntoIterator<Item = String>) -> Vec<Completion> {
    let span = content_of(string);
    let shown = names.into_iter().filter(|name| may_be_shown(name));
    shown.map(|label| Completion { text: quote(&label), label, kind, span }).collect()
}

/// Returns `false` for a name that looks like a secret: it is a value in the wrong place.
fn may_be_shown(name: &str) -> bool {
    !name.is_empty() && without_secrets(name) == name
}

/// The names of variables, if `string` is a key in an object that contains variables.
fn keys(run: &Run<'_>, file: &FileAnalysis<'_>, string: Value<'_>) -> Vec<Completion> {
    let at = string.span();
    let mut used: Option<BTreeSet<String>> = None;
    for place in PLACES.iter().filter(|place| place.shape == Shape::Members) {
        file.visit(place.section, place.key, &mut |found| {
            let Some(object) = found.setting.value().filter(|object| object.span().contains(at)) else { return };
            if !object.members().any(|member| member.value.span().contains(at)) {
                let others = object.members().filter(|member| member.key.span() != at);
                used = Some(others.map(|member| member.name().into_owned()).collect());
            }
        });
    }
    let Some(used) = used else { return Vec::new() };
    let free = variables(run).into_iter().filter(|name| !used.contains(name));
    contents(string, CompletionKind::Variable, free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, DocumentId, SourceFile};
    use crate::env::windows;

    /// The labels of the candidates at `|` in the last of `files`, with the texts after the first three are accepted.
    fn at_cursor(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let cursor = files.last().unwrap().1.find('|').unwrap();
        let documents: Vec<Document> = files
            .iter()
            .map(|(path, text)| Document::parse(SourceFile::new(*path, text.replacen('|', "", 1)).unwrap()))
            .collect();
        let analyses: Vec<FileAnalysis<'_>> =
            documents.iter().enumerate().map(|(id, document)| FileAnalysis::new(DocumentId(id), document)).collect();
        let run = Run::new(&analyses);
        let windows = windows(&run);
        let found = completions(&run, &windows, analyses.last().unwrap(), cursor as u32, || vec![".env".to_owned()]);
        let text = documents.last().unwrap().text();
        let accepted = found.iter().map(|candidate| {
            let edit = crate::text::Edit::replace(candidate.span, candidate.text.clone());
            crate::text::apply(text, &[edit]).unwrap()
        });
        (found.iter().map(|candidate| candidate.label.clone()).collect(), accepted.collect())
    }

    fn labels(path: &str, text: &str) -> Vec<String> {
        at_cursor(&[(path, text)]).0
    }

    const SETTINGS: &str = ".vscode/settings.json";

    #[test]
    fn references_are_those_that_expand_at_this_place() {
        let terminal = labels(SETTINGS, r#"{"terminal.integrated.env.linux": {"PATH": "|"}}"#);
        assert_eq!(terminal.first().map(String::as_str), Some("${env:PATH}"), "{terminal:?}");
        assert!(terminal.contains(&"${workspaceFolder}".to_owned()) && terminal.contains(&"${env:…}".to_owned()));
        assert!(!terminal.iter().any(|label| label.contains("input")), "{terminal:?}");
        let mcp = labels(".vscode/mcp.json", r#"{"servers": {"a": {"command": "x", "env": {"A": "|"}}}}"#);
        assert!(mcp.contains(&"${input:…}".to_owned()), "{mcp:?}");
        let portable = labels(".mcp.json", r#"{"mcpServers": {"a": {"command": "x", "env": {"A": "|"}}}}"#);
        assert!(portable.is_empty(), "{portable:?}");
        let container = labels(".devcontainer/devcontainer.json", r#"{"containerEnv": {"A": "|"}}"#);
        assert!(container.contains(&"${localEnv:…}".to_owned()), "{container:?}");
    }

    #[test]
    fn an_accepted_candidate_completes_what_is_written() {
        for (written, label, accepted) in [
            ("${wor|", "${workspaceFolder}", "${workspaceFolder}"),
            ("${wor|}", "${workspaceFolder}", "${workspaceFolder}"),
            ("/a:$|", "${workspaceFolder}", "/a:${workspaceFolder}"),
            ("/a:|", "${env:…}", "/a:${env:"),
            ("${env:PA|", "PATH", "${env:PATH}"),
            ("${env:PA|}", "PATH", "${env:PATH}"),
            ("${env:|}:${env:PATH}", "HOME", "${env:HOME}:${env:PATH}"),
        ] {
            let text = |value: &str| format!("{{\"terminal.integrated.env.linux\": {{\"PATH\": \"{value}\"}}}}");
            let (labels, texts) = at_cursor(&[(SETTINGS, &text(written))]);
            let index = labels.iter().position(|found| found == label);
            let found = index.and_then(|index| texts.get(index));
            assert_eq!(found, Some(&text(accepted)), "{written}: {labels:?}");
        }
    }

    #[test]
    fn broken_text_still_has_candidates() {
        let text = "{\n  \"terminal.integrated.env.linux\": {\n    \"PATH\": \"${env:|\n  }\n}";
        assert!(labels(SETTINGS, text).contains(&"HOME".to_owned()));
    }

    #[test]
    fn inputs_and_folders_are_those_of_the_files() {
        let tasks = r#"{"tasks": [{"label": "a", "command": "x", "options": {"env": {"A": "${input:|}"}}}],
            "inputs": [{"id": "port", "type": "promptString"}, {"id": "host", "type": "promptString"}]}"#;
        assert_eq!(labels(".vscode/tasks.json", tasks), ["port", "host"]);
        let workspace = r#"{"folders": [{"path": "lib"}, {"path": "app", "name": "The App"}]}"#;
        let settings = r#"{"terminal.integrated.env.linux": {"A": "${workspaceFolder:|}"}}"#;
        let (found, _) = at_cursor(&[("x.code-workspace", workspace), ("lib/.vscode/settings.json", settings)]);
        assert_eq!(found, ["The App", "lib"]);
    }

    #[test]
    fn keys_are_names_of_variables_that_are_not_set_yet() {
        let found = labels(SETTINGS, r#"{"go.toolsEnvVars": {"GOFLAGS": "", "MINE": "", "|": ""}, "x": {"y": ""}}"#);
        assert!(found.contains(&"PATH".to_owned()) && !found.contains(&"GOFLAGS".to_owned()), "{found:?}");
        assert!(labels(SETTINGS, r#"{"go.toolsEnvVars": {"A": ""}, "x": {"|": ""}}"#).is_empty());
    }

    #[test]
    fn env_files_are_those_in_the_folder() {
        let text = r#"{"configurations": [{"type": "go", "envFile": "|"}]}"#;
        assert_eq!(labels(".vscode/launch.json", text), ["${workspaceFolder}/.env"]);
        assert_eq!(labels(SETTINGS, r#"{"python.envFile": "x|"}"#), ["${workspaceFolder}/.env"]);
    }

    #[test]
    fn profiles_are_those_of_the_window() {
        let text = r#"{"terminal.integrated.profiles.linux": {"mine": {"path": "/bin/zsh"}}, "terminal.integrated.defaultProfile.linux": "|"}"#;
        let found = labels(SETTINGS, text);
        assert!(found.contains(&"mine".to_owned()) && found.contains(&"bash".to_owned()), "{found:?}");
    }
}
