//! What each process that VS Code starts will see: which value every variable has, who gave it, and who lost.
//!
//! A [`Consumer`] is a kind of process, an ordered list of steps over an environment that it begins with. A [`Process`] is one of
//! them in a window. Its [`Environment`] follows every variable that the files speak of from the first step to the last.

mod consumers;
mod environment;
mod go;
mod parts;
mod process;
mod steps;

pub use consumers::{Base, CONSUMERS, Consumer, Decision, Fixed, FixedValue, Own, Step, consumer};
pub use environment::{Act, Actor, Beaten, Effect, Environment, Key, State, Variable};
pub use go::{ChosenGo, path_of, paths_of};
pub use parts::{Part, Values, render};
pub use process::{Model, Process};

#[cfg(test)]
mod tests;
