//! A macOS terminal profile starts its shell without `-l`, so the shell's login files are not read.
#![doc = include_str!("missing_login_shell.md")]

use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::Value;
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{Profile, ProfileArguments, ProfileName};
use envlint_core::vscode::{LoginFlag, Platform, Platforms, Shell};

declare_rule! {
    MissingLoginShell {
        name: "missing-login-shell",
        severity: Warning,
        also: [Info],
        fix: Safe,
        needs: [windows],
        since: "0.1.0",
        page: "missing_login_shell.md",
    }
}

impl Rule for MissingLoginShell {
    fn check_profile(&self, profile: &Profile<'_>, context: &mut Context<'_>) {
        let Some(written) = profile.written() else { return };
        let arguments = profile.arguments();
        let Some(severity) = severity(profile, &arguments) else { return };
        let values: &[String] = match &arguments {
            ProfileArguments::Absent => &[],
            ProfileArguments::List { values, .. } => values,
            ProfileArguments::Unusable => return,
        };
        let Some(shell) = profile.shell() else { return };
        if !context.options.login_shell.has(profile.platform) || !values.iter().all(|value| is_plain_flag(value, shell))
        {
            return;
        }
        if values.iter().any(|value| shell.is_login_flag(value)) || profile.replaces_startup_files() {
            return;
        }
        if profile.name == ProfileName::Automation && is_only_for_tasks(profile, shell) {
            return;
        }
        let (title, files) = (profile.platform.title(), shell.login_files);
        let (subject, users) = (profile.title(), profile.name.users());
        let message =
            format!("{subject} starts {} without `-l`, so on {title} {users} do not read {files}", shell.name);
        let (from, span) = match &arguments {
            ProfileArguments::List { from, .. } if !from.is_built_in() => {
                (**from, from.setting.origin.member().value.span())
            }
            _ => (written, written.setting.origin.key()),
        };
        let fix = fix(profile, shell, &arguments, written.setting.value());
        context
            .finding_in(from.analysis.id, span, message)
            .severity(severity)
            .platforms(Platforms::only(profile.platform))
            .place(&profile.setting())
            .fix(fix)
            .or_help("Add `-l` to the `args` of the profile")
            .report();
    }
}

/// How much a missing login flag matters: a warning for a profile that VS Code opens by itself, information for one that people
/// can pick from the menu, `None` where VS Code's own profile is left as it is.
fn severity(profile: &Profile<'_>, arguments: &ProfileArguments<'_>) -> Option<Severity> {
    if profile.in_use || profile.is_fallback {
        return Some(Severity::Warning);
    }
    let is_changed = match arguments {
        ProfileArguments::Absent => !profile.has_built_in(),
        ProfileArguments::List { from, .. } => !from.is_built_in(),
        ProfileArguments::Unusable => false,
    };
    let is_in_menu = profile.platform == Platform::Osx && matches!(profile.name, ProfileName::Named(_));
    if is_in_menu && is_changed { Some(Severity::Info) } else { None }
}

/// Returns `true` if the argument only adjusts an interactive shell. Any other argument (a command, a script, a startup file, a
/// flag that needs a value) makes it a special-purpose shell, which need not be a login shell.
fn is_plain_flag(argument: &str, shell: &Shell) -> bool {
    if shell.login == LoginFlag::First {
        return ["-nologo", "-nol", "-l", "-login", "-i", "-interactive"]
            .iter()
            .any(|flag| argument.eq_ignore_ascii_case(flag));
    }
    let cluster = argument.strip_prefix('-').is_some_and(|letters| {
        !letters.is_empty() && letters.bytes().all(|letter| matches!(letter, b'i' | b'l' | b'v' | b'x'))
    });
    cluster || ["--login", "--interactive", "--verbose", "--posix"].contains(&argument)
}

/// Returns `true` if tasks use a different shell from terminals, so that people's set-up is in the other shell's files.
fn is_only_for_tasks(profile: &Profile<'_>, shell: &Shell) -> bool {
    let own = || profile.default().and_then(|default| default.shell());
    shell.runs_scripts || own().is_some_and(|own| own != shell)
}

/// Appends `"-l"` to `args`, or adds `args`. The fix is safe if the author gave arguments, PATH comes only from the shell's
/// files, and a login shell reads further files but none less; otherwise `-l` may be missing on purpose, or a PATH that is set
/// for the terminal would be lost. A bash with `-l` does not read `.bashrc`, and `/etc/profile` may set PATH again.
fn fix(
    profile: &Profile<'_>,
    shell: &Shell,
    arguments: &ProfileArguments<'_>,
    object: Option<Value<'_>>,
) -> Option<Fix> {
    let is_named = matches!(profile.name, ProfileName::Named(_));
    let surely_intended = match arguments {
        ProfileArguments::List { values, .. } => !values.is_empty(),
        ProfileArguments::Absent => !profile.has_built_in(),
        ProfileArguments::Unusable => false,
    };
    let reads_more = shell.login != LoginFlag::First && !shell.reads_etc_profile;
    let safe = is_named && surely_intended && profile.variable("PATH").is_none() && reads_more;
    let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
    match arguments {
        ProfileArguments::List { from, .. } if !from.is_built_in() => {
            Some(Fix::append_element("Add `\"-l\"`", applicability, from.setting.value()?, "-l"))
        }
        _ => Some(Fix::append_member("Add `\"args\": [\"-l\"]`", applicability, object?, "args", "[\"-l\"]")),
    }
}
