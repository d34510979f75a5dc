//! Renders a page, which is written in Markdown, for a terminal.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use textwrap::core::display_width;

use crate::report::Style;

const BOLD: &str = "1";
const DIM: &str = "2";
const CODE: &str = "36";

/// The page as text for a terminal. `facts` is the line below the title.
pub(super) fn rendered(page: &str, facts: &str, style: Style) -> String {
    let mut writer = PageWriter { style, text: String::new(), facts: Some(facts), ..PageWriter::default() };
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        writer.take(event);
    }
    let text = writer.text.trim();
    format!("{text}\n")
}

/// The text so far, and the parts of the block that is being read.
#[derive(Default)]
struct PageWriter<'p> {
    style: Style,
    text: String,
    facts: Option<&'p str>,
    /// The inline text of the block so far.
    inline: String,
    /// The next number of each list around the block; `None` for a list with bullets.
    lists: Vec<Option<u64>>,
    /// The marker of the item that has just begun.
    marker: Option<String>,
    /// The address of the link around the text.
    address: Option<String>,
    rows: Vec<Vec<String>>,
}

impl PageWriter<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.inline.push_str(&text),
            Event::Code(code) => {
                let code = self.code(&code);
                self.inline.push_str(&code);
            }
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => self.inline.push_str(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                // The text of an item that contains another list ends here.
                self.paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.marker = Some(marker);
            }
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(caption) = caption(&info)
                {
                    self.blank();
                    self.text += &format!("{}\n", self.paint(DIM, &caption));
                }
            }
            Tag::Link { dest_url, .. } => self.address = Some(dest_url.into_string()),
            Tag::Table(_) => self.rows.clear(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => self.paragraph(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::CodeBlock => self.block(),
            TagEnd::Link => {
                let address = self.address.take().filter(|address| address.starts_with("http"));
                if let Some(address) = address.filter(|address| !self.inline.ends_with(address.as_str())) {
                    self.inline += &format!(" ({address})");
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.marker = None;
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline);
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let title = std::mem::take(&mut self.inline);
        self.blank();
        let title = self.paint(BOLD, &title);
        self.text += &format!("{title}\n");
        if level == HeadingLevel::H1
            && let Some(facts) = self.facts.take()
        {
            self.text += &format!("{}\n", self.paint(DIM, facts));
        }
    }

    fn paragraph(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        if inline.trim().is_empty() {
            return;
        }
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        let marker = self.marker.take();
        // The items of a list follow each other without a blank line.
        if self.lists.is_empty() || marker.is_none() || !self.last_line_is_item() {
            self.blank();
        }
        let marker = marker.unwrap_or_else(|| if self.lists.is_empty() { String::new() } else { "  ".to_owned() });
        let (first, rest) = (format!("{indent}{marker}"), format!("{indent}{}", " ".repeat(marker.len())));
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        self.text += &textwrap::fill(&inline, options);
        self.text.push('\n');
    }

    fn last_line_is_item(&self) -> bool {
        let last = self.text.trim_end_matches('\n').rsplit("\n\n").next().unwrap_or_default().trim_start();
        last.starts_with("- ") || last.starts_with(|letter: char| letter.is_ascii_digit())
    }

    fn block(&mut self) {
        let code = std::mem::take(&mut self.inline);
        if !self.text.ends_with(":\u{1b}[0m\n") && !self.text.ends_with(":\n") {
            self.blank();
        }
        for line in code.trim_end().lines() {
            self.text += format!("    {line}").trim_end();
            self.text.push('\n');
        }
    }

    fn table(&mut self) {
        self.blank();
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| display_width(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (index, row) in std::mem::take(&mut self.rows).iter().enumerate() {
            let cells = row.iter().zip(&widths);
            let padded = cells.map(|(cell, width)| format!("{cell}{}", " ".repeat(width - display_width(cell))));
            let line = padded.collect::<Vec<_>>().join("  ");
            let line = if index == 0 { self.paint(BOLD, line.trim_end()) } else { line.trim_end().to_owned() };
            self.text += &format!("  {line}\n");
        }
    }

    fn code(&self, code: &str) -> String {
        if self.style.color { self.paint(CODE, code) } else { format!("`{code}`") }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.style.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Starts a block: with a blank line, unless it is the first one.
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

/// The caption of an example, from the words after the language of its block, such as `jsonc bad path=tasks.json`.
fn caption(info: &str) -> Option<String> {
    let mut words = info.split_whitespace().skip(1).peekable();
    let role = match *words.peek()? {
        "bad" => "Wrong",
        "good" => "Right",
        "with" => "With",
        "fixed" if info.ends_with(" unsafe") => return Some("After --fix --unsafe-fixes:".to_owned()),
        "fixed" => return Some("After --fix:".to_owned()),
        _ => "In",
    };
    let mut caption = role.to_owned();
    for word in words {
        match word.split_once('=') {
            Some(("path", path)) if role == "In" => caption += &format!(" {path}"),
            Some(("path", path)) => caption += &format!(", in {path}"),
            Some(("platforms", platforms)) => caption += &format!(", for {}", platforms.replace(',', " and ")),
            _ => {}
        }
    }
    Some(caption + ":")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { color: false, width: 40, ascii: false };

    #[test]
    fn a_page_has_no_markers_and_fits() {
        let page = "# some-rule\n\nA *long* sentence about `PATH`, which goes\non for a while.\n\n- an item\n- [another](https://a.org) one\n\n\
            ```jsonc bad path=User/settings.json\n{ \"a\": 1 } // <- x\n```\n\n```jsonc fixed unsafe\n{}\n```\n\n\
            | a | b |\n|---|---|\n| long cell | x |\n";
        assert_eq!(
            rendered(page, "error, no fix", PLAIN),
            "some-rule\nerror, no fix\n\nA long sentence about `PATH`, which goes\non for a while.\n\n- an item\n\
            - another (https://a.org) one\n\nWrong, in User/settings.json:\n    { \"a\": 1 } // <- x\n\n\
            After --fix --unsafe-fixes:\n    {}\n\n  a          b\n  long cell  x\n"
        );
    }

    #[test]
    fn every_page_is_rendered_without_fences_and_within_the_width() {
        for rule in envlint_rules::all() {
            let text = rendered(rule.meta().page, "", Style { width: 80, ..PLAIN });
            assert!(!text.contains("```") && !text.contains("\n#"), "{text}");
            let wide = |line: &&str| display_width(line) > 80 && !line.starts_with("    ") && line.contains(' ');
            let prose: Vec<&str> = text.lines().filter(wide).filter(|line| !line.starts_with("  ")).collect();
            let breakable = prose.iter().filter(|line| !line.contains("http"));
            assert_eq!(breakable.count(), 0, "{prose:?}");
        }
    }

    #[test]
    fn colors_replace_the_backquotes() {
        let text = rendered("# a\n\nSet `PATH`.\n", "x", Style { color: true, ..PLAIN });
        assert_eq!(text, "\u{1b}[1ma\u{1b}[0m\n\u{1b}[2mx\u{1b}[0m\n\nSet \u{1b}[36mPATH\u{1b}[0m.\n");
    }
}
