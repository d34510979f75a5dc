//! The `${…}` forms that have a meaning somewhere in VS Code or in a well-known extension.

use std::fmt;

/// Declares the names with their texts.
macro_rules! form_names {
    ($($name:ident = $text:literal,)*) => {
        /// The name of a form: the text before the colon or the closing brace.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FormName {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl FormName {
            /// The name as it is written in a reference.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

form_names! {
    Slash = "/",
    ColumnNumber = "columnNumber",
    Command = "command",
    Config = "config",
    ContainerEnv = "containerEnv",
    ContainerWorkspaceFolder = "containerWorkspaceFolder",
    ContainerWorkspaceFolderBasename = "containerWorkspaceFolderBasename",
    Cwd = "cwd",
    DefaultBuildTask = "defaultBuildTask",
    DevcontainerId = "devcontainerId",
    Env = "env",
    ExecInstallFolder = "execInstallFolder",
    ExecPath = "execPath",
    ExtensionInstallFolder = "extensionInstallFolder",
    File = "file",
    FileBasename = "fileBasename",
    FileBasenameNoExtension = "fileBasenameNoExtension",
    FileDirname = "fileDirname",
    FileDirnameBasename = "fileDirnameBasename",
    FileExtname = "fileExtname",
    FileWorkspaceFolder = "fileWorkspaceFolder",
    FileWorkspaceFolderBasename = "fileWorkspaceFolderBasename",
    Input = "input",
    LineNumber = "lineNumber",
    LocalEnv = "localEnv",
    LocalWorkspaceFolder = "localWorkspaceFolder",
    LocalWorkspaceFolderBasename = "localWorkspaceFolderBasename",
    PathSeparator = "pathSeparator",
    RelativeFile = "relativeFile",
    RelativeFileDirname = "relativeFileDirname",
    RemoteEnv = "remoteEnv",
    SelectedText = "selectedText",
    TaskVar = "taskVar",
    UserHome = "userHome",
    WorkspaceFolder = "workspaceFolder",
    WorkspaceFolderBasename = "workspaceFolderBasename",
    WorkspaceRoot = "workspaceRoot",
    WorkspaceRootFolderName = "workspaceRootFolderName",
}

impl FormName {
    /// Returns `true` for `${workspaceFolder}` and its relatives, which need an open folder.
    #[must_use]
    pub(crate) const fn needs_folder(self) -> bool {
        matches!(
            self,
            Self::WorkspaceFolder | Self::WorkspaceFolderBasename | Self::WorkspaceRoot | Self::WorkspaceRootFolderName
        )
    }

    /// Returns `true` if the argument is the name of an environment variable: `${localEnv:NAME}`.
    #[must_use]
    pub(crate) const fn names_variable(self) -> bool {
        matches!(self, Self::Env | Self::LocalEnv | Self::ContainerEnv | Self::RemoteEnv)
    }
}

impl fmt::Display for FormName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

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
    /// Its name.
    pub name: FormName,
    /// The argument that it accepts.
    pub argument: ArgumentRule,
    /// The form that replaces it, if it is deprecated but still works.
    pub instead: Option<FormName>,
}

const fn form(name: FormName, argument: ArgumentRule) -> KnownForm {
    KnownForm { name, argument, instead: None }
}

const fn old_form(name: FormName, instead: FormName) -> KnownForm {
    KnownForm { name, argument: ArgumentRule::Never, instead: Some(instead) }
}

/// Source: configurationResolver.ts, `VariableKind` (1.138), and its deprecated aliases; those of dev containers:
/// devcontainers/cli, variableSubstitution.ts. `env` is handled before this table is used.
const FORMS: &[KnownForm] = &[
    form(FormName::Slash, ArgumentRule::Never),
    form(FormName::ColumnNumber, ArgumentRule::Never),
    form(FormName::Command, ArgumentRule::Required),
    form(FormName::Config, ArgumentRule::Required),
    form(FormName::ContainerEnv, ArgumentRule::Required),
    form(FormName::ContainerWorkspaceFolder, ArgumentRule::Never),
    form(FormName::ContainerWorkspaceFolderBasename, ArgumentRule::Never),
    form(FormName::Cwd, ArgumentRule::Optional),
    form(FormName::DefaultBuildTask, ArgumentRule::Never),
    form(FormName::DevcontainerId, ArgumentRule::Never),
    form(FormName::ExecInstallFolder, ArgumentRule::Never),
    form(FormName::ExecPath, ArgumentRule::Never),
    form(FormName::ExtensionInstallFolder, ArgumentRule::Required),
    form(FormName::File, ArgumentRule::Optional),
    form(FormName::FileBasename, ArgumentRule::Never),
    form(FormName::FileBasenameNoExtension, ArgumentRule::Never),
    form(FormName::FileDirname, ArgumentRule::Never),
    form(FormName::FileDirnameBasename, ArgumentRule::Never),
    form(FormName::FileExtname, ArgumentRule::Never),
    form(FormName::FileWorkspaceFolder, ArgumentRule::Never),
    form(FormName::FileWorkspaceFolderBasename, ArgumentRule::Never),
    form(FormName::Input, ArgumentRule::Required),
    form(FormName::LineNumber, ArgumentRule::Never),
    form(FormName::LocalEnv, ArgumentRule::Required),
    form(FormName::LocalWorkspaceFolder, ArgumentRule::Never),
    form(FormName::LocalWorkspaceFolderBasename, ArgumentRule::Never),
    form(FormName::PathSeparator, ArgumentRule::Never),
    form(FormName::RelativeFile, ArgumentRule::Optional),
    form(FormName::RelativeFileDirname, ArgumentRule::Optional),
    form(FormName::RemoteEnv, ArgumentRule::Required),
    form(FormName::SelectedText, ArgumentRule::Never),
    form(FormName::TaskVar, ArgumentRule::Required),
    form(FormName::UserHome, ArgumentRule::Never),
    form(FormName::WorkspaceFolder, ArgumentRule::Optional),
    form(FormName::WorkspaceFolderBasename, ArgumentRule::Optional),
    old_form(FormName::WorkspaceRoot, FormName::WorkspaceFolder),
    old_form(FormName::WorkspaceRootFolderName, FormName::WorkspaceFolderBasename),
];

/// The form called `word`, which is case-sensitive. With a missing or an unexpected argument, it is an
/// unknown form.
#[must_use]
pub fn known_form(word: &str, has_argument: bool) -> Option<&'static KnownForm> {
    let index = FORMS.binary_search_by(|form| form.name.as_str().cmp(word)).ok()?;
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
pub(crate) fn nearly_known_form(word: &str, has_argument: bool) -> Option<&'static KnownForm> {
    FORMS.iter().find(|form| {
        let near = || {
            let (word, known) = (word.to_ascii_lowercase(), form.name.as_str().to_ascii_lowercase());
            match known.len() {
                0..8 => known.len() > 3 && word.len() == known.len() && is_swap(&word, &known),
                _ => strsim::osa_distance(&word, &known) <= 1,
            }
        };
        let fits =
            if has_argument { form.argument != ArgumentRule::Never } else { form.argument != ArgumentRule::Required };
        form.name.as_str() != word && fits && (form.name.as_str().eq_ignore_ascii_case(word) || near())
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
        assert!(FORMS.is_sorted_by(|a, b| a.name.as_str() < b.name.as_str()));
    }

    #[test]
    fn near_misses_are_recognized_and_other_words_are_not() {
        let near = |word: &str| nearly_known_form(word, false).map(|form| form.name.as_str());
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
