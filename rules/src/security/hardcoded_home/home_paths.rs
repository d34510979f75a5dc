//! Finds values that contain one person's home folder.

use std::collections::BTreeSet;
use std::ops::Range;

use envlint_core::env::{FileAnalysis, Text};
use envlint_core::jsonc::{Kind, Value};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{ResolvedString, resolved_strings};
use envlint_core::vscode::{FileKind, FormName, HOMES, HomeFolder, Platform, Platforms, Section};

/// A value that contains someone's home folder.
#[derive(Debug)]
pub(super) struct HomePath {
    /// The home folder as written, with escapes decoded: `/home/joefox`.
    pub(super) home: String,
    /// `true` if it is certainly that of a person, and not a file system or that of a group.
    pub(super) is_certain: bool,
    /// The span of the value, including the quotes.
    pub(super) value: Span,
    /// The setting or object that contains the value, for messages.
    pub(super) holder: String,
    /// The variable whose value it is, if any.
    pub(super) variable: Option<String>,
    /// The edits that replace the home folder with a reference, if the reader supports one.
    pub(super) edits: Vec<Edit>,
}

/// Parts of names (in lower case) whose values are paths on another machine, or are never opened.
const ELSEWHERE: &[&str] = &[
    "associat",
    "container",
    "deploy",
    "dictionary",
    "docker",
    "exclude",
    "history",
    "ignore",
    "mapping",
    "recent",
    "remote",
    "sftp",
    "sourcefilemap",
    "sourcemap",
    "ssh",
    "substitutepath",
    "transport",
    "words",
];

/// The values in `analysis` that contain someone's home folder and are paths on the machine that VS Code runs on.
/// Dev containers are skipped, since they have their own homes, as is a `.code-workspace` that opens a folder in a
/// home, since it is not meant for others.
pub(super) fn home_paths(analysis: &FileAnalysis<'_>, container_users: &[String]) -> Vec<HomePath> {
    let document = analysis.document;
    if !may_hold_home(|letters| document.contains(letters))
        || document.kind() == FileKind::DevContainer
        || opens_home(analysis)
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for site in &analysis.sites {
        seen.insert(site.value_span());
        let sets_home = ["HOME", "USERPROFILE"].contains(&&*site.variable);
        if let Some(text) = site.text().filter(|text| !sets_home && !text.first_reader().reads_host) {
            let holder = format!("{} in {}", site.variable, site.setting);
            let path = of_text(text, Content::Words, site.value_span(), holder, site.platforms);
            found.extend(path.map(|path| HomePath { variable: Some(site.variable.to_string()), ..path }));
        }
    }
    for part in ["/home/", "Users"] {
        for string in resolved_strings(analysis, part) {
            if seen.insert(string.span) && !is_elsewhere(&string.setting) {
                let content = Content::of(&string);
                found.extend(of_text(&string.text, content, string.span, string.setting.to_string(), string.platforms));
            }
        }
    }
    // Dev containers, which may have two objects with settings, are left out above.
    let root = match document.kind() {
        FileKind::Mcp | FileKind::PortableMcp | FileKind::CursorMcp => document.root(),
        _ => document.settings_object(),
    };
    for member in root.into_iter().flat_map(Value::members) {
        let name = member.name();
        if !is_elsewhere(&name) && !["launch", "tasks"].contains(&&*name) {
            plain(member.value, &name, &seen, &mut found);
        }
    }
    found.retain(|path| !container_users.iter().any(|user| path.home == format!("/home/{user}")));
    found.sort_by_key(|path| path.value);
    found
}

fn opens_home(analysis: &FileAnalysis<'_>) -> bool {
    let document = analysis.document;
    let folders =
        document.root().filter(|_| document.kind() == FileKind::Workspace).and_then(|root| root.get("folders"));
    let mut paths = folders.into_iter().flat_map(Value::elements).filter_map(|folder| folder.get("path")?.string());
    paths.any(|path| !homes(&path, Content::Words).is_empty())
}

fn is_elsewhere(name: &str) -> bool {
    // The first word in the title of a resolved string is the member's name.
    let name = name.split(" of ").next().unwrap_or_default().to_ascii_lowercase();
    ELSEWHERE.iter().any(|part| name.contains(part))
}

/// The home folder in a value whose reader is known.
fn of_text(text: &Text<'_>, content: Content, value: Span, holder: String, platforms: Platforms) -> Option<HomePath> {
    let all = homes(text.as_str(), content);
    let first = all.first()?;
    let edits =
        all.iter().filter(|home| home.range == first.range || home.text(text) == first.text(text)).map(|home| {
            let written = text.home(platforms).filter(|_| home.is_whole() && home.fits(text, platforms))?;
            Some(Edit::replace(text.span(home.range.start, home.range.end), written))
        });
    let edits = edits.collect::<Option<Vec<Edit>>>().unwrap_or_default();
    let is_certain = first.owner != HomeOwner::Unknown;
    Some(HomePath { home: first.text(text).to_owned(), is_certain, value, holder, variable: None, edits })
}

/// The home folders at the start of strings in `value`. Their reader, and what it expands, is unknown.
fn plain(value: Value<'_>, name: &str, seen: &BTreeSet<Span>, found: &mut Vec<HomePath>) {
    match value.kind() {
        Kind::String => {
            let Some(text) = value.string().filter(|_| !seen.contains(&value.span())) else { return };
            if let Some(home) = homes(&text, Content::Words).into_iter().next().filter(|home| home.range.start == 0) {
                found.push(HomePath {
                    home: text.get(home.range).unwrap_or_default().to_owned(),
                    is_certain: home.owner != HomeOwner::Unknown,
                    value: value.span(),
                    holder: name.to_owned(),
                    variable: None,
                    edits: Vec::new(),
                });
            }
        }
        Kind::Array => {
            for element in value.elements() {
                plain(element, name, seen, found);
            }
        }
        Kind::Object => {
            let inner = value.members().filter(|member| !is_elsewhere(&member.name()));
            for member in inner {
                plain(member.value, name, seen, found);
            }
        }
        Kind::Number | Kind::True | Kind::False | Kind::Null => {}
    }
}

/// A home folder in a string.
struct Home {
    range: Range<usize>,
    platform: Platform,
    owner: HomeOwner,
}

/// Whose folder it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HomeOwner {
    /// That of a person, who may have another home folder than this one below a folder of homes.
    Person { is_below_group: bool },
    /// Maybe that of a person.
    Unknown,
}

impl Home {
    /// Returns `true` if this is certainly a complete home folder, rather than a folder of homes.
    fn is_whole(&self) -> bool {
        self.owner == HomeOwner::Person { is_below_group: false }
    }

    fn text<'t>(&self, text: &'t Text<'_>) -> &'t str {
        text.as_str().get(self.range.clone()).unwrap_or_default()
    }

    /// Returns `true` if the reader of `text` can refer to a home folder of this system.
    fn fits(&self, text: &Text<'_>, platforms: Platforms) -> bool {
        let is_windows = self.platform == Platform::Windows;
        text.dialect.expands.contains(&FormName::UserHome)
            || platforms.iter().all(|platform| (platform == Platform::Windows) == is_windows)
    }
}

/// Returns `true` if a text contains the letters of a home folder, as `contains` tells. `Users` and `users` end alike.
fn may_hold_home(contains: impl Fn(&str) -> bool) -> bool {
    ["/home/", "sers", "USERS"].into_iter().any(contains)
}

/// What a string contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// A command line.
    Command,
    /// A path, a list, a command line or a sentence.
    Words,
}

impl Content {
    fn of(string: &ResolvedString<'_>) -> Self {
        let is_command = string.section == Section::Tasks && &*string.member == "command" && !string.is_element;
        if is_command { Self::Command } else { Self::Words }
    }
}

/// The home folders of people in `text`, where a path can begin.
fn homes(text: &str, content: Content) -> Vec<Home> {
    if !may_hold_home(|letters| text.contains(letters)) {
        return Vec::new();
    }
    let plain = text.replace('\\', "/");
    let searched = SearchedText { text, plain: &plain, content };
    let mut found = Vec::new();
    for (root, platform) in HOMES {
        let haystack = if *platform == Platform::Windows { plain.to_ascii_lowercase() } else { plain.clone() };
        let starts = haystack.match_indices(root).map(|(at, _)| at);
        found.extend(starts.filter_map(|at| searched.home_at(at, at + root.len(), *platform)));
    }
    found
}

/// A string in which home folders are looked for.
struct SearchedText<'t> {
    text: &'t str,
    /// The text with `/` instead of `\`.
    plain: &'t str,
    content: Content,
}

impl SearchedText<'_> {
    fn home_at(&self, at: usize, name_start: usize, platform: Platform) -> Option<Home> {
        let Self { text, plain, content } = *self;
        let drive = at.checked_sub(2).and_then(|start| plain.get(start..at)).filter(|drive| {
            let is_letter = drive.starts_with(|letter: char| letter.is_ascii_alphabetic());
            is_letter
                && drive.ends_with(':')
                && text.get(..at - drive.len()).is_some_and(|before| begins_path(before, content))
        });
        let start = match (platform, drive) {
            (Platform::Windows, Some(drive)) => at - drive.len(),
            (Platform::Windows, None) => return None,
            // `C:/Users/x` would match as well.
            (Platform::Osx, Some(_)) => return None,
            (Platform::Linux | Platform::Osx, _) => at,
        };
        if !begins_path(text.get(..start)?, content) {
            return None;
        }
        // In a command line, the next word follows.
        let is_word = platform != Platform::Windows && text.get(..start)?.ends_with(' ');
        let name_of = |from: usize| {
            let rest = plain.get(from..)?;
            let rest = if is_word { rest.split([' ', ')', '&', '|', '>']).next()? } else { rest };
            let name = rest.split(['/', ':', ';', ',', '"', '\'']).next()?;
            // Only Windows has spaces in user names, and there a folder must follow.
            (!name.contains(' ') || (platform == Platform::Windows && rest.get(name.len()..)?.starts_with('/')))
                .then_some(name)
        };
        let name = name_of(name_start)?;
        let end = name_start + name.len();
        let below = || name_of(end + 1).filter(|below| HomeFolder::of(below, Platform::Linux) == HomeFolder::Person);
        let (end, owner) = match HomeFolder::of(name, platform) {
            HomeFolder::Person => (end, HomeOwner::Person { is_below_group: false }),
            HomeFolder::People => (end + 1 + below()?.len(), HomeOwner::Person { is_below_group: true }),
            HomeFolder::Unknown => (end, HomeOwner::Unknown),
            HomeFolder::FileSystem => (end + 1 + below()?.len(), HomeOwner::Unknown),
            HomeFolder::Other => return None,
        };
        Some(Home { range: start..end, platform, owner })
    }
}

/// Returns `true` if a path can begin after `before`: at the start, after a list separator, after `=` or a quote,
/// or after a flag such as `-I`. The text before a `:` must be a path itself, not a host.
fn begins_path(before: &str, content: Content) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    let word = before.rsplit([' ', '"', '\'']).next().unwrap_or_default();
    if word.contains('@') {
        return false;
    }
    match last {
        ';' | '=' | ',' | '"' | '\'' => true,
        ':' => {
            let entry = before.trim_end_matches(':').rsplit([':', ';', '=']).next().unwrap_or_default();
            entry.contains(['/', '}'])
        }
        'I' | 'L' => before.ends_with("-I") || before.ends_with("-L"),
        '/' => word == "file://",
        ' ' => is_local_command(before, content),
        _ => false,
    }
}

/// Returns `true` if `before` begins a command line of this machine, so that a path can be one of its words.
fn is_local_command(before: &str, content: Content) -> bool {
    /// Commands that take paths, rather than words of a sentence.
    const COMMANDS: &[&str] = &[
        ".", "bash", "cat", "cd", "chmod", "cmake", "cp", "exec", "ls", "mkdir", "mv", "node", "python", "python3",
        "rm", "sh", "source", "sudo", "touch", "zsh",
    ];
    /// Commands whose words may be paths on another machine, or no paths at all.
    const OTHERS: &[&str] = &[
        "adb",
        "docker",
        "echo",
        "flatpak",
        "kubectl",
        "lxc",
        "mosh",
        "multipass",
        "nerdctl",
        "oc",
        "plink",
        "podman",
        "printf",
        "ssh",
        "vagrant",
        "wsl",
        "wsl.exe",
    ];
    let command = before.rsplit(['&', '|', ';']).next().unwrap_or_default();
    let first = command.split_whitespace().next();
    let is_elsewhere = || before.split_whitespace().any(|word| OTHERS.contains(&word));
    first.is_some_and(|first| COMMANDS.contains(&first)) || (content == Content::Command && !is_elsewhere())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        found_in(text, Content::Words)
    }

    fn found_in(text: &str, content: Content) -> Vec<String> {
        homes(text, content).into_iter().map(|home| text[home.range].to_owned()).collect()
    }

    #[test]
    fn words_of_a_command_line_can_be_paths() {
        for (command, home) in [
            ("make -C /home/ann/x", "/home/ann"),
            (r"make -C C:\Users\ann\x", r"C:\Users\ann"),
            ("poetry run x --data /Users/ann/data", "/Users/ann"),
        ] {
            assert_eq!(found_in(command, Content::Command), [home]);
            assert!(found(command).is_empty(), "{command}");
        }
        for command in ["ssh host make -C /home/ann/x", "docker exec x ls /home/ann", "echo see /home/ann"] {
            assert!(found_in(command, Content::Command).is_empty(), "{command}");
        }
    }

    #[test]
    fn homes_of_people_are_found_where_paths_begin() {
        assert_eq!(found("/home/joefox/code"), ["/home/joefox"]);
        assert_eq!(found("/opt/x:/Users/ann/bin:${env:PATH}"), ["/Users/ann"]);
        assert_eq!(found(r"C:\Users\Jane Roe\go;d:/users/ann/x"), [r"C:\Users\Jane Roe", "d:/users/ann"]);
        assert_eq!(found("-DX=C:/Users/ann/vcpkg.cmake"), ["C:/Users/ann"]);
        assert_eq!(found("-I/home/ann/include"), ["/home/ann"]);
        assert_eq!(found("/home/users/ann/data"), ["/home/users/ann"]);
        assert_eq!(found("/home/home1/physics/data"), ["/home/home1/physics"]);
        assert_eq!(found("source /Users/ann/venv/bin/activate && make"), ["/Users/ann"]);
        assert_eq!(found("make && cd /home/ann/x"), ["/home/ann"]);
        assert_eq!(found("cd /home/ann && make"), ["/home/ann"]);
        assert_eq!(found("file:///home/ann/x"), ["/home/ann"]);
    }

    #[test]
    fn other_paths_are_not() {
        for text in [
            "/home/vscode/.cache",
            "ann@host:/home/ann/app",
            "host:/home/ann",
            "https://x.example/home/ann",
            "/srv/home/ann",
            "${workspaceFolder}/home/ann",
            "/home/",
            "/home/$USER/x",
            "/Users/<you>/x",
            r"C:\Users\Public\x",
            "/users/ann",
            r"C:\Users\${env:USERNAME}\x",
            "ssh host cd /home/ann",
            "rsync -a ./build/ ann@192.0.2.7:/home/ann/app",
            "see /home/ann",
            "/home/users/",
            "/home/local/ros",
            "See /Users/ann",
            "/home/ann is a folder",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
