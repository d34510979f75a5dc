//! The Markdown report, read by a parser of GitHub's dialect.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::workspace::{LOST_PATH, SETTINGS, Workspace};
use crate::{HOSTILE, settings};

/// The content of a report as readers see it. Lines in a cell and lines of code end with LF.
#[derive(Debug, Default)]
struct MarkdownPage {
    headings: Vec<String>,
    paragraphs: Vec<String>,
    /// The rows of all tables, without the header rows.
    rows: Vec<Vec<String>>,
    code: Vec<String>,
    links: Vec<String>,
}

/// Reads a report. Fails if it contains anything that does not belong in a report and could only come from a file or its name.
fn read(markdown: &str) -> MarkdownPage {
    let mut page = MarkdownPage::default();
    let (mut text, mut is_code, mut is_block) = (String::new(), false, false);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut folds = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) => text.clear(),
            Event::Start(Tag::CodeBlock(_)) => {
                text.clear();
                is_block = true;
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => page.rows.push(Vec::new()),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                page.links.push(dest_url.to_string());
            }
            Event::Start(Tag::Table(_) | Tag::List(_) | Tag::HtmlBlock) => {}
            Event::End(TagEnd::Heading(_)) => page.headings.push(text.clone()),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => page.paragraphs.push(text.clone()),
            Event::End(TagEnd::TableCell) => page.rows.last_mut().unwrap().push(text.clone()),
            Event::End(TagEnd::TableHead) => {
                assert_eq!(page.rows.pop().unwrap(), ["severity", "rule", "line", "message"], "{markdown}");
            }
            Event::End(TagEnd::CodeBlock) => {
                page.code.push(text.clone());
                is_block = false;
            }
            Event::End(_) => {}
            Event::Code(code) => text.push_str(&code),
            Event::InlineHtml(tag) if &*tag == "<br>" => text.push('\n'),
            Event::InlineHtml(tag) if &*tag == "<code>" && !is_code => is_code = true,
            Event::InlineHtml(tag) if &*tag == "</code>" && is_code => is_code = false,
            Event::Html(line) => match line.trim() {
                "<details>" => folds += 1,
                "</details>" => folds -= 1,
                line => assert!(["<summary>Suggested changes</summary>", ""].contains(&line), "{line}\n{markdown}"),
            },
            Event::Text(words) => {
                text.push_str(&words);
                assert!(is_code || is_block || meaning(&words).is_none(), "{:?} in\n{markdown}", meaning(&words));
            }
            Event::SoftBreak => text.push(' '),
            other => panic!("{other:?} in\n{markdown}"),
        }
    }
    assert_eq!((folds, is_code), (0, false), "{markdown}");
    page
}

/// The part of `words` (outside code) that would have a special meaning to GitHub after it has rendered the Markdown.
fn meaning(words: &str) -> Option<&str> {
    let is_commit = |word: &&str| word.len() >= 7 && word.chars().all(|digit| digit.is_ascii_hexdigit());
    let signs = ["@", "#", "://", "www.", "GH-", "$", ":tada:", "<", "&"];
    signs.into_iter().find(|sign| words.contains(sign)).or_else(|| words.split(' ').find(is_commit))
}

fn markdown(workspace: &Workspace, arguments: &[&str]) -> MarkdownPage {
    read(&workspace.envlint(["--format", "markdown"].iter().chain(arguments)).stdout)
}

/// The messages from the concise report, in which each finding is one line.
fn messages(workspace: &Workspace) -> Vec<String> {
    let log = workspace.envlint(["--format", "concise", "--quiet", "."]).stdout;
    let messages = log.lines().map(|line| line.split_once("]: ").unwrap().1);
    messages.map(|message| message.strip_prefix("[*] ").unwrap_or(message).to_owned()).collect()
}

/// Text without backquotes, which mark code in Markdown and quotations on a terminal.
fn bare(text: &str) -> String {
    text.replace('`', "")
}

#[test]
fn tables_show_all_findings_whatever_they_quote() {
    for text in [
        "x",
        HOSTILE,
        "0123456789abcdef0123",
        "``` \n```\n# x\n",
        "| --- |\n\n---\n* x",
        "</details>",
        "\\` \\| `",
        "<!--",
    ] {
        let workspace = Workspace::with_settings(settings(text));
        let (page, findings) = (markdown(&workspace, &["."]), workspace.findings(["."]));
        assert_eq!(page.headings, ["envlint", SETTINGS]);
        assert_eq!(page.rows.len(), findings.len(), "{text}");
        assert!(page.rows.len() > 5);
        for ((row, finding), message) in page.rows.iter().zip(&findings).zip(messages(&workspace)) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert_eq!(row[0], finding["severity"].as_str().unwrap());
            assert_eq!(row[1], finding["rule"].as_str().unwrap());
            assert_eq!(row[2], finding["start"]["line"].to_string());
            let (lines, related) = (row[3].lines().collect::<Vec<_>>(), finding["related"].as_array().unwrap());
            assert_eq!(bare(lines[0]), bare(&message), "{text}");
            assert_eq!(lines.len(), 1 + related.len() + usize::from(!finding["help"].is_null()), "{row:?}");
        }
        let urls: Vec<&str> = findings.iter().filter_map(|finding| finding["url"].as_str()).collect();
        assert_eq!(page.links, urls, "a link for each rule that has a page, and no other");
    }
}

#[test]
fn changes_are_shown_with_the_lines_around_them() {
    let workspace = Workspace::with_settings(
        "{ /* @octocat </details>\r\n```\r\n*/ \"terminal.integrated.env.osx\": { \"PATH\": \"/x\\u001b[31m\" }\r\n}",
    );
    let page = markdown(&workspace, &["."]);
    let change = concat!(
        " ```\n",
        "-*/ \"terminal.integrated.env.osx\": { \"PATH\": \"/x\\u001b[31m\" }\n",
        "+*/ \"terminal.integrated.env.osx\": { \"PATH\": \"/x\\u001b[31m:${env:PATH}\" }\n",
        " }\n",
    );
    assert_eq!(page.code, [change]);
    assert!(
        page.paragraphs.iter().any(|text| text == "Line 3, path-overwrite: Append :${env:PATH} (with --fix)"),
        "{page:#?}"
    );
}

#[test]
fn changes_that_would_show_a_secret_are_withheld() {
    let osx = r#""terminal.integrated.env.osx": { "PATH": "/x" }"#;
    let linux = r#""terminal.integrated.env.linux": { "PATH": "/y" }"#;
    for (beside, count) in [
        (r#""API_KEY": "Zq7hunter2""#, 1),
        // The lines that would be shown do not contain the name of the secret.
        ("\"API_KEY\":\n\n\"Zq7hunter2\"", 1),
        (r#""API": "Zq7hunter2""#, 2),
    ] {
        let text = format!("{{\n{beside},\n{osx},\n\n\n{linux}\n}}\n");
        let page = markdown(&Workspace::with_settings(text), &["."]);
        assert_eq!((page.rows.len(), page.code.len()), (2, count), "{page:#?}");
        assert!(page.code.last().unwrap().contains("/y"));
        let is_reported = page.paragraphs.iter().any(|text| text.contains("contain a secret"));
        assert_eq!(is_reported, count == 1, "{page:#?}");
    }
}

#[test]
fn a_long_line_is_not_shown() {
    let text =
        format!("{{ \"a\": \"{}\", \"terminal.integrated.env.osx\": {{ \"PATH\": \"/x\" }} }}", "x".repeat(10_000));
    let page = markdown(&Workspace::with_settings(text), &["."]);
    assert_eq!(page.code, [""; 0]);
    assert!(page.paragraphs.iter().any(|text| text.contains("too long")), "{page:#?}");
}

#[test]
fn the_summary_comes_first_unless_the_report_is_quiet() {
    let workspace = Workspace::with_settings(LOST_PATH);
    assert_eq!(markdown(&workspace, &["."]).paragraphs[0], "1 error in 1 file. 1 fixable with envlint --fix.");
    let quiet = markdown(&workspace, &["--quiet", "."]);
    assert_eq!((quiet.headings, quiet.rows.len()), (vec![SETTINGS.to_owned()], 1));
    let nothing = Workspace::with_settings("{}");
    assert_eq!(markdown(&nothing, &["."]).paragraphs, ["Nothing to report in 1 file."]);
    assert_eq!(nothing.envlint(["--format", "markdown", "--quiet"]).stdout, "", "no comment to make");
}

#[cfg(unix)]
#[test]
fn file_names_have_no_special_meaning() {
    for folder in
        ["a b", "@octocat", "#1", "a|b`c", "<img src=x>", "[a](b)", "a\n\n# b", "</code>", "*a*", "&lt;", "\\"]
    {
        let path = format!("{folder}/{SETTINGS}");
        let workspace = Workspace::new().with(&path, LOST_PATH);
        let gone = format!("{folder}/.vscode/tasks.json");
        let page = markdown(&workspace, &[".", &gone]);
        let shown = path.replace('\n', "\\n");
        assert_eq!(page.headings, ["envlint", &shown]);
        let problem = format!("{} does not exist", gone.replace('\n', "\\n"));
        assert!(page.paragraphs.contains(&problem), "{problem}: {page:#?}");
        assert_eq!(page.rows.len(), 1);
        assert_eq!(page.links.len(), usize::from(envlint_core::address::WEBSITE.is_some()), "only that of the rule");
    }
}

/// The maximum number of characters in a GitHub comment.
const LONGEST: usize = 65_536;

#[test]
fn a_report_that_would_be_too_long_says_what_it_leaves_out() {
    for (count, name) in [(150, "a"), (500, "a"), (120, &*"`".repeat(200)), (300, "é🙂")] {
        let workspace = Workspace::new();
        for number in 0..count {
            workspace.write(format!("{number}{name}/{SETTINGS}"), LOST_PATH);
        }
        let text = workspace.envlint(["--format", "markdown"]).stdout;
        assert!(text.chars().count() <= LONGEST, "{count} {name}: {}", text.len());
        assert!(text.len() > LONGEST * 9 / 10, "{count} {name}: the room is used: {}", text.len());
        let page = read(&text);
        let left_out = |sentence: &str| {
            let reported = page.paragraphs.iter().find(|text| text.contains(sentence));
            reported.map_or(0, |reported| reported.split(' ').find_map(|word| word.parse::<usize>().ok()).unwrap())
        };
        assert_eq!(page.rows.len() + left_out("more finding"), count, "{count} {name}");
        assert_eq!(page.code.len() + left_out("suggested changes"), page.rows.len(), "{count} {name}");
        assert_eq!(page.headings.len(), page.rows.len() + 1, "{count} {name}: no heading without its table");
    }
}

#[test]
fn many_files_that_cannot_be_read_leave_room_for_the_rest() {
    let workspace = Workspace::with_settings(LOST_PATH);
    let gone: Vec<String> = (0..3_000).map(|number| format!("gone-{number}/.vscode/settings.json")).collect();
    let paths: Vec<&str> = gone.iter().map(String::as_str).chain(["."]).collect();
    let text = workspace.envlint(["--format", "markdown"].iter().chain(&paths)).stdout;
    assert!(text.len() <= LONGEST);
    let page = read(&text);
    assert_eq!(page.rows.len(), 1);
    let reported = page.paragraphs.iter().filter(|text| text.ends_with("does not exist")).count();
    let rest = page.paragraphs.iter().find_map(|text| text.strip_prefix("and ")?.strip_suffix(" more files")).unwrap();
    assert_eq!(reported + rest.parse::<usize>().unwrap(), 3_000);
}
