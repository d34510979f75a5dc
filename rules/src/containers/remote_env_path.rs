//! A PATH in remoteEnv lacks the folders that login files in the container add.
#![doc = include_str!("remote_env_path.md")]

use envlint_core::env::{Form, Outcome, Site};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{FormName, Section};

declare_rule! {
    RemoteEnvPath {
        name: "remote-env-path",
        severity: Info,
        since: "0.1.0",
        page: "remote_env_path.md",
    }
}

impl Rule for RemoteEnvPath {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let is_remote = site.place.section == Section::DevContainer && &*site.key == "remoteEnv";
        let Some(text) = site.text().filter(|_| is_remote && site.variable == "PATH" && runs_login_shell(context))
        else {
            return;
        };
        let is_of_container =
            |form: &Form| matches!(form, Form::Known { form, .. } if form.name == FormName::ContainerEnv);
        let reference = text.references().find(|reference| {
            // In another letter case, it is empty, which another rule reports.
            let is_path = reference.variable() == Some("PATH");
            is_path && is_of_container(&reference.form) && reference.outcome == Outcome::Expands
        });
        if let Some(reference) = reference {
            let message = format!(
                "`{}` in remoteEnv is the PATH of the image: VS Code loses what login files in the container add to it",
                text.quoted(reference)
            );
            let help = "If tools of such files are missing, add their folders here, or set PATH in the image";
            context.finding_at_site(site, message).help(help).report();
        }
    }
}

/// Members that name the image of a dev container. One of them is always there, unless the file is a fragment for a
/// feature or a template.
const IMAGES: &[&str] = &["build", "dockerComposeFile", "dockerFile", "image"];

/// Returns `true` if VS Code starts a login shell in the container to find its variables.
fn runs_login_shell(context: &Context<'_>) -> bool {
    let root = context.analysis.document.root();
    let is_complete = root.is_some_and(|root| IMAGES.iter().any(|name| root.get(name).is_some()));
    let probe = root.and_then(|root| root.get("userEnvProbe")?.string());
    is_complete
        && !context.analysis.document.is_uncertain()
        && probe.as_deref().is_none_or(|probe| probe.starts_with("login"))
}
