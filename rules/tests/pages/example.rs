//! Runs an example: lints and fixes it with every rule, and reports where the page is wrong.

use std::collections::BTreeMap;

use envlint_core::document::{Document, DocumentId, SourceFile};
use envlint_core::env::Run;
use envlint_core::finding::{Applicability, Finding, Severity};
use envlint_core::linter::{Linter, read};
use envlint_core::rule::{Level, Options, Rule};
use envlint_core::vscode::FileKind;

use super::page::{Example, ExampleFile};

/// The claims of `example`, on the page of `rule`, that are not true.
pub(crate) fn complaints(rule: &str, example: &Example) -> Vec<String> {
    let mut complaints = lint_complaints(rule, example);
    if example.is_bad {
        complaints.extend(fix_complaints(rule, example));
    }
    complaints.into_iter().map(|complaint| format!("{rule}, block in line {}: {complaint}", example.line)).collect()
}

/// Returns `true` if `rule` reports something in `example` that requires more than the file by itself.
pub(crate) fn finds_in_windows(rule: &'static dyn Rule, example: &Example) -> bool {
    !Linter::new(vec![rule], Options::default()).lint_windows(&Run::new(&read(&documents(example)))).is_empty()
}

/// The severities of the findings of `rule` in `example`.
pub(crate) fn severities(rule: &str, example: &Example) -> Vec<Severity> {
    let found = linter(rule, example).lint(&documents(example)).into_iter();
    found.filter(|finding| finding.rule.name == rule).map(|finding| finding.severity).collect()
}

fn lint_complaints(rule: &str, example: &Example) -> Vec<String> {
    let documents = documents(example);
    let subject = subject(example);
    let mut complaints = Vec::new();
    let mut found: BTreeMap<u32, usize> = BTreeMap::new();
    for finding in linter(rule, example).lint(&documents) {
        if finding.severity >= Severity::Warning && finding.fix().is_none() && finding.help.is_none() {
            complaints.push(format!("neither a fix nor help for {}", shown(&finding, &documents)));
        }
        if example.is_bad && finding.rule.name == rule && finding.document == subject {
            *found.entry(line(&finding, &documents)).or_default() += 1;
        } else if finding.rule.name == rule || finding.severity > Severity::Info {
            complaints.push(format!("unexpected {}", shown(&finding, &documents)));
        }
    }
    let marked: BTreeMap<u32, usize> = example.marks.iter().copied().collect();
    if found != marked {
        complaints.push(format!("findings by line are {found:?}, marks are {marked:?}"));
    }
    if example.is_bad && marked.is_empty() {
        complaints.push("a bad block marks at least one line".to_owned());
    }
    complaints
}

/// Safe fixes must produce the safe `fixed` block, or change nothing if there is none; all fixes together must
/// produce the unsafe one, if there is one.
fn fix_complaints(rule: &str, example: &Example) -> Vec<String> {
    let block = |limit| example.fixed.iter().find(|(of, _)| *of == limit).map(|(_, text)| text.as_str());
    let safe = Some(block(Applicability::Safe).unwrap_or(&example.file.text));
    let both = [(Applicability::Safe, safe), (Applicability::Unsafe, block(Applicability::Unsafe))];
    both.into_iter()
        .filter_map(|(limit, expected)| Some((limit, expected?)))
        .flat_map(|(limit, expected)| fixed_complaints(rule, example, limit, expected))
        .collect()
}

fn fixed_complaints(rule: &str, example: &Example, limit: Applicability, expected: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut require = |holds: bool, complaint: String| {
        if !holds {
            complaints.push(format!("{} fixes: {complaint}", limit.name()));
        }
    };
    let mut documents = documents(example);
    let fixed = linter(rule, example).fix(&documents, limit, |_| true);
    for (id, document) in fixed.changed {
        documents[id.0] = document;
    }
    let text = documents[subject(example).0].text();
    require(text == expected, format!("they produce\n{text}but the page shows\n{expected}"));
    require(fixed.refused.is_empty(), format!("refused: {:?}", fixed.refused));
    require(!fixed.unfinished, "they never finish".to_owned());
    for (file, document) in example.context.iter().zip(&documents) {
        require(document.text() == file.text, format!("they change {}", file.path));
    }
    let of_others = |finding: &&Finding| finding.rule.name != rule && finding.severity > Severity::Info;
    for finding in fixed.findings.iter().filter(of_others) {
        require(false, format!("they leave {}", shown(finding, &documents)));
    }
    let again = linter(rule, example).fix(&documents, limit, |_| true);
    require(again.applied.is_empty(), "fixing again changes the text".to_owned());
    complaints
}

/// All rules with their default levels, with this one always enabled.
fn linter(rule: &str, example: &Example) -> Linter {
    let levels = [(rule.to_owned(), Level::On)].into();
    Linter::new(envlint_rules::all(), Options { platforms: example.platforms, levels, ..Options::default() })
}

/// The example's own file is the last one.
fn documents(example: &Example) -> Vec<Document> {
    example.context.iter().chain([&example.file]).map(document).collect()
}

fn subject(example: &Example) -> DocumentId {
    DocumentId(example.context.len())
}

fn document(file: &ExampleFile) -> Document {
    let kind = if file.is_env_file {
        FileKind::EnvFile
    } else {
        FileKind::of_path(&file.path).unwrap_or_else(|| panic!("{} is not a VS Code file", file.path))
    };
    Document::parse(SourceFile { path: file.path.clone(), text: file.text.clone(), kind })
}

fn line(finding: &Finding, documents: &[Document]) -> u32 {
    documents[finding.document.0].position(finding.span.start).line
}

fn shown(finding: &Finding, documents: &[Document]) -> String {
    let path = documents[finding.document.0].path();
    format!("{} at {path}:{}: {}", finding.rule.name, line(finding, documents), finding.message)
}
