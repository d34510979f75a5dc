//! Code actions: the fixes of findings, all safe fixes of a file, and comments that suppress findings.

use std::collections::HashMap;

use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, Finding, Fix};
use envlint_core::fixer::prove;
use envlint_core::suppressions::suppress_edit;
use envlint_core::text::{Edit, Span, printable};
use gen_lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionParams, CodeActionResponse, CodeActionTriggerKind,
    DocumentChange, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, WorkspaceEdit,
};

use crate::buffers::Buffer;
use crate::capabilities::FIX_ALL;
use crate::diagnostics::DiagnosticView;
use crate::positions::{offset_in, text_edits};
use crate::server::Server;
use crate::uri::path_of;

/// What a suppression comment says until the author writes the reason.
const REASON: &str = "reason";

impl Server<'_> {
    /// The actions for a range of an open text.
    pub(crate) fn code_actions(&mut self, params: CodeActionParams) -> Option<Vec<CodeActionResponse>> {
        let path = path_of(&params.text_document.uri)?;
        let id = self.current(&path)?;
        let findings = self.session.findings(id);
        let document = self.session.document(id)?;
        let buffer = self.buffers.by_path.get(&path)?;
        let (start, end) = (params.range.start, params.range.end);
        let asked = Span::new(offset_in(document, start, self.encoding()), offset_in(document, end, self.encoding()));
        let touched =
            findings.iter().filter(|finding| finding.span.start <= asked.end && asked.start <= finding.span.end);
        let mut actions = Vec::new();
        if wants(&params.context, &CodeActionKind::QuickFix) {
            for finding in touched {
                self.quick_fixes(document, buffer, finding, &mut actions);
            }
        }
        if wants_fix_all(&params.context) {
            actions.extend(self.fix_all(id, document, buffer));
        }
        Some(actions.into_iter().map(CodeActionResponse::CodeAction).collect())
    }

    fn quick_fixes(&self, document: &Document, buffer: &Buffer, finding: &Finding, actions: &mut Vec<CodeAction>) {
        let view = DiagnosticView {
            features: &self.features,
            buffers: &self.buffers,
            document_of: |id| self.session.document(id),
        };
        let diagnostics = view.diagnostic(finding).map(|diagnostic| vec![diagnostic]);
        let action = |title: String, is_preferred, edits: &[Edit]| CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: diagnostics.clone(),
            is_preferred: Some(is_preferred),
            edit: Some(self.workspace_edit(document, buffer, edits)),
            ..CodeAction::default()
        };
        let shown = finding.redacted_with(|id| self.session.document(id));
        let titles = shown.iter().flat_map(|shown| &shown.fixes).map(|fix| printable(&fix.title));
        for (index, (fix, title)) in finding.fixes.iter().zip(titles).enumerate() {
            if let Some(mark) = mark(fix)
                && prove(document, &[fix]).is_ok()
            {
                let is_preferred = index == 0 && fix.applicability == Applicability::Safe;
                actions.push(action(format!("{title}{mark}"), is_preferred, &fix.edits));
            }
        }
        if let Some(edit) = suppress_edit(document, finding, REASON) {
            actions.push(action(format!("Suppress {} here", finding.rule.name), false, &[edit]));
        }
    }

    /// The action that applies all safe fixes of the file, if there are any.
    fn fix_all(&self, id: DocumentId, document: &Document, buffer: &Buffer) -> Option<CodeAction> {
        let related = self.session.related(id);
        let documents: Vec<&Document> = related.iter().map(|analysis| analysis.document()).collect();
        let own = related.iter().position(|analysis| analysis.file().id == id).map(DocumentId)?;
        let fixed = self.session.linter().fix(&documents, Applicability::Safe, |id| id == own);
        let edit = difference(document.text(), fixed.changed.get(&own)?.text());
        Some(CodeAction {
            title: "Fix all safe envlint findings in this file".to_owned(),
            kind: Some(CodeActionKind::new(FIX_ALL)),
            edit: Some(self.workspace_edit(document, buffer, &[edit])),
            ..CodeAction::default()
        })
    }

    fn workspace_edit(&self, document: &Document, buffer: &Buffer, edits: &[Edit]) -> WorkspaceEdit {
        let edits = text_edits(document, edits, self.encoding());
        let uri = buffer.uri.clone();
        if self.features.versions_edits {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version: Some(buffer.version),
                text_document_identifier: TextDocumentIdentifier { uri },
            };
            let edits = edits.into_iter().map(Into::into).collect();
            let change = DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits });
            WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
        } else {
            WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
        }
    }
}

/// What the title of an action says about `fix`; `None` if the fix is only shown in reports.
fn mark(fix: &Fix) -> Option<&'static str> {
    match fix.applicability {
        Applicability::Safe => Some(""),
        Applicability::Unsafe => Some(" (unsafe: check the result)"),
        Applicability::Display => None,
    }
}

/// Returns `true` if the client asks for actions of `kind`: kinds are hierarchical, with dots between their parts.
fn wants(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let Some(only) = &context.only else { return true };
    only.iter().any(|asked| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
    })
}

/// Returns `true` if the client asks to fix everything. Editors also ask for all actions at each movement of the cursor, where
/// computing all fixes would be a waste.
fn wants_fix_all(context: &CodeActionContext) -> bool {
    let is_automatic = context.trigger_kind == Some(CodeActionTriggerKind::Automatic);
    (context.only.is_some() || !is_automatic) && wants(context, &CodeActionKind::new(FIX_ALL))
}

/// The smallest single edit that turns `old` into `new`.
fn difference(old: &str, new: &str) -> Edit {
    let same_start = old.char_indices().zip(new.chars()).find(|((_, a), b)| a != b);
    let start = same_start.map_or(old.len().min(new.len()), |((at, _), _)| at);
    let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let same_end = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = same_end.map(|(character, _)| character.len_utf8()).sum();
    let replacement = new_rest.get(..new_rest.len() - end).unwrap_or_default();
    Edit::replace(Span::new(start as u32, (old.len() - end) as u32), replacement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use envlint_core::text::apply;

    #[test]
    fn the_difference_is_one_small_edit() {
        for (old, new, span, replacement) in [
            ("abc", "abc", Span::new(3, 3), ""),
            ("abc", "axc", Span::new(1, 2), "x"),
            ("aa", "aaa", Span::new(2, 2), "a"),
            ("é😀", "è😀", Span::new(0, 2), "è"),
            ("", "x", Span::new(0, 0), "x"),
        ] {
            let edit = difference(old, new);
            assert_eq!((edit.span, edit.replacement.as_str()), (span, replacement), "{old} {new}");
            assert_eq!(apply(old, &[edit]).as_deref(), Some(new));
        }
    }

    #[test]
    fn kinds_are_hierarchical() {
        let context = |only: Option<&[&'static str]>| CodeActionContext {
            diagnostics: Vec::new(),
            only: only.map(|only| only.iter().map(|kind| CodeActionKind::from(*kind)).collect()),
            trigger_kind: None,
        };
        for (only, fix_all, quick_fix) in [
            (None, true, true),
            (Some(&["source"][..]), true, false),
            (Some(&["source.fixAll"]), true, false),
            (Some(&["source.fixAll.envlint"]), true, false),
            (Some(&["source.fixAll.other", "quickfix"]), false, true),
            (Some(&["source.fix"]), false, false),
            (Some(&[""]), true, true),
            (Some(&[]), false, false),
        ] {
            let context = context(only);
            assert_eq!(wants_fix_all(&context), fix_all, "{only:?}");
            assert_eq!(wants(&context, &CodeActionKind::QuickFix), quick_fix, "{only:?}");
        }
        let automatic = CodeActionTriggerKind::Automatic;
        assert!(!wants_fix_all(&CodeActionContext { trigger_kind: Some(automatic), ..context(None) }));
    }
}
