use std::borrow::Cow;

use crate::env::{Reading, launch_object, meant};
use crate::jsonc::{Member, Value};
use crate::text::Span;
use crate::vscode::{Each, Platform};

/// A launch configuration of any debugger. Rules about one debugger use [`Launch`](super::Launch).
#[derive(Clone, Debug)]
pub struct Configuration<'d> {
    /// The name; if there is none, the number.
    pub name: String,
    /// The object in the file.
    pub value: Value<'d>,
}

const ANY: Each = Each { noun: "configuration", names: &["name"], types: &[], untyped: true, only: &[], unless: &[] };

/// The launch configurations in `reading`, whatever their debuggers are.
#[must_use]
pub fn configurations<'d>(reading: &Reading<'d>) -> Vec<Configuration<'d>> {
    let list = launch_root(reading).and_then(|object| object.get("configurations"));
    let elements = list.into_iter().flat_map(Value::elements).enumerate();
    elements.filter_map(|(index, value)| Some(Configuration { name: meant(&ANY, index, value)?, value })).collect()
}

/// The object that contains the launch configurations of `reading`: the root of a launch.json, or the `launch` of
/// other files.
#[must_use]
pub fn launch_root<'d>(reading: &Reading<'d>) -> Option<Value<'d>> {
    launch_object(reading.document, &reading.settings)
}

impl<'d> Configuration<'d> {
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
