//! PATH is set for terminals on Linux, but the profile in use starts a login shell, which may reset it.
#![doc = include_str!("login_shell_resets_path.md")]

use envlint_core::rule::{Context, Rule};
use envlint_core::views::Profile;
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
            .finding_in(path.reading.id, path.setting.origin.member.value.span(), message)
            .platforms(Platforms::only(profile.platform))
            .variable("PATH")
            .place(&place)
            .related(flags.from.reading.id, login.value.span(), format!("makes {users} use a login shell"))
            .report();
    }
}
