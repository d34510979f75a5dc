use crate::env::{FileAnalysis, element_name, launch_object};
use crate::jsonc::{Member, Value};
use crate::text::Span;
use crate::vscode::{Debugger, Each, Platform, Platforms, debugger_of};

/// A launch configuration of a known debugger.
#[derive(Debug)]
pub struct Launch<'d> {
    /// The name; if there is none, the number.
    pub name: String,
    /// The debugger that it starts.
    pub debugger: &'static Debugger,
    configuration: Value<'d>,
}

/// A member of a launch configuration.
#[derive(Clone, Copy, Debug)]
pub struct LaunchField<'d> {
    /// The member of the file.
    pub member: Member<'d>,
    /// The object that contains it: the configuration, or its block for a platform.
    pub object: Value<'d>,
    /// The platforms that it applies to: platform-specific blocks replace members of the configuration.
    pub platforms: Platforms,
}

const CONFIGURATIONS: Each =
    Each { noun: "configuration", names: &["name"], types: &[], untyped: false, only: &[], unless: &[] };

/// The launch configurations in `analysis` whose debugger is known.
#[must_use]
pub fn launches<'d>(analysis: &FileAnalysis<'d>) -> Vec<Launch<'d>> {
    let list = launch_object(analysis.document, &analysis.settings).and_then(|object| object.get("configurations"));
    let elements = list.into_iter().flat_map(Value::elements).enumerate();
    elements
        .filter_map(|(index, configuration)| {
            let name = element_name(&CONFIGURATIONS, index, configuration)?;
            let debugger = debugger_of(&configuration.get("type")?.string()?)?;
            Some(Launch { name, debugger, configuration })
        })
        .collect()
}

impl<'d> Launch<'d> {
    /// The name for messages: "configuration `Run`".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} `{}`", CONFIGURATIONS.noun, self.name)
    }

    /// The span of the configuration.
    #[must_use]
    pub fn span(&self) -> Span {
        self.configuration.span()
    }

    /// Returns `true` if it has a member `name` for any platform.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.fields(name).is_empty()
    }

    /// Returns `true` if its debugger builds a program and starts it on the machine of the window.
    #[must_use]
    pub fn builds_and_starts_here(&self) -> bool {
        let elsewhere = self.debugger.elsewhere.iter().any(|name| self.has(name));
        let mode = self.configuration.get("mode").and_then(Value::string);
        let builds = self.debugger.building.contains(&mode.as_deref().unwrap_or_default());
        builds && !elsewhere && !self.goes_with_a_running_program()
    }

    /// Returns `true` if it attaches to a running program.
    #[must_use]
    pub fn attaches(&self) -> bool {
        self.is("request", "attach")
    }

    /// Returns `true` if the program is certainly running already, so that the configuration cannot set variables
    /// for it.
    #[must_use]
    pub fn goes_with_a_running_program(&self) -> bool {
        self.debugger.running.iter().any(|(name, value)| self.is(name, value))
    }

    /// The members called `name`: its own, and those of its platform-specific blocks.
    #[must_use]
    pub fn fields(&self, name: &str) -> Vec<LaunchField<'d>> {
        let block = |platform: Platform| {
            let object = self.configuration.get(platform.name())?;
            Some((object, object.member(name)?))
        };
        let without: Platforms = Platforms::ALL.iter().filter(|&platform| block(platform).is_none()).collect();
        let object = self.configuration;
        let own = object.member(name).map(|member| LaunchField { member, object, platforms: without });
        let blocks = Platforms::ALL.iter().filter_map(|platform| {
            let (object, member) = block(platform)?;
            Some(LaunchField { member, object, platforms: Platforms::only(platform) })
        });
        own.into_iter().chain(blocks).collect()
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.configuration.get(name).and_then(Value::string).as_deref() == Some(value)
    }
}
