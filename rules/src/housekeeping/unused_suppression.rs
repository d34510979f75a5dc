//! A comment suppresses a rule that finds nothing there.
#![doc = include_str!("unused_suppression.md")]

use envlint_core::finding::{Applicability, Fix};
use envlint_core::jsonc::remove_comment;
use envlint_core::rule::{Context, Rule};
use envlint_core::suppressions::{Name, Reach, Suppression, Usage};
use envlint_core::text::{Edit, Span};

declare_rule! {
    UnusedSuppression {
        name: "unused-suppression",
        severity: Warning,
        fix: Safe,
        since: "0.1.0",
        page: "unused_suppression.md",
    }
}

impl Rule for UnusedSuppression {
    fn check_suppressions(&self, suppressions: &[Suppression<'_>], context: &mut Context<'_>) {
        for suppression in suppressions {
            check(suppression, context);
        }
    }
}

fn check(suppression: &Suppression<'_>, context: &mut Context<'_>) {
    let has = |usage| suppression.names.iter().any(|name| name.usage == usage);
    let Some(place) = place(suppression) else { return };
    // A list is only reported by a run that includes all of its rules.
    if !has(Usage::Unused) || has(Usage::Undecided) {
        return;
    }
    let unused: Vec<&Name<'_>> = suppression.names.iter().filter(|name| name.usage == Usage::Unused).collect();
    let names: Vec<String> = unused.iter().map(|name| format!("`{}`", name.text)).collect();
    let (names, find) = match names.split_last() {
        Some((last, [])) => (last.clone(), "finds"),
        Some((last, first)) => (format!("{} and {last}", first.join(", ")), "find"),
        None => return,
    };
    let is_whole = unused.len() == suppression.names.len();
    let first =
        if is_whole { suppression.directive } else { unused.first().map_or(suppression.directive, |name| name.span) };
    let span = unused.last().map_or(first, |name| first.to(name.span));
    let message = format!("{names} {find} nothing {place}, so there is nothing to suppress");
    let text = context.analysis.document.text();
    let comment = suppression.comment.span;
    let fix = if is_whole {
        let title = "Remove the comment";
        remove_comment(text, suppression.comment)
            .map(|edit| Fix::comment(title, Applicability::Safe, comment, vec![edit]))
    } else {
        let title = format!("Remove {names} from the comment");
        Some(Fix::comment(title, Applicability::Safe, comment, without(&suppression.names)))
    };
    context.finding(span, message).fix(fix).or_help("Remove the comment").report();
}

/// What the comment covers, as the end of a sentence: "on this line"; `None` if it cannot cover anything.
fn place(suppression: &Suppression<'_>) -> Option<&'static str> {
    match (suppression.reach?, &suppression.lines) {
        (Reach::NextLine, _) => Some("on the next line"),
        (Reach::Line, _) => Some("on this line"),
        (Reach::File, Some(_)) => Some("in this file"),
        (Reach::File, None) => None,
    }
}

/// Edits that remove the unused names from the list `names`, which must also contain names to keep.
fn without(names: &[Name<'_>]) -> Vec<Edit> {
    let is_kept = |name: &&Name<'_>| name.usage != Usage::Unused;
    let before_all = names.iter().take_while(|name| !is_kept(name)).count();
    let next = names.iter().skip(1);
    let leading =
        names.iter().zip(next).take(before_all).map(|(name, next)| Span::new(name.span.start, next.span.start));
    let pairs = names.iter().zip(names.iter().skip(1)).skip(before_all);
    let others =
        pairs.filter(|(_, name)| !is_kept(name)).map(|(before, name)| Span::new(before.span.end, name.span.end));
    leading.chain(others).map(Edit::delete).collect()
}
