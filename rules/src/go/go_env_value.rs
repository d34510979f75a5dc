//! A variable of the go command has a value that the command rejects or ignores.
#![doc = include_str!("go_env_value.md")]

use envlint_core::env::{PathList, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::Platforms;

mod toolchain;
mod values;

use toolchain::{ToolchainMistake, mistake};

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
        "GOTOOLCHAIN" if is_literal => toolchain(value),
        "GOOS" if is_literal => error(
            "is not the name that Go uses for this operating system, so every `go build` fails",
            "Write a name that `go tool dist list` prints",
            Some(values::right_system(value)?.to_owned()),
        ),
        "GOARCH" if is_literal => error(
            "is not the name that Go uses for this architecture, so every `go build` fails",
            "Write a name that `go tool dist list` prints",
            Some(values::right_architecture(value)?.to_owned()),
        ),
        "GOPROXY" if is_literal && values::is_wrong_proxy(value) => error(
            "contains a part that is neither an address, `direct` nor `off`, so no module can be downloaded",
            "Write an address with `https://` or `file://`, `direct` or `off`",
            None,
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

/// The problem of a GOTOOLCHAIN. With `+auto` or `+path`, the version is only read if no newer one is in go.mod.
fn toolchain(value: &str) -> Option<ValueProblem> {
    let mistake = mistake(value)?;
    let severity = match mistake {
        ToolchainMistake::Language { is_minimum: true } => Severity::Warning,
        ToolchainMistake::Language { is_minimum: false } | ToolchainMistake::Invalid => Severity::Error,
    };
    let what = match mistake {
        ToolchainMistake::Invalid => "does not name a toolchain, so every go command fails",
        ToolchainMistake::Language { is_minimum: false } => {
            "names a version of Go without a patch number, which no toolchain since Go 1.21 has as its name, so every go command fails"
        }
        ToolchainMistake::Language { is_minimum: true } => {
            "names a version of Go without a patch number, which no toolchain since Go 1.21 has as its name, so go commands fail unless go.mod selects a newer one"
        }
    };
    let help = "Write `auto`, `local`, `path`, or a toolchain such as `go1.22.1`";
    Some(ValueProblem { severity, what, help, right: toolchain::right(value) })
}
