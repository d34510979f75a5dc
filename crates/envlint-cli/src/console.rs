//! Standard output and standard error.
//!
//! Invariant: everything the command prints passes through [`Console`] or [`guarded`], so that no text from a file, a path or
//! the command line starts a command of a CI runner. A runner reads the log line by line and acts on
//!
//! - `::name properties::data` at the start of a line, after white space (GitHub Actions),
//! - `##[name properties]data` anywhere in a line (GitHub Actions),
//! - `##vso[area.event properties]data` anywhere in a line (Azure Pipelines),
//! - `##teamcity[name …]` (TeamCity).
//!
//! Sources: actions/runner, `ActionCommand.cs` (`TryParseV2`, `TryParse`); azure-pipelines-agent, `Command.cs`
//! (`TryParse`); TeamCity documentation, "Service Messages". The first two look for their prefix with a comparison that
//! ignores invisible characters, so whatever is not ASCII, and all control characters, may lie between the signs.

use std::io::{self, IsTerminal, Write};

use memchr::{memchr, memchr2, memmem, memrchr2};

use crate::printable::runner_command;

/// What the output is written in, and so how a sign in it is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Lines for people, Markdown and diffs: `#` becomes `\u{23}`, as [`printable`](crate::printable::printable) writes it.
    Text,
    /// Workflow commands of GitHub Actions: a line may start with `::`, and the text in it is escaped by its writer.
    Workflow,
    /// JSON, in which the escape reads back as the same value.
    Json,
    /// HTML, in which the escape is shown as the same character.
    Html,
}

impl Syntax {
    fn number_sign(self) -> &'static [u8] {
        match self {
            Self::Text | Self::Workflow => br"\u{23}",
            Self::Json => br"\u0023",
            Self::Html => b"&#35;",
        }
    }

    /// The escape of the second colon of a line that starts with `::`; `None` where such a line is meant, or cannot be.
    fn colon(self) -> Option<&'static [u8]> {
        match self {
            Self::Text => Some(br"\u{3a}"),
            Self::Html => Some(b"&#58;"),
            Self::Workflow | Self::Json => None,
        }
    }
}

/// A stream of this process. Its text is passed on line by line.
#[derive(Debug)]
pub(crate) struct Console<W: Write> {
    stream: W,
    /// `true` if people read the stream on a terminal.
    pub(crate) is_terminal: bool,
    guard: Guard,
    /// What the last call has passed on. The buffer is used again, because reports are written in many small parts.
    ready: Vec<u8>,
}

impl<W: Write> Console<W> {
    fn new(stream: W, is_terminal: bool, syntax: Syntax) -> Self {
        Self { stream, is_terminal, guard: Guard::new(syntax), ready: Vec::new() }
    }
}

/// Standard output, for text in `syntax`.
#[allow(clippy::disallowed_methods, reason = "this is the one place that opens it for reports")]
pub(crate) fn stdout(syntax: Syntax) -> Console<io::BufWriter<io::StdoutLock<'static>>> {
    let stream = io::stdout().lock();
    let is_terminal = stream.is_terminal();
    Console::new(io::BufWriter::new(stream), is_terminal, syntax)
}

/// Standard error, for messages.
pub(crate) fn stderr() -> Console<io::StderrLock<'static>> {
    stderr_for(Syntax::Text)
}

/// Standard error, for a report in `syntax`: where standard output is taken by the text of a file.
#[allow(clippy::disallowed_methods, reason = "this is the one place that opens it")]
pub(crate) fn stderr_for(syntax: Syntax) -> Console<io::StderrLock<'static>> {
    let stream = io::stderr().lock();
    let is_terminal = stream.is_terminal();
    Console::new(stream, is_terminal, syntax)
}

/// Writes `text` to standard output byte for byte. For a file's own text only: whoever asked for `--fix` of standard input
/// wants the file, not a report.
///
/// # Errors
/// Standard output cannot be written.
#[allow(clippy::disallowed_methods, reason = "the text of a file must arrive as it is")]
pub(crate) fn write_file_text(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(text.as_bytes())
}

/// `text`, a whole report in `syntax`, as it may be written to a file.
pub(crate) fn guarded(text: &[u8], syntax: Syntax) -> Vec<u8> {
    let mut guard = Guard::new(syntax);
    let mut result = Vec::with_capacity(text.len());
    guard.push(text, &mut result);
    guard.finish(&mut result);
    result
}

impl<W: Write> Write for Console<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.ready.clear();
        self.guard.push(bytes, &mut self.ready);
        self.stream.write_all(&self.ready)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.guard.finish(&mut self.ready);
        self.stream.write_all(&self.ready)?;
        self.stream.flush()
    }
}

impl<W: Write> Drop for Console<W> {
    fn drop(&mut self) {
        // Whoever needs to know of a failure has called `flush`.
        let _ = self.flush();
    }
}

/// Escapes what a runner would take for a command. Holds back an unfinished line, since a command shows only when its `[`
/// does; JSON, which may be one line of any length, is passed on at once with every second number sign escaped.
#[derive(Debug)]
struct Guard {
    syntax: Syntax,
    line: Vec<u8>,
    /// The last sign of the JSON written so far was `#`.
    after_number_sign: bool,
}

impl Guard {
    fn new(syntax: Syntax) -> Self {
        Self { syntax, line: Vec::new(), after_number_sign: false }
    }

    fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        if self.syntax == Syntax::Json {
            return self.push_json(bytes, out);
        }
        let mut rest = bytes;
        // Most text has no sign of a command.
        if let Some(end) = memrchr2(b'\n', b'\r', bytes)
            && let (lines, after) = bytes.split_at(end + 1)
            && self.line.is_empty()
            && self.is_harmless(lines)
        {
            out.extend_from_slice(lines);
            rest = after;
        }
        // .NET ends a line at a carriage return, too.
        while let Some(end) = memchr2(b'\n', b'\r', rest) {
            let (line, after) = rest.split_at(end + 1);
            if self.line.is_empty() {
                self.escape(line, out);
            } else {
                self.line.extend_from_slice(line);
                self.finish(out);
            }
            rest = after;
        }
        self.line.extend_from_slice(rest);
    }

    fn push_json(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        if !self.after_number_sign && !bytes.contains(&b'#') {
            return out.extend_from_slice(bytes);
        }
        for &byte in bytes {
            if byte == b'#' && self.after_number_sign {
                out.extend_from_slice(self.syntax.number_sign());
            } else {
                out.push(byte);
            }
            self.after_number_sign = byte == b'#' || self.after_number_sign && byte >= 0x80;
        }
    }

    /// Returns `true` if `lines`, which are whole lines, contain no command.
    fn is_harmless(&self, lines: &[u8]) -> bool {
        memchr(b'#', lines).is_none() && (self.syntax.colon().is_none() || memmem::find(lines, b"::").is_none())
    }

    /// Passes on what was held back.
    fn finish(&mut self, out: &mut Vec<u8>) {
        let line = std::mem::take(&mut self.line);
        self.escape(&line, out);
        // Its memory is used again.
        self.line = line;
        self.line.clear();
    }

    /// Passes on a line, of which nothing was held back.
    fn escape(&self, mut line: &[u8], out: &mut Vec<u8>) {
        if let Some(escape) = self.syntax.colon()
            && let Some(at) = double_colon(line)
        {
            let (start, rest) = line.split_at(at);
            out.extend_from_slice(start);
            out.extend_from_slice(b":");
            out.extend_from_slice(escape);
            line = rest.get(2..).unwrap_or_default();
        }
        while let Some(at) = runner_command(line) {
            let (start, rest) = line.split_at(at);
            out.extend_from_slice(start);
            out.extend_from_slice(self.syntax.number_sign());
            line = rest.get(1..).unwrap_or_default();
        }
        out.extend_from_slice(line);
    }
}

/// Where `line` starts with `::`, after white space and invisible characters.
fn double_colon(line: &[u8]) -> Option<usize> {
    let start = line.iter().position(|&byte| byte.is_ascii_graphic())?;
    line.get(start..)?.starts_with(b"::").then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, syntax: Syntax) -> String {
        String::from_utf8(guarded(text.as_bytes(), syntax)).unwrap()
    }

    #[test]
    fn commands_are_escaped_in_each_syntax() {
        for (given, plain, json, html) in [
            ("a ##[add-mask]b", r"a #\u{23}[add-mask]b", r"a #\u0023[add-mask]b", "a #&#35;[add-mask]b"),
            (
                "##vso[task.x]\n##b",
                "#\\u{23}vso[task.x]\n##b",
                "#\\u0023vso[task.x]\n#\\u0023b",
                "#&#35;vso[task.x]\n##b",
            ),
            ("###teamcity[x", r"##\u{23}teamcity[x", r"#\u0023\u0023teamcity[x", "##&#35;teamcity[x"),
            (
                "#\u{fe0f}#vso\u{fe0f}[x",
                "#\u{fe0f}\\u{23}vso\u{fe0f}[x",
                "#\u{fe0f}\\u0023vso\u{fe0f}[x",
                "#\u{fe0f}&#35;vso\u{fe0f}[x",
            ),
            ("##\u{1b}[0m", "#\\u{23}\u{1b}[0m", "#\\u0023\u{1b}[0m", "#&#35;\u{1b}[0m"),
        ] {
            assert_eq!(text(given, Syntax::Text), plain);
            assert_eq!(text(given, Syntax::Workflow), plain);
            assert_eq!(text(given, Syntax::Json), json);
            assert_eq!(text(given, Syntax::Html), html);
        }
    }

    #[test]
    fn a_line_of_text_starts_no_workflow_command() {
        for (given, plain) in [
            ("::error::x", r":\u{3a}error::x"),
            ("a\n \u{2003}::add-mask::e\n", "a\n \u{2003}:\\u{3a}add-mask::e\n"),
            ("a\r::set-env::b", "a\r:\\u{3a}set-env::b"),
            ("a ::b::", "a ::b::"),
        ] {
            assert_eq!(text(given, Syntax::Text), plain);
            assert_eq!(text(given, Syntax::Workflow), given);
        }
    }

    #[test]
    fn ordinary_text_stays() {
        for given in ["## Heading\n", "C#\n#1 #2\n", "a ## b [c]\n", "#[x] # #[y]\n", "x::y\n", "## a\n### b [c]\n"] {
            assert_eq!(text(given, Syntax::Text), given);
            assert_eq!(text(given, Syntax::Html), given);
        }
    }

    /// A writer may hand over a command in pieces.
    #[test]
    fn pieces_make_no_difference() {
        let given = "::x::\n a##[b]\u{fe0f} ##vso[c\r::d";
        for syntax in [Syntax::Text, Syntax::Workflow, Syntax::Json, Syntax::Html] {
            let mut guard = Guard::new(syntax);
            let mut out = Vec::new();
            for byte in given.as_bytes() {
                guard.push(&[*byte], &mut out);
            }
            guard.finish(&mut out);
            assert_eq!(out, guarded(given.as_bytes(), syntax), "{syntax:?}");
        }
    }
}
