//! Writes variables in the format that a debugger reads.

use envlint_core::finding::{Applicability, Change, Fix};
use envlint_core::jsonc::{Kind, Layout, Member, Value, comments, quote};
use envlint_core::text::Edit;
use envlint_core::views::LaunchField;
use envlint_core::vscode::Variables;

/// Writes the value of the right member in the right format.
pub(super) fn reshaped(field: LaunchField<'_>, variables: Variables) -> Option<Fix> {
    let written = converted(field.member, variables)?;
    let span = field.member.value.span();
    let title = format!("Write it as {}", format_of(variables));
    Some(Fix::value(title, Applicability::Safe, span, vec![Edit::replace(span, written)]))
}

/// Gives the member the right name and its value the right format, unless the right member exists, too.
pub(super) fn renamed(field: LaunchField<'_>, variables: Variables) -> Option<Fix> {
    let (member, object, name) = (field.member, field.object, variables.member());
    let is_only = object.members().filter(|other| other.name() == member.name()).count() == 1;
    if object.member(name).is_some() || !is_only {
        return None;
    }
    let written = converted(member, variables)?;
    let edit = Edit::replace(member.span(), format!("\"{name}\": {written}"));
    let changes = vec![Change::Removed(member.key.span()), Change::Added(object.span(), name.to_owned())];
    let title = format!("Write it as {name}, {}", format_of(variables));
    Some(Fix::new(title, Applicability::Safe, vec![edit], Change::All(changes)))
}

fn format_of(variables: Variables) -> &'static str {
    match variables {
        Variables::Env | Variables::EnvOrList => "an object",
        Variables::Environment | Variables::EnvironmentOrEnv => "a list",
    }
}

/// The value of `member` in the format of `variables`; `None` unless it consists of distinct names with strings, without a
/// comment.
fn converted(member: Member<'_>, variables: Variables) -> Option<String> {
    let pairs: Vec<(String, Value<'_>)> = match member.value.kind() {
        Kind::Object => member.value.members().map(|pair| (pair.name().into_owned(), pair.value)).collect(),
        Kind::Array => member.value.elements().map(pair).collect::<Option<_>>()?,
        Kind::String | Kind::Number | Kind::True | Kind::False | Kind::Null => return None,
    };
    let mut names: Vec<&String> = pairs.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    let is_plain = names.len() == pairs.len() && pairs.iter().all(|(_, value)| value.kind() == Kind::String);
    let has_comment = !comments(member.key.source(), member.span()).is_empty();
    if !is_plain || has_comment || pairs.is_empty() {
        return None;
    }
    let layout = Layout::around(member);
    Some(match variables {
        Variables::Env | Variables::EnvOrList => {
            let members: Vec<(&str, String)> =
                pairs.iter().map(|(name, value)| (name.as_str(), value.raw().to_owned())).collect();
            layout.object(&members)
        }
        Variables::Environment | Variables::EnvironmentOrEnv => {
            let items = pairs
                .iter()
                .map(|(name, value)| format!("{{ \"name\": \"{}\", \"value\": {} }}", quote(name), value.raw()));
            layout.array(&items.collect::<Vec<_>>())
        }
    })
}

/// The name and value of `{ "name": …, "value": … }`, if it has no other members.
fn pair(item: Value<'_>) -> Option<(String, Value<'_>)> {
    let name = item.get("name")?.string()?.into_owned();
    let value = item.get("value")?;
    (item.members().count() == 2).then_some((name, value))
}
