//! Text from files in XML.

use crate::printable::printable;

/// The characters of `text` that XML allows, with those escaped that could steer a terminal.
pub(super) fn shown(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// The same as the value of an attribute or the text of an element.
pub(super) fn attribute(text: &str) -> String {
    quick_xml::escape::escape(shown(text).as_str()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ends_no_attribute() {
        assert_eq!(attribute("a\"<b>&'\n\u{ffff}"), "a&quot;&lt;b&gt;&amp;&apos;\\n\u{fffd}");
    }
}
