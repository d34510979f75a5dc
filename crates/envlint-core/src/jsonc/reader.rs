//! Reads text into a tree, with the recovery of VS Code's parser.
//!
//! Source: `visit` in json.ts (1.138), and `doParseContent` in configurationModels.ts, which collects the values. VS
//! Code's parser passes over unknown text, treats a missing comma as present, and, where it cannot continue, skips to
//! the next comma or to the next closing bracket of the kind that it waits for, however deep that one is. This reader
//! makes the same decisions at the same tokens, with a list of open containers instead of recursion.

use super::errors::{JsonError, JsonErrorKind, is_conflict_marker};
use super::escapes::unusual_escapes;
use super::node::{Escapes, Node};
use super::recovery::Recovery;
use super::scan::{Flaw, JsonScanner, Token, TokenKind, token};
use super::tree::{Kind, Tree};
use crate::text::Span;

/// The number of containers that may be open at the same time. jsonc-parser reads no more, either.
const MAX_DEPTH: usize = 256;

/// What could be read, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Reading {
    /// What VS Code reads.
    pub tree: Tree,
    /// The errors, in the order of the text.
    pub errors: Vec<JsonError>,
    /// The parts of the text that the author may have meant differently than VS Code reads them, because of an error:
    /// disjoint, in the order of the text.
    pub doubtful: Vec<Span>,
}

/// An object or array whose end has not been read yet.
struct Open {
    node: usize,
    is_object: bool,
    needs_comma: bool,
}

impl Open {
    fn closer(&self) -> TokenKind {
        if self.is_object { TokenKind::CloseBrace } else { TokenKind::CloseBracket }
    }
}

pub(super) struct JsonReader<'t> {
    text: &'t str,
    scanner: JsonScanner<'t>,
    token: Token,
    /// The end of the token before `token`.
    end: usize,
    /// The unknown text between the last token and `token`.
    unknown: Option<Span>,
    nodes: Vec<Node>,
    open: Vec<Open>,
    has_invalid_escapes: bool,
    has_lone_surrogates: bool,
    recovery: Recovery,
}

impl<'t> JsonReader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            scanner: JsonScanner::new(text),
            token: token(TokenKind::End, 0, 0),
            end: 0,
            unknown: None,
            nodes: Vec::with_capacity(text.len() / 24),
            open: Vec::new(),
            has_invalid_escapes: false,
            has_lone_surrogates: false,
            recovery: Recovery::new(text.len()),
        }
    }

    /// Reads the whole text.
    pub(super) fn read(mut self) -> Reading {
        self.advance();
        if self.token.kind != TokenKind::End {
            if self.value() {
                while let Some(open) = self.open.last() {
                    if self.open.len() > MAX_DEPTH {
                        return self.too_deep();
                    }
                    if open.is_object { self.in_object() } else { self.in_array() }
                }
                self.after_root();
            } else {
                self.fail(JsonErrorKind::StrayText);
                self.recovery.lose_rest(self.start());
            }
        }
        self.flush_unknown();
        if let Some(start) = self.scanner.open_comment {
            self.recovery.open_comment(start);
        }
        self.nodes.shrink_to_fit();
        let has_rare_characters = self.scanner.has_rare_space || self.has_lone_surrogates;
        let tree = Tree::new(self.nodes, self.has_invalid_escapes, has_rare_characters);
        let (errors, doubtful) = self.recovery.finish();
        Reading { tree, errors, doubtful }
    }

    fn too_deep(self) -> Reading {
        let span = Span::new(self.end as u32 - 1, self.end as u32);
        let lost = Span::new(0, self.text.len() as u32);
        let error = JsonError { span, kind: JsonErrorKind::TooDeep, lost };
        Reading { tree: Tree::default(), errors: vec![error], doubtful: vec![lost] }
    }

    /// One round of VS Code's loop over the members of an object: at most one member.
    fn in_object(&mut self) {
        let needs_comma = self.needs_comma();
        match self.token.kind {
            TokenKind::CloseBrace | TokenKind::End => return self.close(),
            TokenKind::Comma => {
                self.comma(needs_comma);
                if matches!(self.token.kind, TokenKind::CloseBrace | TokenKind::End) {
                    return;
                }
            }
            TokenKind::String if needs_comma => self.missing_comma(),
            _ => {}
        }
        self.property();
    }

    /// One round of VS Code's loop over the elements of an array: at most one element.
    fn in_array(&mut self) {
        let needs_comma = self.needs_comma();
        match self.token.kind {
            TokenKind::CloseBracket | TokenKind::End => return self.close(),
            TokenKind::Comma => {
                self.comma(needs_comma);
                if matches!(self.token.kind, TokenKind::CloseBracket | TokenKind::End) {
                    return;
                }
            }
            TokenKind::CloseBrace | TokenKind::Colon => {}
            _ if needs_comma => self.missing_comma(),
            _ => {}
        }
        self.recovery.begin(self.start());
        if !self.value() {
            let start = self.start();
            self.fail(match self.token.kind {
                TokenKind::Comma => JsonErrorKind::ExtraComma,
                TokenKind::CloseBrace => JsonErrorKind::WrongBracket,
                _ => JsonErrorKind::StrayText,
            });
            self.skip(start, TokenKind::CloseBracket);
        }
    }

    fn needs_comma(&mut self) -> bool {
        self.open.last_mut().is_some_and(|open| std::mem::replace(&mut open.needs_comma, true))
    }

    fn comma(&mut self, was_needed: bool) {
        if !was_needed {
            self.fail(JsonErrorKind::ExtraComma);
        }
        self.advance();
        self.recovery.in_step();
    }

    fn missing_comma(&mut self) {
        // Two strings that touch may be one string with an unescaped quote in it.
        let is_certain = self.end < self.token.start;
        let at = Span::at(self.end as u32);
        match self.unknown.take() {
            Some(unknown) => self.report_unknown(self.kind(unknown), unknown),
            None if is_certain => self.recovery.note(JsonErrorKind::MissingComma, at),
            // A quote too many: it opens a string that is not closed.
            None if self.token.flaw == Some(Flaw::Unterminated) => {}
            None => self.recovery.report(JsonErrorKind::MissingComma, at),
        }
    }

    fn property(&mut self) {
        let start = self.start();
        self.recovery.begin(start);
        if self.token.kind != TokenKind::String {
            self.fail(match self.token.kind {
                TokenKind::Comma => JsonErrorKind::ExtraComma,
                TokenKind::CloseBracket => JsonErrorKind::WrongBracket,
                TokenKind::Colon if self.unknown.is_some() => JsonErrorKind::UnquotedKey,
                _ => JsonErrorKind::InvalidKey,
            });
            return self.skip(start, TokenKind::CloseBrace);
        }
        let key = self.nodes.len();
        self.push(Kind::String, true);
        self.advance();
        if self.token.kind == TokenKind::Colon {
            self.advance();
            if self.value() {
                return;
            }
            self.fail(match self.token.kind {
                TokenKind::CloseBracket => JsonErrorKind::WrongBracket,
                _ => JsonErrorKind::MissingValue,
            });
        } else {
            self.fail(JsonErrorKind::MissingColon);
        }
        self.nodes.truncate(key);
        self.skip(start, TokenKind::CloseBrace);
    }

    /// Reads a value, or the start of one that contains others. Returns `false` if there is none.
    fn value(&mut self) -> bool {
        let kind = match self.token.kind {
            TokenKind::OpenBrace | TokenKind::OpenBracket => {
                self.open();
                return true;
            }
            TokenKind::String => Kind::String,
            TokenKind::Number => Kind::Number,
            TokenKind::True => Kind::True,
            TokenKind::False => Kind::False,
            TokenKind::Null => Kind::Null,
            _ => return false,
        };
        self.flush_unknown();
        self.push(kind, false);
        self.advance();
        self.recovery.complete(self.end);
        true
    }

    fn open(&mut self) {
        self.flush_unknown();
        let is_object = self.token.kind == TokenKind::OpenBrace;
        self.open.push(Open { node: self.nodes.len(), is_object, needs_comma: false });
        self.push(if is_object { Kind::Object } else { Kind::Array }, false);
        self.advance();
        self.recovery.open(self.end - 1, is_object);
    }

    fn close(&mut self) {
        self.flush_unknown();
        let Some(open) = self.open.pop() else { return };
        let is_closed = self.token.kind == open.closer();
        if is_closed {
            self.advance();
        }
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(open.node) {
            node.next = next;
            node.span = Span::new(node.span.start, self.end as u32);
            node.is_closed = is_closed;
            if !is_closed {
                self.recovery.unclosed(node.span.start);
            }
        }
        self.recovery.close(self.end);
    }

    fn after_root(&mut self) {
        if self.token.kind == TokenKind::End {
            return;
        }
        let is_bracket = matches!(self.token.kind, TokenKind::CloseBrace | TokenKind::CloseBracket);
        let continues = matches!(self.token.kind, TokenKind::Comma | TokenKind::Colon | TokenKind::String);
        self.recovery.after_root(self.unknown.take(), self.token_span(), is_bracket, continues);
    }

    fn push(&mut self, kind: Kind, is_key: bool) {
        let Token { start, end, escapes, flaw, .. } = self.token;
        let next = self.nodes.len() as u32 + 1;
        let span = Span::new(start as u32, end as u32);
        let mut node = Node { kind, escapes, is_key, is_closed: true, span, next };
        match flaw {
            None => {}
            Some(Flaw::Number) => self.recovery.report(JsonErrorKind::InvalidNumber, span),
            Some(Flaw::EscapedLineEnd) => self.unterminated(span),
            Some(Flaw::Unterminated) => {
                node.is_closed = false;
                self.unterminated(span);
            }
        }
        if escapes == Escapes::Rare {
            let (has_invalid, has_lone) = unusual_escapes(node.inner().of(self.text));
            self.has_invalid_escapes |= has_invalid;
            self.has_lone_surrogates |= has_lone;
        }
        self.nodes.push(node);
    }

    fn unterminated(&mut self, span: Span) {
        let quote = Span::new(span.start, span.start + 1);
        self.recovery.report(JsonErrorKind::UnterminatedString, quote);
        if span.of(self.text).contains(['}', ']']) {
            self.recovery.swallowed_bracket();
        }
    }

    /// Reports an error at the current token, or at the unknown text before it.
    fn fail(&mut self, kind: JsonErrorKind) {
        match self.unknown.take() {
            // The end of the text is reported where the containers end.
            None if self.token.kind == TokenKind::End => {}
            None if kind == JsonErrorKind::ExtraComma => self.recovery.note(kind, self.token_span()),
            None if matches!(kind, JsonErrorKind::MissingColon | JsonErrorKind::MissingValue) => {
                self.recovery.report(kind, Span::at(self.end as u32));
            }
            None => self.recovery.report(kind, self.token_span()),
            Some(unknown) => {
                let kind = match (self.kind(unknown), kind) {
                    (JsonErrorKind::StrayText, JsonErrorKind::MissingValue) => JsonErrorKind::InvalidValue,
                    (JsonErrorKind::StrayText, kind) => kind,
                    (special, _) => special,
                };
                self.report_unknown(kind, unknown);
            }
        }
    }

    /// The kind of error that `unknown` text by itself suggests.
    fn kind(&self, unknown: Span) -> JsonErrorKind {
        let text = self.text.as_bytes().get(unknown.start as usize..).unwrap_or_default();
        if is_conflict_marker(text) {
            JsonErrorKind::ConflictMarker
        } else if text.starts_with(b"'") {
            JsonErrorKind::SingleQuotes
        } else {
            JsonErrorKind::StrayText
        }
    }

    /// Skips to the next comma or `closer`, as VS Code does after an error in the member or element at `start`.
    fn skip(&mut self, start: usize, closer: TokenKind) {
        if self.token.kind == TokenKind::End {
            return;
        }
        let mut has_brackets = false;
        while ![closer, TokenKind::Comma, TokenKind::End].contains(&self.token.kind) {
            has_brackets |= self.token.kind.is_bracket();
            self.scan();
        }
        let end = self.unknown.take().map_or(self.end, |span| self.end.max(span.end as usize));
        self.recovery.skipped(Span::new(start as u32, end as u32), has_brackets);
    }

    /// Moves to the next token that VS Code does not pass over.
    fn advance(&mut self) {
        self.flush_unknown();
        self.scan();
    }

    fn scan(&mut self) {
        self.end = self.token.end;
        loop {
            self.token = self.scanner.next();
            if self.token.kind != TokenKind::Unknown {
                return;
            }
            let start = self.unknown.map_or(self.token.start as u32, |span| span.start);
            self.unknown = Some(Span::new(start, self.token.end as u32));
        }
    }

    /// Reports unknown text that VS Code passes over without another consequence.
    fn flush_unknown(&mut self) {
        if let Some(unknown) = self.unknown.take() {
            self.pass_over(unknown);
        }
    }

    #[cold]
    fn pass_over(&mut self, unknown: Span) {
        let kind = self.kind(unknown);
        let is_after_root = self.open.is_empty() && !self.nodes.is_empty();
        match kind {
            JsonErrorKind::StrayText if is_after_root => self.recovery.note(JsonErrorKind::AfterRoot, unknown),
            JsonErrorKind::StrayText if self.open.is_empty() => self.recovery.note(kind, unknown),
            _ => self.report_unknown(kind, unknown),
        }
    }

    fn report_unknown(&mut self, kind: JsonErrorKind, unknown: Span) {
        if kind == JsonErrorKind::ConflictMarker {
            let is_end = unknown.of(self.text).contains(">>>>>>>");
            self.recovery.conflict(unknown, is_end);
        } else {
            self.recovery.report(kind, unknown);
        }
    }

    /// The start of the current token, or of the unknown text before it.
    fn start(&self) -> usize {
        self.unknown.map_or(self.token.start, |span| span.start as usize)
    }

    fn token_span(&self) -> Span {
        Span::new(self.token.start as u32, self.token.end as u32)
    }
}
