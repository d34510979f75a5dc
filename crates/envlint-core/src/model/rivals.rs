//! What may assign a variable at all. Asking that first saves most environments, each of which takes much longer.

use super::process::Model;
use crate::env::{FileAnalysis, Site};
use crate::vscode::consumers::{DECISIONS, Decision};

impl Model<'_> {
    /// Returns `false` if certainly nothing in the files of the window assigns the variable `name` in any process, apart from the
    /// sites that are `known`. Takes constant time for each file, after a pass over its sites that the first call makes.
    #[must_use]
    pub fn may_assign(&self, name: &str, known: impl Fn(&Site<'_>) -> bool) -> bool {
        let has_other = |file: &FileAnalysis<'_>| {
            // A `.env` file can assign anything.
            !file.env_files().is_empty() || file.sites_called(name).any(|site| !known(site))
        };
        let is_set =
            |decision: &Decision| self.window.layers.iter().any(|layer| layer.settings.get(decision.setting).is_some());
        let decides = |decision: &&&Decision| decision.variables.iter().any(|of| of.eq_ignore_ascii_case(name));
        self.window.files().any(has_other) || DECISIONS.iter().filter(decides).any(|decision| is_set(decision))
    }
}
