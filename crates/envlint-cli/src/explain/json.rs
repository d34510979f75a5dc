//! The JSON output of `matrix` and `trace`. Fields are added, never renamed or removed.

use std::io::{self, Write};

use envlint_core::finding::ReportFinding;
use envlint_core::model::{Act, Actor, Effect, Variable};
use envlint_project::Project;
use serde::Serialize;

use super::value::{effect_of, in_the_end, state_name};
use super::{Column, Sheet, place};
use crate::report::json_line;

#[derive(Serialize)]
struct Output<'o> {
    version: u8,
    tool: Tool,
    windows: Vec<WindowRow<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingRow>>,
    problems: Vec<ProblemRow<'o>>,
    /// What the output does not contain, and other sentences about it as a whole.
    notes: &'o [String],
}

#[derive(Serialize)]
struct Tool {
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
    chain: Vec<ActRow>,
}

#[derive(Serialize)]
struct ConsumerRow {
    id: &'static str,
    name: Option<String>,
    title: String,
}

#[derive(Serialize)]
struct ActRow {
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
struct ProblemRow<'o> {
    path: &'o str,
    message: &'o str,
}

/// Writes `sheets` as one JSON object.
pub(crate) fn matrix(
    project: &Project,
    sheets: &[Sheet<'_>],
    notes: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    write(project, sheets, None, notes, out)
}

/// Writes the chains of one variable, and the findings about it, as one JSON object.
pub(crate) fn trace(
    project: &Project,
    sheets: &[Sheet<'_>],
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
    write(project, sheets, Some(rows.collect()), notes, out)
}

fn write(
    project: &Project,
    sheets: &[Sheet<'_>],
    findings: Option<Vec<FindingRow>>,
    notes: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    let problems = project.problems.iter().map(|problem| ProblemRow { path: &problem.path, message: &problem.message });
    let output = Output {
        version: 1,
        tool: Tool { name: "envlint", version: env!("CARGO_PKG_VERSION") },
        windows: sheets.iter().map(|sheet| window(project, sheet)).collect(),
        findings,
        problems: problems.collect(),
        notes,
    };
    json_line(&output, out)
}

fn window<'o>(project: &Project, sheet: &'o Sheet<'_>) -> WindowRow<'o> {
    let row = |name: &'o String| VariableRow {
        name,
        cells: sheet.columns.iter().map(|column| cell(project, sheet, column, name)).collect(),
    };
    WindowRow {
        files: &sheet.files,
        platform: sheet.platform.name(),
        variables: sheet.variables.iter().map(row).collect(),
    }
}

fn cell(project: &Project, sheet: &Sheet<'_>, column: &Column<'_>, name: &str) -> Cell {
    let variable = column.variable(name);
    let consumers = column.environments.iter().map(|environment| ConsumerRow {
        id: environment.consumer().id,
        name: environment.process.name.clone(),
        title: environment.process.title(),
    });
    let chain = |variable: &Variable<'_>| variable.acts.iter().map(|act| row(project, &variable.name, act)).collect();
    Cell {
        consumers: consumers.collect(),
        state: variable.map_or("inherited", |variable| state_name(variable.state())),
        value: variable.map_or_else(|| "<inherited>".to_owned(), in_the_end),
        contested: variable.is_some_and(Variable::is_contested),
        from: column.environments.first().map_or("", |environment| environment.base.title(sheet.platform)),
        chain: variable.map(chain).unwrap_or_default(),
    }
}

fn row(project: &Project, name: &str, act: &Act<'_>) -> ActRow {
    let at = place(project, act);
    ActRow {
        path: at.as_ref().map(|(path, _)| path.clone()),
        line: at.as_ref().map(|(_, at)| at.line),
        column: at.as_ref().map(|(_, at)| at.column),
        place: match &act.actor {
            Actor::Written { key, .. } => Some(key.title()),
            Actor::Program => None,
        },
        does: match &act.effect {
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
        value: effect_of(name, act),
        counts: act.beaten.is_none(),
        because: act.beaten.map(|beaten| beaten.reason()),
        needs_trust: act.needs_trust(),
    }
}
