//! One file: its text and its syntax.

use std::fmt;
use std::sync::OnceLock;

use crate::jsonc::{self, SyntaxError, Tree, Value};
use crate::text::{LineColumn, LineIndex, Span};
use crate::vscode::{FileKind, Layer, Section};

/// A file as the caller hands it over.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path, with `/` between its parts. It is how files of one window find each other, so all of a run must be absolute,
    /// or relative to the same folder.
    pub path: String,
    /// Its whole text, with a byte order mark if it has one.
    pub text: String,
    /// What it is to VS Code.
    pub kind: FileKind,
}

/// Which document of a run: its index in the list that the run was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub usize);

/// A file, parsed. Parsing never fails: a file with a syntax error has the error in place of a tree.
pub struct Document {
    source: Source,
    tree: Result<Tree, SyntaxError>,
    lines: OnceLock<LineIndex>,
}

impl Document {
    /// Parses `source`, which must be shorter than 4 GiB.
    #[must_use]
    pub fn parse(source: Source) -> Self {
        let tree = if source.kind.is_jsonc() { jsonc::parse(&source.text) } else { Ok(Tree::default()) };
        Self { source, tree, lines: OnceLock::new() }
    }

    /// Its path, as the caller gave it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// Its text, byte order mark included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// What it is to VS Code.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.source.kind
    }

    /// The same file with another text.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self::parse(Source { path: self.source.path.clone(), text, kind: self.source.kind })
    }

    /// The root value; `None` if the file holds only blanks and comments, has a syntax error, or is no JSON at all.
    #[must_use]
    pub fn root(&self) -> Option<Value<'_>> {
        self.tree.as_ref().ok()?.root(&self.source.text)
    }

    /// Every object in it, in the order of the text.
    pub fn objects(&self) -> impl Iterator<Item = Value<'_>> {
        self.tree.iter().flat_map(|tree| tree.objects(&self.source.text))
    }

    /// Every string in it, keys included, in the order of the text.
    pub fn strings(&self) -> impl Iterator<Item = Value<'_>> {
        self.tree.iter().flat_map(|tree| tree.strings(&self.source.text))
    }

    /// Whether a string in it holds an escape that JSON does not know. VS Code passes over it, other programs read nothing.
    #[must_use]
    pub fn has_invalid_escapes(&self) -> bool {
        self.tree.as_ref().is_ok_and(Tree::has_invalid_escapes)
    }

    /// Its first syntax error.
    #[must_use]
    pub fn syntax_error(&self) -> Option<&SyntaxError> {
        self.tree.as_ref().err()
    }

    /// The object that holds its settings: the root, or in a `.code-workspace` the value of `settings`, or in a devcontainer.json
    /// that of `customizations.vscode.settings`.
    #[must_use]
    pub fn settings_object(&self) -> Option<Value<'_>> {
        let object = match self.kind() {
            FileKind::Settings(_) => self.root()?,
            FileKind::Workspace => self.root()?.get("settings")?,
            FileKind::DevContainer => {
                let root = self.root()?;
                let current = root.get("customizations").and_then(|at| at.get("vscode")?.get("settings"));
                // Where they stood before there were `customizations`.
                current.or_else(|| root.get("settings"))?
            }
            FileKind::Tasks
            | FileKind::Launch
            | FileKind::Mcp
            | FileKind::Extensions
            | FileKind::EnvFile
            | FileKind::Config => {
                return None;
            }
        };
        object.is_object().then_some(object)
    }

    /// The object that is `section` to VS Code, settings aside: the root of a file of that kind, or the member of a `.code-workspace`.
    #[must_use]
    pub fn section_object(&self, section: Section) -> Option<Value<'_>> {
        let object = match (section, self.kind()) {
            (Section::Settings, _) => return self.settings_object(),
            (Section::Tasks, FileKind::Tasks)
            | (Section::Launch, FileKind::Launch)
            | (Section::Mcp, FileKind::Mcp)
            | (Section::DevContainer, FileKind::DevContainer) => self.root()?,
            (Section::Tasks, FileKind::Workspace) => self.root()?.get("tasks")?,
            (Section::Launch, FileKind::Workspace) => self.root()?.get("launch")?,
            (Section::Tasks | Section::Launch | Section::Mcp | Section::DevContainer, _) => return None,
        };
        object.is_object().then_some(object)
    }

    /// The layer of its settings.
    #[must_use]
    pub fn layer(&self) -> Option<Layer> {
        self.kind().layer()
    }

    /// Whether it is one of the user's own files rather than one of a project.
    #[must_use]
    pub fn is_users_own(&self) -> bool {
        self.kind().is_users_own(self.path())
    }

    /// Where its lines begin.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// Line and column of a byte.
    #[must_use]
    pub fn position(&self, offset: u32) -> LineColumn {
        self.lines().position(self.text(), offset)
    }

    /// Lines and columns of both ends of a span.
    #[must_use]
    pub fn positions(&self, span: Span) -> (LineColumn, LineColumn) {
        (self.position(span.start), self.position(span.end))
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Document").field("path", &self.path()).finish_non_exhaustive()
    }
}
