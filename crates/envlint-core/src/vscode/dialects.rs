use super::forms::KnownForm;

/// What `null`, or a value that is no string, does to its variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unset {
    /// The variable is removed from what is passed on.
    Deletes,
    /// It becomes text: `null`, `5`.
    Text,
    /// The reader refuses it.
    Refused,
}

/// How one reader of environment values understands them.
#[derive(Debug)]
pub struct Dialect {
    /// Who reads them, as it stands in a message.
    pub reader: &'static str,
    /// Whether `${env:NAME}` becomes the inherited value of NAME.
    pub expands_env: bool,
    /// Whether blanks around NAME in it do not count.
    pub trims_env_name: bool,
    /// Words of other forms that it expands.
    pub expands: &'static [&'static str],
    /// Words that it knows and can never resolve: then the whole value stays as written, other references included.
    pub never_resolves: &'static [&'static str],
    /// Words that need an open editor, and take the whole value down without one.
    pub needs_editor: &'static [&'static str],
    /// Whether a word of `expands` that finds no folder takes the whole value down (otherwise it just stays itself).
    pub folder_failure_is_total: bool,
    /// What `null` does.
    pub null: Unset,
}

impl Dialect {
    /// How the inherited value of `variable` is written in its own value; `None` where it cannot be had.
    #[must_use]
    pub fn inherited(&self, variable: &str) -> Option<String> {
        self.expands_env.then(|| format!("${{env:{variable}}}"))
    }

    /// Whether it expands `form`, given that everything the form needs is there.
    #[must_use]
    pub fn expands(&self, form: &KnownForm) -> bool {
        self.expands.contains(&form.word)
    }
}

/// `terminal.integrated.env.*` and the `env` of profiles.
///
/// Source: variableResolver.ts, `resolveWithEnvironment`, and terminalEnvironment.ts (1.138); recorded as `subst`,
/// `profile-subst`, `single-userHome-mixed`, `path-unresolvable`, `types`.
pub static TERMINAL: Dialect = Dialect {
    reader: "the terminal",
    expands_env: true,
    trims_env_name: false,
    expands: &[
        "/",
        "config",
        "cwd",
        "execInstallFolder",
        "execPath",
        "extensionInstallFolder",
        "pathSeparator",
        "workspaceFolder",
        "workspaceFolderBasename",
        "workspaceRoot",
        "workspaceRootFolderName",
    ],
    never_resolves: &["userHome"],
    needs_editor: &[
        "columnNumber",
        "file",
        "fileBasename",
        "fileBasenameNoExtension",
        "fileDirname",
        "fileDirnameBasename",
        "fileExtname",
        "fileWorkspaceFolder",
        "fileWorkspaceFolderBasename",
        "lineNumber",
        "relativeFile",
        "relativeFileDirname",
        "selectedText",
    ],
    folder_failure_is_total: true,
    null: Unset::Deletes,
};

/// `go.toolsEnvVars`.
///
/// Source: vscode-go extension/src/util.ts, `substituteEnv` and `resolvePath`; recorded as `go-toolsEnvVars`.
pub static GO_TOOLS: Dialect = Dialect {
    reader: "the Go extension",
    expands_env: true,
    trims_env_name: true,
    expands: &["workspaceFolder", "workspaceFolderBasename", "workspaceRoot"],
    never_resolves: &[],
    needs_editor: &[],
    folder_failure_is_total: false,
    null: Unset::Text,
};

/// `go.testEnvVars`: as `go.toolsEnvVars`, but for `${env:NAME}`.
///
/// Source: vscode-go extension/src/testUtils.ts, `getTestEnvVars` (`resolvePath` alone); recorded as `go-test`.
pub static GO_TESTS: Dialect = Dialect { expands_env: false, trims_env_name: false, ..GO_TOOLS };

/// `build.env` of gopls: every value is taken as it is.
///
/// Source: golang/tools gopls/internal/settings/settings.go, `Options.Set`, case `env`.
pub static GOPLS: Dialect = Dialect {
    reader: "gopls",
    expands_env: false,
    trims_env_name: false,
    expands: &[],
    never_resolves: &[],
    needs_editor: &[],
    folder_failure_is_total: false,
    null: Unset::Refused,
};
