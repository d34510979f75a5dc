//! Writes a value in any layout that people and their editors produce.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::values::RandomNode;

/// Comments that disable rules, or try to.
const SUPPRESSIONS: &[&str] = &[
    "\n// envlint-disable-next-line path-overwrite, shell-variable -- why\n",
    " // envlint-disable-line malformed-variable,duplicate-key , wrong-path-separator\n",
    "/* envlint-disable-line path-overwrite, no-such-rule */",
    "/*envlint-disable-line duplicate-key\n */ ",
    "// envlint-disable essential-variable-removed\n",
    " // envlint-disable-next-line unused-suppression\n",
    "\n  // envlint-disable-nextline path-overwrite because\n",
    "/* envlint-disable-next-line path-overwrite\r\n*/",
];

/// The text between the tokens of a file, in turn, and the style of its line ends and lists.
#[derive(Clone, Debug)]
pub(crate) struct RandomLayout {
    between: Vec<&'static str>,
    trailing_comma: bool,
    carriage_return: bool,
    byte_order_mark: bool,
}

pub(crate) fn layout() -> impl Strategy<Value = RandomLayout> {
    let plain = select(&["", "", " ", " ", "\n  ", "\n\t", "\n", "/* , } */", " // \"PATH\": [,\n", "\n\n    "][..]);
    let trivia = prop_oneof![12 => plain, 1 => select(SUPPRESSIONS)];
    (vec(trivia, 1..12), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(between, trailing_comma, carriage_return, byte_order_mark)| RandomLayout {
            between,
            trailing_comma,
            carriage_return,
            byte_order_mark,
        },
    )
}

/// The text of a file that contains `node`.
pub(crate) fn write(node: &RandomNode, layout: &RandomLayout) -> String {
    let mut writer = Writer { text: String::new(), at: 0, layout };
    writer.gap();
    writer.value(node);
    writer.gap();
    let text = if layout.carriage_return { writer.text.replace('\n', "\r\n") } else { writer.text };
    if layout.byte_order_mark { format!("\u{feff}{text}") } else { text }
}

struct Writer<'l> {
    text: String,
    at: usize,
    layout: &'l RandomLayout,
}

impl Writer<'_> {
    fn gap(&mut self) {
        self.text += self.layout.between[self.at % self.layout.between.len()];
        self.at += 1;
    }

    fn value(&mut self, node: &RandomNode) {
        match node {
            RandomNode::Raw(raw) => self.text += raw,
            RandomNode::Object(members) => self.list(['{', '}'], members.len(), |writer, index| {
                let (key, value) = &members[index];
                writer.text += &format!("\"{key}\"");
                writer.gap();
                writer.text.push(':');
                writer.gap();
                writer.value(value);
            }),
            RandomNode::Array(elements) => {
                self.list(['[', ']'], elements.len(), |writer, index| writer.value(&elements[index]));
            }
        }
    }

    fn list(&mut self, [open, close]: [char; 2], count: usize, item: impl Fn(&mut Self, usize)) {
        self.text.push(open);
        for index in 0..count {
            self.gap();
            item(self, index);
            self.gap();
            if index + 1 < count || self.layout.trailing_comma {
                self.text.push(',');
            }
        }
        self.gap();
        self.text.push(close);
    }
}
