use std::borrow::Cow;

use super::profiles::Profile;
use crate::env::Contribution;
use crate::jsonc::{Kind, Value};
use crate::vscode::Shell;

/// The flags in a profile's `args`: everything before a command, a script or `--`.
#[derive(Debug)]
pub struct Flags<'w> {
    /// The layer that sets the arguments.
    pub from: Contribution<'w>,
    /// The list that contains the flags.
    pub list: Value<'w>,
    /// The flags, in order.
    pub flags: Vec<Flag<'w>>,
}

/// One flag.
#[derive(Clone, Debug)]
pub struct Flag<'w> {
    /// The decoded text.
    pub text: Cow<'w, str>,
    /// The string in the file.
    pub value: Value<'w>,
}

/// Flags of shells that use the next argument.
const TAKE_ANOTHER: &[&str] = &["-o", "-O", "+o", "+O"];

impl<'w> Profile<'w> {
    /// The flags that a file sets for `shell`, if the shell supports clusters of flags; `None` if no file sets
    /// arguments.
    #[must_use]
    pub fn flags(&self, shell: &Shell) -> Option<Flags<'w>> {
        let from = self.resolved.get("args").winner().filter(|from| !from.is_built_in() && shell.has_clusters())?;
        let list = from.setting.value().filter(|value| value.kind() == Kind::Array)?;
        let takes_another = |text: &str| TAKE_ANOTHER.contains(&text) || shell.startup_file_flags.contains(&text);
        let mut flags: Vec<Flag<'w>> = Vec::new();
        let mut is_taken = false;
        for value in list.elements() {
            let Some(text) = value.string() else { break };
            if std::mem::take(&mut is_taken) {
                continue;
            }
            if text == "--" || !text.trim_start().starts_with(['-', '+']) {
                break;
            }
            is_taken = takes_another(&text);
            let is_last = Shell::takes_command(&text);
            flags.push(Flag { text, value });
            if is_last {
                break;
            }
        }
        Some(Flags { from, list, flags })
    }
}
