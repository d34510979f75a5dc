//! Edits that keep the author's layout: lines are not reflowed, comments are not lost, and trailing commas and line
//! ends follow the style of the file.

use memchr::memrchr2;

use super::comments::{Comment, comments};
use super::quote;
use super::tree::{Member, Value};
use crate::text::{Edit, Span};

/// Edits that add `"text"` after the last element of `array`.
#[must_use]
pub fn append_element(array: Value<'_>, text: &str) -> Vec<Edit> {
    let items = array.elements().map(Value::span).collect();
    EditedContainer::new(array, items).append(&format!("\"{}\"", quote(text)))
}

/// Edits that replace `element` of `array` with one element for each of `texts`.
#[must_use]
pub fn split_element(array: Value<'_>, element: Span, texts: &[&str]) -> Vec<Edit> {
    let container = EditedContainer::new(array, array.elements().map(Value::span).collect());
    let one_a_line = container.items.iter().all(|item| container.own_indent(*item).is_some());
    let separator = match container.own_indent(element).filter(|_| one_a_line) {
        Some(indent) => format!(",{}{indent}", line_end(array.source())),
        None => container.separator().to_owned(),
    };
    let elements: Vec<String> = texts.iter().map(|text| format!("\"{}\"", quote(text))).collect();
    vec![Edit::replace(element, elements.join(&separator))]
}

/// Edits that add the member `"key": value` after the last member of `object`. `value` is JSON, inserted as is.
#[must_use]
pub fn append_member(object: Value<'_>, key: &str, value: &str) -> Vec<Edit> {
    let colon = object
        .members()
        .last()
        .map(|last| Span::new(last.key.span().end, last.value.span().start).of(object.source()))
        .filter(|between| between.trim_matches([' ', '\t']) == ":")
        .unwrap_or(": ");
    let items = object.members().map(Member::span).collect();
    EditedContainer::new(object, items).append(&format!("\"{}\"{colon}{value}", quote(key)))
}

/// Edits that remove the member whose key is at `key` from `object`, with its comma and, if it has lines to itself,
/// those lines. All comments stay, on separate lines if the member was on a separate line, since people's notes are not
/// ours to delete. No edits if there is no such member.
#[must_use]
pub fn remove_member(object: Value<'_>, key: Span) -> Vec<Edit> {
    // Only the neighbors matter, so that the removal of every member of an object takes linear time.
    let Some((before, member, after)) = object.member_with_neighbors(key) else { return Vec::new() };
    let items = before.into_iter().chain([member]).chain(after).map(Member::span).collect();
    EditedContainer::new(object, items).remove(usize::from(before.is_some())).unwrap_or_default()
}

/// The edit that removes `comment` from `text`: with its line if it has one to itself, otherwise with the spaces on
/// one side of it. `None` if that would join two lines.
#[must_use]
pub fn remove_comment(text: &str, comment: Comment) -> Option<Edit> {
    let Span { start, end } = comment.span;
    let blanks = trailing_blanks(text, start);
    let before = text.get(..(start - blanks) as usize)?;
    let starts_line = before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}']);
    let follows = skip_blanks(text, end);
    let line_end = blank_to_line_end(text, end).or((follows as usize == text.len()).then_some(follows));
    Some(Edit::delete(match (starts_line, line_end) {
        (true, Some(line_end)) => Span::new(start - blanks, line_end),
        (true, None) => Span::new(start, follows),
        (false, Some(_)) => Span::new(start - blanks, end),
        (false, None) if comment.span.of(text).contains(['\n', '\r']) => return None,
        (false, None) if follows > end => Span::new(start, follows),
        (false, None) => Span::new(start - blanks, end),
    }))
}

/// What is around an item that is removed, if it leaves comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Whole lines.
    Lines,
    /// Text on both sides; the item is removed with the whitespace after it.
    Text,
    /// Text on both sides; the item is removed with the whitespace before it.
    TextBefore,
    /// The end of the line; the item is removed with the whitespace before it.
    LineEnd,
}

/// An object or array that is being edited.
struct EditedContainer<'t> {
    text: &'t str,
    span: Span,
    items: Vec<Span>,
}

impl<'t> EditedContainer<'t> {
    fn new(value: Value<'t>, items: Vec<Span>) -> Self {
        Self { text: value.source(), span: value.span(), items }
    }

    /// The offset just inside the opening bracket.
    fn open(&self) -> u32 {
        self.span.start + 1
    }

    /// The offset of the closing bracket.
    fn close(&self) -> u32 {
        self.span.end - 1
    }

    fn append(&self, item: &str) -> Vec<Edit> {
        let Some(&last) = self.items.last() else { return vec![self.append_to_empty(item)] };
        let gap = Gap::new(self.text, Span::new(last.end, self.close()));
        let trailing = if gap.comma.is_some() { "," } else { "" };
        let after = gap.comma.map_or(last.end, |comma| comma + 1);
        if let Some(indent) = self.own_indent(last) {
            let place = gap.end_of_line_comments(after);
            let new_line = format!("{}{indent}{item}{trailing}", line_end(self.text));
            if gap.comma.is_some() || place != after {
                let comma = gap.comma.is_none().then(|| Edit::insert(last.end, ","));
                return comma.into_iter().chain([Edit::insert(place, new_line)]).collect();
            }
            return vec![Edit::insert(last.end, format!(",{new_line}"))];
        }
        if gap.comma.is_some() {
            return vec![Edit::insert(after, format!(" {item},"))];
        }
        let behind_comments = gap.end_of_line_comments(last.end);
        let place = if gap.ends_line_comment(behind_comments) { last.end } else { behind_comments };
        vec![Edit::insert(place, format!("{}{item}", self.separator()))]
    }

    fn append_to_empty(&self, item: &str) -> Edit {
        let inside = Span::new(self.open(), self.close());
        let gap = Gap::new(self.text, inside);
        if let Some(comment) = gap.comments.last() {
            let indent = indent_of_line(self.text, comment.span.start);
            return if comment.is_line || gap.breaks_line(inside) {
                Edit::insert(comment.span.end, format!("{}{indent}{item}", line_end(self.text)))
            } else {
                Edit::insert(comment.span.end, format!(" {item}"))
            };
        }
        if gap.breaks_line(inside) {
            let indent = format!("{}{}", indent_of_line(self.text, self.span.start), indent_unit(self.text));
            return Edit::insert(self.open(), format!("{}{indent}{item}", line_end(self.text)));
        }
        let is_object = self.text.get(self.span.start as usize..).is_some_and(|rest| rest.starts_with('{'));
        if is_object || !inside.is_empty() {
            Edit::replace(inside, format!(" {item} "))
        } else {
            Edit::insert(self.open(), item)
        }
    }

    /// The text that the author puts between two items on the same line.
    fn separator(&self) -> &'t str {
        self.items
            .iter()
            .zip(self.items.iter().skip(1))
            .map(|(left, right)| Span::new(left.end, right.start).of(self.text))
            .next_back()
            .filter(|between| {
                between.trim_start_matches(',').bytes().all(|byte| byte == b' ') && between.starts_with(',')
            })
            .unwrap_or(", ")
    }

    fn remove(&self, index: usize) -> Option<Vec<Edit>> {
        let item = *self.items.get(index)?;
        let previous = index.checked_sub(1).and_then(|before| self.items.get(before));
        let next = self.items.get(index + 1);
        let before = Gap::new(self.text, Span::new(previous.map_or(self.open(), |item| item.end), item.start));
        let after = Gap::new(self.text, Span::new(item.end, next.map_or(self.close(), |item| item.start)));

        let inside = comments(self.text, item);
        let is_lonely = previous.is_none() && next.is_none() && before.comments.is_empty() && after.comments.is_empty();
        if is_lonely && inside.is_empty() {
            return Some(vec![Edit::delete(Span::new(self.open(), self.close()))]);
        }
        // An item without a comma is the last one, so the comma before it is removed with it.
        let (end, stray) = match after.comma {
            Some(comma) => (comma + 1, None),
            None => (item.end, before.comma.map(|comma| Edit::delete(Span::new(comma, comma + 1)))),
        };
        let mut edits: Vec<Edit> = stray.into_iter().collect();
        let between = Gap::new(self.text, Span::new(item.end, end));
        if !between.comments.is_empty() {
            edits.push(self.leave(item, &inside, Beside::Text));
            edits.push(Edit::delete(Span::new(end - 1, end)));
            return Some(edits);
        }
        let line_start = self.own_indent(item).map(|indent| item.start - indent.len() as u32);
        // A comment after the item on its line is about the item; one after a comma on a later line may not be.
        let own_end = if between.breaks_line(between.span) { end } else { self.end_of_own_comments(end) };
        let rest_of_line = blank_to_line_end(self.text, own_end);
        match (line_start, rest_of_line) {
            (Some(start), Some(line_end)) => {
                let own: Vec<Comment> =
                    inside.into_iter().chain(comments(self.text, Span::new(end, own_end))).collect();
                edits.push(self.leave(Span::new(start, line_end), &own, Beside::Lines));
            }
            (Some(_), None) => {
                let removed = Span::new(item.start, skip_blanks(self.text, end));
                edits.push(self.leave(removed, &inside, Beside::Text));
            }
            (None, _) => {
                let is_last = next.is_none();
                if is_last && before.comments.is_empty() && before.comma.is_some() {
                    return Some(vec![self.leave(Span::new(before.span.start, item.end), &inside, Beside::TextBefore)]);
                }
                edits.push(self.remove_within_line(item, end, &inside));
            }
        }
        Some(edits)
    }

    /// The end of the comments that follow `from` on its line; `from` if something else follows on that line.
    fn end_of_own_comments(&self, from: u32) -> u32 {
        let next = self.items.iter().map(|item| item.start).find(|&start| start >= from).unwrap_or(self.close());
        let end = Gap::new(self.text, Span::new(from, next)).end_of_line_comments(from);
        let is_whole = blank_to_line_end(self.text, end).is_some();
        if is_whole { end } else { from }
    }

    /// The edit that removes an item that shares its line with others. `end` is after the item's own comma, `inside` are the comments
    /// in the item.
    fn remove_within_line(&self, item: Span, end: u32, inside: &[Comment]) -> Edit {
        let follows = skip_blanks(self.text, end);
        let at_line_end = matches!(self.text.as_bytes().get(follows as usize), Some(b'\r' | b'\n'));
        if at_line_end {
            let start = item.start - trailing_blanks(self.text, item.start);
            self.leave(Span::new(start, end), inside, Beside::LineEnd)
        } else {
            self.leave(Span::new(item.start, follows), inside, Beside::Text)
        }
    }

    /// The edit that removes `removed`, except for `comments`, which may be people's notes.
    fn leave(&self, removed: Span, comments: &[Comment], beside: Beside) -> Edit {
        let (new_line, indent) = (line_end(self.text), indent_of_line(self.text, removed.start));
        let mut text = String::new();
        for (index, comment) in comments.iter().enumerate() {
            let (written, is_last) = (comment.span.of(self.text), index + 1 == comments.len());
            match beside {
                Beside::Lines => text.extend([indent, written, new_line]),
                // A `//` comment needs the end of its line.
                Beside::Text if comment.is_line => text.extend([written, new_line, indent]),
                Beside::Text => text.extend([written, " "]),
                Beside::TextBefore | Beside::LineEnd => {
                    text.extend([" ", written]);
                    if comment.is_line && !(is_last && beside == Beside::LineEnd) {
                        text.extend([new_line, indent]);
                    }
                }
            }
        }
        if text.is_empty() { Edit::delete(removed) } else { Edit::replace(removed, text) }
    }

    /// The whitespace before `item` if it is the first on its line.
    fn own_indent(&self, item: Span) -> Option<&'t str> {
        own_indent(self.text, item)
    }
}

/// The whitespace before `item` if it is the first on its line.
pub(super) fn own_indent(text: &str, item: Span) -> Option<&str> {
    let before = text.get(..item.start as usize)?;
    // Not from the start of the line, since a file can be one long line.
    let start = before.len() - trailing_blanks(text, item.start) as usize;
    let (rest, line) = before.split_at_checked(start)?;
    rest.ends_with(['\n', '\r']).then_some(line)
}

/// The text between two items, or between an item and a bracket: whitespace, comments and at most one comma.
struct Gap<'t> {
    text: &'t str,
    span: Span,
    comments: Vec<Comment>,
    comma: Option<u32>,
}

impl<'t> Gap<'t> {
    fn new(text: &'t str, span: Span) -> Self {
        let comments = comments(text, span);
        let comma = text
            .get(span.range())
            .into_iter()
            .flat_map(|gap| gap.match_indices(','))
            .map(|(at, _)| span.start + at as u32)
            .find(|&at| !comments.iter().any(|comment| comment.span.contains(Span::new(at, at + 1))));
        Self { text, span, comments, comma }
    }

    /// Returns `true` if a `//` comment ends at `offset`, so that nothing can be inserted there.
    fn ends_line_comment(&self, offset: u32) -> bool {
        self.comments.iter().any(|comment| comment.is_line && comment.span.end == offset)
    }

    /// Returns `true` if a line ends within `part`.
    fn breaks_line(&self, part: Span) -> bool {
        part.of(self.text).contains(['\n', '\r'])
    }

    /// The end of the last comment that begins on the same line as `from`, or `from`.
    fn end_of_line_comments(&self, from: u32) -> u32 {
        let mut end = from;
        for comment in self.comments.iter().filter(|comment| comment.span.start >= from) {
            if self.breaks_line(Span::new(end, comment.span.end)) {
                break;
            }
            end = comment.span.end;
        }
        end
    }
}

/// The line end of the file's first line, which stands for the whole file.
pub(crate) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r') => "\r\n",
        _ => "\n",
    }
}

/// The indentation of the line of `offset`.
pub(super) fn indent_of_line(text: &str, offset: u32) -> &str {
    let before = text.get(..offset as usize).unwrap_or_default();
    // The line may be long, and may be looked at for each of its members.
    let start = memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or_default();
    let length = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    line.get(..length).unwrap_or_default()
}

/// One level of indentation: that of the first indented line, or VS Code's default of four spaces.
pub(super) fn indent_unit(text: &str) -> &str {
    text.split('\n')
        .map(|line| line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default())
        .find(|indent| !indent.is_empty())
        .unwrap_or("    ")
}

/// The offset after the line end if only spaces follow `offset` on its line.
fn blank_to_line_end(text: &str, offset: u32) -> Option<u32> {
    let at = skip_blanks(text, offset);
    match text.as_bytes().get(at as usize..)? {
        [b'\r', b'\n', ..] => Some(at + 2),
        [b'\r' | b'\n', ..] => Some(at + 1),
        _ => None,
    }
}

fn skip_blanks(text: &str, offset: u32) -> u32 {
    let rest = text.as_bytes().get(offset as usize..).unwrap_or_default();
    offset + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32
}

fn trailing_blanks(text: &str, offset: u32) -> u32 {
    let before = text.as_bytes().get(..offset as usize).unwrap_or_default();
    before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32
}

#[cfg(test)]
mod tests;
