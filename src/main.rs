//! The command `envlint`; all of it is in `envlint-cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    envlint_cli::run()
}
