//! Splits shell code into commands and words, as far as that is possible without running it.
//!
//! The syntax is that of POSIX shells and zsh; fish and csh are close enough for the commands that set variables.

/// A simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShellCommand {
    /// The line in which it begins, counted from 1.
    pub(super) line: u32,
    /// Its words. The elements of an array, as in `path=(a b)`, are words between `(` and `)`.
    pub(super) words: Vec<ShellWord>,
    /// The words that open each block around it, and the command before `&&` or `||`: `if [ -n $X ]`. It is not empty if the
    /// command runs only under a condition or in a function.
    pub(super) conditions: Vec<String>,
}

impl ShellCommand {
    /// Returns `true` if it runs only under a condition or in a function.
    pub(super) fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }
}

/// A word, as a sequence of parts with different quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShellWord {
    parts: Vec<ShellPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct ShellPart {
    text: String,
    quote: ShellQuote,
}

/// The quotation marks around a part of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShellQuote {
    /// None: `~`, `$X` and `$(…)` are replaced.
    None,
    /// `"…"`: `$X` and `$(…)` are replaced.
    Double,
    /// `'…'` or a backslash: nothing is replaced.
    Single,
}

/// The text that stands for something that only the shell knows.
pub(super) const UNKNOWN: char = '\0';

impl ShellWord {
    fn push(&mut self, character: char, quote: ShellQuote) {
        match self.parts.last_mut().filter(|part| part.quote == quote) {
            Some(part) => part.text.push(character),
            None => self.parts.push(ShellPart { text: character.to_string(), quote }),
        }
    }

    /// Its text without quotation marks, with nothing replaced.
    pub(super) fn plain(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    /// The name and the value of `NAME=value` or `NAME+=value`.
    pub(super) fn assignment(&self) -> Option<(String, Self)> {
        let first = self.parts.first().filter(|part| part.quote == ShellQuote::None)?;
        let (name, rest) = first.text.split_once('=')?;
        let name = name.strip_suffix('+').unwrap_or(name);
        if !is_name(name) {
            return None;
        }
        let start = ShellPart { text: rest.to_owned(), quote: ShellQuote::None };
        let parts = [start].into_iter().chain(self.parts.iter().skip(1).cloned());
        Some((name.to_owned(), Self { parts: parts.filter(|part| !part.text.is_empty()).collect() }))
    }

    /// The names of the variables that the shell replaces in this word by exactly their values: `$X` and `${X}`.
    pub(super) fn references(&self) -> Vec<String> {
        let replaced = self.parts.iter().filter(|part| part.quote != ShellQuote::Single);
        let starts = replaced.flat_map(|part| part.text.split('$').skip(1));
        let names = starts.filter_map(|text| {
            let braced = text.strip_prefix('{').map(|inner| inner.split_once('}').map(|(name, _)| name));
            let is_part = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
            braced.map_or_else(|| Some(text.chars().take_while(is_part).collect()), |name| name.map(str::to_owned))
        });
        names.filter(|name: &String| is_name(name)).collect()
    }

    /// The entries of the list in this word, with `~` and variables replaced. Each has `true` if it begins with a `~` or `$HOME`
    /// that the shell does not replace because of quotes. [`UNKNOWN`] stands for what `lookup` does not know.
    pub(super) fn entries(&self, lookup: &dyn Fn(&str) -> Option<String>) -> Vec<(String, bool)> {
        let mut entries = vec![(String::new(), false)];
        for part in &self.parts {
            let value = match part.quote {
                ShellQuote::Single => part.text.clone(),
                ShellQuote::None | ShellQuote::Double => replaced(&part.text, lookup),
            };
            for (index, text) in value.split(':').enumerate() {
                if index > 0 {
                    entries.push((String::new(), false));
                }
                let Some(last) = entries.last_mut() else { continue };
                let is_start = last.0.is_empty();
                let home = || lookup("HOME").unwrap_or_else(|| UNKNOWN.to_string());
                let rest = ["~/", "$HOME/", "${HOME}/"].iter().find_map(|start| text.strip_prefix(start));
                match rest.filter(|_| is_start) {
                    Some(rest) => *last = (format!("{}/{rest}", home()), part.quote != ShellQuote::None),
                    None => last.0.push_str(text),
                }
            }
        }
        entries
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !text.starts_with(|letter: char| letter.is_ascii_digit())
}

/// `text` with `$X`, `${X}`, `${X:-default}` and `${X:+:$X}` replaced.
fn replaced(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (value, left) = reference(after, lookup);
        out.push_str(&value);
        rest = left;
    }
    out + rest
}

/// The value of the reference at the start of `text`, after its `$`, and the text after it.
fn reference<'t>(text: &'t str, lookup: &dyn Fn(&str) -> Option<String>) -> (String, &'t str) {
    let unknown = || UNKNOWN.to_string();
    if let Some(inner) = text.strip_prefix('{') {
        let mut depth = 1;
        let end = inner.char_indices().find(|(_, character)| {
            depth += i32::from(*character == '{') - i32::from(*character == '}');
            depth == 0
        });
        let Some((end, _)) = end else { return (unknown(), "") };
        let (inside, left) = (inner.get(..end).unwrap_or_default(), inner.get(end + 1..).unwrap_or_default());
        let length = inside.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
        let (name, operation) = inside.split_at(length.unwrap_or(inside.len()));
        let value = lookup(name);
        let text = operation.trim_start_matches(':');
        return match text.chars().next() {
            None => (value.unwrap_or_else(unknown), left),
            Some('+') => (replaced(text.get(1..).unwrap_or_default(), lookup), left),
            Some('-' | '=') => (value.unwrap_or_else(|| replaced(text.get(1..).unwrap_or_default(), lookup)), left),
            Some(_) => (unknown(), left),
        };
    }
    let length = text.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')).unwrap_or(text.len());
    let (name, left) = text.split_at(length);
    (if is_name(name) { lookup(name).unwrap_or_else(unknown) } else { unknown() }, left)
}

/// The commands in `text`.
pub(super) fn commands(text: &str) -> Vec<ShellCommand> {
    let mut reader = StartupReader { line: 1, ..StartupReader::default() };
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        reader.read(character, &mut characters);
    }
    reader.end_command(false);
    reader.commands
}

/// Words that may precede the first word of a command.
const BEFORE: &[&str] = &[
    "if", "then", "else", "elif", "do", "while", "until", "{", "!", "and", "or", "not", "begin", "builtin", "command",
];
/// Words that begin and end a block.
const OPENING: &[&str] = &["if", "case", "for", "while", "until", "select", "{", "function", "switch", "begin"];
const CLOSING: &[&str] = &["fi", "esac", "done", "}", "end", "endif", "endsw"];

/// Returns `true` if `line` is only a word that begins, divides or ends a block.
pub(super) fn is_block_word(line: &str) -> bool {
    [BEFORE, OPENING, CLOSING].iter().any(|words| words.contains(&line.trim_end_matches(';')))
}

#[derive(Default)]
struct StartupReader {
    commands: Vec<ShellCommand>,
    command: ShellCommand,
    word: Option<ShellWord>,
    line: u32,
    /// The words that open each block that is open.
    blocks: Vec<String>,
    /// The command before `&&` or `||`, after one of them.
    chained: Option<String>,
    /// `true` within the elements of an array.
    in_array: bool,
}

type ShellCharacters<'t> = std::iter::Peekable<std::str::Chars<'t>>;

impl StartupReader {
    fn read(&mut self, character: char, rest: &mut ShellCharacters<'_>) {
        match character {
            '\n' => {
                if self.in_array {
                    self.end_word();
                } else {
                    self.end_command(false);
                }
                self.line += 1;
            }
            ' ' | '\t' | '\r' => self.end_word(),
            '#' if self.word.is_none() => while rest.next_if(|next| *next != '\n').is_some() {},
            '\\' if rest.next_if_eq(&'\n').is_some() => self.line += 1,
            '\\' => self.push(rest.next().unwrap_or_default(), ShellQuote::Single),
            '\'' => self.quoted('\'', ShellQuote::Single, rest),
            '"' => self.quoted('"', ShellQuote::Double, rest),
            '$' if rest.peek() == Some(&'(') => self.substitution(rest),
            '`' => self.substitution(rest),
            '$' if rest.peek() == Some(&'{') => self.braces(rest, ShellQuote::None),
            '(' if self.word.as_ref().is_some_and(|word| word.plain().ends_with('=')) || self.is_csh_list() => {
                self.end_word();
                self.in_array = true;
                self.push_word("(");
            }
            ')' if self.in_array => {
                self.end_word();
                self.in_array = false;
                self.push_word(")");
            }
            // The end of a pattern of `case`, or of a subshell, whose variables do not matter.
            ')' if !self.word.as_ref().is_some_and(|word| word.plain().ends_with('(')) => {
                self.word = None;
                self.command = ShellCommand::default();
            }
            '&' | '|' => {
                let is_chain = rest.next_if_eq(&character).is_some();
                self.end_command(is_chain);
            }
            ';' => self.end_command(false),
            other => self.push(other, ShellQuote::None),
        }
    }

    /// `set path = (a b)`
    fn is_csh_list(&self) -> bool {
        self.word.is_none() && self.command.words.last().is_some_and(|word| word.plain() == "=")
    }

    fn push(&mut self, character: char, quote: ShellQuote) {
        if self.command.words.is_empty() && self.word.is_none() {
            self.command.line = self.line;
        }
        self.word.get_or_insert_default().push(character, quote);
    }

    fn push_word(&mut self, text: &str) {
        for character in text.chars() {
            self.push(character, ShellQuote::None);
        }
        self.end_word();
    }

    /// Reads to the quotation mark `end`. A quotation mark without a partner ends with the line.
    fn quoted(&mut self, end: char, quote: ShellQuote, rest: &mut ShellCharacters<'_>) {
        // An empty string is also a word.
        self.word.get_or_insert_default();
        while let Some(character) = rest.next_if(|next| *next != '\n') {
            match character {
                character if character == end => return,
                '\\' if quote == ShellQuote::Double => self.push(rest.next().unwrap_or_default(), ShellQuote::Single),
                '$' if quote == ShellQuote::Double && rest.peek() == Some(&'(') => self.substitution(rest),
                '$' if quote == ShellQuote::Double && rest.peek() == Some(&'{') => self.braces(rest, quote),
                other => self.push(other, quote),
            }
        }
    }

    /// Reads `${…}` with nested braces; the `$` was read already.
    fn braces(&mut self, rest: &mut ShellCharacters<'_>, quote: ShellQuote) {
        self.push('$', quote);
        let mut depth = 0;
        while let Some(character) = rest.next_if(|next| *next != '\n') {
            depth += i32::from(character == '{') - i32::from(character == '}');
            self.push(character, quote);
            if depth == 0 {
                return;
            }
        }
    }

    /// Skips `$(…)` or the rest of a pair of backticks in the same line. Its output is not known.
    fn substitution(&mut self, rest: &mut ShellCharacters<'_>) {
        let in_parentheses = rest.peek() == Some(&'(');
        let mut depth = 0;
        while let Some(character) = rest.next_if(|next| *next != '\n') {
            depth += i32::from(character == '(') - i32::from(character == ')');
            if (in_parentheses && depth == 0) || (!in_parentheses && character == '`') {
                break;
            }
        }
        self.push(UNKNOWN, ShellQuote::Single);
    }

    fn end_word(&mut self) {
        self.command.words.extend(self.word.take());
    }

    fn end_command(&mut self, chained: bool) {
        self.end_word();
        self.in_array = false;
        let mut command = std::mem::take(&mut self.command);
        let words: Vec<String> = command.words.iter().map(ShellWord::plain).collect();
        let first = words.first().cloned().unwrap_or_default();
        if CLOSING.contains(&first.as_str()) {
            self.blocks.pop();
        }
        let is_function = words.last().is_some_and(|word| word == "{") || first.ends_with("()");
        let opens = OPENING.contains(&first.as_str()) || is_function;
        let text = words.join(" ");
        command.conditions = self.blocks.iter().chain(&self.chained).chain(opens.then_some(&text)).cloned().collect();
        if opens {
            self.blocks.push(text.clone());
        }
        // `else` and `elif` divide a block.
        if let ("elif", Some(block)) = (first.as_str(), self.blocks.last_mut()) {
            block.clone_from(&text);
        }
        let keywords = words.iter().take_while(|word| BEFORE.contains(&word.as_str())).count();
        command.words.drain(..keywords);
        let before = self.chained.take().map(|before| before + " ").unwrap_or_default();
        self.chained = if chained { Some(before + &text) } else { None };
        if !command.words.is_empty() {
            self.commands.push(command);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<String>> {
        commands(text).iter().map(|command| command.words.iter().map(ShellWord::plain).collect()).collect()
    }

    fn entries(word: &str) -> Vec<(String, bool)> {
        let lookup = |name: &str| (name == "HOME").then(|| "/home/u".to_owned());
        let command = commands(word).remove(0);
        let (_, value) = command.words.last().unwrap().assignment().unwrap();
        value.entries(&lookup)
    }

    #[test]
    fn commands_and_words_are_separated() {
        assert_eq!(words("a b # c\n'd e'\"f\";g&&h"), [vec!["a", "b"], vec!["d ef"], vec!["g"], vec!["h"]]);
        assert_eq!(words("if true; then\n  export A=1\nfi"), [vec!["true"], vec!["export", "A=1"], vec!["fi"]]);
        assert_eq!(words("path=(a\n b)\nc"), [vec!["path=", "(", "a", "b", ")"], vec!["c"]]);
        assert_eq!(words("set path = (a b)"), [["set", "path", "=", "(", "a", "b", ")"]]);
        assert_eq!(
            words("it's\nA=1"),
            [vec!["its"], vec!["A=1"]],
            "a quotation mark without a partner does little harm"
        );
    }

    #[test]
    fn a_command_under_a_condition_is_marked() {
        let marks = |text| commands(text).iter().map(ShellCommand::is_conditional).collect::<Vec<_>>();
        assert_eq!(marks("A=1\n[ x ] && B=2\nC=3"), [false, false, true, false]);
        assert_eq!(marks("if x; then\nA=1\nfi\nB=2"), [true, true, false, false]);
        assert_eq!(marks("f() {\nA=1\n}\nB=2"), [true, true, false, false]);
        let conditions = |text| commands(text).pop().unwrap().conditions;
        assert_eq!(conditions("if [ -n \"$X\" ]; then\nA=1"), ["if [ -n $X ]"]);
        assert_eq!(conditions("[ -z \"$X\" ] && A=1"), ["[ -z $X ]"]);
        assert_eq!(conditions("if x; then\nA=1\nelif y; then\nA=2"), ["elif y"]);
        assert_eq!(
            words("case $X in\na) A=1 ;;\n*) B=2 ;;\nesac").get(1..3),
            Some(&[vec!["A=1".to_owned()], vec!["B=2".to_owned()]][..])
        );
    }

    #[test]
    fn entries_are_replaced_as_the_shell_does() {
        let list =
            |entries: &[(&str, bool)]| entries.iter().map(|(text, is)| ((*text).to_owned(), *is)).collect::<Vec<_>>();
        assert_eq!(entries("export PATH=~/a:$PATH"), list(&[("/home/u/a", false), ("\0", false)]));
        assert_eq!(entries("PATH=\"$HOME/a${PATH:+:${PATH}}\""), list(&[("/home/u/a", false), ("\0", false)]));
        assert_eq!(entries("PATH=\"~/a:${X:-/b}\""), list(&[("/home/u/a", true), ("/b", false)]));
        assert_eq!(entries("PATH='$HOME/a':/b"), list(&[("/home/u/a", true), ("/b", false)]));
        assert_eq!(entries("PATH=$(brew --prefix)/bin:\"$HOME\"/c"), list(&[("\0/bin", false), ("/home/u/c", false)]));
    }
}
