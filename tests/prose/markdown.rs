//! The prose of Markdown: its paragraphs, headings, list items and table cells without code.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Block;

/// Replaces inline code, so that words before and after it do not look adjacent.
const CODE: &str = "`_`";

/// The blocks of `text`. Of code blocks, only the remarks after a mark `<-` are prose.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut current = Block { line: 1, text: String::new() };
    let mut is_code = false;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(code) if is_code => {
                let remarks = code.lines().filter_map(|line| line.split_once("<- ")).map(|(_, remark)| remark);
                let line = line(text, range.start);
                blocks.extend(remarks.map(|remark| Block { line, text: without_code(remark) }));
            }
            Event::Text(words) => {
                if current.text.is_empty() {
                    current.line = line(text, range.start);
                }
                current.text.push_str(&words);
            }
            Event::Code(_) => current.text.push_str(CODE),
            Event::SoftBreak | Event::HardBreak => current.text.push(' '),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) | Event::Start(_) => {}
            Event::End(_) if !current.text.trim().is_empty() => {
                blocks.push(std::mem::replace(&mut current, Block { line: 1, text: String::new() }));
            }
            _ => {}
        }
    }
    blocks
}

/// `text` with its inline code replaced.
pub(crate) fn without_code(text: &str) -> String {
    let mut parts = text.split('`');
    let mut result = parts.next().unwrap_or_default().to_owned();
    while let Some(_code) = parts.next() {
        result.push_str(CODE);
        result.push_str(parts.next().unwrap_or_default());
    }
    result
}

fn line(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

#[test]
fn code_is_not_prose() {
    let text =
        "# A `b` c\n\nd\ne `f`.\n\n```json bad\nstring // <- 2: read `me`\n```\n\n| g | h |\n| - | - |\n| `i` | j |\n";
    let found: Vec<(usize, String)> = blocks(text).into_iter().map(|block| (block.line, block.text)).collect();
    let wanted = [(1, "A `_` c"), (3, "d e `_`."), (7, "2: read `_`"), (10, "g"), (10, "h"), (1, "`_`"), (12, "j")];
    assert_eq!(found, wanted.map(|(line, text)| (line, text.to_owned())));
}
