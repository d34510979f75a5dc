//! Predicts the environment of each process that VS Code starts: the value of every variable, the assignment that
//! sets it, and the assignments that it overrides.
//!
//! A [`Consumer`] is a kind of process: an environment that it begins with, and an ordered list of steps. A
//! [`Process`] is one instance of it in a window. Its [`Environment`] follows every variable that the files mention
//! from the first step to the last.
//!
//! Invariant: the model never reads the real environment. It knows only what the files say; everything else stays a
//! symbolic [`Part`], which a caller can fill in with [`render`].

mod beginning;
mod environment;
mod evaluate;
mod files;
mod folders;
mod go;
mod name_index;
mod overridden;
mod own;
mod parts;
mod process;
mod profiles;
mod rivals;
mod settled;
mod spellings;
mod steps;
mod text;

pub use environment::{Assignment, Effect, Environment, Key, Note, Source, State, Variable};
pub use evaluate::{Final, value_of};
pub use go::{ChosenGo, path_of, paths_of};
pub use overridden::Overridden;
pub use parts::{HOME_FOLDER, Part, Values, render};
pub use process::{Model, Process};

pub(crate) use crate::vscode::consumers::DECISIONS;
pub use crate::vscode::consumers::{
    Base, CONSUMERS, Consumer, Decision, FixedValue, FixedVariable, Own, Spellings, Step, consumer,
};

#[cfg(test)]
mod precedence_tests;
#[cfg(test)]
mod tests;
