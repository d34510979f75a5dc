//! Distinguishes commands with arguments from paths with spaces.

use envlint_core::env::Text;

/// Subcommands of programs that run another program, as in `mise exec`.
const SUBCOMMANDS: &[&str] = &["exec", "run", "tool"];

/// Returns `true` if `text` is clearly a program with arguments, unlike `/home/you/My Tools/go` and
/// `C:\Program RandomFiles\Go\bin\go.exe`.
pub(super) fn has_arguments(text: &Text<'_>) -> bool {
    if !text.as_str().contains(' ') {
        return false;
    }
    // A reference is assumed to be part of a path.
    let pieces = text.segments.iter().map(|segment| segment.reference().map_or_else(|| text.of(segment), |_| "/"));
    let plain: String = pieces.collect();
    let mut words = plain.split_whitespace();
    let (Some(program), Some(argument)) = (words.next(), words.next()) else { return false };
    if words.next_back().unwrap_or(argument).to_ascii_lowercase().ends_with(".exe") {
        return false;
    }
    match program.rsplit_once(['/', '\\']) {
        Some((_, name)) => is_flag(argument) || SUBCOMMANDS.contains(&argument) || name == "env",
        None => is_program(program) && (is_flag(argument) || is_word(argument)),
    }
}

/// Returns `true` for names such as `goenv` and `python3.12`.
fn is_program(word: &str) -> bool {
    word.split('.').all(is_name)
}

/// Returns `true` for flags such as `-x`, `--name` and `-name.part=value`.
fn is_flag(word: &str) -> bool {
    let name = word.split_once('=').map_or(word, |(name, _)| name);
    let letters = name.trim_start_matches('-');
    let is_start = letters.starts_with(|first: char| first.is_ascii_alphabetic());
    name.len() != letters.len() && is_start && letters.split('.').all(is_name)
}

/// Returns `true` for subcommands such as `run` and `exec`.
fn is_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase()) && is_name(word)
}

fn is_name(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use envlint_core::document::{Document, DocumentId, SourceFile};
    use envlint_core::env::FileAnalysis;
    use envlint_core::views::go_settings;
    use envlint_core::vscode::FileKind;

    fn is_command(value: &str) -> bool {
        let path = ".vscode/settings.json".to_owned();
        let text = format!("{{\"go.alternateTools\": {{\"go\": \"{}\"}}}}", envlint_core::jsonc::quote(value));
        let kind = FileKind::of_path(&path).unwrap();
        let document = Document::parse(SourceFile { path, text, kind });
        let analysis = FileAnalysis::new(DocumentId(0), &document);
        has_arguments(&go_settings(&analysis).first().unwrap().text)
    }

    #[test]
    fn commands_are_distinguished_from_paths_with_spaces() {
        for command in [
            "goenv exec go",
            "mise exec -- go",
            "go run golang.org/x/tools/gopls@latest",
            "gofumpt -extra",
            "/usr/bin/env go",
            "/usr/local/bin/gopls -rpc.trace",
            "/opt/go/bin/go tool gopls",
            "${workspaceFolder}/tools/gofmt --lang=go1.22",
        ] {
            assert!(is_command(command), "{command}");
        }
        for path in [
            "C:\\Program Files\\Go\\bin\\go.exe",
            "C:\\Program Files\\my tools\\go fmt.exe",
            "/home/you/My Tools/go",
            "/home/you/dry run/go",
            "/home/you/Go -beta/bin/go",
            "${env: HOME }/go",
            "My Tool",
            "My Tools/go",
            "my tool.sh",
            "<path to go>",
            "{{ go }}",
            "gopls",
            " gopls ",
            "",
        ] {
            assert!(!is_command(path), "{path}");
        }
    }
}
