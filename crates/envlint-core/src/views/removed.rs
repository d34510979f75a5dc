use crate::env::{Setting, Settings, visit};
use crate::jsonc::Kind;
use crate::vscode::{Platform, REMOVED_SETTINGS, RemovedSetting};

/// A setting in a file that nobody reads any more.
#[derive(Debug)]
pub struct Removed<'s, 'd> {
    /// What is known about it.
    pub known: &'static RemovedSetting,
    /// Its key.
    pub key: String,
    /// The platform in it.
    pub platform: Option<Platform>,
    /// What it is set to.
    pub setting: Setting<'s, 'd>,
    /// Whether the same file gives what took its place, for the same platform.
    pub is_succeeded: bool,
}

/// The removed settings that a file still has.
#[must_use]
pub fn removed_settings<'s, 'd>(settings: &'s Settings<'d>) -> Vec<Removed<'s, 'd>> {
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

fn is_succeeded(settings: &Settings<'_>, known: &RemovedSetting, platform: Platform) -> bool {
    let found = known.successor.path(platform).and_then(|path| settings.get(&path));
    found.is_some_and(|found| matches!(found.kind(), Kind::String | Kind::Object))
}
