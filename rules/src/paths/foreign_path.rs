//! A list for one platform contains a path of another, so programs find nothing there.
#![doc = include_str!("foreign_path.md")]

use envlint_core::env::{PathEntry, PathList, Site};
use envlint_core::finding::Severity;
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Platform, Platforms, is_of_machine};

declare_rule! {
    ForeignPath {
        name: "foreign-path",
        severity: Error,
        also: [Warning, Info],
        since: "0.1.0",
        page: "foreign_path.md",
    }
}

impl Rule for ForeignPath {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(list) = site.list() else { return check_folder(site, context) };
        let platforms = context.platforms(site.platforms);
        let Some(separator) = platforms.list_separator() else { return };
        let is_foreign = |entry: &&PathEntry<'_, '_>| match separator {
            ':' => is_on_drive(entry),
            _ => is_of_posix(entry) || is_of_msys(entry),
        };
        // On Windows, only PATH is always read by Windows itself: MSYS2 and Cygwin programs convert other lists.
        let is_read = separator == ':' || site.variable.eq_ignore_ascii_case("PATH") && !has_colon(&list);
        let Some(entry) = list.entries.iter().find(is_foreign).filter(|_| is_read) else { return };
        let titles = platforms.iter().map(Platform::title).collect::<Vec<_>>().join(" and ");
        let written = entry.excerpt().map_or_else(|| "An entry".to_owned(), |entry| format!("`{entry}`"));
        let of = match separator {
            ':' => "Windows",
            _ if is_of_msys(entry) => "MSYS2",
            _ => "Linux or macOS",
        };
        let message = format!(
            "{written} in {} in {} is a path of {of}, which does not exist on {titles}",
            site.variable, site.setting
        );
        let severity = if separator == ':' { Severity::Error } else { Severity::Warning };
        context.finding_at_site(site, message).severity(severity).help(help(platforms)).report();
    }
}

/// Variables that `go-root-shape` and `go-path-entry` check.
const OF_GO: [&str; 2] = ["GOBIN", "GOROOT"];

/// Reports a variable that names one folder, such as JAVA_HOME. On Linux, it may be for a Windows program that WSL starts.
fn check_folder(site: &Site<'_>, context: &mut Context<'_>) {
    let platforms = context.platforms(site.platforms);
    let is_known = is_of_machine(&site.variable) && !OF_GO.contains(&&*site.variable);
    let Some(text) = site.text().filter(|_| is_known && platforms.list_separator() == Some(':')) else { return };
    if !matches!(text.as_str().as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic()) {
        return;
    }
    let titles = platforms.iter().map(Platform::title).collect::<Vec<_>>().join(" and ");
    let written =
        text.excerpt(0, text.as_str().len()).map_or_else(|| "The value".to_owned(), |text| format!("`{text}`"));
    let message = format!(
        "{written} of {} in {} is a path of Windows, which does not exist on {titles}",
        site.variable, site.setting
    );
    let severity = if platforms.has(Platform::Linux) { Severity::Info } else { Severity::Warning };
    context.finding_at_site(site, message).severity(severity).help(help(platforms)).report();
}

/// Returns `true` for an absolute path with a drive. Without a slash after it, the letter may be the name of a folder.
fn is_on_drive(entry: &PathEntry<'_, '_>) -> bool {
    entry.begins_with_drive()
        && entry.literal_start().get(2..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['/', '\\']))
}

/// Returns `true` for a folder that no Windows installation has.
fn is_of_posix(entry: &PathEntry<'_, '_>) -> bool {
    const ROOTS: [&str; 6] = ["/Applications/", "/home/", "/opt/", "/Users/", "/usr/", "/var/"];
    ROOTS.iter().any(|root| entry.literal_start().starts_with(root))
}

/// Returns `true` for a drive in the spelling of MSYS2: `/c/tools`. Windows reads it as a folder `c` on the current drive.
fn is_of_msys(entry: &PathEntry<'_, '_>) -> bool {
    matches!(entry.literal_start().as_bytes(), [b'/', drive, b'/', _, ..] if drive.is_ascii_alphabetic())
}

fn has_colon(list: &PathList<'_, '_>) -> bool {
    list.separators().any(|(separator, _)| separator == ':')
}

fn help(platforms: Platforms) -> String {
    let titles = platforms.iter().map(Platform::title).collect::<Vec<_>>().join(" and ");
    format!("Move it to the setting of the other platform, or write a folder of {titles}")
}
