//! A `.env` file replaces PATH, so the program that gets its variables finds no other programs.
#![doc = include_str!("env_file_overwrite.md")]

use envlint_core::env_file::{EnvFile, ListLine};
use envlint_core::finding::Severity;
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Platforms, same_variable};

declare_rule! {
    EnvFileOverwrite {
        name: "env-file-overwrite",
        severity: Error,
        also: [Info],
        needs: [windows, env_files],
        since: "0.1.0",
        page: "env_file_overwrite.md",
    }
}

impl Rule for EnvFileOverwrite {
    /// No parser of `.env` files keeps the inherited PATH, except those that expand `${PATH}`.
    fn check_env_file(&self, file: &EnvFile<'_>, context: &mut Context<'_>) {
        let (reference, reader) = (file.reference, file.reference.reader);
        let lists = file.lists();
        let platforms = context.platforms(reference.platforms);
        let is_path = |line: &ListLine<'_>, platform| same_variable(line.variable, "PATH", platform);
        let replaces = |line: &&ListLine<'_>| {
            !reader.joins_lists && !line.keeps_inherited && platforms.iter().any(|platform| is_path(line, platform))
        };
        let Some(line) = lists.iter().find(replaces) else { return };
        let others = platforms.iter().filter(|platform| !is_path(line, *platform));
        let platforms = others.fold(platforms, Platforms::without);
        let path = reference.below_folder();
        let message = format!(
            "{} in {path} replaces the inherited PATH for the program that gets the variables of {}",
            line.variable, reference.setting
        );
        let severity = if line.is_complete { Severity::Info } else { Severity::Error };
        let help = if reader.grammar.expands {
            "Put `${PATH}`, with braces, into the value"
        } else {
            "Set PATH in the configuration itself, where `${env:PATH}` is the inherited one"
        };
        context
            .finding(reference.span, message)
            .severity(severity)
            .platforms(platforms)
            .variable(line.variable)
            .place(&reference.key)
            .related(file.id, line.span, "PATH is set here")
            .help(help)
            .report();
    }
}
