//! `envlint rule NAME`: the page of a rule.

mod page;

use std::io::{self, Write};

use envlint_doctor::diagnoses::Id;
use serde::Serialize;

use super::output::unless_gone;
use super::rules::RuleRow;
use crate::args::{Color, PageFormat};
use crate::console::{self, Syntax};
use crate::error::unknown_rule;
use crate::report::Style;
use crate::{Error, ExitState};

/// Prints the page of the rule or diagnosis called `name`.
pub(crate) fn run(name: &str, format: PageFormat, color: Color) -> Result<ExitState, Error> {
    let (page, facts) = match (envlint_rules::find(name), Id::of_name(name)) {
        (Some(rule), _) => (rule.meta().page, rule.meta().facts()),
        (None, Some(diagnosis)) => (diagnosis.page(), "diagnosis of envlint doctor".to_owned()),
        (None, None) => return Err(Error::Usage(unknown_rule(name))),
    };
    if format == PageFormat::Json {
        return json(name, page);
    }
    let mut out = console::stdout(Syntax::Text);
    let style = Style::new(color, out.is_terminal);
    let text = match format {
        PageFormat::Markdown | PageFormat::Json => with_facts(page, &facts),
        PageFormat::Text => page::rendered(page, &facts, style),
    };
    unless_gone(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitState::Clean)
}

/// A page for programs.
#[derive(Serialize)]
struct PageOfRule<'p> {
    /// The facts about a rule; a diagnosis has none.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    rule: Option<RuleRow>,
    /// The page as Markdown.
    page: &'p str,
}

fn json(name: &str, page: &str) -> Result<ExitState, Error> {
    let rule = envlint_rules::find(name).map(|rule| RuleRow::of(rule.meta()));
    let mut out = console::stdout(Syntax::Json);
    let text = serde_json::to_string_pretty(&PageOfRule { rule, page }).map_err(io::Error::from)?;
    unless_gone(writeln!(out, "{text}").and_then(|()| out.flush()))?;
    Ok(ExitState::Clean)
}

/// The page, with the facts below the title.
fn with_facts(page: &str, facts: &str) -> String {
    let (title, rest) = page.split_once('\n').unwrap_or((page, ""));
    format!("{title}\n\n{facts}\n{rest}")
}
