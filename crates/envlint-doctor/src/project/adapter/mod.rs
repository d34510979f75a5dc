//! Converts the results of `envlint-rules` into doctor's own types.
//!
//! Invariant: only this module uses types of `envlint-rules`, except `machine::mask`, which uses its detection of secrets.

mod layout;
mod model;
mod named;

pub use model::consumer_title;

use std::sync::Arc;

use envlint_core::document::{Document, SourceFile};
use envlint_core::env::{Resolved, Run, Window, normalize, windows};
use envlint_core::linter::{Linter, read};
use envlint_core::rule::Options;
use envlint_core::text::Span;
use envlint_core::vscode::{FileKind, Platform, Section};
use serde_json::{Map, Value};

use super::{
    FOLDER_SETTINGS, FolderFiles, FolderProject, PROGRAM_SETTINGS, ProjectFinding, ProjectLocation, ProjectSetting,
};
use crate::machine::{Machine, Os};

use layout::ModelLayout;

/// Settings that doctor reads, including their members, besides those that name programs and folders.
const SETTINGS: &[&[&str]] = &[
    &["go", "gopath"],
    &["go", "alternateTools"],
    &["application", "shellEnvironmentResolutionTimeout"],
    &["terminal", "integrated", "inheritEnv"],
];

/// Settings that have one value for each platform.
const PLATFORM_SETTINGS: &[&[&str]] = &[
    &["terminal", "integrated", "defaultProfile"],
    &["terminal", "integrated", "profiles"],
    &["terminal", "integrated", "automationProfile"],
];

/// The content of the files of the window in question and of the user's settings of `product`, evaluated for `machine`.
#[must_use]
pub fn project(machine: &Machine, files: &FolderFiles, product: Option<&str>) -> FolderProject {
    let layout = ModelLayout::new(machine, files);
    let all = documents(machine, files, product, &layout);
    let platform = platform(machine.os);
    let config = files.config.clone().unwrap_or_default();
    let rules: Vec<&str> = envlint_rules::all().iter().map(|rule| rule.meta().name).collect();
    let (options, _) = envlint_core::config::read(&config.text, &rules);
    let options_of = |path: &str| options.options(&normalize(&format!("{}{path}", config.prefix)));
    let mut project = FolderProject {
        signs: files.names.clone(),
        findings: findings(&all, &layout, platform, options_of),
        ignored: options.doctor.ignore.clone(),
        ..FolderProject::default()
    };
    let (window, documents) = layout::window(&layout, machine, all);
    project.window = window;
    project.files = documents.iter().filter(|document| document.kind() != FileKind::EnvFile).count();
    let is_part = |finding: &ProjectFinding| documents.iter().any(|document| document.path() == finding.at.path);
    project.findings.retain(is_part);
    let container = documents.iter().find(|document| document.kind() == FileKind::DevContainer);
    project.dev_container =
        container.filter(|_| !machine.is_dev_container()).map(|document| layout.shown(document.path()));
    in_fullest_window(&documents, |window| {
        project.references = named::references(window, platform);
        if !machine.is_dev_container() {
            project.container = model::container_variables(window);
        }
    });
    // The configuration of a dev container, with its settings, says nothing about another machine.
    let is_of_here =
        |document: &Document| machine.is_dev_container() || document.section_object(Section::DevContainer).is_none();
    let here: Vec<Document> = documents.into_iter().filter(is_of_here).collect();
    in_fullest_window(&here, |window| {
        project.consumers = model::consumers(machine, window, platform);
        project.settings = settings(window, platform);
        project.commands = named::commands(window, platform, &project.settings);
        project.task_shells = named::task_shells(window, platform);
    });
    for at in project.locations_mut() {
        at.path = layout.shown(&at.path);
    }
    project
}

/// Calls `read` with the window that has the most files.
fn in_fullest_window(documents: &[Document], read_window: impl FnOnce(&Window<'_>)) {
    let analyses = read(documents);
    let run = Run::new(&analyses);
    let windows = windows(&run);
    if let Some(window) = windows.iter().max_by_key(|window| window.layers.len() + window.others.len()) {
        read_window(window);
    }
}

fn documents(machine: &Machine, files: &FolderFiles, product: Option<&str>, layout: &ModelLayout) -> Vec<Document> {
    let own = product.and_then(|product| machine.user_settings.get_key_value(product));
    let own = own.or_else(|| machine.user_settings.first_key_value());
    let user = own.map(|(product, text)| (ModelLayout::user_path(&machine.user_settings_path(product)), text.clone()));
    let of_folder = files.texts.iter().map(|(path, text)| (layout.path(path), text.clone()));
    let parse = |(path, text): (String, String)| {
        // A `.env` file can have any name.
        let kind = FileKind::of_path(&path).unwrap_or(FileKind::EnvFile);
        Document::parse(SourceFile { path, text, kind })
    };
    of_folder.chain(user).map(parse).collect()
}

const fn platform(os: Os) -> Platform {
    match os {
        Os::Linux => Platform::Linux,
        Os::Osx => Platform::Osx,
        Os::Windows => Platform::Windows,
    }
}

/// The place of `span`, with the path in the model.
fn location(document: &Document, span: Span) -> ProjectLocation {
    let path = document.path().to_owned();
    let is_of_user = layout::is_of_user(&path);
    ProjectLocation { path, line: document.position(span.start).line, is_of_user }
}

/// The linter's findings in `documents`, with `options` for each path as reports show it.
fn findings(
    documents: &[Document],
    layout: &ModelLayout,
    platform: Platform,
    options: impl Fn(&str) -> Options,
) -> Vec<ProjectFinding> {
    let mut linter = Linter::new(envlint_rules::all(), Options::default());
    for document in documents.iter().filter(|document| !layout::is_of_user(document.path())) {
        linter = linter.with_options_of(document.path(), Arc::new(options(&layout.shown(document.path()))));
    }
    let found = linter.lint(documents);
    let here = found.into_iter().filter(|finding| finding.platforms.has(platform));
    here.filter_map(|finding| {
        let document = documents.get(finding.document.0)?;
        Some(ProjectFinding {
            rule: finding.rule.name,
            severity: finding.severity,
            message: crate::machine::masked_text(&finding.message),
            help: finding.fix().map(|fix| fix.title.clone()).or(finding.help).map(std::borrow::Cow::into_owned),
            at: location(document, finding.span),
            variable: finding.variable,
        })
    })
    .collect()
}

fn settings(window: &Window<'_>, platform: Platform) -> Vec<ProjectSetting> {
    let mut settings = Vec::new();
    let of_platform = PLATFORM_SETTINGS.iter().map(|path| [path, &[platform.name()][..]].concat());
    let of_extensions = PROGRAM_SETTINGS.iter().chain(FOLDER_SETTINGS).map(|key| key.split('.').collect());
    for path in SETTINGS.iter().map(|path| path.to_vec()).chain(of_extensions).chain(of_platform) {
        let names: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
        add(&window.resolve(&path), names, &mut settings);
    }
    settings
}

/// Adds a setting with all nested members.
fn add(resolved: &Resolved<'_>, path: Vec<String>, settings: &mut Vec<ProjectSetting>) {
    let Some(winner) = resolved.winner() else { return };
    let at = winner.setting.value().filter(|_| !winner.is_built_in());
    let at = at.map(|value| location(winner.analysis.document, value.span()));
    settings.push(ProjectSetting { path: path.clone(), value: json(resolved), at });
    if resolved.is_object() {
        for (name, member) in resolved.members() {
            add(&member, [path.as_slice(), &[name.into_owned()]].concat(), settings);
        }
    }
}

fn json(resolved: &Resolved<'_>) -> Value {
    if resolved.is_object() {
        let members = resolved.members().into_iter().map(|(name, member)| (name.into_owned(), json(&member)));
        return Value::Object(members.collect::<Map<_, _>>());
    }
    let value = resolved.winner().and_then(|winner| winner.setting.value());
    value.map_or(Value::Null, plain)
}

/// Converts a value of a file.
fn plain(value: envlint_core::jsonc::Value<'_>) -> Value {
    if let Some(text) = value.string() {
        return Value::String(text.into_owned());
    }
    if let Some(boolean) = value.boolean() {
        return Value::Bool(boolean);
    }
    if value.is_object() {
        return Value::Object(
            value.members().map(|member| (member.name().into_owned(), plain(member.value))).collect(),
        );
    }
    let elements: Vec<Value> = value.elements().map(plain).collect();
    if elements.is_empty() {
        serde_json::from_str(value.source()).unwrap_or(Value::Null)
    } else {
        Value::Array(elements)
    }
}
