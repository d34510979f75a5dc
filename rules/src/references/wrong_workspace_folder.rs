//! `${workspaceFolder}/NAME` is not the folder NAME of a workspace with several folders.
#![doc = include_str!("wrong_workspace_folder.md")]

use envlint_core::env::{FileAnalysis, Form, Reference, Text, WorkspaceFolder, normalize, workspace_folders};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{ResolvedString, resolved_strings};
use envlint_core::vscode::{FileKind, FormName, Platforms};

declare_rule! {
    WrongWorkspaceFolder {
        name: "wrong-workspace-folder",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "wrong_workspace_folder.md",
    }
}

impl Rule for WrongWorkspaceFolder {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        if analysis.document.kind() != FileKind::Workspace {
            return;
        }
        let folders = workspace_folders(analysis.document);
        if folders.len() < 2 {
            return;
        }
        for site in &analysis.sites {
            if let Some(text) = site.text().filter(|text| text.dialect.names_folders) {
                let at =
                    FolderUse { setting: &site.setting, key: &site.key, span: site.value_span(), on: site.platforms };
                check(&folders, text, &at, context);
            }
        }
        let names_folders = |string: &ResolvedString<'_>| string.text.dialect.names_folders;
        for string in resolved_strings(analysis, "${workspace").filter(names_folders) {
            let at = FolderUse { setting: &string.setting, key: &string.key, span: string.span, on: string.platforms };
            check(&folders, &string.text, &at, context);
        }
    }
}

/// The place of a string.
struct FolderUse<'s> {
    setting: &'s str,
    key: &'s str,
    span: Span,
    on: Platforms,
}

fn check(folders: &[WorkspaceFolder], text: &Text<'_>, at: &FolderUse<'_>, context: &mut Context<'_>) {
    let named: Vec<(&Reference, &str)> =
        text.references().filter_map(|reference| Some((reference, named(folders, text, reference)?))).collect();
    let Some(&(_, first)) = named.first() else { return };
    let platforms = context.platforms(at.on);
    if platforms.is_empty() {
        return;
    }
    let message = format!(
        "`${{workspaceFolder}}/{first}` in {} is `{first}` inside the current folder, not the folder `{first}` of this workspace",
        at.setting
    );
    let edits: Vec<Edit> = named
        .iter()
        .map(|(reference, name)| {
            let span = text.span(reference.range.0, reference.range.1 + 1 + name.len());
            Edit::replace(span, format!("${{workspaceFolder:{name}}}"))
        })
        .collect();
    let fix = Fix::value("Name the folder", Applicability::Unsafe, at.span, edits);
    let help = format!("Write `${{workspaceFolder:{first}}}`");
    context.finding(at.span, message).platforms(platforms).place(at.key).help(help).fix(fix).report();
}

/// The folder that follows `${workspaceFolder}` in a path, if no folder of the workspace contains it.
fn named<'f>(folders: &'f [WorkspaceFolder], text: &Text<'_>, reference: &Reference) -> Option<&'f str> {
    let Form::Known { form, argument: None } = &reference.form else { return None };
    let rest = text.as_str().get(reference.range.1..)?.strip_prefix('/')?;
    let next = rest.split(['/', '\\', ':', ';', ' ', ',']).next()?;
    let folder = folders.iter().find(|folder| folder.name.as_deref() == Some(next))?;
    let name = folder.name.as_deref()?;
    let path = folder.path.as_deref()?;
    let contains = |other: &WorkspaceFolder| match other.path.as_deref() {
        Some(other) => normalize(&format!("{other}/{next}")) == path || (other.is_empty() && next == path),
        None => true,
    };
    let is_folder = matches!(form.name, FormName::WorkspaceFolder | FormName::WorkspaceRoot);
    (is_folder && !folders.iter().any(contains)).then_some(name)
}
