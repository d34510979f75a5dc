use super::*;
use crate::document::SourceFile;
use crate::finding::Severity;
use crate::meta::{Meta, TEST_META};
use crate::rule::RuleMeta;
use crate::text::Span;

/// A rule that is off by default, and reports something in every file.
struct Timid;

static META: Meta = Meta { name: "timid", enabled: false, ..TEST_META };

impl RuleMeta for Timid {
    fn meta(&self) -> &'static Meta {
        &META
    }
}

impl Rule for Timid {
    fn check_document(&self, _analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        context.finding(Span::at(0), "found").severity(Severity::Error).report();
    }
}

#[test]
fn a_rule_that_is_off_by_default_runs_where_it_is_enabled() {
    let parse = |path: &str| {
        Document::parse(SourceFile { path: path.to_owned(), text: "{}".to_owned(), kind: FileKind::Extensions })
    };
    let documents = ["a", "b", "c", "d"].map(parse);
    let with_level = |level| Arc::new(Options { levels: [("timid".to_owned(), level)].into(), ..Options::default() });
    let linter = Linter::new(vec![&Timid], Options::default())
        .with_options_of("b", with_level(Level::On))
        .with_options_of("c", with_level(Level::As(Severity::Info)))
        .with_options_of("d", with_level(Level::Off));
    let found: Vec<(usize, Severity)> =
        linter.lint(&documents).iter().map(|finding| (finding.document.0, finding.severity)).collect();
    assert_eq!(found, [(1, Severity::Error), (2, Severity::Info)], "with its own severity, and with another");
    assert_eq!(META.default_level(), "off (warning)");
}

#[test]
fn env_files_are_not_linted_by_themselves() {
    let parse = |path: &str, kind| Document::parse(SourceFile { path: path.to_owned(), text: "{}".to_owned(), kind });
    let documents = [parse(".env", FileKind::EnvFile), parse("a", FileKind::Extensions)];
    let levels = [("timid".to_owned(), Level::On)].into();
    let found = Linter::new(vec![&Timid], Options { levels, ..Options::default() }).lint(&documents);
    assert_eq!(found.iter().map(|finding| finding.document.0).collect::<Vec<_>>(), [1]);
}
