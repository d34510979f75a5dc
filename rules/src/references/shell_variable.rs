//! `$PATH`, `${PATH}`, `%PATH%` and `$env:PATH` are not expanded; only `${env:PATH}` is.
#![doc = include_str!("shell_variable.md")]

use std::cell::LazyCell;

use envlint_core::env::{Form, Outcome, PathList, Reference, ShellSyntax, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::secrets::is_secret_name;
use envlint_core::text::Edit;
use envlint_core::vscode::{expanded_by_its_reader, is_list, is_prompt_or_command};

declare_rule! {
    ShellVariable {
        name: "shell-variable",
        severity: Error,
        also: [Warning, Info],
        fix: Safe,
        since: "0.1.0",
        page: "shell_variable.md",
    }
}

impl Rule for ShellVariable {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        if let Some(command) = command(text).filter(|_| is_list(&site.variable) && site.variable != "GOPATH") {
            // `go-path-entry` checks GOPATH.
            report_command(site, text, command, context);
        }
        let inherited = |other: &Reference| site.is_own(other) && matches!(other.outcome, Outcome::Expands);
        let has_inherited = LazyCell::new(|| text.references().any(inherited));
        let is_half_right = LazyCell::new(|| is_half_right(site, context));
        let mut found = Vec::new();
        for reference in text.references() {
            let Form::Shell { syntax, name } = &reference.form else { continue };
            if *syntax == ShellSyntax::Percent && text.dialect.may_expand_percent {
                continue;
            }
            let means_it = if is_list(&site.variable) {
                site.is_own(reference) || *syntax != ShellSyntax::Dollar || is_constant(name)
            } else {
                is_constant_or_percent(*syntax, name)
                    && (begins_path(site, text, reference, name) || is_extended(site, text, reference))
                    || is_in_go_flag(site, text, reference, name)
            };
            if reference.outcome == Outcome::Literal && means_it && !expanded_by_its_reader(&site.variable, name) {
                let is_own = site.is_own(reference) && !*has_inherited && site.replaces_inherited();
                found.push((reference, name, is_own, is_own && *is_half_right));
            }
        }
        for (reference, name, is_own, is_half_right) in found {
            report(site, text, (reference, name), (is_own, is_half_right), context);
        }
    }
}

/// The command substitution in `text`: `$(…)`, or between backquotes. References in it are reported themselves.
fn command(text: &Text<'_>) -> Option<(usize, usize)> {
    let value = text.as_str();
    let between = |open: &str, close: char| {
        let start = value.find(open)?;
        let inside = value.get(start + open.len()..)?;
        let length = inside.find(close).filter(|length| *length > 0)?;
        Some((start, start + open.len() + length + close.len_utf8()))
    };
    let (start, end) = between("$(", ')').or_else(|| between("`", '`'))?;
    let is_apart = |reference: &Reference| reference.range.1 <= start || reference.range.0 >= end;
    text.references().all(is_apart).then_some((start, end))
}

fn report_command(site: &Site<'_>, text: &Text<'_>, (start, end): (usize, usize), context: &mut Context<'_>) {
    let written = match text.excerpt(start, end) {
        Some(written) if written.starts_with('`') => format!("The command {written}"),
        Some(written) => format!("`{written}`"),
        None => "A command".to_owned(),
    };
    let message = format!(
        "{written} in {} is not run by {}, so this entry of {} is not an existing folder",
        site.setting,
        site.dialect().wording.reader,
        site.variable
    );
    context.finding_at_site(site, message).help("Write the folder that the command prints").report();
}

/// Reports `reference` to the variable `name`. `is_own`: it stands for the inherited value of the variable itself, which is lost.
/// `is_half_right`: the list would be wrong on some platforms with the reference expanded.
fn report(
    site: &Site<'_>,
    text: &Text<'_>,
    (reference, name): (&Reference, &str),
    (is_own, is_half_right): (bool, bool),
    context: &mut Context<'_>,
) {
    let written = text.quoted(reference);
    let (variable, setting, dialect) = (&site.variable, &site.setting, site.dialect());
    let consequence = match (is_own, is_list(variable)) {
        (true, _) if variable.eq_ignore_ascii_case("PATH") => {
            format!("the inherited PATH is not passed on to {}", site.place.audience)
        }
        (true, _) => format!("the inherited value of {variable} is lost"),
        (false, true) if variable == "GOPATH" && begins_entry(text, reference) => {
            "every go command fails, because this entry of GOPATH is not an absolute path".to_owned()
        }
        (false, true) => format!("this entry of {variable} is not an existing folder"),
        (false, false) => format!("{variable} contains this literal text"),
    };
    let message = format!("`{written}` in {setting} is not expanded by {}, so {consequence}", dialect.wording.reader);
    let (replacement, applicability) = if is_own {
        // The text around it, as in `$(echo $PATH)` or `$PATH;`, would stay and damage the list.
        let is_entry = text.is_whole_entry(reference) || is_extended(site, text, reference);
        let is_plain = is_entry && !is_half_right;
        (site.inherited(), if is_plain { Applicability::Safe } else { Applicability::Display })
    } else if site.is_own(reference) {
        (None, Applicability::Display)
    } else if reference.means(variable) {
        // The value can only come from the host.
        (text.reference_to(name), Applicability::Unsafe)
    } else {
        (text.other(name), Applicability::Unsafe)
    };
    // A default value would be lost.
    let has_default = written.contains(':') && written.starts_with("${");
    let applicability = if has_default { Applicability::Display } else { applicability };
    let fix = replacement.map(|replacement| {
        let edit = Edit::replace(reference.span, &*replacement);
        Fix::value(format!("Write `{replacement}`"), applicability, site.value_span(), vec![edit])
    });
    // Other programs that read the same file may expand it.
    let is_for_others = dialect.others_expand_braces && written.starts_with("${");
    // A flag that is not one stops the program.
    let is_refused = is_own && REFUSED.contains(&&**variable);
    let severity = match (is_for_others, is_list(variable) || is_refused) {
        (true, _) => Severity::Info,
        (false, true) => Severity::Error,
        (false, false) => Severity::Warning,
    };
    let is_lost = is_own && fix.is_none();
    let finding = context.finding_at_site(site, message).severity(severity).fix(fix);
    if is_lost {
        finding.help(site.without_inherited()).report();
    } else if is_for_others {
        finding.or_help(format!("This is fine if only coding agents read the file: they expand `{written}`")).report();
    } else {
        finding.or_help(format!("Write out the value of {name}, or use a reference that is expanded here")).report();
    }
}

/// Returns `true` if an entry of the list begins with `reference`, and so not with `/` or a drive.
fn begins_entry(text: &Text<'_>, reference: &Reference) -> bool {
    PathList::new(text).entries.iter().any(|entry| entry.literal_reference() == Some(reference))
}

/// Returns `true` if the list would be wrong on some platforms with the reference expanded.
fn is_half_right(site: &Site<'_>, context: &Context<'_>) -> bool {
    site.list().is_some_and(|list| list.is_half_right(context.platforms(site.platforms)))
}

/// Returns `true` if the reference is the whole value or begins a path that is the whole value. For variables that
/// are not lists.
fn begins_path(site: &Site<'_>, text: &Text<'_>, reference: &Reference, name: &str) -> bool {
    let value = text.as_str();
    let rest = value.get(reference.range.1..).unwrap_or_default();
    // A password may look like a reference. In the value of a secret, the reference must be the whole value, and its
    // name must contain `_` as names of variables do.
    let no_password = !is_secret_name(&site.variable) || (rest.is_empty() && name.contains('_'));
    let before = value.get(..reference.range.0).unwrap_or_default();
    // The address of a local file or socket: `unix://$HOME/x.sock`.
    let is_start = before.is_empty() || ["file://", "npipe://", "unix://"].contains(&before);
    is_start
        && (rest.is_empty() || rest.starts_with(['/', '\\']))
        && text.is_one_word()
        && no_password
        && !is_prompt_or_command(&site.variable)
}

/// Returns `true` if the value, which is not a known list, extends the inherited value of the same variable:
/// `%INCLUDE%;C:\\inc`, `$CFLAGS -O2`.
fn is_extended(site: &Site<'_>, text: &Text<'_>, reference: &Reference) -> bool {
    let value = text.as_str();
    let (before, after) = (value.get(..reference.range.0), value.get(reference.range.1..));
    let separates = |character: char| matches!(character, ' ' | ';' | ',');
    let is_bounded = before.is_some_and(|before| before.is_empty() || before.ends_with(separates))
        && after.is_some_and(|after| after.is_empty() || after.starts_with(separates));
    is_bounded
        && site.is_own(reference)
        && !is_list(&site.variable)
        && !is_secret_name(&site.variable)
        && !is_prompt_or_command(&site.variable)
        && !value.contains(['"', '\'', '`', '\n'])
}

/// Variables with flags, which the go command splits at spaces and passes on without a shell.
///
/// Source: `go help environment`; cmd/go/internal/work/exec.go, `buildFlags`.
const GO_FLAGS: &[&str] = &["CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_FFLAGS", "CGO_LDFLAGS", "GOFLAGS"];

/// Names that the dynamic linker replaces: ld.so(8).
const OF_LINKER: &[&str] = &["LIB", "ORIGIN", "PLATFORM"];

/// Returns `true` if the reference begins the path of a flag for the go command or for the C compiler that it starts.
fn is_in_go_flag(site: &Site<'_>, text: &Text<'_>, reference: &Reference, name: &str) -> bool {
    let before = text.as_str().get(..reference.range.0).unwrap_or_default();
    let begins_path = ["-F", "-I", "-L", "="].iter().any(|flag| before.ends_with(flag));
    begins_path && GO_FLAGS.contains(&&*site.variable) && is_constant(name) && !OF_LINKER.contains(&name)
}

/// Variables whose reader fails if they contain a word that is not a flag.
///
/// Source: cmd/go/internal/base/goflags.go; node, which was run.
const REFUSED: &[&str] = &["GOFLAGS", "NODE_OPTIONS"];

fn is_constant_or_percent(syntax: ShellSyntax, name: &str) -> bool {
    matches!(syntax, ShellSyntax::Percent | ShellSyntax::PowerShell) || is_constant(name)
}

/// Returns `true` if the name is written like that of an environment variable: without lowercase letters.
fn is_constant(name: &str) -> bool {
    name.len() > 1 && !name.bytes().any(|byte| byte.is_ascii_lowercase())
}
