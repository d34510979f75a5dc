//! `${pathSeparator}` between two entries of a list turns them into one path.
#![doc = include_str!("path_separator_variable.md")]

use envlint_core::env::{Form, Outcome, PathList, Reference, Segment, Site, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{FormName, Platform, is_list};

declare_rule! {
    PathSeparatorVariable {
        name: "path-separator-variable",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "path_separator_variable.md",
    }
}

impl Rule for PathSeparatorVariable {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text().filter(|_| is_list(&site.variable)) else { return };
        let mut misused: Vec<&Reference> = Vec::new();
        for adjacent in text.segments.windows(3) {
            let [before, Segment::Reference(reference), after] = adjacent else { continue };
            if is_path_separator(reference) && separates_entries(site, text, before, after) {
                misused.push(reference);
            }
        }
        let Some(first) = misused.first() else { return };
        let written = text.quoted(first);
        let (variable, setting) = (&site.variable, &site.setting);
        let message = format!(
            "`{written}` is the separator within a path (`/` or `\\`), so entries of {variable} in {setting} become one path that does not exist"
        );
        let fix = PathList::new(text).separator(context.platforms(site.platforms)).map(|separator| {
            let edits = misused.iter().map(|reference| Edit::replace(reference.span, separator)).collect();
            Fix::value(format!("Use `{separator}` between the entries"), Applicability::Safe, site.value_span(), edits)
        });
        let help = "Write `:` between the entries on Linux and macOS, and `;` on Windows";
        context.finding_at_site(site, message).fix(fix).or_help(help).report();
    }
}

fn is_path_separator(reference: &Reference) -> bool {
    let Form::Known { form, .. } = &reference.form else { return false };
    matches!(form.name, FormName::Slash | FormName::PathSeparator) && reference.outcome == Outcome::Expands
}

/// Returns `true` if the reference stands for a whole path or list, not for a part of a path.
fn begins_entry(site: &Site<'_>, reference: &Reference) -> bool {
    const ABSOLUTE: &[FormName] = &[
        FormName::Cwd,
        FormName::FileDirname,
        FormName::FileWorkspaceFolder,
        FormName::UserHome,
        FormName::WorkspaceFolder,
        FormName::WorkspaceRoot,
    ];
    match &reference.form {
        Form::Known { form, .. } => ABSOLUTE.contains(&form.name),
        _ => {
            let is_home = |name: &str| Platform::ALL.iter().any(|platform| platform.home_variable() == name);
            site.is_own(reference) || reference.variable().is_some_and(|name| is_list(name) || is_home(name))
        }
    }
}

/// Returns `true` if a separator between `before` and `after` separates two entries instead of joining the parts of
/// one path: `after` begins a new path, or `before` is a whole list.
fn separates_entries(site: &Site<'_>, text: &Text<'_>, before: &Segment, after: &Segment) -> bool {
    let follows = match after {
        Segment::Literal { .. } => {
            let literal = text.of(after);
            let drive = matches!(literal.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
            // After a reference, `/` may just be a superfluous slash in a path that works.
            let root = literal.starts_with(['/', '\\']) && before.reference().is_none();
            drive || root || literal.starts_with('~')
        }
        Segment::Reference(reference) => begins_entry(site, reference),
        Segment::Separator { .. } => false,
    };
    let is_path = site.variable.eq_ignore_ascii_case("PATH");
    let precedes = is_path && before.reference().is_some_and(|reference| site.is_own(reference));
    !matches!(before, Segment::Separator { .. }) && (follows || precedes)
}
