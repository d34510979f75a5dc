//! A comment that is meant to suppress a rule is malformed, so it has no effect.
#![doc = include_str!("invalid_suppression.md")]

use std::borrow::Cow;

use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::{nearest, quoted};
use envlint_core::suppressions::{Reach, Suppression, Usage};
use envlint_core::text::{Edit, Span};

declare_rule! {
    InvalidSuppression {
        name: "invalid-suppression",
        severity: Warning,
        fix: Display,
        since: "0.1.0",
        page: "invalid_suppression.md",
    }
}

impl Rule for InvalidSuppression {
    fn check_suppressions(&self, suppressions: &[Suppression<'_>], context: &mut Context<'_>) {
        for suppression in suppressions {
            check(suppression, context);
        }
    }
}

fn check(suppression: &Suppression<'_>, context: &mut Context<'_>) {
    let directive = suppression.directive;
    let text = context.analysis.document.text();
    match (suppression.reach, &suppression.lines) {
        (None, _) => {
            let word = directive.of(text);
            let message = format!("{} is not an envlint directive, so nothing is suppressed", quoted(word));
            let known = Reach::ALL.map(|reach| format!("`{}`", reach.directive())).join(", ");
            misspelled(
                suppression,
                directive,
                message,
                Reach::nearest(word),
                format!("Valid directives: {known}"),
                context,
            );
            return;
        }
        (Some(Reach::File), None) => {
            let message = "`envlint-disable` applies to the whole file and must come before the first brace; here it has no effect";
            let help = format!("Move it to the top of the file, or write `{}`", Reach::NextLine.directive());
            context.finding(directive, message).help(help).report();
            return;
        }
        (Some(_), _) if suppression.names.is_empty() => {
            let help = format!("Name the rules: `{} RULE, RULE -- reason`", directive.of(text));
            context.finding(directive, "This comment names no rule, so nothing is suppressed").help(help).report();
        }
        (Some(_), _) => {}
    }
    for name in suppression.names.iter().filter(|name| name.usage == Usage::Unknown) {
        let near = nearest(name.text, context.rule_names().iter().copied());
        let message = format!("There is no rule {}, so this name suppresses nothing", quoted(name.text));
        misspelled(suppression, name.span, message, near, "`envlint rules` lists all rules", context);
    }
    if let Some(stray) = suppression.stray {
        let message = "This is neither a rule name nor a reason, so it is ignored";
        let help = "Put a comma before the name of a rule, or `--` before a reason";
        context.finding(stray, message).help(help).report();
    }
}

/// Reports a misspelled name or directive at `span`. The fix is only shown: while the name is misspelled it suppresses nothing,
/// so a run that corrected it would also fix the finding that the author wants to keep.
fn misspelled(
    suppression: &Suppression<'_>,
    span: Span,
    message: String,
    near: Option<&str>,
    help: impl Into<Cow<'static, str>>,
    context: &mut Context<'_>,
) {
    let Some(near) = near else { return context.finding(span, message).help(help).report() };
    let (title, edits) = (format!("Write `{near}`"), vec![Edit::replace(span, near)]);
    let fix = Fix::comment(title, Applicability::Display, suppression.comment.span, edits);
    context.finding(span, format!("{message}: did you mean `{near}`?")).fix(fix).report();
}
