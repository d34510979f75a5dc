#![doc = include_str!("../README.md")]

mod config;
mod context;
mod env_files;
mod error;
mod fs;
mod git;
mod load;
mod names;
mod parallel;
mod project;
mod project_root;
mod read;
mod search;
mod selection;
mod user;

pub use config::{Choice, Wishes};
pub use error::{Error, ReadError};
pub use fs::{Disk, Entry, FileSystem, FileType, HostOs, Memory, Metadata, Overlay};
pub use names::Names;
pub use project::{Project, ProjectFile};
pub use read::MAX_MIB;
pub use selection::{Problem, Role, Selection, SkipReason, Skipped};
