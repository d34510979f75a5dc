use crate::document::Document;
use crate::jsonc::{Member, Value};
use crate::vscode::Section;

/// A devcontainer.json.
#[derive(Clone, Copy, Debug)]
pub struct Container<'d> {
    root: Value<'d>,
}

/// The dev container that `document` describes.
#[must_use]
pub fn container(document: &Document) -> Option<Container<'_>> {
    Some(Container { root: document.section_object(Section::DevContainer)? })
}

/// Members that stood at the top before there was a `customizations`.
///
/// Source: devcontainers/cli src/spec-configuration/configuration.ts, `updateFromOldProperties` (f683c29f).
const LEGACY: &[&str] = &["extensions", "settings"];
/// Where they belong.
pub const CUSTOMIZATIONS: [&str; 2] = ["customizations", "vscode"];

impl<'d> Container<'d> {
    /// The whole object.
    #[must_use]
    pub fn object(self) -> Value<'d> {
        self.root
    }

    /// The members that stand where they did before there was a `customizations`, in the order of the file; none if they are all
    /// empty.
    #[must_use]
    pub fn legacy(self) -> Vec<Member<'d>> {
        let names = LEGACY.iter().filter_map(|name| self.root.member(name));
        let mut members: Vec<Member<'d>> = names.collect();
        members.sort_by_key(|member| member.span());
        if members.iter().all(|member| member.value.is_empty_container()) { Vec::new() } else { members }
    }

    /// Whether there is a `customizations`.
    #[must_use]
    pub fn has_customizations(self) -> bool {
        self.root.get(CUSTOMIZATIONS[0]).is_some()
    }
}
