//! A variable of the go command has a value that the command rejects or ignores.
#![doc = include_str!("go_env_value.md")]

use envlint_core::env::{PathList, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::Platforms;

declare_rule! {
    GoEnvValue {
        name: "go-env-value",
        severity: Error,
        also: [Warning],
        fix: Unsafe,
        since: "0.1.0",
        page: "go_env_value.md",
    }
}

impl Rule for GoEnvValue {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let platforms = context.platforms(site.platforms);
        let Some(problem) = problem(&site.variable, text, platforms) else { return };
        let message = format!("{} in {} {}", site.variable, site.setting, problem.what);
        let fix = problem.right.map(|right| {
            let (start, end) = (0, text.as_str().len());
            let edit = Edit::replace(text.span(start, end), &*right);
            Fix::value(format!("Write `{right}`"), Applicability::Unsafe, site.value_span(), vec![edit])
        });
        context.finding_at_site(site, message).severity(problem.severity).fix(fix).or_help(problem.help).report();
    }
}

/// What is wrong with a value.
struct ValueProblem {
    severity: Severity,
    /// The problem and its consequence, as a predicate for the variable.
    what: &'static str,
    help: &'static str,
    /// The value that was meant, if that is clear.
    right: Option<String>,
}

fn problem(variable: &str, text: &Text<'_>, platforms: Platforms) -> Option<ValueProblem> {
    let value = text.as_str();
    let error = |what, help, right| Some(ValueProblem { severity: Severity::Error, what, help, right });
    let is_literal = text.references().next().is_none() && !value.contains("${");
    match variable {
        "CGO_ENABLED" if is_literal && !["", "0", "1"].contains(&value) => Some(ValueProblem {
            severity: Severity::Warning,
            what: "has no effect: the go command only reads 0 and 1",
            help: "Write `0` or `1`",
            right: switch(value).map(|is_on| if is_on { "1" } else { "0" }.to_owned()),
        }),
        "GO111MODULE" if is_literal && !["", "auto", "off", "on"].contains(&value) => error(
            "is not `on`, `off` or `auto`, so every go command that loads packages fails",
            "Write `on`, `off` or `auto`, or remove the variable",
            switch(value).map(|is_on| if is_on { "on" } else { "off" }.to_owned()),
        ),
        "GOTOOLCHAIN" if is_literal && !is_toolchain(value) => error(
            "does not name a toolchain, so every go command fails",
            "Write `auto`, `local`, `path`, or a toolchain such as `go1.22.1`",
            value
                .strip_prefix('v')
                .unwrap_or(value)
                .starts_with("1.")
                .then(|| format!("go{}", value.trim_start_matches('v'))),
        ),
        "GOCACHE" if is_relative(text, platforms) => {
            error("is not an absolute path, so every go command that builds fails", "Write an absolute path", None)
        }
        "GOMODCACHE" if is_relative(text, platforms) => error(
            "is not an absolute path, so every go command that needs a module fails",
            "Write an absolute path",
            None,
        ),
        _ => None,
    }
}

/// Returns `true` if the value is certainly a relative path on every one of `platforms`.
fn is_relative(text: &Text<'_>, platforms: Platforms) -> bool {
    let list = PathList::new(text);
    let [entry] = list.entries.as_slice() else { return false };
    !entry.is_empty() && !platforms.is_empty() && entry.relative_on(platforms) == platforms
}

/// The meaning of a value for a switch.
fn switch(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "1" | "enabled" | "on" | "true" | "yes" => Some(true),
        "0" | "disabled" | "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Returns `true` if the go command accepts `value` as GOTOOLCHAIN, or may do so.
fn is_toolchain(value: &str) -> bool {
    let (name, mode) = value.split_once('+').map_or((value, None), |(name, mode)| (name, Some(mode)));
    match mode {
        None if ["", "auto", "local", "path"].contains(&name) => true,
        None | Some("auto" | "path") => {
            let version = name.strip_prefix("go").unwrap_or_default();
            name == "local" || version.starts_with(|first: char| first.is_ascii_digit())
        }
        Some(_) => false,
    }
}
