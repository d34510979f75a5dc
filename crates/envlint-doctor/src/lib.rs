//! `envlint doctor`: explains why VS Code does not find a program or see a variable on a machine.
//!
//! The parts, in the direction of the data flow:
//!
//! ```text
//! observe ─→ Machine ─┐
//!                     ├─→ Case (views, questions) ─→ diagnoses ─→ Report (text, JSON, Markdown)
//! files ───→ FolderProject ─┘
//! ```
//!
//! Only [`observe`] touches the system. Everything else is a function of a [`machine::Machine`], which can be saved and read
//! again, and of a [`project::FolderProject`].

pub mod case;
pub mod diagnoses;
pub mod lookup;
pub mod machine;
pub mod observe;
pub mod project;
pub mod report;
pub mod startup;
