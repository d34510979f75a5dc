#![doc = include_str!("../README.md")]

mod config;
mod context;
mod display_path;
mod env_files;
mod error;
mod fs;
mod git;
mod groups;
mod load;
mod naming;
mod parallel;
mod project;
mod project_root;
mod read;
mod search;
mod selection;
mod session;
mod user;
mod window_files;

pub use config::{AppliedConfig, CliOverrides, ConfigSource, config_of};
pub use display_path::DisplayPaths;
pub use error::{ProjectError, ReadError};
pub use fs::{Disk, Entry, FileSystem, FileType, HostOs, Memory, Metadata, Overlay};
pub use project::{Project, ProjectFile};
pub use project_root::read_within_project;
pub use read::MAX_MIB;
pub use search::PRUNED_FOLDERS;
pub use selection::{FileProblem, Role, Selection, SkipReason, Skipped};
pub use session::ProjectSession;
pub use user::Product;
pub use window_files::{WindowFile, window_files};
