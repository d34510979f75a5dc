//! The commands, one file each.

pub(crate) mod check;
mod complaints;
pub(crate) mod matrix;
pub(crate) mod rule;
pub(crate) mod rules;
pub(crate) mod trace;
