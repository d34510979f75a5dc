//! A malformed reference, such as `${env.PATH}`, is not expanded.
#![doc = include_str!("malformed_variable.md")]

use envlint_core::document::Document;
use envlint_core::env::{Form, Malformation, Outcome, Reference, Segment, Site, Text, workspace_folders};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{FileKind, is_list};

declare_rule! {
    MalformedVariable {
        name: "malformed-variable",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "malformed_variable.md",
    }
}

impl Rule for MalformedVariable {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text().filter(|text| text.dialect.expands_env()) else { return };
        check_extra_brace(site, text, context);
        for reference in text.references().filter(|reference| reference.outcome != Outcome::Expands) {
            let (right, applicability) = match &reference.form {
                Form::Malformed { malformation, name } if is_intended(site, text, reference, *malformation) => (
                    if site.is_own(reference) { site.inherited() } else { text.reference_to(name) },
                    applicability(site, text, reference, *malformation).map(|applicability| {
                        if is_half_right(site, context) { Applicability::Display } else { applicability }
                    }),
                ),
                // Without a folder of this name, the whole value would stay literal, and nothing would report it.
                Form::ReversedFolder { folder } => (
                    text.dialect.names_folders.then(|| format!("${{workspaceFolder:{folder}}}")),
                    has_folder(context.analysis.document, folder).then_some(Applicability::Safe),
                ),
                _ => continue,
            };
            let written = text.quoted(reference);
            let message = format!(
                "`{written}` in {} is not a reference that {} supports, so {}",
                site.setting,
                text.dialect.wording.reader,
                consequence(site, reference)
            );
            let fix = right.zip(applicability).map(|(right, applicability)| {
                let edit = Edit::replace(reference.span, &*right);
                Fix::value(format!("Write `{right}`"), applicability, site.value_span(), vec![edit])
            });
            let finding = context.finding_at_site(site, message).fix(fix);
            match help(site, text, reference) {
                Some(help) => finding.or_help(help).report(),
                None => finding.report(),
            }
        }
    }
}

/// Reports a second `}` after a reference in a list: it becomes part of the folder's name.
fn check_extra_brace(site: &Site<'_>, text: &Text<'_>, context: &mut Context<'_>) {
    if text.as_str().matches('{').count() >= text.as_str().matches('}').count() || site.list().is_none() {
        return;
    }
    for pair in text.segments.windows(2) {
        let [Segment::Reference(reference), after] = pair else { continue };
        let is_extra = reference.outcome == Outcome::Expands && after.reference().is_none();
        if !is_extra || !text.of(after).starts_with('}') {
            continue;
        }
        let message = format!(
            "The second `}}` after `{}` in {} is not part of the reference, so the last folder in it ends with `}}`",
            text.quoted(reference),
            site.setting
        );
        let (start, _) = after.range();
        let edit = Edit::delete(text.span(start, start + 1));
        let fix = Fix::value("Remove the second `}`", Applicability::Safe, site.value_span(), vec![edit]);
        context.finding_at_site(site, message).fix(fix).report();
    }
}

/// The advice for a form without a certain fix.
fn help(site: &Site<'_>, text: &Text<'_>, reference: &Reference) -> Option<String> {
    match &reference.form {
        Form::Malformed { malformation: Malformation::Default, .. } => Some(
            "Remove the default value: it is not supported, and a variable that is not set becomes an empty string"
                .to_owned(),
        ),
        Form::ReversedFolder { folder } if text.dialect.names_folders => {
            Some(format!("Write `${{workspaceFolder:{folder}}}` if a folder of the workspace has this name"))
        }
        Form::Malformed { name, .. } => Some(match text.reference_to(name) {
            Some(right) => format!("Write `{right}`, and check the text around it"),
            None => site.without_inherited().to_owned(),
        }),
        _ => Some("Write out the value".to_owned()),
    }
}

/// Returns `true` if `document` is a workspace file with a folder called `name`.
fn has_folder(document: &Document, name: &str) -> bool {
    let folders = if document.kind() == FileKind::Workspace { workspace_folders(document) } else { Vec::new() };
    folders.iter().any(|folder| folder.name.as_deref() == Some(name))
}

/// Returns `true` if the list would be wrong on some platforms with the reference expanded.
fn is_half_right(site: &Site<'_>, context: &Context<'_>) -> bool {
    let own = site.list().filter(|_| site.own_reference().is_some());
    own.is_some_and(|list| list.is_half_right(context.platforms(site.platforms)))
}

fn consequence(site: &Site<'_>, reference: &Reference) -> String {
    let variable = &site.variable;
    let loses_own = site.is_own(reference) && site.replaces_inherited();
    match reference.outcome {
        Outcome::Empty if loses_own => format!("it becomes an empty string and the inherited {variable} is lost"),
        Outcome::Empty => format!("it becomes an empty string in {variable}"),
        _ if loses_own => format!("it stays literal and the inherited {variable} is lost"),
        _ => format!("it stays literal in {variable}"),
    }
}

/// Returns `true` if the text can only be meant as a reference. Forms without `${` have other meanings in values that
/// are not paths.
fn is_intended(site: &Site<'_>, text: &Text<'_>, reference: &Reference, malformation: Malformation) -> bool {
    let value = text.as_str();
    match malformation {
        Malformation::Dollars => is_list(&site.variable),
        Malformation::NoDollar | Malformation::Parentheses | Malformation::Hash => {
            is_list(&site.variable) || (reference.range.0 == 0 && !value.contains([' ', '"', '\'']))
        }
        _ => true,
    }
}

/// The applicability of the fix; `None` if the right form is not clear.
fn applicability(
    site: &Site<'_>,
    text: &Text<'_>,
    reference: &Reference,
    malformation: Malformation,
) -> Option<Applicability> {
    let rest = text.as_str().get(reference.range.1..).unwrap_or_default();
    match malformation {
        // The text around it would stay and damage the entry.
        _ if malformation != Malformation::Default && site.is_own(reference) && !text.is_whole_entry(reference) => {
            Some(Applicability::Display)
        }
        Malformation::Default => None,
        Malformation::Unterminated if rest.is_empty() || rest.starts_with([':', ';']) => Some(Applicability::Safe),
        Malformation::Unterminated => None,
        // It is not clear whether the host or the container is meant.
        _ if text.dialect.reads_host && !site.is_own(reference) => Some(Applicability::Unsafe),
        // Other programs use this syntax too, and a value with spaces may be a command line for one of them.
        Malformation::Dot | Malformation::Case if !is_list(&site.variable) && text.as_str().contains(' ') => {
            Some(Applicability::Unsafe)
        }
        Malformation::Dollars | Malformation::NoDollar | Malformation::Parentheses | Malformation::Hash
            if !site.is_own(reference) =>
        {
            Some(Applicability::Unsafe)
        }
        _ => Some(Applicability::Safe),
    }
}
