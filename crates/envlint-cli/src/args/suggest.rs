//! The option that a misspelled one was meant to be.

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use envlint_core::spelling::nearest;

use super::CliArguments;

/// Replaces the suggestion of clap, which prefers longer options: `--fix-only` for `--fx`.
pub(crate) fn suggest_option(error: &mut Error) {
    if error.kind() != ErrorKind::UnknownArgument {
        return;
    }
    let (Some(ContextValue::String(wrong)), Some(ContextValue::String(theirs))) =
        (error.get(ContextKind::InvalidArg), error.get(ContextKind::SuggestedArg))
    else {
        return;
    };
    let command = CliArguments::command();
    let options: Vec<String> =
        command.get_arguments().filter_map(|option| Some(format!("--{}", option.get_long()?))).collect();
    // The options of another command are not known here.
    if !options.contains(theirs) {
        return;
    }
    if let Some(near) = nearest(wrong, options.iter().map(String::as_str)) {
        let near = near.to_owned();
        error.insert(ContextKind::SuggestedArg, ContextValue::String(near));
    }
}
