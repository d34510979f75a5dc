//! Finds the `.env` files that launch configurations and settings name.

use std::borrow::Cow;

use memchr::memmem;

use super::grammar::{ENV_FILE_SETTINGS, EnvFileReader, MCP_ENV_FILE, PathFate};
use super::list::{ListLine, list_lines};
use super::read::sets;
use super::surprise::{SurprisingLine, surprises};
use crate::document::{Document, DocumentId};
use crate::env::{FileAnalysis, Run, folder_of, normalize};
use crate::jsonc::{Decoded, Value};
use crate::text::Span;
use crate::views::{Launch, launches};
use crate::vscode::{FileKind, Platforms, Section};

/// A reference to a `.env` file.
#[derive(Debug)]
pub struct EnvFileReference<'d> {
    /// The setting or member that names the file, for messages: "envFile of configuration `Run`", `go.testEnvFile`.
    pub setting: String,
    /// The same as one key, for programs.
    pub key: String,
    /// The span of the path, including the quotes.
    pub span: Span,
    /// The path as written.
    pub path: Decoded<'d>,
    /// The program that reads the file.
    pub reader: &'static EnvFileReader,
    /// The platforms that the reference applies to.
    pub platforms: Platforms,
    /// The way in which the path begins.
    pub start: PathStart,
    /// `true` if a relative path may refer to another folder that the configuration names, rather than to the
    /// window's folder.
    pub has_own_folder: bool,
    /// The span of the launch configuration that contains the reference.
    pub owner: Option<Span>,
    /// The folder of the file that contains the reference.
    folder: Option<String>,
}

/// The ways in which a path can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStart {
    /// With the window's folder, whose spelling ends at this byte of the path.
    Folder(usize),
    /// With a file or folder name.
    Name,
    /// With `~`.
    Tilde,
    /// With the root, a drive, or something that the file does not determine.
    Elsewhere,
}

/// Part of every key that names a `.env` file; a file without it contains no reference.
const SIGN: &str = "nvFile";

/// Returns `true` if `document` may name a `.env` file, after a quick look at its text.
#[must_use]
pub fn may_name_env_files(document: &Document) -> bool {
    document.kind() != FileKind::EnvFile && memmem::find(document.text().as_bytes(), SIGN.as_bytes()).is_some()
}

/// The references to `.env` files in `analysis`: first those in launch configurations, then those in settings.
#[must_use]
pub(crate) fn find_env_files<'d>(analysis: &FileAnalysis<'d>) -> Vec<EnvFileReference<'d>> {
    let mut found = Vec::new();
    if !may_name_env_files(analysis.document) {
        return found;
    }
    let folder = folder_of(analysis.document.kind(), analysis.document.path());
    let starts = |launch: &Launch<'_>| !launch.attaches() && !launch.goes_with_a_running_program();
    for launch in launches(analysis).iter().filter(|launch| starts(launch)) {
        let Some(reader) = EnvFileReader::of(launch.debugger) else { continue };
        for field in launch.fields("envFile") {
            let (setting, key) =
                (format!("envFile of {}", launch.title()), format!("configurations.{}.envFile", launch.name));
            let has_own_folder = has_own_folder(launch);
            found.extend(strings(field.member.value, reader).filter_map(|value| {
                let (setting, key, folder) = (setting.clone(), key.clone(), folder.clone());
                reference(value, reader, field.platforms, setting, key).map(|reference| EnvFileReference {
                    has_own_folder,
                    owner: Some(launch.span()),
                    folder,
                    ..reference
                })
            }));
        }
    }
    for setting in ENV_FILE_SETTINGS {
        let Some(value) = analysis.settings.get(setting.path).and_then(|found| found.value()) else { continue };
        let key = setting.path.join(".");
        found.extend(strings(value, &setting.reader).filter_map(|value| {
            reference(value, &setting.reader, Platforms::ALL, key.clone(), key.clone())
                .map(|reference| EnvFileReference { folder: folder.clone(), ..reference })
        }));
    }
    if let Some(servers) = analysis.document.section_object(Section::Mcp).and_then(|object| object.get("servers")) {
        for server in servers.members() {
            let Some(value) = server.value.get("envFile") else { continue };
            let name = server.name();
            let (setting, key) = (format!("envFile of server `{name}`"), format!("servers.{name}.envFile"));
            let folder = folder.clone();
            found.extend(
                reference(value, &MCP_ENV_FILE, Platforms::ALL, setting, key)
                    .map(|reference| EnvFileReference { folder, ..reference }),
            );
        }
    }
    let platforms = analysis.platforms();
    for reference in found.iter_mut() {
        reference.platforms = reference.platforms.and(platforms);
    }
    found
}

/// The strings that each name a file.
fn strings<'d>(value: Value<'d>, reader: &EnvFileReader) -> impl Iterator<Item = Value<'d>> + use<'d> {
    let of_list = reader.takes_list.then(|| value.elements()).into_iter().flatten();
    std::iter::once(value).chain(of_list)
}

fn reference<'d>(
    value: Value<'d>,
    reader: &'static EnvFileReader,
    platforms: Platforms,
    setting: String,
    key: String,
) -> Option<EnvFileReference<'d>> {
    let path = value.decoded().filter(|path| !path.text.is_empty())?;
    let start = PathStart::of(&path.text);
    let span = value.span();
    Some(EnvFileReference {
        setting,
        key,
        span,
        path,
        reader,
        platforms,
        start,
        has_own_folder: false,
        owner: None,
        folder: None,
    })
}

/// Returns `true` if the program starts in another folder than the window's.
fn has_own_folder(launch: &Launch<'_>) -> bool {
    let folders = launch.fields("cwd").into_iter().map(|field| field.member.value.string());
    let is_window = |folder: Option<Cow<'_, str>>| {
        folder.is_some_and(|folder| FOLDERS.contains(&folder.trim_end_matches(['/', '\\'])))
    };
    folders.into_iter().any(|folder| !is_window(folder))
}

/// The usual name of a `.env` file.
const USUAL: &str = ".env";

/// Returns `true` if `name` is one letter away from `.env`, and not a name that people choose.
fn is_misspelled(name: &str) -> bool {
    const CHOSEN: &str = ".envs";
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
    let is_near = || name.eq_ignore_ascii_case(USUAL) || strsim::osa_distance(name, USUAL) == 1;
    name != USUAL && name.starts_with('.') && is_plain && name != CHOSEN && is_near()
}

/// The ways to write the window's folder.
const FOLDERS: [&str; 2] = ["${workspaceFolder}", "${workspaceRoot}"];

/// An existing `.env` file, with the first reference to it in a document by a reader with the same grammar.
#[derive(Debug)]
pub struct EnvFile<'r> {
    /// The first reference to the file.
    pub reference: &'r EnvFileReference<'r>,
    /// The id of the file.
    pub id: DocumentId,
    text: &'r str,
}

impl<'r> EnvFile<'r> {
    /// The files of `run` that `references` name for one of `platforms`.
    pub(crate) fn named(references: &'r [EnvFileReference<'r>], run: &Run<'r>, platforms: Platforms) -> Vec<Self> {
        let mut named: Vec<Self> = Vec::new();
        for reference in references.iter().filter(|reference| !reference.platforms.and(platforms).is_empty()) {
            let Some(file) = reference.file().and_then(|path| run.env_file(&path)) else { continue };
            let (id, text) = (file.id, file.document.text());
            let grammar = reference.reader.grammar;
            if !named.iter().any(|known| known.id == id && std::ptr::eq(known.reference.reader.grammar, grammar)) {
                named.push(Self { reference, id, text });
            }
        }
        named
    }

    /// The lines that set lists of folders, for its reader.
    #[must_use]
    pub fn lists(&self) -> Vec<ListLine<'r>> {
        list_lines(self.text, self.reference.reader.grammar)
    }

    /// Returns `true` if the file sets `name`.
    #[must_use]
    pub fn sets(&self, name: &str) -> bool {
        sets(self.text, self.reference.reader.grammar, name)
    }

    /// The lines that the reader reads differently from what they suggest: by kind, then by line.
    #[must_use]
    pub fn surprises(&self) -> Vec<SurprisingLine<'r>> {
        surprises(self.text, self.reference.reader.grammar)
    }
}

impl PathStart {
    fn of(path: &str) -> Self {
        let folder = FOLDERS.iter().find(|folder| path.starts_with(**folder));
        let mut characters = path.chars();
        let is_drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
        match (characters.next(), folder) {
            (_, Some(folder)) => match path.get(folder.len()..) {
                Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => Self::Folder(folder.len()),
                _ => Self::Elsewhere,
            },
            (Some('~'), None) => Self::Tilde,
            (Some(first), None) if first.is_alphanumeric() || matches!(first, '.' | '_' | '-') => {
                if is_drive || path.contains("://") { Self::Elsewhere } else { Self::Name }
            }
            _ => Self::Elsewhere,
        }
    }
}

impl EnvFileReference<'_> {
    /// The path without the reference to the window's folder: `.vscode/dev.env`.
    #[must_use]
    pub fn below_folder(&self) -> &str {
        self.behind_start().trim_start_matches('/')
    }

    fn behind_start(&self) -> &str {
        let start = if let PathStart::Folder(end) = self.start { end } else { 0 };
        self.path.text.get(start..).unwrap_or_default()
    }

    /// Returns `true` if a part of the path is only substituted at run time, so that the file does not determine
    /// the path.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.behind_start().contains("${")
    }

    /// The file, if it can be determined, relative to the same folder as the path of the document that names it.
    #[must_use]
    pub fn file(&self) -> Option<String> {
        match self.fate() {
            PathFate::Found => self.file_in_folder(),
            PathFate::Unknown | PathFate::Lost(_) => None,
        }
    }

    /// The same in a window that opens `folder`. Only the user's own settings and those of a workspace can name files
    /// of several folders.
    #[must_use]
    pub fn file_in(&self, folder: &str) -> Option<String> {
        let is_of_window = self.folder.is_none() && matches!(self.start, PathStart::Folder(_));
        match self.fate() {
            PathFate::Found if is_of_window => self.file_below(folder),
            _ => self.file(),
        }
    }

    /// Returns `true` if the path certainly does not lead to the file.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self.fate(), PathFate::Lost(_))
    }

    fn fate(&self) -> PathFate {
        match self.start {
            PathStart::Folder(_) => self.reader.in_folder,
            PathStart::Name => self.reader.relative,
            PathStart::Tilde | PathStart::Elsewhere => PathFate::Unknown,
        }
    }

    /// The file that a path without a folder is meant to be, if it can be determined.
    #[must_use]
    pub fn file_in_folder(&self) -> Option<String> {
        self.file_below(self.folder.as_deref()?)
    }

    /// The file `.env` in the same folder, if the name of this file looks like a misspelling of it.
    #[must_use]
    pub fn intended_file(&self) -> Option<String> {
        let file = self.file_in_folder()?;
        let name = file.rsplit('/').next()?;
        let folder = file.strip_suffix(name)?;
        is_misspelled(name).then(|| format!("{folder}{USUAL}"))
    }

    fn file_below(&self, folder: &str) -> Option<String> {
        let below = self.below_folder();
        let is_below = matches!(self.start, PathStart::Folder(_) | PathStart::Name);
        let is_plain = is_below && !self.is_open() && !below.contains('\\') && !self.names_folder();
        let path = if folder.is_empty() { below.to_owned() } else { format!("{folder}/{below}") };
        is_plain.then(|| normalize(&path))
    }

    /// Returns `true` if the path certainly names a folder.
    #[must_use]
    pub fn names_folder(&self) -> bool {
        let below = self.below_folder();
        let last = below.rsplit(['/', '\\']).next().unwrap_or_default();
        // The usual folder name for a Python virtual environment, one letter away from `.env`.
        !self.is_open() && ["", ".", "..", ".venv"].contains(&last)
    }

    /// Returns `true` if the reference is in the `launch.json` of a folder.
    #[must_use]
    pub fn is_in_launch_file_of_folder(&self, kind: FileKind) -> bool {
        kind == FileKind::Launch && self.folder.is_some()
    }
}
