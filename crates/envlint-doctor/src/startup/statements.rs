//! The statements of startup files in a form to paste elsewhere.

use super::line::StartupLine;
use super::{StartupSyntax, syntax};
use crate::machine::Machine;

/// `line`, which assigns `name` without exporting it, in a form that exports it; `None` if it contains more than the assignment.
#[must_use]
pub fn exported(machine: &Machine, line: &StartupLine, name: &str) -> Option<String> {
    let text = line.text.as_str();
    let rest = |start: &str| text.strip_prefix(start).map(str::trim_start);
    let assigned = format!("{name}=");
    let new = match syntax(machine, &line.path) {
        StartupSyntax::Posix if text.starts_with(&assigned) => format!("export {text}"),
        StartupSyntax::Posix => {
            let declared = ["declare ", "typeset ", "local ", "export -n "].iter().find_map(|word| rest(word))?;
            declared.starts_with(&assigned).then(|| format!("export {declared}"))?
        }
        StartupSyntax::Fish => {
            let flags = ["-g ", "-U ", "-l ", ""].iter().find_map(|flag| rest(&format!("set {flag}")))?;
            flags.starts_with(&format!("{name} ")).then(|| format!("set -gx {flags}"))?
        }
        StartupSyntax::Csh => {
            let value = rest(&format!("set {name}"))?.strip_prefix('=')?.trim_start();
            format!("setenv {name} {value}")
        }
        StartupSyntax::PowerShell => format!("$env:{}", text.strip_prefix('$')?),
        StartupSyntax::Nu => format!("$env.{}", text.strip_prefix("let ").unwrap_or(text)),
        StartupSyntax::Xonsh => format!("${text}"),
        StartupSyntax::Pairs | StartupSyntax::List => return None,
    };
    // Another command in the line would be repeated under another condition.
    let is_single = !text.contains([';', '&', '|', '#', '\\']);
    is_single.then_some(new)
}

/// The part of `text` that assigns `name`, with the command that exports it and without conditions; `None` if `text` contains no such
/// part.
#[must_use]
pub fn statement(text: &str, name: &str) -> Option<String> {
    let is_start = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !(before.is_ascii_alphanumeric() || before == '_' || before == '$'))
    };
    let at = text.match_indices(&format!("{name}=")).map(|(at, _)| at).find(|at| is_start(*at))?;
    let mut quote = None;
    let mut is_escaped = false;
    let rest = text.get(at..)?;
    let end = rest.find(|letter: char| match (letter, quote) {
        _ if is_escaped => {
            is_escaped = false;
            false
        }
        ('\\', None | Some('"')) => {
            is_escaped = true;
            false
        }
        (mark @ ('"' | '\''), None) => {
            quote = Some(mark);
            false
        }
        (mark, Some(open)) => {
            quote = quote.filter(|_| mark != open);
            false
        }
        (letter, None) => matches!(letter, ';' | '&' | '|' | '#' | ' ' | '\t'),
    });
    let assigned = rest.get(..end.unwrap_or(rest.len()))?;
    // The end of a substitution cannot be found without running it.
    let is_whole = quote.is_none() && !assigned.contains(['(', '`']);
    is_whole.then(|| format!("export {assigned}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_separated_from_its_conditions() {
        let found = |text| statement(text, "A");
        assert_eq!(found("[ -z \"$X\" ] && export A=\"a b\" # c"), Some("export A=\"a b\"".to_owned()));
        assert_eq!(found("if x; then A=1; fi"), Some("export A=1".to_owned()));
        assert_eq!(found("f() { A='1;2'; }"), Some("export A='1;2'".to_owned()));
        assert_eq!(found("*) export A=a\\ b ;;"), Some("export A=a\\ b".to_owned()));
        for text in ["AA=1", "export A", "A=$(b c)", "A=\"1"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
