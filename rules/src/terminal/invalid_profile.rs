//! A terminal profile, or one of its fields, has a form that VS Code does not accept.
#![doc = include_str!("invalid_profile.md")]

use envlint_core::env::Contribution;
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::Kind;
use envlint_core::rule::{Builder, Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{Profile, ProfileName, WrittenProfile};
use envlint_core::vscode::{PROFILE_SOURCES, Platform, Platforms};

mod fields;

declare_rule! {
    InvalidProfile {
        name: "invalid-profile",
        severity: Error,
        also: [Warning, Info],
        fix: Safe,
        needs: [windows],
        since: "0.1.0",
        page: "invalid_profile.md",
    }
}

impl Rule for InvalidProfile {
    fn check_written_profile(&self, profile: &WrittenProfile<'_, '_>, context: &mut Context<'_>) {
        fields::check(profile, context);
    }

    /// Checks what only all layers together can show: whether there is a program to start, and what a change of the arguments
    /// may undo.
    fn check_profile(&self, profile: &Profile<'_>, context: &mut Context<'_>) {
        let Some(written) = profile.written() else { return };
        let problem = match profile.name {
            ProfileName::Named(_) => program_of_named(profile, written),
            ProfileName::Automation => program_of_automation(profile, written),
        };
        if let Some(problem) = problem {
            let origin = problem.from.setting.origin;
            let span = if problem.is_value { origin.member().value.span() } else { origin.key() };
            finding(profile, problem.from, span, problem.message, context)
                .severity(problem.severity)
                .help("Set `path` to the program")
                .report();
        }
        check_arguments(profile, context);
    }
}

fn finding<'b, 'c>(
    profile: &Profile<'_>,
    from: Contribution<'_>,
    span: Span,
    message: String,
    context: &'b mut Context<'c>,
) -> Builder<'b, 'c> {
    let platforms = Platforms::only(profile.platform);
    context.finding_in(from.analysis.id, span, message).platforms(platforms).place(&profile.setting())
}

/// A string as `args` is valid on Windows, where it is a command line, and in the automation profile, where it becomes a list
/// with one element.
fn check_arguments(profile: &Profile<'_>, context: &mut Context<'_>) {
    let takes_string = profile.platform == Platform::Windows || profile.name == ProfileName::Automation;
    let Some(from) = profile.resolved.get("args").winner().filter(|_| !takes_string) else { return };
    let Some(args) = from.setting.value() else { return };
    let text = args.string();
    let says_nothing = text.as_ref().is_some_and(|text| text.trim().is_empty());
    if matches!(args.kind(), Kind::Array | Kind::Null) || says_nothing {
        return;
    }
    let (title, kind) = (profile.title(), args.kind().title());
    let message = format!("The `args` of {title} are {kind}, not a list, so VS Code ignores them");
    let is_one = text.is_some_and(|text| !text.contains(char::is_whitespace));
    let fix = is_one.then(|| {
        // The argument may be a login flag, and a login shell would undo a PATH that is set for the terminal.
        let may_undo = profile.variable("PATH").is_some();
        let applicability = if may_undo { Applicability::Unsafe } else { Applicability::Safe };
        let edits = vec![Edit::insert(args.span().start, "["), Edit::insert(args.span().end, "]")];
        Fix::value("Make it a list", applicability, args.span(), edits)
    });
    let help = "Write each argument as an element of a list";
    finding(profile, from, args.span(), message, context).fix(fix).or_help(help).report();
}

/// The reason why there is no program to start.
struct ProgramProblem<'w> {
    /// The field with the mistake, or the profile that lacks the field.
    from: Contribution<'w>,
    /// `true` if the value is wrong; `false` if a field is missing.
    is_value: bool,
    severity: Severity,
    message: String,
}

fn program_of_named<'w>(profile: &Profile<'w>, written: Contribution<'w>) -> Option<ProgramProblem<'w>> {
    let has = |field: &str| profile.resolved.get(field).winner().is_some();
    if has("path") || ["extensionIdentifier", "id", "title"].into_iter().any(has) {
        return None;
    }
    let title = profile.title();
    let Some(from) = profile.resolved.get("source").winner() else {
        let what = match profile.platform {
            Platform::Windows => "neither `path` nor `source`",
            Platform::Linux | Platform::Osx => "no `path`",
        };
        let message = format!("{title} has {what}, so VS Code does not offer it");
        return Some(ProgramProblem { from: written, is_value: false, severity: Severity::Warning, message });
    };
    let known = from.setting.string().is_some_and(|source| PROFILE_SOURCES.contains(&&*source));
    let what = match profile.platform {
        Platform::Linux | Platform::Osx => "has an effect only on Windows",
        Platform::Windows if known => return None,
        Platform::Windows => "is neither `PowerShell` nor `Git Bash`",
    };
    let message = format!("The `source` of {title} {what}; without `path`, VS Code does not offer the profile");
    Some(ProgramProblem { from, is_value: true, severity: Severity::Error, message })
}

/// The automation profile requires a single path. An empty object has no effect and is not reported.
fn program_of_automation<'w>(profile: &Profile<'w>, written: Contribution<'w>) -> Option<ProgramProblem<'w>> {
    let path = profile.resolved.get("path").winner();
    if profile.resolved.names().is_empty() || path.is_some_and(|path| path.setting.kind() == Kind::String) {
        return None;
    }
    let title = profile.title();
    let message = match path {
        Some(path) => format!(
            "The `path` of {title} is {}, not a string, so VS Code ignores the whole profile",
            path.setting.kind().title()
        ),
        None => format!("{title} has no `path`, so VS Code ignores it"),
    };
    Some(ProgramProblem { from: path.unwrap_or(written), is_value: path.is_some(), severity: Severity::Error, message })
}
