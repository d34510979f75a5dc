//! Prepares pages for the site: adds captions to examples, and turns the names of rules into links.

use std::fmt::Write;
use std::ops::Range;

use envlint_core::meta::Meta;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The path of a rule's page, relative to the root of the repository and of the site.
pub fn path_of(meta: &Meta) -> String {
    format!("rules/src/{}/{}.md", meta.family, meta.name.replace('-', "_"))
}

/// The page of a rule, with its severity, fix and family below the title.
pub fn of_rule(meta: &Meta) -> String {
    let (title, rest) = meta.page.split_once('\n').unwrap_or((meta.page, ""));
    let facts = meta.facts();
    with_links(&with_captions(&format!("{title}\n\n<p class=\"rule-facts\">{facts}</p>\n{rest}")), &path_of(meta))
}

/// The languages of examples, and the language that the site highlights each as. JavaScript, unlike JSON, has comments.
const LANGUAGES: [(&str, &str); 3] = [("jsonc", "js"), ("toml", "toml"), ("dotenv", "ini")];

/// The Markdown of `text`, with a caption above each example, and with languages that the site can highlight.
pub fn with_captions(text: &str) -> String {
    let mut captioned = String::new();
    for line in text.lines() {
        let fence = line.strip_prefix("```").map(|info| info.split_once(' ').unwrap_or((info, "")));
        let known = fence.and_then(|(language, info)| {
            let (_, shown) = LANGUAGES.iter().find(|(known, _)| *known == language)?;
            Some((shown, info))
        });
        match known {
            Some((shown, info)) => {
                if let Some(caption) = caption(info) {
                    let _ = write!(captioned, "{caption}\n\n");
                }
                let _ = writeln!(captioned, "```{shown}");
            }
            None => {
                captioned += line;
                captioned.push('\n');
            }
        }
    }
    captioned
}

/// The caption for the words after the language of a block; `None` if there is nothing to say.
fn caption(info: &str) -> Option<String> {
    let mut words = info.split_whitespace();
    let role = match words.next()? {
        "bad" => "Wrong",
        "good" => "Right",
        "with" => "With",
        "fixed" if info.ends_with(" unsafe") => return Some("*After* `--fix --unsafe-fixes`:".to_owned()),
        "fixed" => return Some("*After* `--fix`:".to_owned()),
        path => return path.strip_prefix("path=").map(|path| format!("*In* `{path}`:")),
    };
    let mut caption = format!("*{role}*");
    for word in words {
        match word.split_once('=') {
            Some(("path", path)) => caption += &format!(", in `{path}`"),
            Some(("platforms", platforms)) => caption += &format!(", for {}", platforms.replace(',', " and ")),
            _ => {}
        }
    }
    Some(caption + ":")
}

/// The Markdown of `text`, with the name of each rule as a link to its page. `from` is the path of `text`.
pub fn with_links(text: &str, from: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    let mut linked = text.to_owned();
    for (range, meta) in mentions(text, from).into_iter().rev() {
        linked.replace_range(range, &format!("[`{}`]({up}{})", meta.name, path_of(meta)));
    }
    linked
}

/// The positions at which `text` names other rules, outside of links and headings.
fn mentions(text: &str, from: &str) -> Vec<(Range<usize>, &'static Meta)> {
    let mut found = Vec::new();
    // Links cannot be nested, and mdBook turns each heading into a link to itself.
    let mut inside = 0usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Heading { .. }) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Heading(_)) => inside = inside.saturating_sub(1),
            Event::Code(name) if inside == 0 => {
                let meta = envlint_rules::find(&name).map(|rule| rule.meta());
                found.extend(meta.filter(|meta| path_of(meta) != from).map(|meta| (range, meta)));
            }
            _ => {}
        }
    }
    found
}
