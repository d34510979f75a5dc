//! The checks of single values.

use super::unread::Unread;
use crate::env::{FileAnalysis, ProfileArgument, Run, Site};
use crate::rule::{Context, Rule};
use crate::vscode::Platforms;

/// The single values of a file on the platforms that matter.
pub(super) struct ReadValues<'r> {
    sites: Vec<&'r Site<'r>>,
    arguments: Vec<&'r ProfileArgument<'r>>,
    unread: Unread<'r>,
}

impl<'r> ReadValues<'r> {
    pub(super) fn new(analysis: &'r FileAnalysis<'r>, run: &'r Run<'r>, platforms: Platforms) -> Self {
        let matters = |on: Platforms| !on.and(platforms).is_empty();
        Self {
            sites: analysis.sites.iter().filter(|site| matters(site.platforms)).collect(),
            arguments: analysis.arguments.iter().filter(|argument| matters(argument.platforms)).collect(),
            unread: Unread::new(analysis, run),
        }
    }

    /// Runs the checks of `rule` on the values, except on those that nothing reads.
    pub(super) fn check(&self, rule: &dyn Rule, context: &mut Context<'_>) {
        for &site in &self.sites {
            let before = context.findings.len();
            rule.check_site(site, context);
            // Asked only about values with findings, since the model answers.
            if context.findings.len() > before && self.unread.contains(site, context.platforms(site.platforms)) {
                context.findings.truncate(before);
            }
        }
        for &argument in &self.arguments {
            rule.check_argument(argument, context);
        }
    }
}
