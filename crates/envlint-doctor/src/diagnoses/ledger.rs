//! The diagnoses so far, and the gaps that they explain.

use super::{Diagnosis, Evidence, Restart};
use crate::case::{Case, GapKind, Question, QuestionGap, ViewKind, Weight};
use crate::machine::{Machine, MachineKind};
use crate::startup::StartupLine;

/// The diagnoses so far, with the gaps and variables that they explain.
#[derive(Debug, Default)]
pub struct Ledger {
    diagnoses: Vec<Diagnosis>,
    /// The program and the index of the view for each explained gap.
    explained: Vec<(String, usize)>,
    variables: Vec<String>,
}

impl Ledger {
    /// Adds a diagnosis.
    pub fn push(&mut self, diagnosis: Diagnosis) {
        self.diagnoses.push(diagnosis);
    }

    /// The gaps of `question` that nothing explains yet.
    pub fn open<'q>(&self, question: &'q Question) -> Vec<&'q QuestionGap> {
        let name = &question.name.text;
        question
            .gaps
            .iter()
            .filter(|gap| !self.explained.iter().any(|(n, view)| n == name && *view == gap.view))
            .collect()
    }

    /// The open gaps of `question` in which the program is missing.
    pub fn missing<'q>(&self, question: &'q Question) -> Vec<&'q QuestionGap> {
        let mut open = self.open(question);
        open.retain(|gap| gap.kind == GapKind::Missing);
        open
    }

    /// Marks all gaps of `question` as explained.
    pub fn claim(&mut self, question: &Question) {
        self.explained.extend(question.gaps.iter().map(|gap| (question.name.text.clone(), gap.view)));
    }

    /// Marks the gaps of `question` in these views as explained.
    pub fn claim_views(&mut self, question: &Question, views: &[usize]) {
        self.explained.extend(views.iter().map(|view| (question.name.text.clone(), *view)));
    }

    /// Marks a variable as explained; returns `false` if it was explained already.
    pub fn claim_variable(&mut self, name: &str) -> bool {
        let is_new = !self.variables.iter().any(|known| known == name);
        self.variables.push(name.to_owned());
        is_new
    }

    /// Returns `true` if the variable is explained.
    #[must_use]
    pub fn has_variable(&self, name: &str) -> bool {
        self.variables.iter().any(|known| known == name)
    }

    /// The diagnoses so far.
    #[must_use]
    pub fn diagnoses(&self) -> &[Diagnosis] {
        &self.diagnoses
    }

    pub(super) fn into_diagnoses(self) -> Vec<Diagnosis> {
        self.diagnoses
    }
}

/// Returns `true` if the name was asked for or a file needs it; a diagnosis that explains it is then reported first.
pub(super) fn matters(question: &Question) -> bool {
    question.name.weight != Weight::Suggested
}

/// The labels of the views of `gaps`.
pub(super) fn labels(case: &Case<'_>, gaps: &[&QuestionGap]) -> Vec<String> {
    gaps.iter().filter_map(|gap| case.views.get(gap.view)).map(|view| view.label.clone()).collect()
}

/// The gap of the extension host, if it is one of `gaps`, otherwise the first gap.
pub(super) fn chief<'g>(case: &Case<'_>, gaps: &[&'g QuestionGap]) -> Option<&'g QuestionGap> {
    let is_host =
        |gap: &&&QuestionGap| case.views.get(gap.view).is_some_and(|view| view.kind == ViewKind::ExtensionHost);
    gaps.iter().find(is_host).or(gaps.first()).copied()
}

/// The restart that makes the running VS Code ask its shell again.
pub(super) fn restart(case: &Case<'_>) -> Restart {
    let is_server = case.resolver().is_some_and(|process| process.kind == MachineKind::Server);
    match (is_server, case.machine.host.wsl) {
        (true, true) => Restart::WslShutdown,
        (true, false) => Restart::KillServer,
        (false, _) => Restart::Quit,
    }
}

/// The place of `line` in reports: `~/.bashrc:12`, or `~/env.sh:3 (read by ~/.bashrc:12)`.
pub(super) fn place(machine: &Machine, line: &StartupLine) -> String {
    let place = |line: &StartupLine| format!("{}:{}", crate::startup::shown(machine, &line.path), line.line);
    match crate::startup::reading_line(machine, &line.path) {
        Some(reader) => format!("{} (read by {})", place(line), place(&reader)),
        None => place(line),
    }
}

/// The first three lines as evidence.
pub(super) fn lines(machine: &Machine, lines: &[StartupLine]) -> Vec<Evidence> {
    lines.iter().take(3).map(|line| Evidence::line(machine, line)).collect()
}

/// The name of the user's shell for messages.
pub(super) fn shell<'m>(case: &Case<'m>) -> &'m str {
    let queried = case.machine.login_shell.is().and_then(|login| login.command.first());
    let path = case.machine.shell.as_ref().or(queried);
    path.map_or("the shell", |path| crate::startup::shell_name(path))
}
