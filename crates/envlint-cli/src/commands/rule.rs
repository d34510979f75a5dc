//! `envlint rule NAME`: the page of a rule.

use std::io::Write;

use envlint_core::spelling::nearest;

use crate::console::{self, Syntax};
use crate::{Error, Outcome};

/// Prints the page of the rule called `name`.
pub(crate) fn run(name: &str) -> Result<Outcome, Error> {
    let rule = envlint_rules::find(name).ok_or_else(|| Error::Usage(unknown(name)))?;
    let mut out = console::stdout(Syntax::Text);
    out.write_all(rule.meta().page.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Clean)
}

/// The message about a rule that does not exist.
pub(crate) fn unknown(name: &str) -> String {
    let name = crate::printable::printable(name);
    let rules = envlint_rules::all();
    match nearest(&name, rules.iter().map(|rule| rule.meta().name)) {
        Some(near) => format!("unknown rule `{name}`; did you mean `{near}`?"),
        None => format!("unknown rule `{name}`; run `envlint rules` to list all rules"),
    }
}
