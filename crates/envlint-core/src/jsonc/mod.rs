//! JSON with comments and trailing commas, the format of VS Code's configuration files.
//!
//! [`read`] fills the [`Tree`] with what VS Code reads, also if there are errors. The crate `jsonc-parser` gives a
//! [`second_opinion`] about everything that is to be written; nothing outside this module depends on it. The tree does
//! not contain comments: linting never needs them, and fixes search for them where they edit ([`comments()`]).
//!
//! Invariant: the tree is flat, a list of nodes in the order of the text, and every span in it is a byte range of
//! the text that was parsed. No operation changes a tree or its text; edits produce a new text, which is parsed
//! again, or as far as it may be read differently (`tree_of_edited`).

mod comments;
mod duplicates;
mod edited;
mod equality;
mod errors;
mod escapes;
mod handle;
mod layout;
mod member_index;
mod node;
mod parse;
mod path;
mod reader;
mod recovery;
mod scan;
mod second_opinion;
mod starts;
mod string;
#[cfg(test)]
mod tests;
mod tree;
mod wrap;
mod write;

pub use comments::{Comment, comments};
pub use duplicates::dead_members;
pub(crate) use duplicates::live_members;
pub(crate) use edited::tree_of_edited;
pub use equality::{differences, equal};
pub use errors::{JsonError, JsonErrorKind};
pub(crate) use handle::MemberHandle;
pub(crate) use layout::line_end;
pub use layout::{append_element, append_member, remove_comment, remove_member, split_element};
pub use parse::{parse, read};
pub use reader::Reading;
pub(crate) use scan::find_in_string;
pub use second_opinion::{Opinion, second_opinion};
pub(crate) use string::unquote;
pub use string::{Decoded, quote};
pub use tree::{Escape, Kind, Member, Tree, Value};
pub use wrap::wrap_members;
pub use write::Layout;
