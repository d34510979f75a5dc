//! The values of secrets, so that a copy of one under another name is masked, too.

use envlint_core::secrets::is_secret_name;

use super::{Env, MASK, Machine, masked_value};

/// Values with fewer bytes appear by chance in other values.
const SHORTEST: usize = 4;

/// The values of all observed variables with a secret's name, the longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecretValues(Vec<String>);

impl SecretValues {
    /// The secrets of `machine`.
    #[must_use]
    pub fn of(machine: &Machine) -> Self {
        let shells = [&machine.interactive_shell, &machine.task_shell];
        let answers = shells.into_iter().filter_map(|shell| shell.is()?.env.is());
        let login = machine.login_shell.is();
        let asked = login.into_iter().flat_map(|login| login.base.iter().chain(login.env.is()));
        let modes = machine.shell_modes.values().flatten();
        let session = machine.session.is().map(|session| &session.env);
        let processes = machine.processes.iter().flatten().filter_map(|process| process.env.is());
        let all = machine.env.iter().chain(answers).chain(asked).chain(modes).chain(session).chain(processes);
        let mut values: Vec<String> = all.flat_map(of_env).cloned().collect();
        values.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        values.dedup();
        Self(values)
    }

    /// `value` of the variable `name` for display: masked completely if the name is that of a secret, otherwise without the secrets
    /// that it contains.
    #[must_use]
    pub fn masked(&self, name: &str, value: &str) -> String {
        let own = masked_value(name, value);
        self.0.iter().fold(own, |value, secret| value.replace(secret.as_str(), MASK))
    }
}

/// The secrets of one environment. The path of a file with a secret is not one.
fn of_env(env: &Env) -> impl Iterator<Item = &String> {
    let secrets = env.0.iter().filter(|(name, _)| is_secret_name(name)).map(|(_, value)| value);
    secrets.filter(|value| value.len() >= SHORTEST && !value.starts_with(['/', '~']) && *value != MASK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_a_secret_is_masked() {
        let env: Env = [("API_TOKEN", "correcthorse9"), ("KEY_FILE", "/home/u/key"), ("MY_PASSWORD", "abc")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into_iter()
            .collect();
        let secrets = SecretValues::of(&Machine { env: Some(env), ..Machine::default() });
        assert_eq!(secrets.masked("APP_ENV", "xcorrecthorse9y"), format!("x{MASK}y"));
        assert_eq!(secrets.masked("A", "abc /home/u/key"), "abc /home/u/key");
    }
}
