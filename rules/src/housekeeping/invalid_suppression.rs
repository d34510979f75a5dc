#![doc = include_str!("invalid_suppression.md")]

use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::rule::{Context, Meta, Rule};
use crate::core::spelling::{nearest, quoted};
use crate::core::suppressions::{Reach, Standing, Suppression};
use crate::core::text::{Edit, Span};

/// See the [page](self).
#[derive(Debug)]
pub struct InvalidSuppression;

static META: Meta = Meta {
    name: "invalid-suppression",
    family: "housekeeping",
    enabled: true,
    severity: Severity::Warning,
    fix: Some(Applicability::Display),
    page: include_str!("invalid_suppression.md"),
};

impl Rule for InvalidSuppression {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_suppressions(&self, suppressions: &[Suppression<'_>], context: &mut Context<'_>) {
        for suppression in suppressions {
            check(suppression, context);
        }
    }
}

fn check(suppression: &Suppression<'_>, context: &mut Context<'_>) {
    let directive = suppression.directive;
    let text = context.reading.document.text();
    match (suppression.reach, &suppression.lines) {
        (None, _) => {
            let word = directive.of(text);
            let message = format!("{} is none of envlint's directives, so nothing is suppressed", quoted(word));
            let known = Reach::ALL.map(|reach| format!("`{}`", reach.directive())).join(", ");
            misspelt(suppression, directive, message, Reach::nearest(word), &format!("There are {known}"), context);
            return;
        }
        (Some(Reach::File), None) => {
            let message =
                "`envlint-disable` counts for a whole file and stands before its first brace: here it does nothing";
            let help = format!("Move it to the top of the file, or write `{}`", Reach::NextLine.directive());
            context.finding(directive, message).help(help).report();
            return;
        }
        (Some(_), _) if suppression.names.is_empty() => {
            let help = format!("Name the rules: `{} RULE, RULE -- reason`", directive.of(text));
            context.finding(directive, "This names no rule, so nothing is suppressed").help(help).report();
        }
        (Some(_), _) => {}
    }
    for name in suppression.names.iter().filter(|name| name.standing == Standing::Unknown) {
        let near = nearest(name.text, crate::all().iter().map(|rule| rule.meta().name));
        let message = format!("There is no rule {}, so nothing of it is suppressed", quoted(name.text));
        misspelt(suppression, name.span, message, near, "`envlint rules` lists all rules", context);
    }
    if let Some(stray) = suppression.stray {
        let message = "This is taken neither for a rule nor for a reason";
        let help = "Put a comma before the name of a rule, and `--` before a reason";
        context.finding(stray, message).help(help).report();
    }
}

/// Reports what stands at `span`. What is probably meant is only shown: what is misspelt suppresses nothing, so that the same
/// run mends what the author wants to keep.
fn misspelt(
    suppression: &Suppression<'_>,
    span: Span,
    message: String,
    near: Option<&str>,
    help: &str,
    context: &mut Context<'_>,
) {
    let Some(near) = near else { return context.finding(span, message).help(help).report() };
    let (title, edits) = (format!("Write `{near}`"), vec![Edit::replace(span, near)]);
    let fix = Fix::comment(title, Applicability::Display, suppression.comment.span, edits);
    context.finding(span, format!("{message}: did you mean `{near}`?")).fix(fix).report();
}
