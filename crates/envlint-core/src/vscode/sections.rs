/// What a stretch of a file is to VS Code. Most files are one; a `.code-workspace` has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Settings: dotted keys are split.
    Settings,
    /// `{"tasks": […], "options": {…}}`
    Tasks,
    /// `{"configurations": […]}`
    Launch,
    /// `{"servers": {…}}`
    Mcp,
    /// A devcontainer.json.
    DevContainer,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Settings, Self::Tasks, Self::Launch, Self::Mcp, Self::DevContainer];
}
