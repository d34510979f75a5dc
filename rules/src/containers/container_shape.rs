//! Variables or settings in devcontainer.json have no effect, because nothing reads them where they are.
#![doc = include_str!("container_shape.md")]

use std::borrow::Cow;

use envlint_core::jsonc::{Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{CUSTOMIZATIONS, Container};
use envlint_core::vscode::carries_environment;

declare_rule! {
    ContainerShape {
        name: "container-shape",
        severity: Warning,
        since: "0.1.0",
        page: "container_shape.md",
    }
}

/// Names of members that set variables in other files, with what to use instead.
const OF_OTHER_FILES: &[(&str, &str)] = &[
    ("env", IN_CONTAINER),
    ("envFile", "Name the file in `runArgs`, as in `[\"--env-file\", \"${localWorkspaceFolder}/.env\"]`"),
    ("environment", IN_CONTAINER),
];

const IN_CONTAINER: &str = "Use `containerEnv` for all processes in the container, or `remoteEnv` for those of VS Code";

/// Members that are only read at the top level.
const OF_TOP_LEVEL: &[&str] = &["containerEnv", "remoteEnv"];

impl Rule for ContainerShape {
    fn check_container(&self, container: Container<'_>, context: &mut Context<'_>) {
        let root = container.object();
        for (name, help) in OF_OTHER_FILES {
            if let Some(member) = root.member(name) {
                let message = format!("`{name}` has no effect: a dev container does not have this property");
                report(member, message, *help, context);
            }
        }
        let is_setting = |member: &Member<'_>| member.name().contains('.') && carries_environment(&member.name());
        for member in root.members().filter(is_setting) {
            let message = format!("`{}` at the top level has no effect: it is not among the settings", member.name());
            let help = format!("Move it into `settings` of `{}`", CUSTOMIZATIONS.join("."));
            report(member, message, help, context);
        }
        let customizations = CUSTOMIZATIONS.iter().try_fold(root, |value, name| value.get(name));
        for place in customizations.into_iter().chain(root.get(CUSTOMIZATIONS[0])) {
            for member in OF_TOP_LEVEL.iter().filter_map(|name| non_empty(place, name)) {
                let name = member.name();
                let message = format!("`{name}` in `customizations` has no effect: it is only read at the top level");
                report(member, message, format!("Move `{name}` to the top level"), context);
            }
        }
    }
}

fn non_empty<'d>(object: Value<'d>, name: &str) -> Option<Member<'d>> {
    object.member(name).filter(|member| !member.value.is_empty_container())
}

fn report(member: Member<'_>, message: String, help: impl Into<Cow<'static, str>>, context: &mut Context<'_>) {
    context.finding(member.key.span(), message).place(&member.name()).help(help).report();
}
