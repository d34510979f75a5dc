//! Replaces what identifies the user in texts that leave the computer.

use super::{Machine, Os};

/// The replacement for the user's name.
const NEUTRAL_USER: &str = "user";

/// Replaces the user's name and home folder with neutral ones.
#[derive(Clone, Debug, Default)]
pub struct Neutral {
    replacements: Vec<(String, String)>,
}

impl Neutral {
    /// Replaces the home folder of `machine` and the user's name in it.
    #[must_use]
    pub fn of(machine: &Machine) -> Self {
        let home = machine.os.trimmed(&machine.home).to_owned();
        let names = ["USER", "USERNAME", "LOGNAME"];
        let env = machine.env.clone().unwrap_or_default();
        let by_home = machine.os.split(&home).map(|(_, name)| name.to_owned());
        let by_variables = names.iter().filter_map(|name| env.get(machine.os, name).map(str::to_owned));
        let neutral_home = match machine.os {
            Os::Linux => format!("/home/{NEUTRAL_USER}"),
            Os::Osx => format!("/Users/{NEUTRAL_USER}"),
            Os::Windows => format!("C:\\Users\\{NEUTRAL_USER}"),
        };
        let mut replacements = Vec::new();
        if home.len() > 1 {
            // JSON strings and URLs write the separators differently.
            replacements.push((home.replace('\\', "\\\\"), neutral_home.replace('\\', "\\\\")));
            replacements.push((home.replace('\\', "/"), neutral_home.replace('\\', "/")));
            replacements.push((home, neutral_home));
        }
        let is_telling = |name: &String| name.len() >= 2 && name != "root" && name != NEUTRAL_USER;
        replacements
            .extend(by_home.into_iter().chain(by_variables).filter(is_telling).map(|name| (name, NEUTRAL_USER.into())));
        Self { replacements }
    }

    /// `text` without the user's name and home.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in &self.replacements {
            text = replace_words(&text, from, to);
        }
        text
    }
}

/// Replaces `from` if it is a whole word or a part of a path.
fn replace_words(text: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, after) = (rest.get(..at).unwrap_or_default(), rest.get(at + from.len()..).unwrap_or_default());
        let is_inside = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let whole = !is_inside(before.chars().next_back()) && !is_inside(after.chars().next());
        out.push_str(before);
        out.push_str(if whole { to } else { from });
        rest = after;
    }
    out.push_str(rest);
    out
}
