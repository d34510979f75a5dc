use std::fmt;

/// An operating system, with the name that VS Code uses for it in keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Platform {
    /// Linux, including SSH, WSL and dev containers: the remote side selects the key.
    Linux,
    /// macOS.
    Osx,
    /// Windows.
    Windows,
}

impl Platform {
    /// All platforms, in the order of their names.
    pub const ALL: [Self; 3] = [Self::Linux, Self::Osx, Self::Windows];

    /// The name in keys such as `terminal.integrated.env.osx`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Osx => "osx",
            Self::Windows => "windows",
        }
    }

    /// The name for messages.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Osx => "macOS",
            Self::Windows => "Windows",
        }
    }

    /// The separator between the entries of PATH and similar lists.
    #[must_use]
    pub const fn list_separator(self) -> char {
        match self {
            Self::Linux | Self::Osx => ':',
            Self::Windows => ';',
        }
    }

    /// The variable that contains the home folder.
    #[must_use]
    pub const fn home_variable(self) -> &'static str {
        match self {
            Self::Linux | Self::Osx => "HOME",
            Self::Windows => "USERPROFILE",
        }
    }

    /// Returns `true` if `Path` and `PATH` are different variables.
    #[must_use]
    pub const fn case_sensitive(self) -> bool {
        !matches!(self, Self::Windows)
    }
}

/// Wrong names for a platform, in any letter case, where VS Code accepts only its own name. Ambiguous names are
/// excluded.
const SIMILAR_NAMES: &[(&str, Platform)] = &[
    ("darwin", Platform::Osx),
    ("linux", Platform::Linux),
    ("mac", Platform::Osx),
    ("macos", Platform::Osx),
    ("macosx", Platform::Osx),
    ("os x", Platform::Osx),
    ("osx", Platform::Osx),
    ("win", Platform::Windows),
    ("win32", Platform::Windows),
    ("win64", Platform::Windows),
    ("windows", Platform::Windows),
];

impl Platform {
    /// The platform that `name` means without being its exact name: `mac`, `darwin`, `win32`, `Linux`.
    #[must_use]
    pub fn nearest(name: &str) -> Option<Self> {
        let (_, platform) = SIMILAR_NAMES.iter().find(|(typo, _)| typo.eq_ignore_ascii_case(name))?;
        (platform.name() != name).then_some(*platform)
    }
}

impl std::str::FromStr for Platform {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|platform| platform.name() == name).ok_or(())
    }
}

/// A set of platforms.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Platforms(u8);

impl Platforms {
    /// The empty set.
    pub const NONE: Self = Self(0);
    /// All platforms.
    pub const ALL: Self = Self(0b111);

    /// Only `platform`.
    #[must_use]
    pub const fn only(platform: Platform) -> Self {
        Self(1 << platform as u8)
    }

    /// The set with `platform` added.
    #[must_use]
    pub const fn with(self, platform: Platform) -> Self {
        Self(self.0 | 1 << platform as u8)
    }

    /// The set with `platform` removed.
    #[must_use]
    pub const fn without(self, platform: Platform) -> Self {
        Self(self.0 & !(1 << platform as u8))
    }

    /// The platforms in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns `true` if the set contains `platform`.
    #[must_use]
    pub const fn has(self, platform: Platform) -> bool {
        self.0 & (1 << platform as u8) != 0
    }

    /// Returns `true` if the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The platforms, in order.
    pub fn iter(self) -> impl Iterator<Item = Platform> {
        Platform::ALL.into_iter().filter(move |&platform| self.has(platform))
    }

    /// The separator of path lists, if all platforms in the set share one.
    #[must_use]
    pub fn list_separator(self) -> Option<char> {
        let mut separators = self.iter().map(Platform::list_separator);
        let first = separators.next()?;
        separators.all(|separator| separator == first).then_some(first)
    }

    /// The variable that contains the home folder, if all platforms in the set share one.
    #[must_use]
    pub fn home_variable(self) -> Option<&'static str> {
        let mut names = self.iter().map(Platform::home_variable);
        let first = names.next()?;
        names.all(|name| name == first).then_some(first)
    }
}

impl FromIterator<Platform> for Platforms {
    fn from_iter<I: IntoIterator<Item = Platform>>(platforms: I) -> Self {
        platforms.into_iter().fold(Self::NONE, |set, platform| Self(set.0 | Self::only(platform).0))
    }
}

impl fmt::Debug for Platforms {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}
