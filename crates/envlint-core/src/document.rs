//! One file: its text and its syntax tree.

mod source_file;

use std::fmt;
use std::sync::OnceLock;

use memchr::memmem;

use crate::config::{self, ParsedConfig};
use crate::jsonc::{self, JsonError, Member, Reading, Tree, Value};
use crate::secrets::{Signs, spans_of_document};
use crate::text::{Edit, LineColumn, LineIndex, PositionEncoding, Span};
use crate::vscode::{FileKind, Layer, Section};

pub use source_file::{SourceFile, UnknownFile};

/// The number of a file in a run: its index, if the run was given a list of documents, or the number that
/// [`Documents::insert`](crate::documents::Documents::insert) returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(pub usize);

/// A parsed file. Parsing never fails: the result is a tree of what VS Code reads, and a list of syntax errors.
///
/// Invariant: the text of a document never changes, so every [`Span`] taken from its tree stays a valid byte range
/// of its text. A changed text is a new document ([`Document::with_text`]).
pub struct Document {
    source: SourceFile,
    reading: Reading,
    secrets: OnceLock<Vec<Span>>,
    // In boxes, because most documents need none of them, and a run can have very many documents.
    lines: OnceLock<Box<LineIndex>>,
    signs: OnceLock<Box<Signs>>,
    references: OnceLock<Box<[u32]>>,
    config: OnceLock<Box<ParsedConfig>>,
}

/// The start of a reference. Many rules ask for the references of a file.
const REFERENCE: &str = "${";

/// The member with the servers in files of the portable MCP format.
const MCP_SERVERS: &str = "mcpServers";

impl Document {
    /// Parses `source`, whose text must be shorter than 4 GiB.
    #[must_use]
    pub fn parse(source: SourceFile) -> Self {
        let reading = if source.kind.is_jsonc() { jsonc::read(&source.text) } else { Reading::default() };
        Self::of_reading(source, reading)
    }

    fn of_reading(source: SourceFile, reading: Reading) -> Self {
        let (lines, secrets, signs, references, config) = Default::default();
        Self { source, reading, lines, secrets, signs, references, config }
    }

    /// The path, as the caller gave it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// The text, including the byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// Returns `true` if the text contains `part`, as written.
    #[must_use]
    pub fn contains(&self, part: &str) -> bool {
        self.places_of(part).next().is_some()
    }

    /// The offsets of `part` in the text, as written, in ascending order. References are looked for only once.
    pub(crate) fn places_of<'s>(&'s self, part: &'s str) -> impl Iterator<Item = u32> {
        let bytes = self.text().as_bytes();
        let is_reference = part.starts_with(REFERENCE);
        let references = if is_reference { self.references() } else { &[] };
        let begins = move |at: &u32| bytes.get(*at as usize..).is_some_and(|rest| rest.starts_with(part.as_bytes()));
        let others = (!is_reference).then(|| memmem::find_iter(bytes, part).map(|at| at as u32));
        references.iter().copied().filter(begins).chain(others.into_iter().flatten())
    }

    /// The offsets of [`REFERENCE`] in the text.
    fn references(&self) -> &[u32] {
        let find = || memmem::find_iter(self.text().as_bytes(), REFERENCE).map(|at| at as u32).collect();
        self.references.get_or_init(find)
    }

    /// The role of the file in VS Code.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.source.kind
    }

    /// A document with the same path and kind, but another text.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self::parse(SourceFile { path: self.source.path.clone(), text, kind: self.source.kind })
    }

    /// A document with the same path and kind, and the `text` that `edits` make of this one. If they change only what is between the
    /// quotes of strings, only these are parsed again.
    #[must_use]
    pub(crate) fn edited(&self, edits: &[Edit], text: String) -> Self {
        let tree = if self.errors().is_empty() { jsonc::tree_of_edited(self.tree(), edits, &text) } else { None };
        let Some(tree) = tree.filter(|_| self.kind().is_jsonc()) else { return self.with_text(text) };
        let source = SourceFile { path: self.source.path.clone(), text, kind: self.source.kind };
        Self::of_reading(source, Reading { tree, ..Reading::default() })
    }

    /// The syntax tree; empty for a file that is not JSON.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.reading.tree
    }

    /// The syntax errors, in the order of the text. Empty if the file follows the format.
    #[must_use]
    pub fn errors(&self) -> &[JsonError] {
        &self.reading.errors
    }

    /// Returns `true` if syntax errors make it uncertain what the file is meant to contain: VS Code passed over a part
    /// of it, or may read a part differently than the author meant. A missing comma is not enough.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        !self.reading.doubtful.is_empty() || self.errors().iter().any(|error| !error.lost.is_empty())
    }

    /// Returns `true` if a syntax error may have changed what is read at `span`. Takes time logarithmic in the number
    /// of errors.
    #[must_use]
    pub(crate) fn is_doubtful(&self, span: Span) -> bool {
        let doubtful = &self.reading.doubtful;
        let first = doubtful.partition_point(|part| part.end < span.start);
        doubtful.get(first).is_some_and(|part| part.start <= span.end)
    }

    /// The reason why envlint never writes to the file, as a clause; `None` if it may write.
    #[must_use]
    pub fn read_only(&self) -> Option<&'static str> {
        if !self.errors().is_empty() {
            Some("it has a syntax error")
        } else if self.has_invalid_escapes() {
            Some("it contains an escape that JSON does not define")
        } else if self.tree().has_rare_characters() {
            Some("it contains characters that only VS Code accepts in JSON")
        } else {
            None
        }
    }

    /// The root value; `None` if the file contains only whitespace and comments, or is not JSON.
    #[must_use]
    pub fn root(&self) -> Option<Value<'_>> {
        self.reading.tree.root(&self.source.text)
    }

    /// The value of the member whose key is at `key`. Takes time logarithmic in the size of the file.
    #[must_use]
    pub(crate) fn value_of_key(&self, key: Span) -> Option<Value<'_>> {
        self.reading.tree.value_of_key(&self.source.text, key.start)
    }

    /// The value at `span`. Takes time logarithmic in the size of the file.
    #[must_use]
    pub(crate) fn value_at(&self, span: Span) -> Option<Value<'_>> {
        self.tree().value_at(&self.source.text, span)
    }

    /// Every object in the file, in the order of the text.
    pub fn objects(&self) -> impl Iterator<Item = Value<'_>> {
        self.reading.tree.objects(&self.source.text)
    }

    /// Every object in which a name may be repeated, in the order of the text. There are few, and most of them repeat one.
    pub fn repeating_objects(&self) -> impl Iterator<Item = Value<'_>> {
        self.reading.tree.repeating_objects(&self.source.text)
    }

    /// Every string with an escape, including keys, in the order of the text.
    pub fn escaped_strings(&self) -> impl Iterator<Item = Value<'_>> {
        self.reading.tree.escaped_strings(&self.source.text)
    }

    /// Every member of every object, in the order of the text.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        self.reading.tree.members(&self.source.text).map(|(_, member)| member)
    }

    /// Every string in the file, including keys, in the order of the text.
    pub fn strings(&self) -> impl Iterator<Item = Value<'_>> {
        self.reading.tree.strings(&self.source.text)
    }

    /// Returns `true` if a string in the file contains an escape that JSON does not define. VS Code skips such
    /// escapes; other programs fail to read the file.
    #[must_use]
    pub fn has_invalid_escapes(&self) -> bool {
        self.reading.tree.has_invalid_escapes()
    }

    /// The contents of an `envlint.toml`, parsed on the first call. `rules` are the names of all rules; later calls ignore them.
    pub fn config(&self, rules: &[&str]) -> &ParsedConfig {
        self.config.get_or_init(|| {
            let (config, mistakes) = config::read(self.text(), rules);
            Box::new(ParsedConfig { config, mistakes })
        })
    }

    /// The object to which settings are added: the last of [`Self::settings_objects`].
    #[must_use]
    pub fn settings_object(&self) -> Option<Value<'_>> {
        self.settings_objects().next_back()
    }

    /// The objects that contain the settings: the root; in a `.code-workspace`, the value of `settings`; in a
    /// devcontainer.json, the value of `settings`, their location before `customizations` existed, and then that of
    /// `customizations.vscode.settings`. A key of the later object replaces the same key of the earlier one.
    ///
    /// Source: devcontainers/cli src/spec-configuration/configuration.ts, `updateFromOldProperties` (03574607).
    pub fn settings_objects(&self) -> impl DoubleEndedIterator<Item = Value<'_>> {
        let older = self.root().filter(|_| self.kind() == FileKind::DevContainer).and_then(|root| root.get("settings"));
        [older, self.current_settings_object()].into_iter().flatten().filter(|object| object.is_object())
    }

    /// The members of [`Self::settings_objects`], each with its object, except those that a later object replaces.
    pub fn settings_members(&self) -> impl Iterator<Item = (Value<'_>, Member<'_>)> {
        let last = self.settings_object();
        let all = self.settings_objects().flat_map(|object| object.members().map(move |member| (object, member)));
        all.filter(move |(object, member)| {
            last.is_none_or(|last| last.span() == object.span() || last.member(&member.name()).is_none())
        })
    }

    fn current_settings_object(&self) -> Option<Value<'_>> {
        match self.kind() {
            FileKind::Settings(_) => self.root(),
            FileKind::Workspace => self.root()?.get("settings"),
            FileKind::DevContainer => self.root()?.get("customizations")?.get("vscode")?.get("settings"),
            FileKind::Tasks
            | FileKind::Launch
            | FileKind::Mcp
            | FileKind::PortableMcp
            | FileKind::CursorMcp
            | FileKind::Extensions
            | FileKind::EnvFile
            | FileKind::Config => None,
        }
    }

    /// The object of a `section` other than settings: the root of a file of that kind, or the member of a
    /// `.code-workspace`.
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
            (Section::PortableMcp, FileKind::PortableMcp) => {
                let root = self.root()?;
                root.get(MCP_SERVERS).unwrap_or(root)
            }
            (Section::CursorMcp, FileKind::CursorMcp) => self.root()?.get(MCP_SERVERS)?,
            (
                Section::Tasks
                | Section::Launch
                | Section::Mcp
                | Section::PortableMcp
                | Section::CursorMcp
                | Section::DevContainer,
                _,
            ) => return None,
        };
        object.is_object().then_some(object)
    }

    /// The settings layer that the file belongs to.
    #[must_use]
    pub fn layer(&self) -> Option<Layer> {
        self.kind().layer()
    }

    /// Returns `true` if the file is one of the user's own files rather than part of a project.
    #[must_use]
    pub fn is_users_own(&self) -> bool {
        self.kind().is_users_own(self.path())
    }

    /// Returns `true` if it contains the settings of one of the user's profiles other than the default one.
    #[must_use]
    pub fn is_of_named_profile(&self) -> bool {
        self.kind().is_of_named_profile(self.path())
    }

    /// The index of the file's lines.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| Box::new(LineIndex::new(self.text())))
    }

    /// The spans of the secrets in the text, which must not be shown. They are searched for on first use.
    #[must_use]
    pub fn secrets(&self) -> &[Span] {
        // The whole text is searched, because a value can be on a different line than its name.
        self.secrets.get_or_init(|| spans_of_document(self, self.signs()))
    }

    /// Returns `false` if the text at `span`, which contains no escape, is certainly neither a secret nor the name of one. Takes time
    /// logarithmic in the size of the file, after a pass over the text that the first call makes.
    #[must_use]
    pub fn may_be_secret(&self, span: Span) -> bool {
        self.signs().touch(span)
    }

    /// Returns `false` if the text at `span`, which contains no rare escape, is certainly not a command line with a secret in it. Takes
    /// as long as [`Self::may_be_secret`].
    #[must_use]
    pub fn may_be_secret_command_line(&self, span: Span) -> bool {
        self.signs().touch_command_line(span)
    }

    fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Box::new(Signs::of(self.text())))
    }

    /// The line and column of the byte at `offset`, for people: the column counts Unicode scalar values.
    #[must_use]
    pub fn position(&self, offset: u32) -> LineColumn {
        self.lines().position(self.text(), offset)
    }

    /// The line and column of the byte at `offset`, with the column in units of `encoding`.
    #[must_use]
    pub fn position_in(&self, offset: u32, encoding: PositionEncoding) -> LineColumn {
        self.lines().position_in(self.text(), offset, encoding)
    }

    /// The offset of the byte at `position`, whose column is in units of `encoding`. A position outside the text
    /// becomes the nearest one inside ([`LineIndex::offset`]).
    #[must_use]
    pub fn offset(&self, position: LineColumn, encoding: PositionEncoding) -> u32 {
        self.lines().offset(self.text(), position, encoding)
    }

    /// The lines and columns of both ends of `span`.
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
