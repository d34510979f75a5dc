use std::io;
use std::path::PathBuf;

/// The reason why a project could not be loaded, or why an override is invalid.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The name and folder of a named file do not determine its kind.
    #[error("{name}: not a file that envlint knows")]
    UnknownKind {
        /// The file name, after that of a hidden folder that contains it.
        name: String,
    },
    /// Standard input is selected, but neither its kind nor its file name is known.
    #[error("standard input needs a file name or a kind")]
    UnknownStdinKind,
    /// The configuration file that was chosen for all files cannot be read.
    #[error("{}: {reason}", path.display())]
    Config {
        /// Its path, as selected.
        path: PathBuf,
        /// The reason.
        reason: ReadError,
    },
    /// A rule that does not exist.
    #[error("unknown rule `{name}`")]
    UnknownRule {
        /// The name that was given.
        name: String,
    },
    /// A pattern of files to exclude that is not valid.
    #[error("`{text}` is not a valid path pattern: {reason}")]
    InvalidPattern {
        /// The pattern as given.
        text: String,
        /// The reason, in the words of the pattern library.
        reason: String,
    },
    /// A severity that is not of the form `RULE=LEVEL`, or whose level does not exist.
    #[error("`{text}` is not of the form RULE=LEVEL")]
    InvalidSeverity {
        /// The text that was given.
        text: String,
    },
}

/// The reason why a file was not read. Each text is the rest of a sentence that starts with the path.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing at the path.
    #[error("does not exist")]
    NotFound,
    /// The path is a link that leads nowhere.
    #[error("is a link to a file that does not exist")]
    DanglingLink,
    /// The system denies access.
    #[error("may not be read; check its permissions")]
    PermissionDenied,
    /// It is a folder.
    #[error("is a folder where a file is expected")]
    Folder,
    /// It is a folder that the system does not list.
    #[error("could not be searched ({0}), so the files in it were not linted")]
    Unsearchable(io::Error),
    /// It is a pipe, a socket or a device.
    #[error("is not a regular file and is not read")]
    NotRegular,
    /// It is outside of the project, and was not named.
    #[error(
        "is outside of the project, or a link to a file there, and is not read; name it on the command line if you mean it"
    )]
    OutsideProject,
    /// It is larger than [`MAX_MIB`](crate::MAX_MIB).
    #[error("is larger than {} MiB and is not read", crate::MAX_MIB)]
    TooLarge,
    /// It starts with the byte order mark of UTF-16.
    #[error("is UTF-16, which VS Code does not read here; save it as UTF-8")]
    Utf16,
    /// It is not UTF-8.
    #[error("is not UTF-8 (byte {valid_up_to}); save it as UTF-8")]
    NotUtf8 {
        /// The offset of the first invalid byte.
        valid_up_to: usize,
    },
    /// Another error of the file system.
    #[error("could not be read: {0}")]
    Other(io::Error),
}
