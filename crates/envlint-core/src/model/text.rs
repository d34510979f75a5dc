//! Values that are not strings, as JavaScript converts them.

use crate::jsonc::{Kind, Value};

/// The text that JavaScript makes of `value`: `1.50` becomes `1.5`, a list its elements with commas in between.
///
/// Source: recorded as `n-task-types`; ECMA-262, `Number::toString` and `Array.prototype.join`.
pub(super) fn text_of(value: Value<'_>) -> String {
    match value.kind() {
        Kind::Object => "[object Object]".to_owned(),
        Kind::Array => {
            let element = |value: Value<'_>| if value.kind() == Kind::Null { String::new() } else { text_of(value) };
            value.elements().map(element).collect::<Vec<_>>().join(",")
        }
        Kind::String => value.string().map(std::borrow::Cow::into_owned).unwrap_or_default(),
        Kind::Number => number(value.raw()),
        Kind::True | Kind::False | Kind::Null => value.raw().to_owned(),
    }
}

/// The limits beyond which JavaScript writes a number with an exponent.
const LARGE: f64 = 1e21;
const SMALL: f64 = 1e-6;

fn number(raw: &str) -> String {
    let Ok(number) = raw.parse::<f64>() else { return raw.to_owned() };
    let size = number.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if (SMALL..LARGE).contains(&size) {
        format!("{number}")
    } else if size.is_infinite() {
        if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() }
    } else {
        let text = format!("{number:e}");
        if size >= LARGE { text.replace('e', "e+") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (raw, text) in [
            ("5", "5"),
            ("1.50", "1.5"),
            ("1e3", "1000"),
            ("-0", "0"),
            ("-2.0", "-2"),
            ("1e21", "1e+21"),
            ("1.5e-7", "1.5e-7"),
            ("1e999", "Infinity"),
        ] {
            assert_eq!(number(raw), text, "{raw}");
        }
    }
}
