use super::dialects::{Dialect, GO_TESTS, GO_TOOLS, GOPLS, TERMINAL};

/// A part of the key that leads to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPart {
    /// This very word.
    Word(&'static str),
    /// `linux`, `osx` or `windows`: where the place counts.
    Platform,
    /// Any name: a terminal profile's.
    Any,
}

/// Where VS Code or an extension takes environment from.
#[derive(Debug)]
pub struct Place {
    /// The way from the root of the settings to the object whose members are the variables.
    pub key: &'static [KeyPart],
    /// How its values are read.
    pub dialect: &'static Dialect,
    /// Who gets the variables, as it stands in "… are not passed on to terminals and tasks".
    pub feeds: &'static str,
}

use KeyPart::{Any, Platform, Word};

const TERMINAL_WORDS: [KeyPart; 2] = [Word("terminal"), Word("integrated")];

/// Every place, in the order of its key.
///
/// Source, in this order: vscode-go package.json and extension/src/goEnv.ts; extension/src/testUtils.ts; gopls settings.go
/// (only the last dotted part of an option's name counts, so `env` is the same option); terminalPlatformConfiguration.ts and
/// terminalProfileResolverService.ts (1.138), recorded as `task-inherits`, `profile-env`, `automation-profile`, `debug-node`.
pub static PLACES: &[Place] = &[
    Place { key: &[Word("go"), Word("testEnvVars")], dialect: &GO_TESTS, feeds: "go test" },
    Place {
        key: &[Word("go"), Word("toolsEnvVars")],
        dialect: &GO_TOOLS,
        feeds: "gopls, go test and the other Go tools",
    },
    Place { key: &[Word("gopls"), Word("build.env")], dialect: &GOPLS, feeds: "the go commands that gopls runs" },
    Place { key: &[Word("gopls"), Word("env")], dialect: &GOPLS, feeds: "the go commands that gopls runs" },
    Place {
        key: &[TERMINAL_WORDS[0], TERMINAL_WORDS[1], Word("automationProfile"), Platform, Word("env")],
        dialect: &TERMINAL,
        feeds: "shell tasks",
    },
    Place {
        key: &[TERMINAL_WORDS[0], TERMINAL_WORDS[1], Word("env"), Platform],
        dialect: &TERMINAL,
        feeds: "terminals and tasks",
    },
    Place {
        key: &[TERMINAL_WORDS[0], TERMINAL_WORDS[1], Word("profiles"), Platform, Any, Word("env")],
        dialect: &TERMINAL,
        feeds: "terminals of this profile",
    },
];
