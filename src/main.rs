//! The `envlint` command. The implementation is in `envlint-cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    envlint_cli::run()
}
