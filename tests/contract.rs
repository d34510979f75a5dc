//! Guarantees of the command that the cases in `tests/cmd` cannot express: bytes, modes, links, threads, hostile and secret text.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may fail by it, also outside of its own function"
)]

#[path = "contract/adoption.rs"]
mod adoption;
#[path = "contract/config.rs"]
mod config;
#[path = "contract/determinism.rs"]
mod determinism;
#[path = "contract/doctor_page.rs"]
mod doctor_page;
#[path = "contract/env_files.rs"]
mod env_files;
#[path = "contract/hostile.rs"]
mod hostile;
#[path = "contract/matrix_page.rs"]
mod matrix_page;
#[path = "contract/output_file.rs"]
mod output_file;
#[path = "contract/positions.rs"]
mod positions;
#[path = "contract/reading.rs"]
mod reading;
#[path = "contract/secret_forms.rs"]
mod secret_forms;
#[path = "contract/secrets.rs"]
mod secrets;
#[path = "contract/status.rs"]
mod status;
#[path = "contract/workspace.rs"]
mod workspace;
#[path = "contract/writing.rs"]
mod writing;
