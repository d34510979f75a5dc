use super::{Reach, Suppressions};
use crate::document::Document;
use crate::finding::Finding;
use crate::jsonc::{comments, differences, line_end};
use crate::text::{Edit, Span, apply};

/// The edit that suppresses `finding`, which is in `document`, with a comment that gives `reason` (none if it is
/// blank). `None` if a comment suppresses it already, if the file has no suppression comments or does not parse, or if it
/// has no comments yet and other programs read it as well.
///
/// The comment gets its own line above the finding, with the same indentation. VS Code reads the file as before.
///
/// ```
/// use envlint_core::document::{Document, SourceFile};
/// # use envlint_core::finding::{Finding, Severity};
/// # use envlint_core::linter::Linter;
/// # use envlint_core::meta::{Family, Meta, Needs};
/// # use envlint_core::env::FileAnalysis;
/// # use envlint_core::rule::{Context, Options, Rule, RuleMeta};
/// use envlint_core::suppressions::suppress_edit;
/// use envlint_core::text::apply;
/// # struct Example;
/// # static META: Meta = Meta {
/// #     name: "path-overwrite",
/// #     family: Family { name: "paths", title: "Paths" },
/// #     enabled: true,
/// #     severity: Severity::Error,
/// #     also: &[],
/// #     fix: None,
/// #     needs: Needs::NOTHING,
/// #     since: "0.1.0",
/// #     page: "",
/// # };
/// # impl RuleMeta for Example {
/// #     fn meta(&self) -> &'static Meta { &META }
/// # }
/// # impl Rule for Example {
/// #     fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
/// #         analysis.sites.iter().for_each(|site| context.finding_at_site(site, "").report());
/// #     }
/// # }
///
/// let text = "{\n  \"go.toolsEnvVars\": {\n    \"PATH\": \"/opt/go/bin\"\n  }\n}\n";
/// let document = Document::parse(SourceFile::new(".vscode/settings.json", text)?);
/// # let finding = Linter::new(vec![&Example], Options::default()).lint(&[&document]).remove(0);
/// let edit = suppress_edit(&document, &finding, "hermetic on purpose").expect("nothing suppresses it yet");
/// assert_eq!(
///     apply(text, &[edit]).unwrap(),
///     "{\n  \"go.toolsEnvVars\": {\n    // envlint-disable-next-line path-overwrite -- hermetic on purpose\n    \"PATH\": \"/opt/go/bin\"\n  }\n}\n",
/// );
/// # Ok::<(), envlint_core::document::UnknownFile>(())
/// ```
#[must_use]
pub fn suppress_edit(document: &Document, finding: &Finding, reason: &str) -> Option<Edit> {
    let kind = document.kind();
    let has_comments = || !comments(document.text(), Span::new(0, document.text().len() as u32)).is_empty();
    let may_have_comments = !kind.is_read_elsewhere() || has_comments();
    let can_suppress = kind.is_jsonc() && document.errors().is_empty() && may_have_comments;
    if !can_suppress || Suppressions::of(document).cover(finding) {
        return None;
    }
    let edit = comment(document, finding, reason);
    takes_effect(document, finding, &edit).then_some(edit)
}

fn comment(document: &Document, finding: &Finding, reason: &str) -> Edit {
    let text = document.text();
    let lines = document.lines();
    let line_start = lines.start(lines.line(finding.span.start));
    let directive = |reach: Reach| {
        let reason: Vec<&str> = reason.split_whitespace().collect();
        let reason = if reason.is_empty() { String::new() } else { format!(" -- {}", reason.join(" ")) };
        format!("{} {}{reason}", reach.directive(), finding.rule.name)
    };
    // A line that begins inside a block comment has room for another comment only after that one.
    let around = comments(text, Span::new(0, text.len() as u32));
    let is_around = |span: Span| span.start < line_start && line_start < span.end;
    if let Some(around) = around.iter().find(|comment| !comment.is_line && is_around(comment.span)) {
        let directive = directive(Reach::Line).replace("*/", "* /");
        return Edit::insert(around.span.end, format!(" /* {directive} */"));
    }
    let rest = text.get(line_start as usize..).unwrap_or_default();
    // A byte order mark stays the first character of the file.
    let mark = if line_start == 0 { rest.len() - rest.trim_start_matches('\u{feff}').len() } else { 0 };
    let rest = rest.get(mark..).unwrap_or_default();
    let indent = rest.get(..rest.len() - rest.trim_start_matches([' ', '\t']).len()).unwrap_or_default();
    let comment = format!("{indent}// {}{}", directive(Reach::NextLine), line_end(text));
    Edit::insert(line_start + mark as u32, comment)
}

/// Returns `true` if after `edit` VS Code reads `document` as before, and `finding` is suppressed.
fn takes_effect(document: &Document, finding: &Finding, edit: &Edit) -> bool {
    let Some(text) = apply(document.text(), std::slice::from_ref(edit)) else { return false };
    let result = document.with_text(text);
    let moved = |offset: u32| if offset < edit.span.start { offset } else { offset + edit.replacement.len() as u32 };
    let moved = Finding { span: Span::new(moved(finding.span.start), moved(finding.span.end)), ..finding.clone() };
    result.errors().is_empty()
        && differences(document.root(), result.root(), 1).is_empty()
        && Suppressions::of(&result).cover(&moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{DocumentId, SourceFile};
    use crate::finding::Severity;
    use crate::meta::TEST_META;
    use crate::vscode::{FileKind, Platforms};
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Document::parse(SourceFile::new(".vscode/settings.json", text).unwrap())
    }

    fn finding(span: Span) -> Finding {
        Finding {
            rule: &TEST_META,
            severity: Severity::Error,
            message: String::new(),
            document: DocumentId(0),
            span,
            platforms: Platforms::ALL,
            variable: None,
            place: None,
            related: Vec::new(),
            help: None,
            fixes: Vec::new(),
            by_change: false,
        }
    }

    /// The text after a suppression of a finding at the first `needle`, which is suppressed afterwards.
    fn suppressed(text: &str, needle: &str, reason: &str) -> Option<String> {
        let at = text.find(needle).unwrap() as u32;
        let edit = suppress_edit(&document(text), &finding(Span::new(at, at + 1)), reason)?;
        let result = apply(text, &[edit]).unwrap();
        let at = result.rfind(needle).unwrap() as u32;
        assert_eq!(suppress_edit(&document(&result), &finding(Span::new(at, at + 1)), reason), None, "{result}");
        Some(result)
    }

    #[test]
    fn the_comment_gets_its_own_line_with_the_layout_of_the_file() {
        for (text, wanted) in [
            ("{\n\t\"x\": 1\n}", "{\n\t// envlint-disable-next-line some-rule -- why\n\t\"x\": 1\n}"),
            ("{\r\n  \"x\": 1\r\n}", "{\r\n  // envlint-disable-next-line some-rule -- why\r\n  \"x\": 1\r\n}"),
            ("\u{feff}{\"x\": 1}", "\u{feff}// envlint-disable-next-line some-rule -- why\n{\"x\": 1}"),
            (
                "{\n// envlint-disable-next-line other\n\"x\": 1}",
                "{\n// envlint-disable-next-line other\n// envlint-disable-next-line some-rule -- why\n\"x\": 1}",
            ),
            ("{ /* a\n b */ \"x\": 1\n}", "{ /* a\n b */ /* envlint-disable-line some-rule -- why */ \"x\": 1\n}"),
        ] {
            assert_eq!(suppressed(text, "\"x\"", "why").as_deref(), Some(wanted));
        }
    }

    #[test]
    fn a_reason_stays_on_its_line_and_in_its_comment() {
        let line = suppressed("{\n\"x\": 1}", "\"x\"", " two\r\nlines */ ");
        assert_eq!(line.as_deref(), Some("{\n// envlint-disable-next-line some-rule -- two lines */\n\"x\": 1}"));
        let block = suppressed("{ /*\n*/ \"x\": 1}", "\"x\"", "a */ b");
        assert_eq!(block.as_deref(), Some("{ /*\n*/ /* envlint-disable-line some-rule -- a * / b */ \"x\": 1}"));
        let none = suppressed("{\"x\": 1}", "\"x\"", " ");
        assert_eq!(none.as_deref(), Some("// envlint-disable-next-line some-rule\n{\"x\": 1}"));
    }

    #[test]
    fn files_without_suppression_comments_or_with_errors_are_left_alone() {
        assert_eq!(suppressed("{\"x\": 1", "\"x\"", ""), None);
        let toml = Document::parse(SourceFile {
            path: "envlint.toml".to_owned(),
            text: "x".to_owned(),
            kind: FileKind::Config,
        });
        assert_eq!(suppress_edit(&toml, &finding(Span::new(0, 1)), ""), None);
    }

    #[test]
    fn a_file_that_other_programs_read_gets_no_first_comment() {
        let suppressed = |path: &str, text: &str| {
            let document = Document::parse(SourceFile::new(path, text).unwrap());
            let at = text.find("\"x\"").unwrap() as u32;
            suppress_edit(&document, &finding(Span::new(at, at + 1)), "").is_some()
        };
        for path in [".mcp.json", ".cursor/mcp.json"] {
            assert!(!suppressed(path, "{\n\"x\": 1}"), "{path}");
            assert!(suppressed(path, "// servers\n{\n\"x\": 1}"), "{path}");
        }
        assert!(suppressed(".vscode/mcp.json", "{\n\"x\": 1}"));
    }

    proptest! {
        #[test]
        fn any_place_in_any_file_can_be_suppressed(
            parts in prop::collection::vec(prop::sample::select(vec![
                " ", "\n", "\r\n", "\r", "/* a */", "/* b\n */", "// c\n", "/*\n\n*/", "\t",
            ]), 0..12),
            reason in "[a*/ \n\r-]{0,8}",
        ) {
            let text = format!("{{{}\"x\": 1{}}}", parts.concat(), parts.concat());
            prop_assert!(suppressed(&text, "\"x\"", &reason).is_some(), "{text:?}");
        }
    }
}
