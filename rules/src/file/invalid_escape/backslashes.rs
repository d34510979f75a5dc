//! Finds Windows paths whose backslashes form escapes.

use envlint_core::jsonc::{Escape, Value};
use envlint_core::text::Span;

/// A string in which a backslash that was meant literally forms an escape.
#[derive(Debug)]
pub(super) struct LostBackslashes {
    /// The first escape that was not intended.
    pub(super) first: Span,
    /// The character that this escape represents; `None` if JSON does not define it, so that VS Code drops it and
    /// marks it as an error.
    pub(super) stands_for: Option<char>,
    /// The spans of all backslashes that were meant literally.
    pub(super) backslashes: Vec<Span>,
}

/// The variables of VS Code that a path can begin with.
const FOLDERS: &[&str] = &["cwd", "fileDirname", "fileWorkspaceFolder", "userHome", "workspaceFolder", "workspaceRoot"];

/// Folder names with spaces that Windows itself creates.
const WITH_BLANKS: &[&str] = &["Program Files (x86)", "Program Files"];

/// The lost backslashes in `value`, a string: those before a character that cannot be escaped and, in what is
/// clearly a Windows path, also those before `n`, `t`, `r`, `b` and `f`.
pub(super) fn lost_backslashes(value: Value<'_>) -> Option<LostBackslashes> {
    if !value.is_escaped() {
        return None;
    }
    let inner = value.inner();
    let has_invalid = value.has_invalid_escapes();
    let counts_controls = has_control(inner) && is_windows_path(inner);
    if !has_invalid && !counts_controls {
        return None;
    }
    let is_lost = |escape: &Escape| match escape.character {
        None => true,
        Some(character) => counts_controls && character.is_control() && !escape.is_numeric,
    };
    let lost: Vec<Escape> = value.escapes().into_iter().filter(is_lost).collect();
    let first = lost.iter().find(|escape| escape.character.is_none()).or(lost.first())?;
    let (first, stands_for) = (first.span, first.character);
    let backslashes = lost.iter().map(|escape| Span::new(escape.span.start, escape.span.start + 1)).collect();
    Some(LostBackslashes { first, stands_for, backslashes })
}

/// Returns `true` if a string, as written, contains an escape for a control character after the possible start of a
/// path. Most strings do not.
fn has_control(inner: &str) -> bool {
    let mut bytes = inner.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'\\' && bytes.next().is_some_and(|letter| b"ntrbf".contains(&letter)) {
            return inner.contains(":\\") || inner.contains("}\\");
        }
    }
    false
}

/// Marks the letter of an escape such as `\n`.
const MARK: char = '\u{1}';

/// Returns `true` if an entry of `inner`, a string as written, is a Windows path with an escape such as `\n` at the
/// start of a folder name.
fn is_windows_path(inner: &str) -> bool {
    let mut intended = inner.replace("\\\\", "\\\u{2}");
    for letter in ["n", "t", "r", "b", "f"] {
        intended = intended.replace(&format!("\\{letter}"), &format!("{MARK}{letter}"));
    }
    for name in WITH_BLANKS {
        intended = intended.replace(name, "x");
    }
    intended.replace('\u{2}', "").split(';').any(is_broken_path)
}

fn is_broken_path(entry: &str) -> bool {
    let is_separator = |character: char| matches!(character, MARK | '\\' | '/');
    let Some(rest) = behind_root(entry).filter(|rest| rest.starts_with([MARK, '\\'])) else { return false };
    let is_of_path =
        |character: char| character.is_alphanumeric() || is_separator(character) || "._-+@~".contains(character);
    // After an intended line break, there is usually another line or nothing.
    let begins_name = |name: &str| name.chars().take(3).filter(|character| character.is_alphanumeric()).count() == 3;
    let mut names = rest.split(MARK).skip(1).peekable();
    rest.chars().all(is_of_path) && names.peek().is_some() && names.all(begins_name)
}

/// The text after `C:` or a reference to a folder.
fn behind_root(entry: &str) -> Option<&str> {
    if let Some((word, rest)) = entry.strip_prefix("${").and_then(|rest| rest.split_once('}')) {
        return FOLDERS.contains(&word).then_some(rest);
    }
    let mut characters = entry.chars();
    let is_drive =
        characters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && characters.next() == Some(':');
    is_drive.then_some(characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use envlint_core::jsonc;

    fn lost(inner: &str) -> Option<(Option<char>, usize)> {
        let text = format!("\"{inner}\"");
        let tree = jsonc::parse(&text).unwrap();
        let found = lost_backslashes(tree.root(&text).unwrap())?;
        Some((found.stands_for, found.backslashes.len()))
    }

    #[test]
    fn windows_paths_lose_backslashes_where_escapes_begin() {
        assert_eq!(lost(r"C:\new"), Some((Some('\n'), 1)));
        assert_eq!(lost(r"d:\tools\bin;C:\\x"), Some((Some('\t'), 2)));
        assert_eq!(lost(r"C:\\Program Files\nodejs"), Some((Some('\n'), 1)));
        assert_eq!(lost(r"${workspaceFolder}\build/x"), Some((Some('\u{8}'), 1)));
        assert_eq!(lost(r"C:\Users\me\new"), Some((None, 3)), "`\\U`, `\\m` and `\\n`");
        assert_eq!(lost(r"\d+\n"), Some((None, 1)), "a line break outside a path is intended");
        assert_eq!(lost(r"a\/b\u00e9\s"), Some((None, 1)));
    }

    #[test]
    fn other_escapes_are_intended() {
        for text in [
            r"\n",
            r"a\tb",
            r"C:\\new\\x",
            r"\\u@\\h:\\w\n$ ",
            r"Q:\nA: yes",
            r"x:\t%s",
            r"C:\\x.exe\r\n",
            r"C:\\x\nC:\\y",
            r"echo C:\\x\necho",
            r"${workspaceFolder}\n${file}",
            r"${relativeFile}\nbuilt",
            r"C:\\x is\nhere",
            r"C:\n",
            r"\u001b[0m",
            r"C:\u000abc",
        ] {
            assert_eq!(lost(text), None, "{text}");
        }
    }
}
