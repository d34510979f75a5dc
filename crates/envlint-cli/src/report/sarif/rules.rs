//! The descriptions of the rules in SARIF.

use envlint_core::finding::{Applicability, Severity};
use envlint_core::meta::Meta;

use super::model::{Configuration, Help, ReportingDescriptor, RuleProperties, SarifLevel, SarifMessage};

/// The description of a rule, taken from its page.
pub(super) fn descriptor(meta: &'static Meta) -> ReportingDescriptor {
    let (summary, url) = (meta.summary(), meta.url());
    let see = url.as_ref().map_or_else(String::new, |url| format!("See {url} or "));
    let run = if see.is_empty() { "Run" } else { "run" };
    let full = match section(meta.page, "Why is this bad?") {
        Some(why) => format!("{summary}\n\n{why}"),
        None => summary.clone(),
    };
    ReportingDescriptor {
        id: meta.name,
        name: in_pascal_case(meta.name),
        short_description: SarifMessage { text: summary },
        full_description: SarifMessage { text: full },
        help: Help { text: format!("{see}{run} `envlint rule {}`.", meta.name), markdown: meta.page },
        help_uri: url,
        default_configuration: Configuration { enabled: meta.enabled, level: level(meta.severity) },
        properties: RuleProperties {
            tags: [meta.family.name],
            problem_severity: match meta.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
            fix: meta.fix.map(Applicability::name),
        },
    }
}

pub(super) const fn level(severity: Severity) -> SarifLevel {
    match severity {
        Severity::Error => SarifLevel::Error,
        Severity::Warning => SarifLevel::Warning,
        Severity::Info => SarifLevel::Note,
    }
}

/// Converts `path-overwrite` to `PathOverwrite`. The standard recommends a name in addition to the id, and its validator expects
/// this form.
fn in_pascal_case(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    });
    words.flatten().collect()
}

/// The paragraphs of a section of a page, with each paragraph on one line.
fn section(page: &str, title: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("\n## {title}\n"))?;
    let text = rest.split("\n## ").next().unwrap_or_default();
    let paragraphs: Vec<String> =
        text.trim().split("\n\n").map(|paragraph| paragraph.trim().replace('\n', " ")).collect();
    Some(paragraphs.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sections() {
        assert_eq!(in_pascal_case("go-tools-env-shadowed"), "GoToolsEnvShadowed");
        let page = "# x\n\nSummary.\n\n## Why is this bad?\n\nOne\nline.\n\nAnother.\n\n## Example\n\nNo.\n";
        assert_eq!(section(page, "Why is this bad?").as_deref(), Some("One line.\n\nAnother."));
        assert_eq!(section(page, "Sources"), None);
    }
}
