#![doc = include_str!("missing_login_shell.md")]

use crate::core::finding::{Applicability, Fix, Severity};
use crate::core::jsonc::Value;
use crate::core::rule::{Context, Meta, Rule};
use crate::core::views::{Arguments, Profile, ProfileName};
use crate::core::vscode::{LoginFlag, Platforms, Shell};

/// See the [page](self).
#[derive(Debug)]
pub struct MissingLoginShell;

static META: Meta = Meta {
    name: "missing-login-shell",
    family: "terminal",
    enabled: true,
    severity: Severity::Warning,
    fix: Some(Applicability::Safe),
    page: include_str!("missing_login_shell.md"),
};

impl Rule for MissingLoginShell {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn needs_windows(&self) -> bool {
        true
    }

    fn check_profile(&self, profile: &Profile<'_>, context: &mut Context<'_>) {
        let Some(written) = profile.written().filter(|_| profile.in_use) else { return };
        let arguments = profile.arguments();
        let values: &[String] = match &arguments {
            Arguments::Absent => &[],
            Arguments::List { values, .. } => values,
            Arguments::Unusable => return,
        };
        let Some(shell) = profile.shell() else { return };
        if !context.options.login_shell.has(profile.platform) || !values.iter().all(|value| is_plain_flag(value, shell))
        {
            return;
        }
        if values.iter().any(|value| shell.is_login_flag(value)) || profile.replaces_startup_files() {
            return;
        }
        if profile.name == ProfileName::Automation && is_for_tasks_alone(profile, shell) {
            return;
        }
        let (title, files) = (profile.platform.title(), shell.login_files);
        let (subject, who) = (profile.title(), profile.name.users());
        let message = format!("{subject} starts {} without `-l`: on {title}, {who} skip {files}", shell.name);
        let (from, span) = match &arguments {
            Arguments::List { from, .. } if !from.is_built_in() => (**from, from.setting.origin.member.value.span()),
            _ => (written, written.setting.origin.key()),
        };
        let fix = fix(profile, shell, &arguments, written.setting.value());
        context
            .finding_in(from.reading.id, span, message)
            .platforms(Platforms::only(profile.platform))
            .place(&profile.setting())
            .fix(fix)
            .report();
    }
}

/// Whether the argument only tunes an interactive shell. Anything else (a command, a script, another start-up file or none,
/// a flag that takes an argument) makes it a shell of its own kind, which need not be a login shell.
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

/// Whether tasks have a shell of their own, and what people set up is in the files of another one.
fn is_for_tasks_alone(profile: &Profile<'_>, shell: &Shell) -> bool {
    let own = || profile.default().and_then(|default| default.shell());
    shell.runs_scripts || own().is_some_and(|own| own != shell)
}

/// `"-l"` as an element of its own behind the others, or `args` where there are none. Safe where the author tuned the shell
/// and PATH comes from its files alone; elsewhere the lack of `-l` may be meant, or a PATH set for the terminal would be lost.
fn fix(profile: &Profile<'_>, shell: &Shell, arguments: &Arguments<'_>, object: Option<Value<'_>>) -> Option<Fix> {
    let is_named = matches!(profile.name, ProfileName::Named(_));
    let surely_meant = match arguments {
        Arguments::List { values, .. } => !values.is_empty(),
        Arguments::Absent => !profile.has_built_in(),
        Arguments::Unusable => false,
    };
    let safe = is_named && surely_meant && profile.variable("PATH").is_none() && shell.login != LoginFlag::First;
    let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
    match arguments {
        Arguments::List { from, .. } if !from.is_built_in() => {
            Some(Fix::append_element("Add `\"-l\"`", applicability, from.setting.value()?, "-l"))
        }
        _ => Some(Fix::append_member("Add `\"args\": [\"-l\"]`", applicability, object?, "args", "[\"-l\"]")),
    }
}
