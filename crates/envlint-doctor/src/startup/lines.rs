//! Finds the lines of startup files that set a variable, add a folder to PATH, or end the shell.

use super::assignments::{assigned_variables, assigning, assignments, assigns};
use super::code::is_block_word;
use super::line::StartupLine;
use super::tools::TOOLS;
use super::{Mode, StartupSyntax, reads_through, syntax};
use crate::machine::Machine;

/// The rank of a line: a lower rank is a better match.
type Rank = Option<u32>;

/// The best lines of all observed files, except comments; the best line comes first.
fn best(machine: &Machine, rank: impl Fn(&str, &str) -> Rank) -> Vec<StartupLine> {
    let mut found: Vec<(u32, StartupLine)> = Vec::new();
    for (path, file) in &machine.files {
        let Some(file) = file else { continue };
        for (index, text) in file.text.lines().enumerate() {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if let Some(rank) = rank(path, text) {
                let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
                let (path, text) = (path.clone(), text.to_owned());
                found.push((rank, StartupLine { path, line, text, modified: file.modified }));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, line)| line).collect()
}

/// The lines that add `folder` to PATH, the most likely first.
#[must_use]
pub fn setting_folder(machine: &Machine, folder: &str) -> Vec<StartupLine> {
    let os = machine.os;
    let folder = os.trimmed(folder);
    let home = os.trimmed(&machine.home);
    let within = folder.strip_prefix(home).filter(|rest| rest.starts_with(['/', '\\']));
    let tools: Vec<_> = TOOLS.iter().filter(|tool| folder.to_lowercase().contains(tool.folder)).collect();
    let parent = os.split(folder).map(|(parent, _)| parent).filter(|parent| parent.len() > 4 && *parent != home);
    let parent_within = parent.and_then(|parent| parent.strip_prefix(home)).filter(|rest| rest.len() > 2);
    let own = own_folder(within.unwrap_or_default());
    let is_system = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/local/sbin"].contains(&folder);
    best(machine, |path, text| {
        let whole = |needle: &str| has_path(text, needle);
        let is_list_file = path.starts_with("/etc/paths");
        if is_list_file {
            return (text == folder).then_some(0);
        }
        let mentions_path = text.to_lowercase().contains("path");
        if whole(folder) || within.is_some_and(whole) {
            return Some(if mentions_path { 1 } else { 2 });
        }
        for tool in &tools {
            if let Some(index) = tool.words.iter().position(|word| text.contains(word)) {
                return Some(10 + u32::try_from(index).unwrap_or(9));
            }
        }
        if own.is_some_and(|own| text.contains(own)) {
            return Some(25);
        }
        let near = || {
            parent.is_some_and(|parent| text.contains(parent)) || parent_within.is_some_and(|rest| text.contains(rest))
        };
        (!is_system && near()).then_some(30)
    })
}

/// The hidden folder of a tool at the start of `within`, a path below the home folder: `/.nvs` of `/.nvs/default/bin`.
fn own_folder(within: &str) -> Option<&str> {
    const SHARED: &[&str] = &["/.local", "/.config", "/.cache"];
    let end = within.get(1..)?.find('/')? + 1;
    let first = within.get(..end)?;
    (first.starts_with("/.") && !SHARED.contains(&first)).then_some(first)
}

/// Returns `true` if `text` contains `path` and not only as part of a longer path.
fn has_path(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let after = text.get(at + path.len()..).and_then(|rest| rest.chars().next());
        !after.is_some_and(|next| next.is_alphanumeric() || matches!(next, '/' | '-' | '_' | '.'))
    })
}

/// The lines that assign the variable `name`.
#[must_use]
pub fn setting_variable(machine: &Machine, name: &str) -> Vec<StartupLine> {
    assigning(machine, name).into_iter().map(|(line, _)| line).collect()
}

/// The text of `line`, after the lines of the same file that assign the variables which it uses.
#[must_use]
pub fn with_needed(machine: &Machine, line: &StartupLine) -> String {
    let uses = |name: &&String| {
        let forms = [format!("${name}"), format!("${{{name}")];
        forms.iter().any(|form| line.text.contains(form)) && !matches!(name.as_str(), "PATH" | "HOME")
    };
    let names = assigned_variables(machine);
    let assignments = names.iter().filter(uses).flat_map(|name| setting_variable(machine, name));
    let needed = assignments.filter(|other| other.path == line.path && other.line < line.line);
    let mut texts: Vec<String> = needed.map(|other| other.text).collect();
    texts.dedup();
    texts.push(line.text.clone());
    texts.join("; ")
}

/// The lines of the user's files that set PATH without its previous value.
#[must_use]
pub fn replaces_path(machine: &Machine) -> Vec<StartupLine> {
    let home = machine.os.trimmed(&machine.home).to_owned();
    best(machine, |path, text| {
        let assigns = |name| assigns(text, syntax(machine, path), name);
        let is_lower = assigns("path");
        if !assigns("PATH") && !is_lower {
            return None;
        }
        let value = text.split_once('=').map_or(text, |(_, value)| value);
        let keeps = ["$PATH", "${PATH", "$path", "%PATH%", "$fish_user_paths"].iter().any(|form| value.contains(form));
        let is_substitution = value.contains("$(") || value.contains('`');
        let plain_list = !is_lower || value.trim_start().starts_with('(');
        // `path+=(…)` appends.
        let adds =
            text.contains("PATH+=") || text.contains("path+=") || text.contains("-a ") || text.contains("--append");
        let is_session = path.starts_with("/etc/environment");
        let rank = if path.starts_with(&home) { 0 } else { 5 };
        (!keeps && !is_substitution && plain_list && !adds && !is_session).then_some(rank)
    })
}

/// The lines that end a shell before it answers or delay its answer, the most likely first.
#[must_use]
pub fn ending(machine: &Machine, timed_out: bool) -> Vec<StartupLine> {
    const SHELLS: &[&str] = &["zsh", "fish", "bash", "nu", "xonsh", "tmux", "screen", "elvish", "pwsh", "ksh", "tcsh"];
    const WAITING: &[&str] = &[
        "sleep ",
        "read ",
        "ssh-add",
        "keychain",
        "tmux",
        "screen",
        "wait",
        "curl ",
        "wget ",
        "ssh-agent",
        "gpg",
        "git fetch",
        "brew update",
        "nvm install",
        "conda",
        "nvm.sh",
        "compinit",
        "ping ",
        "neofetch",
        "fortune",
    ];
    best(machine, |_, text| {
        let mut words = text.split([' ', ';', '&', '\t', '(']).filter(|word| !word.is_empty());
        let execs = words.clone().zip(words.clone().skip(1)).any(|(word, next)| {
            word == "exec"
                && (SHELLS.iter().any(|shell| super::shell_name(next.trim_matches('"')) == *shell)
                    || next.starts_with('$'))
        });
        // `exec` with only a redirection keeps the shell.
        let is_command = |word: &str| word.starts_with(|first: char| first.is_alphabetic() || "/~.\"'".contains(first));
        let becomes_other =
            words.clone().zip(words.clone().skip(1)).any(|(word, next)| word == "exec" && is_command(next));
        let exits = words.any(|word| word == "exit" || word == "logout");
        let index = WAITING.iter().position(|word| text.contains(word));
        if timed_out {
            let waits = index.map(|index| u32::try_from(index).unwrap_or(99));
            waits.or_else(|| becomes_other.then_some(99))
        } else if execs {
            Some(0)
        } else {
            (exits || becomes_other).then_some(1)
        }
    })
}

/// The line that defines the alias `name`, with the command that the alias runs.
#[must_use]
pub fn alias(machine: &Machine, name: &str) -> Option<(StartupLine, String)> {
    let line = best(machine, |_, text| alias_value(text, name).map(|_| 0)).pop()?;
    let command = alias_value(&line.text, name)?.to_owned();
    Some((line, command))
}

/// The command of the alias `name` that `text` defines: in POSIX shells with `=`, in fish and csh with a space.
fn alias_value<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) =
        text.split_once("alias ").filter(|(before, _)| !before.ends_with(|c: char| !" \t;&".contains(c)))?;
    let value = rest.trim_start().strip_prefix(name)?.strip_prefix(['=', ' '])?.trim_start();
    match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => value.split([' ', ';', '\t']).next(),
    }
}

/// The first line that defines the function `name`.
#[must_use]
pub fn function(machine: &Machine, name: &str) -> Option<StartupLine> {
    let defines = |text: &str| {
        let rest = text.strip_prefix("function ").map(str::trim_start).unwrap_or(text);
        let after = rest.strip_prefix(name)?.trim_start();
        (after.starts_with("()") || (rest.len() < text.len() && (after.is_empty() || after.starts_with(['{', ';']))))
            .then_some(0)
    };
    best(machine, |_, text| defines(text)).into_iter().next()
}

/// Returns `true` if the line sets up a tool that adds folders to PATH.
#[must_use]
pub fn is_of_tool(text: &str) -> bool {
    TOOLS.iter().filter_map(|tool| tool.words.first()).any(|word| text.contains(word))
}

/// Commands that take effect before each prompt, but not in a shell that runs only one command.
const HOOKS: &[&str] = &["mise activate", "rtx activate", "direnv hook"];

/// Returns `true` if the line sets up something that takes effect only before a prompt.
#[must_use]
pub fn is_hook(text: &str) -> bool {
    // With `--shims`, it changes PATH immediately.
    HOOKS.iter().any(|hook| text.contains(hook)) && !text.contains("--shims")
}

/// The folder of shims that replaces the hook in `text`, with the command that adds it; `None` if the tool has no shims.
#[must_use]
pub fn shims(text: &str) -> Option<&'static str> {
    // Source: "Shims" in the documentation of mise.
    let has_shims = text.contains("mise activate") || text.contains("rtx activate");
    has_shims.then_some("`mise activate --shims`, or ~/.local/share/mise/shims.")
}

/// The lines that set up such a hook.
#[must_use]
pub fn hooks(machine: &Machine) -> Vec<StartupLine> {
    best(machine, |_, text| is_hook(text).then_some(0))
}

/// Returns `true` if the file at `path` reads the file called `name` with `.` or `source`.
#[must_use]
pub fn sources_file(machine: &Machine, path: &str, name: &str) -> bool {
    let file = machine.files.get(path).and_then(Option::as_ref);
    let mut lines = file.into_iter().flat_map(|file| file.text.lines());
    lines.any(|line| {
        let mut words =
            line.split([' ', '\t', ';', '&', '(']).skip_while(|word| !matches!(*word, "." | "\\." | "source"));
        let is_named = |word: &str| word.trim_matches(['"', '\'', ')']).rsplit('/').next() == Some(name);
        !line.trim_start().starts_with('#') && words.any(is_named)
    })
}

/// Returns `true` if the file at `path` reads another file that was not observed.
#[must_use]
pub fn sources_unknown(machine: &Machine, path: &str) -> bool {
    let text = machine.files.get(path).and_then(Option::as_ref).map(|file| file.text.as_str()).unwrap_or_default();
    let is_known = |word: &str| {
        let name = word.trim_matches(['"', '\'', ')']).rsplit('/').next().unwrap_or_default();
        COMPLETION.iter().any(|part| word.contains(part))
            || machine.files.keys().any(|known| known.rsplit('/').next() == Some(name))
    };
    let code = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    code.into_iter().any(|line| {
        let words: Vec<&str> = line.split([' ', '\t', ';', '&', '(']).filter(|word| !word.is_empty()).collect();
        let sourced = words.windows(2).filter(|pair| matches!(pair, [".", _] | ["\\.", _] | ["source", _]));
        sourced.filter_map(|pair| pair.last()).any(|word| !is_known(word))
    })
}

/// Files that the distribution provides and that only complete command lines.
const COMPLETION: &[&str] = &["bash_completion", "bash-completion"];

/// Returns `true` if a file of the user that `shell` reads in `mode` itself reads a file that was not observed.
#[must_use]
pub fn reads_unknown(machine: &Machine, shell: &str, mode: Mode) -> bool {
    let home = machine.os.trimmed(&machine.home);
    let mut read =
        machine.files.keys().filter(|path| path.starts_with(home) && reads_through(machine, shell, mode, path));
    read.any(|path| sources_unknown(machine, path))
}

/// The text of a startup file as a saved machine keeps it: only lines that can affect an environment. The others are empty
/// so that line numbers do not change.
#[must_use]
pub fn kept_lines(text: &str) -> String {
    const WORDS: &[&str] = &[
        "PATH",
        "path",
        "export ",
        "source ",
        ". ",
        "eval ",
        "exec ",
        "exit",
        "return",
        "setenv ",
        "set ",
        "case ",
        "esac",
        "if ",
        "fi",
        "nvm",
        "conda",
        "/bin",
        "logout",
        "sleep ",
        "activate",
        "init",
        "typeset ",
        "alias ",
        "function ",
    ];
    let line = |line: &str| {
        let is_assignment = || StartupSyntax::ALL.iter().any(|syntax| !assignments(line, *syntax).is_empty());
        let is_kept = WORDS.iter().any(|word| line.contains(word)) || is_block_word(line.trim()) || is_assignment();
        if is_kept && !line.trim_start().starts_with('#') { line.to_owned() } else { String::new() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
