//! A view: the environment of one process, and its origin.

use crate::machine::Env;

/// The kind of process that a view describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewKind {
    /// A fresh login shell, as VS Code asks it.
    LoginShell,
    /// The prompt of a terminal.
    Terminal,
    /// Tasks.
    Task,
    /// The extension host.
    ExtensionHost,
    /// MCP servers.
    Server,
    /// gopls and the other tools of the Go extension.
    GoTools,
    /// Another process of the model.
    Other,
}

/// The origin of a view's environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A shell printed it.
    Queried,
    /// It was read from the process with this number.
    Read(u32),
    /// It was read from a child with this number.
    Child(u32),
    /// It was predicted from other environments and the settings.
    Derived,
}

/// The environment of one process.
#[derive(Clone, Debug)]
pub struct View {
    /// Its name in reports: `login-shell`, `extension-host#4211`, `task:build`.
    pub label: String,
    /// The kind of process.
    pub kind: ViewKind,
    /// Its variables; `None` if nothing is known.
    pub env: Option<Env>,
    /// The origin of `env`.
    pub basis: Basis,
    /// The number of the running process.
    pub pid: Option<u32>,
    /// `false` if startup files can still change the environment: in a terminal whose prompt was not queried.
    pub is_complete: bool,
    /// Its index among the consumers of the project, if the files set variables for it.
    pub consumer: Option<usize>,
}
