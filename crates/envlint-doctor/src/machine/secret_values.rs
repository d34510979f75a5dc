//! Hides the values of secrets wherever they are, also under the name of a variable that a setting makes of them.

use envlint_core::jsonc::quote;
use envlint_core::secrets::is_secret_name;

use super::{Env, MASK, Machine, Os, masked_value};

/// The values of the variables of a machine whose names say that they are secrets.
#[derive(Clone, Debug, Default)]
pub struct SecretValues {
    /// The values, as they are and as JSON and HTML write them, the longest first.
    values: Vec<String>,
}

/// The length of the shortest value that is hidden, in bytes. Shorter ones are switches and numbers, and part of other words.
const SHORTEST: usize = 6;

/// The length from which a value of only small letters is hidden. Shorter ones are words, such as `postgres`.
const LONGEST_WORD: usize = 12;

impl SecretValues {
    /// Those in all observed environments of `machine`.
    #[must_use]
    pub fn of(machine: &Machine) -> Self {
        let variables = machine.environments().into_iter().flat_map(|env| &env.0);
        let secrets = variables.filter(|(name, value)| is_secret_name(name) && is_telling(machine.os, value));
        let mut values: Vec<String> = secrets.flat_map(|(_, value)| forms(value)).collect();
        values.sort_by_key(|value| (std::cmp::Reverse(value.len()), value.clone()));
        values.dedup();
        Self { values }
    }

    /// `value` of the variable `name` for display: masked completely if the name is that of a secret, otherwise without the secrets
    /// that it contains, also inside a word.
    #[must_use]
    pub fn masked(&self, name: &str, value: &str) -> String {
        self.values.iter().fold(masked_value(name, value), |value, secret| value.replace(secret.as_str(), MASK))
    }

    /// `text` without them. Takes time proportional to the length of the text and the number of values.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        self.values.iter().fold(text.to_owned(), |text, value| hide_one(&text, value))
    }
}

impl Machine {
    /// All observed environments.
    fn environments(&self) -> Vec<&Env> {
        let login = self.login_shell.is().into_iter().flat_map(|login| login.base.iter().chain(login.env.is()));
        let answers = [&self.interactive_shell, &self.task_shell];
        let shells = answers.into_iter().filter_map(|answer| answer.is()).filter_map(|answer| answer.env.is());
        let processes = self.processes.iter().flatten().filter_map(|process| process.env.is());
        let sessions = self.session.is().map(|session| &session.env);
        let modes = self.shell_modes.values().flatten();
        self.env.iter().chain(login).chain(shells).chain(processes).chain(sessions).chain(modes).collect()
    }
}

/// Returns `true` if `value` is not a path, a switch, a number or a word.
fn is_telling(os: Os, value: &str) -> bool {
    let is_path = os.is_absolute(value) || value.starts_with('~');
    let is_word = value.len() < LONGEST_WORD && value.bytes().all(|byte| byte.is_ascii_lowercase());
    value.len() >= SHORTEST && !is_path && !is_word
}

/// `value` as the formats of reports write it.
fn forms(value: &str) -> [String; 3] {
    let html = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    [value.to_owned(), quote(value), html]
}

/// Replaces `value` in `text`, unless it is a part of a longer word.
fn hide_one(text: &str, value: &str) -> String {
    let is_inside = |character: Option<char>| character.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (found, _) in text.match_indices(value) {
        let (before, after) = text.split_at(found);
        let after = after.get(value.len()..).unwrap_or_default();
        if is_inside(before.chars().next_back()) || is_inside(after.chars().next()) {
            continue;
        }
        out.push_str(text.get(at..found).unwrap_or_default());
        out.push_str(MASK);
        at = found + value.len();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_that_tell_something_are_hidden() {
        let env: Env = [
            ("DB_PASSWORD", "postgres"),
            ("API_KEY", "a\"b<Kq8"),
            ("SECRET_FILE", "/run/secrets/key"),
            ("AUTH_TOKEN", "true"),
            ("PATH", "/usr/local/bin"),
            ("CI_JOB_TOKEN", "Kq8vN2mXz7"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
        let secrets = SecretValues::of(&Machine { env: Some(env), ..Machine::default() });
        let kept = "/usr/lib/postgres:/run/secrets/key true /usr/local/bin xKq8vN2mXz7 Kq8vN2mXz7x";
        assert_eq!(secrets.hide(kept), kept);
        let hidden = "Kq8vN2mXz7 xKq8vN2mXz7 /x/Kq8vN2mXz7:/y a\"b<Kq8 a\\\"b<Kq8 a&quot;b&lt;Kq8";
        assert_eq!(secrets.masked("A", "xKq8vN2mXz7x"), "x…x");
        assert_eq!(secrets.hide(hidden), "… xKq8vN2mXz7 /x/…:/y … … …");
    }
}
