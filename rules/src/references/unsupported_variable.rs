//! A reference is written as in another setting or tool, but this setting does not expand it.
#![doc = include_str!("unsupported_variable.md")]

use envlint_core::env::{Form, Outcome, Site};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;

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
            let meant = match &reference.form {
                Form::Known { .. } | Form::CMake { .. } => None,
                Form::NearlyKnown { form, argument } => Some(match argument {
                    // The text after a second colon is a default value, which no form supports here.
                    Some(argument) => format!("${{{}:{}}}", form.word, argument.split(':').next().unwrap_or_default()),
                    None => format!("${{{}}}", form.word),
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
            let consequence = match own {
                true => format!("the inherited {variable} is lost"),
                false => format!("{variable} contains this literal text"),
            };
            let message = format!("`{written}` in {setting} is not expanded by {}, so {consequence}", dialect.reader);
            let fix = site.inherited().filter(|_| own).map(|inherited| {
                let is_whole = text.is_whole_entry(reference);
                let applicability = if is_whole { Applicability::Safe } else { Applicability::Display };
                let edit = Edit::replace(reference.span, &*inherited);
                Fix::value(format!("Write `{inherited}`"), applicability, site.value_span(), vec![edit])
            });
            let is_lost = own && fix.is_none();
            let finding = context.finding_at_site(site, message).fix(fix);
            match meant {
                Some(meant) => finding.help(format!("Did you mean `{meant}`?")).report(),
                None if is_lost => finding.help(text.outermost().without_inherited).report(),
                None => finding.report(),
            }
        }
    }
}
