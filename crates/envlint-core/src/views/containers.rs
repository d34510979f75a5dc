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

    /// Returns `true` if there is a `customizations`.
    #[must_use]
    pub fn has_customizations(self) -> bool {
        self.root.get(CUSTOMIZATIONS[0]).is_some()
    }
}
