//! The JSON output of `matrix` and `trace`. Fields are added, never renamed or removed.

use std::io::{self, Write};

use envlint_core::finding::ReportFinding;
use envlint_core::model::{Assignment, Effect, Source, Variable};
use envlint_core::secrets::without_secrets;
use envlint_project::Project;
use serde::Serialize;

use super::value::{effect_of, final_value, state_name};
use super::{Column, Table, key_title, place, process_title};
use crate::report::json_line;

#[derive(Serialize)]
struct TablesOutput<'o> {
    version: u8,
    tool: TablesTool,
    windows: Vec<WindowRow<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingRow>>,
    problems: Vec<UnreadableRow<'o>>,
    /// What the output does not contain, and other sentences about it as a whole.
    notes: &'o [String],
}

#[derive(Serialize)]
struct TablesTool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct WindowRow<'o> {
    /// The files of the window, from lowest to highest precedence.
    files: &'o [String],
    platform: &'static str,
    variables: Vec<VariableRow<'o>>,
}

#[derive(Serialize)]
struct VariableRow<'o> {
    name: &'o str,
    cells: Vec<Cell>,
}

/// The value of a variable in a group of processes that see the same.
#[derive(Serialize)]
struct Cell {
    consumers: Vec<ConsumerRow>,
    /// `inherited`, `extended`, `set`, `replaced`, `deleted` or `unknown`.
    state: &'static str,
    /// The value, with `<inherited>` and `<NAME>` for the parts that do not come from the files.
    value: String,
    /// `true` if the files also contain other values, which have no effect.
    contested: bool,
    /// The environment that the processes start from.
    from: &'static str,
    /// The steps that change the variable, in order.
    chain: Vec<AssignmentRow>,
}

#[derive(Serialize)]
struct ConsumerRow {
    id: &'static str,
    name: Option<String>,
    title: String,
    /// `false` if a mistake in its own definition keeps the process from starting.
    starts: bool,
}

#[derive(Serialize)]
struct AssignmentRow {
    path: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    place: Option<String>,
    /// `sets`, `appends`, `prepends`, `may-prepend`, `deletes`, `may-set`, `depends`, `refused` or `keeps`.
    does: &'static str,
    value: String,
    counts: bool,
    /// The reason why the step has no effect.
    because: Option<&'static str>,
    /// `true` if the step takes effect only in a trusted folder.
    needs_trust: bool,
    /// What other versions of VS Code do with the value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<String>,
}

#[derive(Serialize)]
struct FindingRow {
    rule: &'static str,
    severity: &'static str,
    message: String,
    path: String,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct UnreadableRow<'o> {
    path: &'o str,
    message: &'o str,
}

/// Writes `tables` as one JSON object.
pub(crate) fn matrix(
    project: &Project,
    tables: &[Table<'_>],
    notes: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    write(project, tables, None, notes, out)
}

/// Writes the chains of one variable, and the findings about it, as one JSON object.
pub(crate) fn trace(
    project: &Project,
    tables: &[Table<'_>],
    findings: &[ReportFinding],
    notes: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    let rows = findings.iter().map(|finding| FindingRow {
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: finding.message.clone(),
        path: finding.path.clone(),
        line: finding.start.line,
        column: finding.start.column,
    });
    write(project, tables, Some(rows.collect()), notes, out)
}

fn write(
    project: &Project,
    tables: &[Table<'_>],
    findings: Option<Vec<FindingRow>>,
    notes: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    let problems =
        project.problems.iter().map(|problem| UnreadableRow { path: &problem.path, message: &problem.message });
    let output = TablesOutput {
        version: 1,
        tool: TablesTool { name: "envlint", version: env!("CARGO_PKG_VERSION") },
        windows: tables.iter().map(|table| window(project, table)).collect(),
        findings,
        problems: problems.collect(),
        notes,
    };
    json_line(&output, out)
}

fn window<'o>(project: &Project, table: &'o Table<'_>) -> WindowRow<'o> {
    let row = |name: &'o String| VariableRow {
        name,
        cells: table.columns.iter().map(|column| cell(project, table, column, name)).collect(),
    };
    WindowRow {
        files: &table.files,
        platform: table.platform.name(),
        variables: table.variables.iter().map(row).collect(),
    }
}

fn cell(project: &Project, table: &Table<'_>, column: &Column<'_>, name: &str) -> Cell {
    let variable = column.variable(name);
    let consumers = column.environments.iter().map(|environment| ConsumerRow {
        id: environment.consumer().id,
        name: environment.process.name.as_deref().map(|name| without_secrets(name).into_owned()),
        title: process_title(&environment.process),
        starts: environment.starts,
    });
    let chain = |variable: &Variable<'_>| {
        variable.history.iter().map(|assignment| row(project, variable, assignment)).collect()
    };
    Cell {
        consumers: consumers.collect(),
        state: variable.map_or("inherited", |variable| state_name(variable.state())),
        value: variable.map_or_else(|| "<inherited>".to_owned(), final_value),
        contested: variable.is_some_and(Variable::is_contested),
        from: column.environments.first().map_or("", |environment| environment.base.title(table.platform)),
        chain: variable.map(chain).unwrap_or_default(),
    }
}

fn row(project: &Project, variable: &Variable<'_>, assignment: &Assignment<'_>) -> AssignmentRow {
    let at = place(project, assignment);
    AssignmentRow {
        path: at.as_ref().map(|(path, _)| path.clone()),
        line: at.as_ref().map(|(_, at)| at.line),
        column: at.as_ref().map(|(_, at)| at.column),
        place: match &assignment.source {
            Source::Written { key, .. } => Some(key_title(key)),
            Source::Program(_) => None,
        },
        does: match &assignment.effect {
            Effect::Sets(_) => "sets",
            Effect::Appends(_) => "appends",
            Effect::Prepends(_) => "prepends",
            Effect::MayPrepend(_) => "may-prepend",
            Effect::Deletes => "deletes",
            Effect::MaySet => "may-set",
            Effect::Depends(_) => "depends",
            Effect::Refused => "refused",
            Effect::Keeps => "keeps",
        },
        value: effect_of(&variable.name, assignment),
        counts: assignment.overridden.is_none(),
        because: assignment.overridden.map(|overridden| overridden.reason()),
        needs_trust: assignment.needs_trust(),
        versions: assignment.version_notes(variable.platform),
    }
}
