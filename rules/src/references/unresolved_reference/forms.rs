//! The references in a string that stay literal or become empty.

use super::place::{ShellReader, StringReader};
use super::words::{begins, setting_of, unknown, without_dollar};
use envlint_core::env::{Form, Malformation, Outcome, Reference, Segment, ShellSyntax, Text};
use envlint_core::finding::{Applicability, Severity};
use envlint_core::text::Span;
use envlint_core::views::ResolvedString;
use envlint_core::vscode::{FormName, Platform, is_list, known_form, system_variable};

/// A reference that is not replaced by a value.
pub(super) struct Unresolved {
    pub(super) written: String,
    pub(super) span: Span,
    pub(super) severity: Severity,
    /// What happens to it, as a verb phrase.
    pub(super) consequence: &'static str,
    pub(super) help: &'static str,
    /// The reference that was meant, if that is clear and available.
    pub(super) right: Option<String>,
    pub(super) applicability: Applicability,
}

const LITERAL: &str = "is not a reference that is supported here, so it stays literal";
const FOREIGN: &str = "is a shell's reference, which is not expanded here, so it stays literal";
const TILDE: &str = "is not expanded here, so the container cannot mount the folder";
const EMPTY: &str = "becomes an empty string: the variable that it names does not exist";
const WHOLE: &str = "is a whole list of folders, not a program, so the task cannot start";
const WRITE: &str = "The value of an environment variable is `${env:NAME}`";
const WRITE_HOST: &str = "The value of a variable of the host is `${localEnv:NAME}`";
const NAMES: &str = "The predefined variables are case-sensitive: `${workspaceFolder}`, `${userHome}`, `${file}` …";
const NO_DEFAULT: &str = "Remove the default value: a variable that is not set becomes an empty string";
const SETTING: &str = "The value of a setting is `${config:…}`";
const HOST_FOLDERS: &str =
    "In this file, the folder on the host is `${localWorkspaceFolder}`, the home folder `${localEnv:HOME}`";
const PROGRAM: &str = "Write the name of the program";
const WRITE_OUT: &str = "Write out the value: nothing is expanded in this file";
const NO_VARIABLES: &str = "Write out the value: variables of the environment are not expanded here";
const NOT_EVERYWHERE: &str =
    "Write out the value: VS Code expands this reference in tasks and launch configurations, but not in this setting";
const FOLDER: &str = "The folder that is open is `${workspaceFolder}`";

/// Returns `true` if `string` may contain an unresolved reference. The reader of a string costs more to find out, and
/// most references are right.
pub(super) fn is_suspicious(string: &ResolvedString<'_>) -> bool {
    let is_right = |reference: &Reference| matches!(reference.outcome, Outcome::Expands | Outcome::NeedsFolder);
    let is_plain = |segment: &Segment| match segment {
        Segment::Literal { .. } => !string.text.of(segment).contains('{'),
        Segment::Separator { .. } => true,
        Segment::Reference(reference) => is_right(reference) && &*string.member != "command",
    };
    !string.text.segments.iter().all(is_plain) || tilde(string).is_some()
}

/// The references in `string` that are not replaced by a value, although that is meant.
pub(super) fn unresolved(string: &ResolvedString<'_>, place: &StringReader<'_>) -> Vec<Unresolved> {
    let text = &string.text;
    let mut found: Vec<Unresolved> = text.references().filter_map(|reference| of(text, reference, place)).collect();
    found.extend(without_dollar_in_argument(text));
    found.extend(tilde(string));
    for word in unknown(text).into_iter().filter(|word| word.is_setting) {
        found.push(Unresolved {
            written: word.written,
            span: word.span,
            severity: Severity::Warning,
            consequence: LITERAL,
            help: SETTING,
            right: word.right,
            applicability: Applicability::Unsafe,
        });
    }
    found
}

/// `~` at the start of a folder that Docker mounts, which no shell reads.
fn tilde(string: &ResolvedString<'_>) -> Option<Unresolved> {
    const SOURCES: [&str; 2] = ["source=~/", "src=~/"];
    let text = &string.text;
    let value = text.as_str();
    if !text.dialect.reads_host || !value.contains("~/") {
        return None;
    }
    let is_argument = string.key.starts_with("runArgs");
    let at = if is_argument || &*string.member == "source" {
        let is_mount = value.starts_with("~/") && (!is_argument || value.contains(":/"));
        is_mount.then_some(0)
    } else {
        SOURCES.iter().find_map(|source| Some(value.find(source)? + source.len() - "~/".len()))
    }?;
    let right = text.reference_to("HOME");
    let found = unresolved_at(text, (at, at + 1), right, Applicability::Unsafe, WRITE_HOST);
    Some(Unresolved { consequence: TILDE, ..found })
}

fn unresolved_at(
    text: &Text<'_>,
    (start, end): (usize, usize),
    right: Option<String>,
    applicability: Applicability,
    help: &'static str,
) -> Unresolved {
    let written = text.as_str().get(start..end).unwrap_or_default().to_owned();
    let span = text.span(start, end);
    Unresolved { written, span, severity: Severity::Warning, consequence: LITERAL, help, right, applicability }
}

fn of(text: &Text<'_>, reference: &Reference, place: &StringReader<'_>) -> Option<Unresolved> {
    let write = if text.dialect.reads_host { WRITE_HOST } else { WRITE };
    let base = |right, applicability, help| unresolved_at(text, reference.range, right, applicability, help);
    match &reference.form {
        Form::Environment { name } if place.is_command && is_list(name) && is_whole(text, reference) => {
            Some(Unresolved { consequence: WHOLE, ..base(None, Applicability::Unsafe, PROGRAM) })
        }
        Form::Environment { .. }
        | Form::Known { .. }
        | Form::Malformed { malformation: Malformation::Default | Malformation::BlankInName, .. }
            if expands_nothing(text) =>
        {
            Some(base(None, Applicability::Unsafe, WRITE_OUT))
        }
        Form::Environment { name } if reference.outcome == Outcome::Literal => {
            Some(base(home_for(name, text), Applicability::Unsafe, NO_VARIABLES))
        }
        Form::Malformed { malformation, name }
            if reference.outcome != Outcome::Expands && is_intended(text, reference, *malformation, place) =>
        {
            let right = text.reference_to(name);
            Some(match malformation {
                Malformation::Default => {
                    Unresolved { consequence: EMPTY, ..base(None, Applicability::Unsafe, NO_DEFAULT) }
                }
                Malformation::BlankInName => {
                    Unresolved { consequence: EMPTY, ..base(right, Applicability::Unsafe, write) }
                }
                Malformation::Dot if !text.dialect.reads_host => base(right, Applicability::Safe, write),
                Malformation::Unterminated => base(None, Applicability::Unsafe, write),
                _ => base(right, Applicability::Unsafe, write),
            })
        }
        Form::NearlyKnown { form, argument } if reference.outcome == Outcome::Literal => {
            let is_long = form.name.as_str().len() > 8;
            let is_case = text.quoted(reference).eq_ignore_ascii_case(&format!("${{{}}}", form.name));
            let right = match argument {
                None => Some(format!("${{{}}}", form.name)),
                Some(argument) if !argument.contains(':') => Some(format!("${{{}:{argument}}}", form.name)),
                Some(_) => None,
            };
            let right = right.filter(|_| text.dialect.expands.contains(&form.name));
            let applicability = if is_case { Applicability::Safe } else { Applicability::Unsafe };
            (place.shell != ShellReader::Reads || is_long).then(|| base(right, applicability, NAMES))
        }
        Form::Known { form, .. } if is_of_host_only(text, reference, place) => {
            let right = match form.name {
                FormName::UserHome => text.reference_to("HOME"),
                _ => Some("${localWorkspaceFolder}".to_owned()),
            };
            Some(base(right, Applicability::Unsafe, HOST_FOLDERS))
        }
        Form::Known { .. } if place.is_setting && reference.outcome == Outcome::Literal => {
            Some(base(None, Applicability::Unsafe, NOT_EVERYWHERE))
        }
        Form::Known { form, .. } if reference.outcome == Outcome::Literal => {
            let is_of_container =
                matches!(form.name, FormName::ContainerEnv | FormName::LocalEnv | FormName::RemoteEnv);
            let right = reference.variable().and_then(|name| text.reference_to(name));
            (is_of_container && !place.is_env && !text.dialect.reads_host && text.dialect.expands_env())
                .then(|| base(right, Applicability::Unsafe, write))
        }
        Form::ReversedFolder { .. } => Some(base(None, Applicability::Unsafe, "Write `${workspaceFolder:NAME}`")),
        // Other programs that read the file expand it.
        Form::Shell { syntax: ShellSyntax::Braced, .. } if text.dialect.others_expand_braces => None,
        Form::Shell { syntax, name } if reference.outcome == Outcome::Literal => {
            of_shell(text, reference, *syntax, name, place)
        }
        _ => None,
    }
}

/// Returns `true` for a folder that VS Code knows and a devcontainer.json does not, unless a shell reads the string.
fn is_of_host_only(text: &Text<'_>, reference: &Reference, place: &StringReader<'_>) -> bool {
    const FOLDERS: [FormName; 3] = [FormName::UserHome, FormName::WorkspaceFolder, FormName::WorkspaceRoot];
    let is_folder = matches!(&reference.form, Form::Known { form, argument: None } if FOLDERS.contains(&form.name));
    is_folder && reference.outcome == Outcome::Literal && text.dialect.reads_host && place.shell != ShellReader::Reads
}

/// `${userHome}` for the variable of the home folder, if the reader expands that.
fn home_for(name: &str, text: &Text<'_>) -> Option<String> {
    let is_home = Platform::ALL.iter().any(|platform| platform.home_variable() == name);
    (is_home && text.dialect.expands.contains(&FormName::UserHome)).then(|| format!("${{{}}}", FormName::UserHome))
}

/// Returns `true` if the reader of the string expands no references at all.
fn expands_nothing(text: &Text<'_>) -> bool {
    !text.dialect.expands_env() && text.dialect.expands.is_empty()
}

/// Returns `true` if the string contains nothing else.
fn is_whole(text: &Text<'_>, reference: &Reference) -> bool {
    reference.range == (0, text.as_str().len())
}

/// Returns `true` if the text can only be meant as a reference. PowerShell accepts any letter case and `$(…)`, and
/// many programs use `#{…}` and `{…}`.
fn is_intended(text: &Text<'_>, reference: &Reference, malformation: Malformation, place: &StringReader<'_>) -> bool {
    let is_read = place.shell == ShellReader::Reads;
    let begins = || begins(text.as_str().get(..reference.range.0).unwrap_or_default());
    match malformation {
        Malformation::Dot
        | Malformation::Word
        | Malformation::Default
        | Malformation::BlankInName
        | Malformation::Blanks
        | Malformation::DoubleBraces
        | Malformation::Unterminated => true,
        Malformation::NoDollar => begins(),
        Malformation::Case | Malformation::Angles => !is_read,
        Malformation::Parentheses | Malformation::Hash => !is_read && begins(),
        Malformation::Dollars => false,
    }
}

/// A reference in a shell's syntax, in a string that no shell reads.
fn of_shell(
    text: &Text<'_>,
    reference: &Reference,
    syntax: ShellSyntax,
    name: &str,
    place: &StringReader<'_>,
) -> Option<Unresolved> {
    let value = text.as_str();
    let before = value.get(..reference.range.0)?;
    let after = value.get(reference.range.1..)?;
    let is_constant = name.len() > 1 && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let predefined = known_form(name, false).filter(|form| text.dialect.expands(form) && form.name.as_str().len() > 4);
    let is_path = begins(before) && (after.is_empty() || after.starts_with(['/', '\\', ',', ':']));
    let is_intended = match syntax {
        ShellSyntax::Braced => is_constant,
        ShellSyntax::Dollar => (is_constant || predefined.is_some()) && is_path,
        ShellSyntax::PowerShell => is_path,
        ShellSyntax::Percent => before.is_empty() && (after.is_empty() || after.starts_with(['/', '\\'])),
        ShellSyntax::Parentheses => false,
    };
    let has_space = value.contains(['\n', '"', '\'', '`', '|', '*']) || value.split(' ').count() > 2;
    if place.shell == ShellReader::Reads || !is_intended || has_space || place.sets(name) || setting_of(name).is_some()
    {
        return None;
    }
    let is_certain = place.shell == ShellReader::None || predefined.is_some() || system_variable(name).is_some();
    let right = match predefined {
        Some(form) => Some(format!("${{{}}}", form.name)),
        None => text.reference_to(name),
    };
    let help = if text.dialect.reads_host { WRITE_HOST } else { WRITE };
    Some(Unresolved {
        severity: if is_certain { Severity::Warning } else { Severity::Info },
        consequence: FOREIGN,
        ..unresolved_at(text, reference.range, right, Applicability::Unsafe, help)
    })
}

/// The names of the folder that is open.
pub(super) fn folder_help(text: &Text<'_>) -> &'static str {
    if text.dialect.reads_host { HOST_FOLDERS } else { FOLDER }
}

/// `{workspaceFolder}` and similar, where a path can begin.
pub(super) fn without_dollar_in_argument(text: &Text<'_>) -> Vec<Unresolved> {
    let places = without_dollar(text.as_str(), false).into_iter();
    let found = places.map(|(start, end, word)| {
        let right = text.dialect.expands.contains(&word).then(|| format!("${{{word}}}"));
        unresolved_at(text, (start, end), right, Applicability::Unsafe, folder_help(text))
    });
    found.collect()
}

/// A reference with a typo in an argument of a terminal profile, or in a shell's syntax if the argument `follows_flags`.
/// Otherwise, the shell may run it as a command, so a reference in its own syntax is not certain to be wrong.
pub(super) fn in_argument(text: &Text<'_>, reference: &Reference, follows_flags: bool) -> Option<Unresolved> {
    let is_shells = match &reference.form {
        // Only variables of the system: `$PROFILE` belongs to PowerShell, and others may belong to the program.
        Form::Shell { syntax: ShellSyntax::Dollar | ShellSyntax::Braced, name } => {
            name == WORKING_FOLDER || system_variable(name).is_some()
        }
        _ => false,
    };
    let shell = if is_shells && follows_flags { ShellReader::None } else { ShellReader::Reads };
    let found =
        of(text, reference, &StringReader { shell, is_command: false, is_env: false, is_setting: false, env: None })?;
    // The PWD of VS Code is not the folder of the window.
    let is_folder = matches!(&reference.form, Form::Shell { name, .. } if name == WORKING_FOLDER);
    Some(if is_folder { Unresolved { right: None, help: FOLDER, ..found } } else { found })
}

const WORKING_FOLDER: &str = "PWD";
