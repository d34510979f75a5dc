//! Splits a value into segments.

use std::cell::OnceCell;

use names::{is_constant_name, is_name, leading_name};

use super::segment::{Form, Malformation, Outcome, Reference, Segment, ShellSyntax, Text};
use crate::jsonc::Decoded;
use crate::vscode::{
    ArgumentRule, Dialect, EnvSyntax, Failure, FormName, KnownForm, ShellForms, Siblings, is_list, known_form,
    nearly_known_form,
};

mod names;

impl<'d> Text<'d> {
    /// Parses the value of `variable` (`None` if the text is not the value of a variable), which `dialect` reads,
    /// after `first` if there is such a dialect. In the value of a list variable, `:` and `;` separate entries.
    #[must_use]
    pub fn parse(
        decoded: Decoded<'d>,
        dialect: &'static Dialect,
        first: Option<&'static Dialect>,
        variable: Option<&str>,
    ) -> Self {
        Self::scan(decoded, dialect, first, variable, variable.is_some_and(is_list))
    }

    /// The same value of `variable` parsed as a list, even if `variable` is not a list variable: `:` and `;`
    /// separate entries.
    #[must_use]
    pub fn taken_for_list(&self, variable: &str) -> Self {
        Self::scan(self.decoded.clone(), self.dialect, self.first, Some(variable), true)
    }

    fn scan(
        decoded: Decoded<'d>,
        dialect: &'static Dialect,
        first: Option<&'static Dialect>,
        variable: Option<&str>,
        is_list: bool,
    ) -> Self {
        let braces = OnceCell::new();
        // Most values have one segment, and a file can have very many values.
        let segments = Vec::with_capacity(1);
        let mut scanner = Scanner { decoded: &decoded, dialect, first, variable, braces, literal: 0, segments };
        scanner.run(is_list);
        let segments = scanner.segments.into_boxed_slice();
        Self { decoded, segments, dialect, first }
    }
}

struct Scanner<'s, 'd> {
    decoded: &'s Decoded<'d>,
    dialect: &'static Dialect,
    first: Option<&'static Dialect>,
    variable: Option<&'s str>,
    /// The offsets of the opening braces that are closed, in order, and of their closing braces.
    braces: OnceCell<Vec<(usize, usize)>>,
    /// The start of the current literal text.
    literal: usize,
    segments: Vec<Segment>,
}

impl Scanner<'_, '_> {
    fn run(&mut self, is_list: bool) {
        let mut at = 0;
        let text: &str = &self.decoded.text;
        let mut entry = 0;
        // Everything that has a meaning begins with an ASCII character.
        while let Some(&byte) = text.as_bytes().get(at) {
            match byte {
                b'$' | b'%' | b'{' | b'#' => {
                    let rest = text.get(at..).unwrap_or_default();
                    if let Some((form, length)) =
                        reference(rest, self.first.unwrap_or(self.dialect), || self.braced_length(at))
                    {
                        // A drive letter after `${pathSeparator}` begins a new entry; the author should have used
                        // `;`.
                        if matches!(&form, Form::Known { form, .. } if matches!(form.name, FormName::Slash | FormName::PathSeparator))
                        {
                            entry = at + length;
                        }
                        self.reference(at, length, form);
                        at += length;
                        continue;
                    }
                    // No known form, but still one unit: a colon inside does not separate entries.
                    if let Some(length) = self.braced_length(at) {
                        at += length;
                        continue;
                    }
                }
                b':' | b';' if is_list && !is_drive_or_scheme(text, entry, at) => {
                    self.flush(at);
                    let range = (at, at + 1);
                    self.segments.push(Segment::Separator {
                        span: self.decoded.span(at..at + 1),
                        range,
                        separator: char::from(byte),
                    });
                    self.literal = at + 1;
                    entry = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        self.flush(text.len());
    }

    fn reference(&mut self, at: usize, length: usize, form: Form) {
        self.flush(at);
        let span = self.decoded.span(at..at + length);
        let before = self.first.map(|first| outcome(&form, first)).filter(|&before| before != Outcome::Literal);
        let outcome = match before {
            Some(before) => before,
            None if self.is_circle(&form) => Outcome::TakesValueDown,
            None if self.expands_shell(at, length) => Outcome::Expands,
            None => outcome(&form, self.dialect),
        };
        self.segments.push(Segment::Reference(Reference { span, range: (at, at + length), form, outcome }));
        self.literal = at + length;
    }

    /// Returns `true` if a variable refers to itself in a dialect that cannot resolve such a reference. The rest of
    /// the value is not resolved either.
    fn is_circle(&self, form: &Form) -> bool {
        let own = matches!(form, Form::Environment { name } if Some(name.as_str()) == self.variable);
        own && self.dialect.siblings == Siblings::Seen && self.dialect.inherited.is_none()
    }

    fn expands_shell(&self, at: usize, length: usize) -> bool {
        let written = self.decoded.text.get(at..at + length).unwrap_or_default();
        let is_one = |forms: &ShellForms| Some(forms.variable) == self.variable && forms.written.contains(&written);
        self.dialect.expands_shell.is_some_and(is_one)
    }

    /// The length of the `${…}` at `at`, including nested ones. All braces are matched in one pass, on first use.
    fn braced_length(&self, at: usize) -> Option<usize> {
        let text: &str = &self.decoded.text;
        let open = at + "$".len();
        text.get(at..).filter(|rest| rest.starts_with("${"))?;
        let braces = self.braces.get_or_init(|| braces(text));
        let index = braces.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        braces.get(index).map(|(_, close)| close + 1 - at)
    }

    fn flush(&mut self, end: usize) {
        if self.literal < end {
            let span = self.decoded.span(self.literal..end);
            self.segments.push(Segment::Literal { span, range: (self.literal, end) });
        }
    }
}

/// Returns `true` if the colon at `at` belongs to a drive letter (`C:\`) or to the scheme of a URL (`https://`).
/// `entry` is the start of the current list entry.
fn is_drive_or_scheme(text: &str, entry: usize, at: usize) -> bool {
    let before = text.get(entry..at).unwrap_or_default().trim_start_matches([' ', '"']);
    let before = before.strip_prefix(r"\\?\").unwrap_or(before);
    let after = text.get(at..).unwrap_or_default();
    // A comma between two paths with drives is another mistake.
    let begins_with_drive = matches!(before.as_bytes(), [first, b':', b'/' | b'\\', ..] if first.is_ascii_alphabetic());
    let letter = if begins_with_drive { before.rsplit(',').next().unwrap_or(before) } else { before };
    let drive = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic());
    let scheme =
        !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_alphanumeric()) && after.starts_with("://");
    after.starts_with(':') && (drive || scheme)
}

/// The reference at the start of `rest`, with its length in bytes. `braced_length` is that of a `${…}` with nested ones.
///
/// Each form ends before the next `$`, `%` or `{` could begin another one, so that a text takes linear time.
fn reference(rest: &str, dialect: &Dialect, braced_length: impl Fn() -> Option<usize>) -> Option<(Form, usize)> {
    if let Some(double) = double_braces(rest) {
        return Some(double);
    }
    if let Some(inside) = rest.strip_prefix("${") {
        return match plain_length(inside) {
            Some(length) => Some((braced(inside.get(..length)?, dialect)?, "${}".len() + length)),
            _ if braced_length().is_some() => None,
            _ => unterminated(rest),
        };
    }
    let malformed = |open: &str, close: char, malformation: Malformation| {
        let name = enclosed(rest, open, close).filter(|name| is_name(name))?;
        let length = open.len() + name.len() + close.len_utf8();
        Some((Form::Malformed { malformation, name: name.to_owned() }, length))
    };
    let cmake = |open: &str| {
        let name = enclosed(rest, open, '}').filter(|name| is_name(name))?;
        Some((Form::CMake { name: name.to_owned() }, open.len() + name.len() + "}".len()))
    };
    malformed("$<env:", '>', Malformation::Angles)
        .or_else(|| malformed("$(env:", ')', Malformation::Parentheses))
        .or_else(|| malformed("#{env:", '}', Malformation::Hash))
        .or_else(|| malformed("{env:", '}', Malformation::NoDollar))
        .or_else(|| cmake("$env{"))
        .or_else(|| cmake("$penv{"))
        .or_else(|| shell(rest))
}

/// Parses `${{env:NAME}}`.
fn double_braces(rest: &str) -> Option<(Form, usize)> {
    let inside = rest.strip_prefix("${{")?;
    let name = leading_name(inside.trim_start().strip_prefix("env:")?);
    let length = "env:".len() + name.len() + (inside.len() - inside.trim_start().len());
    let after = inside.get(length..).filter(|_| !name.is_empty())?;
    let end = after.trim_start().strip_prefix("}}")?;
    let form = Form::Malformed { malformation: Malformation::DoubleBraces, name: name.to_owned() };
    Some((form, rest.len() - end.len()))
}

/// The length of the text up to the next `}`, unless another `${` begins before it.
fn plain_length(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let end = bytes.iter().zip(bytes.iter().skip(1).map(Some).chain([None]));
    let mut end =
        end.enumerate().filter(|(_, (byte, next))| **byte == b'}' || (**byte == b'$' && *next == Some(&b'{')));
    end.next().filter(|(_, (byte, _))| **byte == b'}').map(|(length, _)| length)
}

/// The text between `open`, at the start of `rest`, and the next `close`, if it may be a name.
fn enclosed<'t>(rest: &'t str, open: &str, close: char) -> Option<&'t str> {
    let inner = rest.strip_prefix(open)?;
    let is_of_name = |character: char| {
        character.is_ascii_alphanumeric() || (matches!(character, '_' | '(' | ')') && character != close)
    };
    let name = inner.get(..inner.find(|character| !is_of_name(character))?)?;
    inner.get(name.len()..)?.starts_with(close).then_some(name)
}

/// Parses `%NAME%`, `$env:NAME`, `$(NAME)`, `$NAME$` and `$NAME`.
fn shell(rest: &str) -> Option<(Form, usize)> {
    let shell = |syntax, name: &str| Form::Shell { syntax, name: name.to_owned() };
    if rest.starts_with('%') {
        let name = enclosed(rest, "%", '%').filter(|name| is_name(name))?;
        return Some((shell(ShellSyntax::Percent, name), name.len() + 2));
    }
    let power_shell = rest.get(.."$env:".len()).filter(|start| start.eq_ignore_ascii_case("$env:"));
    let name = power_shell.and_then(|start| rest.strip_prefix(start)).map_or("", leading_name);
    if !name.is_empty() {
        return Some((shell(ShellSyntax::PowerShell, name), "$env:".len() + name.len()));
    }
    let inner = rest.strip_prefix('$')?;
    if inner.starts_with('(') {
        let name = enclosed(rest, "$(", ')').filter(|name| is_constant_name(name))?;
        return Some((shell(ShellSyntax::Parentheses, name), name.len() + 3));
    }
    let name = leading_name(inner);
    if name.is_empty() {
        return None;
    }
    if inner.get(name.len()..)?.starts_with('$')
        && !inner.get(name.len() + 1..)?.starts_with(['{', '(', '<'])
        && leading_name(inner.get(name.len() + 1..)?).is_empty()
    {
        return Some((Form::Malformed { malformation: Malformation::Dollars, name: name.to_owned() }, name.len() + 2));
    }
    Some((shell(ShellSyntax::Dollar, name), name.len() + 1))
}

/// The offsets of the opening braces in `text` that are closed, in order, and of their closing braces.
fn braces(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut braces = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => braces.extend(open.pop().map(|open| (open, at))),
            _ => {}
        }
    }
    braces.sort_unstable();
    braces
}

/// Parses `inner`, the text between `${` and `}`. It does not contain another reference.
fn braced(inner: &str, dialect: &Dialect) -> Option<Form> {
    let (word, argument) = inner.split_once(':').map_or((inner, None), |(word, argument)| (word, Some(argument)));
    let malformed = |malformation, name: &str| Some(Form::Malformed { malformation, name: name.to_owned() });
    match argument {
        None if word == "env" => return Some(Form::EmptyEnvironment),
        Some("") if word == "env" => return Some(Form::EmptyEnvironment),
        Some(name) if word == "env" => return Some(environment(name, dialect)),
        Some(name) if word.trim() == "env" && is_name(name.trim()) => {
            return malformed(Malformation::Blanks, name.trim());
        }
        Some(name) if word.eq_ignore_ascii_case("env") && is_name(name) => return malformed(Malformation::Case, name),
        Some(name) if ["evn", "nev", "en", "enc"].contains(&word) && is_name(name) => {
            return malformed(Malformation::Word, name);
        }
        Some("workspaceFolder") if known_form(word, true).is_none() => {
            return Some(Form::ReversedFolder { folder: word.to_owned() });
        }
        _ => {}
    }
    if let Some(name) = inner.strip_prefix("env.").filter(|name| is_name(name)) {
        return malformed(Malformation::Dot, name);
    }
    if let Some(form) = with_dot(inner) {
        return Some(form);
    }
    if argument.is_some_and(|argument| argument.starts_with(['-', '=', '?', '+'])) && is_constant_name(word) {
        return Some(Form::Shell { syntax: ShellSyntax::Braced, name: word.to_owned() });
    }
    let argument = argument.map(ToOwned::to_owned);
    if let Some(form) = known_form(word, argument.is_some()) {
        return Some(Form::Known { form, argument });
    }
    if is_constant_name(inner) || is_list(inner) {
        return Some(Form::Shell { syntax: ShellSyntax::Braced, name: inner.to_owned() });
    }
    nearly_known_form(word, argument.is_some()).map(|form| Form::NearlyKnown { form, argument })
}

/// Parses `containerEnv.NAME` and `localEnv.NAME`.
fn with_dot(inner: &str) -> Option<Form> {
    let (word, name) = inner.split_once('.').filter(|(_, name)| is_name(name))?;
    let form = known_form(word, true).filter(|form| form.name.names_variable())?;
    Some(Form::NearlyKnown { form, argument: Some(name.to_owned()) })
}

/// Parses `name`, the text after `${env:`.
fn environment(name: &str, dialect: &Dialect) -> Form {
    let trimmed = name.trim();
    if let Some((variable, _)) = name.split_once(':').filter(|(variable, _)| is_name(variable)) {
        if dialect.has_defaults {
            return Form::Environment { name: variable.to_owned() };
        }
        return Form::Malformed { malformation: Malformation::Default, name: variable.to_owned() };
    }
    if trimmed.len() != name.len() && !dialect.trims_env_name {
        return Form::Malformed { malformation: Malformation::BlankInName, name: trimmed.to_owned() };
    }
    Form::Environment { name: trimmed.to_owned() }
}

/// Parses `${env:NAME` without a closing brace.
fn unterminated(rest: &str) -> Option<(Form, usize)> {
    let name = leading_name(rest.strip_prefix("${env:")?);
    (!name.is_empty()).then(|| {
        (
            Form::Malformed { malformation: Malformation::Unterminated, name: name.to_owned() },
            "${env:".len() + name.len(),
        )
    })
}

fn outcome(form: &Form, dialect: &Dialect) -> Outcome {
    let failed = match dialect.failure {
        Failure::Itself => Outcome::Literal,
        Failure::Value => Outcome::TakesValueDown,
        Failure::Start => Outcome::Stops,
    };
    match form {
        Form::Environment { .. } if dialect.expands_env() => Outcome::Expands,
        Form::EmptyEnvironment => failed,
        Form::Malformed { malformation: Malformation::Default | Malformation::BlankInName, .. }
            if dialect.expands_env() =>
        {
            Outcome::Empty
        }
        Form::CMake { .. } if dialect.environment == EnvSyntax::CMake => Outcome::Expands,
        Form::Malformed { malformation: Malformation::Dot, .. }
            if matches!(dialect.environment, EnvSyntax::CMake | EnvSyntax::ColonOrDot) =>
        {
            Outcome::Expands
        }
        Form::Known { form, argument } => known_outcome(form, argument.as_deref(), dialect),
        _ => Outcome::Literal,
    }
}

fn known_outcome(form: &KnownForm, argument: Option<&str>, dialect: &Dialect) -> Outcome {
    if dialect.never_resolves.contains(&form.name) {
        return Outcome::TakesValueDown;
    }
    if dialect.needs_editor.contains(&form.name) {
        return Outcome::NeedsEditor;
    }
    if dialect.too_early.contains(&form.name) {
        return Outcome::TooEarly;
    }
    let may_fail = dialect.failure != Failure::Itself;
    let names_folder = argument.is_some() && form.argument == ArgumentRule::Optional;
    if !dialect.expands(form) || (names_folder && !dialect.names_folders) {
        Outcome::Literal
    } else if form.name.needs_folder() && may_fail {
        Outcome::NeedsFolder
    } else {
        Outcome::Expands
    }
}

#[cfg(test)]
mod tests;
