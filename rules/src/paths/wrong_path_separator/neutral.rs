//! Lists that apply on platforms with different separators.

use envlint_core::env::{PathList, Site};
use envlint_core::finding::Severity;
use envlint_core::jsonc::Value;
use envlint_core::rule::Context;
use envlint_core::vscode::{KeyPart, Platform, Platforms};

/// Only a mix of both separators is certainly wrong. A repository may be for one platform only, so a separator that is wrong
/// on another one is information.
pub(super) fn check(site: &Site<'_>, list: &PathList<'_, '_>, platforms: Platforms, context: &mut Context<'_>) {
    let (variable, setting) = (&site.variable, &site.setting);
    let has = |wanted: char| list.separators().any(|(separator, _)| separator == wanted);
    let (severity, message) = match (has(':'), has(';')) {
        (true, true) => (
            Severity::Error,
            format!(
                "{variable} in {setting} separates its entries with both `:` and `;`, so on every platform one of them is read as part of a folder name"
            ),
        ),
        (true, false) if list.separates_drive_with_colon() => (
            Severity::Warning,
            format!(
                "`:` in {variable} in {setting} does not separate entries on Windows, and an entry with a drive is a path of Windows"
            ),
        ),
        (false, true) if is_for_posix(site, list, platforms, context) => (
            Severity::Info,
            format!(
                "`;` in {variable} in {setting} only separates entries on Windows, although the value applies everywhere"
            ),
        ),
        (true, false) if is_for_windows_too(site, platforms, context) => (
            Severity::Info,
            format!(
                "`:` in {variable} in {setting} does not separate entries on Windows, for which there is a separate block here"
            ),
        ),
        _ => return,
    };
    let help = "Set it for each platform, separated by `;` on Windows and by `:` elsewhere";
    context.finding_at_site(site, message).severity(severity).help(help).report();
}

/// Returns `true` if the value also applies on Linux or macOS, and nothing in it is a Windows path.
fn is_for_posix(site: &Site<'_>, list: &PathList<'_, '_>, platforms: Platforms, context: &Context<'_>) -> bool {
    let is_set_apart =
        |platform: Platform| context.analysis.sites.iter().any(|other| is_of_block(other, site, platform));
    let applies = |platform: Platform| platforms.has(platform) && !is_set_apart(platform);
    let on_posix = [Platform::Linux, Platform::Osx].into_iter().any(applies);
    let entries = list.entries.iter().filter(|entry| !entry.is_empty());
    let looks_posix = entries.clone().count() > 1 && entries.clone().any(|entry| entry.as_str().contains('/'));
    let spells_windows = list.text.references().any(|reference| reference.variable() == Some("Path"));
    let is_of_linker = site.variable == "LD_LIBRARY_PATH";
    let is_for_windows =
        is_only_on_windows(site) || owner(site, context).is_some_and(|owner| names_windows(owner.raw()));
    on_posix && looks_posix && !spells_windows && !list.shows_windows() && !is_of_linker && !is_for_windows
}

/// The task or configuration that contains the variable.
fn owner<'c>(site: &Site<'_>, context: &Context<'c>) -> Option<Value<'c>> {
    let span = site.owner?;
    context.analysis.document.objects().find(|object| object.span() == span)
}

/// Returns `true` if the text of a configuration shows that it is for Windows: by its name, or by a program.
fn names_windows(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("windows") || lower.contains(".exe")
}

/// Returns `true` if the debugger exists only on Windows.
fn is_only_on_windows(site: &Site<'_>) -> bool {
    site.place.key.iter().any(|part| matches!(part, KeyPart::Each(each) if each.types == ["cppvsdbg"]))
}

/// Returns `true` if the task or configuration has a block for Windows that does not set variables itself.
fn is_for_windows_too(site: &Site<'_>, platforms: Platforms, context: &Context<'_>) -> bool {
    if !platforms.has(Platform::Windows) {
        return false;
    }
    let block = owner(site, context).and_then(|owner| owner.get("windows"));
    block.is_some_and(|block| !sets_variables(block))
}

fn sets_variables(block: Value<'_>) -> bool {
    let own = ["env", "environment"].iter().any(|name| block.get(name).is_some());
    own || block.get("options").is_some_and(|options| options.get("env").is_some())
}

/// Returns `true` if `other` sets the variable of `site` in the block of the same task or configuration for `platform`.
fn is_of_block(other: &Site<'_>, site: &Site<'_>, platform: Platform) -> bool {
    other.owner == site.owner
        && other.owner.is_some()
        && other.variable == site.variable
        && other.platforms == Platforms::only(platform)
}
