//! The debugger `dotnet` ignores the variables of a launch configuration.
#![doc = include_str!("launch_env_ignored.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::configurations;
use envlint_core::vscode::Platform;

declare_rule! {
    LaunchEnvIgnored {
        name: "launch-env-ignored",
        severity: Warning,
        since: "0.1.0",
        page: "launch_env_ignored.md",
    }
}

/// The `type` of the debugger of C# Dev Kit, which reads launchSettings.json instead.
const DOTNET: &str = "dotnet";

impl Rule for LaunchEnvIgnored {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let is_dotnet = |kind: Option<std::borrow::Cow<'_, str>>| kind.as_deref() == Some(DOTNET);
        for configuration in configurations(analysis).iter().filter(|configuration| is_dotnet(configuration.kind())) {
            let blocks = Platform::ALL.iter().filter_map(|platform| configuration.value.get(platform.name()));
            for block in std::iter::once(configuration.value).chain(blocks) {
                let members = ["env", "envFile", "environment"].iter().filter_map(|name| block.member(name));
                for member in members.filter(|member| sets_something(member.value)) {
                    let (name, title) = (member.name(), configuration.title());
                    let message = format!(
                        "`{name}` of {title} has no effect: the debugger `dotnet` takes variables from launchSettings.json"
                    );
                    context
                        .finding(member.key.span(), message)
                        .place(&format!("configurations.{}.{name}", configuration.name))
                        .help("Set them in `environmentVariables` of Properties/launchSettings.json, or use `coreclr`")
                        .report();
                }
            }
        }
    }
}

fn sets_something(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Object | Kind::Array => !value.is_empty_container(),
        Kind::String => value.string().is_some_and(|text| !text.is_empty()),
        Kind::Number | Kind::True | Kind::False | Kind::Null => false,
    }
}
