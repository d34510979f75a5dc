//! Finds secrets in arguments and command lines: `--api-key=…`, `--password x`, `-H "Authorization: Bearer …"`.

use std::ops::Range;

use memchr::{memchr, memchr3, memrchr2};

use super::names::names_a_secret;
use super::passwords::looks_random;
use super::signs::Signs;

mod flags;
mod quoted_strings;

pub(super) use flags::PROGRAM_SIGNS;
use flags::{FlagContent, FlagForms, LOGIN, PASSWORD_FLAGS, PasswordFlag, content_of, is_secret, known_program};
use quoted_strings::{ProgramWords, QuotedStrings};

/// A secret in one of several arguments.
#[derive(Debug, PartialEq, Eq)]
pub struct ArgumentSecret {
    /// The index of the argument that contains it.
    pub index: usize,
    /// The flag, variable or header whose value it is: `--api-key`.
    pub name: String,
}

/// The secrets in `arguments`, of which the first ones can be the command. An argument with spaces can be a command line.
#[must_use]
pub fn argument_secrets<'t>(arguments: impl IntoIterator<Item = &'t str>) -> Vec<ArgumentSecret> {
    let mut reader = ArgumentReader::default();
    let mut found = Vec::new();
    for (index, argument) in arguments.into_iter().enumerate() {
        if let Some(secret) = reader.read(argument) {
            found.push(ArgumentSecret { index, name: secret.name });
        }
    }
    found
}

/// The name of the first secret in a command line, if any.
#[must_use]
pub fn command_line_secret(line: &str) -> Option<String> {
    in_command_line(line).map(|secret| secret.name)
}

/// The secrets in the strings of `text`, in any format, whose flags do not look like names of secrets: `sshpass -p x`. The strings
/// that follow each other are read as arguments. There are none unless the text contains one of [`PROGRAM_SIGNS`]. Most lines have no
/// sign, and are not read unless the arguments before them give them a meaning. Takes time linear in the length of `text`.
pub(super) fn of_programs(text: &str, signs: &Signs) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if signs.programs.is_empty() {
        return found;
    }
    let mut reader = ArgumentReader::default();
    let mut signs = signs.of_arguments();
    let mut words = ProgramWords::of(text);
    let mut strings = QuotedStrings::of(text);
    loop {
        // The value of a flag is the next string, whatever it looks like.
        if reader.waiting.is_none() {
            let sign = signs.next_from(strings.end());
            let word = if reader.has_context() { words.next_from(strings.end()) } else { None };
            let Some(next) = sign.into_iter().chain(word).min() else { return found };
            strings.skip_to_line_of(next);
        }
        let Some(string) = strings.next() else { return found };
        let Some(argument) = text.get(string.clone()) else { continue };
        let has_sign = signs.next_from(string.start).is_some_and(|sign| sign < string.end);
        if !(has_sign || reader.expects(argument)) || OF_QUOTING.contains(&argument) {
            continue;
        }
        if let Some(secret) = reader.read(argument) {
            found.push(string.start + secret.value.start..string.start + secret.value.end);
        }
    }
}

/// The member of an argument in tasks that says how to quote it.
const QUOTING: &str = "quoting";
/// The words of such an argument, besides its text.
const OF_QUOTING: &[&str] = &["value", QUOTING, "escape", "strong", "weak"];

/// A secret in an argument or a command line.
struct ArgumentValue {
    name: String,
    /// The bytes of its value.
    value: Range<usize>,
}

impl ArgumentValue {
    fn new(name: &str, value: Range<usize>) -> Self {
        Self { name: name.to_owned(), value }
    }

    /// The same in a string in which this one begins at `start`.
    fn after(self, start: usize) -> Self {
        Self { value: self.value.start + start..self.value.end + start, ..self }
    }
}

fn in_command_line(line: &str) -> Option<ArgumentValue> {
    // A flag, an assignment or a header has one of these.
    memchr3(b'-', b'=', b':', line.as_bytes())?;
    let mut reader = ArgumentReader::default();
    header(line)
        .or_else(|| words(line).into_iter().find_map(|(start, word)| Some(reader.read_word(word)?.after(start))))
}

#[derive(Default)]
struct ArgumentReader {
    /// The last program in the arguments that has flags for passwords, and its command.
    program: &'static str,
    is_login: bool,
    /// The flag whose value the next argument is.
    waiting: Option<(String, FlagContent)>,
}

impl ArgumentReader {
    /// Returns `true` if `argument` has a meaning because of the arguments before it.
    fn expects(&self, argument: &str) -> bool {
        let is_of_program = || argument.starts_with('-') || argument == LOGIN;
        self.waiting.is_some() || self.has_context() && is_of_program()
    }

    /// Returns `true` if later arguments can have a meaning because of those before them.
    fn has_context(&self) -> bool {
        self.waiting.is_some() || !self.program.is_empty()
    }

    /// Reads the next argument. Returns the secret in it.
    fn read(&mut self, argument: &str) -> Option<ArgumentValue> {
        if self.waiting.is_none() && argument.contains(char::is_whitespace) {
            return in_command_line(argument);
        }
        self.read_word(argument)
    }

    fn read_word(&mut self, word: &str) -> Option<ArgumentValue> {
        let is_flag = word.starts_with('-');
        if let Some((name, content)) = self.waiting.take().filter(|_| !is_flag) {
            return is_secret(word, content).then(|| ArgumentValue::new(&name, 0..word.len()));
        }
        self.note_program(word);
        if is_flag {
            if self.begins_value(word) {
                return None;
            }
            if let Some(secret) = self.joined_flag(word) {
                return Some(secret);
            }
        }
        assignment(word).or_else(|| header(word))
    }

    fn note_program(&mut self, word: &str) {
        let file = memrchr2(b'/', b'\\', word.as_bytes()).and_then(|slash| word.get(slash + 1..)).unwrap_or(word);
        if let Some(program) = known_program(file.strip_suffix(".exe").unwrap_or(file)) {
            self.program = program;
            self.is_login = false;
        }
        self.is_login |= word == LOGIN;
    }

    /// The flags of the current program.
    fn flags(&self) -> impl Iterator<Item = &'static PasswordFlag> {
        let (program, is_login) = (self.program, self.is_login);
        PASSWORD_FLAGS.iter().filter(move |flag| {
            flag.programs.contains(&program) && (flag.command.is_empty() || flag.command == LOGIN && is_login)
        })
    }

    /// Returns `true` if the next argument is the value of the flag `word`, and that value can be a secret.
    fn begins_value(&mut self, word: &str) -> bool {
        let of_program = self.flags().find(|flag| flag.flag == word && flag.forms != FlagForms::Joined);
        let content = match of_program {
            Some(flag) => Some(flag.content),
            None if word.contains(['=', ':']) => None,
            None => content_of(word),
        };
        self.waiting = content.map(|content| (word.to_owned(), content));
        self.waiting.is_some()
    }

    /// `-pVALUE`
    fn joined_flag(&self, word: &str) -> Option<ArgumentValue> {
        self.flags().filter(|flag| flag.forms != FlagForms::Separate).find_map(|flag| {
            let value = word.strip_prefix(flag.flag)?;
            is_secret(value, flag.content).then(|| ArgumentValue::new(flag.flag, flag.flag.len()..word.len()))
        })
    }
}

/// The name in `word` that has a secret after `=`: `--token=x`, `--env=DB_PASSWORD=x`, `Server=db;Password=x`,
/// `https://…?api_key=x`, and `pass:x` of OpenSSL.
fn assignment(word: &str) -> Option<ArgumentValue> {
    if let Some(value) = word.strip_prefix(OPENSSL) {
        return is_secret(value, FlagContent::Secret).then(|| ArgumentValue::new(OPENSSL, OPENSSL.len()..word.len()));
    }
    memchr(b'=', word.as_bytes())?;
    let mut start = 0;
    for part in word.split_inclusive(['&', ';', '?']) {
        let end = start + part.trim_end_matches(['&', ';', '?']).len();
        let mut from = start;
        while let Some((before, value)) = word.get(from..end).and_then(|rest| rest.split_once('=')) {
            from += before.len() + 1;
            let name = last_name(before);
            if content_of(name).is_some_and(|content| is_secret(value.trim_matches(QUOTES), content)) {
                return Some(ArgumentValue::new(name, from..end));
            }
        }
        start += part.len();
    }
    None
}

/// The start of a password in arguments of OpenSSL.
const OPENSSL: &str = "pass:";
const QUOTES: [char; 2] = ['"', '\''];
/// The end of the names of headers with a token or a password.
const AUTHORIZATION: &str = "authorization";

/// The secret in the header `text`, with or without the flag for it: `Authorization: Bearer x`.
fn header(text: &str) -> Option<ArgumentValue> {
    memchr(b':', text.as_bytes())?;
    let after_flag = ["-H", "--header="].iter().find_map(|flag| text.strip_prefix(flag)).unwrap_or(text);
    let (name, value) = after_flag.trim().trim_matches(QUOTES).split_once(':')?;
    let value = value.trim();
    if name.is_empty() || last_name(name) != name {
        return None;
    }
    let is_authorization = || {
        let end = name.len().checked_sub(AUTHORIZATION.len()).and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(AUTHORIZATION)) && looks_random(value)
    };
    let is_secret = is_authorization() || names_a_secret(name) && is_secret(value, FlagContent::Secret);
    if !is_secret {
        return None;
    }
    let start = text.rfind(value)?;
    Some(ArgumentValue::new(name, start..start + value.len()))
}

/// The characters of a name at the end of `text`.
fn last_name(text: &str) -> &str {
    let is_of_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    text.rfind(|character| !is_of_name(character)).map_or(text, |at| {
        let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        text.get(at + length..).unwrap_or_default()
    })
}

/// The words of a command line with their offsets, without the quotes around them.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, character) in line.char_indices() {
        let is_end = match quote {
            Some(open) => {
                if character == open {
                    quote = None;
                }
                false
            }
            None if QUOTES.contains(&character) => {
                quote = Some(character);
                false
            }
            None => character.is_whitespace(),
        };
        if is_end {
            words.extend(start.take().and_then(|start| Some((start, line.get(start..at)?))));
        } else {
            start.get_or_insert(at);
        }
    }
    words.extend(start.and_then(|start| Some((start, line.get(start..)?))));
    for (start, word) in &mut words {
        // The quotes of a string inside a string are escaped.
        let inner = word.trim_start_matches(['\\', '"', '\'']);
        *start += word.len() - inner.len();
        *word = inner.trim_end_matches(['\\', '"', '\'']);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_sign() {
        for program in PASSWORD_FLAGS.iter().flat_map(|flag| flag.programs) {
            for text in [format!(r#"["{program}", "-p"]"#), format!(r#""C:\bin\{program}.exe -p""#)] {
                assert!(!Signs::of(&text).programs.is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn values_of_secret_flags_are_found() {
        for (arguments, index, name) in [
            (&["--api-key=correct-horse-7"][..], 0, "--api-key"),
            (&["run", "--password", "correct-horse-7"], 2, "--password"),
            (&["-e", "DB_PASSWORD=correct-horse-7"], 1, "DB_PASSWORD"),
            (&["--env=DB_PASSWORD=correct-horse-7"], 0, "DB_PASSWORD"),
            (&["-Ddb.password=correct-horse-7"], 0, "-Ddb.password"),
            (&["-H", "Authorization: Bearer q0w1e2r3t4z5u6i7o8p9a0s1"], 1, "Authorization"),
            (&["--header=X-Api-Key: correct-horse-7"], 0, "X-Api-Key"),
            (&["--header", "Authorization:Bearer q0w1e2r3t4z5u6i7o8p9a0s1"], 1, "Authorization"),
            (&["https://fabrikam.com/x?a=1&access_token=correct-horse-7"], 0, "access_token"),
            (&["Server=db;Password=correct-horse-7;Timeout=3"], 0, "Password"),
            (&["sh", "-c", "TOKEN=correct-horse-7 make"], 2, "TOKEN"),
            (&["/usr/bin/mysql", "-u", "root", "-pcorrect-horse-7"], 3, "-p"),
            (&["sshpass", "-p", "correct-horse-7", "ssh", "host"], 2, "-p"),
            (&["docker", "login", "-u", "me", "-p", "correct-horse-7"], 5, "-p"),
            (&["curl", "-u", "me:correct-horse-7", "x"], 2, "-u"),
            (&["curl", "-ume:correct-horse-7", "x"], 1, "-u"),
            (&["openssl", "-passin", "pass:correct-horse-7"], 2, "pass:"),
        ] {
            let found = argument_secrets(arguments.iter().copied());
            assert_eq!(found, [ArgumentSecret { index, name: name.to_owned() }], "{arguments:?}");
        }
    }

    #[test]
    fn secrets_in_command_lines_are_found() {
        for line in [
            "curl -H 'Authorization: Bearer q0w1e2r3t4z5u6i7o8p9a0s1' https://fabrikam.com",
            "curl -u me:correct-horse-7 https://fabrikam.com",
            "export DB_PASSWORD=correct-horse-7 && make",
            "set DB_PASSWORD=correct-horse-7&& make",
            "$env:DB_PASSWORD='correct-horse-7'; make",
            "tool --token \"correct-horse-7\" build",
        ] {
            assert!(command_line_secret(line).is_some(), "{line}");
        }
    }

    #[test]
    fn values_of_flags_are_found_in_any_text() {
        for text in [
            r#"{ "command": "sshpass", "args": ["-p", "SECRET"] }"#,
            r#""mysqldump -u app -pSECRET shop""#,
            r#""docker login -u me -p SECRET""#,
            r#""openssl x -passin pass:SECRET""#,
            r#""curl", "-u", "me:SECRET""#,
            r#"[{ "value": "--token", "quoting": "strong" }, { "value": "SECRET", "quoting": "strong" }]"#,
        ] {
            let text = text.replace("SECRET", "correct-horse-7");
            let signs = Signs::of(&text);
            assert!(!signs.programs.is_empty(), "{text}");
            let found: Vec<&str> = of_programs(&text, &signs).into_iter().map(|range| &text[range]).collect();
            assert!(matches!(found[..], ["correct-horse-7" | "me:correct-horse-7"]), "{text} {found:?}");
        }
    }

    #[test]
    fn other_arguments_are_not_secrets() {
        for arguments in [
            &["--password", "${input:password-1}"][..],
            &["--password", "--verbose", "correct-horse-7"],
            &["--token-file=/run/secrets/token1"],
            &["--secret", "id=npmrc,src=.npmrc"],
            &["--secret", "db-credentials-2"],
            &["--token=$(cat token-1)"],
            &["--password=$PASSWORD_1"],
            &["--max-tokens", "4096-8192"],
            &["docker", "run", "-p", "18080:8080", "-u", "1000:1000"],
            &["make", "-pcorrect-horse-7"],
            &["--password-store=basic-1"],
            &["echo", "the password: see page 12-a"],
            &["mysql", "-p", "-h", "db-server-1"],
        ] {
            assert_eq!(argument_secrets(arguments.iter().copied()), [], "{arguments:?}");
        }
    }
}
