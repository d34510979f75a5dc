//! An entry of PATH is empty, relative, or a folder that other users can write to.

use super::ledger::{labels, lines, matters, place, restart};
use super::linter_finding::{REBUILD, finding_about, of_finding};
use super::settings_source::adding;
use super::{Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::{Case, GapKind, Question, QuestionGap, ViewKind};
use crate::lookup::{Listing, in_folder, listing, unquoted_home};
use crate::machine::{MachinePathEntry, Os, is_of_host, masked_line};
use crate::project::{ProjectAssignment, ProjectFinding};
use crate::startup::{self, StartupLine};

/// The problem of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    Unexpanded,
    Relative,
    Writable,
    /// It consists of several folders with the separator of another system between them.
    Joined,
}

impl Fault {
    const fn words(self, os: Os) -> &'static str {
        match self {
            Self::Joined if matches!(os, Os::Windows) => {
                "contains `:` between folders, but `;` separates the entries of Path"
            }
            Self::Joined => "contains `;`, but `:` separates the entries of PATH",
            Self::Empty => "is empty, which means the current folder of each program",
            Self::Unexpanded => "was not expanded, so it does not name a folder",
            Self::Relative => "is relative, so it can refer to a different folder in each process",
            Self::Writable => "is writable by other users, who can put programs there",
        }
    }
}

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let mut reported: Vec<String> = Vec::new();
    for question in &case.questions {
        reported.extend(hiding(case, question, ledger));
    }
    let kinds = [ViewKind::ExtensionHost, ViewKind::Terminal];
    for view in case.views.iter().filter(|view| kinds.contains(&view.kind)) {
        let Some(env) = &view.env else { continue };
        for entry in os.entries(env.path(os)) {
            if reported.iter().any(|known| known == entry.text) {
                continue;
            }
            let adding = || adding(case, view, entry.text);
            let diagnosis = if is_of_host(entry.text) {
                adding().and_then(|assignment| of_host(case, assignment, ledger))
            } else {
                let Some(fault) = fault(case, entry.text) else { continue };
                match adding() {
                    // As the folder does not exist, `missing-directory` names the setting.
                    Some(_) if fault == Fault::Joined => None,
                    Some(assignment) => by_settings(case, assignment, entry.text, fault, ledger),
                    None => Some(elsewhere(case, entry, fault)),
                }
            };
            reported.push(entry.text.to_owned());
            let Some(mut diagnosis) = diagnosis else { continue };
            diagnosis.variables = vec!["PATH".to_owned()];
            diagnosis.processes = vec![view.label.clone()];
            let fact = Evidence::fact(format!("entry {} of PATH of {}", entry.index + 1, view.label));
            diagnosis.evidence.insert(0, fact);
            if fault(case, entry.text) == Some(Fault::Joined) {
                explain(case, entry.text, &mut diagnosis, ledger);
            }
            ledger.push(diagnosis);
        }
    }
}

/// Makes `diagnosis` the explanation for the programs that no process finds because their folder is a part of `entry`.
fn explain(case: &Case<'_>, entry: &str, diagnosis: &mut Diagnosis, ledger: &mut Ledger) {
    let os = case.machine.os;
    let parts: Vec<&str> = if os == Os::Windows { Vec::new() } else { entry.split(';').collect() };
    for question in &case.questions {
        let has = |part: &&str| in_folder(case.machine, part, &question.name.text, &[String::new()]).place().is_some();
        let open = ledger.missing(question);
        let Some(folder) = parts.iter().copied().find(has).filter(|_| !open.is_empty()) else { continue };
        diagnosis.program.get_or_insert_with(|| question.name.text.clone());
        diagnosis.processes.extend(labels(case, &open));
        diagnosis.explains |= matters(question);
        diagnosis.evidence.push(Evidence::fact(format!("{folder} contains {}", question.name.text)));
        ledger.claim(question);
    }
    let mut seen = Vec::new();
    diagnosis.processes.retain(|label| {
        let is_new = !seen.contains(label);
        seen.push(label.clone());
        is_new
    });
}

/// The line that contains the wrong separator, with the right one; `None` if it also contains others, or a masked value.
fn with_colon(case: &Case<'_>, line: &StartupLine) -> Option<String> {
    let is_clear = line.text.matches(';').count() == 1 && masked_line(case.machine.os, &line.text) == line.text;
    is_clear.then(|| line.text.replacen(';', ":", 1))
}

/// Returns `true` if `entry` consists of folders that the separator of another system joins, and no folder has that name.
pub(super) fn is_joined(case: &Case<'_>, entry: &str) -> bool {
    let is_wrong = match case.machine.os {
        Os::Windows => entry.matches(":\\").count() > 1,
        Os::Linux | Os::Osx => entry.contains(';'),
    };
    is_wrong && case.machine.os.is_absolute(entry) && listing(case.machine, entry) == Listing::Gone
}

const fn shown(entry: &str) -> &str {
    if entry.is_empty() { "(empty)" } else { entry }
}

/// The diagnosis for an entry that no setting adds, and thus most likely a startup file.
fn elsewhere(case: &Case<'_>, entry: MachinePathEntry<'_>, fault: Fault) -> Diagnosis {
    let os = case.machine.os;
    let sources = match fault {
        Fault::Joined => startup::with_semicolon(case.machine, entry.text),
        _ if entry.text.is_empty() => Vec::new(),
        _ => startup::setting_folder(case.machine, entry.text),
    };
    let by = sources.first().map(|line| format!(" {} adds it.", place(case.machine, line))).unwrap_or_default();
    let message = format!("Entry {} of PATH, {}, {}.{by}", entry.index + 1, shown(entry.text), fault.words(os));
    let paste = sources.first().filter(|_| fault == Fault::Joined).and_then(|line| with_colon(case, line));
    let remedy = match fault {
        Fault::Empty => "Remove the duplicate or trailing separator where PATH is set.".to_owned(),
        Fault::Unexpanded if os == Os::Windows => {
            "Write the full path, or give the registry value Path the type REG_EXPAND_SZ.".to_owned()
        }
        Fault::Unexpanded => write_out(entry.text, &case.machine.home),
        Fault::Relative => "Write the full path, or remove the entry.".to_owned(),
        Fault::Writable => open_folder(entry.text),
        Fault::Joined => match (sources.first(), &paste) {
            (Some(line), Some(_)) => format!("Replace {} with:", place(case.machine, line)),
            (Some(line), None) => format!("In {}, write `:` between the folders instead.", place(case.machine, line)),
            (None, _) => format!("Where PATH is set, write `{}` between the folders instead.", os.list_separator()),
        },
    };
    let mut diagnosis = Diagnosis::new(Id::BadPathEntry, severity(fault, &sources), message, remedy);
    diagnosis.paste = paste;
    diagnosis.restart = if fault == Fault::Writable { Restart::None } else { restart(case) };
    diagnosis.evidence = lines(case.machine, &sources);
    diagnosis
}

fn is_known(finding: &ProjectFinding, ledger: &Ledger) -> bool {
    ledger.diagnoses().iter().any(|known| known.message.contains(&finding.message))
}

/// The linter's finding about `assignment`, which gives processes in a dev container the PATH of another computer.
fn of_host(case: &Case<'_>, assignment: &ProjectAssignment, ledger: &Ledger) -> Option<Diagnosis> {
    let finding = finding_about(case, assignment, "PATH").filter(|finding| !is_known(finding, ledger))?;
    Some(of_finding(finding, "PATH"))
}

/// The diagnosis for an entry that `assignment` in a settings file adds; `None` if another diagnosis contains the linter's finding about it. New terminals have
/// the corrected value without a restart.
fn by_settings(
    case: &Case<'_>,
    assignment: &ProjectAssignment,
    entry: &str,
    fault: Fault,
    ledger: &Ledger,
) -> Option<Diagnosis> {
    let at = assignment.at.as_ref()?;
    let finding = finding_about(case, assignment, "PATH");
    if finding.is_some_and(|finding| is_known(finding, ledger)) {
        return None;
    }
    let line = format!("line {} of {}", at.line, at.path);
    let words = fault.words(case.machine.os);
    let shown = shown(entry);
    let message =
        format!("{}:{} adds {shown} to PATH in {}, but that entry {words}.", at.path, at.line, assignment.place);
    let help = finding.and_then(|finding| finding.help.as_deref());
    let remedy = match (help, fault) {
        (_, Fault::Writable) => open_folder(entry),
        (Some(help), _) if at.is_in_dev_container() => format!("{help}. {REBUILD}"),
        (Some(help), _) => format!("{help} in {line}. New terminals then have it."),
        (None, Fault::Empty) => format!("Remove the duplicate or trailing separator in {line}."),
        (None, Fault::Unexpanded | Fault::Relative | Fault::Joined) => {
            format!("Write the full path in {line}, or remove the entry.")
        }
    };
    let mut diagnosis = Diagnosis::new(Id::BadPathEntry, Severity::Warning, message, remedy);
    diagnosis.evidence = vec![Evidence::at(format!("PATH in {}", assignment.place), at)];
    Some(diagnosis)
}

fn open_folder(entry: &str) -> String {
    format!("Remove the write permission of other users: chmod o-w {entry}")
}

/// Reports an entry that begins with a literal `~` or `$HOME` and hides the program in question; returns the entry.
fn hiding(case: &Case<'_>, question: &Question, ledger: &mut Ledger) -> Option<String> {
    let machine = case.machine;
    let os = machine.os;
    let name = &question.name.text;
    let open = ledger.open(question);
    let is_hidden = |gap: &&QuestionGap| match &gap.kind {
        GapKind::Missing => true,
        GapKind::Differs { there, .. } => there.is_only_for_bash(),
    };
    let gaps: Vec<&QuestionGap> = open.into_iter().filter(is_hidden).collect();
    if gaps.is_empty() {
        return None;
    }
    let envs = case.views.iter().filter_map(|view| view.env.as_ref());
    let (entry, folder) = envs.flat_map(|env| os.entries(env.path(os))).find_map(|entry| {
        let folder = unquoted_home(machine, entry.text)?;
        in_folder(machine, &folder, name, &[String::new()]).place()?;
        Some((entry.text.to_owned(), folder))
    })?;
    let sources = startup::setting_folder(machine, &entry);
    let by = sources.first().map(|line| place(machine, line));
    let adds = by.as_ref().map_or_else(|| format!("PATH contains {entry}"), |at| format!("{at} adds {entry} to PATH"));
    let who = if entry.starts_with('~') {
        "Only bash replaces it when it looks up a command; VS Code, other shells and other programs do not"
    } else {
        "No program replaces it when it looks up a command"
    };
    let message = format!(
        "{adds} with a literal `{}`, because quotes kept the shell from replacing it. {who}. The folder is {folder}.",
        entry.split('/').next().unwrap_or_default()
    );
    let fixed = entry.replacen('~', "$HOME", 1);
    let remedy = match by {
        Some(at) => format!("In {at}, write {fixed} in double quotes or without quotes."),
        None => format!("Where PATH is set, write {folder}."),
    };
    let mut diagnosis = Diagnosis::new(Id::BadPathEntry, Severity::Warning, message, remedy);
    diagnosis.restart = restart(case);
    diagnosis.program = Some(name.clone());
    diagnosis.variables = vec!["PATH".to_owned()];
    diagnosis.processes = labels(case, &gaps);
    diagnosis.explains = matters(question);
    diagnosis.evidence = vec![Evidence::fact(format!("{folder} contains {name}"))];
    diagnosis.evidence.extend(lines(machine, &sources));
    ledger.claim(question);
    ledger.push(diagnosis);
    Some(entry)
}

/// What to write instead of an entry that nothing expands. The value of a variable is not known here.
fn write_out(entry: &str, home: &str) -> String {
    let Some(reference) = entry.strip_prefix('$') else {
        return format!("Write the full path: {}.", entry.replacen('~', home, 1));
    };
    let reference = reference.trim_start_matches('{');
    let name: String =
        reference.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    if name.is_empty() || reference.starts_with("env:") {
        return "Write the full path where PATH is set.".to_owned();
    }
    format!("Where PATH is set, write the value of {name}, or, in VS Code's settings, `${{env:{name}}}`.")
}

/// Installers on macOS, such as that of .NET, write `~` to `/etc/paths.d`, where nothing expands it. The user did not write it,
/// and all such computers have the entry.
fn severity(fault: Fault, sources: &[StartupLine]) -> Severity {
    let by_installer = sources.first().is_some_and(|line| line.path.starts_with("/etc/paths.d/"));
    match fault {
        Fault::Unexpanded if by_installer => Severity::Info,
        Fault::Empty | Fault::Unexpanded | Fault::Relative | Fault::Writable | Fault::Joined => Severity::Warning,
    }
}

fn fault(case: &Case<'_>, entry: &str) -> Option<Fault> {
    let os = case.machine.os;
    if entry.is_empty() {
        // Windows ignores empty entries.
        return (os != Os::Windows).then_some(Fault::Empty);
    }
    if is_joined(case, entry) {
        return Some(Fault::Joined);
    }
    if entry.starts_with('~') || entry.starts_with('$') || (os == Os::Windows && entry.contains('%')) {
        return Some(Fault::Unexpanded);
    }
    if !os.is_absolute(entry) {
        return Some(Fault::Relative);
    }
    let is_open = case.machine.writable_by_others.iter().flatten().any(|open| os.same_path(open, entry));
    // WSL does not report the real permissions of Windows drives.
    (is_open && !entry.starts_with("/mnt/")).then_some(Fault::Writable)
}

#[cfg(test)]
mod tests {
    use super::write_out;

    #[test]
    fn a_remedy_does_not_repeat_what_is_not_expanded() {
        assert_eq!(write_out("~/bin", "/home/user"), "Write the full path: /home/user/bin.");
        let name = |entry| write_out(entry, "/home/user");
        let remedy = "Where PATH is set, write the value of HOME, or, in VS Code's settings, `${env:HOME}`.";
        assert_eq!(name("$HOME/.local/bin"), remedy);
        assert_eq!(name("${HOME}/bin"), remedy);
        assert_eq!(name("${env:HOME}/bin"), "Write the full path where PATH is set.");
        assert_eq!(name("$(brew --prefix)/bin"), "Write the full path where PATH is set.");
    }
}
