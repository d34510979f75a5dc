//! Finds the settings that VS Code has removed.

use envlint_core::env::{Setting, Settings, visit};
use envlint_core::jsonc::Kind;
use envlint_core::vscode::{FormerSetting, Platform, REMOVED_SETTINGS};

/// A setting in a file that VS Code no longer reads.
#[derive(Debug)]
pub(super) struct Removed<'s, 'd> {
    /// The table entry of the setting.
    pub(super) known: &'static FormerSetting,
    /// The key, with the platform.
    pub(super) key: String,
    /// The platform in the key.
    pub(super) platform: Option<Platform>,
    /// The value in the file.
    pub(super) setting: Setting<'s, 'd>,
    /// `true` if the same file sets the replacement for the same platform.
    pub(super) is_succeeded: bool,
}

/// The removed settings that a file still contains.
pub(super) fn removed_settings<'s, 'd>(settings: &'s Settings<'d>) -> Vec<Removed<'s, 'd>> {
    let mut removed = Vec::new();
    for known in REMOVED_SETTINGS {
        visit(settings, known.key, &mut |found| {
            let (key, platform) = (found.key(), found.platform);
            let is_succeeded = platform.is_some_and(|platform| is_succeeded(settings, known, platform));
            removed.push(Removed { known, key, platform, setting: found.setting, is_succeeded });
        });
    }
    removed
}

fn is_succeeded(settings: &Settings<'_>, known: &FormerSetting, platform: Platform) -> bool {
    let found = known.successor.path(platform).and_then(|path| settings.get(&path));
    found.is_some_and(|found| matches!(found.kind(), Kind::String | Kind::Object))
}
