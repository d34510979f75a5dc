//! `envlint rule NAME`: the page of a rule.

use std::io::Write;

use envlint_doctor::diagnoses::Id;

use crate::console::{self, Syntax};
use crate::error::unknown_rule;
use crate::{Error, ExitState};

/// Prints the page of the rule or diagnosis called `name`.
pub(crate) fn run(name: &str) -> Result<ExitState, Error> {
    let page = match (envlint_rules::find(name), Id::of_name(name)) {
        (Some(rule), _) => rule.meta().page,
        (None, Some(diagnosis)) => diagnosis.page(),
        (None, None) => return Err(Error::Usage(unknown_rule(name))),
    };
    let mut out = console::stdout(Syntax::Text);
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(ExitState::Clean)
}
