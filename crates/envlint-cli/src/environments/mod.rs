//! Collects the environments of all processes for `matrix` and `trace`.

mod finding_index;
mod hover;
mod html;
mod json;
mod markdown;
mod notes;
mod selection;
mod text;
mod trace;
mod value;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use envlint_core::env::{FileAnalysis, Window};
use envlint_core::finding::Finding;
use envlint_core::linter::Linter;
use envlint_core::model::{Assignment, Environment, Key, Model, Note, Process, Source, Variable};
use envlint_core::secrets::without_secrets;
use envlint_core::text::{LineColumn, Span};
use envlint_core::vscode::consumers::{Base, EXTENSION_HOST, TERMINAL};
use envlint_core::vscode::{Platform, Platforms, Section, variable_key};
use envlint_project::{DisplayPaths, Project};

use crate::args::TableScope;

pub(crate) use finding_index::FindingIndex;
pub(crate) use hover::hover;
pub(crate) use html::matrix as matrix_html;
pub(crate) use json::{matrix as matrix_json, trace as trace_json};
pub(crate) use markdown::matrix as matrix_markdown;
pub(crate) use notes::{notes, notes_text};
pub(crate) use selection::{refuse_unknown_kinds, refuse_unknown_names};
pub(crate) use text::{text as matrix_text, width, wrapped};
pub(crate) use trace::text as trace_text;

/// The tables, and what they do not contain.
#[derive(Default)]
pub(crate) struct Tables<'w> {
    /// The tables with at least one variable.
    pub(crate) tables: Vec<Table<'w>>,
    /// What is to be said about the processes, including those that no table contains.
    pub(crate) remarks: Remarks<'w>,
}

/// What is to be said about processes besides the values of their variables.
#[derive(Default)]
pub(crate) struct Remarks<'w> {
    /// The places that name a `.env` file that envlint did not read, with the title of the process that gets its variables.
    unread: Vec<(&'w FileAnalysis<'w>, Span, String)>,
    /// The settings that change an environment as a whole.
    settings: Vec<Note<'w>>,
}

impl<'w> Remarks<'w> {
    fn add(&mut self, environment: &Environment<'w>) {
        let title = || process_title(&environment.process);
        self.unread.extend(environment.unread.iter().map(|(analysis, span)| (*analysis, *span, title())));
        self.settings.extend(&environment.notes);
    }
}

/// One table: the environments of the processes of one window on one platform.
pub(crate) struct Table<'w> {
    /// The files of the window, as reports name them, from lowest to highest precedence.
    pub(crate) files: Vec<String>,
    /// The files of a workspace window in which all environments are the same.
    pub(crate) same_in: Vec<String>,
    /// The platform for which the environments are computed.
    pub(crate) platform: Platform,
    /// The processes, grouped by equal environments.
    pub(crate) columns: Vec<Column<'w>>,
    /// The variables that the files assign: PATH first, the rest sorted by name.
    pub(crate) variables: Vec<String>,
}

/// Processes with equal environments.
pub(crate) struct Column<'w> {
    /// The environments, which differ only in the process they belong to.
    pub(crate) environments: Vec<Environment<'w>>,
}

impl Table<'_> {
    /// Returns `true` if both have the same processes with the same environments.
    fn is_same(&self, other: &Self) -> bool {
        let mut columns = self.columns.iter().zip(&other.columns);
        self.platform == other.platform
            && self.variables == other.variables
            && self.columns.len() == other.columns.len()
            && columns.all(|(a, b)| {
                let first = a.environments.first().zip(b.environments.first());
                a.title() == b.title() && first.is_some_and(|(a, b)| value::sees_the_same(a, b))
            })
    }
}

impl<'w> Column<'w> {
    /// The titles of the processes, separated by commas.
    pub(crate) fn title(&self) -> String {
        let titles: Vec<String> =
            self.environments.iter().map(|environment| process_title(&environment.process)).collect();
        titles.join(", ")
    }

    /// `false` if the processes do not start.
    fn starts(&self) -> bool {
        self.environments.first().is_none_or(|environment| environment.starts)
    }

    /// The history of `variable`; `None` if no file assigns it.
    pub(crate) fn variable(&self, variable: &str) -> Option<&Variable<'w>> {
        self.environments.first()?.get(variable)
    }
}

/// The title of a process for output. The name of a profile, a task or a launch configuration may be a secret.
pub(crate) fn process_title(process: &Process<'_>) -> String {
    without_secrets(&process.title()).into_owned()
}

/// The title of a setting for output. The name of a profile or a task in it may be a secret.
pub(crate) fn key_title(key: &Key<'_>) -> String {
    without_secrets(&key.title()).into_owned()
}

/// The message for the case that there are no tables. It names the variables that were asked for, if any.
pub(crate) fn nothing(wanted: &[String]) -> String {
    let variables = if wanted.is_empty() { "any variables".to_owned() } else { wanted.join(", ") };
    format!("None of the processes and platforms that envlint checked gets {variables} from these files.")
}

/// The environments of the processes of `windows`, limited to `variables` unless that list is empty.
pub(crate) fn tables<'w>(
    names: &DisplayPaths,
    windows: &'w [Window<'w>],
    linter: &Linter,
    scope: &TableScope,
    variables: &[String],
) -> Tables<'w> {
    let requested: Platforms = scope.platform.iter().map(|&name| Platform::from(name)).collect();
    let Tables { mut tables, mut remarks } = Tables::default();
    for window in windows {
        let platforms = if requested.is_empty() {
            mentioned_platforms(window, configured_platforms(window, linter))
        } else {
            requested.and(window.platforms)
        };
        for platform in platforms.iter() {
            let table = table(names, window, platform, scope, variables, &mut remarks);
            if table.variables.is_empty() {
                continue;
            }
            // Opening a folder through a workspace that changes nothing is not worth a second table.
            let same = |known: &&mut Table<'_>| window.in_workspace && known.is_same(&table);
            match tables.iter_mut().find(same) {
                Some(known) => known.same_in = table.files,
                None => tables.push(table),
            }
        }
    }
    Tables { tables, remarks }
}

/// The platforms that the configuration of the window's files selects. A dev container is always Linux.
fn configured_platforms(window: &Window<'_>, linter: &Linter) -> Platforms {
    match window.strongest() {
        Some(strongest) if window.platforms == Platforms::ALL => linter.options(strongest.document.path()).platforms,
        _ => window.platforms,
    }
}

/// Those of the platforms `wanted` that the files of a window mention, and one if a variable does not depend on the
/// platform: Linux, if that is wanted.
fn mentioned_platforms(window: &Window<'_>, wanted: Platforms) -> Platforms {
    let sites = || window.layers.iter().chain(&window.others).flat_map(|analysis| &analysis.sites);
    let named = sites().filter(|site| site.platforms != Platforms::ALL).flat_map(|site| site.platforms.iter());
    let named: Platforms = named.collect();
    let first = wanted.iter().next().filter(|_| !wanted.has(Platform::Linux)).unwrap_or(Platform::Linux);
    let is_neutral = sites().any(|site| site.platforms == Platforms::ALL);
    let mentioned: Platforms = named.iter().chain(is_neutral.then_some(first)).collect();
    let mentioned = mentioned.and(wanted).and(window.platforms);
    if mentioned.is_empty() && named.is_empty() { Platforms::only(first).and(window.platforms) } else { mentioned }
}

fn table<'w>(
    names: &DisplayPaths,
    window: &'w Window<'w>,
    platform: Platform,
    scope: &TableScope,
    wanted: &[String],
    remarks: &mut Remarks<'w>,
) -> Table<'w> {
    let model = Model::new(window, platform);
    let processes = selection::processes(&model, scope);
    let mut environments: Vec<Environment<'w>> = model.environments(&processes);
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(name));
    for environment in &environments {
        remarks.add(environment);
    }
    // A name that looks like a secret is a value in the wrong place.
    let may_be_shown = |name: &str| without_secrets(name) == name;
    let left_out = names_of(&environments, Cow::Borrowed);
    let left_out: HashSet<String> =
        left_out.into_iter().filter(|name| !is_wanted(name) || !may_be_shown(name)).map(ToOwned::to_owned).collect();
    if !left_out.is_empty() {
        for environment in &mut environments {
            environment.retain(|variable| !left_out.contains(&variable.name));
        }
    }
    let variables = names_of(&environments, |name| variable_key(name, platform));
    let mut variables: Vec<String> = variables.into_iter().map(ToOwned::to_owned).collect();
    variables.sort_by(|a, b| {
        let key = |name: &str| !name.eq_ignore_ascii_case("PATH");
        (key(a), a).cmp(&(key(b), b))
    });
    for environment in &mut environments {
        model.add_own(environment, &variables);
    }
    // Two processes are shown even if they only inherit, because people compare the others with them.
    let always = [&EXTENSION_HOST, &TERMINAL];
    environments.retain(|environment| {
        has_own_values(environment) || !scope.consumer.is_empty() || always.contains(&environment.consumer())
    });
    let columns = grouped(environments);
    let named = window.layers.iter().chain(&window.others);
    let files = named.map(|analysis| names.shown(analysis.document.path())).collect();
    Table { files, same_in: Vec::new(), platform, columns, variables }
}

/// The names of the variables in `environments`: the first one of each `key`.
fn names_of<'e>(environments: &'e [Environment<'_>], key: impl Fn(&'e str) -> Cow<'e, str>) -> Vec<&'e str> {
    let mut seen = HashSet::new();
    let variables = environments.iter().flat_map(|environment| &environment.variables);
    variables.map(|variable| variable.name.as_str()).filter(|name| seen.insert(key(name))).collect()
}

/// Returns `true` if the process gets other variables than every process of the window. In a dev container, all of them begin with the
/// variables of its configuration.
fn has_own_values(environment: &Environment<'_>) -> bool {
    let is_of_container = |assignment: &Assignment<'_>| {
        assignment.site().is_some_and(|(_, site)| site.place.section == Section::DevContainer)
    };
    let is_container = matches!(environment.consumer().base, Base::Image | Base::Container);
    let mut assignments = environment.variables.iter().flat_map(|variable| &variable.history);
    is_container || assignments.any(|assignment| !is_of_container(assignment))
}

/// The columns of equal `environments`, which are compared only with those that set the same variables in the same places.
fn grouped(environments: Vec<Environment<'_>>) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    let mut by_places: HashMap<u64, Vec<usize>> = HashMap::new();
    for environment in environments {
        let alike = by_places.entry(value::hash_of_places(&environment)).or_default();
        let is_same = |index: &&usize| {
            let first = columns.get(**index).and_then(|column| column.environments.first());
            first.is_some_and(|first| value::sees_the_same(first, &environment))
        };
        match alike.iter().find(is_same).copied().and_then(|index| columns.get_mut(index)) {
            Some(column) => column.environments.push(environment),
            None => {
                alike.push(columns.len());
                columns.push(Column { environments: vec![environment] });
            }
        }
    }
    columns
}

/// Returns `true` if `finding` is about a value that one of the processes in `tables` gets, or would get.
pub(crate) fn is_about(tables: &[Table<'_>], finding: &Finding) -> bool {
    let environments = tables.iter().flat_map(|table| &table.columns).flat_map(|column| &column.environments);
    let mut assignments = environments.flat_map(|environment| &environment.variables).flat_map(|it| &it.history);
    assignments.any(|assignment| match assignment.source {
        Source::Written { analysis, member, .. } => analysis.id == finding.document && member.contains(finding.span),
        Source::Program(_) => false,
    })
}

/// The file, line and column of an assignment; `None` if the program itself makes it.
pub(crate) fn place(project: &Project, assignment: &Assignment<'_>) -> Option<(String, LineColumn)> {
    match assignment.source {
        Source::Written { analysis, span, .. } => {
            Some((project.names.shown(analysis.document.path()), analysis.document.position(span.start)))
        }
        Source::Program(_) => None,
    }
}
