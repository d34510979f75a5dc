//! `envlint init`: a first configuration, and what to add to pre-commit and CI.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::{Error, ExitState};

const CONFIG: &str = "\
# Configuration of envlint. Every line is optional; `envlint config` shows what applies.

# The platforms of your team. Settings for other platforms are not linted.
# platforms = [\"linux\", \"osx\", \"windows\"]

# Files that are never linted: patterns relative to this folder.
# exclude = [\"vendor\"]

# The lowest severity that fails a run, and the format of reports.
# fail-on = \"warning\"
# format = \"human\"

# The findings that you accept for now, as `envlint baseline write` writes them. Only new ones are reported.
# baseline = \"envlint-baseline.json\"

[rules]
# `envlint rules` lists all rules. Levels: error, warning, info, off.
# missing-login-shell = \"off\"
";

const NEXT: &str = "\
To run envlint before each commit, add this to .pre-commit-config.yaml:

  - repo: local
    hooks:
      - id: envlint
        name: envlint
        entry: envlint --format concise
        language: system
        files: (^|/)(\\.vscode/(settings|tasks|launch|mcp|extensions)\\.json|[^/]*\\.code-workspace|\\.mcp\\.json|\\.cursor/mcp\\.json|\\.devcontainer(/([^/]+/)?devcontainer)?\\.json|\\.env(\\.[^/]+)?|[^/]+\\.env)$
        require_serial: true

To run it in GitHub Actions, add this step to a job that installs envlint:

      - run: envlint --format github

If there are many findings today, accept them with `envlint baseline write`, and
set `baseline` above `[rules]` in envlint.toml: from then on, every run reports
only new ones.
";

/// Writes `envlint.toml` to `folder`, unless it is there, and prints what to add to other files.
pub(crate) fn run(folder: &Path) -> Result<ExitState, Error> {
    let name = Path::new("envlint.toml");
    let path = if folder == Path::new(".") { name.to_owned() } else { folder.join(name) };
    let shown = printable(&path.to_string_lossy()).into_owned();
    let written = OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| {
        file.write_all(CONFIG.as_bytes())?;
        file.sync_all()
    });
    let mut out = console::stdout(Syntax::Text);
    match written {
        Ok(()) => writeln!(out, "Wrote {shown}.\n")?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            writeln!(out, "{shown} exists and was not changed.\n")?;
        }
        Err(error) => return Err(Error::Unreadable(format!("{shown}: could not be written: {error}"))),
    }
    write!(out, "{NEXT}")?;
    out.flush()?;
    Ok(ExitState::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Also with every line in effect, the configuration has no mistakes.
    #[test]
    fn the_configuration_is_valid() {
        let rules: Vec<&str> = envlint_rules::all().iter().map(|rule| rule.meta().name).collect();
        assert!(envlint_core::config::read(CONFIG, &rules).1.is_empty());
        let in_effect: String = CONFIG
            .lines()
            .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")).or(Some(line)))
            .map(|line| format!("{line}\n"))
            .collect();
        let (config, mistakes) = envlint_core::config::read(&in_effect, &rules);
        assert_eq!(mistakes, []);
        assert!(config.excludes("vendor/x"));
    }
}
