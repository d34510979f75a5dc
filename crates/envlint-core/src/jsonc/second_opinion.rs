//! The second opinion about text that is to be written: the scanner of the crate `jsonc-parser`.
//!
//! No two trees are written with the same tokens. So if the tokens are those with which a tree is written, no parser that reads them can
//! read another tree, and comparing tokens is enough. What readers can disagree about is where tokens end, what they mean, and where
//! comments are.

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::escapes::unescaped;
use super::node::{Escapes, Node};
use super::tree::{Kind, Tree};

/// The dialect of VS Code: nothing of JSON5. Every field is listed, so that a leniency that a new version of the scanner adds is not
/// enabled by accident.
const OPTIONS: ScannerOptions = ScannerOptions {
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What `jsonc-parser` says about the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It reads the same keys and values, in the same order and at the same places.
    Same,
    /// It reads others.
    Different,
    /// It does not accept the text.
    Rejected,
}

/// Compares `tree`, which was read from `text`, with the tokens that `jsonc-parser` reads: they must be those with which the tree is
/// written, perhaps with a comma before a closing bracket.
#[must_use]
pub fn second_opinion(tree: &Tree, text: &str) -> Opinion {
    compare(tree, text).err().unwrap_or(Opinion::Same)
}

fn compare(tree: &Tree, text: &str) -> Result<(), Opinion> {
    let mut tokens = Tokens::new(text);
    let mut open: Vec<OpenContainer> = Vec::new();
    let mut is_after_key = false;
    for (index, node) in (0..).zip(&tree.nodes) {
        while !is_after_key && let Some(container) = open.pop_if(|container| container.node.next <= index) {
            tokens.close(&container)?;
        }
        match open.last_mut() {
            Some(around) if is_after_key => ensure(!node.is_key && node.next <= around.node.next)?,
            Some(around) => {
                let is_object = around.node.kind == Kind::Object;
                ensure(node.is_key == is_object && node.next <= around.node.next)?;
                if std::mem::replace(&mut around.has_content, true) {
                    ensure(matches!(tokens.next()?, Some(Token::Comma)))?;
                }
            }
            None => ensure(index == 0 && !node.is_key)?,
        }
        tokens.value(node, text)?;
        if node.is_key {
            ensure(matches!(tokens.next()?, Some(Token::Colon)))?;
        }
        if matches!(node.kind, Kind::Object | Kind::Array) {
            open.push(OpenContainer { node: *node, has_content: false });
        } else {
            ensure(node.next == index + 1)?;
        }
        is_after_key = node.is_key;
    }
    ensure(!is_after_key)?;
    while let Some(container) = open.pop() {
        tokens.close(&container)?;
    }
    ensure(tokens.next()?.is_none())
}

fn ensure(is_same: bool) -> Result<(), Opinion> {
    if is_same { Ok(()) } else { Err(Opinion::Different) }
}

/// An object or array whose closing bracket is still to come.
struct OpenContainer {
    node: Node,
    has_content: bool,
}

/// The tokens of a file, without comments.
struct Tokens<'t> {
    scanner: Scanner<'t>,
    /// The length of the byte order mark, which the scanner does not see.
    before: usize,
}

impl<'t> Tokens<'t> {
    fn new(text: &'t str) -> Self {
        let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        Self { scanner: Scanner::new(body, &OPTIONS), before: text.len() - body.len() }
    }

    fn next(&mut self) -> Result<Option<Token<'t>>, Opinion> {
        loop {
            let token = self.scanner.scan().map_err(|_| Opinion::Rejected)?;
            if !matches!(token, Some(Token::CommentLine(_) | Token::CommentBlock(_))) {
                return Ok(token);
            }
        }
    }

    /// Reads the value at `node`, or its opening bracket.
    fn value(&mut self, node: &Node, text: &str) -> Result<(), Opinion> {
        let token = self.next()?;
        ensure(self.before + self.scanner.token_start() == node.span.start as usize)?;
        ensure(match (node.kind, token) {
            (Kind::Object, Some(Token::OpenBrace)) | (Kind::Array, Some(Token::OpenBracket)) => return Ok(()),
            (Kind::String, Some(Token::String(theirs))) if node.escapes == Escapes::None => {
                theirs == node.inner().of(text)
            }
            (Kind::String, Some(Token::String(theirs))) => theirs == unescaped(node.inner().of(text)),
            (Kind::Number, Some(Token::Number(theirs))) => theirs == node.span.of(text),
            (Kind::True, Some(Token::Boolean(theirs))) => theirs,
            (Kind::False, Some(Token::Boolean(theirs))) => !theirs,
            (Kind::Null, Some(Token::Null)) => true,
            _ => false,
        })?;
        self.ends_with(node)
    }

    /// Reads the closing bracket of `container`.
    fn close(&mut self, container: &OpenContainer) -> Result<(), Opinion> {
        let mut token = self.next()?;
        if container.has_content && matches!(token, Some(Token::Comma)) {
            token = self.next()?;
        }
        ensure(match token {
            Some(Token::CloseBrace) => container.node.kind == Kind::Object,
            Some(Token::CloseBracket) => container.node.kind == Kind::Array,
            _ => false,
        })?;
        self.ends_with(&container.node)
    }

    fn ends_with(&self, node: &Node) -> Result<(), Opinion> {
        ensure(self.before + self.scanner.token_end() == node.span.end as usize)
    }
}
