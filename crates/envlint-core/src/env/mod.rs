//! What the files say about environments: values split into segments, sites, and windows with their layers.

mod alternatives;
mod analysis;
mod entries;
mod file_analysis;
mod list;
mod origin;
mod run;
mod scan;
mod segment;
mod settings;
mod site;
mod target;
mod walk;
mod window;
mod workspace;

pub use analysis::Analysis;
pub use entries::{SettingEntry, visit as visit_entries};
pub use file_analysis::{FileAnalysis, ProfileArgument};
pub(crate) use file_analysis::{first_reader, launch_object, tasks_object};
pub use list::{PathEntry, PathList};
pub use origin::Origin;
pub use run::Run;
pub use segment::{Form, Malformation, Outcome, Reference, Segment, ShellSyntax, Text};
pub use settings::{Hidden, HiddenReason, Lookup, Setting, Settings};
pub use site::{Site, SiteValue};
pub use target::{SitePart, TraceTarget};
pub(crate) use walk::element_name;
pub use walk::{PatternMatch, visit};
pub(crate) use window::WindowProfiles;
pub use window::{Contribution, Precedence, Resolved, Window};
pub(crate) use workspace::window_of;
pub use workspace::{
    WorkspaceFolder, certain_folder_names, folder_of, normalize, windows, windows_with, workspace_folders,
};
