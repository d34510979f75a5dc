//! `${workspaceFolder:name}` with the name of a folder that the window does not have.

use envlint_core::document::{Document, DocumentId};
use envlint_core::env::{
    FileAnalysis, Form, Outcome, Reference, Run, Text, Window, certain_folder_names, folder_of, workspace_folders,
};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::Context;
use envlint_core::spelling::nearest;
use envlint_core::text::{Edit, Span};
use envlint_core::views::resolved_strings;
use envlint_core::vscode::FileKind;

use super::{ResolutionProblem, effect_on_site, effect_on_string};

/// A string in which folders can be named.
struct FolderMention<'u> {
    analysis: &'u FileAnalysis<'u>,
    /// The setting or object that contains it, for messages.
    setting: &'u str,
    /// The same as a key.
    key: &'u str,
    span: Span,
    text: &'u Text<'u>,
    /// What becomes of it if a name is wrong, as a clause.
    effect: String,
}

/// Reports names of unknown folders in the tasks and launch configurations of a `.code-workspace`.
pub(super) fn check_names_in_workspace(analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    let document = analysis.document;
    for string in resolved_strings(analysis, "${workspace").filter(|_| !document.is_uncertain()) {
        let unknown = |reference: &&Reference| names_no_folder(reference, document);
        let Some(reference) = string.text.references().find(unknown) else { continue };
        let problem = ResolutionProblem::NoSuchFolder;
        let message = problem.message(&string.text, reference, &string.setting, &effect_on_string(&string));
        let platforms = context.platforms(string.platforms);
        let finding = context.finding(string.span, message).platforms(platforms).place(&string.key);
        finding.fix(folder_fix(reference, document, string.span)).or_help(problem.help()).report();
    }
}

/// Reports names of unknown folders in the files of the folders that a workspace opens. Another workspace may have a folder of any
/// name, but a difference in letter case is a mistake in all of them.
pub(super) fn check_names_in_folders(window: &Window<'_>, context: &mut Context<'_>) {
    let is_workspace = |analysis: &&FileAnalysis<'_>| analysis.document.kind() == FileKind::Workspace;
    let Some(workspace) = window.layers.iter().copied().find(is_workspace) else { return };
    let Some(names) = certain_folder_names(workspace.document) else { return };
    let mut check = |found: &FolderMention<'_>| {
        let unknown = |reference: &&Reference| named(reference).is_some_and(|name| !names.iter().any(|it| it == name));
        for reference in found.text.references().filter(unknown) {
            if !check_letter_case(found, reference, &names, context) {
                check_name(found, reference, (window.run, workspace), context);
            }
        }
    };
    for analysis in window.files().filter(|analysis| analysis.id != workspace.id) {
        for site in &analysis.sites {
            if let Some(text) = site.text().filter(|text| text.dialect.names_folders) {
                let (setting, key, span) = (&*site.setting, &*site.key, site.value_span());
                check(&FolderMention { analysis, setting, key, span, text, effect: effect_on_site(site, text) });
            }
        }
        for string in resolved_strings(analysis, "${workspace") {
            let (setting, key, span) = (&*string.setting, &*string.key, string.span);
            check(&FolderMention {
                analysis,
                setting,
                key,
                span,
                text: &string.text,
                effect: effect_on_string(&string),
            });
        }
    }
}

/// The folder that `reference` names, if it is resolved with a folder.
fn named(reference: &Reference) -> Option<&str> {
    let Form::Known { argument: Some(wanted), .. } = &reference.form else { return None };
    (reference.outcome == Outcome::NeedsFolder).then_some(wanted.as_str())
}

/// Reports a name that differs from one of `names` in letter case only. Returns `false` if no name does.
fn check_letter_case(
    found: &FolderMention<'_>,
    reference: &Reference,
    names: &[String],
    context: &mut Context<'_>,
) -> bool {
    let Some(wanted) = named(reference) else { return false };
    let mut alike = names.iter().filter(|name| name.eq_ignore_ascii_case(wanted));
    let (Some(name), None) = (alike.next(), alike.next()) else { return false };
    let message = format!(
        "`{}` in {} does not name a folder of this workspace, where one is called `{name}`",
        found.text.quoted(reference),
        found.setting
    );
    let fix = rename(reference, name, Applicability::Safe, found.span);
    context.finding_in(found.analysis.id, found.span, message).place(found.key).fix(fix).report();
    true
}

/// Reports a name that no workspace of the run knows. A folder that several workspaces open is reported with the first of them.
fn check_name(
    found: &FolderMention<'_>,
    reference: &Reference,
    (run, workspace): (&Run<'_>, &FileAnalysis<'_>),
    context: &mut Context<'_>,
) {
    let Some((wanted, names)) = named(reference).zip(possible_names(found.analysis, run)) else { return };
    let is_first = names.first_workspace == Some(workspace.id);
    if !is_first || names.names.iter().any(|name| name == wanted) {
        return;
    }
    let problem = ResolutionProblem::NoSuchFolder;
    let message = problem.message(found.text, reference, found.setting, &found.effect);
    let near = nearest(wanted, names.names.iter().map(String::as_str));
    let fix = near.and_then(|name| rename(reference, name, Applicability::Unsafe, found.span));
    let mut finding = context.finding_in(found.analysis.id, found.span, message).severity(Severity::Warning);
    if let Some(folders) = workspace.document.root().and_then(|root| root.member("folders")) {
        finding = finding.related(workspace.id, folders.key.span(), "the folders of the workspace");
    }
    finding.place(found.key).fix(fix).or_help(problem.help()).report();
}

/// The names that a reference in the files of one folder can use.
struct PossibleNames {
    names: Vec<String>,
    /// The first workspace that opens the folder.
    first_workspace: Option<DocumentId>,
}

/// The names of the folders in all windows that `analysis`, a file of a folder, belongs to: the folder may be opened on its own, or
/// by each workspace of the run that lists it. `None` if a name is not certain.
fn possible_names(analysis: &FileAnalysis<'_>, run: &Run<'_>) -> Option<PossibleNames> {
    let folder = folder_of(analysis.document.kind(), analysis.document.path())?;
    let own = folder.rsplit('/').next().filter(|name| !matches!(*name, "" | "." | ".."))?;
    let mut possible = PossibleNames { names: vec![own.to_owned()], first_workspace: None };
    for workspace in run.files().iter().filter(|file| file.document.kind() == FileKind::Workspace) {
        let folders = workspace_folders(workspace.document);
        if folders.iter().any(|other| other.path.as_deref() == Some(&folder)) {
            possible.names.extend(certain_folder_names(workspace.document)?);
            possible.first_workspace = possible.first_workspace.or(Some(workspace.id));
        }
    }
    Some(possible)
}

/// Returns `true` if the reference names a folder that this `.code-workspace` does not have. The names of all its
/// folders must be known.
pub(super) fn names_no_folder(reference: &Reference, document: &Document) -> bool {
    let Form::Known { argument: Some(wanted), .. } = &reference.form else { return false };
    if document.kind() != FileKind::Workspace {
        return false;
    }
    let folders = workspace_folders(document);
    let names: Option<Vec<String>> = folders.into_iter().map(|folder| folder.name).collect();
    names.is_some_and(|names| !names.is_empty() && !names.contains(wanted))
}

/// Writes the name of the folder that was probably meant. Only a difference in letter case leaves no doubt.
pub(super) fn folder_fix(reference: &Reference, document: &Document, value: Span) -> Option<Fix> {
    let Form::Known { argument: Some(wanted), .. } = &reference.form else { return None };
    if !names_no_folder(reference, document) {
        return None;
    }
    let names: Vec<String> = workspace_folders(document).into_iter().filter_map(|folder| folder.name).collect();
    let alike: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.eq_ignore_ascii_case(wanted)).collect();
    let name = alike.first().copied().or_else(|| nearest(wanted, names.iter().map(String::as_str)))?;
    let applicability = if alike.len() == 1 { Applicability::Safe } else { Applicability::Unsafe };
    rename(reference, name, applicability, value)
}

/// Writes `name` as the name of the folder in `reference`, which is in the string at `value`.
fn rename(reference: &Reference, name: &str, applicability: Applicability, value: Span) -> Option<Fix> {
    let Form::Known { form, .. } = &reference.form else { return None };
    let right = format!("${{{}:{name}}}", form.name);
    let edit = Edit::replace(reference.span, &*right);
    Some(Fix::value(format!("Write `{right}`"), applicability, value, vec![edit]))
}
