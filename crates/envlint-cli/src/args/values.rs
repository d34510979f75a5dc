//! Values of options that several commands share.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use envlint_core::finding::Severity;
use envlint_project::Product;

use crate::console::Syntax;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Each finding with the lines it is about
    Human,
    /// One line per finding
    Concise,
    /// A single JSON object
    Json,
    /// One JSON object per finding and line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// GitLab Code Quality, for merge requests
    Gitlab,
    /// Reviewdog Diagnostic Format, with suggestions
    Rdjson,
    /// JUnit XML, for CI servers that show tests
    Junit,
    /// Checkstyle XML, for CI servers and editors
    Checkstyle,
    /// A Markdown summary, for a pull request comment
    Markdown,
}

impl Format {
    /// Returns `true` if the report itself lists unreadable files where its readers see them, so that standard error need not.
    pub(crate) const fn reports_problems(self) -> bool {
        match self {
            Self::Json | Self::Github | Self::Junit | Self::Checkstyle => true,
            Self::Human | Self::Concise | Self::Jsonl | Self::Sarif | Self::Gitlab | Self::Rdjson | Self::Markdown => {
                false
            }
        }
    }

    /// Returns `true` if its findings are written one after the other, so that they need not be known all at once.
    pub(crate) const fn is_written_in_parts(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Jsonl | Self::Github)
    }

    /// Returns `true` if people read the paths of the report, rather than programs.
    pub(crate) const fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Concise)
    }

    /// What a report in this format is written in.
    pub(crate) const fn syntax(self) -> Syntax {
        match self {
            Self::Human | Self::Concise | Self::Markdown => Syntax::Text,
            Self::Github => Syntax::Workflow,
            Self::Json | Self::Jsonl | Self::Sarif | Self::Gitlab | Self::Rdjson => Syntax::Json,
            // The same escapes are valid in XML.
            Self::Junit | Self::Checkstyle => Syntax::Html,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Use colors on a terminal, unless NO_COLOR is set; CLICOLOR_FORCE and FORCE_COLOR also use them elsewhere
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(level: SeverityName) -> Self {
        match level {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Info => Self::Info,
        }
    }
}

/// A shell that `completions` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompletedShell {
    Bash,
    Elvish,
    Fish,
    Nushell,
    #[value(alias = "pwsh")]
    Powershell,
    Zsh,
}

/// The value of `--user`: the products whose user files are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UserOf(pub(crate) &'static [Product]);

impl UserOf {
    /// The value of `--user` without a product.
    pub(crate) const ALL: &'static str = "all";

    /// Reads the name of a product, or [`Self::ALL`].
    pub(crate) fn parser() -> impl TypedValueParser<Value = Self> {
        let names = Product::ALL.iter().map(|product| PossibleValue::new(product.id).help(product.name));
        PossibleValuesParser::new([PossibleValue::new(Self::ALL)].into_iter().chain(names)).map(|name| {
            let one = Product::ALL.iter().find(|product| product.id == name);
            Self(one.map_or(Product::ALL, std::slice::from_ref))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A configuration can choose the same formats.
    #[test]
    fn the_formats_are_those_of_configurations() {
        let names: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        assert_eq!(names, envlint_core::config::FORMATS);
    }
}
