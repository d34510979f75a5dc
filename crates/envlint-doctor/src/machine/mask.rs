//! Masks a machine so that it can be attached to a report: no secrets, no names, and only the text that the question needs.
//!
//! Invariant: an observed machine reaches a file only through this module. The code lists what is kept, not what is removed.

use envlint_core::document::{Document, SourceFile};
use envlint_core::jsonc::{Value, quote};
use envlint_core::secrets::{is_secret_name, secret_spans};
use envlint_core::text::Span;
use envlint_core::vscode::{FileKind, Layer};

use super::neutral::Neutral;
use super::{Env, Machine, MachineKind, Os, Seen};
use crate::project::{FOLDER_SETTINGS, PROGRAM_SETTINGS};
use crate::startup;

/// The replacement for values that are not kept.
pub(super) const MASK: &str = "…";

/// Variables whose value is kept although it is not a list or a path: it shows the cause and nothing about the user.
const KEPT: &[&str] = &[
    "TERM_PROGRAM",
    "VSCODE_CLI",
    "VSCODE_INJECTION",
    "SHLVL",
    "PATHEXT",
    "GOTOOLCHAIN",
    "RUSTUP_TOOLCHAIN",
    "CONDA_DEFAULT_ENV",
    "LANG",
];

/// Arguments whose value is never kept.
const SECRET_ARGUMENTS: &[&str] = &["token", "password", "secret", "key", "auth", "credential", "cookie"];

/// Arguments that identify a shell and the way it was started.
const SHELL_ARGUMENTS: &[&str] =
    &["-i", "-l", "-c", "-ic", "-lc", "-il", "-ilc", "--login", "--init-file", "-Login", "-Command"];

/// Prefixes of the settings that doctor reads, besides those that name programs and folders.
const SETTINGS: &[&str] = &["terminal", "go", "application.shellEnvironmentResolutionTimeout"];

/// Returns `true` if the strings in a setting are values of variables.
fn is_of_variables(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("env") && !name.contains("inheritenv")
}

/// The strings in `value`, each with `true` if it is the value of a variable.
fn strings(value: Value<'_>, of_variables: bool) -> Vec<(Value<'_>, bool)> {
    if value.string().is_some() {
        return vec![(value, of_variables)];
    }
    let members =
        value.members().flat_map(|member| strings(member.value, of_variables || is_of_variables(&member.name())));
    members.chain(value.elements().flat_map(|element| strings(element, of_variables))).collect()
}

/// `text` without tokens, passwords in URLs and values of members with a secret's name.
#[must_use]
pub fn masked_text(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for secret in secret_spans(text, Span::new(0, text.len() as u32)) {
        let range = secret.range();
        if range.start >= at {
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(MASK);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A line of shell code for display: values that are neither paths nor built from other variables are masked.
#[must_use]
pub fn masked_line(os: Os, line: &str) -> String {
    Mask { os, neutral: None }.line(line)
}

/// `value` of the variable `name` for display: masked completely if the name is that of a secret.
#[must_use]
pub fn masked_value(name: &str, value: &str) -> String {
    if is_secret_name(name) { MASK.to_owned() } else { masked_text(value) }
}

impl Machine {
    /// This machine without secrets: only values that are lists and paths, and only the relevant lines of text files.
    /// `neutral` replaces the user's name and home; `None` keeps them.
    #[must_use]
    pub fn masked(&self, neutral: Option<&Neutral>) -> Self {
        let mask = Mask { os: self.os, neutral };
        let mut machine = self.clone();
        for text in machine.user_settings.values_mut() {
            *text = mask.settings(text);
        }
        machine.env = machine.env.map(|env| mask.env(&env));
        if let Seen::Is(login) = &mut machine.login_shell {
            login.command = mask.command(&login.command);
            login.base = login.base.as_ref().map(|env| mask.env(env));
            login.env = mask.seen(&login.env);
            login.output = login.output.as_deref().map(|output| if output.is_empty() { "" } else { MASK }.to_owned());
            login.errors = login.errors.as_deref().map(|errors| mask.errors(errors));
            login.cwd = login.cwd.as_deref().map(|path| mask.text(path));
        }
        for shell in [&mut machine.interactive_shell, &mut machine.task_shell] {
            if let Seen::Is(answer) = shell {
                answer.env = mask.seen(&answer.env);
            }
        }
        for env in machine.shell_modes.values_mut().flatten() {
            *env = mask.env(env);
        }
        if let Seen::Is(session) = &mut machine.session {
            session.source = mask.text(&session.source);
            session.env = mask.env(&session.env);
        }
        for process in machine.processes.iter_mut().flatten() {
            process.command = match process.kind {
                MachineKind::Other
                | MachineKind::Terminal
                | MachineKind::Task
                | MachineKind::Gopls
                | MachineKind::Dlv => mask.program_only(&process.command),
                _ => mask.command(&process.command),
            };
            process.product = process.product.as_deref().map(|product| mask.text(product));
            process.env = mask.seen(&process.env);
            process.cwd = process.cwd.as_deref().map(|path| mask.text(path));
            for path in process.folders.iter_mut() {
                *path = mask.text(path);
            }
        }
        machine.go_env = machine.go_env.map(|env| mask.env(&env));
        if let Seen::Is(file) = &mut machine.go_env_file {
            file.path = mask.text(&file.path);
            file.text = mask.assignments(&file.text);
        }
        machine.log = machine.log.map(|lines| lines.iter().map(|line| mask.lines(line)).collect());
        mask.paths(self, &mut machine);
        machine
    }
}

struct Mask<'m> {
    os: Os,
    neutral: Option<&'m Neutral>,
}

impl Mask<'_> {
    fn text(&self, text: &str) -> String {
        let text = masked_text(text);
        self.neutral.map_or_else(|| text.clone(), |neutral| neutral.text(&text))
    }

    fn seen(&self, env: &Seen<Env>) -> Seen<Env> {
        match env {
            Seen::Is(env) => Seen::Is(self.env(env)),
            other => other.clone(),
        }
    }

    fn env(&self, env: &Env) -> Env {
        env.0.iter().map(|(name, value)| (name.clone(), self.value(name, value))).collect()
    }

    fn value(&self, name: &str, value: &str) -> String {
        let is_kept = KEPT.iter().any(|kept| self.os.same_name(kept, name)) || self.is_path_like(value);
        if is_kept && !is_secret_name(name) && !value.contains("://") {
            self.text(value)
        } else if value.is_empty() {
            String::new()
        } else {
            MASK.to_owned()
        }
    }

    /// Returns `true` if every entry of `value` is a path.
    fn is_path_like(&self, value: &str) -> bool {
        let is_path = |text: &str| text.is_empty() || text == "." || self.os.is_absolute(text) || text.starts_with('~');
        !value.is_empty() && self.os.entries(value).all(|entry| is_path(entry.text))
    }

    /// A command line without the values of secret arguments.
    fn command(&self, command: &[String]) -> Vec<String> {
        let is_secret = |argument: &str| {
            let lower = argument.to_ascii_lowercase();
            argument.starts_with('-') && SECRET_ARGUMENTS.iter().any(|word| lower.contains(word))
        };
        let mut masked = Vec::new();
        let mut next_is_secret = false;
        for argument in command {
            let name = argument.split('=').next().unwrap_or_default();
            masked.push(match argument.split_once('=') {
                _ if std::mem::take(&mut next_is_secret) => MASK.to_owned(),
                Some((name, _)) if is_secret(name) || is_secret_name(name) => format!("{name}={MASK}"),
                _ if argument.contains("://") => MASK.to_owned(),
                _ => {
                    next_is_secret = is_secret(name) && !argument.contains('=');
                    let is_kept = masked.is_empty() || argument.starts_with('-') || self.is_path_like(argument);
                    if is_kept { self.text(argument) } else { MASK.to_owned() }
                }
            });
        }
        masked
    }

    /// The command line of an unknown program: only the program, paths, and the arguments that identify a shell.
    fn program_only(&self, command: &[String]) -> Vec<String> {
        let is_kept = |argument: &&str| {
            SHELL_ARGUMENTS.contains(argument)
                || argument.starts_with("--type=")
                || argument.starts_with("--utility-sub-type=")
        };
        let shown = |(index, argument): (usize, &String)| {
            if index == 0 || is_kept(&argument.as_str()) || self.is_path_like(argument) {
                self.text(argument)
            } else {
                MASK.to_owned()
            }
        };
        command.iter().enumerate().map(shown).collect()
    }

    /// The settings that doctor reads, one per line, with values of variables masked.
    fn settings(&self, text: &str) -> String {
        let document = Document::parse(SourceFile {
            path: "settings.json".to_owned(),
            text: text.to_owned(),
            kind: FileKind::Settings(Layer::User),
        });
        let mut out = "{".to_owned();
        for member in document.root().into_iter().flat_map(Value::members) {
            let name = member.name();
            if !SETTINGS.iter().chain(PROGRAM_SETTINGS).chain(FOLDER_SETTINGS).any(|start| name.starts_with(start)) {
                continue;
            }
            let line = document.position(member.span().start).line as usize;
            let lines = out.matches('\n').count() + 1;
            out.push_str(&"\n".repeat(line.saturating_sub(lines)));
            out.push_str(&format!(
                " {}: {},",
                quote(&name),
                self.setting(&document, member.value, is_of_variables(&name))
            ));
        }
        if out.ends_with(',') {
            out.pop();
        }
        out.push_str(" }\n");
        self.text(&out)
    }

    /// The source of `value`. Strings of variables that are neither paths nor references are masked.
    fn setting(&self, document: &Document, value: Value<'_>, of_variables: bool) -> String {
        let mut out = String::new();
        let mut at = value.span().start as usize;
        let text = document.text();
        for (string, is_variable) in strings(value, of_variables) {
            let decoded = string.string().unwrap_or_default();
            if is_variable && !decoded.contains("${") && !self.is_path_like(&decoded) && !decoded.is_empty() {
                let span = string.span();
                out.push_str(text.get(at..span.start as usize).unwrap_or_default());
                out.push_str(&quote(MASK));
                at = span.end as usize;
            }
        }
        out.push_str(text.get(at..value.span().end as usize).unwrap_or_default());
        out
    }

    /// `NAME=value` lines with values masked in the same way as those of variables.
    fn assignments(&self, text: &str) -> String {
        let line = |line: &str| match line.split_once('=') {
            Some((name, value)) => format!("{name}={}", self.value(name.trim(), value)),
            None => self.text(line),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Lines of shell code. The value of an assignment is kept if it is a path, a list of paths or built from other variables.
    fn lines(&self, text: &str) -> String {
        text.lines().map(|line| self.line(line)).collect::<Vec<_>>().join("\n")
    }

    fn line(&self, line: &str) -> String {
        let masked = self.text(line);
        let words: Vec<&str> = masked.split_whitespace().collect();
        // `set -gx NAME value` of fish, `setenv NAME value` of csh.
        if let Some(("set" | "setenv", rest)) = words.split_first().map(|(first, rest)| (*first, rest)) {
            let start: Vec<&str> = rest.iter().copied().take_while(|word| word.starts_with('-')).collect();
            let named = rest.get(start.len()..).and_then(<[&str]>::split_first);
            if let Some((name, values)) = named.filter(|(name, _)| !name.contains('=')) {
                let is_kept = !is_secret_name(name) && values.iter().all(|value| self.is_built(value));
                let shown: Vec<&str> = words.iter().take(1).chain(&start).chain([name, &MASK]).copied().collect();
                return if is_kept { masked } else { shown.join(" ") };
            }
        }
        let Some((left, value)) = masked.split_once('=') else { return masked };
        // `$env:NAME = value` of PowerShell, `$env.NAME = value` of nushell.
        let ends = [' ', '\t', '-', '"', '\'', ';', '(', '$', ':', '.'];
        let name = left.trim_end().trim_end_matches('+').rsplit(ends).next().unwrap_or_default();
        let is_name = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        let is_kept = !is_secret_name(name) && self.is_built(value.trim());
        if is_name && !is_kept { format!("{left}={MASK}") } else { masked }
    }

    /// Returns `true` if a value in shell code consists of paths and other variables.
    fn is_built(&self, value: &str) -> bool {
        let value = value.trim_matches(['"', '\'']);
        let is_path =
            |text: &str| text.is_empty() || text.starts_with(['$', '~', '`', '(', '.']) || self.os.is_absolute(text);
        // `A=/path B=value` assigns two variables.
        if value.contains('=') {
            return false;
        }
        self.os.entries(value).all(|entry| is_path(entry.text.trim_matches(['"', '\''])))
    }

    /// The errors of syntax in `errors`, without the code that they quote.
    fn errors(&self, errors: &str) -> String {
        let unquoted =
            |line: &str| line.split_once('`').map_or(line.to_owned(), |(start, _)| format!("{start}`{MASK}'"));
        self.text(&startup::syntax_errors_in(errors).lines().map(unquoted).collect::<Vec<_>>().join("\n"))
    }

    fn names(&self, names: Option<&Vec<String>>) -> Option<Vec<String>> {
        names.map(|names| names.iter().map(|name| self.text(name)).collect())
    }

    /// Neutralizes the paths of files, folders, links and products.
    fn paths(&self, machine: &Machine, masked: &mut Machine) {
        masked.home = self.text(&machine.home);
        masked.folder = machine.folder.as_deref().map(|path| self.text(path));
        masked.shell = machine.shell.as_deref().map(|path| self.text(path));
        masked.account_shell = machine.account_shell.as_deref().map(|path| self.text(path));
        for product in masked.products.iter_mut().flatten() {
            product.name = self.text(&product.name);
            for text in [&mut product.path, &mut product.version, &mut product.sandbox] {
                *text = text.as_deref().map(|text| self.text(text));
            }
        }
        masked.functions = machine.functions.iter().map(|(name, kind)| (self.text(name), self.text(kind))).collect();
        masked.files = machine
            .files
            .iter()
            .map(|(path, file)| {
                let file = file.as_ref().map(|file| super::StartupFile {
                    modified: file.modified,
                    text: self.lines(&startup::kept_lines(&file.text)),
                });
                (self.text(path), file)
            })
            .collect();
        masked.directories =
            machine.directories.iter().map(|(path, names)| (self.text(path), self.names(names.as_ref()))).collect();
        let unusable = machine.unusable.iter();
        masked.unusable = unusable.map(|(path, why)| (self.text(path), self.text(why))).collect();
        masked.links = machine.links.iter().map(|(from, to)| (self.text(from), self.text(to))).collect();
        if let Some(folders) = &mut masked.writable_by_others {
            for path in folders.iter_mut() {
                *path = self.text(path);
            }
        }
    }
}
