//! Variables that VS Code sets in every terminal, after all settings.

use super::platform::Platform;
use super::variables::same_variable;

/// A variable that VS Code sets itself.
#[derive(Debug, PartialEq, Eq)]
pub struct OwnVariable {
    /// The name as VS Code spells it.
    pub name: &'static str,
    /// The platforms on which VS Code sets it.
    pub platforms: &'static [Platform],
    /// The value, if it is always the same.
    pub value: Option<&'static str>,
}

const UNIX: &[Platform] = &[Platform::Linux, Platform::Osx];

/// Source: `addTerminalEnvironmentKeys` in terminalEnvironment.ts (1.139); TERM and PWD: node-pty 1.1, unixTerminal.js;
/// recorded as `special-vars`. The last two: terminalEnvironment.ts, `getShellIntegrationInjection`; only for terminals.
const OWN: &[OwnVariable] = &[
    OwnVariable { name: "COLORTERM", platforms: &Platform::ALL, value: Some("truecolor") },
    OwnVariable { name: "PWD", platforms: UNIX, value: None },
    OwnVariable { name: "TERM", platforms: UNIX, value: Some("xterm-256color") },
    OwnVariable { name: "TERM_PROGRAM", platforms: &Platform::ALL, value: Some("vscode") },
    OwnVariable { name: "TERM_PROGRAM_VERSION", platforms: &Platform::ALL, value: None },
    OwnVariable { name: "VSCODE_INJECTION", platforms: &Platform::ALL, value: Some("1") },
    OwnVariable { name: "VSCODE_NONCE", platforms: &Platform::ALL, value: None },
];

/// The variable called `name`, if VS Code sets it itself in terminals on `platform`.
#[must_use]
pub fn own_variable(name: &str, platform: Platform) -> Option<&'static OwnVariable> {
    OWN.iter().find(|own| own.platforms.contains(&platform) && same_variable(name, own.name, platform))
}

/// The variable called `name`, if VS Code sets it itself in the terminals of tasks on `platform`. Shell integration is
/// not set up there.
///
/// Source: terminalTaskSystem.ts (1.139): `options.env` becomes the `env` of a terminal, to which the same keys are
/// added; run on Linux.
#[must_use]
pub fn own_variable_of_tasks(name: &str, platform: Platform) -> Option<&'static OwnVariable> {
    own_variable(name, platform).filter(|own| !own.name.starts_with("VSCODE_"))
}

/// Returns `true` if VS Code keeps this value of LANG, unless terminal.integrated.detectLocale is `on`.
///
/// Source: `shouldSetLangEnvVariable` in terminalEnvironment.ts (1.139); recorded as `special-vars`.
#[must_use]
pub fn keeps_locale(lang: &str) -> bool {
    lang.ends_with(".UTF-8")
        || lang.ends_with(".utf8")
        || lang.split_once(".euc").is_some_and(|(_, rest)| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_locales_as_vs_code_does() {
        for lang in ["C.UTF-8", "en_US.UTF-8", "de_DE.utf8", "ja_JP.eucJP"] {
            assert!(keeps_locale(lang), "{lang}");
        }
        for lang in ["C", "POSIX", "en_US", "en_US.utf-8", "de_DE@euro", "UTF-8", ""] {
            assert!(!keeps_locale(lang), "{lang}");
        }
    }
}
