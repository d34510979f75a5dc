/// A part of a file that VS Code reads as a unit. Most files are one section; a `.code-workspace` has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Settings. Dotted keys are split.
    Settings,
    /// `{"tasks": […], "options": {…}}`
    Tasks,
    /// `{"configurations": […]}`
    Launch,
    /// `{"servers": {…}}`
    Mcp,
    /// The servers in `.mcp.json`: the value of `mcpServers`, or the root of a file without it.
    PortableMcp,
    /// The servers in `.cursor/mcp.json`: the value of `mcpServers`.
    CursorMcp,
    /// The contents of a devcontainer.json.
    DevContainer,
}

impl Section {
    /// All sections.
    pub const ALL: [Self; 7] =
        [Self::Settings, Self::Tasks, Self::Launch, Self::Mcp, Self::PortableMcp, Self::CursorMcp, Self::DevContainer];
}
