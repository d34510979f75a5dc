//! Terminals do not get the variables of the file that `python.envFile` names.
#![doc = include_str!("env_file_not_in_terminals.md")]

use envlint_core::env::Window;
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::Layer;

declare_rule! {
    EnvFileNotInTerminals {
        name: "env-file-not-in-terminals",
        severity: Info,
        needs: [windows],
        since: "0.1.0",
        page: "env_file_not_in_terminals.md",
    }
}

const MESSAGE: &str = "Terminals do not get the variables of the file in `python.envFile`: \
                       `python.terminal.useEnvFile` is off by default";
const ENV_FILE: &[&str] = &["python", "envFile"];
const FOR_TERMINALS: &[&str] = &["python", "terminal", "useEnvFile"];

impl Rule for EnvFileNotInTerminals {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        // Whoever sets the other setting, even to `false`, knows about it.
        if window.layers.iter().any(|layer| layer.settings.get(FOR_TERMINALS).is_some()) {
            return;
        }
        let resolved = window.resolve(ENV_FILE);
        let Some(winner) = resolved.winner().filter(|winner| !winner.is_built_in()) else { return };
        let is_shared = |layer| matches!(layer, Layer::Folder | Layer::Workspace | Layer::Standalone);
        if !winner.analysis.document.layer().is_some_and(is_shared)
            || winner.setting.string().is_none_or(|path| path.is_empty())
        {
            return;
        }
        for origin in winner.setting.keys() {
            context
                .finding_in(winner.analysis.id, origin.key(), MESSAGE)
                .place("python.envFile")
                .help("Set `python.terminal.useEnvFile` to `true`, or to `false` if terminals need none of them")
                .report();
        }
    }
}
