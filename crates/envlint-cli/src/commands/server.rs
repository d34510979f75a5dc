//! `envlint server`: the language server.

use std::path::PathBuf;
use std::sync::Arc;

use envlint_core::env::{FileAnalysis, Run, Window, folder_of};
use envlint_core::linter::Linter;
use envlint_project::{CliOverrides, DisplayPaths, FileSystem, Project, Selection};
use envlint_server::{Explain, Explanation};

use crate::args::TableScope;
use crate::console::{Syntax, guarded};
use crate::{Error, ExitState, environments};

/// Runs the language server until the editor ends it.
pub(crate) fn run() -> Result<ExitState, Error> {
    let was_shut_down = envlint_server::run(&Reports)
        .map_err(|error| Error::Unreadable(format!("the connection to the editor failed: {error}")))?;
    // The protocol asks for status 1 if the editor exits without shutting the server down.
    Ok(if was_shut_down { ExitState::Clean } else { ExitState::Findings })
}

/// The explanations of `matrix` and `trace`.
struct Reports;

impl Explain for Reports {
    fn hover(
        &self,
        windows: &[Window<'_>],
        linter: &Linter,
        file: &FileAnalysis<'_>,
        offset: u32,
    ) -> Option<Explanation> {
        let path = file.document.path();
        let parent = || path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
        let folder = folder_of(file.document.kind(), path).or_else(parent).unwrap_or_default();
        let names = DisplayPaths { working_directory: folder, home: None };
        let (markdown, span) = environments::hover(&names, windows, linter, file, offset)?;
        Some(Explanation { markdown, span })
    }

    fn matrix(&self, files: Arc<dyn FileSystem>, paths: &[PathBuf]) -> Result<String, String> {
        let selection = Selection { leaves_out_named: false, ..Selection::new(paths) };
        let project = Project::load(files, &selection).map_err(|error| Error::from(error).to_string())?;
        let linter = project.linter(&CliOverrides::default());
        let analyses = project.analyses();
        let run = Run::new(&analyses);
        let windows = project.windows(&run);
        let found = environments::tables(&project.names, &windows, &linter, &TableScope::everything(), &[]);
        let notes = environments::notes(&project, &analyses, &found);
        let findings = environments::FindingIndex::new(&project, &project.lint_run(&linter, &run));
        let mut page = Vec::new();
        environments::matrix_html(&project, &found.tables, &[], &findings, &notes, &mut page)
            .map_err(|error| error.to_string())?;
        Ok(String::from_utf8_lossy(&guarded(&page, Syntax::Html)).into_owned())
    }
}
