//! The folders of Go installations, and the targets that Go builds for.

use super::platform::{Platform, Platforms};

/// Folders that installers and packages of Go use, with `/` between their components.
///
/// Source: go.dev/doc/install; the packages `golang` of Debian and Fedora.
const ROOTS: &[&str] =
    &["/usr/local/go", "/usr/lib/go", "/usr/lib/golang", "C:/Go", "C:/Program Files/Go", "C:/Program Files (x86)/Go"];

/// The folders in which the Go extension itself searches for `go`, after PATH.
///
/// Source: vscode-go extension/src/utils/pathUtils.ts, `getBinPathWithPreferredGopathGorootWithExplanation`.
const SEARCHED: &[&str] = &["/usr/local/go", "C:/Program Files/Go", "C:/Program Files (x86)/Go"];

/// Returns `true` if `folder`, with `/` between its components, is clearly a Go installation according to its name:
/// `/usr/local/go`, `~/sdk/go1.22.1`. `~/go` and similar folders are not, since they are usually GOPATH.
#[must_use]
pub fn is_go_root(folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    let mut parts = folder.rsplit('/');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_versioned = versioned(last) || (is_version(last) && is_go(before)) || (is_go(last) && is_version(before));
    let of_homebrew = last == "libexec" && folder.split('/').any(|part| is_go(part) || part.starts_with("go@"));
    let of_goenv = is_version(last) && folder.contains("/.goenv/versions/");
    is_versioned || of_homebrew || of_goenv || is_one_of(folder, ROOTS)
}

/// Returns `true` if the Go extension finds the `go` of `folder` by itself.
#[must_use]
pub fn is_searched_for_go(folder: &str) -> bool {
    is_one_of(folder.trim_end_matches('/'), SEARCHED)
}

/// Returns `true` if `entry`, an entry of PATH with `/` between its components, is the `bin` folder of a Go installation
/// in which the Go extension does not search for `go` by itself.
#[must_use]
pub fn holds_go(entry: &str) -> bool {
    let folder = entry.trim_end_matches('/').strip_suffix("/bin");
    folder.is_some_and(|folder| is_go_root(folder) && !is_searched_for_go(folder))
}

/// The part of a Go installation that a path names by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InGoRoot {
    /// The folder of programs: `…/bin`.
    Programs,
    /// The go command: `…/bin/go`, `…/bin/go.exe`.
    Program,
}

/// Folders, other than Go installations, whose `bin` contains a `go` as a link or a script.
const PREFIXES: &[&str] = &["", "/opt/homebrew", "/opt/local", "/snap", "/usr", "/usr/local"];

/// The part of a Go installation that `path` names, with `/` between its components, and the path without that
/// part. `None` if the path may be a Go installation: a folder called `go` may be in a `bin`.
#[must_use]
pub fn in_go_root(path: &str) -> Option<(InGoRoot, &str)> {
    let cut = |path: &'_ str, end: &str| {
        let at = path.len().checked_sub(end.len())?;
        path.get(at..)?.eq_ignore_ascii_case(end).then_some(at)
    };
    let path = path.trim_end_matches('/');
    if let Some(at) = cut(path, "/bin") {
        return Some((InGoRoot::Programs, path.get(..at)?));
    }
    if let Some(at) = cut(path, "/bin/go.exe") {
        return Some((InGoRoot::Program, path.get(..at)?));
    }
    let folder = path.get(..cut(path, "/bin/go")?)?;
    let last = folder.rsplit('/').next().unwrap_or_default();
    let has_go = is_go_root(folder) || is_go(&last.to_ascii_lowercase()) || PREFIXES.contains(&folder);
    has_go.then_some((InGoRoot::Program, folder))
}

/// The systems and processors that Go builds programs for and that no desktop can run.
///
/// Source: golang/go src/internal/syslist/syslist.go (1.27).
const FOREIGN: &[(&str, &[&str])] = &[
    (
        "GOOS",
        &[
            "aix",
            "android",
            "dragonfly",
            "freebsd",
            "illumos",
            "ios",
            "js",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "wasip1",
        ],
    ),
    ("GOARCH", &["mips", "mips64", "mips64le", "mipsle", "wasm"]),
];

/// The platforms that can run a program built with this value of `GOOS` or `GOARCH`; `None` if that is unknown.
#[must_use]
pub fn target_runs_on(variable: &str, value: &str) -> Option<Platforms> {
    let foreign = FOREIGN.iter().any(|(known, values)| *known == variable && values.contains(&value));
    match (variable, value) {
        _ if foreign => Some(Platforms::NONE),
        ("GOOS", "linux") => Some(Platforms::only(Platform::Linux)),
        ("GOOS", "darwin") => Some(Platforms::only(Platform::Osx)),
        ("GOOS", "windows") => Some(Platforms::only(Platform::Windows)),
        _ => None,
    }
}

fn is_one_of(folder: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(folder))
}

fn is_go(name: &str) -> bool {
    matches!(name, "go" | "golang")
}

/// `go1.22`, `go-1.22`, `go@1.22`
fn versioned(name: &str) -> bool {
    name.strip_prefix("go").is_some_and(|rest| is_version(rest.strip_prefix(['-', '@', '_', '.']).unwrap_or(rest)))
}

/// `1.22`, `1.22.1`, `1.23rc1`
fn is_version(name: &str) -> bool {
    name.strip_prefix("1.").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_go_from_gopath_by_the_name_of_the_folder() {
        for root in [
            "/usr/local/go",
            "/usr/local/go/",
            "/usr/lib/go-1.21",
            "~/sdk/go1.22.1",
            "c:/program files/go",
            "/opt/homebrew/opt/go/libexec",
            "/opt/homebrew/opt/go@1.21/libexec",
            "~/.asdf/installs/golang/1.22.1/go",
            "~/.local/share/mise/installs/go/1.22.1",
            "~/.goenv/versions/1.22.1",
        ] {
            assert!(is_go_root(root), "{root}");
        }
        for other in ["~/go", "/go", "/opt/go", "", "/", "/usr", "~/gopher", "~/go1", "/opt/libexec", "~/x/1.22", "go1"]
        {
            assert!(!is_go_root(other), "{other}");
        }
    }

    #[test]
    fn distinguishes_parts_of_a_go_installation_from_its_folder() {
        for (path, problem, left) in [
            ("/usr/local/go/bin", InGoRoot::Programs, "/usr/local/go"),
            ("~/tools/bin/", InGoRoot::Programs, "~/tools"),
            ("C:/Go/Bin", InGoRoot::Programs, "C:/Go"),
            ("D:/x/bin/go.EXE", InGoRoot::Program, "D:/x"),
            ("/usr/local/go/bin/go", InGoRoot::Program, "/usr/local/go"),
            ("/opt/Go/bin/go", InGoRoot::Program, "/opt/Go"),
            ("/usr/bin/go", InGoRoot::Program, "/usr"),
            ("/bin/go", InGoRoot::Program, ""),
        ] {
            assert_eq!(in_go_root(path), Some((problem, left)), "{path}");
        }
        for folder in ["/usr/local/go", "~/bin/go", "/opt/bin/go/", "/opt/cabin", "bin", "go", "", "/", "ü/bin/gö"] {
            assert_eq!(in_go_root(folder), None, "{folder}");
        }
    }
}
