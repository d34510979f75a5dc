use crate::env::{Reading, launch_object, meant};
use crate::jsonc::{Member, Value};
use crate::text::Span;
use crate::vscode::{Debugger, Each, Platform, Platforms, debugger_of};

/// A launch configuration of a debugger that is known.
#[derive(Debug)]
pub struct Launch<'d> {
    /// Its name; of one without, its number.
    pub name: String,
    /// Who it starts.
    pub debugger: &'static Debugger,
    configuration: Value<'d>,
}

/// A member of a launch configuration.
#[derive(Clone, Copy, Debug)]
pub struct LaunchField<'d> {
    /// The member.
    pub member: Member<'d>,
    /// Where it counts: a block for a platform replaces members of the configuration.
    pub platforms: Platforms,
}

const CONFIGURATIONS: Each = Each { noun: "configuration", names: &["name"], types: &[], untyped: false, unless: &[] };

/// The launch configurations in `reading` whose debugger is known.
#[must_use]
pub fn launches<'d>(reading: &Reading<'d>) -> Vec<Launch<'d>> {
    let list = launch_object(reading.document, &reading.settings).and_then(|object| object.get("configurations"));
    let elements = list.into_iter().flat_map(Value::elements).enumerate();
    elements
        .filter_map(|(index, configuration)| {
            let name = meant(&CONFIGURATIONS, index, configuration)?;
            let debugger = debugger_of(&configuration.get("type")?.string()?)?;
            Some(Launch { name, debugger, configuration })
        })
        .collect()
}

impl<'d> Launch<'d> {
    /// How people name it: "configuration `Run`".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} `{}`", CONFIGURATIONS.noun, self.name)
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.configuration.span()
    }

    /// Whether it says something called `name` for any platform.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.fields(name).is_empty()
    }

    /// Whether its debugger builds a program and starts it, on the machine of the window.
    #[must_use]
    pub fn builds_and_starts_here(&self) -> bool {
        let elsewhere = self.debugger.elsewhere.iter().any(|name| self.has(name));
        let mode = self.configuration.get("mode").and_then(Value::string);
        let builds = self.debugger.building.contains(&mode.as_deref().unwrap_or_default());
        builds && !elsewhere && !self.goes_with_a_running_program()
    }

    /// Whether it attaches to a program.
    #[must_use]
    pub fn attaches(&self) -> bool {
        self.is("request", "attach")
    }

    /// Whether it surely goes with a program that runs already, so that it can give it no variables.
    #[must_use]
    pub fn goes_with_a_running_program(&self) -> bool {
        self.debugger.running.iter().any(|(name, value)| self.is(name, value))
    }

    /// The members called `name`: its own, and those of its blocks for platforms.
    #[must_use]
    pub fn fields(&self, name: &str) -> Vec<LaunchField<'d>> {
        let block = |platform: Platform| self.configuration.get(platform.name())?.member(name);
        let without: Platforms = Platforms::ALL.iter().filter(|&platform| block(platform).is_none()).collect();
        let own = self.configuration.member(name).map(|member| LaunchField { member, platforms: without });
        let blocks = Platforms::ALL.iter().filter_map(|platform| {
            Some(LaunchField { member: block(platform)?, platforms: Platforms::only(platform) })
        });
        own.into_iter().chain(blocks).collect()
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.configuration.get(name).and_then(Value::string).as_deref() == Some(value)
    }
}
