//! Errors of syntax that a shell reports when it reads its startup files.

use super::{Mode, SH};
use crate::machine::Machine;

/// An error of syntax in a startup file. A shell skips the rest of the file, or the block that contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartupError {
    /// The path of the file.
    pub path: String,
    /// The line, counted from 1, in which the shell noticed it.
    pub line: Option<u32>,
    /// The shell's message.
    pub message: String,
}

/// Words of the messages of bash, dash, ksh, zsh, fish, tcsh and PowerShell.
///
/// Source: parse.y of bash, lex and parse.c of zsh, parse_constants.h of fish, sh.err.c of tcsh, ParserStrings.resx.
const WORDS: &[&str] = &[
    "syntax error",
    "parse error",
    "unexpected eof",
    "unexpected end of file",
    "unexpected token",
    "unmatched",
    "unterminated",
    "missing end",
    "missing '",
    "missing closing",
    "endif not found",
    "parsererror",
];

/// The lines of `output` that report an error of syntax.
#[must_use]
pub fn syntax_errors_in(output: &str) -> String {
    output.lines().filter(|line| is_error(line)).collect::<Vec<_>>().join("\n")
}

fn is_error(line: &str) -> bool {
    let line = line.to_lowercase();
    WORDS.iter().any(|word| line.contains(word))
}

/// The errors of syntax in observed startup files that the login shell reported.
#[must_use]
pub fn syntax_errors(machine: &Machine) -> Vec<StartupError> {
    let output = machine.login_shell.is().and_then(|login| login.errors.as_deref()).unwrap_or_default();
    let error = |line: &str| {
        // The longest path, because another can be a part of it.
        let spelled =
            |path: &str| [path.to_owned(), super::shown(machine, path)].into_iter().find(|form| line.contains(form));
        let named = machine.files.keys().filter_map(|path| Some((path, spelled(path)?)));
        let (path, rest) = match named.max_by_key(|(path, _)| path.len()) {
            Some((path, spelled)) => (path.as_str(), line.split_once(&spelled)?.1),
            None => (only_file(machine)?, line.split_once(':')?.1),
        };
        let (number, message) = numbered(rest);
        Some(StartupError { path: path.to_owned(), line: number, message: message.to_owned() })
    };
    output.lines().filter(|line| is_error(line)).filter_map(error).collect()
}

/// The number at the start of `rest`, the text after a path, and the message after it: `: line 3: message`, `:3: message` or
/// ` (line 3): message`.
fn numbered(rest: &str) -> (Option<u32>, &str) {
    let digits = rest.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let start = rest.len() - digits.len();
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    let number = digits.get(..end).filter(|_| start <= ": line ".len()).and_then(|text| text.parse().ok());
    let message = if number.is_some() { digits.get(end..).unwrap_or_default() } else { rest };
    (number, message.trim_start_matches([':', ')', ' ']).trim())
}

/// The user's file that the shell reads at log-in, if there is only one. dash does not name the file in its messages.
fn only_file(machine: &Machine) -> Option<&str> {
    let shell = super::shell_name(machine.shell.as_deref()?);
    let home = machine.os.trimmed(&machine.home);
    let is_read = |path: &str| path.starts_with(home) && super::reads(machine, shell, Mode::LoginInteractive, path);
    let mut files = machine.files.iter().filter(|(path, file)| file.is_some() && is_read(path));
    let (path, _) = files.next().filter(|_| SH.contains(&shell))?;
    files.next().is_none().then_some(path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::{LoginShell, Seen, StartupFile};

    #[test]
    fn the_messages_of_shells_are_understood() {
        let error = |path: &str, output: &str| {
            let login = LoginShell { errors: Some(output.to_owned()), ..LoginShell::default() };
            let files = [(path.to_owned(), Some(StartupFile::default()))].into();
            let machine =
                Machine { home: "/home/u".to_owned(), files, login_shell: Seen::Is(login), ..Machine::default() };
            let machine = Machine { shell: Some("/bin/dash".to_owned()), ..machine };
            syntax_errors(&machine).into_iter().map(|error| (error.line, error.message)).next()
        };
        let profile = "/home/u/.profile";
        for (path, output, line, message) in [
            (
                profile,
                "bash: no job control in this shell\n/home/u/.profile: line 3: syntax error: unexpected end of file",
                3,
                "syntax error: unexpected end of file",
            ),
            (
                profile,
                "dash: 3: Syntax error: end of file unexpected (expecting \"fi\")",
                3,
                "Syntax error: end of file unexpected (expecting \"fi\")",
            ),
            ("/home/u/.zprofile", "/home/u/.zprofile:7: parse error near `\\n'", 7, "parse error near `\\n'"),
            (
                "/home/u/.config/fish/config.fish",
                "~/.config/fish/config.fish (line 2): Missing end to balance this if statement",
                2,
                "Missing end to balance this if statement",
            ),
        ] {
            assert_eq!(error(path, output), Some((Some(line), message.to_owned())), "{output}");
        }
        assert_eq!(error(profile, "/home/u/.profile: line 3: foo: command not found"), None);
    }
}
