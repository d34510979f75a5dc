//! Tables of variable names that are often misspelled or misused.

use super::platform::{Platform, Platforms};
use super::variables::LISTS;

/// A variable that some systems set by default and others do not.
#[derive(Debug)]
pub struct SystemVariable {
    /// The name as the system spells it.
    pub name: &'static str,
    /// The platforms that set it.
    platforms: &'static [Platform],
    /// The variable with the same meaning on the other systems.
    pub counterpart: Option<&'static str>,
}

impl SystemVariable {
    /// The platforms that set it.
    #[must_use]
    pub fn platforms(&self) -> Platforms {
        self.platforms.iter().copied().collect()
    }
}

const fn unix(name: &'static str, counterpart: Option<&'static str>) -> SystemVariable {
    SystemVariable { name, platforms: &[Platform::Linux, Platform::Osx], counterpart }
}

const fn windows(name: &'static str, counterpart: Option<&'static str>) -> SystemVariable {
    SystemVariable { name, platforms: &[Platform::Windows], counterpart }
}

/// Source: environ(7); Microsoft's list of recognized environment variables (User State Migration). Names that
/// exist on all systems, or that some desktops also set, such as USERNAME and TEMP, are excluded.
const SYSTEM: &[SystemVariable] = &[
    unix("HOME", Some("USERPROFILE")),
    unix("LOGNAME", Some("USERNAME")),
    unix("SHELL", None),
    unix("TMPDIR", Some("TEMP")),
    unix("USER", Some("USERNAME")),
    windows("ALLUSERSPROFILE", None),
    windows("APPDATA", None),
    windows("CommonProgramFiles", None),
    windows("ComSpec", None),
    windows("HOMEDRIVE", None),
    windows("HOMEPATH", None),
    windows("LOCALAPPDATA", None),
    windows("PATHEXT", None),
    windows("ProgramData", None),
    windows("ProgramFiles", None),
    windows("ProgramFiles(x86)", None),
    windows("SystemDrive", None),
    windows("SystemRoot", None),
    windows("USERDOMAIN", None),
    windows("USERPROFILE", Some("HOME")),
    windows("windir", None),
];

/// The variable called `name`, in any letter case, that some systems set by default and others do not.
#[must_use]
pub fn system_variable(name: &str) -> Option<&'static SystemVariable> {
    SYSTEM.iter().find(|variable| variable.name.eq_ignore_ascii_case(name))
}

/// Variables that only programs of these platforms read.
///
/// Source: ld.so(8); dyld(1); X(7), which XQuartz brings to macOS; the XDG base directory specification.
const OF_SOME: &[(&str, &[Platform])] = &[
    ("DISPLAY", &[Platform::Linux, Platform::Osx]),
    ("LD_LIBRARY_PATH", &[Platform::Linux]),
    ("LD_PRELOAD", &[Platform::Linux]),
    ("WAYLAND_DISPLAY", &[Platform::Linux]),
    ("XAUTHORITY", &[Platform::Linux, Platform::Osx]),
    ("XDG_RUNTIME_DIR", &[Platform::Linux]),
];

/// Returns `true` if programs on `platform` may read `name`.
#[must_use]
pub fn may_be_read_on(name: &str, platform: Platform) -> bool {
    let is_of = |platforms: &[Platform]| platforms.contains(&platform);
    if name.starts_with("DYLD_") {
        return platform == Platform::Osx;
    }
    let of_windows = system_variable(name).filter(|known| known.platforms == [Platform::Windows]);
    OF_SOME.iter().find(|(known, _)| *known == name).is_none_or(|(_, platforms)| is_of(platforms))
        && of_windows.is_none_or(|known| is_of(known.platforms))
}

/// Returns `true` if `name` is a variable of Windows that contains a path with a drive letter.
#[must_use]
pub(crate) fn names_drive_path(name: &str) -> bool {
    const OTHERS: &[&str] = &["ComSpec", "HOMEPATH", "PATHEXT", "USERDOMAIN"];
    let is_on_windows_only = |known: &SystemVariable| known.platforms == [Platform::Windows];
    let is_other = || OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name));
    system_variable(name).is_some_and(is_on_windows_only) && !is_other()
}

/// Names, other than those of lists, that have only one spelling where letter case matters, and that are never
/// used with another letter case for a different variable.
const UPPERCASE_NAMES: &[&str] = &["GOBIN", "GOROOT", "HOME", "JAVA_HOME", "LOGNAME", "TMPDIR", "VIRTUAL_ENV"];

/// The correct spelling of the well-known name that differs from `name` only in letter case.
#[must_use]
pub fn well_known_spelling(name: &str) -> Option<&'static str> {
    LISTS.iter().chain(UPPERCASE_NAMES).find(|known| known.eq_ignore_ascii_case(name) && **known != name).copied()
}

/// Variables that only tools read, each by this exact name. A misspelled one has no effect.
///
/// Source: the manuals of Python, Go, Node.js, Rust and Cargo, .NET, Java, ld.so(8), pkg-config and CMake.
const TOOLS: &[&str] = &[
    "ASPNETCORE_ENVIRONMENT",
    "ASPNETCORE_URLS",
    "CARGO_HOME",
    "CARGO_TARGET_DIR",
    "CGO_CFLAGS",
    "CGO_CPPFLAGS",
    "CGO_CXXFLAGS",
    "CGO_ENABLED",
    "CGO_FFLAGS",
    "CGO_LDFLAGS",
    "CLASSPATH",
    "CMAKE_BUILD_PARALLEL_LEVEL",
    "CMAKE_EXPORT_COMPILE_COMMANDS",
    "CMAKE_GENERATOR",
    "CMAKE_PREFIX_PATH",
    "CMAKE_TOOLCHAIN_FILE",
    "DOTNET_CLI_TELEMETRY_OPTOUT",
    "DOTNET_ENVIRONMENT",
    "DOTNET_ROOT",
    "DYLD_LIBRARY_PATH",
    "ELECTRON_RUN_AS_NODE",
    "GO111MODULE",
    "GOCACHE",
    "GOEXPERIMENT",
    "GOFLAGS",
    "GOINSECURE",
    "GOMODCACHE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOPATH",
    "GOPRIVATE",
    "GOPROXY",
    "GOROOT",
    "GOSUMDB",
    "GOTOOLCHAIN",
    "JAVA_HOME",
    "JAVA_TOOL_OPTIONS",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "NODE_EXTRA_CA_CERTS",
    "NODE_OPTIONS",
    "NODE_PATH",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "PKG_CONFIG_PATH",
    "PYTHONBREAKPOINT",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONFAULTHANDLER",
    "PYTHONHASHSEED",
    "PYTHONHOME",
    "PYTHONIOENCODING",
    "PYTHONOPTIMIZE",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONUNBUFFERED",
    "PYTHONWARNINGS",
    "RUSTDOCFLAGS",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "RUST_BACKTRACE",
    "VIRTUAL_ENV",
];

/// The names of common variables: of lists, then of systems, then those that only tools read.
pub fn known_variables() -> impl Iterator<Item = &'static str> {
    let others = SYSTEM.iter().map(|variable| variable.name).chain(TOOLS.iter().copied());
    LISTS.iter().copied().chain(others.filter(|name| !LISTS.contains(name)))
}

/// The variable that `name` was meant to be. A typo is one changed letter or two swapped letters, except the first,
/// or one missing letter that is neither the first nor the last. Additional letters at either end and other digits
/// are common ways to form different names: `XPATH`, `PYTHONPATH2`.
#[must_use]
pub fn misspelled_tool_variable(name: &str) -> Option<&'static str> {
    const SHORTEST: usize = 6;
    if name.len() + 1 < SHORTEST || TOOLS.contains(&name) || !name.is_ascii() {
        return None;
    }
    TOOLS.iter().find(|known| known.len() >= SHORTEST && is_typo(name.as_bytes(), known.as_bytes())).copied()
}

fn is_typo(name: &[u8], known: &[u8]) -> bool {
    let same_start = name.iter().zip(known).take_while(|(a, b)| a == b).count();
    let same_end = name.iter().rev().zip(known.iter().rev()).take_while(|(a, b)| a == b).count();
    let (differing, missing) =
        (name.len().saturating_sub(same_start + same_end), known.len().saturating_sub(name.len()));
    let letters =
        |name: &[u8]| name.get(same_start..same_start + 2).is_some_and(|two| two.iter().all(u8::is_ascii_uppercase));
    let is_swap = || {
        let pair = |of: &'_ [u8]| of.get(same_start..same_start + 2).map(<[u8]>::to_vec);
        let reversed = pair(known).map(|mut pair| {
            pair.reverse();
            pair
        });
        letters(name) && pair(name) == reversed
    };
    let is_letter = |of: &[u8]| of.get(same_start).is_some_and(u8::is_ascii_uppercase);
    match (missing, name.len() == known.len()) {
        _ if same_start == 0 => false,
        (0, true) => (differing == 1 && is_letter(name) && is_letter(known)) || (differing == 2 && is_swap()),
        // If a letter is doubled, either one may be missing.
        (1, _) => same_start + same_end >= name.len() && same_start < name.len() && is_letter(known),
        _ => false,
    }
}

/// Returns `true` if the program that reads `variable` itself expands `~` at the start of its value.
///
/// Source: `os.path.expanduser` in ansible/config/manager.py, botocore/configloader.py, conans/paths,
/// huggingface_hub/constants.py, IPython/paths.py, jupyter_core/paths.py, pip/_internal/configuration.py, poetry,
/// torch/hub.py, transformers; npm's config; the manual of kpathsea; gpg(1).
#[must_use]
pub fn expands_tilde_itself(variable: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "ANSIBLE_",
        "AWS_",
        "CONAN_",
        "GNUPG",
        "HF_",
        "HUGGINGFACE_",
        "IPYTHON",
        "JUPYTER_",
        "PIP_",
        "POETRY_",
        "TEX",
        "TORCH_",
        "TRANSFORMERS_",
        "WORKON_",
    ];
    let by_npm = variable.get(.."npm_config_".len()).is_some_and(|start| start.eq_ignore_ascii_case("npm_config_"));
    by_npm || variable.ends_with("INPUTS") || PREFIXES.iter().any(|prefix| variable.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_letter_case_is_recognized_and_the_right_one_is_not() {
        assert_eq!(well_known_spelling("Path"), Some("PATH"));
        assert_eq!(well_known_spelling("home"), Some("HOME"));
        assert_eq!(well_known_spelling("PATH"), None);
        assert_eq!(well_known_spelling("user"), None, "it may be someone's own variable");
        for (name, intended) in [
            ("PYTHONUNBUFFERD", Some("PYTHONUNBUFFERED")),
            ("PYTHONUNBUFERED", Some("PYTHONUNBUFFERED")),
            ("GOPROXI", Some("GOPROXY")),
            ("GORPOXY", Some("GOPROXY")),
            ("JAVA_HMOE", Some("JAVA_HOME")),
            ("LD_LIBARY_PATH", Some("LD_LIBRARY_PATH")),
            ("JAVAHOME", None),
            ("GOPROX", None),
            ("XGOPROXY", None),
            ("OPROXY", None),
            ("GOPROXY2", None),
            ("JAVA8HOME", None),
            ("CGO_CFLAGS", None),
            ("CGO_GFLAGS", Some("CGO_CFLAGS")),
            ("GOPATHS", None),
            ("MYPYPATH", None),
            ("PATH", None),
        ] {
            assert_eq!(misspelled_tool_variable(name), intended, "{name}");
        }
        assert!(expands_tilde_itself("NPM_CONFIG_PREFIX") && expands_tilde_itself("TEXMFHOME"));
        assert!(!expands_tilde_itself("PATH"));
    }
}
