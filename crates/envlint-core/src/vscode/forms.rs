//! The `${…}` forms that have a meaning somewhere in VS Code or in a well-known extension.

/// The argument of a form, after a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentRule {
    /// `${cwd}`
    Never,
    /// `${workspaceFolder}` and `${workspaceFolder:name}`
    Optional,
    /// `${config:editor.tabSize}`
    Required,
}

/// One known form.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownForm {
    /// The word before the colon or the closing brace.
    pub word: &'static str,
    /// The argument that it accepts.
    pub argument: ArgumentRule,
    /// The word that replaces it, if it is a deprecated form that still works.
    pub instead: Option<&'static str>,
}

const fn form(word: &'static str, argument: ArgumentRule) -> KnownForm {
    KnownForm { word, argument, instead: None }
}

const fn old_form(word: &'static str, instead: &'static str) -> KnownForm {
    KnownForm { word, argument: ArgumentRule::Never, instead: Some(instead) }
}

/// Source: configurationResolver.ts, `VariableKind` (1.138), and its deprecated aliases; those of dev containers:
/// devcontainers/cli, variableSubstitution.ts. `env` is handled before this table is used.
const FORMS: &[KnownForm] = &[
    form("/", ArgumentRule::Never),
    form("columnNumber", ArgumentRule::Never),
    form("command", ArgumentRule::Required),
    form("config", ArgumentRule::Required),
    form("containerEnv", ArgumentRule::Required),
    form("containerWorkspaceFolder", ArgumentRule::Never),
    form("containerWorkspaceFolderBasename", ArgumentRule::Never),
    form("cwd", ArgumentRule::Optional),
    form("defaultBuildTask", ArgumentRule::Never),
    form("devcontainerId", ArgumentRule::Never),
    form("execInstallFolder", ArgumentRule::Never),
    form("execPath", ArgumentRule::Never),
    form("extensionInstallFolder", ArgumentRule::Required),
    form("file", ArgumentRule::Optional),
    form("fileBasename", ArgumentRule::Never),
    form("fileBasenameNoExtension", ArgumentRule::Never),
    form("fileDirname", ArgumentRule::Never),
    form("fileDirnameBasename", ArgumentRule::Never),
    form("fileExtname", ArgumentRule::Never),
    form("fileWorkspaceFolder", ArgumentRule::Never),
    form("fileWorkspaceFolderBasename", ArgumentRule::Never),
    form("input", ArgumentRule::Required),
    form("lineNumber", ArgumentRule::Never),
    form("localEnv", ArgumentRule::Required),
    form("localWorkspaceFolder", ArgumentRule::Never),
    form("localWorkspaceFolderBasename", ArgumentRule::Never),
    form("pathSeparator", ArgumentRule::Never),
    form("relativeFile", ArgumentRule::Optional),
    form("relativeFileDirname", ArgumentRule::Optional),
    form("remoteEnv", ArgumentRule::Required),
    form("selectedText", ArgumentRule::Never),
    form("taskVar", ArgumentRule::Required),
    form("userHome", ArgumentRule::Never),
    form("workspaceFolder", ArgumentRule::Optional),
    form("workspaceFolderBasename", ArgumentRule::Optional),
    old_form("workspaceRoot", "workspaceFolder"),
    old_form("workspaceRootFolderName", "workspaceFolderBasename"),
];

/// The form with the word `word`, which is case-sensitive. With a missing or an unexpected argument, it is an
/// unknown form.
#[must_use]
pub fn known_form(word: &str, has_argument: bool) -> Option<&'static KnownForm> {
    let index = FORMS.binary_search_by(|form| form.word.cmp(word)).ok()?;
    FORMS.get(index).filter(|form| match form.argument {
        ArgumentRule::Never => !has_argument,
        ArgumentRule::Optional => true,
        ArgumentRule::Required => has_argument,
    })
}

/// The form that `word` was meant to be: with other letter case, or with one letter changed, missing, added or
/// swapped with its neighbor. Words of up to seven letters must be equal except for case or a swap, since too many
/// real words are similar to them.
#[must_use]
pub fn nearly_known_form(word: &str, has_argument: bool) -> Option<&'static KnownForm> {
    FORMS.iter().find(|form| {
        let near = || {
            let (word, known) = (word.to_ascii_lowercase(), form.word.to_ascii_lowercase());
            match known.len() {
                0..8 => known.len() > 3 && word.len() == known.len() && is_swap(&word, &known),
                _ => strsim::osa_distance(&word, &known) <= 1,
            }
        };
        let fits =
            if has_argument { form.argument != ArgumentRule::Never } else { form.argument != ArgumentRule::Required };
        form.word != word && fits && (form.word.eq_ignore_ascii_case(word) || near())
    })
}

fn is_swap(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) == 1 && strsim::levenshtein(a, b) == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FORMS.is_sorted_by(|a, b| a.word < b.word));
    }

    #[test]
    fn near_misses_are_recognized_and_other_words_are_not() {
        let near = |word: &str| nearly_known_form(word, false).map(|form| form.word);
        assert_eq!(near("workspacefolder"), Some("workspaceFolder"));
        assert_eq!(near("worksapceFolder"), Some("workspaceFolder"));
        assert_eq!(near("workspaceFolders"), Some("workspaceFolder"));
        assert_eq!(near("userhome"), Some("userHome"));
        assert_eq!(near("fiel"), Some("file"));
        for word in
            ["home", "files", "line", "workspace", "rootName", "webRoot", "buildKit", "path", "cdw", "PATH", "env"]
        {
            assert_eq!(near(word), None, "{word}");
        }
        assert_eq!(known_form("config", false), None);
        assert_eq!(known_form("userHome", true), None);
    }
}
