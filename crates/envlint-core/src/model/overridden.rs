//! Why an assignment has no effect.

/// The reasons why an assignment has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overridden {
    /// A file with higher precedence sets the same variable at the same place.
    ByHigherPrecedence,
    /// A file with higher precedence replaces the whole object.
    ByWholeObject,
    /// The scope of the setting excludes this file.
    ByScope,
    /// A later step sets the variable again.
    ByLaterStep,
    /// VS Code or an extension sets the variable itself.
    ByProgram,
    /// The platform-specific block replaces it.
    ByPlatformBlock,
    /// The task has its own `options.env`.
    ByOwnOptions,
    /// The same object sets the same variable again.
    BySameObject,
    /// `env` sets the variable of an `envFile`.
    ByOwnEnv,
    /// A mistake in one profile makes VS Code ignore all of them.
    ByBrokenProfile,
    /// The profile has no program, so VS Code does not use it.
    ByMissingProgram,
    /// The path of the profile leads to no program, so VS Code does not use it.
    ByUnusablePath,
    /// Another spelling of the name comes first, and Node.js passes on only that one.
    ByOtherSpelling,
    /// The shell runs in WSL, which gets only the variables that WSLENV names.
    ByWsl,
}

impl Overridden {
    /// The reason as a clause, to follow a colon: "a later step sets it again".
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::ByHigherPrecedence => "a file with higher precedence sets it",
            Self::ByWholeObject => "a file with higher precedence replaces the whole object",
            Self::ByScope => "the setting has no effect in this file",
            Self::ByLaterStep => "a later step sets it again",
            Self::ByProgram => "VS Code or an extension sets it itself",
            Self::ByPlatformBlock => "the platform-specific block replaces it",
            Self::ByOwnOptions => "the task has its own options.env",
            Self::BySameObject => "the same object sets it again",
            Self::ByOwnEnv => "env sets it",
            Self::ByBrokenProfile => "a mistake in one of the profiles makes VS Code ignore all of them",
            Self::ByMissingProgram => "the profile has no path, so VS Code does not use it",
            Self::ByUnusablePath => "the path of the profile leads to no program, so VS Code does not use it",
            Self::ByOtherSpelling => {
                "Node.js passes on only one spelling of the name, the first in the order of character codes"
            }
            Self::ByWsl => "a shell in WSL gets only the variables that WSLENV names",
        }
    }
}
