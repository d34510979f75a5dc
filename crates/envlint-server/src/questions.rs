//! Answers questions about a position: hover, completion, definition, and the page with all environments.

use std::path::Path;

use envlint_core::assist::{Completion, CompletionKind, Definition, completions, definitions};
use envlint_core::document::DocumentId;
use envlint_core::env::{FileAnalysis, Run, Window, windows};
use envlint_core::text::printable;
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse, DefinitionParams, DefinitionResponse,
    Hover, HoverParams, Location, MarkupContent, MarkupKind, Position, Range, TextDocumentPositionParams, TextEdit,
};
use serde::{Deserialize, Serialize};

use crate::explain::Explanation;
use crate::positions::{offset_in, range_in};
use crate::server::Server;
use crate::uri::path_of;

/// The name of the request for the page with all environments.
pub(crate) const MATRIX: &str = "envlint/matrix";

/// The parameters of [`MATRIX`].
#[derive(Debug, Default, Deserialize)]
pub(crate) struct MatrixParams {
    /// The file or folder; without it, all folders that are open.
    uri: Option<gen_lsp_types::Uri>,
}

/// The result of [`MATRIX`].
#[derive(Debug, Serialize)]
pub(crate) struct MatrixResult {
    /// The page.
    html: String,
}

impl Server<'_> {
    /// Explains what is at a position.
    pub(crate) fn hover(&mut self, params: HoverParams) -> Option<Hover> {
        let explain = self.explain;
        self.at(params.text_document_position_params, |server, windows, _, file, offset| {
            let Explanation { markdown, span } = explain.hover(windows, server.session.linter(), file, offset)?;
            let contents = MarkupContent { kind: MarkupKind::Markdown, value: markdown };
            let range = range_in(file.document, span, server.encoding());
            Some(Hover { contents: contents.into(), range: Some(range) })
        })?
    }

    /// What could be written at a position.
    pub(crate) fn complete(&mut self, params: CompletionParams) -> Option<CompletionResponse> {
        let items = self.at(params.text_document_position_params, |server, windows, run, file, offset| {
            let env_files = || server.session.env_file_names(file.id);
            let found = completions(run, windows, file, offset, env_files);
            let numbered = found.into_iter().enumerate();
            numbered.map(|(index, candidate)| item(index, candidate, file, server)).collect::<Vec<_>>()
        })?;
        Some(items.into())
    }

    /// Where what is at a position is defined.
    pub(crate) fn define(&mut self, params: DefinitionParams) -> Option<DefinitionResponse> {
        let locations: Vec<Location> =
            self.at(params.text_document_position_params, |server, windows, _, file, offset| {
                let found = definitions(windows, file, offset).into_iter();
                found.filter_map(|definition| server.location(definition)).collect()
            })?;
        Some(DefinitionResponse::Definition(locations.into()))
    }

    fn location(&self, definition: Definition) -> Option<Location> {
        match definition {
            Definition::At { document, span } => {
                let document = self.session.document(document)?;
                let uri = self.buffers.uri(Path::new(document.path()));
                Some(Location { uri, range: range_in(document, span, self.encoding()) })
            }
            Definition::File(path) => {
                let start = Position { line: 0, character: 0 };
                Some(Location { uri: self.buffers.uri(Path::new(&path)), range: Range { start, end: start } })
            }
        }
    }

    /// The page with all environments.
    pub(crate) fn matrix(&mut self, params: Option<MatrixParams>) -> Result<MatrixResult, String> {
        self.refresh();
        let named = params.and_then(|params| params.uri).as_ref().and_then(path_of);
        let paths = match named {
            // Another file, such as a source file, stands for the folder that contains it.
            Some(path) if self.session.id(&path).is_none() => {
                let around = self.folders.iter().filter(|folder| path.starts_with(folder));
                vec![around.max_by_key(|folder| folder.as_os_str().len()).cloned().unwrap_or(path)]
            }
            Some(path) => vec![path],
            None => self.folders.clone(),
        };
        Ok(MatrixResult { html: self.explain.matrix(self.session.file_system(), &paths)? })
    }

    /// Calls `answer` with the windows that contain a file, all files related to it, the file, and a position as an offset.
    fn at<R>(
        &mut self,
        params: TextDocumentPositionParams,
        answer: impl FnOnce(&Self, &[Window<'_>], &Run<'_>, &FileAnalysis<'_>, u32) -> R,
    ) -> Option<R> {
        let path = path_of(&params.text_document.uri)?;
        let id: DocumentId = self.current(&path)?;
        let related = self.session.related(id);
        let run = Run::new(related.iter().map(|analysis| analysis.file()));
        let mut windows = windows(&run);
        windows.retain(|window| window.files().any(|file| file.id == id));
        let file = run.get(id)?;
        let offset = offset_in(file.document, params.position, self.encoding());
        Some(answer(self, &windows, &run, file, offset))
    }
}

fn item(index: usize, candidate: Completion, file: &FileAnalysis<'_>, server: &Server<'_>) -> CompletionItem {
    let kind = match candidate.kind {
        CompletionKind::Reference => CompletionItemKind::Snippet,
        CompletionKind::Variable => CompletionItemKind::Variable,
        CompletionKind::Profile => CompletionItemKind::EnumMember,
        CompletionKind::Input => CompletionItemKind::Constant,
        CompletionKind::Folder => CompletionItemKind::Folder,
        CompletionKind::File => CompletionItemKind::File,
    };
    let range = range_in(file.document, candidate.span, server.encoding());
    // Editors compare what is written so far with the filter text.
    CompletionItem {
        label: printable(&candidate.label).into_owned(),
        kind: Some(kind),
        filter_text: Some(candidate.text.clone()),
        sort_text: Some(format!("{index:04}")),
        text_edit: Some(TextEdit { range, new_text: candidate.text }.into()),
        ..CompletionItem::default()
    }
}
