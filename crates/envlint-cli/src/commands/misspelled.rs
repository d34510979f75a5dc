//! Recognizes a misspelled command, which would otherwise be treated as a path.

use clap::{Command, CommandFactory};
use envlint_core::spelling::nearest;
use envlint_project::Product;

use crate::Error;
use crate::args::{Check, CliArguments};
use crate::printable::printable;

/// Shorter words are close to too many commands.
const SHORTEST: usize = 4;

/// Fails if the first path of `check` is a bare word that names no file, and is close to the name of a command, or the product that
/// `--user` is about.
pub(super) fn refuse_words(check: &Check) -> Result<(), Error> {
    let first = check.paths.first().filter(|path| !path.exists());
    let Some(word) = first.and_then(|path| path.to_str()) else { return Ok(()) };
    let product = Product::ALL.iter().find(|product| product.id.eq_ignore_ascii_case(word));
    if let Some(product) = product.filter(|_| check.user.is_some()) {
        return Err(Error::Usage(format!("there is no file called `{word}`; did you mean `--user={}`?", product.id)));
    }
    let Some(near) = near_command(word) else { return Ok(()) };
    let word = printable(word);
    Err(Error::Usage(format!("there is no command and no file called `{word}`; did you mean `envlint {near}`?")))
}

/// Words of other tools, with what they are here.
const OTHER_WORDS: [(&str, &str); 6] = [
    ("diff", "--diff"),
    ("doc", "doctor"),
    ("fix", "--fix"),
    ("list", "rules"),
    ("ls", "--show-files"),
    ("version", "--version"),
];

fn near_command(word: &str) -> Option<String> {
    let other = OTHER_WORDS.iter().find(|(other, _)| word.eq_ignore_ascii_case(other));
    if let Some((_, right)) = other {
        return Some((*right).to_owned());
    }
    let is_bare = word.len() >= SHORTEST && word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-');
    if !is_bare {
        return None;
    }
    let command = CliArguments::command();
    let shown: Vec<&Command> = command.get_subcommands().filter(|command| !command.is_hide_set()).collect();
    let names = shown.iter().flat_map(|command| std::iter::once(command.get_name()).chain(command.get_all_aliases()));
    // clap adds `help` later.
    nearest(&word.to_ascii_lowercase(), names.chain(["help"])).map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_are_close_to_a_command_are_refused() {
        for (word, command) in [
            ("matirx", Some("matrix")),
            ("ruels", Some("rules")),
            ("explian", Some("explain")),
            ("Doctor", Some("doctor")),
            ("hepl", Some("help")),
            ("fix", Some("--fix")),
            ("doc", Some("doctor")),
            ("docs", None),
            ("src", None),
            ("app", None),
            ("packages", None),
            ("./matirx", None),
            ("matirx.json", None),
            ("doctor-sesion", None),
        ] {
            assert_eq!(near_command(word).as_deref(), command, "{word}");
        }
    }
}
