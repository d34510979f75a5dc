//! What a rule found, and the fix that it offers.

use crate::document::DocumentId;
use crate::env::Origin;
use crate::jsonc::{self, Member, Value};
use crate::meta::Meta;
use crate::text::{Edit, Span};
use crate::vscode::Platforms;

pub use crate::meta::{Applicability, Severity};

/// One mistake at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Meta,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence: the variable, the place, the consequence.
    pub message: String,
    /// The file that it stands in.
    pub document: DocumentId,
    /// Where it stands.
    pub span: Span,
    /// Where it matters.
    pub platforms: Platforms,
    /// The variable in question.
    pub variable: Option<String>,
    /// The setting in question: `terminal.integrated.env.osx`.
    pub place: Option<String>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// What to do, if it is not plain from the message.
    pub help: Option<String>,
    /// How to mend it.
    pub fix: Option<Fix>,
}

/// Another place that has to do with a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The file.
    pub document: DocumentId,
    /// Where.
    pub span: Span,
    /// What it has to do with it.
    pub message: String,
}

/// A way to mend a finding: edits in its file that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, as an order: "Append `:${env:PATH}`".
    pub title: String,
    /// How sure it is.
    pub applicability: Applicability,
    /// The edits.
    pub edits: Vec<Edit>,
    /// What VS Code will read differently afterwards; nothing else may.
    pub change: Change,
}

/// What a fix changes of what VS Code reads. Spans are of the text before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: the text alone.
    Nothing,
    /// The value at this span.
    Value(Span),
    /// The member whose key stands at this span goes.
    Removed(Span),
    /// The member whose key stands at this span is called this; its value stays.
    Renamed(Span, String),
    /// The member whose key stands at the first span goes to the object at the second one and is called this there; its value stays.
    Moved(Span, Span, String),
    /// The member whose key stands at this span goes into new objects of these names, one within the other, of which the first
    /// takes its place; its value stays.
    Wrapped(Span, Vec<String>),
    /// The object or array at this span gets something more: the member of this name, or the element of this index.
    Added(Span, String),
    /// The comment at this span says something else, or goes. Nothing that VS Code reads changes.
    Comment(Span),
    /// All of these, which touch different members.
    All(Vec<Change>),
}

impl Change {
    /// The changes of which it is made; itself if it is one.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        match self {
            Self::All(parts) => parts.as_slice(),
            _ => std::slice::from_ref(self),
        }
        .iter()
    }
}

impl Fix {
    /// Edits inside one value.
    #[must_use]
    pub fn value(title: impl Into<String>, applicability: Applicability, value: Span, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), applicability, edits, change: Change::Value(value) }
    }

    /// Edits inside several values.
    #[must_use]
    pub fn values(title: impl Into<String>, applicability: Applicability, values: Vec<Span>, edits: Vec<Edit>) -> Self {
        let change = Change::All(values.into_iter().map(Change::Value).collect());
        Self { title: title.into(), applicability, edits, change }
    }

    /// Takes a member away; its value is lost.
    #[must_use]
    pub fn remove(title: impl Into<String>, applicability: Applicability, origin: Origin<'_>) -> Self {
        let edits = jsonc::remove_member(origin.object, origin.key());
        Self { title: title.into(), applicability, edits, change: Change::Removed(origin.key()) }
    }

    /// Takes a member away that nobody reads.
    #[must_use]
    pub fn remove_dead(title: impl Into<String>, applicability: Applicability, object: Value<'_>, key: Span) -> Self {
        let edits = jsonc::remove_member(object, key);
        Self { title: title.into(), applicability, edits, change: Change::Nothing }
    }

    /// Calls a member something else; `None` if its object has another one of the old name or of the new.
    #[must_use]
    pub fn rename(
        title: impl Into<String>,
        applicability: Applicability,
        origin: Origin<'_>,
        name: &str,
    ) -> Option<Self> {
        let key = origin.member.key;
        let old = origin.member.name();
        let others = origin.object.members().filter(|member| member.key.span() != key.span());
        // A duplicate would step in, or be beaten.
        if others.map(Member::name).any(|other| other == old || other == name) {
            return None;
        }
        let edits = vec![Edit::replace(key.span(), format!("\"{}\"", jsonc::quote(name)))];
        let change = Change::Renamed(key.span(), name.to_owned());
        Some(Self { title: title.into(), applicability, edits, change })
    }

    /// Puts members of `object` that follow each other into new objects called `names`, one within the other; `None` if others
    /// stand between them. A member of the first of these names must not be there.
    #[must_use]
    pub fn wrap_members(
        title: impl Into<String>,
        applicability: Applicability,
        object: Value<'_>,
        keys: &[Value<'_>],
        names: &[&str],
    ) -> Option<Self> {
        let keys: Vec<Span> = keys.iter().map(|key| key.span()).collect();
        let edits = jsonc::wrap_members(object, &keys, names)?;
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let changes = keys.into_iter().map(|key| Change::Wrapped(key, names.clone())).collect();
        Some(Self { title: title.into(), applicability, edits, change: Change::All(changes) })
    }

    /// Puts a string behind the last element of an array.
    #[must_use]
    pub fn append_element(
        title: impl Into<String>,
        applicability: Applicability,
        array: Value<'_>,
        text: &str,
    ) -> Self {
        let change = Change::Added(array.span(), array.elements().count().to_string());
        Self { title: title.into(), applicability, edits: jsonc::append_element(array, text), change }
    }

    /// Puts a member, with `value` as JSON, behind the last member of an object.
    #[must_use]
    pub fn append_member(
        title: impl Into<String>,
        applicability: Applicability,
        object: Value<'_>,
        key: &str,
        value: &str,
    ) -> Self {
        let change = Change::Added(object.span(), key.to_owned());
        Self { title: title.into(), applicability, edits: jsonc::append_member(object, key, value), change }
    }

    /// Edits inside one comment, or one that takes it away.
    #[must_use]
    pub fn comment(title: impl Into<String>, applicability: Applicability, comment: Span, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), applicability, edits, change: Change::Comment(comment) }
    }

    /// Where its first edit begins.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.edits.iter().map(|edit| edit.span.start).min().unwrap_or_default()
    }
}
