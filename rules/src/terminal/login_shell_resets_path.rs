//! PATH is set for terminals that are login shells, whose startup files may reset or reorder it.
#![doc = include_str!("login_shell_resets_path.md")]

use envlint_core::env::{FileAnalysis, Outcome, PathEntry, PathList, Segment, Site, Text, Window};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{Profile, ProfileArguments, ProfileName, default_profile, profiles};
use envlint_core::vscode::{Platform, Platforms};

declare_rule! {
    LoginShellResetsPath {
        name: "login-shell-resets-path",
        severity: Info,
        needs: [windows],
        since: "0.1.0",
        page: "login_shell_resets_path.md",
    }
}

impl Rule for LoginShellResetsPath {
    /// On macOS, terminals are login shells unless a file says otherwise, and the system's startup files reorder PATH.
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        if !context.platforms(window.platforms).has(Platform::Osx) {
            return;
        }
        let Some((analysis, site)) = path_of_macos(window) else { return };
        let is_prepended = |list: PathList<'_, '_>| {
            let is_own = |entry: &PathEntry<'_, '_>| {
                entry.segments.iter().filter_map(Segment::reference).any(|it| site.is_own(it))
            };
            list.entries.first().is_some_and(|first| !first.is_empty() && !is_own(first))
                && list.entries.iter().any(is_own)
        };
        // Another rule reports a reference that is not expanded; then the order of the entries is the smaller problem.
        let is_expanded = |text: &Text<'_>| {
            text.references().all(|reference| matches!(reference.outcome, Outcome::Expands | Outcome::NeedsFolder))
        };
        let is_lost = site.text().is_some_and(is_expanded) && site.list().is_some_and(is_prepended);
        if !is_lost || skips_login_files(window) {
            return;
        }
        let message = format!(
            "Entries before the inherited PATH in {} end up after the system's folders in login shells on macOS, where path_helper reorders PATH",
            site.setting
        );
        context
            .finding_in(analysis.id, site.value_span(), message)
            .platforms(Platforms::only(Platform::Osx))
            .variable("PATH")
            .place(&site.key)
            .help("Add them in ~/.zprofile, or for bash in ~/.bash_profile")
            .report();
    }

    fn check_profile(&self, profile: &Profile<'_>, context: &mut Context<'_>) {
        if !profile.in_use || profile.platform != Platform::Linux {
            return;
        }
        let Some(shell) = profile.shell().filter(|shell| shell.reads_etc_profile) else { return };
        let Some(flags) = profile.flags(shell) else { return };
        if flags.flags.iter().any(|flag| flag.text == "--noprofile") {
            return;
        }
        let login = flags.flags.iter().find(|flag| shell.is_login_flag(&flag.text));
        let path = profile.variable("PATH").filter(|(_, path)| path.setting.string().is_some());
        let Some((login, (place, path))) = login.zip(path) else { return };
        let (title, users) = (profile.title(), profile.name.users());
        let message = format!(
            "PATH in {place} may be lost in {title}: as a login shell, {} reads /etc/profile, which often resets PATH",
            shell.name
        );
        context
            .finding_in(path.analysis.id, path.setting.origin.member().value.span(), message)
            .platforms(Platforms::only(profile.platform))
            .variable("PATH")
            .place(&place)
            .help("Add the entries in ~/.profile or ~/.bash_profile, or use a profile without a login flag")
            .related(flags.from.analysis.id, login.value.span(), format!("makes {users} use a login shell"))
            .report();
    }
}

/// The site that sets PATH for all terminals of `window` on macOS.
fn path_of_macos<'w>(window: &'w Window<'w>) -> Option<(&'w FileAnalysis<'w>, &'w Site<'w>)> {
    let value = window.winner(&["terminal", "integrated", "env", "osx", "PATH"])?;
    let span = value.setting.origin.member().value.span();
    let site = value.analysis.sites.iter().find(|site| site.value_span() == span)?;
    Some((value.analysis, site))
}

/// Returns `true` if a terminal on macOS may be something other than a login shell: the default profile, or the one of the
/// user's shell, has other arguments or starts another program.
fn skips_login_files(window: &Window<'_>) -> bool {
    let is_default = default_profile(window, Platform::Osx).is_some();
    let all = profiles(window, Platform::Osx);
    let mut opened = all.iter().filter(|profile| {
        let is_named = matches!(profile.name, ProfileName::Named(_));
        is_named && (profile.in_use || profile.is_fallback)
    });
    let is_login = |profile: &Profile<'_>| match (profile.arguments(), profile.shell()) {
        (ProfileArguments::List { values, .. }, Some(shell)) => {
            shell.reads_path_helper() && values.iter().any(|value| shell.is_login_flag(value))
        }
        _ => false,
    };
    if is_default { !opened.any(is_login) } else { opened.any(|profile| !is_login(profile)) }
}
