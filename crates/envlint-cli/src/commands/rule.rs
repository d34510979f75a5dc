//! `envlint rule NAME`: the page of a rule.

use std::io::Write;

use crate::console::{self, Syntax};
use crate::error::unknown_rule;
use crate::{Error, Outcome};

/// Prints the page of the rule called `name`.
pub(crate) fn run(name: &str) -> Result<Outcome, Error> {
    let rule = envlint_rules::find(name).ok_or_else(|| Error::Usage(unknown_rule(name)))?;
    let mut out = console::stdout(Syntax::Text);
    out.write_all(rule.meta().page.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Clean)
}
