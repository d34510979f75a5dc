//! Files of variables, and who reads them how.

/// How a parser takes a file of variables apart. All of them read it line by line, and skip lines that begin with `#`; of a
/// variable that is set twice the last value counts.
#[derive(Debug)]
pub struct EnvFileGrammar {
    /// The lines that set a variable, for messages.
    pub assignments: &'static str,
    /// Whether `export` may stand before the name.
    pub export: bool,
    /// Whether a colon and a blank may stand in place of `=`.
    pub colon: bool,
    /// What a name may be made of.
    pub names: EnvFileNames,
    /// What quotes do.
    pub quotes: EnvFileQuotes,
    /// Whether `#` ends a value that is not in quotes, also within a word.
    pub comments_behind: bool,
    /// Whether `${NAME}` is replaced: by what an earlier line or the environment gives, or by nothing.
    pub expands: bool,
}

/// What a name may be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvFileNames {
    /// Letters, digits, `_`, `.` and `-`.
    Loose,
    /// Letters, digits and `_`, of which no digit stands before the first letter.
    Identifier,
}

/// What quotes around a value do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvFileQuotes {
    /// One at the very start and one at the very end of a line go, each by itself, whether or not they are a pair.
    EachEnd,
    /// A pair goes.
    Pair,
    /// A pair goes, and lines between them belong to the value.
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

/// vscode-python src/client/common/variables/environment.ts (757def8f), and the same code in vscode-python-debugger (accf683).
const PYTHON: EnvFileGrammar = EnvFileGrammar {
    assignments: PLAIN,
    export: false,
    names: EnvFileNames::Identifier,
    quotes: EnvFileQuotes::Pair,
    ..GO
};

/// The npm package dotenv, lib/main.js (16.6.1 and 17.4.2, which were run); recorded as `debug-node`.
const DOTENV: EnvFileGrammar = EnvFileGrammar {
    assignments: "`NAME=value` or `NAME: value`",
    export: true,
    colon: true,
    names: EnvFileNames::Loose,
    quotes: EnvFileQuotes::PairOverLines,
    comments_behind: true,
    expands: false,
};

/// Who reads files of variables, and how it takes their paths.
#[derive(Debug)]
pub struct EnvFileReader {
    /// How people call it: "the Go debugger".
    pub name: &'static str,
    /// How it reads a file.
    pub grammar: &'static EnvFileGrammar,
    /// Whether it takes a list of files as well.
    pub takes_list: bool,
    /// What becomes of a relative path.
    pub relative: PathFate,
    /// What becomes of a path that begins with `~`.
    pub tilde: PathFate,
    /// How the home folder is written in a path; `None` where it cannot be had on every system.
    pub home: Option<&'static str>,
    /// What becomes of a path that begins with `${workspaceFolder}`.
    pub in_folder: PathFate,
    /// What comes of a path that leads to no file.
    pub unread: Harm,
}

/// What becomes of a path.
#[derive(Clone, Copy, Debug)]
pub enum PathFate {
    /// It leads to the file.
    Found,
    /// Nobody has looked.
    Unknown,
    /// It does not lead there.
    Lost(Harm),
}

/// What comes of a file that is not read.
#[derive(Clone, Copy, Debug)]
pub struct Harm {
    /// Whether something ends with an error, so that nobody can pass it over.
    pub stops: bool,
    /// Under which circumstances, if not always, as it follows a verb: " when a test is debugged".
    pub when: &'static str,
    /// What happens, as a sentence.
    pub told: &'static str,
}

const STOPS: Harm = Harm { stops: true, when: "", told: "debugging ends with an error" };
const UNSET: Harm = Harm { stops: false, when: "", told: "the program runs without its variables" };

const fn lost(name: &'static str, grammar: &'static EnvFileGrammar, harm: Harm) -> EnvFileReader {
    let lost = PathFate::Lost(harm);
    EnvFileReader {
        name,
        grammar,
        takes_list: false,
        relative: lost,
        tilde: lost,
        // VS Code itself replaces it, before a debugger sees the configuration.
        home: Some("${userHome}"),
        in_folder: PathFate::Found,
        unread: harm,
    }
}

/// vscode-cpptools Extension/src/Debugger/configurationProvider.ts, `resolveEnvFile` (92768bc0).
pub(super) const CPP_DEBUGGER: EnvFileReader = lost("the C++ debugger", &CPP, STOPS);
/// vscode-go extension/src/goDebugConfiguration.ts (28e27ffd): the path is opened as it is.
pub(super) const GO_DEBUGGER: EnvFileReader = EnvFileReader { takes_list: true, ..lost("the Go debugger", &GO, STOPS) };
/// vscode-java-debug src/configurationProvider.ts, `mergeEnvFile` (0db5f15).
pub(super) const JAVA_DEBUGGER: EnvFileReader =
    EnvFileReader { takes_list: true, ..lost("the Java debugger", &DOTENV, UNSET) };
/// vscode-js-debug src/targets/node/nodeLauncherBase.ts, `readEnvFile` (06ce1aa2).
pub(super) const NODE_DEBUGGER: EnvFileReader = lost("the JavaScript debugger", &DOTENV, UNSET);
/// vscode-php-debug src/envfile.ts (983884e). It runs in a process of its own, and nobody has looked in which folder.
pub(super) const PHP_DEBUGGER: EnvFileReader =
    EnvFileReader { relative: PathFate::Unknown, ..lost("the PHP debugger", &DOTENV, UNSET) };
/// vscode-python-debugger src/extension/debugger/configuration/resolvers/helper.ts (accf683).
pub(super) const PYTHON_DEBUGGER: EnvFileReader = lost("the Python debugger", &PYTHON, UNSET);

/// A setting that names a file of variables.
#[derive(Debug)]
pub struct EnvFileSetting {
    /// The parts of its key.
    pub path: &'static [&'static str],
    /// Who reads the file.
    pub reader: EnvFileReader,
}

/// All of them.
///
/// Source, in this order: vscode_deno client/src/commands.ts, `path.join` (84ce77af); vscode-go extension/src/testUtils.ts,
/// `getTestEnvVars`, and goTest.ts, where it becomes the `envFile` of a launch configuration (28e27ffd); vscode-python
/// src/client/common/variables/environmentVariablesProvider.ts, `getEnvFile`, and systemVariables.ts (757def8f).
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
            tilde: PathFate::Lost(Harm {
                stops: false,
                when: " when a test is debugged",
                told: "debugging ends with an error, though the test alone runs",
            }),
            ..lost(
                "the Go extension",
                &GO,
                Harm {
                    stops: true,
                    when: "",
                    told: "tests run without its variables, and debugging one ends with an error",
                },
            )
        },
    },
    EnvFileSetting {
        path: &["python", "envFile"],
        reader: EnvFileReader {
            home: None,
            ..lost(
                "the Python extension",
                &PYTHON,
                Harm { stops: false, when: "", told: "Python runs without its variables" },
            )
        },
    },
];

const DENO_UNSET: Harm = Harm { stops: false, when: "", told: "Deno runs without its variables" };
