//! Files of variables that launch configurations and settings name.

use std::borrow::Cow;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::launches::{Launch, launches};
use crate::document::{Document, DocumentId};
use crate::env::{Reading, folder_of, normalize};
use crate::env_file::{SurprisingLine, surprises};
use crate::jsonc::{Decoded, Value};
use crate::text::Span;
use crate::vscode::{ENV_FILE_SETTINGS, EnvFileReader, FileKind, PathFate, Platforms};

/// A place that names a file of variables.
#[derive(Debug)]
pub struct EnvFileReference<'d> {
    /// What names it, as people say: "envFile of configuration `Run`", `go.testEnvFile`.
    pub setting: String,
    /// The same as one key, for programs.
    pub key: String,
    /// Where the path stands, quotes included.
    pub span: Span,
    /// The path, as it is written.
    pub path: Decoded<'d>,
    /// Who reads the file.
    pub reader: &'static EnvFileReader,
    /// Where it counts.
    pub platforms: Platforms,
    /// How the path begins.
    pub start: PathStart,
    /// Whether a relative path may be meant from another folder than that of the window, which the configuration names.
    pub has_own_folder: bool,
    /// The folder that the file which names it belongs to.
    folder: Option<String>,
}

/// How a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStart {
    /// With the folder of the window, written so that it ends at this byte of the path.
    Folder(usize),
    /// With a name.
    Name,
    /// With `~`.
    Tilde,
    /// With the root, a drive, or something that nobody can tell from the file.
    Elsewhere,
}

/// What every key has that names such a file: a text without it names none.
const SIGN: &str = "nvFile";

/// Whether `document` may name a file of variables, as its text tells at a glance.
#[must_use]
pub fn may_name_env_files(document: &Document) -> bool {
    document.kind() != FileKind::EnvFile && memmem::find(document.text().as_bytes(), SIGN.as_bytes()).is_some()
}

/// The places in `reading` that name a file of variables, in the order of launch configurations and then of settings.
#[must_use]
pub fn env_files<'d>(reading: &Reading<'d>) -> Vec<EnvFileReference<'d>> {
    let mut found = Vec::new();
    if !may_name_env_files(reading.document) {
        return found;
    }
    let folder = folder_of(reading.document.kind(), reading.document.path());
    let starts = |launch: &Launch<'_>| !launch.attaches() && !launch.goes_with_a_running_program();
    for launch in launches(reading).iter().filter(|launch| starts(launch)) {
        let Some(reader) = launch.debugger.env_file else { continue };
        for field in launch.fields("envFile") {
            let (setting, key) =
                (format!("envFile of {}", launch.title()), format!("configurations.{}.envFile", launch.name));
            let has_own_folder = has_own_folder(launch);
            found.extend(strings(field.member.value, reader).filter_map(|value| {
                let (setting, key, folder) = (setting.clone(), key.clone(), folder.clone());
                reference(value, reader, field.platforms, setting, key).map(|reference| EnvFileReference {
                    has_own_folder,
                    folder,
                    ..reference
                })
            }));
        }
    }
    for setting in ENV_FILE_SETTINGS {
        let Some(value) = reading.settings.get(setting.path).and_then(|found| found.value()) else { continue };
        let key = setting.path.join(".");
        found.extend(strings(value, &setting.reader).filter_map(|value| {
            reference(value, &setting.reader, Platforms::ALL, key.clone(), key.clone())
                .map(|reference| EnvFileReference { folder: folder.clone(), ..reference })
        }));
    }
    let platforms = reading.platforms();
    found.iter_mut().for_each(|reference| reference.platforms = reference.platforms.and(platforms));
    found
}

/// The strings that name a file each.
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
    Some(EnvFileReference { setting, key, span, path, reader, platforms, start, has_own_folder: false, folder: None })
}

/// Whether the program starts in another folder than that of the window.
fn has_own_folder(launch: &Launch<'_>) -> bool {
    let folders = launch.fields("cwd").into_iter().map(|field| field.member.value.string());
    let is_window = |folder: Option<Cow<'_, str>>| {
        folder.is_some_and(|folder| FOLDERS.contains(&folder.trim_end_matches(['/', '\\'])))
    };
    folders.into_iter().any(|folder| !is_window(folder))
}

/// How the folder of the window is written.
const FOLDERS: [&str; 2] = ["${workspaceFolder}", "${workspaceRoot}"];

/// A file of variables that is there, at the first place of a document that names it for readers of the same grammar.
#[derive(Debug)]
pub struct EnvFile<'r> {
    /// That place.
    pub reference: &'r EnvFileReference<'r>,
    /// Which document the file is.
    pub id: DocumentId,
    text: &'r str,
}

impl<'r> EnvFile<'r> {
    /// Those of `files`, by path, that `references` name, where they count on `platforms`.
    pub(crate) fn named(
        references: &'r [EnvFileReference<'r>],
        files: &FxHashMap<String, (DocumentId, &'r str)>,
        platforms: Platforms,
    ) -> Vec<Self> {
        let mut named: Vec<Self> = Vec::new();
        for reference in references.iter().filter(|reference| !reference.platforms.and(platforms).is_empty()) {
            let Some(&(id, text)) = reference.file().and_then(|file| files.get(&file)) else { continue };
            let grammar = reference.reader.grammar;
            if !named.iter().any(|known| known.id == id && std::ptr::eq(known.reference.reader.grammar, grammar)) {
                named.push(Self { reference, id, text });
            }
        }
        named
    }

    /// What its reader makes of it otherwise than it looks: by kind, then by line.
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
    /// The path without what stands for the folder of the window: `.vscode/dev.env`.
    #[must_use]
    pub fn below_folder(&self) -> &str {
        self.behind_start().trim_start_matches('/')
    }

    fn behind_start(&self) -> &str {
        let start = if let PathStart::Folder(end) = self.start { end } else { 0 };
        self.path.text.get(start..).unwrap_or_default()
    }

    /// Whether a part of the path is something that is put in its place later, so that nobody can tell the path from the file.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.behind_start().contains("${")
    }

    /// The file, if it is known which one: by the same starting point as the path of the document that names it.
    #[must_use]
    pub fn file(&self) -> Option<String> {
        let fate = match self.start {
            PathStart::Folder(_) => self.reader.in_folder,
            PathStart::Name => self.reader.relative,
            PathStart::Tilde | PathStart::Elsewhere => PathFate::Unknown,
        };
        match fate {
            PathFate::Found => self.file_in_folder(),
            PathFate::Unknown | PathFate::Lost(_) => None,
        }
    }

    /// The file that a path without its folder is meant to be, as far as it is known.
    #[must_use]
    pub fn file_in_folder(&self) -> Option<String> {
        let (folder, below) = (self.folder.as_deref()?, self.below_folder());
        let is_below = matches!(self.start, PathStart::Folder(_) | PathStart::Name);
        let is_plain = is_below && !self.is_open() && !below.contains('\\') && !self.names_folder();
        let path = if folder.is_empty() { below.to_owned() } else { format!("{folder}/{below}") };
        is_plain.then(|| normalize(&path))
    }

    /// Whether what it names is surely a folder.
    #[must_use]
    pub fn names_folder(&self) -> bool {
        let below = self.below_folder();
        let last = below.rsplit(['/', '\\']).next().unwrap_or_default();
        // The folder of a virtual environment of Python is called so, one letter away from `.env`.
        !self.is_open() && ["", ".", "..", ".venv"].contains(&last)
    }

    /// Whether it stands in the `launch.json` of a folder.
    #[must_use]
    pub fn is_in_launch_file_of_folder(&self, kind: FileKind) -> bool {
        kind == FileKind::Launch && self.folder.is_some()
    }
}
