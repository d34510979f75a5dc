//! Mistakes in the fields of a profile that do not depend on other files.

use envlint_core::env::Setting;
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::{self, Kind, Value};
use envlint_core::rule::{Builder, Context};
use envlint_core::spelling::quoted;
use envlint_core::text::{Edit, Span};
use envlint_core::views::{ProfileName, WrittenProfile};
use envlint_core::vscode::{Platform, Platforms, is_part_of_system, shell};

pub(super) fn check(profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
    match profile.value.kind() {
        Kind::Object => {
            check_path(profile, context);
            check_programs(profile, context);
            check_spaces(profile, context);
            check_fallbacks(profile, context);
            check_env(profile, context);
        }
        // `null` removes a profile, and so does `false`.
        Kind::Null | Kind::False => {}
        kind @ (Kind::Array | Kind::String | Kind::Number | Kind::True) => {
            let loss = match profile.name {
                ProfileName::Named(_) => "does not offer it",
                ProfileName::Automation => "ignores it",
            };
            let message = format!("{} is {}, not an object, so VS Code {loss}", profile.title(), kind.title());
            let help = "Write an object, such as `{ \"path\": \"bash\" }`";
            finding(profile, value_span(profile.value), message, context).help(help).report();
        }
    }
}

/// A `path` that VS Code cannot read keeps it from listing any profile. The automation profile is not part of that list.
fn check_path(profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
    let Some(path) = profile.field("path").filter(|_| profile.name != ProfileName::Automation) else { return };
    // VS Code itself writes a path that it does not trust as an object with its own `path`.
    let is_readable = |value: Value<'_>| value.kind() == Kind::String || value.get("path").is_some();
    let what = match path.value() {
        Some(value) if is_readable(value) => return,
        Some(list) if list.kind() == Kind::Array => {
            if list.elements().all(is_readable) {
                return;
            }
            "contains something other than strings".to_owned()
        }
        _ => format!("is {}, not a string or a list of strings", path.kind().title()),
    };
    let message = format!("The `path` of {} {what}, so VS Code offers no profiles at all", profile.title());
    let help = "Write the path of the program as a string";
    finding(profile, value_span(path), message, context).help(help).report();
}

/// Reports programs that cannot be found. A profile with further programs to try still works, so that is only a warning.
fn check_programs(profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
    let programs = profile.programs();
    let severity = if programs.len() > 1 { Severity::Warning } else { Severity::Error };
    for program in &programs {
        let (message, help) = match program.unexpanded() {
            Some(start) => (
                format!(
                    "`{}` in the `path` of {} is not expanded, so VS Code does not find the program",
                    start.written,
                    profile.title()
                ),
                format!("Use `{}`, which VS Code expands", profile.expanded_form(start)),
            ),
            None if program.has_arguments() => (
                format!("The `path` of {} contains arguments, so VS Code does not find the program", profile.title()),
                "Put each argument into `args` as a separate element".to_owned(),
            ),
            None => match misplaced(program.as_str(), profile) {
                Some((message, help)) => (message, help),
                None => continue,
            },
        };
        finding(profile, program.span, message, context).severity(severity).help(help).report();
    }
}

/// A path that is not the path of a program, with the help.
fn misplaced(path: &str, profile: &WrittenProfile<'_, '_>) -> Option<(String, String)> {
    if path.len() > 1 && path.ends_with(['/', '\\']) {
        let message = format!("The `path` of {} is a folder, so VS Code does not find the program", profile.title());
        return Some((message, "Add the name of the program".to_owned()));
    }
    let is_drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    let is_of_windows = matches!(path.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic());
    if is_of_windows && profile.platform != Platform::Windows {
        let (title, system) = (profile.title(), profile.platform.title());
        let message =
            format!("The `path` of {title} is a path of Windows, so VS Code does not find the program on {system}");
        return Some((message, "Move the profile to `terminal.integrated.profiles.windows`".to_owned()));
    }
    let begins = |first: char| first.is_ascii_alphanumeric() || first == '.';
    let is_relative = path.contains(['/', '\\']) && path.starts_with(begins) && !is_drive;
    is_relative.then(|| {
        let message = format!(
            "The `path` of {} is relative to the folder in which VS Code was started, so VS Code usually does not find the program",
            profile.title()
        );
        (message, "Use an absolute path, or only the name of a program on PATH".to_owned())
    })
}

/// Reports an argument whose space at an end becomes part of it. Flags of known shells are left to `invalid-login-flag`.
fn check_spaces(profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
    let Some(list) = profile.field("args").and_then(Setting::value) else { return };
    let programs = profile.programs();
    // Without a path, it changes a built-in profile, most of which start shells.
    let is_of_shell = programs.is_empty() || programs.iter().any(|program| shell(program.as_str()).is_some());
    for argument in list.elements() {
        let Some(text) = argument.string() else { return };
        let word = text.trim_matches(' ');
        if takes_command(word) || (is_of_shell && word.starts_with('-')) {
            return;
        }
        if word.len() == text.len() || word.is_empty() || word.contains(' ') {
            continue;
        }
        let message = format!(
            "{} of {} is passed on with its space, which is then part of the argument",
            quoted(&text),
            profile.title()
        );
        let edits = vec![Edit::replace(argument.span(), format!("\"{}\"", jsonc::quote(word)))];
        let fix = Fix::value("Remove the space", Applicability::Unsafe, argument.span(), edits);
        finding(profile, argument.span(), message, context).severity(Severity::Warning).fix(fix).report();
    }
}

/// Returns `true` if a command line may follow the argument.
fn takes_command(argument: &str) -> bool {
    ["-c", "/c", "/k", "-command"].iter().any(|flag| argument.eq_ignore_ascii_case(flag))
}

/// If a bare name is not found, VS Code tries the next one, but drops the profile's `env`.
fn check_fallbacks(profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
    if profile.field("env").is_none_or(|env| env.members().next().is_none()) {
        return;
    }
    let programs = profile.programs();
    let Some((_, before_last)) = programs.split_last() else { return };
    let may_be_missing = |name: &str| !is_part_of_system(name, profile.platform);
    if let Some(name) = before_last.iter().find(|program| program.is_name() && may_be_missing(program.as_str())) {
        let message = format!(
            "If {} is not found, {} starts the next program in `path` without its `env`",
            quoted(name.as_str()),
            profile.title()
        );
        finding(profile, name.span, message, context).severity(Severity::Info).report();
    }
}

fn check_env(profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
    let env = profile.field("env").filter(|env| !matches!(env.kind(), Kind::Object | Kind::Null));
    let Some(env) = env else { return };
    let loss = match (env.kind(), &profile.name) {
        (Kind::String, ProfileName::Named(_)) => "its terminals do not start",
        _ => "its variables are not set",
    };
    let message = format!("The `env` of {} is {}, not an object: {loss}", profile.title(), env.kind().title());
    let help = "Write an object of names and values";
    finding(profile, value_span(env), message, context).help(help).report();
}

fn value_span(setting: Setting<'_, '_>) -> Span {
    setting.origin.member().value.span()
}

fn finding<'b, 'c>(
    profile: &WrittenProfile<'_, '_>,
    span: Span,
    message: String,
    context: &'b mut Context<'c>,
) -> Builder<'b, 'c> {
    context.finding(span, message).platforms(Platforms::only(profile.platform)).place(&profile.setting())
}
