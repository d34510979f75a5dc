//! What the text reports say about the run as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use envlint_core::finding::{Applicability, Severity};

use super::findings::FindingOutline;
use super::{Report, plural};
use crate::environments::wrapped;
use crate::printable::printable;

impl Report<'_> {
    /// The summary: the number of findings by severity, and how many of them can be fixed. Empty if there is nothing to say but
    /// what the problems say.
    pub(super) fn summary(&self) -> String {
        let mut sentences = Vec::new();
        let fixed = self.fixed.unwrap_or_default();
        if fixed > 0 {
            sentences.push(format!("Fixed {}.", plural(fixed, "finding")));
        }
        let left = if fixed > 0 { " left" } else { "" };
        let files: BTreeSet<_> = self.held.outlines().map(|finding| finding.document).collect();
        match self.counts() {
            Some(counts) => sentences.push(format!("{counts}{left} in {}.", plural(files.len(), "file"))),
            None if self.check.fix_only || self.files == 0 && !self.problems.is_empty() => {}
            None if self.files == 0 => sentences.push(self.nothing_found()),
            None => sentences.push(format!("Nothing{left} to report in {}.", plural(self.files, "file"))),
        }
        sentences.extend(self.fixable_sentence());
        sentences.extend(self.no_own_files());
        sentences.join(" ")
    }

    /// `3 errors, 1 warning`; `None` without findings.
    fn counts(&self) -> Option<String> {
        let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|severity| (self.count(severity), severity))
            .filter(|(count, _)| *count > 0)
            .map(|(count, severity)| match severity {
                Severity::Info => format!("{count} info"),
                Severity::Warning | Severity::Error => plural(count, severity.name()),
            })
            .collect();
        if counts.is_empty() { None } else { Some(counts.join(", ")) }
    }

    fn nothing_found(&self) -> String {
        let is_excluded = |skipped: &&envlint_project::Skipped| {
            matches!(
                skipped.reason,
                envlint_project::SkipReason::Excluded { .. } | envlint_project::SkipReason::ExcludedByOption
            )
        };
        if self.check.staged || self.check.changed_since.is_some() || self.check.files_from.is_some() {
            return "No files to lint: VS Code reads none of the changed or listed files.".to_owned();
        }
        match self.project.skipped.iter().filter(is_excluded).count() {
            0 if !self.project.env_files.is_empty() => {
                "No files to lint: no file that VS Code reads names this `.env` file.".to_owned()
            }
            0 => self.paths.nothing_found(self.project),
            count => format!(
                "No files to lint: {} excluded; run envlint --show-files for the reasons.",
                plural(count, "file")
            ),
        }
    }

    /// Where the user's own files were looked for, if there are none.
    fn no_own_files(&self) -> Option<String> {
        if self.project.looked_in.is_empty() || self.project.has_own_files() {
            return None;
        }
        Some(self.paths.no_own_files(self.project))
    }

    fn fixable_sentence(&self) -> Option<String> {
        // The findings that --fix left can't be fixed by running it again, except in files that it was not allowed to change.
        let may_fix =
            |finding: &FindingOutline| self.fixed.is_none() || self.is_declined && self.is_own(finding.document);
        let safe = self.with_fix(Applicability::Safe).filter(may_fix).count();
        let fixable = self.with_fix(Applicability::Safe).chain(self.with_fix(Applicability::Unsafe));
        let fix = self.fix_options(fixable.map(|finding| finding.document));
        match (safe, self.fixable(Applicability::Unsafe)) {
            (0, 0) => None,
            (safe, 0) => Some(format!("{safe} fixable with `envlint {fix}`.")),
            (0, more) => Some(format!("{more} fixable with `envlint {fix} --unsafe-fixes`.")),
            (safe, more) => {
                Some(format!("{safe} fixable with `envlint {fix}`, {more} more with `{fix} --unsafe-fixes`."))
            }
        }
    }

    /// Writes what follows the findings in text for people: in lines of `width` columns, or in one line.
    pub(super) fn write_end(&self, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        self.write_fixes(out)?;
        let mut rules = self.held.outlines().map(|finding| finding.rule.name);
        let known = rules.find(|name| envlint_rules::find(name).is_some());
        let hint = known.map(|rule| format!("To read about a rule: envlint rule {rule}"));
        let sentences: Vec<String> = [self.summary()].into_iter().chain(hint).filter(|text| !text.is_empty()).collect();
        let Some(width) = width else {
            return if sentences.is_empty() { Ok(()) } else { writeln!(out, "{}", sentences.join(" ")) };
        };
        for line in sentences.iter().flat_map(|text| wrapped(text, width)) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// The list of `--show-fixes`: the rules whose fixes were applied to each file.
    fn write_fixes(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut fixes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (path, rule) in &self.applied {
            *fixes.entry((path, rule)).or_default() += 1;
        }
        let mut last = "";
        for ((path, rule), count) in fixes {
            if path != last {
                writeln!(out, "Fixed in {}:", printable(path))?;
                last = path;
            }
            writeln!(out, "{count:5}  {rule}")?;
        }
        Ok(())
    }

    /// Writes the table of `--statistics`: the number of findings of each rule, the largest first.
    pub(super) fn write_statistics(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut rules: BTreeMap<(Severity, &str), (usize, usize)> = BTreeMap::new();
        for finding in self.held.outlines() {
            let counts = rules.entry((finding.severity, finding.rule.name)).or_default();
            counts.0 += 1;
            counts.1 += usize::from(self.is_fixable(finding));
        }
        let mut rows: Vec<_> = rules.into_iter().collect();
        rows.sort_by(|((severity, name), (count, _)), ((other_severity, other_name), (other_count, _))| {
            other_count.cmp(count).then(other_severity.cmp(severity)).then(name.cmp(other_name))
        });
        let width = rows.iter().map(|((_, name), _)| name.len()).max().unwrap_or_default();
        for ((severity, name), (count, fixable)) in rows {
            let fixable = if fixable > 0 { format!("{fixable} fixable") } else { String::new() };
            let line = format!("{count:5}  {:7}  {name:width$}  {fixable}", severity.name());
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
