//! Static facts about a rule: its name, family, severity, applicability and page.

use std::fmt;
use std::str::FromStr;

use crate::address;

/// Static facts about a rule.
#[derive(Debug)]
pub struct Meta {
    /// The name: kebab-case, never changed once released.
    pub name: &'static str,
    /// The family that the rule belongs to.
    pub family: Family,
    /// `true` if the rule runs by default.
    pub enabled: bool,
    /// The severity of its findings, unless a finding sets another one.
    pub severity: Severity,
    /// The other severities that a finding can have, most severe first.
    pub also: &'static [Severity],
    /// The most certain applicability of its fixes; `None` if it has no fixes.
    pub fix: Option<Applicability>,
    /// The inputs that it needs besides a single file.
    pub needs: Needs,
    /// The version of envlint in which the rule appeared: "0.1.0".
    pub since: &'static str,
    /// The page in Markdown: a title, a one-paragraph summary, then explanations and examples. Tests execute the
    /// examples.
    pub page: &'static str,
}

impl PartialEq for Meta {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Meta {
    /// The first paragraph of the page, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut paragraphs =
            self.page.split("\n\n").map(str::trim).filter(|text| !text.is_empty() && !text.starts_with('#'));
        paragraphs.next().unwrap_or_default().replace('\n', " ")
    }

    /// The default level, as lists of rules show it: the severity, or `off (severity)` if the rule does not run by
    /// default.
    #[must_use]
    pub fn default_level(&self) -> String {
        if self.enabled { self.severity.to_string() } else { format!("off ({})", self.severity) }
    }

    /// The severities that findings can have by default: the usual one, then the others.
    pub fn severities(&self) -> impl Iterator<Item = Severity> {
        [self.severity].into_iter().chain(self.also.iter().copied())
    }

    /// The default level with the other severities that findings can have: `error (in some cases warning, info)`.
    #[must_use]
    pub fn all_levels(&self) -> String {
        let others: Vec<&str> = self.also.iter().map(|severity| severity.name()).collect();
        let level = self.default_level();
        if others.is_empty() { level } else { format!("{level} (in some cases {})", others.join(", ")) }
    }

    /// The default level, whether there is a fix, and the family, on one line for below the title of the page.
    #[must_use]
    pub fn facts(&self) -> String {
        let fix =
            self.fix.map_or_else(|| "no fix".to_owned(), |applicability| format!("fix: {}", applicability.name()));
        format!("{} · {fix} · {}", self.all_levels(), self.family)
    }

    /// The address of the page; `None` if the project has no website.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        address::page_of_rule(address::WEBSITE, self.family.name, self.name)
    }
}

/// A family of rules that are about the same subject. Each family is a module of the crate with the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// The name of the module, which reports show.
    pub name: &'static str,
    /// The heading in lists of rules: "Terminal profiles and shells".
    pub title: &'static str,
}

impl fmt::Display for Family {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name)
    }
}

/// The inputs that a rule needs besides a single file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// `true` if its findings in one file can depend on other files of a window. A run need not see all files of all
    /// windows, so the absence of such a finding proves nothing.
    pub windows: bool,
    /// `true` if it checks `.env` files. The caller supplies them only if some rule does.
    pub env_files: bool,
}

impl Needs {
    /// The needs of a rule that checks each file by itself.
    pub const NOTHING: Self = Self { windows: false, env_files: false };

    /// The same needs, and all files of a window.
    #[must_use]
    pub const fn windows(self) -> Self {
        Self { windows: true, ..self }
    }

    /// The same needs, and `.env` files.
    #[must_use]
    pub const fn env_files(self) -> Self {
        Self { env_files: true, ..self }
    }
}

/// The level that a configuration assigns to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs with its own severities.
    On,
    /// The rule runs, and all of its findings get this severity.
    As(Severity),
}

impl Level {
    /// The names of levels in configurations. [`Level::On`] has no name: it is what a rule does by default.
    pub const NAMES: [&'static str; 4] = ["error", "warning", "info", "off"];
}

impl FromStr for Level {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        if name == "off" { Ok(Self::Off) } else { name.parse().map(Self::As) }
    }
}

/// The severity of a finding. Ordered: errors are the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is broken.
    Info,
    /// Something does not work as it seems to, or works only by luck.
    Warning,
    /// Something is broken.
    Error,
}

impl Severity {
    /// The lowercase name: "warning".
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

/// How certain a fix is. Ordered: the most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// The author's intent is clear, and nothing that works today breaks: `--fix` applies it.
    Safe,
    /// Probably intended, but it changes behavior that someone may rely on: `--unsafe-fixes` applies it.
    Unsafe,
    /// Shown, but never applied.
    Display,
}

impl Applicability {
    /// The lowercase name: "unsafe".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

/// The facts about a rule that exists only in tests.
#[cfg(test)]
pub(crate) const TEST_META: Meta = Meta {
    name: "some-rule",
    family: Family { name: "test", title: "Test" },
    enabled: true,
    severity: Severity::Warning,
    also: &[],
    fix: None,
    needs: Needs::NOTHING,
    since: "0.1.0",
    page: "",
};
