//! Checks the folders of a GOPATH.

use super::GoPathValue;
use envlint_core::env::{Outcome, PathEntry, PathList, Segment};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::Context;
use envlint_core::text::{Edit, Span};
use envlint_core::vscode::{InGoRoot, Platform, Platforms, Tilde, in_go_root};

impl GoPathValue<'_, '_> {
    /// Reports the first mistake in the value. `consequence` is the effect of an entry that is not an absolute path;
    /// `root` is the GOROOT of the same place, with its span.
    pub(super) fn check_path(&self, consequence: &str, root: Option<(String, Span)>, context: &mut Context<'_>) {
        let list = PathList::new(self.text);
        if self.is_checked_here && list.separates_drive_with_colon() {
            let message = format!(
                "`:` in {} does not separate entries on Windows, and an entry with a drive is a path of Windows",
                self.name
            );
            let finding = self.finding(self.platforms, message, context).severity(Severity::Warning);
            return finding.help("Write `;` between the entries").report();
        }
        let Some(platforms) = read_on(&list, self.platforms) else { return };
        let mut entries = list.entries.iter().enumerate();
        let name = &self.name;
        if let Some((_, entry)) = entries.find(|(index, entry)| self.is_wrong(*index, entry, platforms)) {
            let written = written(entry);
            let message = match entry.literal_reference() {
                Some(reference) => format!(
                    "`{}` in {name} is not expanded, so the entry is not an absolute path and {consequence}",
                    self.text.quoted(reference)
                ),
                None if entry.literal_start().starts_with('~') => {
                    format!(
                        "{written} in {name} keeps its `~`, which is only expanded in the first entry, so {consequence}"
                    )
                }
                None => format!("{written} in {name} is not an absolute path, so {consequence}"),
            };
            let finding = self.finding(platforms, message, context).fix(self.expanded(entry, platforms));
            return finding.or_help("Write an absolute path").report();
        }
        if let Some((InGoRoot::Program, _)) = in_go_root(&self.text.as_str().replace('\\', "/")) {
            let message = format!("{name} is the go program, not a folder, so {consequence}");
            let help = "Set `go.goroot` or `go.alternateTools` to choose the go program";
            return self.finding(platforms, message, context).help(help).report();
        }
        let is_root = |root: &str| !folder(root).is_empty() && folder(root) == folder(self.text.as_str());
        if let Some((_, span)) = root.filter(|(root, _)| is_root(root)) {
            let message = format!(
                "{name} is the folder of Go itself, so modules and programs end up in it and every go command prints a warning"
            );
            let id = context.analysis.id;
            let finding = self.finding(platforms, message, context).severity(Severity::Warning);
            let help = "Use another folder, such as the default, `go` in the home folder";
            return finding.related(id, span, "GOROOT is set here").help(help).report();
        }
        // Such an entry is not the folder that it seems to be; another rule reports it.
        let is_folder = |entry: &&PathEntry<'_, '_>| {
            let is_literal = |segment: &Segment| segment.reference().is_some_and(|it| it.outcome == Outcome::Literal);
            let keeps_tilde = self.text.dialect.tilde != Tilde::HomeAtStart && entry.literal_start().starts_with('~');
            !keeps_tilde && !entry.segments.iter().any(is_literal)
        };
        let first = list.entries.first().filter(is_folder);
        if let Some(entry) = first.filter(|entry| ends_in_bin(entry.as_str())) {
            let written = written(entry);
            let message = format!(
                "{written} in {name} ends in `bin`, so the go command puts programs into another `bin` inside it"
            );
            let finding = self.finding(platforms, message, context).severity(Severity::Warning);
            finding.help("Use the folder above it: a GOPATH contains `bin` and `pkg`").report();
        }
    }

    fn is_wrong(&self, index: usize, entry: &PathEntry<'_, '_>, platforms: Platforms) -> bool {
        let is_literal = entry.literal_reference().is_some() || (index > 0 && entry.literal_start().starts_with('~'));
        // `foreign-path` reports a drive in a list of another platform.
        let is_foreign = entry.begins_with_drive() && !self.is_checked_here && !platforms.has(Platform::Windows);
        (is_literal && self.is_checked_here) || !is_foreign && entry.relative_on(platforms) == platforms
    }

    /// Replaces an unexpanded reference or `~` at the start of the entry with the reference that is expanded, such as
    /// `${env:NAME}`.
    fn expanded(&self, entry: &PathEntry<'_, '_>, platforms: Platforms) -> Option<Fix> {
        let (span, replacement) = match entry.literal_reference() {
            Some(reference) => {
                let home = || self.text.home_instead_of(reference, platforms);
                (reference.span, self.text.spelled(reference).or_else(home)?)
            }
            None => {
                let start = entry.literal_start().strip_prefix('~').filter(|rest| rest.starts_with(['/', '\\']));
                let at = entry.segments.first()?.range().0;
                start.and_then(|_| Some((self.text.span(at, at + 1), self.text.home(platforms)?)))?
            }
        };
        let edits = vec![Edit::replace(span, &*replacement)];
        Some(Fix::value(format!("Write `{replacement}`"), Applicability::Unsafe, self.span, edits))
    }
}

/// The subset of `platforms` that uses the list's separator; `None` if the separator is ambiguous, or is certainly the
/// mistake: `wrong-path-separator` reports `C:\a:C:\b`.
fn read_on(list: &PathList<'_, '_>, platforms: Platforms) -> Option<Platforms> {
    let mut separators = list.separators().map(|(separator, _)| separator);
    let Some(first) = separators.next() else { return Some(platforms) };
    if first == ':' && list.entries.iter().any(PathEntry::begins_with_drive) {
        return None;
    }
    let on = platforms.iter().filter(|platform| platform.list_separator() == first).collect::<Platforms>();
    let all_share_one = platforms.list_separator().is_none_or(|right| right == first);
    (separators.all(|other| other == first) && all_share_one).then_some(on)
}

fn written(entry: &PathEntry<'_, '_>) -> String {
    entry.excerpt().map_or_else(|| "An entry".to_owned(), |text| format!("`{text}`"))
}

/// The path without trailing slashes.
fn folder(path: &str) -> &str {
    path.trim_end_matches(['/', '\\'])
}

fn ends_in_bin(path: &str) -> bool {
    folder(path).strip_suffix("bin").is_some_and(|rest| rest.ends_with(['/', '\\']))
}
