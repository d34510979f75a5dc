//! `${workspaceRoot}` is the old name of `${workspaceFolder}`.
#![doc = include_str!("deprecated_variable.md")]

use envlint_core::env::{FileAnalysis, Form, Outcome, Reference, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::resolved_strings;
use envlint_core::vscode::FormName;

declare_rule! {
    DeprecatedVariable {
        name: "deprecated-variable",
        severity: Info,
        fix: Safe,
        since: "0.1.0",
        page: "deprecated_variable.md",
    }
}

impl Rule for DeprecatedVariable {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let mut uses = Vec::new();
        for site in &analysis.sites {
            if let Some(text) = site.text() {
                collect(&mut uses, text, &site.setting, site.value_span());
            }
        }
        for argument in &analysis.arguments {
            collect(&mut uses, &argument.text, &argument.setting, argument.span);
        }
        for string in resolved_strings(analysis, "${workspaceRoot") {
            collect(&mut uses, &string.text, &string.setting, string.span);
        }
        uses.sort_by_key(|found| found.value);
        let Some(first) = uses.first() else { return };
        let elsewhere = match uses.len() {
            1 => String::new(),
            2 => " (the fix also renames 1 other reference in this file)".to_owned(),
            count => format!(" (the fix also renames {} other references in this file)", count - 1),
        };
        let message =
            format!("`{}` in {} is the old name of `{}`{elsewhere}", first.written, first.setting, first.right);
        let edits = uses.iter().map(|found| Edit::replace(found.span, &*found.right)).collect();
        let values = uses.iter().map(|found| found.value).collect();
        let fix = Fix::values("Use the new names", Applicability::Safe, values, edits);
        context.finding(first.value, message).fix(fix).report();
    }
}

/// One use of an old name.
struct Use {
    /// The string that contains it.
    value: Span,
    setting: String,
    span: Span,
    written: String,
    right: String,
}

fn collect(uses: &mut Vec<Use>, text: &Text<'_>, setting: &str, value: Span) {
    for reference in text.references() {
        if let Some(word) = instead(text, reference) {
            let (written, right) = (text.quoted(reference), format!("${{{word}}}"));
            uses.push(Use { value, setting: setting.to_owned(), span: reference.span, written, right });
        }
    }
}

/// The new name of a deprecated variable, if both names are expanded here.
fn instead(text: &Text<'_>, reference: &Reference) -> Option<FormName> {
    let Form::Known { form, .. } = &reference.form else { return None };
    let is_read = matches!(reference.outcome, Outcome::Expands | Outcome::NeedsFolder);
    form.instead.filter(|word| is_read && text.dialect.expands.contains(word))
}
