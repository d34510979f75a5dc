//! The window that doctor examines: the folder, or a workspace that opens it.

/// The window with its folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectWindow {
    /// The `.code-workspace` that is open, as reports show it; `None` if the folder is open without one.
    pub workspace: Option<String>,
    /// The folders that are open, in the order of the workspace.
    pub folders: Vec<ProjectFolder>,
    /// The index of the folder that the processes in question belong to.
    pub examined: usize,
    /// The workspaces in the folder that do not open it, as reports show them. They are other windows.
    pub others: Vec<String>,
}

/// A folder that is open in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFolder {
    /// The name that `${workspaceFolder:name}` takes.
    pub name: String,
    /// Its path on the machine.
    pub path: String,
}

impl ProjectWindow {
    /// The folder that the processes in question belong to.
    #[must_use]
    pub fn folder(&self) -> Option<&ProjectFolder> {
        self.folders.get(self.examined)
    }

    /// The other folders of the window.
    pub fn other_folders(&self) -> impl Iterator<Item = &ProjectFolder> {
        self.folders.iter().enumerate().filter(|(index, _)| *index != self.examined).map(|(_, folder)| folder)
    }

    /// The folder that is called `name`.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&ProjectFolder> {
        self.folders.iter().find(|folder| folder.name == name)
    }
}
