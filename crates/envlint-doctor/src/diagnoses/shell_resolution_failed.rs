//! The shell gives VS Code no answer, so VS Code continues without the variables of startup files.

use super::ledger::{labels, lines, matters, place, restart, shell};
use super::{Certainty, Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::Case;
use crate::lookup::executable;
use crate::machine::{LoginShell, MachineKind, Seen};
use crate::startup::{self, StartupLine};

/// The way in which the shell failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShellResolutionFailure {
    TimedOut,
    Signal(i32),
    Status(i32),
    /// It ended with status 0 and printed no variables.
    Silent,
}

/// The failure of the shell that doctor asked; `None` if it answered.
pub(super) fn failure(login: &LoginShell) -> Option<ShellResolutionFailure> {
    if login.timed_out {
        return Some(ShellResolutionFailure::TimedOut);
    }
    if let Some(signal) = login.signal.is() {
        return Some(ShellResolutionFailure::Signal(*signal));
    }
    match (login.status.is(), &login.env) {
        (Some(0), Seen::Is(env)) if !env.0.is_empty() => None,
        (Some(0), _) => Some(ShellResolutionFailure::Silent),
        (Some(status), _) => Some(ShellResolutionFailure::Status(*status)),
        (None, Seen::Nothing) => Some(ShellResolutionFailure::Silent),
        (None, _) => None,
    }
}

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    if case.query_skipped().is_some() || is_gone(case) {
        return;
    }
    let now = case.machine.login_shell.is().and_then(failure);
    let mut then = earlier(case);
    let Some(failure) = now.or_else(|| (!then.is_empty()).then_some(ShellResolutionFailure::TimedOut)) else { return };
    // An earlier failure is only reported if something is missing now.
    let explained: Vec<_> = case
        .questions
        .iter()
        .filter(|question| {
            let is_open = !ledger.open(question).is_empty();
            // Without an answer, nothing is known about the folders that startup files add.
            is_open && (now.is_some() || question.is_anywhere() || case.login().is_none())
        })
        .collect();
    if now.is_none() && explained.is_empty() {
        return;
    }
    let culprits = culprits(case, failure);
    let message = match now {
        Some(_) => message(case, failure, &culprits),
        None => format!(
            "{} gave VS Code no answer when VS Code started, so VS Code runs without the variables of your startup \
             files. The shell answers now.",
            shell(case)
        ),
    };
    let mut diagnosis = Diagnosis::new(Id::ShellResolutionFailed, Severity::Error, message, String::new());
    (diagnosis.remedy, diagnosis.paste) = remedy(case, failure, &culprits);
    diagnosis.certainty = if now.is_none() || answered_before(case) { Certainty::Likely } else { Certainty::Certain };
    diagnosis.restart = restart(case);
    diagnosis.evidence = lines(case.machine, &culprits);
    diagnosis.evidence.append(&mut then);
    diagnosis.evidence.extend(observed(case));
    if let Some(question) = explained.first() {
        diagnosis.program = Some(question.name.text.clone());
        diagnosis.processes = labels(case, &ledger.open(question));
    }
    diagnosis.explains = explained.iter().any(|question| matters(question)) || now.is_some();
    for question in explained.iter() {
        ledger.claim(question);
    }
    for name in case.variables.iter() {
        ledger.claim_variable(&name.text);
    }
    ledger.push(diagnosis);
}

/// Returns `true` if the shell does not exist, which `missing-shell` reports.
fn is_gone(case: &Case<'_>) -> bool {
    let shell = case.machine.shell.as_deref().filter(|shell| case.machine.os.is_absolute(shell));
    let has_answer = case.machine.login_env().is_some();
    !has_answer && shell.is_some_and(|shell| executable(case.machine, shell) == Some(false))
}

/// Evidence that the shell did not answer VS Code earlier: VS Code's log, and a shell that still hangs.
fn earlier(case: &Case<'_>) -> Vec<Evidence> {
    let log = case.machine.log.iter().flatten();
    let failed = log.filter(|line| {
        let line = line.to_lowercase();
        line.contains("shell env")
            && ["unable", "fail", "timeout", "timed out", "exit code", "in a reasonable time"]
                .iter()
                .any(|word| line.contains(word))
            || line.contains("unexpected exit code from spawned shell")
    });
    let mut evidence: Vec<Evidence> =
        failed.take(1).map(|line| Evidence::fact(format!("VS Code's log: {line}"))).collect();
    let resolvers: Vec<u32> = case
        .machine
        .processes
        .iter()
        .flatten()
        .filter(|process| matches!(process.kind, MachineKind::Main | MachineKind::Server))
        .map(|process| process.pid)
        .collect();
    for process in case.machine.processes.iter().flatten() {
        let asks = process.command.iter().any(|argument| argument == "-c" || argument == "-ic")
            && process.command.iter().any(|argument| argument == "-i" || argument == "-ic" || argument == "-ilc");
        let is_child = process.parent.is_some_and(|parent| resolvers.contains(&parent) || parent == 1);
        let is_resolving =
            process.env.is().is_some_and(|env| env.get(case.machine.os, "VSCODE_RESOLVING_ENVIRONMENT").is_some());
        if asks && is_child && (is_resolving || process.kind == MachineKind::Other) {
            evidence.push(Evidence::fact(format!(
                "the shell that VS Code asked is still running: process {}",
                process.pid
            )));
        }
    }
    evidence
}

/// Returns `true` if the running extension host has entries of PATH that its resolver lacked: the shell has answered then.
fn answered_before(case: &Case<'_>) -> bool {
    let os = case.machine.os;
    let (Some(host), Some(resolver)) = (case.host_process().and_then(|host| host.env.is()), case.resolver_env()) else {
        return false;
    };
    let known = resolver.path(os);
    let is_own = |entry: &str| {
        entry.contains("remote-cli") || entry.contains("vscode-server") || entry.contains("globalStorage")
    };
    os.entries(host.path(os)).any(|entry| !os.list_has(known, entry.text) && !is_own(entry.text))
}

fn culprits(case: &Case<'_>, failure: ShellResolutionFailure) -> Vec<StartupLine> {
    let shell = shell(case);
    let mut lines = startup::ending(case.machine, failure == ShellResolutionFailure::TimedOut);
    let read =
        |line: &StartupLine| startup::reads_through(case.machine, shell, startup::Mode::LoginInteractive, &line.path);
    lines.retain(read);
    lines
}

fn message(case: &Case<'_>, failure: ShellResolutionFailure, culprits: &[StartupLine]) -> String {
    let shell = shell(case);
    let login = case.machine.login_shell.is();
    let limit = login.and_then(|login| login.limit).unwrap_or(super::shell_resolution_slow::LIMIT);
    let what = match failure {
        ShellResolutionFailure::TimedOut => format!("{shell} does not answer VS Code within {limit:.0} s"),
        ShellResolutionFailure::Signal(signal) => {
            format!("{shell} is ended by signal {signal} before it answers VS Code")
        }
        ShellResolutionFailure::Status(status) => {
            format!("{shell} ends with status {status} when VS Code asks it for its variables")
        }
        ShellResolutionFailure::Silent => format!("{shell} does not answer VS Code, and it reports no error"),
    };
    let why = match culprits.first() {
        Some(line) if failure == ShellResolutionFailure::TimedOut => {
            format!("; {} may be the cause", place(case.machine, line))
        }
        Some(line) => format!("; {} ends it", place(case.machine, line)),
        None => String::new(),
    };
    format!("{what}{why}. VS Code continues without your startup files.")
}

/// The status of a shell whose last command cannot be started.
const NOT_EXECUTABLE: i32 = 126;
/// The status of a shell whose last command does not exist.
const NOT_FOUND: i32 = 127;
/// The setting for the time that VS Code waits.
const LIMIT_SETTING: &str = "application.shellEnvironmentResolutionTimeout";

fn remedy(case: &Case<'_>, failure: ShellResolutionFailure, culprits: &[StartupLine]) -> (String, Option<String>) {
    let longer = format!("\"{LIMIT_SETTING}\": 60");
    match culprits.first() {
        // Skipping a line that adds programs to PATH would only replace one problem with another.
        Some(line) if failure == ShellResolutionFailure::TimedOut && startup::is_of_tool(&line.text) => {
            let text = format!(
                "Make {} faster, or let VS Code wait longer. In your user settings:",
                place(case.machine, line)
            );
            (text, Some(longer))
        }
        Some(line) if matches!(failure, ShellResolutionFailure::Status(NOT_EXECUTABLE | NOT_FOUND)) => {
            let text = format!(
                "Correct or remove {}, which starts a program that {} cannot find or start.",
                place(case.machine, line),
                shell(case)
            );
            (text, None)
        }
        Some(line) => skip(case, line),
        None if failure == ShellResolutionFailure::TimedOut => {
            let text =
                "Find the slow command in your startup files, or let VS Code wait longer. In your user settings:";
            (text.to_owned(), Some(longer))
        }
        None => (format!("Run `{} -i -l -c env` and correct the startup file that ends it.", shell(case)), None),
    }
}

/// Skips `line` while VS Code asks the shell.
fn skip(case: &Case<'_>, line: &StartupLine) -> (String, Option<String>) {
    let code = line.text.trim();
    const CONTROL: &[&str] =
        &["if", "then", "else", "elif", "fi", "case", "esac", "for", "while", "do", "done", "{", "}"];
    let mut words = code.split([' ', '\t', ';']);
    let is_statement = !words.any(|word| CONTROL.contains(&word)) && !code.ends_with('\\') && !code.contains(";;");
    let is_posix = startup::is_posix(shell(case));
    let is_shown = crate::machine::masked_text(code) == code;
    if is_statement && is_posix && is_shown {
        (
            format!("Replace line {} of {} with:", line.line, startup::shown(case.machine, &line.path)),
            Some(format!("[ -n \"$VSCODE_RESOLVING_ENVIRONMENT\" ] || {{ {}; }}", code.trim_end_matches(';'))),
        )
    } else {
        (format!("Skip {} while VSCODE_RESOLVING_ENVIRONMENT is set.", place(case.machine, line)), None)
    }
}

fn observed(case: &Case<'_>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    if let Some(login) = case.machine.login_shell.is() {
        let seconds = login.seconds.unwrap_or_default();
        let status = login.status.is().map_or_else(|| "no status".to_owned(), |status| format!("status {status}"));
        evidence.push(Evidence::fact(format!("asked as VS Code does: {seconds:.1} s, {status}, no variables")));
    }
    let answers = |mode: &str| case.machine.shell_modes.get(mode).is_some_and(Option::is_some);
    if answers("lc") {
        evidence
            .push(Evidence::fact("the same shell answers when it is not interactive, so an interactive file ends it"));
    }
    evidence
}
