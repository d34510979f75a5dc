//! The prose of Rust sources: their comments, and the string literals that are messages.

use std::ops::Range;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Block;
use super::markdown;
use super::messages::MessageTemplate;

/// A source file and its tokens.
pub(crate) struct RustSource<'s> {
    text: &'s str,
    tokens: TokenStream,
}

/// Consecutive comment lines of the same kind.
pub(crate) struct RustComment {
    /// The line of the file at which the comment starts, counted from 1.
    line: usize,
    /// The lines without their comment marks.
    text: String,
}

impl RustComment {
    /// The paragraphs of the comment, read as Markdown.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let blocks = markdown::blocks(&self.text).into_iter();
        blocks.map(|block| Block { line: self.line + block.line - 1, text: block.text }).collect()
    }
}

impl<'s> RustSource<'s> {
    pub(crate) fn new(path: &str, text: &'s str) -> Self {
        let tokens = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { text, tokens }
    }

    /// All comments, including doc comments.
    pub(crate) fn comments(&self) -> Vec<RustComment> {
        let mut literals = Vec::new();
        collect_literals(self.tokens.clone(), &mut literals);
        // The tokens of a doc comment are a literal too, whose span is the comment.
        literals.retain(|literal| !self.text[literal.clone()].starts_with('/'));
        let mut comments: Vec<RustComment> = Vec::new();
        let (mut at, mut last) = (0, (0, ""));
        let mut literals = literals.into_iter().peekable();
        for (index, line) in self.text.split('\n').enumerate() {
            let end = at + line.len();
            while literals.peek().is_some_and(|literal| literal.end <= at) {
                literals.next();
            }
            let is_inside = |offset: usize| literals.clone().take_while(|l| l.start < end).any(|l| l.contains(&offset));
            let start = line.match_indices("//").map(|(offset, _)| offset).find(|offset| !is_inside(at + offset));
            if let Some(start) = start {
                let comment = &line[start..];
                let mark = ["///", "//!", "//"].into_iter().find(|mark| comment.starts_with(mark)).unwrap_or_default();
                let text = comment[mark.len()..].strip_prefix(' ').unwrap_or(&comment[mark.len()..]);
                let continues = last == (index, mark) && line[..start].trim().is_empty();
                match comments.last_mut().filter(|_| continues) {
                    Some(comment) => comment.text = format!("{}\n{text}", comment.text),
                    None => comments.push(RustComment { line: index + 1, text: text.to_owned() }),
                }
                last = (index + 1, mark);
            }
            at = end + 1;
        }
        comments
    }

    /// The string literals that are messages, outside of tests and of attributes that users do not see.
    pub(crate) fn messages(&self) -> Vec<MessageTemplate> {
        let mut messages = Vec::new();
        collect_messages(self.tokens.clone(), &mut messages);
        messages
    }
}

/// The spans of all literals, in order.
fn collect_literals(tokens: TokenStream, literals: &mut Vec<Range<usize>>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect_literals(group.stream(), literals),
            TokenTree::Literal(literal) => literals.push(literal.span().byte_range()),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn collect_messages(tokens: TokenStream, messages: &mut Vec<MessageTemplate>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut is_test = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let inner = tokens.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
                let Some(TokenTree::Group(attribute)) = tokens.next_if(|next| matches!(next, TokenTree::Group(_)))
                else {
                    continue;
                };
                let text = attribute.stream().to_string();
                is_test |= inner.is_none() && (text == "cfg (test)" || text == "test");
                if ["error", "command", "arg"].iter().any(|name| text.starts_with(&format!("{name} ("))) {
                    collect_messages(attribute.stream(), messages);
                }
            }
            TokenTree::Group(group) => {
                if !is_test {
                    collect_messages(group.stream(), messages);
                }
                is_test &= group.delimiter() != Delimiter::Brace;
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => is_test = false,
            TokenTree::Literal(literal) if !is_test => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    messages.extend(MessageTemplate::new(literal.span().start().line, text.value()));
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[test]
fn comments_and_messages_are_told_apart_from_code() {
    let text = r##"//! One
//! text.

/// Two `code`.
#[error("no such file {0}")]
#[allow(x, reason = "not a message")]
fn f() { g("see // this message", r#"/* and "that" one */"#); } // Three.
const A: &str = "short"; // Four
// Five
#[cfg(test)]
mod tests { fn t() { h("not this one"); } }
fn z() { h("but this one"); }
"##;
    let source = RustSource::new("x.rs", text);
    let comments: Vec<_> = source.comments().into_iter().map(|comment| (comment.line, comment.text)).collect();
    let wanted = [(1, "One\ntext."), (4, "Two `code`."), (7, "Three."), (8, "Four\nFive")];
    assert_eq!(comments, wanted.map(|(line, text)| (line, text.to_owned())));
    let messages: Vec<String> = source.messages().into_iter().map(|message| message.text).collect();
    assert_eq!(messages, ["no such file {0}", "see // this message", "/* and \"that\" one */", "but this one"]);
}
