use std::borrow::Cow;

use crate::env::{FileAnalysis, element_name, launch_object};
use crate::jsonc::{Member, Value};
use crate::text::Span;
use crate::vscode::{Each, Platform};

/// A launch configuration of any debugger. Rules about one debugger use [`Launch`](super::Launch).
#[derive(Clone, Debug)]
pub struct LaunchConfiguration<'d> {
    /// The name; if there is none, the number.
    pub name: String,
    /// The object in the file.
    pub value: Value<'d>,
}

const ANY: Each = Each { noun: "configuration", names: &["name"], types: &[], untyped: true, only: &[], unless: &[] };

/// The launch configurations in `analysis`, whatever their debuggers are.
#[must_use]
pub fn configurations<'d>(analysis: &FileAnalysis<'d>) -> Vec<LaunchConfiguration<'d>> {
    let list = launch_root(analysis).and_then(|object| object.get("configurations"));
    let elements = list.into_iter().flat_map(Value::elements).enumerate();
    elements
        .filter_map(|(index, value)| Some(LaunchConfiguration { name: element_name(&ANY, index, value)?, value }))
        .collect()
}

/// The object that contains the launch configurations of `analysis`: the root of a launch.json, or the `launch` of
/// other files.
#[must_use]
pub fn launch_root<'d>(analysis: &FileAnalysis<'d>) -> Option<Value<'d>> {
    launch_object(analysis.document, &analysis.settings)
}

impl<'d> LaunchConfiguration<'d> {
    /// The name for messages: "configuration `Run`".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} `{}`", ANY.noun, self.name)
    }

    /// The span of the configuration.
    #[must_use]
    pub fn span(&self) -> Span {
        self.value.span()
    }

    /// The `type`, which selects the debugger.
    #[must_use]
    pub fn kind(&self) -> Option<Cow<'d, str>> {
        self.value.get("type")?.string()
    }

    /// The member `name` of the platform-specific block for `platform`.
    #[must_use]
    pub fn of_platform(&self, platform: Platform, name: &str) -> Option<Member<'d>> {
        self.value.get(platform.name())?.member(name)
    }
}
