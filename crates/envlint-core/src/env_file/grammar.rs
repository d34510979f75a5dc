//! The readers of `.env` files, their grammars, and the settings that name such files.

use crate::vscode::Debugger;

/// The grammar of a parser of `.env` files. All parsers read line by line and skip lines that begin with `#`. If a
/// variable is set twice, the last value is used.
#[derive(Debug)]
pub struct EnvFileGrammar {
    /// The form of lines that set a variable, for messages.
    pub assignments: &'static str,
    /// `true` if the name may follow `export`.
    pub export: bool,
    /// `true` if a colon and a space can replace `=`.
    pub colon: bool,
    /// The characters that a name can contain.
    pub names: EnvFileNames,
    /// The effect of quotes.
    pub quotes: EnvFileQuotes,
    /// `true` if `#` ends a value that is not quoted, even within a word.
    pub comments_behind: bool,
    /// `true` if `${NAME}` is replaced with the value from an earlier line or the environment, or else with
    /// nothing.
    pub expands: bool,
}

/// The characters that a name can contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvFileNames {
    /// Letters, digits, `_`, `.` and `-`.
    Loose,
    /// Letters, digits and `_`, without a digit before the first letter.
    Identifier,
}

/// The effect of quotes around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvFileQuotes {
    /// A quote at the very start and a quote at the very end of a value are removed independently, even if they do
    /// not match.
    EachEnd,
    /// A pair of quotes is removed.
    Pair,
    /// A pair of quotes is removed, and all lines between them belong to the value.
    PairOverLines,
}

/// vscode-go extension/src/utils/envUtils.ts (28e27ffd); recorded as `go-test`.
const GO: EnvFileGrammar = EnvFileGrammar {
    assignments: "`NAME=value` or `export NAME=value`",
    export: true,
    colon: false,
    names: EnvFileNames::Loose,
    quotes: EnvFileQuotes::EachEnd,
    comments_behind: false,
    expands: true,
};

/// vscode-cpptools Extension/src/Debugger/ParsedEnvironmentFile.ts (92768bc0).
const CPP: EnvFileGrammar = EnvFileGrammar { assignments: PLAIN, export: false, expands: false, ..GO };

const PLAIN: &str = "`NAME=value`";

/// vscode-python src/client/common/variables/environment.ts (757def8f), and the same code in vscode-python-debugger
/// (accf683).
const PYTHON: EnvFileGrammar = EnvFileGrammar {
    assignments: PLAIN,
    export: false,
    names: EnvFileNames::Identifier,
    quotes: EnvFileQuotes::Pair,
    ..GO
};

/// The npm package dotenv, lib/main.js (16.6.1 and 17.4.2, both were run); recorded as `debug-node`.
const DOTENV: EnvFileGrammar = EnvFileGrammar {
    assignments: "`NAME=value` or `NAME: value`",
    export: true,
    colon: true,
    names: EnvFileNames::Loose,
    quotes: EnvFileQuotes::PairOverLines,
    comments_behind: true,
    expands: false,
};

/// A program that reads `.env` files, and how it interprets their paths.
#[derive(Debug)]
pub struct EnvFileReader {
    /// The noun phrase for messages: "the Go debugger".
    pub name: &'static str,
    /// The grammar of its parser.
    pub grammar: &'static EnvFileGrammar,
    /// `true` if it puts the lists PATH and PYTHONPATH of the file in front of the inherited ones.
    pub joins_lists: bool,
    /// `true` if it also accepts a list of files.
    pub takes_list: bool,
    /// References that it leaves as they are, or how they begin, each with the text that means the same to it, if there is one for all
    /// platforms.
    pub unresolved: &'static [(&'static str, Option<&'static str>)],
    /// The result for a relative path.
    pub relative: PathFate,
    /// The result for a path that begins with `~`.
    pub tilde: PathFate,
    /// The spelling of the home folder in a path; `None` if there is none that works on every system.
    pub home: Option<&'static str>,
    /// The result for a path that begins with `${workspaceFolder}`.
    pub in_folder: PathFate,
    /// The consequence of a path that leads to no file.
    pub unread: Consequence,
}

/// The result of a path.
#[derive(Clone, Copy, Debug)]
pub enum PathFate {
    /// The path leads to the file.
    Found,
    /// The behavior has not been checked.
    Unknown,
    /// The path does not lead to the file.
    Lost(Consequence),
}

/// The consequence of a file that is not read.
#[derive(Clone, Copy, Debug)]
pub struct Consequence {
    /// `true` if an error is shown, so that it cannot go unnoticed.
    pub stops: bool,
    /// The condition, if it does not always happen, to follow a verb: " when a test is debugged".
    pub when: &'static str,
    /// The consequence, as a clause.
    pub outcome: &'static str,
}

const STOPS: Consequence = Consequence { stops: true, when: "", outcome: "debugging fails with an error" };
const UNSET: Consequence = Consequence { stops: false, when: "", outcome: "the program runs without its variables" };

const fn lost(name: &'static str, grammar: &'static EnvFileGrammar, consequence: Consequence) -> EnvFileReader {
    let lost = PathFate::Lost(consequence);
    EnvFileReader {
        name,
        grammar,
        joins_lists: false,
        takes_list: false,
        unresolved: &[],
        relative: lost,
        tilde: lost,
        // VS Code itself replaces it before a debugger sees the configuration.
        home: Some("${userHome}"),
        in_folder: PathFate::Found,
        unread: consequence,
    }
}

/// vscode-cpptools Extension/src/Debugger/configurationProvider.ts, `resolveEnvFile` (92768bc0).
const CPP_DEBUGGER: EnvFileReader = lost("the C++ debugger", &CPP, STOPS);
/// vscode-go extension/src/goDebugConfiguration.ts (28e27ffd): the path is opened as it is.
const GO_DEBUGGER: EnvFileReader = EnvFileReader { takes_list: true, ..lost("the Go debugger", &GO, STOPS) };
/// vscode-java-debug src/configurationProvider.ts, `mergeEnvFile` (0db5f15).
const JAVA_DEBUGGER: EnvFileReader = EnvFileReader { takes_list: true, ..lost("the Java debugger", &DOTENV, UNSET) };
/// vscode-js-debug src/targets/node/nodeLauncherBase.ts, `readEnvFile` (06ce1aa2).
const NODE_DEBUGGER: EnvFileReader = lost("the JavaScript debugger", &DOTENV, UNSET);
/// vscode-php-debug src/envfile.ts (983884e). It runs in its own process, whose folder has not been checked.
const PHP_DEBUGGER: EnvFileReader =
    EnvFileReader { relative: PathFate::Unknown, ..lost("the PHP debugger", &DOTENV, UNSET) };
/// vscode-python-debugger src/extension/debugger/configuration/resolvers/helper.ts (accf683).
const PYTHON_DEBUGGER: EnvFileReader =
    EnvFileReader { joins_lists: true, ..lost("the Python debugger", &PYTHON, UNSET) };

/// VS Code's reader of `envFile` of MCP servers: src/vs/base/common/envfile.ts (1.139.1); recorded as `n-mcp`. The path is
/// opened as it is, and the server does not start without the file: extHostMcpNode.ts, `startNodeMpc`.
pub(crate) const MCP_ENV_FILE: EnvFileReader =
    lost("VS Code", &DOTENV, Consequence { stops: true, when: "", outcome: "the server does not start" });

/// The readers of the files in the `envFile` of launch configurations, by the values of `type`. Debuggers that have no
/// such member, or whose member has not been checked, are missing.
pub(super) const DEBUGGERS: &[(&[&str], &EnvFileReader)] = &[
    (&["cppdbg", "cppvsdbg"], &CPP_DEBUGGER),
    (&["go"], &GO_DEBUGGER),
    (&["java"], &JAVA_DEBUGGER),
    (&["node"], &NODE_DEBUGGER),
    (&["php"], &PHP_DEBUGGER),
    (&["debugpy"], &PYTHON_DEBUGGER),
];

impl EnvFileReader {
    /// The reader of the files in `envFile` of `debugger`'s launch configurations; `None` if there is no such member, or
    /// if this has not been checked.
    #[must_use]
    pub fn of(debugger: &Debugger) -> Option<&'static Self> {
        let is_of = |types: &[&str]| debugger.types.iter().any(|kind| types.contains(kind));
        DEBUGGERS.iter().find(|(types, _)| is_of(types)).map(|(_, reader)| *reader)
    }
}

/// A setting that names a `.env` file.
#[derive(Debug)]
pub struct EnvFileSetting {
    /// The components of its key.
    pub path: &'static [&'static str],
    /// The program that reads the file.
    pub reader: EnvFileReader,
}

/// All settings that name a `.env` file.
///
/// Source, in this order: vscode_deno client/src/commands.ts, `path.join` (84ce77af); vscode-go
/// extension/src/testUtils.ts, `getTestEnvVars`, and goTest.ts, where it becomes the `envFile` of a launch
/// configuration (28e27ffd); vscode-python src/client/common/variables/environmentVariablesProvider.ts,
/// `getEnvFile`, and systemVariables.ts (757def8f).
pub const ENV_FILE_SETTINGS: &[EnvFileSetting] = &[
    EnvFileSetting {
        path: &["deno", "envFile"],
        reader: EnvFileReader {
            relative: PathFate::Found,
            home: None,
            in_folder: PathFate::Lost(DENO_UNSET),
            ..lost("the Deno extension", &DOTENV, DENO_UNSET)
        },
    },
    EnvFileSetting {
        path: &["go", "testEnvFile"],
        reader: EnvFileReader {
            home: None,
            tilde: PathFate::Lost(Consequence {
                stops: false,
                when: " when a test is debugged",
                outcome: "debugging fails with an error, although running the test works",
            }),
            ..lost(
                "the Go extension",
                &GO,
                Consequence {
                    stops: true,
                    when: "",
                    outcome: "tests run without its variables, and debugging one fails with an error",
                },
            )
        },
    },
    EnvFileSetting {
        path: &["python", "envFile"],
        reader: EnvFileReader {
            home: None,
            unresolved: &[
                ("${pathSeparator}", Some("/")),
                ("${/}", Some("/")),
                ("${userHome}", None),
                ("${command:", None),
                ("${config:", None),
                ("${input:", None),
            ],
            joins_lists: true,
            ..lost(
                "the Python extension",
                &PYTHON,
                Consequence { stops: false, when: "", outcome: "Python runs without its variables" },
            )
        },
    },
];

const DENO_UNSET: Consequence = Consequence { stops: false, when: "", outcome: "Deno runs without its variables" };
