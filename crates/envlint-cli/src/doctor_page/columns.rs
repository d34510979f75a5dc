//! The columns of the tables: processes whose environments do not differ in anything that the page shows share one.

use envlint_doctor::case::{Basis, View, ViewKind};
use envlint_doctor::lookup::CommandLookup;
use envlint_doctor::machine::Env;
use envlint_doctor::report::{DoctorReport, DoctorVariableRow, environments, title};

/// One process, or several processes that see the same.
pub(super) struct PageColumn<'r> {
    /// Their names in sentences, without duplicates.
    pub(super) titles: Vec<String>,
    /// The source of the environment: `observed`, `asked` or `derived`.
    pub(super) source: &'static str,
    /// `true` for the extension host, which the others are compared with.
    pub(super) is_host: bool,
    /// `true` for VS Code itself, whose environment is only the start of the others.
    pub(super) is_source: bool,
    /// The environment; `None` if it is not known.
    pub(super) env: Option<&'r Env>,
    /// The program that each question finds, in the order of the questions.
    pub(super) found: Vec<CommandLookup>,
    /// The predicted and observed values.
    pub(super) variables: Vec<DoctorVariableRow>,
}

impl PageColumn<'_> {
    /// The titles, separated by commas.
    pub(super) fn title(&self) -> String {
        self.titles.join(", ")
    }

    fn sees_the_same(&self, other: &Self) -> bool {
        let values = |column: &Self| -> Vec<_> {
            column.variables.iter().map(|row| (row.name.clone(), row.predicted.clone(), row.observed.clone())).collect()
        };
        self.source == other.source
            && self.is_host == other.is_host
            && self.found == other.found
            && values(self) == values(other)
    }
}

/// The columns in the order in which environments are passed on: the login shell, VS Code itself, the extension host, terminals,
/// tasks, and the programs that extensions start.
pub(super) fn columns<'r>(report: &'r DoctorReport<'_>) -> Vec<PageColumn<'r>> {
    let case = &report.case;
    let mut columns: Vec<PageColumn<'r>> = Vec::new();
    let rows = environments(report);
    let mut views: Vec<&View> = case.views.iter().collect();
    views.sort_by_key(|view| rank(view.kind));
    for view in views {
        let row = rows.iter().find(|row| row.process == view.label);
        let column = PageColumn {
            titles: vec![title(&view.label)],
            source: source(view),
            is_host: view.kind == ViewKind::ExtensionHost,
            is_source: false,
            env: view.env.as_ref(),
            found: case.questions.iter().map(|question| case.lookup(view, &question.name.text)).collect(),
            variables: row.map(|row| row.variables.clone()).unwrap_or_default(),
        };
        match columns.iter_mut().find(|known| known.sees_the_same(&column)) {
            Some(known) => {
                let new = column.titles.into_iter().filter(|title| !known.titles.contains(title));
                let new: Vec<String> = new.collect();
                known.titles.extend(new);
            }
            None => columns.push(column),
        }
    }
    let after_login = usize::from(columns.first().is_some_and(|column| column.titles == [title("login-shell")]));
    if let Some(column) = started_with(report) {
        columns.insert(after_login, column);
    }
    columns
}

/// VS Code itself, with the environment that it was started with.
fn started_with<'r>(report: &'r DoctorReport<'_>) -> Option<PageColumn<'r>> {
    let case = &report.case;
    let env = case.resolver_env()?;
    let found =
        case.questions.iter().map(|question| envlint_doctor::lookup::search(case.machine, env, &question.name.text));
    Some(PageColumn {
        titles: vec!["VS Code when it started".to_owned()],
        source: "observed",
        is_host: false,
        is_source: true,
        env: Some(env),
        found: found.collect(),
        variables: Vec::new(),
    })
}

const fn rank(kind: ViewKind) -> u8 {
    match kind {
        ViewKind::LoginShell => 0,
        ViewKind::ExtensionHost => 1,
        ViewKind::Terminal => 2,
        ViewKind::Task => 3,
        ViewKind::GoTools => 4,
        ViewKind::Server => 5,
        ViewKind::Other => 6,
    }
}

const fn source(view: &View) -> &'static str {
    match view.basis {
        Basis::Queried => "asked",
        Basis::Read(_) | Basis::Child(_) => "observed",
        Basis::Derived => "derived",
    }
}
