//! Variables of Python and Java that only terminals get.

use envlint_core::env::{FileAnalysis, Site, Window};
use envlint_core::finding::Severity;
use envlint_core::rule::Context;
use envlint_core::vscode::Platforms;

/// A variable that the extension of a language does not take from terminals.
struct LanguageVariable {
    name: &'static str,
    /// The start of the settings that show that the language is used.
    settings: &'static str,
    /// The processes that do not see the variable.
    unseen_by: &'static str,
    /// Settings that say the same to these processes.
    instead: &'static [&'static [&'static str]],
    help: &'static str,
}

/// Source: vscode-python src/client/common/variables/environmentVariablesProvider.ts, which reads `python.envFile`;
/// Pylance's documentation, `python.analysis.extraPaths`; vscode-java src/requirements.ts, which looks at
/// `java.jdt.ls.java.home` and the environment of the extension host.
const VARIABLES: &[LanguageVariable] = &[
    LanguageVariable {
        name: "PYTHONPATH",
        settings: "python.",
        unseen_by: "the Python language server, tests and debugger",
        instead: &[&["python", "envFile"], &["python", "analysis", "extraPaths"]],
        help: "Set PYTHONPATH in the `.env` file of the folder, or in the file that `python.envFile` names",
    },
    LanguageVariable {
        name: "JAVA_HOME",
        settings: "java.",
        unseen_by: "the Java extensions",
        instead: &[&["java", "configuration", "runtimes"], &["java", "home"], &["java", "jdt", "ls", "java", "home"]],
        help: "Set `java.jdt.ls.java.home` or `java.configuration.runtimes`, too",
    },
];

/// Reports the variables of `window` that the extensions of their language do not see.
pub(super) fn check(window: &Window<'_>, context: &mut Context<'_>) {
    for known in VARIABLES {
        // Few files set such a variable, and the other checks look at all settings.
        let is_known = |site: &Site<'_>| site.place.is_of_all_terminals() && site.variable == known.name;
        if !window.layers.iter().any(|layer| layer.sites.iter().any(is_known)) {
            continue;
        }
        let is_used = window.layers.iter().any(|layer| is_used(layer, known.settings));
        let is_set_for = || {
            let has = |layer: &&FileAnalysis<'_>, path: &[&str]| layer.settings.get(path).is_some();
            window.layers.iter().any(|layer| known.instead.iter().any(|path| has(layer, path)))
                || window.files().any(|file| file.sites.iter().any(|site| sets_elsewhere(site, known.name)))
        };
        if !is_used || is_set_for() {
            continue;
        }
        for layer in window.layers.iter().filter(|layer| super::is_own(layer)) {
            let sites = layer.sites.iter().filter(|site| is_known(site));
            for site in sites.filter(|site| site.text().is_some_and(|text| !text.as_str().is_empty())) {
                report(layer, site, known, context);
            }
        }
    }
}

fn report(layer: &FileAnalysis<'_>, site: &Site<'_>, known: &LanguageVariable, context: &mut Context<'_>) {
    let platforms: Platforms = context.platforms(site.platforms);
    if platforms.is_empty() {
        return;
    }
    let message = format!(
        "{} in {} reaches only terminals and tasks: {} do not see it",
        known.name, site.setting, known.unseen_by
    );
    context
        .finding_in(layer.id, site.value_span(), message)
        .severity(Severity::Info)
        .platforms(platforms)
        .variable(&site.variable)
        .place(&site.key)
        .help(known.help)
        .report();
}

/// Returns `true` if a file has a setting of the language.
fn is_used(analysis: &FileAnalysis<'_>, start: &str) -> bool {
    analysis.document.settings_members().any(|(_, member)| member.name().starts_with(start))
}

/// Returns `true` if another place than those of terminals sets `name`.
fn sets_elsewhere(site: &Site<'_>, name: &str) -> bool {
    site.variable == name && !site.place.is_of_terminal()
}
