//! `envlint config [PATH]`: the configuration that applies to a path, and where it comes from.

use std::io::{self, Write};
use std::path::Path;

use envlint_core::finding::Severity;
use envlint_core::rule::{Level, Options};
use envlint_core::vscode::{Platform, Platforms};
use envlint_project::{AppliedConfig, Disk};

use super::output::unless_gone;
use super::selection::config_source;
use crate::console::{self, Syntax};
use crate::printable::printable;
use crate::report::plural;
use crate::{Error, ExitState};

/// Prints the configuration of the file or folder at `path`.
pub(crate) fn run(path: &Path) -> Result<ExitState, Error> {
    let from_environment = super::selection::config_variable();
    let source = config_source(from_environment.as_deref(), false);
    if !path.exists() {
        return Err(Error::Unreadable(format!("{}: does not exist", printable(&path.to_string_lossy()))));
    }
    let applied = envlint_project::config_of(&Disk, source, path)?;
    let mut out = console::stdout(Syntax::Text);
    unless_gone(write(path, &applied, &mut out).and_then(|()| out.flush()))?;
    for problem in &applied.problems {
        writeln!(console::stderr(), "envlint: {}: {}", printable(&problem.path), printable(&problem.message))?;
    }
    if let Some(config) = applied.path.as_deref().filter(|_| applied.mistakes > 0) {
        let (mistakes, are) = (plural(applied.mistakes, "mistake"), if applied.mistakes == 1 { "is" } else { "are" });
        let config = printable(config);
        writeln!(console::stderr(), "envlint: {config}: {mistakes} {are} ignored; envlint {config} shows them")?;
        return Ok(ExitState::Usage);
    }
    Ok(if applied.problems.is_empty() { ExitState::Clean } else { ExitState::Unreadable })
}

fn write(path: &Path, applied: &AppliedConfig, out: &mut impl Write) -> io::Result<()> {
    let shown = printable(&path.to_string_lossy()).into_owned();
    match &applied.path {
        Some(config) => writeln!(out, "# {shown}: {}", printable(config))?,
        None => writeln!(
            out,
            "# {shown}: no configuration; there is no envlint.toml or .envlint.toml in this folder or above it"
        )?,
    }
    let Options { platforms, login_shell, levels } = &applied.options;
    let default = Options::default();
    let from = |differs: bool| if differs { "" } else { "  # default" };
    writeln!(out, "platforms = {}{}", list(*platforms), from(*platforms != default.platforms))?;
    writeln!(out, "login-shell = {}{}", list(*login_shell), from(*login_shell != default.login_shell))?;
    let AppliedConfig { config, .. } = applied;
    let severity = |value: Option<Severity>| value.map(Severity::name);
    let of_reports = [
        ("fail-on", severity(config.fail_on), "warning"),
        ("min-severity", severity(config.min_severity), "info"),
        ("format", config.format.as_deref(), "human"),
    ];
    for (key, value, default) in of_reports {
        writeln!(out, "{key} = \"{}\"{}", value.unwrap_or(default), from(value.is_some_and(|it| it != default)))?;
    }
    if config.exclude.patterns().len() > 0 {
        writeln!(out, "exclude = {}", strings(config.exclude.patterns()))?;
    }
    if let Some(baseline) = &config.baseline {
        writeln!(out, "baseline = {}", string(baseline))?;
    }
    if applied.is_excluded {
        writeln!(out, "# excluded by this configuration: not linted")?;
    }
    let rules = envlint_rules::all();
    let set = rules.iter().map(|rule| rule.meta()).filter_map(|meta| Some((meta, levels.get(meta.name)?)));
    let mut heading = "\n[rules]\n";
    for (meta, level) in set {
        write!(out, "{heading}")?;
        heading = "";
        let level = match level {
            Level::Off => "off",
            Level::On => meta.severity.name(),
            Level::As(severity) => severity.name(),
        };
        writeln!(out, "{} = \"{level}\"  # default: {}", meta.name, meta.default_level())?;
    }
    if !config.doctor.ignore.is_empty() {
        writeln!(out, "\n[doctor]\nignore = {}", strings(config.doctor.ignore.iter().map(String::as_str)))?;
    }
    Ok(())
}

fn list(platforms: Platforms) -> String {
    strings(platforms.iter().map(Platform::name))
}

/// A list of strings as in TOML.
fn strings<'s>(strings: impl Iterator<Item = &'s str>) -> String {
    format!("[{}]", strings.map(string).collect::<Vec<_>>().join(", "))
}

/// A string as in TOML, which has JSON's strings, too.
fn string(text: &str) -> String {
    printable(&serde_json::Value::from(text).to_string()).into_owned()
}
