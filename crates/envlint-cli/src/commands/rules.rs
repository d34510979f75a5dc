//! `envlint rules`: the list of all rules.

use std::io::{self, Write};

use envlint_core::finding::Severity;
use envlint_core::rule::Meta;
use serde::Serialize;

use crate::args::ListFormat;
use crate::console::{self, Syntax};
use crate::environments::wrapped;
use crate::{Error, ExitState};

#[derive(Serialize)]
struct List {
    rules: Vec<RuleRow>,
}

/// What a rule is, in a line of a list.
#[derive(Serialize)]
pub(super) struct RuleRow {
    name: &'static str,
    family: &'static str,
    severity: &'static str,
    /// All severities that its findings can have by default: the usual one, then the others.
    severities: Vec<&'static str>,
    /// The default severity for the text output, such as `warning` or `off (warning)`.
    #[serde(skip)]
    level: String,
    /// `true` if the rule runs by default.
    enabled: bool,
    /// The safest fix that the rule offers: `safe`, `unsafe`, `display`, or null.
    fix: Option<&'static str>,
    /// The version of envlint in which the rule appeared.
    since: &'static str,
    summary: String,
}

impl RuleRow {
    pub(super) fn of(meta: &Meta) -> Self {
        Self {
            name: meta.name,
            family: meta.family.name,
            severity: meta.severity.name(),
            severities: meta.severities().map(Severity::name).collect(),
            level: meta.default_level(),
            enabled: meta.enabled,
            fix: meta.fix.map(envlint_core::finding::Applicability::name),
            since: meta.since,
            summary: meta.summary(),
        }
    }
}

/// Lists all rules.
pub(crate) fn run(format: ListFormat) -> Result<ExitState, Error> {
    let rules = envlint_rules::all().into_iter().map(|rule| RuleRow::of(rule.meta()));
    let list = List { rules: rules.collect() };
    let mut out = console::stdout(match format {
        ListFormat::Text => Syntax::Text,
        ListFormat::Json => Syntax::Json,
    });
    match format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &list).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Text => text(&list, &mut out)?,
    }
    out.flush()?;
    Ok(ExitState::Clean)
}

/// The width of the list in columns.
const WIDTH: usize = 80;

fn text(list: &List, out: &mut impl Write) -> io::Result<()> {
    let width = list.rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut family = "";
    for rule in &list.rules {
        if rule.family != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", rule.family)?;
            family = rule.family;
        }
        let fix = rule.fix.map_or(String::new(), |fix| format!("{fix} fix"));
        let line = format!("  {:width$}  {:7}  {fix}", rule.name, rule.level);
        writeln!(out, "{}", line.trim_end())?;
        for line in wrapped(&rule.summary, WIDTH - "    ".len()) {
            writeln!(out, "    {line}")?;
        }
    }
    writeln!(out, "\nRun `envlint rule NAME` to read about a rule.")
}
