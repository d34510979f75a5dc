//! `go.goroot` or GOROOT does not point to a Go installation.
#![doc = include_str!("go_root_shape.md")]

use envlint_core::env::{FileAnalysis, PathList, Reference, Site, Text};
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Builder, Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{GoSettingKind, go_settings};
use envlint_core::vscode::{FormName, InGoRoot, Platforms, in_go_root, is_go_root};

declare_rule! {
    GoRootShape {
        name: "go-root-shape",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "go_root_shape.md",
    }
}

const VARIABLE: &str = "GOROOT";

impl Rule for GoRootShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for setting in go_settings(analysis).iter().filter(|setting| setting.kind == GoSettingKind::Root) {
            let (name, text) = (&setting.setting, &setting.text);
            let Some(problem) = problem(text, setting.platforms) else { continue };
            let message = match &problem {
                RootProblem::In(InGoRoot::Programs, _) => format!(
                    "{name} points to a `bin` folder instead of the Go installation, so the tools get it as GOROOT and find no standard library"
                ),
                RootProblem::In(InGoRoot::Program, _) => {
                    format!(
                        "{name} points to the go program instead of the Go installation, so the Go extension ignores it"
                    )
                }
                RootProblem::Relative => {
                    format!("{name} is not an absolute path, so the Go extension finds no such folder")
                }
                RootProblem::Literal(reference) => format!(
                    "The Go extension does not expand `{}` in {name}, so it finds no such folder",
                    text.quoted(reference)
                ),
            };
            let platforms = context.platforms(setting.platforms);
            let finding = context.finding(setting.span, message).platforms(platforms).variable(VARIABLE).place(name);
            report(finding, &problem, text, (setting.span, platforms));
        }
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text().filter(|_| site.variable == VARIABLE) else { return };
        let Some(problem) = problem(text, site.platforms) else { return };
        let place = &site.setting;
        let message = match &problem {
            RootProblem::In(InGoRoot::Programs, _) => format!(
                "{VARIABLE} in {place} points to a `bin` folder instead of the Go installation, so the go command finds no standard library"
            ),
            RootProblem::In(InGoRoot::Program, _) => format!(
                "{VARIABLE} in {place} points to the go program instead of the Go installation, so every go command fails"
            ),
            RootProblem::Relative => format!(
                "{VARIABLE} in {place} is not an absolute path, so it depends on the folder in which the go command runs"
            ),
            // The rules for references report it.
            RootProblem::Literal(_) => return,
        };
        let at = (site.value_span(), context.platforms(site.platforms));
        report(context.finding_at_site(site, message), &problem, text, at);
    }
}

/// A mistake in a value that should name the folder of a Go installation.
enum RootProblem {
    /// It names something inside that folder, whose own path ends at this byte of the text.
    In(InGoRoot, usize),
    /// It is not an absolute path.
    Relative,
    /// It begins with this reference, which the Go extension does not expand.
    Literal(Reference),
}

fn problem(text: &Text<'_>, platforms: Platforms) -> Option<RootProblem> {
    // `\` and `/` are both one byte, so the offsets stay valid.
    if let Some((named, folder)) = in_go_root(&text.as_str().replace('\\', "/")) {
        return Some(RootProblem::In(named, folder.len()));
    }
    let list = PathList::new(text);
    let entry = list.entries.first().filter(|_| !text.as_str().trim().is_empty())?;
    match entry.literal_reference() {
        Some(reference) => Some(RootProblem::Literal(reference.clone())),
        None => (entry.relative_on(platforms) == platforms).then_some(RootProblem::Relative),
    }
}

fn report(finding: Builder<'_, '_>, problem: &RootProblem, text: &Text<'_>, (value, platforms): (Span, Platforms)) {
    let finding = match problem {
        RootProblem::In(_, end) if is_root(text, *end) => {
            let rest = text.span(*end, text.as_str().len());
            let cut = text.as_str().get(*end..).unwrap_or_default();
            let edits = vec![Edit::delete(rest)];
            finding.fix(Fix::value(format!("Remove `{cut}`"), Applicability::Safe, value, edits))
        }
        RootProblem::In(..) => finding.help("Run `go env GOROOT` to find the folder of the installation"),
        RootProblem::Relative if text.dialect.expands.contains(&FormName::WorkspaceFolder) => {
            finding.help("Use `${workspaceFolder}/…`, which is the same folder everywhere")
        }
        RootProblem::Relative => finding.help("Write the absolute path of the installation"),
        RootProblem::Literal(reference) => {
            let replacement = text.spelled(reference).or_else(|| text.home_instead_of(reference, platforms));
            let fix = replacement.map(|replacement| {
                let edits = vec![Edit::replace(reference.span, &*replacement)];
                Fix::value(format!("Write `{replacement}`"), Applicability::Unsafe, value, edits)
            });
            finding.fix(fix).or_help("Write the absolute path of the installation")
        }
    };
    finding.report();
}

/// Returns `true` if the first `end` bytes of `text` clearly name a Go installation.
fn is_root(text: &Text<'_>, end: usize) -> bool {
    let folder = text.as_str().get(..end).unwrap_or_default();
    let is_variable = text.references().any(|reference| reference.range == (0, end) && reference.means(VARIABLE));
    is_variable || is_go_root(&folder.replace('\\', "/"))
}
