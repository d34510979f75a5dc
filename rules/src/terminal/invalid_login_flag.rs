//! The shell rejects the login flag of a profile, or the flag has an unintended effect.
#![doc = include_str!("invalid_login_flag.md")]

use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::split_element;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::views::{Flag, Flags, Profile, ProfileName};
use envlint_core::vscode::{Platforms, Shell};

declare_rule! {
    InvalidLoginFlag {
        name: "invalid-login-flag",
        severity: Warning,
        also: [Info],
        fix: Safe,
        needs: [windows],
        since: "0.1.0",
        page: "invalid_login_flag.md",
    }
}

impl Rule for InvalidLoginFlag {
    fn check_profile(&self, profile: &Profile<'_>, context: &mut Context<'_>) {
        let Some(shell) = profile.shell() else { return };
        let Some(flags) = profile.flags(shell) else { return };
        for flag in &flags.flags {
            if let Some(problem) = problem(flag, &flags, profile, shell) {
                let mut finding = context
                    .finding_in(flags.from.analysis.id, flag.value.span(), problem.message)
                    .severity(problem.severity)
                    .platforms(Platforms::only(profile.platform))
                    .place(&profile.setting())
                    .fix(problem.fix)
                    .or_help("Remove it, or write each flag as its own argument");
                if let Some(other) = problem.other {
                    finding = finding.related(flags.from.analysis.id, other.value.span(), "makes it a login shell");
                }
                finding.report();
            }
        }
    }
}

struct FlagProblem<'f> {
    message: String,
    severity: Severity,
    fix: Option<Fix>,
    other: Option<&'f Flag<'f>>,
}

fn problem<'f>(flag: &Flag<'f>, flags: &'f Flags<'f>, profile: &Profile<'_>, shell: &Shell) -> Option<FlagProblem<'f>> {
    let name = shell.name;
    let warning = |message, fix| Some(FlagProblem { message, severity: Severity::Warning, fix, other: None });
    let split = |words: &[&str], applicability| {
        let title =
            format!("Write {}", words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "));
        Fix::value(title, applicability, flags.list.span(), split_element(flags.list, flag.value.span(), words))
    };
    let words: Vec<&str> = flag.text.split_whitespace().collect();
    if shell.refuses_blank(&flag.text)
        && words.iter().any(|word| shell.is_login_flag(word))
        && words.iter().all(|word| is_flag(word))
    {
        let title = profile.title();
        let message = format!(
            "`{}` of {title} is passed as one argument, including the space; {name} rejects it and does not start",
            flag.text
        );
        return warning(message, Some(split(&words, Applicability::Safe)));
    }
    if shell.refuses_long_login() && flag.text == "--login" {
        let title = profile.title();
        let message = format!("{name} in {title} rejects `--login` and does not start");
        let edit = Edit::replace(flag.value.span(), "\"-l\"");
        return warning(
            message,
            Some(Fix::value("Write `\"-l\"`", Applicability::Safe, flag.value.span(), vec![edit])),
        );
    }
    if shell.startup_file_flags.contains(&&*flag.text) {
        let login = flags.flags.iter().find(|other| shell.is_login_flag(&other.text))?;
        let title = profile.title();
        let message =
            format!("The file after `{}` of {title} is not read, because {name} is a login shell there", flag.text);
        return Some(FlagProblem { other: Some(login), ..warning(message, None)? });
    }
    let is_interactive_login = flags
        .flags
        .iter()
        .all(|other| Shell::is_interactive_login(&other.text) || Shell::is_interactive_flag(&other.text));
    if matches!(profile.name, ProfileName::Named(_))
        && shell.is_integrated
        && Shell::is_interactive_login(&flag.text)
        && is_interactive_login
        && profile.may_integrate()
    {
        let title = profile.title();
        let message = format!(
            "`{}` of {title} combines two flags, so VS Code does not add its shell integration to {name}",
            flag.text
        );
        let fix = split(&["-i", "-l"], Applicability::Unsafe);
        return Some(FlagProblem { severity: Severity::Info, ..warning(message, Some(fix))? });
    }
    None
}

fn is_flag(word: &str) -> bool {
    word.starts_with('-') && word.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}
