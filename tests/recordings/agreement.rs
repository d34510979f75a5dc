//! What rules say about PATH and what the model says are the same, for every place on every platform.

use envlint_core::document::{Document, SourceFile};
use envlint_core::env::{Run, windows};
use envlint_core::finding::Finding;
use envlint_core::linter::{Linter, read};
use envlint_core::model::{Model, State};
use envlint_core::rule::Options;
use envlint_core::vscode::{Consumers, FileKind, KeyPart, PLACES, Place, Platform, Section, Shape};

/// Values of PATH. `@` is the separator of lists.
const VALUES: &[&str] = &[
    r#""/a""#,
    r#""/a@${env:PATH}""#,
    r#""${env:PATH}@/a""#,
    r#""/a@${env:Path}""#,
    r#""/a@${env: PATH}""#,
    r#""/a@${env.PATH}""#,
    r#""/a@${containerEnv:PATH}""#,
    r#""/a@${localEnv:PATH}""#,
    r#""/a@${PATH}""#,
    r#""/a@$PATH""#,
    r#""/a@%PATH%""#,
    r#""${userHome}/bin@${env:PATH}""#,
    r#""${workspaceFolder}/bin@${env:PATH}""#,
    r#""${nosuch}/bin@${env:PATH}""#,
    r#""""#,
    "null",
    "5",
    "true",
    r#"["/a"]"#,
];

/// The states in which PATH has lost its inherited entries.
const LOST: &[State] = &[State::Replaced, State::Deleted];

#[test]
fn rules_and_model_agree_about_path() {
    let linters = Platform::ALL.map(|platform| {
        let options = Options { platforms: [platform].into_iter().collect(), ..Options::default() };
        (platform, Linter::new(envlint_rules::all(), options))
    });
    let (mut claims, mut wrong) = (0, Vec::new());
    for place in PLACES {
        let Consumers::Modeled(consumers) = place.consumers else { continue };
        for (platform, value) in Platform::ALL.into_iter().flat_map(|it| VALUES.iter().map(move |value| (it, value))) {
            let (_, linter) = linters.iter().find(|(of, _)| *of == platform).unwrap();
            let value = value.replace('@', if platform == Platform::Windows { ";" } else { ":" });
            for choice in 0..place.key.iter().map(kinds).max().unwrap_or(1) {
                let (path, text) = file_with(place, platform, choice, &value);
                let kind = FileKind::of_path(path).unwrap();
                let documents = [Document::parse(SourceFile { path: path.to_owned(), text: text.clone(), kind })];
                let findings = linter.lint(&documents);
                let analyses = read(&documents);
                let run = Run::new(&analyses);
                let windows = windows(&run);
                let model = Model::new(windows.last().unwrap(), platform);
                let environments = model.processes().into_iter().map(|process| model.environment(&process));
                let of_place = environments.filter(|environment| consumers.contains(&environment.consumer()));
                let states: Vec<State> =
                    of_place.filter_map(|environment| Some(environment.get("PATH")?.state())).collect();
                for finding in &findings {
                    let Some(expected) = claim(finding) else { continue };
                    claims += 1;
                    if states.iter().any(|state| !expected.contains(state) && *state != State::Unknown) {
                        wrong
                            .push(format!("{platform:?} {text}: {} {} {states:?}", finding.rule.name, finding.message));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {claims}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(claims > 1000, "{claims} claims compared");
}

/// The states of PATH that a finding is about; `None` if it says nothing about all of PATH.
fn claim(finding: &Finding) -> Option<&'static [State]> {
    let says = |words: &str| finding.message.contains(words);
    match finding.rule.name {
        "path-overwrite" => Some(&[State::Replaced]),
        "essential-variable-removed" => Some(LOST),
        _ if ["inherited PATH is lost", "inherited PATH is not passed on", "inherited value of PATH is lost"]
            .into_iter()
            .any(says) =>
        {
            Some(LOST)
        }
        "mcp-path-duplicated" | "profile-path-drops-env-path" => Some(&[State::Extended]),
        _ => None,
    }
}

/// The number of kinds of elements that `part` selects, each with and without a terminal.
fn kinds(part: &KeyPart) -> usize {
    if let KeyPart::Each(each) = part { 2 * each.types.len().max(1) } else { 1 }
}

/// A file whose only content is PATH with `value` at `place`. `choice` selects among the kinds of elements that the place is for.
fn file_with(place: &Place, platform: Platform, choice: usize, value: &str) -> (&'static str, String) {
    let inner = match place.shape {
        Shape::Members => format!("{{\"PATH\": {value}}}"),
        Shape::Pairs => format!("[{{\"name\": \"PATH\", \"value\": {value}}}]"),
    };
    let into = |before: String, inner: &str| format!("{{{before}{}", inner.strip_prefix('{').unwrap_or_default());
    let wrap = |inner: String, (index, part): (usize, &KeyPart)| match part {
        KeyPart::Word(word) => format!("{{\"{word}\": {inner}}}"),
        // An automation profile needs a program.
        KeyPart::Platform if index + 1 < place.key.len() && place.section == Section::Settings => {
            format!("{{\"{}\": {}}}", platform.name(), into("\"path\": \"bash\", ".to_owned(), &inner))
        }
        KeyPart::Platform => format!("{{\"{}\": {inner}}}", platform.name()),
        KeyPart::Any => {
            format!("{{\"n\": {}}}", into("\"command\": \"x\", \"path\": \"bash\", ".to_owned(), &inner))
        }
        KeyPart::Each(each) => {
            let kind = each.types.get(choice / 2).map(|kind| format!("\"type\": \"{kind}\", ")).unwrap_or_default();
            let console = match (each.only, choice % 2) {
                ([(name, value)], _) => format!("\"{name}\": \"{value}\", "),
                (_, 0) => "\"console\": \"internalConsole\", ".to_owned(),
                _ => "\"console\": \"integratedTerminal\", ".to_owned(),
            };
            format!("[{}]", into(format!("{kind}{console}\"{}\": \"n\", ", each.names[0]), &inner))
        }
    };
    let text = place.key.iter().enumerate().rev().fold(inner, wrap);
    let path = match place.section {
        Section::Settings => "app/.vscode/settings.json",
        Section::Tasks => "app/.vscode/tasks.json",
        Section::Launch => "app/.vscode/launch.json",
        Section::Mcp => "app/.vscode/mcp.json",
        Section::PortableMcp => "app/.mcp.json",
        Section::CursorMcp => "app/.cursor/mcp.json",
        Section::DevContainer => "app/.devcontainer/devcontainer.json",
    };
    (path, text)
}
