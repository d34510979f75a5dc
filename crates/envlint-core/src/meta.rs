//! What is fixed about a rule: its name, how much it matters, how sure its fixes are, its page.

use std::fmt;
use std::str::FromStr;

/// What is fixed about a rule.
#[derive(Debug)]
pub struct Meta {
    /// Its name: kebab-case, stable for ever.
    pub name: &'static str,
    /// The family that it belongs to, which is also the name of its module.
    pub family: &'static str,
    /// Whether it runs when nobody says whether it shall.
    pub enabled: bool,
    /// How much its findings matter, unless they say otherwise.
    pub severity: Severity,
    /// The surest fix that it offers, if any.
    pub fix: Option<Applicability>,
    /// Its page, in Markdown: a title, a one-paragraph summary, then what, why and examples. Executed as a test.
    pub page: &'static str,
}

impl PartialEq for Meta {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Meta {
    /// The first paragraph of its page, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut paragraphs =
            self.page.split("\n\n").map(str::trim).filter(|text| !text.is_empty() && !text.starts_with('#'));
        paragraphs.next().unwrap_or_default().replace('\n', " ")
    }

    /// How much it matters, as lists of rules show it: the name of its severity, in brackets behind `off` if it does not run
    /// by default.
    #[must_use]
    pub fn default_level(&self) -> String {
        if self.enabled { self.severity.to_string() } else { format!("off ({})", self.severity) }
    }

    /// Where its page stands, as the documentation of the rule's module.
    #[must_use]
    pub fn url(&self) -> String {
        let module = self.name.replace('-', "_");
        format!("https://docs.rs/envlint-rules/latest/envlint_rules/{}/{module}/", self.family)
    }
}

/// What is asked of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not to run.
    Off,
    /// To run, with severities of its own.
    On,
    /// To run, and to give all that it finds this severity.
    As(Severity),
}

impl Level {
    /// The names by which people ask for a level; [`Level::On`] has none, it is what a rule does by itself.
    pub const NAMES: [&'static str; 4] = ["error", "warning", "info", "off"];
}

impl FromStr for Level {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        if name == "off" { Ok(Self::Off) } else { name.parse().map(Self::As) }
    }
}

/// How much a finding matters. Ordered: an error is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is broken.
    Info,
    /// Something does not do what it says, or only by luck.
    Warning,
    /// Something is broken.
    Error,
}

impl Severity {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|severity| severity.name() == name).ok_or(())
    }
}

/// How sure a fix is. Ordered: the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// The author's intent is plain, and nothing that works today breaks: `--fix` applies it.
    Safe,
    /// Likely meant, but it changes behaviour that someone may rely on: `--unsafe-fixes`.
    Unsafe,
    /// Only shown.
    Display,
}

impl Applicability {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}
