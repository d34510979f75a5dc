//! Names of variables that people get wrong, as tables.

use super::platform::{Platform, Platforms};
use super::variables::LISTS;

/// A variable that some systems set by themselves, and the others do not.
#[derive(Debug)]
pub struct SystemVariable {
    /// Its name.
    pub name: &'static str,
    /// Where it is set.
    platforms: &'static [Platform],
    /// What holds the same on the other systems.
    pub counterpart: Option<&'static str>,
}

impl SystemVariable {
    /// Where it is set.
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

/// Source: environ(7); Microsoft's list of recognised environment variables (User State Migration). Names that both have, or
/// that some desktops set as well, such as USERNAME and TEMP, are not in it.
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

/// The variable called `name`, in whatever letter case, that some systems set by themselves, and others do not.
#[must_use]
pub fn system_variable(name: &str) -> Option<&'static SystemVariable> {
    SYSTEM.iter().find(|variable| variable.name.eq_ignore_ascii_case(name))
}

/// Names, other than those of lists, that are spelt in one way alone where letter case counts, and that nobody gives a
/// variable of their own in another.
const SPELT: &[&str] = &["GOBIN", "GOROOT", "HOME", "JAVA_HOME", "LOGNAME", "TMPDIR", "VIRTUAL_ENV"];

/// How the well-known name that `name` is, but for letter case, is spelt.
#[must_use]
pub fn well_known_spelling(name: &str) -> Option<&'static str> {
    LISTS.iter().chain(SPELT).find(|known| known.eq_ignore_ascii_case(name) && **known != name).copied()
}

/// Whether the program that reads `variable` itself takes `~` at the start of its value for the home folder.
///
/// Source: `os.path.expanduser` in ansible/config/manager.py, botocore/configloader.py, conans/paths, huggingface_hub/constants.py,
/// IPython/paths.py, jupyter_core/paths.py, pip/_internal/configuration.py, poetry, torch/hub.py, transformers; npm's config;
/// the manual of kpathsea; gpg(1).
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
    fn other_letter_case_is_recognised_and_the_right_one_is_not() {
        assert_eq!(well_known_spelling("Path"), Some("PATH"));
        assert_eq!(well_known_spelling("home"), Some("HOME"));
        assert_eq!(well_known_spelling("PATH"), None);
        assert_eq!(well_known_spelling("user"), None, "somebody may call a variable of their own so");
        assert!(expands_tilde_itself("NPM_CONFIG_PREFIX") && expands_tilde_itself("TEXMFHOME"));
        assert!(!expands_tilde_itself("PATH"));
    }
}
