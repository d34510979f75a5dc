//! A reference is written as in another setting or tool, but this setting does not expand it.
#![doc = include_str!("unsupported_variable.md")]

use envlint_core::env::{Form, Outcome, Reference, Site, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::Tilde;

declare_rule! {
    UnsupportedVariable {
        name: "unsupported-variable",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "unsupported_variable.md",
    }
}

impl Rule for UnsupportedVariable {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let dialect = text.dialect;
        for reference in text.references().filter(|reference| reference.outcome == Outcome::Literal) {
            let intended = match &reference.form {
                Form::Known { .. } | Form::CMake { .. } => None,
                Form::NearlyKnown { form, argument } => Some(match argument {
                    // The text after a second colon is a default value, which no form supports here.
                    Some(argument) => format!("${{{}:{}}}", form.name, argument.split(':').next().unwrap_or_default()),
                    None => format!("${{{}}}", form.name),
                }),
                // Where `${env:NAME}` itself is not expanded, its misspellings are not either.
                Form::Environment { .. } | Form::Malformed { .. } | Form::ReversedFolder { .. }
                    if !dialect.expands_env() =>
                {
                    None
                }
                _ => continue,
            };
            let written = text.quoted(reference);
            let (variable, setting) = (&site.variable, &site.setting);
            let own = site.is_own(reference) && site.replaces_inherited();
            let consequence = if own {
                format!("the inherited {variable} is lost")
            } else {
                format!("{variable} contains this literal text")
            };
            let message =
                format!("`{written}` in {setting} is not expanded by {}, so {consequence}", dialect.wording.reader);
            let fix = site.inherited().filter(|_| own).map(|inherited| {
                let platforms = context.platforms(site.platforms);
                let is_whole =
                    text.is_whole_entry(reference) && !site.list().is_some_and(|list| list.is_half_right(platforms));
                let applicability = if is_whole { Applicability::Safe } else { Applicability::Display };
                let edit = Edit::replace(reference.span, &*inherited);
                Fix::value(format!("Write `{inherited}`"), applicability, site.value_span(), vec![edit])
            });
            let fix = fix.or_else(|| respelled(site, text, reference)).or_else(|| at_home(site, reference, context));
            let is_lost = own && fix.is_none();
            let finding = context.finding_at_site(site, message).fix(fix);
            match intended {
                Some(intended) => finding.or_help(format!("Did you mean `{intended}`?")).report(),
                None if dialect.others_expand_braces => {
                    finding.or_help(help_of_portable(reference, dialect.wording.reader)).report();
                }
                None if is_lost => finding.help(site.without_inherited()).report(),
                None => finding.or_help(help_of_known(text, reference)).report(),
            }
        }
    }
}

/// The advice for a reference that is correct in other places.
fn help_of_known(text: &Text<'_>, reference: &Reference) -> &'static str {
    let dialect = text.dialect;
    if reference.is_user_home() && dialect.tilde == Tilde::HomeAtStart && !dialect.expands_env() {
        "Begin the value with `~/`, which is expanded to the home folder"
    } else if reference.is_user_home() && dialect.expands_env() && !dialect.reads_host && text.first.is_none() {
        "Use `${env:HOME}`, or `${env:USERPROFILE}` on Windows"
    } else if dialect.expands.is_empty() && !dialect.expands_env() {
        "Write out the value: no reference is expanded here"
    } else {
        "Write out the value, or use a reference that is expanded here"
    }
}

/// Writes the home folder in the way that is expanded here.
fn at_home(site: &Site<'_>, reference: &Reference, context: &Context<'_>) -> Option<Fix> {
    let home = site.text()?.home_instead_of(reference, context.platforms(site.platforms))?;
    let edit = Edit::replace(reference.span, &*home);
    Some(Fix::value(format!("Write `{home}`"), Applicability::Safe, site.value_span(), vec![edit]))
}

/// The advice for a file in which nothing is expanded, but which other programs read, too.
fn help_of_portable(reference: &Reference, reader: &str) -> String {
    match &reference.form {
        Form::Environment { name } => {
            format!("Write out the value: {reader} expands nothing in this file; coding agents expand `${{{name}}}`")
        }
        _ => format!("Write out the value: {reader} expands nothing in this file"),
    }
}

/// Writes the form that a nearly known one was meant to be, if it is expanded here. Only a difference in letter case
/// leaves no doubt.
fn respelled(site: &Site<'_>, text: &Text<'_>, reference: &Reference) -> Option<Fix> {
    let Form::NearlyKnown { form, argument: None } = &reference.form else { return None };
    let right = format!("${{{}}}", form.name);
    let is_case = text.quoted(reference).eq_ignore_ascii_case(&right);
    let applicability = if is_case { Applicability::Safe } else { Applicability::Unsafe };
    let is_half_right = site.list().is_some_and(|list| list.is_half_right(site.platforms));
    let edit = Edit::replace(reference.span, &*right);
    (text.first.is_none() && text.dialect.expands(form) && !is_half_right)
        .then(|| Fix::value(format!("Write `{right}`"), applicability, site.value_span(), vec![edit]))
}
