use std::ops::RangeInclusive;

use super::{Name, SIGN, Suppression, Usage};
use crate::document::Document;
use crate::jsonc::Comment;
use crate::spelling::nearest;
use crate::text::Span;

/// The scope of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The next line below the comment that contains more than comments.
    NextLine,
    /// The lines of the comment itself.
    Line,
    /// The whole file, if the comment is before its root value.
    File,
}

impl Reach {
    /// All scopes.
    pub const ALL: [Self; 3] = [Self::NextLine, Self::Line, Self::File];

    /// The directive with this scope.
    #[must_use]
    pub const fn directive(self) -> &'static str {
        match self {
            Self::NextLine => "envlint-disable-next-line",
            Self::Line => "envlint-disable-line",
            Self::File => "envlint-disable",
        }
    }

    /// The directive that `word` was probably meant to be.
    #[must_use]
    pub fn nearest(word: &str) -> Option<&'static str> {
        // A directive that enables rules is not a typo of one that disables them.
        nearest(word, Self::ALL.map(Self::directive)).filter(|_| !word.starts_with("envlint-enable"))
    }
}

/// Verbs that users of other linters may try.
const VERBS: &[&str] = &["disable", "enable", "ignore"];

/// The parts of a file that determine which lines a directive covers.
pub(super) struct DirectiveContext<'d, 'c> {
    document: &'d Document,
    comments: &'c [Comment],
    /// For each comment, the offset of the first byte after it that is neither whitespace nor part of a comment.
    tokens: Vec<u32>,
    /// The offset of the root value.
    root: u32,
}

impl<'d, 'c> DirectiveContext<'d, 'c> {
    /// `comments` must be all comments of `document`.
    pub(super) fn new(document: &'d Document, comments: &'c [Comment]) -> Self {
        let mut place = Self { document, comments, tokens: Vec::new(), root: 0 };
        place.tokens = place.tokens_after();
        let start = document.text().len() - document.text().trim_start_matches('\u{feff}').len();
        place.root = place.token_from(start as u32).unwrap_or(document.text().len() as u32);
        place
    }

    /// The offsets of the tokens after each comment, from the last one on, so that many comments in a row take linear time.
    fn tokens_after(&self) -> Vec<u32> {
        let mut tokens = vec![0; self.comments.len()];
        let mut after_next = None;
        for (index, comment) in self.comments.iter().enumerate().rev() {
            let at = self.skip_whitespace(comment.span.end);
            let next = self.comments.get(index + 1).filter(|next| next.span.start <= at);
            let token = next.and(after_next).unwrap_or(at);
            after_next = Some(token);
            if let Some(slot) = tokens.get_mut(index) {
                *slot = token;
            }
        }
        tokens
    }

    fn skip_whitespace(&self, offset: u32) -> u32 {
        let rest = self.document.text().as_bytes().get(offset as usize..).unwrap_or_default();
        offset + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count() as u32
    }

    /// The offset of the first byte at or after `offset` that is neither whitespace nor part of a comment.
    fn token_from(&self, offset: u32) -> Option<u32> {
        let next = self.comments.partition_point(|comment| comment.span.end <= offset);
        let at = self.skip_whitespace(offset);
        let is_comment = self.comments.get(next).is_some_and(|comment| comment.span.start <= at);
        let token = if is_comment { *self.tokens.get(next)? } else { at };
        ((token as usize) < self.document.text().len()).then_some(token)
    }

    /// The lines that `comment` covers if its directive has this `reach`.
    fn covered(&self, comment: Comment, reach: Reach) -> Option<RangeInclusive<u32>> {
        let lines = self.document.lines();
        // A `//` comment ends before its line end, and a line end belongs to its line.
        let (first, last) = (lines.line(comment.span.start), lines.line(comment.span.end));
        match reach {
            Reach::Line => Some(first..=last),
            Reach::NextLine if last == lines.count() => None,
            Reach::NextLine => {
                let line = lines.line(self.token_from(lines.start(last + 1))?);
                Some(line..=line)
            }
            Reach::File => (comment.span.end <= self.root).then_some(1..=u32::MAX),
        }
    }
}

/// The suppression in `comment`, if the comment is one or tries to be one.
pub(super) fn parse<'d>(comment: Comment, place: &DirectiveContext<'d, '_>) -> Option<Suppression<'d>> {
    let text = place.document.text();
    let whole = comment.span.of(text);
    let inside = whole.get(2..).unwrap_or_default();
    let inside = if comment.is_line { inside } else { inside.strip_suffix("*/").unwrap_or(inside) };
    let written = inside.trim_start_matches(|c: char| c.is_whitespace() || (c == '*' && !comment.is_line));
    // Further lines of a block comment are ordinary text.
    let line = written.split(['\n', '\r']).next().filter(|line| line.starts_with(SIGN))?;
    let start = comment.span.start + 2 + (inside.len() - written.len()) as u32;

    let word = line.split_whitespace().next()?;
    let reach = Reach::ALL.into_iter().find(|reach| reach.directive() == word);
    if reach.is_none() && !is_attempt(word) {
        return None;
    }
    let rest = line.get(word.len()..).unwrap_or_default();
    let list = rest.split("--").next().unwrap_or_default();
    let (names, stray) = names(list, start + word.len() as u32);
    Some(Suppression {
        comment,
        directive: Span::new(start, start + word.len() as u32),
        reach,
        names,
        stray,
        lines: reach.and_then(|reach| place.covered(comment, reach)),
    })
}

/// Returns `true` if the first word of a comment, which begins with `envlint-`, is meant as a directive rather than
/// a name.
fn is_attempt(word: &str) -> bool {
    let verb = word.get(SIGN.len()..).unwrap_or_default();
    VERBS.iter().any(|known| verb.starts_with(known)) || Reach::nearest(word).is_some()
}

/// The names in `list`, which begins at `start`, and the text after a name that no comma separates.
fn names(list: &str, start: u32) -> (Vec<Name<'_>>, Option<Span>) {
    let mut names = Vec::new();
    let mut at = start;
    let end = start + list.trim_end().len() as u32;
    for part in list.split(',') {
        let part_start = at + (part.len() - part.trim_start().len()) as u32;
        at += part.len() as u32 + 1;
        let mut words = part.split_whitespace();
        let Some(text) = words.next() else { continue };
        names.push(Name { text, span: Span::new(part_start, part_start + text.len() as u32), usage: Usage::Unused });
        if words.next().is_some() {
            let behind = part.trim_start().get(text.len()..).unwrap_or_default();
            let blanks = behind.len() - behind.trim_start().len();
            return (names, Some(Span::new(part_start + (text.len() + blanks) as u32, end)));
        }
    }
    (names, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceFile;
    use crate::suppressions::Suppressions;
    use crate::vscode::{FileKind, Layer};

    fn document(text: &str) -> Document {
        let kind = FileKind::Settings(Layer::Folder);
        Document::parse(SourceFile { path: ".vscode/settings.json".to_owned(), text: text.to_owned(), kind })
    }

    /// The first line, the names and the stray text of each suppression in `text`.
    fn found(text: &str) -> Vec<(Option<u32>, String, &str)> {
        let document = document(text);
        let of = |suppression: &Suppression<'_>| {
            let names: Vec<&str> = suppression.names.iter().map(|name| name.text).collect();
            let written: Vec<&str> = suppression.names.iter().map(|name| name.span.of(text)).collect();
            assert_eq!(names, written, "the spans cover the names");
            let line = suppression.lines.as_ref().map(|lines| *lines.start());
            (line, names.join(" "), suppression.stray.map_or("", |stray| stray.of(text)))
        };
        Suppressions::of(&document).all.iter().map(of).collect()
    }

    #[test]
    fn directives_reach_the_lines_that_they_name() {
        for (text, line) in [
            ("// envlint-disable a\n{}", Some(1)),
            ("\u{feff}// x\n/* envlint-disable a */ {}", Some(1)),
            ("// envlint-disable a", Some(1)),
            ("{ // envlint-disable a\n}", None),
            ("{}\n// envlint-disable a", None),
            ("{\n\"x\": 1 // envlint-disable-line a\n}", Some(2)),
            ("{\r\"x\": 1 // envlint-disable-line a\r}", Some(2)),
            ("{\n// envlint-disable-next-line a\n\"x\": 1\n}", Some(3)),
            ("{\r\n// envlint-disable-next-line a\r\n\r\n// other\r\n/* and\r\n */ \"x\": 1\r\n}", Some(6)),
            ("{\n/* envlint-disable-next-line a */ \"y\": 1, /* and\n */ \"x\": 1\n}", Some(3)),
            ("{}\n// envlint-disable-next-line a", None),
            ("{}\n// envlint-disable-next-line a\n\n// b\n", None),
            ("{ \"x\": 1 \"y\": // envlint-disable-line a\n", Some(1)),
        ] {
            assert_eq!(found(text), [(line, "a".to_owned(), "")], "{text:?}");
        }
        let document = document("{ /* envlint-disable-line a\n\n*/ }");
        assert_eq!(Suppressions::of(&document).all[0].lines, Some(1..=3), "every line of the comment");
    }

    #[test]
    fn names_are_separated_by_commas_and_end_at_the_reason() {
        for (comment, names, stray) in [
            ("// envlint-disable-line a", "a", ""),
            ("//envlint-disable-line\ta,b ,  c  ", "a b c", ""),
            ("// envlint-disable-line a, -- b, c", "a", ""),
            ("// envlint-disable-line a --b", "a", ""),
            ("// envlint-disable-line -- a", "", ""),
            ("// envlint-disable-line", "", ""),
            ("// envlint-disable-line a b, c -- d", "a", "b, c"),
            ("// envlint-disable-line a, é  ü ", "a é", "ü"),
            ("/* envlint-disable-line a*/", "a", ""),
            ("/**\n * envlint-disable-line a\n * b, c */", "a", ""),
            ("// envlint-disable-nextline a", "a", ""),
            ("// envlint-disable: a", "a", ""),
            ("// envlint-ignore[a]", "", ""),
        ] {
            let text = format!("{{}} {comment}");
            let found = found(&text);
            assert_eq!(found.len(), 1, "{comment}");
            assert_eq!((found[0].1.as_str(), found[0].2), (names, stray), "{comment}");
        }
    }

    #[test]
    fn mentioning_a_directive_is_not_a_directive() {
        for text in [
            "{} // see envlint-disable-line a",
            "{} // // envlint-disable-line a",
            "{} // envlint-rules has them all",
            "{} // envlint-",
            "{} /* x\n envlint-disable-line a */",
            r#"{ "x": "// envlint-disable-line a" }"#,
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
