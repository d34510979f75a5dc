use std::fmt;

/// An operating system, by VS Code's name for it in setting keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Platform {
    /// Linux, also behind SSH, WSL and dev containers: the remote side picks the key.
    Linux,
    /// macOS.
    Osx,
    /// Windows.
    Windows,
}

impl Platform {
    /// All of them, in the order of their names.
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

    /// The name that people use.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Osx => "macOS",
            Self::Windows => "Windows",
        }
    }

    /// What stands between the entries of PATH and its likes.
    #[must_use]
    pub const fn list_separator(self) -> char {
        match self {
            Self::Linux | Self::Osx => ':',
            Self::Windows => ';',
        }
    }

    /// The variable that holds the home folder.
    #[must_use]
    pub const fn home_variable(self) -> &'static str {
        match self {
            Self::Linux | Self::Osx => "HOME",
            Self::Windows => "USERPROFILE",
        }
    }

    /// Whether `Path` and `PATH` are two variables.
    #[must_use]
    pub const fn case_sensitive(self) -> bool {
        !matches!(self, Self::Windows)
    }
}

/// What people write for a platform, in any letter case, where VS Code takes its own name for it alone. Names that may mean
/// more than one of them are not here.
const SLIPS: &[(&str, Platform)] = &[
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
    /// The platform that `name` is meant for and does not name: `mac`, `darwin`, `win32`, `Linux`.
    #[must_use]
    pub fn meant_by(name: &str) -> Option<Self> {
        let (_, platform) = SLIPS.iter().find(|(slip, _)| slip.eq_ignore_ascii_case(name))?;
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
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self(0b111);

    /// Just `platform`.
    #[must_use]
    pub const fn only(platform: Platform) -> Self {
        Self(1 << platform as u8)
    }

    /// These and `platform`.
    #[must_use]
    pub const fn with(self, platform: Platform) -> Self {
        Self(self.0 | 1 << platform as u8)
    }

    /// All but `platform`.
    #[must_use]
    pub const fn without(self, platform: Platform) -> Self {
        Self(self.0 & !(1 << platform as u8))
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether `platform` is among them.
    #[must_use]
    pub const fn has(self, platform: Platform) -> bool {
        self.0 & (1 << platform as u8) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The platforms, in order.
    pub fn iter(self) -> impl Iterator<Item = Platform> {
        Platform::ALL.into_iter().filter(move |&platform| self.has(platform))
    }

    /// The separator of path lists, if all of them share one.
    #[must_use]
    pub fn list_separator(self) -> Option<char> {
        let mut separators = self.iter().map(Platform::list_separator);
        let first = separators.next()?;
        separators.all(|separator| separator == first).then_some(first)
    }

    /// The variable that holds the home folder, if all of them share one.
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
