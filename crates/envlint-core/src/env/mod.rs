//! What the files say about environments: values split into segments, sites, and windows with their layers.

mod given;
mod list;
mod reading;
mod scan;
mod segment;
mod settings;
mod site;
mod target;
mod walk;
mod window;
mod workspace;

pub use given::{GivenSetting, visit as visit_given};
pub use list::{Entry, PathList};
pub use reading::{Argument, Reading, add_container_users};
pub(crate) use reading::{first_reader, launch_object, tasks_object};
pub use segment::{Form, Outcome, Reference, Segment, ShellSyntax, Slip, Text};
pub use settings::{Hidden, HiddenReason, Lookup, Origin, Setting, Settings, has_room};
pub use site::{Site, SiteValue};
pub use target::{SitePart, TraceTarget};
pub(crate) use walk::meant;
pub use walk::{Found, visit};
pub use window::{Contribution, Resolved, Standing, Window};
pub use workspace::{WorkspaceFolder, folder_of, normalize, windows, windows_with, workspace_folders};
