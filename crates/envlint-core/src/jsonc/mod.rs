//! JSON with comments and trailing commas, the format of VS Code's configuration files.
//!
//! The [`Tree`] is filled from the `jsonc-parser` crate; nothing outside this module depends on that parser. The
//! tree does not contain comments: linting never needs them, and fixes search for them where they edit
//! ([`comments()`]).
//!
//! Invariant: the tree is flat, a list of nodes in the order of the text, and every span in it is a byte range of
//! the text that was parsed. No operation changes a tree or its text; edits produce a new text, which is parsed
//! again.

mod comments;
mod duplicates;
mod equality;
mod escapes;
mod layout;
mod member_index;
mod parse;
mod string;
mod tree;
mod wrap;
mod write;

pub use comments::{Comment, comments};
pub use duplicates::{dead_members, live_members};
pub use equality::{differences, equal};
pub(crate) use layout::line_end;
pub use layout::{append_element, append_member, remove_comment, remove_member, split_element};
pub use parse::{JsonError, JsonErrorKind, parse};
pub use string::{Decoded, quote, unquote};
pub use tree::{Escape, Kind, Member, Tree, Value};
pub use wrap::wrap_members;
pub use write::Layout;
