//! `envlint rule NAME`: the page of a rule.

use std::borrow::Cow;
use std::io::Write;

use envlint_core::meta::Meta;
use envlint_doctor::diagnoses::Id;

use crate::console::{self, Syntax};
use crate::error::unknown_rule;
use crate::{Error, ExitState};

/// Prints the page of the rule or diagnosis called `name`.
pub(crate) fn run(name: &str) -> Result<ExitState, Error> {
    let page = match (envlint_rules::find(name), Id::of_name(name)) {
        (Some(rule), _) => Cow::Owned(with_facts(rule.meta())),
        (None, Some(diagnosis)) => Cow::Borrowed(diagnosis.page()),
        (None, None) => return Err(Error::Usage(unknown_rule(name))),
    };
    let mut out = console::stdout(Syntax::Text);
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(ExitState::Clean)
}

/// The page of a rule, with its severity, fix and family below the title.
fn with_facts(meta: &Meta) -> String {
    let (title, rest) = meta.page.split_once('\n').unwrap_or((meta.page, ""));
    format!("{title}\n\n{}\n{rest}", meta.facts())
}
