//! Whether a machine is a dev container.

use super::{Machine, MachineKind, Os};

impl Machine {
    /// Returns `true` if the machine is a dev container or a codespace. Other containers, such as those of CI, do not have the
    /// variables of a `devcontainer.json`.
    ///
    /// Source: the Dev Containers extension sets `REMOTE_CONTAINERS` and starts its server with `--force-disable-user-env`;
    /// Codespaces sets `CODESPACES`.
    #[must_use]
    pub fn is_dev_container(&self) -> bool {
        let processes = self.processes.iter().flatten().filter_map(|process| process.env.is());
        let is_marked = |name: &str| {
            let mut envs = self.env.iter().chain(processes.clone());
            envs.any(|env| env.get(Os::Linux, name).is_some_and(|value| !value.is_empty()))
        };
        let is_disabled = self
            .processes_of(MachineKind::Server)
            .any(|server| server.command.iter().any(|argument| argument == "--force-disable-user-env"));
        is_marked("REMOTE_CONTAINERS") || is_marked("CODESPACES") || (self.host.container && is_disabled)
    }
}
