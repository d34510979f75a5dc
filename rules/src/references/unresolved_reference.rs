//! A reference that is not resolved stays in a command, a path or a value as literal text.
#![doc = include_str!("unresolved_reference.md")]

use std::cell::LazyCell;

use envlint_core::env::{FileAnalysis, Outcome, ProfileArgument, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::secrets::is_secret_name;
use envlint_core::text::{Edit, Span};
use envlint_core::views::{Container, ResolvedString, container, resolved_strings};
use envlint_core::vscode::{FormName, is_list, is_prompt_or_command};

mod forms;
mod place;
mod words;

use forms::Unresolved;
use place::StringOwners;

declare_rule! {
    UnresolvedReference {
        name: "unresolved-reference",
        severity: Warning,
        also: [Info],
        fix: Safe,
        since: "0.1.0",
        page: "unresolved_reference.md",
    }
}

impl Rule for UnresolvedReference {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        // Most files contain no references at all.
        if !analysis.document.text().contains(['$', '{', '%']) {
            return;
        }
        let owners = LazyCell::new(|| StringOwners::new(analysis));
        let variables = container(analysis.document).map(Container::run_variables).unwrap_or_default();
        // `path-overwrite` reports them with what they do.
        let of_path = |span: Span| variables.iter().any(|it| it.name == "PATH" && it.argument.span() == span);
        for string in resolved_strings(analysis, "") {
            if of_path(string.span) {
                continue;
            }
            if !context.platforms(string.platforms).is_empty() && forms::is_suspicious(&string) {
                let place = owners.reader(&string);
                for found in forms::unresolved(&string, &place) {
                    report(&string, &found, context);
                }
            }
        }
    }

    fn check_argument(&self, argument: &ProfileArgument<'_>, context: &mut Context<'_>) {
        let text = &argument.text;
        // A shell may read what follows `-c`.
        let is_plain = text.first.is_none() && !text.as_str().contains([' ', '"', '\'', '`', '|']);
        for reference in text.references().filter(|reference| is_plain && reference.outcome != Outcome::Expands) {
            let Some(found) = forms::in_argument(text, reference, argument.follows_flags) else { continue };
            report_argument(argument, &found, context);
        }
        for found in forms::without_dollar_in_argument(text).into_iter().filter(|_| is_plain) {
            report_argument(argument, &found, context);
        }
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text().filter(|text| text.first.is_none()) else { return };
        let is_of_vscode = text.dialect.expands.contains(&FormName::Config);
        let has_folder = [FormName::WorkspaceFolder, FormName::LocalWorkspaceFolder];
        if !has_folder.iter().any(|form| text.dialect.expands.contains(form)) {
            return;
        }
        let without_dollar = words::without_dollar(text.as_str(), is_list(&site.variable));
        let mut unknown = words::unknown(text);
        unknown.retain(|found| is_of_vscode || found.is_setting);
        if without_dollar.is_empty() && unknown.is_empty() || is_secret_name(&site.variable) {
            return;
        }
        report_without_dollar(site, text, &without_dollar, context);
        for found in unknown {
            // A prompt or a command line has its own references, and so do JSON, scripts and many templates.
            let is_template =
                is_prompt_or_command(&site.variable) || text.as_str().contains([' ', '\n', '"', '\'', '`']);
            if is_template && !found.is_setting {
                continue;
            }
            let severity = if found.is_setting { Severity::Warning } else { Severity::Info };
            let message = format!(
                "`{}` in {} is not a reference that {} supports, so {} contains this literal text",
                found.written, site.setting, text.dialect.wording.reader, site.variable
            );
            let fix = found.right.as_ref().map(|right| {
                let edit = Edit::replace(found.span, &**right);
                Fix::value(format!("Write `{right}`"), Applicability::Unsafe, site.value_span(), vec![edit])
            });
            let finding = context.finding_at_site(site, message).severity(severity).fix(fix);
            finding.help(help(found.is_setting, is_of_vscode, site)).report();
        }
    }
}

fn report_argument(argument: &ProfileArgument<'_>, found: &Unresolved, context: &mut Context<'_>) {
    let message = format!("`{}` in {} {}", found.written, argument.setting, found.consequence);
    let fix = found.right.as_ref().map(|right| {
        let edit = Edit::replace(found.span, &**right);
        Fix::value(format!("Write `{right}`"), found.applicability, argument.span, vec![edit])
    });
    let platforms = context.platforms(argument.platforms);
    let finding = context.finding(argument.span, message).platforms(platforms).place(&argument.setting);
    finding.help(found.help).fix(fix).report();
}

/// Reports the references without their dollar sign: their byte ranges and names.
fn report_without_dollar(
    site: &Site<'_>,
    text: &Text<'_>,
    found: &[(usize, usize, FormName)],
    context: &mut Context<'_>,
) {
    for (start, end, word) in found.iter().copied() {
        let is_read = text.dialect.expands.contains(&word);
        let message = format!(
            "`{{{word}}}` in {} lacks its dollar sign, so {} contains this literal text",
            site.setting, site.variable
        );
        let right = format!("${{{word}}}");
        let edit = Edit::replace(text.span(start, end), &*right);
        let title = format!("Write `{right}`");
        let fix = is_read.then(|| Fix::value(title, Applicability::Unsafe, site.value_span(), vec![edit]));
        context.finding_at_site(site, message).help(forms::folder_help(text)).fix(fix).report();
    }
}

fn help(is_setting: bool, is_of_vscode: bool, site: &Site<'_>) -> String {
    if is_setting && !is_of_vscode {
        "Repeat the value of the setting: it cannot be referenced here".to_owned()
    } else if is_setting {
        "The value of a setting is `${config:…}`".to_owned()
    } else {
        format!("This is fine if the program that reads {} expands it itself", site.variable)
    }
}

fn report(string: &ResolvedString<'_>, found: &Unresolved, context: &mut Context<'_>) {
    let message = format!("`{}` in {} {}", found.written, string.setting, found.consequence);
    let fix = found.right.as_ref().map(|right| {
        let edit = Edit::replace(found.span, &**right);
        Fix::value(format!("Write `{right}`"), found.applicability, string.span, vec![edit])
    });
    let platforms = context.platforms(string.platforms);
    let finding = context
        .finding(string.span, message)
        .severity(found.severity)
        .platforms(platforms)
        .place(&string.key)
        .help(found.help)
        .fix(fix);
    finding.report();
}
