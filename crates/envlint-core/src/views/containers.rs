use crate::document::Document;
use crate::jsonc::{Member, Value};
use crate::vscode::Section;

/// A devcontainer.json.
#[derive(Clone, Copy, Debug)]
pub struct Container<'d> {
    root: Value<'d>,
}

/// A variable in the arguments of `docker run`.
#[derive(Clone, Debug)]
pub struct RunVariable<'d> {
    /// Its name.
    pub name: String,
    /// Its value as written; `None` if it is that of the host.
    pub value: Option<String>,
    /// The string that contains both.
    pub argument: Value<'d>,
}

/// The dev container that `document` describes.
#[must_use]
pub fn container(document: &Document) -> Option<Container<'_>> {
    Some(Container { root: document.section_object(Section::DevContainer)? })
}

/// Members that were at the top level before `customizations` existed.
///
/// Source: devcontainers/cli src/spec-configuration/configuration.ts, `updateFromOldProperties` (f683c29f).
const LEGACY: &[&str] = &["extensions", "settings"];
/// The path of their current location.
pub const CUSTOMIZATIONS: [&str; 2] = ["customizations", "vscode"];

impl<'d> Container<'d> {
    /// The root object.
    #[must_use]
    pub fn object(self) -> Value<'d> {
        self.root
    }

    /// The members at their old location from before `customizations` existed, in the order of the file; empty if
    /// all of them are empty.
    #[must_use]
    pub fn legacy(self) -> Vec<Member<'d>> {
        let names = LEGACY.iter().filter_map(|name| self.root.member(name));
        let mut members: Vec<Member<'d>> = names.collect();
        members.sort_by_key(|member| member.span());
        if members.iter().all(|member| member.value.is_empty_container()) { Vec::new() } else { members }
    }

    /// The variables that `runArgs` sets for every process in the container, in order; empty for containers of Docker
    /// Compose, which has no such arguments. Docker takes each value as it is, in place of that of the image.
    ///
    /// Source: `docker run --help`, options `-e` and `--env`; the documentation of `docker container run`, "Set
    /// environment variables": a name without a value is that of a variable of the host.
    #[must_use]
    pub fn run_variables(self) -> Vec<RunVariable<'d>> {
        if self.root.get("dockerComposeFile").is_some() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut follows_option = false;
        for argument in self.root.get("runArgs").into_iter().flat_map(Value::elements) {
            let Some(text) = argument.string() else {
                follows_option = false;
                continue;
            };
            let is_option = matches!(&*text, "-e" | "--env");
            let rest = if std::mem::take(&mut follows_option) {
                Some(&*text)
            } else {
                text.strip_prefix("--env=").or_else(|| text.strip_prefix("-e").filter(|rest| !rest.is_empty()))
            };
            follows_option = is_option && rest.is_none();
            let Some(rest) = rest else { continue };
            let (name, value) = match rest.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (rest.to_owned(), None),
            };
            found.push(RunVariable { name, value, argument });
        }
        found
    }

    /// Returns `true` if there is a `customizations`.
    #[must_use]
    pub fn has_customizations(self) -> bool {
        self.root.get(CUSTOMIZATIONS[0]).is_some()
    }
}
