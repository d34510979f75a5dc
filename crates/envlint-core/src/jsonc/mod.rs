//! JSON with comments and trailing commas, as VS Code's configuration files are written.
//!
//! The [`Tree`] is our own flat type, filled from the `jsonc-parser` crate; nothing outside this module knows the parser.
//! Comments are not part of it: linting never needs them, and fixes find them where they look ([`comments()`]).

mod comments;
mod duplicates;
mod equality;
mod escapes;
mod layout;
mod parse;
mod string;
mod tree;
mod wrap;
mod write;

pub use comments::{Comment, comments};
pub use duplicates::{dead_members, live_members};
pub use equality::{differences, equal};
pub use layout::{append_element, append_member, remove_comment, remove_member, split_element};
pub use parse::{SyntaxError, SyntaxErrorKind, parse};
pub use string::{Decoded, quote, unquote};
pub use tree::{Escape, Kind, Member, Tree, Value};
pub use wrap::wrap_members;
pub use write::Layout;
