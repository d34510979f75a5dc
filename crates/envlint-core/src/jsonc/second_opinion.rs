//! The second opinion about text that is to be written: the crate `jsonc-parser`.

use jsonc_parser::ast;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions};

use super::tree::{Kind, Tree, Value};

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

/// What `jsonc-parser` says about the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It reads the same keys and values, in the same order.
    Same,
    /// It reads others.
    Different,
    /// It does not accept the text.
    Rejected,
}

/// Compares `tree`, which was read from `text`, with what `jsonc-parser` reads. The recursion is as deep as the text
/// is nested, which both readers limit.
#[must_use]
pub fn second_opinion(tree: &Tree, text: &str) -> Opinion {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let Ok(parsed) = jsonc_parser::parse_to_ast(body, &collect, &OPTIONS) else { return Opinion::Rejected };
    let is_same = match (tree.root(text), &parsed.value) {
        (None, None) => true,
        (Some(ours), Some(theirs)) => is_equal(ours, theirs),
        _ => false,
    };
    if is_same { Opinion::Same } else { Opinion::Different }
}

fn is_equal(ours: Value<'_>, theirs: &ast::Value<'_>) -> bool {
    match (ours.kind(), theirs) {
        (Kind::Object, ast::Value::Object(object)) => {
            let mut members = ours.members();
            let have_equals = object.properties.iter().all(|property| {
                members.next().is_some_and(|member| {
                    member.name() == property.name.as_str() && is_equal(member.value, &property.value)
                })
            });
            have_equals && members.next().is_none()
        }
        (Kind::Array, ast::Value::Array(array)) => {
            let mut elements = ours.elements();
            let have_equals =
                array.elements.iter().all(|element| elements.next().is_some_and(|ours| is_equal(ours, element)));
            have_equals && elements.next().is_none()
        }
        (Kind::String, ast::Value::StringLit(string)) => ours.string().is_some_and(|ours| ours == string.value),
        (Kind::Number, ast::Value::NumberLit(number)) => ours.raw() == number.value,
        (Kind::True, ast::Value::BooleanLit(boolean)) => boolean.value,
        (Kind::False, ast::Value::BooleanLit(boolean)) => !boolean.value,
        (Kind::Null, ast::Value::NullKeyword(_)) => true,
        _ => false,
    }
}
