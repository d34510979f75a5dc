//! The text below the options in `--help`.

/// For `-h`.
pub(super) const SHORT: &str = "Exit status: 0 success, 1 findings at or above --fail-on remain or --diff printed changes, \
    2 invalid command line or configuration, 3 a file could not be read or written.";

/// For `--help`.
pub(super) const LONG: &str = "\
Examples:
  envlint                        Lint the files that VS Code would read below this folder
  envlint --fix                  Apply safe fixes
  envlint --diff                 Show what --fix would change
  envlint --user                 Also lint your user settings
  envlint rule path-overwrite    Read about a rule
  envlint trace PATH             Show every step that sets PATH
  envlint doctor go              Find out why VS Code does not find go

A word that is the name of a command is never a path: to lint a folder called `config`, write `./config`.

Environment variables:
  ENVLINT_FORMAT                 Default for --format
  ENVLINT_CONFIG                 Default for --config
  ENVLINT_COLOR                  Default for --color

Exit status:
  0  Success
  1  Findings at or above --fail-on remain, or --diff printed changes
  2  The command line or a configuration is invalid
  3  A file could not be read or written";
