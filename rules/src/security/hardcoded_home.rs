//! A shared file contains the home folder of one person, which other machines do not have.
#![doc = include_str!("hardcoded_home.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};

mod home_paths;

use home_paths::{HomePath, home_paths};

declare_rule! {
    HardcodedHome {
        name: "hardcoded-home",
        severity: Warning,
        also: [Info],
        fix: Unsafe,
        since: "0.1.0",
        page: "hardcoded_home.md",
    }
}

/// The maximum number of related locations in a finding.
const RELATED: usize = 5;

impl Rule for HardcodedHome {
    /// The same home folder in several values of a file is one finding.
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let mut rest = home_paths(analysis, context.container_users());
        if rest.is_empty() || !context.is_shared() {
            return;
        }
        while let Some(first) = rest.first() {
            let home = first.home.clone();
            let (same, others): (Vec<HomePath>, Vec<HomePath>) = rest.into_iter().partition(|path| path.home == home);
            report(&same, analysis, context);
            rest = others;
        }
    }
}

fn report(paths: &[HomePath], analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    let Some((first, others)) = paths.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => " (and in one more value)".to_owned(),
        count => format!(" (and in {count} more values)"),
    };
    let is = if first.is_certain { "is" } else { "may be" };
    let message = format!(
        "`{}` in {}{more} {is} one person's home folder, which other machines do not have",
        first.home, first.holder
    );
    let mut finding = context.finding(first.value, message).fix(fix(paths));
    if !first.is_certain {
        finding = finding.severity(Severity::Info);
    }
    for other in others.iter().take(RELATED) {
        finding = finding.related(analysis.id, other.value, "also here");
    }
    finding = finding.or_help("Use a reference to the home folder, or move the setting to your user settings");
    match &first.variable {
        Some(variable) => finding.variable(variable).report(),
        None => finding.report(),
    }
}

/// Replaces the path with a reference to the reader's own home folder, in all values or in none: a file in which only some
/// of them work on another machine would be harder to understand than before.
fn fix(paths: &[HomePath]) -> Option<Fix> {
    if paths.iter().any(|path| path.edits.is_empty()) {
        return None;
    }
    let written = &paths.first()?.edits.first()?.replacement;
    let title = format!("Write `{written}` instead");
    let edits = paths.iter().flat_map(|path| path.edits.iter().cloned()).collect();
    let values = paths.iter().map(|path| path.value).collect();
    Some(Fix::values(title, Applicability::Unsafe, values, edits))
}
