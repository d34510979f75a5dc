//! Findings of rules, and the fixes that they offer.

mod report;

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::DocumentId;
use crate::env::Origin;
use crate::jsonc::{self, Member, Value};
use crate::meta::Meta;
use crate::text::{Edit, Span};
use crate::vscode::Platforms;

pub use crate::meta::{Applicability, Severity};
pub use report::{ReportFinding, ReportFix, ReportRelated};

/// One mistake at one location. Its texts may quote secrets from the file; [`Finding::redacted`] is the form to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Meta,
    /// The severity, which the options can change.
    pub severity: Severity,
    /// One sentence: the variable, the place, the consequence.
    pub message: String,
    /// The file that contains it.
    pub document: DocumentId,
    /// The location in the file.
    pub span: Span,
    /// The platforms on which it matters.
    pub platforms: Platforms,
    /// The variable that the finding is about.
    pub variable: Option<String>,
    /// The setting that the finding is about: `terminal.integrated.env.osx`.
    pub place: Option<Arc<str>>,
    /// Other locations that explain the finding.
    pub related: Vec<Related>,
    /// What to do, unless the message makes that clear.
    pub help: Option<Cow<'static, str>>,
    /// The ways to fix it, the preferred one first. Only that one is applied without asking.
    pub fixes: Vec<Fix>,
    /// `true` if the change which is checked is the cause, although it changes another file: it deletes one that is named here.
    pub by_change: bool,
}

impl Finding {
    /// The preferred fix.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        self.fixes.first()
    }
}

/// Another location that explains a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The file that contains it.
    pub document: DocumentId,
    /// The location in the file.
    pub span: Span,
    /// How it relates to the finding.
    pub message: Cow<'static, str>,
}

/// A way to fix a finding: edits in its file that belong together.
///
/// Invariant: a fix declares in [`Fix::change`] everything that VS Code reads differently afterwards. The
/// [`fixer`](crate::fixer) proves this before it returns the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What the fix does, in the imperative: "Append `:${env:PATH}`".
    pub title: Cow<'static, str>,
    /// How certain it is that the fix is wanted.
    pub applicability: Applicability,
    /// The edits, which are applied together or not at all.
    pub edits: Vec<Edit>,
    /// What VS Code reads differently afterwards; nothing else may change.
    pub change: Change,
}

/// The effect of a fix on what VS Code reads. Spans refer to the text before the fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// VS Code reads the same; only the text changes.
    Nothing,
    /// The value at this span changes.
    Value(Span),
    /// The member whose key is at this span is removed.
    Removed(Span),
    /// The member whose key is at this span gets this name; its value stays the same.
    Renamed(Span, String),
    /// The member whose key is at the first span moves to the object at the second span, under this name; its value
    /// stays the same.
    Moved(Span, Span, String),
    /// The member whose key is at this span moves into new objects with these names, nested in each other, the
    /// first of which replaces it; its value stays the same.
    Wrapped(Span, Vec<String>),
    /// The object or array at this span gets a new member of this name, or a new element with this index.
    Added(Span, String),
    /// The comment at this span changes or is removed. VS Code reads the same.
    Comment(Span),
    /// All of these changes, which affect different members.
    All(Vec<Change>),
}

impl Change {
    /// The changes that this one consists of; itself if it is a single change.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        match self {
            Self::All(parts) => parts.as_slice(),
            _ => std::slice::from_ref(self),
        }
        .iter()
    }
}

impl Fix {
    /// A fix with these `edits`, after which VS Code reads only `change` differently.
    #[must_use]
    pub fn new(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        mut edits: Vec<Edit>,
        change: Change,
    ) -> Self {
        // A run can have very many fixes.
        edits.shrink_to_fit();
        Self { title: title.into(), applicability, edits, change }
    }

    /// A fix with edits inside one value.
    #[must_use]
    pub fn value(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        value: Span,
        edits: Vec<Edit>,
    ) -> Self {
        Self::new(title, applicability, edits, Change::Value(value))
    }

    /// A fix with edits inside several values.
    #[must_use]
    pub fn values(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        values: Vec<Span>,
        edits: Vec<Edit>,
    ) -> Self {
        let change = Change::All(values.into_iter().map(Change::Value).collect());
        Self::new(title, applicability, edits, change)
    }

    /// A fix that removes a member; its value is lost.
    #[must_use]
    pub fn remove(title: impl Into<Cow<'static, str>>, applicability: Applicability, origin: Origin<'_>) -> Self {
        let edits = jsonc::remove_member(origin.object(), origin.key());
        Self::new(title, applicability, edits, Change::Removed(origin.key()))
    }

    /// A fix that removes a member that is never read.
    #[must_use]
    pub fn remove_dead(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        object: Value<'_>,
        key: Span,
    ) -> Self {
        let edits = jsonc::remove_member(object, key);
        Self::new(title, applicability, edits, Change::Nothing)
    }

    /// A fix that renames a member; `None` if its object has another member with the old or the new name.
    #[must_use]
    pub fn rename(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        origin: Origin<'_>,
        name: &str,
    ) -> Option<Self> {
        let key = origin.member().key;
        let old = origin.member().name();
        let others = origin.object().members().filter(|member| member.key.span() != key.span());
        // A duplicate would take effect instead, or be overridden.
        if others.map(Member::name).any(|other| other == old || other == name) {
            return None;
        }
        let edits = vec![Edit::replace(key.span(), format!("\"{}\"", jsonc::quote(name)))];
        let change = Change::Renamed(key.span(), name.to_owned());
        Some(Self::new(title, applicability, edits, change))
    }

    /// A fix that moves consecutive members of `object` into new objects called `names`, nested in each other;
    /// `None` if other members are between them. `object` must not have a member with the first of these names.
    #[must_use]
    pub fn wrap_members(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        object: Value<'_>,
        keys: &[Value<'_>],
        names: &[&str],
    ) -> Option<Self> {
        let keys: Vec<Span> = keys.iter().map(|key| key.span()).collect();
        let edits = jsonc::wrap_members(object, &keys, names)?;
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let changes = keys.into_iter().map(|key| Change::Wrapped(key, names.clone())).collect();
        Some(Self::new(title, applicability, edits, Change::All(changes)))
    }

    /// A fix that adds a string after the last element of an array.
    #[must_use]
    pub fn append_element(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        array: Value<'_>,
        text: &str,
    ) -> Self {
        let change = Change::Added(array.span(), array.elements().count().to_string());
        Self::new(title, applicability, jsonc::append_element(array, text), change)
    }

    /// A fix that adds a member, with `value` as JSON, after the last member of an object.
    #[must_use]
    pub fn append_member(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        object: Value<'_>,
        key: &str,
        value: &str,
    ) -> Self {
        let change = Change::Added(object.span(), key.to_owned());
        Self::new(title, applicability, jsonc::append_member(object, key, value), change)
    }

    /// A fix with edits inside one comment, or one that removes it.
    #[must_use]
    pub fn comment(
        title: impl Into<Cow<'static, str>>,
        applicability: Applicability,
        comment: Span,
        edits: Vec<Edit>,
    ) -> Self {
        Self::new(title, applicability, edits, Change::Comment(comment))
    }

    /// The offset of the first edit.
    #[must_use]
    pub fn start(&self) -> u32 {
        self.edits.iter().map(|edit| edit.span.start).min().unwrap_or_default()
    }
}
