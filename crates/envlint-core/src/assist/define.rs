use super::{inputs, string_at, with_text};
use crate::document::DocumentId;
use crate::env::{FileAnalysis, Form, Site, SitePart, Window};
use crate::jsonc::Value;
use crate::model::{Model, Source};
use crate::text::Span;
use crate::vscode::FormName;

/// Where something is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Definition {
    /// In a file of the run.
    At {
        /// The file.
        document: DocumentId,
        /// The span in it.
        span: Span,
    },
    /// The start of the file at this path, which may not exist.
    File(String),
}

/// Where what is written at `offset` of `file`, which is part of `windows`, is defined: the file that an `envFile` names, the
/// definition of an input, and for an assignment of a variable that is overridden, the assignments that win in the processes that
/// would have seen it.
#[must_use]
pub fn definitions<'r>(windows: &'r [Window<'r>], file: &FileAnalysis<'_>, offset: u32) -> Vec<Definition> {
    let has = |span: Span| span.start <= offset && offset <= span.end;
    if let Some(reference) = file.env_files().iter().find(|reference| has(reference.span)) {
        return reference.file_in_folder().map(Definition::File).into_iter().collect();
    }
    if let Some(input) = input_at(file, offset) {
        return vec![Definition::At { document: file.id, span: input }];
    }
    match file.trace_at(offset) {
        Some(target) if target.part != SitePart::Reference => winners(windows, file, target.site),
        _ => Vec::new(),
    }
}

/// The id of the input that the reference at `offset` names.
fn input_at(file: &FileAnalysis<'_>, offset: u32) -> Option<Span> {
    let string = string_at(file, offset)?;
    let found = with_text(file, string.span(), |at| {
        let is_there = |span: Span| span.start <= offset && offset <= span.end;
        let reference = at.text.references().find(|reference| is_there(reference.span))?;
        let Form::Known { form, argument: Some(id) } = &reference.form else { return None };
        let is_it = |input: &Value<'_>| input.string().is_some_and(|known| known == *id);
        let defined = inputs(file, at.section).find(is_it);
        defined.filter(|_| form.name == FormName::Input).map(|input| input.span())
    });
    found.flatten()
}

/// The assignments that win over `site`, in the order of the windows and processes.
fn winners<'r>(windows: &'r [Window<'r>], file: &FileAnalysis<'_>, site: &Site<'_>) -> Vec<Definition> {
    let mut found = Vec::new();
    for window in windows {
        for platform in site.platforms.and(window.platforms).iter() {
            let model = Model::new(window, platform);
            for process in model.processes() {
                let environment = model.environment(&process);
                let Some(variable) = environment.get(&site.variable) else { continue };
                let is_site = |source: &Source<'_>| {
                    matches!(source, Source::Written { analysis, span, .. }
                        if analysis.id == file.id && *span == site.value_span())
                };
                let mut history = variable.history.iter();
                let is_overridden = history.any(|step| is_site(&step.source) && step.overridden.is_some());
                let winner = variable.winner().filter(|_| is_overridden);
                if let Some(Source::Written { analysis, member, .. }) = winner.map(|winner| winner.source) {
                    let place = Definition::At { document: analysis.id, span: member };
                    if !found.contains(&place) {
                        found.push(place);
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, SourceFile};
    use crate::env::{Run, windows};

    /// The texts of the definitions of what is at `needle` in the last of `files`.
    fn defined(files: &[(&str, &str)], needle: &str) -> Vec<String> {
        let parse = |(path, text): &(&str, &str)| Document::parse(SourceFile::new(*path, *text).unwrap());
        let documents: Vec<Document> = files.iter().map(parse).collect();
        let analyses: Vec<FileAnalysis<'_>> =
            documents.iter().enumerate().map(|(id, document)| FileAnalysis::new(DocumentId(id), document)).collect();
        let run = Run::new(&analyses);
        let windows = windows(&run);
        let file = analyses.last().unwrap();
        let offset = file.document.text().find(needle).unwrap() as u32 + 1;
        let shown = |definition: Definition| match definition {
            Definition::At { document, span } => {
                format!("{}: {}", documents[document.0].path(), span.of(documents[document.0].text()))
            }
            Definition::File(path) => path,
        };
        definitions(&windows, file, offset).into_iter().map(shown).collect()
    }

    #[test]
    fn an_overridden_value_leads_to_the_one_that_wins() {
        let workspace = r#"{"folders": [{"path": "app"}], "settings": {"terminal.integrated.env.linux": {"A": "w"}}}"#;
        let folder = r#"{"terminal.integrated.env.linux": {"A": "f", "B": "f"}}"#;
        let files = [("x.code-workspace", workspace), ("app/.vscode/settings.json", folder)];
        assert_eq!(defined(&files, "\"A\""), [r#"x.code-workspace: "A": "w""#]);
        assert_eq!(defined(&files, "\"f\""), [r#"x.code-workspace: "A": "w""#]);
        let twice = r#"{"go.toolsEnvVars": {"A": "1", "A": "2"}}"#;
        assert!(defined(&[(".vscode/settings.json", twice)], "go.").is_empty());
    }

    #[test]
    fn a_reference_to_an_input_leads_to_its_definition() {
        let text = r#"{"inputs": [{"id": "other"}, {"id": "port"}],
            "servers": {"a": {"command": "x", "args": ["${input:port}"], "env": {"A": "-${input:port}"}}}}"#;
        for needle in ["${input:port}\"]", "${input:port}\"}"] {
            assert_eq!(defined(&[(".vscode/mcp.json", text)], needle), [r#".vscode/mcp.json: "port""#]);
        }
        assert!(defined(&[(".vscode/mcp.json", text)], "command").is_empty());
    }

    #[test]
    fn an_env_file_leads_to_the_file() {
        let text = r#"{"configurations": [{"type": "go", "name": "a", "request": "launch",
            "envFile": "${workspaceFolder}/.env.dev"}]}"#;
        assert_eq!(defined(&[("/app/.vscode/launch.json", text)], ".env.dev"), ["/app/.env.dev"]);
    }
}
