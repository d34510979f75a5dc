//! Finds secrets in arguments and command lines: `--api-key=…`, `--password x`, `-H "Authorization: Bearer …"`.

use std::borrow::Cow;

use envlint_core::secrets::{looks_chosen, looks_random, names_a_secret};

/// A secret in one of several arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ArgumentSecret {
    /// The index of the argument that contains it.
    pub(super) index: usize,
    /// The flag, variable or header whose value it is: `--api-key`.
    pub(super) name: String,
}

/// How a program accepts a password in an argument whose flag does not say so.
struct PasswordFlag {
    programs: &'static [&'static str],
    /// The command of the program that has this flag, if only one has it.
    command: &'static str,
    flag: &'static str,
    forms: Forms,
    content: Content,
}

/// Where the value of a flag can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Forms {
    /// In the same argument.
    Joined,
    /// In the next argument.
    Separate,
    /// In either.
    Both,
}

/// What the value of a flag is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// A password or a key that someone chose or got.
    Secret,
    /// The same, but it may be the name of a secret as well, so only a value that looks generated is reported.
    SecretOrName,
    /// A user, `:` and a password.
    Login,
}

/// Source: the manual pages of these programs.
const PASSWORD_FLAGS: &[PasswordFlag] = &[
    flag(&["mysql", "mysqladmin", "mysqldump", "mysqlimport", "mariadb", "mariadb-dump"], "-p", Forms::Joined),
    flag(&["sshpass"], "-p", Forms::Both),
    flag(&["plink", "pscp", "psftp", "putty"], "-pw", Forms::Separate),
    flag(&["redis-cli"], "-a", Forms::Separate),
    flag(&["bcp", "sqlcmd"], "-P", Forms::Both),
    flag(&["mongo", "mongodump", "mongoexport", "mongoimport", "mongorestore", "mongosh"], "-p", Forms::Separate),
    flag(&["ldapadd", "ldapmodify", "ldapsearch"], "-w", Forms::Both),
    PasswordFlag { command: "login", ..flag(&["az", "docker", "helm", "oras", "podman"], "-p", Forms::Separate) },
    PasswordFlag { content: Content::Login, ..flag(&["curl"], "-u", Forms::Both) },
    PasswordFlag { content: Content::Login, ..flag(&["curl"], "--user", Forms::Separate) },
    PasswordFlag { content: Content::Login, ..flag(&["http", "https"], "-a", Forms::Separate) },
];

const fn flag(programs: &'static [&'static str], flag: &'static str, forms: Forms) -> PasswordFlag {
    PasswordFlag { programs, command: "", flag, forms, content: Content::Secret }
}

/// The secrets in `arguments`, of which the first ones can be the command. An argument with spaces can be a command line.
pub(super) fn argument_secrets<'t>(arguments: impl IntoIterator<Item = &'t str>) -> Vec<ArgumentSecret> {
    let mut reader = Reader::default();
    let mut found = Vec::new();
    for (index, argument) in arguments.into_iter().enumerate() {
        if let Some(name) = reader.read(argument) {
            found.push(ArgumentSecret { index, name });
        }
    }
    found
}

/// The name of the first secret in a command line, if any.
pub(super) fn command_line_secret(line: &str) -> Option<String> {
    let mut reader = Reader::default();
    header(line).or_else(|| shell_words(line).iter().find_map(|word| reader.read_word(word)))
}

#[derive(Default)]
struct Reader {
    /// The last program in the arguments that has flags for passwords, and its command.
    program: &'static str,
    is_login: bool,
    /// The flag whose value the next argument is.
    waiting: Option<(String, Content)>,
}

impl Reader {
    /// Reads the next argument. Returns the name of the secret in it.
    fn read(&mut self, argument: &str) -> Option<String> {
        if self.waiting.is_none() && argument.contains(char::is_whitespace) {
            return command_line_secret(argument);
        }
        self.read_word(argument)
    }

    fn read_word(&mut self, word: &str) -> Option<String> {
        if let Some((name, content)) = self.waiting.take().filter(|_| !word.starts_with('-')) {
            return is_secret(word, content).then_some(name);
        }
        self.note_program(word);
        if word.starts_with('-') && self.begins_value(word) {
            return None;
        }
        self.joined_flag(word).or_else(|| assignment(word)).or_else(|| header(word))
    }

    fn note_program(&mut self, word: &str) {
        let file = word.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = file.strip_suffix(".exe").unwrap_or(file);
        let known = PASSWORD_FLAGS.iter().flat_map(|flag| flag.programs).find(|program| **program == name);
        if let Some(program) = known {
            self.program = program;
            self.is_login = false;
        }
        self.is_login |= word == "login";
    }

    /// The flags of the current program.
    fn flags(&self) -> impl Iterator<Item = &'static PasswordFlag> {
        let (program, is_login) = (self.program, self.is_login);
        PASSWORD_FLAGS.iter().filter(move |flag| {
            flag.programs.contains(&program) && (flag.command.is_empty() || flag.command == "login" && is_login)
        })
    }

    /// Returns `true` if the next argument is the value of the flag `word`, and that value can be a secret.
    fn begins_value(&mut self, word: &str) -> bool {
        let of_program = self.flags().find(|flag| flag.flag == word && flag.forms != Forms::Joined);
        let content = match of_program {
            Some(flag) => Some(flag.content),
            None if word.contains(['=', ':']) => None,
            None => content_of(word),
        };
        self.waiting = content.map(|content| (word.to_owned(), content));
        self.waiting.is_some()
    }

    /// `-pVALUE`
    fn joined_flag(&self, word: &str) -> Option<String> {
        self.flags().filter(|flag| flag.forms != Forms::Separate).find_map(|flag| {
            let value = word.strip_prefix(flag.flag)?;
            is_secret(value, flag.content).then(|| flag.flag.to_owned())
        })
    }
}

/// What the value of the flag or variable called `name` is, if it is a secret.
fn content_of(name: &str) -> Option<Content> {
    match name.trim_start_matches('-') {
        "secret" => Some(Content::SecretOrName),
        "pass" | "pwd" => Some(Content::Secret),
        _ => names_a_secret(name).then_some(Content::Secret),
    }
}

fn is_secret(value: &str, content: Content) -> bool {
    let is_list = value.trim_end_matches('=').contains('=');
    match content {
        Content::Secret => !is_list && (looks_random(value) || looks_chosen(value)),
        Content::SecretOrName => !is_list && looks_random(value),
        Content::Login => value
            .split_once(':')
            .is_some_and(|(user, password)| user != password && is_secret(password, Content::Secret)),
    }
}

/// The name in `word` that has a secret after `=`: `--token=x`, `--env=DB_PASSWORD=x`, `Server=db;Password=x`,
/// `https://…?api_key=x`, and `pass:x` of OpenSSL.
fn assignment(word: &str) -> Option<String> {
    if let Some(value) = word.strip_prefix("pass:") {
        return is_secret(value, Content::Secret).then(|| "pass:".to_owned());
    }
    word.split(['&', ';', '?']).find_map(|part| {
        let mut rest = part;
        while let Some((before, value)) = rest.split_once('=') {
            let name = last_name(before);
            let value = value.trim_matches(['"', '\'']);
            if content_of(name).is_some_and(|content| is_secret(value, content)) {
                return Some(name.to_owned());
            }
            rest = value;
        }
        None
    })
}

/// The name of the header `text`, with or without the flag for it, if its value is a secret: `Authorization: Bearer x`.
fn header(text: &str) -> Option<String> {
    let text = ["-H", "--header="].iter().find_map(|flag| text.strip_prefix(flag)).unwrap_or(text).trim();
    let (name, value) = text.trim_matches(['"', '\'']).split_once(':')?;
    let value = value.trim();
    let is_name = !name.is_empty() && last_name(name) == name;
    let is_authorization = name.to_ascii_lowercase().ends_with("authorization") && looks_random(value);
    let is_secret = is_name && (is_authorization || names_a_secret(name) && is_secret(value, Content::Secret));
    is_secret.then(|| name.to_owned())
}

/// The characters of a name at the end of `text`.
fn last_name(text: &str) -> &str {
    let is_of_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    text.rfind(|character| !is_of_name(character)).map_or(text, |at| {
        let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        text.get(at + length..).unwrap_or_default()
    })
}

/// The words of a command line, without their quotes.
fn shell_words(line: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for character in line.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None if character.is_whitespace() => {
                words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()).map(Cow::Owned));
            }
            Some(_) | None => word.push(character),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()).map(Cow::Owned));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

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
