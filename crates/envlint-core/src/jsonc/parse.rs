use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, ParseStringErrorKind};

use memchr::{memchr, memchr2};

use super::escapes::without_invalid_escapes;
use super::tree::{Kind, Node, Tree};
use crate::text::Span;

/// The reasons why a file could not be parsed, as far as the rules distinguish them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Two members or elements without a comma between them.
    MissingComma,
    /// `{` or `[` without a closing bracket.
    Unclosed,
    /// `'…'`
    SingleQuotes,
    /// A key without quotes.
    UnquotedKey,
    /// A second value, or stray text, after the root value.
    AfterRoot,
    /// `\ud83d` without its other half.
    LoneSurrogate,
    /// A string whose line ends before its closing quote.
    UnterminatedString,
    /// `/*` without `*/`.
    UnterminatedComment,
    /// `<<<<<<<`, `=======` or `>>>>>>>`: an unfinished merge.
    ConflictMarker,
    /// More than 512 levels deep.
    TooDeep,
    /// Any other error.
    Other,
}

/// The first syntax error of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The location at which parsing failed.
    pub span: Span,
    /// The kind of error.
    pub kind: JsonErrorKind,
    /// The parser's message.
    pub message: String,
}

/// The dialect of VS Code: comments and trailing commas, but nothing of JSON5. Every field is listed, so that a
/// leniency that a new version of the parser adds is not enabled by accident.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Parses `text`, a whole file. A byte order mark at the start counts as whitespace, and is included in all
/// offsets. Escapes that JSON does not define are skipped, as in VS Code.
///
/// # Errors
///
/// The first syntax error. The rest of the file is unknown then.
pub fn parse(text: &str) -> Result<Tree, JsonError> {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let base = (text.len() - body.len()) as u32;
    let error = match fill(body, body, base) {
        Ok(tree) => return Ok(tree),
        Err(error) => error,
    };
    match without_invalid_escapes(body) {
        Some(readable) => fill(body, &readable, base),
        None => Err(error),
    }
}

/// The tree of `body`, parsed from `readable`, which has the same length and differs from `body` only in escapes.
fn fill(body: &str, readable: &str, base: u32) -> Result<Tree, JsonError> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    match jsonc_parser::parse_to_ast(readable, &collect, &OPTIONS) {
        Ok(parsed) => {
            let is_repaired = !std::ptr::eq(body, readable);
            let nodes = Vec::with_capacity(body.len() / 24);
            let mut filler = Filler { nodes, body, base, is_repaired, broken: None };
            if let Some(root) = &parsed.value {
                filler.value(root);
            }
            match filler.broken {
                None => Ok(Tree { nodes: filler.nodes, has_invalid_escapes: is_repaired, ..Tree::default() }),
                Some(span) => {
                    let message = ParseStringErrorKind::UnterminatedStringLiteral.to_string();
                    Err(JsonError { span, kind: JsonErrorKind::UnterminatedString, message })
                }
            }
        }
        Err(error) => {
            let range = error.range();
            let rest = body.get(range.start..).unwrap_or_default();
            Err(JsonError {
                span: Span::new(range.start as u32 + base, range.end as u32 + base),
                kind: kind(error.kind(), rest),
                message: error.kind().to_string(),
            })
        }
    }
}

fn kind(kind: &ParseErrorKind, rest: &str) -> JsonErrorKind {
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| rest.starts_with(marker)) {
        return JsonErrorKind::ConflictMarker;
    }
    match kind {
        ParseErrorKind::ExpectedComma => JsonErrorKind::MissingComma,
        ParseErrorKind::UnterminatedObject | ParseErrorKind::UnterminatedArray => JsonErrorKind::Unclosed,
        ParseErrorKind::SingleQuotedStringsNotAllowed => JsonErrorKind::SingleQuotes,
        ParseErrorKind::ExpectedStringObjectProperty => JsonErrorKind::UnquotedKey,
        ParseErrorKind::MultipleRootJsonValues => JsonErrorKind::AfterRoot,
        ParseErrorKind::UnterminatedCommentBlock => JsonErrorKind::UnterminatedComment,
        ParseErrorKind::NestingDepthExceeded => JsonErrorKind::TooDeep,
        ParseErrorKind::String(ParseStringErrorKind::InvalidUnicodeEscapeSequence(_)) => JsonErrorKind::LoneSurrogate,
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => JsonErrorKind::UnterminatedString,
        _ => JsonErrorKind::Other,
    }
}

struct Filler<'t> {
    nodes: Vec<Node>,
    body: &'t str,
    base: u32,
    /// `true` if `readable` contains fewer escapes than the file.
    is_repaired: bool,
    /// The first string that contains a raw line end. The parser accepts it, but VS Code ends the string there.
    broken: Option<Span>,
}

impl Filler<'_> {
    fn value(&mut self, value: &ast::Value<'_>) {
        let index = self.nodes.len();
        let (kind, escaped) = match value {
            ast::Value::Object(_) => (Kind::Object, false),
            ast::Value::Array(_) => (Kind::Array, false),
            ast::Value::StringLit(string) => (Kind::String, matches!(string.value, std::borrow::Cow::Owned(_))),
            ast::Value::NumberLit(_) => (Kind::Number, false),
            ast::Value::BooleanLit(boolean) => (if boolean.value { Kind::True } else { Kind::False }, false),
            ast::Value::NullKeyword(_) => (Kind::Null, false),
        };
        self.push(kind, escaped, false, value.range());
        match value {
            ast::Value::Object(object) => {
                for property in &object.properties {
                    let escaped = match &property.name {
                        ast::ObjectPropName::String(name) => matches!(name.value, std::borrow::Cow::Owned(_)),
                        ast::ObjectPropName::Word(_) => false,
                    };
                    self.push(Kind::String, escaped, true, property.name.range());
                    self.value(&property.value);
                }
            }
            ast::Value::Array(array) => array.elements.iter().for_each(|element| self.value(element)),
            _ => {}
        }
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(index) {
            node.next = next;
        }
    }

    fn push(&mut self, kind: Kind, escaped: bool, is_key: bool, range: jsonc_parser::common::Range) {
        let span = Span::new(range.start as u32 + self.base, range.end as u32 + self.base);
        let next = self.nodes.len() as u32 + 1;
        let inside = || self.body.as_bytes().get(range.start..range.end).unwrap_or_default();
        if kind == Kind::String && self.broken.is_none() && memchr2(b'\n', b'\r', inside()).is_some() {
            self.broken = Some(Span::at(span.start).to(Span::at(span.start + 1)));
        }
        let escaped = escaped || self.is_repaired && kind == Kind::String && memchr(b'\\', inside()).is_some();
        self.nodes.push(Node { kind, escaped, is_key, span, next });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(text: &str) -> JsonErrorKind {
        parse(text).unwrap_err().kind
    }

    #[test]
    fn reads_what_vs_code_reads() {
        let text = "\u{feff}// head\r\n{ \"a\\u0062\": [1, /* two */ \"x\\ny\",], \"ab\": null, }\r\n";
        let tree = parse(text).unwrap();
        let root = tree.root(text).unwrap();
        assert_eq!(root.raw().chars().next(), Some('{'), "spans include the byte order mark");
        let names: Vec<_> = root.members().map(|member| member.name().into_owned()).collect();
        assert_eq!(names, ["ab", "ab"]);
        assert_eq!(root.get("ab").unwrap().kind(), Kind::Null, "the last one wins");
        let array = root.members().next().unwrap().value;
        assert_eq!(array.elements().nth(1).unwrap().string().unwrap(), "x\ny");
        assert_eq!(tree.objects(text).count(), 1);
    }

    #[test]
    fn invalid_escapes_are_skipped_as_in_vs_code() {
        let text = r#"{"A": "C:\dir", "B": "C:\Users\x", "\C": ["C:\new", "é\\d"]}"#.replace("é", "\\u00e9");
        let tree = parse(&text).unwrap();
        assert!(tree.has_invalid_escapes() && !parse("{}").unwrap().has_invalid_escapes());
        let strings: Vec<_> = tree.strings(&text).map(|value| value.string().unwrap().into_owned()).collect();
        assert_eq!(strings, ["A", "C:ir", "B", "C:sers", "", "C:\new", "é\\d"]);
        let invalid: Vec<_> = tree.strings(&text).map(|value| value.has_invalid_escapes()).collect();
        assert_eq!(invalid, [false, true, false, true, true, false, false]);
    }

    #[test]
    fn empty_and_comment_only_files_have_no_root() {
        for text in ["", "\u{feff}", " \n", "// a\n/* b */"] {
            assert!(parse(text).unwrap().root(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn distinguishes_syntax_errors() {
        assert_eq!(kind_of(r#"{"a": 1 "b": 2}"#), JsonErrorKind::MissingComma);
        assert_eq!(kind_of(r#"{"a": 1"#), JsonErrorKind::Unclosed);
        assert_eq!(kind_of("{'a': 1}"), JsonErrorKind::SingleQuotes);
        assert_eq!(kind_of("{a: 1}"), JsonErrorKind::UnquotedKey);
        assert_eq!(kind_of("{} {}"), JsonErrorKind::AfterRoot);
        assert_eq!(kind_of(r#"{"a": "C:\dir" "b": 2}"#), JsonErrorKind::MissingComma);
        assert_eq!(kind_of("{\"a\": \"b\\\n\"}"), JsonErrorKind::UnterminatedString, "an escape of a line end");
        assert_eq!(kind_of("{\"a\": \"b\n}"), JsonErrorKind::UnterminatedString);
        assert_eq!(kind_of("{\"a\": \"b\n\"}"), JsonErrorKind::UnterminatedString, "closed on a later line");
        assert_eq!(kind_of(r#"{"a": "\ud83d"}"#), JsonErrorKind::LoneSurrogate);
        assert_eq!(kind_of("{} /* a"), JsonErrorKind::UnterminatedComment);
        assert_eq!(kind_of("{\n<<<<<<< HEAD\n\"a\": 1}"), JsonErrorKind::ConflictMarker);
        assert_eq!(kind_of(&"[".repeat(600)), JsonErrorKind::TooDeep);
        assert_eq!(kind_of("{\"a\": \0}"), JsonErrorKind::Other);
    }
}
