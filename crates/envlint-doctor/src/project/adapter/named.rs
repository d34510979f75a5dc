//! The programs and environment variables that files use.

use envlint_core::document::Document;
use envlint_core::env::Window;
use envlint_core::jsonc::Value;
use envlint_core::views::tasks;
use envlint_core::vscode::{Platform, Section};

use super::location;
use crate::project::{
    NamedBy, PROGRAM_SETTINGS, ProjectCommand, ProjectLocation, ProjectReference, ProjectSetting, ProjectTaskShell,
};

/// Types of tasks that imply a program.
///
/// Source: the extensions that contribute them: npm and Grunt of VS Code itself, vscode-go, rust-analyzer, CMake Tools.
const TYPES: &[(&str, &str)] =
    &[("npm", "npm"), ("cargo", "cargo"), ("go", "go"), ("cmake", "cmake"), ("deno", "deno")];
/// Types of launch configurations that imply a program; `runtimeExecutable` takes precedence.
const LAUNCH_TYPES: &[(&str, &str)] = &[("node", "node"), ("pwa-node", "node"), ("go", "dlv")];
/// The programs that the files of `window` run on `platform`, in the order of the files.
pub(super) fn commands(window: &Window<'_>, platform: Platform, settings: &[ProjectSetting]) -> Vec<ProjectCommand> {
    let mut commands = Vec::new();
    for analysis in window.files() {
        let document = analysis.document;
        if let Some(tasks) = document.section_object(Section::Tasks) {
            let elements = tasks.get("tasks").into_iter().flat_map(Value::elements).enumerate();
            commands.extend(elements.filter_map(|(index, element)| task(document, index, element, platform)));
        }
        if let Some(launch) = document.section_object(Section::Launch) {
            let elements = launch.get("configurations").into_iter().flat_map(Value::elements);
            commands.extend(elements.filter_map(|element| configuration(document, element, platform)));
        }
        let servers = document.section_object(Section::Mcp).and_then(|root| root.get("servers"));
        for server in servers.into_iter().flat_map(Value::members) {
            if let Some((program, at)) = text(document, server.value, "command") {
                let owner = server.name().into_owned();
                commands.push(ProjectCommand { by: NamedBy::Server, owner, program, is_implied: false, at });
            }
        }
    }
    for setting in settings.iter().filter(|setting| PROGRAM_SETTINGS.contains(&&*setting.path.join("."))) {
        if let (Some(program), Some(at)) = (setting.value.as_str(), &setting.at) {
            let owner = setting.path.join(".");
            commands.push(ProjectCommand {
                by: NamedBy::Setting,
                owner,
                program: program.to_owned(),
                is_implied: false,
                at: at.clone(),
            });
        }
    }
    commands
}

/// The shells that the shell tasks of `window` name on `platform`.
pub(super) fn task_shells(window: &Window<'_>, platform: Platform) -> Vec<ProjectTaskShell> {
    let mut shells = Vec::new();
    for analysis in window.files() {
        let document = analysis.document;
        for task in tasks(document).iter().filter(|task| task.kind(platform) == "shell") {
            let Some(executable) = task.shell(platform).map(|shell| shell.executable) else { continue };
            if let Some(program) = executable.string() {
                let (task, at) = (task.name.clone(), location(document, executable.span()));
                shells.push(ProjectTaskShell { task, program: program.into_owned(), at });
            }
        }
    }
    shells
}

fn text(document: &Document, of: Value<'_>, key: &str) -> Option<(String, ProjectLocation)> {
    let value = of.get(key)?;
    let string = value.string().or_else(|| value.get("value")?.string())?;
    Some((string.into_owned(), location(document, value.span())))
}

/// The value of `key` in `of`; the block for the platform takes precedence.
fn written_text(
    document: &Document,
    of: Value<'_>,
    platform: Platform,
    key: &str,
) -> Option<(String, ProjectLocation)> {
    let block = of.get(platform.name());
    block.and_then(|block| text(document, block, key)).or_else(|| text(document, of, key))
}

fn task(document: &Document, index: usize, task: Value<'_>, platform: Platform) -> Option<ProjectCommand> {
    let kind = text(document, task, "type").map_or_else(|| "process".to_owned(), |(kind, _)| kind);
    let label = text(document, task, "label").or_else(|| text(document, task, "taskName"));
    let owner = label.map_or_else(|| format!("number {}", index + 1), |(label, _)| label);
    let implied = TYPES.iter().find(|(of, _)| *of == kind).map(|(_, program)| (*program).to_owned());
    if let Some(program) = implied {
        let at = location(document, task.span());
        return Some(ProjectCommand { by: NamedBy::ProcessTask, owner, program, is_implied: true, at });
    }
    let (command, at) = written_text(document, task, platform, "command")?;
    let by = if kind == "shell" { NamedBy::ShellTask } else { NamedBy::ProcessTask };
    let program = if by == NamedBy::ShellTask { first_program(&command)? } else { command };
    // Another task may build a program of the folder.
    let is_built = task.get("dependsOn").is_some() && program.starts_with("${workspaceFolder}");
    if is_built {
        return None;
    }
    Some(ProjectCommand { by, owner, program, is_implied: false, at })
}

fn configuration(document: &Document, configuration: Value<'_>, platform: Platform) -> Option<ProjectCommand> {
    let (kind, at) = text(document, configuration, "type")?;
    let owner = text(document, configuration, "name").map(|(name, _)| name).unwrap_or_default();
    let named = written_text(document, configuration, platform, "runtimeExecutable");
    let is_implied = named.is_none();
    let (program, at) = match named {
        Some(named) => named,
        None => (LAUNCH_TYPES.iter().find(|(of, _)| *of == kind)?.1.to_owned(), at),
    };
    Some(ProjectCommand { by: NamedBy::Launch, owner, program, is_implied, at })
}

/// The first program of a shell command line, after assignments for it and commands that only prepare it, such as `cd`; `None` if only a
/// shell can determine it.
fn first_program(line: &str) -> Option<String> {
    let mut rest = without_comments(line)?;
    loop {
        let word = rest.split([' ', '\t', ';', '&', '|', '\n']).next()?;
        if let Some((name, _)) = word.split_once('=').filter(|(name, _)| is_variable_name(name)) {
            // With another PATH, or a value that continues after a space, nothing is certain.
            let is_plain = name != "PATH" && !word.contains(['"', '\'', '$', '`', '(']);
            rest = after(rest, word).filter(|_| is_plain)?.trim_start();
            continue;
        }
        let is_preparation = ["cd", "set", "export", "echo"].contains(&word);
        match next_command(rest).filter(|_| is_preparation && !rest.contains("PATH=")) {
            Some(next) => rest = next,
            None => return first_word(rest),
        }
    }
}

/// `line` without the blank lines and comments at its start; `None` if nothing else is left.
fn without_comments(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    while rest.starts_with('#') {
        rest = rest.split_once('\n')?.1.trim_start();
    }
    (!rest.is_empty()).then_some(rest)
}

fn is_variable_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The text of `line` after its first word.
fn after<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    line.strip_prefix(word).filter(|rest| rest.starts_with([' ', '\t']))
}

/// The command after the first `&&` or `;` of `line`, if no quotation mark, comment or here-document makes it uncertain where the first
/// command ends.
fn next_command(line: &str) -> Option<&str> {
    let end = line.find("&&").into_iter().chain(line.find(';')).min()?;
    let (first, rest) = (line.get(..end)?, line.get(end..)?);
    let is_plain = !first.contains(['"', '\'', '`', '(', '|', '\n', '#', '<']);
    is_plain.then(|| rest.trim_start_matches(['&', ';']).trim_start())
}

/// The first word of a shell command line; `None` if only a shell can determine the program.
fn first_word(line: &str) -> Option<String> {
    let line = line.trim_start();
    let word = match line.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => line.split([' ', '\t', '\n', ';', '&', '|', '>', '<']).next()?,
    };
    // A line that continues, the number of a redirection, a splat of PowerShell, a label of cmd or the end of a group is not a program.
    let is_mark = word.chars().all(|letter| letter.is_ascii_digit() || letter == '\\')
        || word.starts_with(['#', '@', ':', '?', ')', '}']);
    let is_plain = !word.is_empty() && !word.contains(['$', '(', '`', '=', '*', '!', '{', '[', '%']);
    (is_plain && !is_mark).then(|| word.to_owned())
}

/// The references to environment variables in the files of `window` that take effect on `platform`.
pub(super) fn references(window: &Window<'_>, platform: Platform) -> Vec<ProjectReference> {
    let mut references = Vec::new();
    for analysis in window.files() {
        let document = analysis.document;
        for site in analysis.sites.iter().filter(|site| site.platforms.has(platform)) {
            let Some(text) = site.text().map(|text| text.as_str().to_owned()) else { continue };
            let at = location(document, site.value_span());
            push(&text, &site.setting, Some(&site.variable), &at, &mut references);
        }
        for section in [Section::Tasks, Section::Launch, Section::Mcp, Section::DevContainer] {
            if let Some(object) = document.section_object(section) {
                walk(document, object, platform, &mut references);
            }
        }
    }
    // A variable of a task appears twice: as a site and as a string of the file.
    let mut seen: Vec<(ProjectLocation, String)> = Vec::new();
    references.retain(|reference| {
        let key = (reference.at.clone(), reference.written.clone());
        let is_new = !seen.contains(&key);
        seen.push(key);
        is_new
    });
    references
}

fn walk(document: &Document, value: Value<'_>, platform: Platform, references: &mut Vec<ProjectReference>) {
    for member in value.members() {
        let name = member.name();
        let is_elsewhere = Platform::ALL.iter().any(|other| *other != platform && other.name() == name);
        if is_elsewhere || name == "customizations" {
            continue;
        }
        if let Some(text) = member.value.string() {
            push(&text, &name, Some(&name), &location(document, member.value.span()), references);
        } else {
            walk(document, member.value, platform, references);
        }
    }
    for element in value.elements() {
        match element.string() {
            Some(text) => push(&text, "", None, &location(document, element.span()), references),
            None => walk(document, element, platform, references),
        }
    }
}

/// Adds the references in `text`, the value of `variable`.
fn push(text: &str, place: &str, variable: Option<&str>, at: &ProjectLocation, references: &mut Vec<ProjectReference>) {
    let count = text.matches("${localEnv:").count() + text.matches("${env:").count();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let before = rest.get(..start).unwrap_or_default();
        let after = rest.get(start..).unwrap_or_default();
        let Some(end) = after.find('}') else { return };
        let written = after.get(..=end).unwrap_or_default();
        rest = after.get(end + 1..).unwrap_or_default();
        let host = written.strip_prefix("${localEnv:");
        let Some(name) = host.or_else(|| written.strip_prefix("${env:")) else { continue };
        let name = name.trim_end_matches('}');
        // The text after another colon is a default.
        if name.contains(':') || name.is_empty() {
            continue;
        }
        let is_separator = |character: char| character == ':' || character == ';';
        let in_list = before.ends_with(is_separator) || rest.starts_with(is_separator);
        // Passing on a variable under its own name changes nothing, except for a container.
        let own = host.is_none() && variable.is_some_and(|variable| variable.eq_ignore_ascii_case(name));
        // `${localEnv:HOME}${localEnv:USERPROFILE}`: one of the two is always empty.
        let alternatives = host.is_some() && count > 1;
        references.push(ProjectReference {
            variable: name.to_owned(),
            written: written.to_owned(),
            place: place.to_owned(),
            at: at.clone(),
            is_optional: in_list || own || alternatives,
            is_of_host: host.is_some() || at.is_in_dev_container(),
        });
    }
}
