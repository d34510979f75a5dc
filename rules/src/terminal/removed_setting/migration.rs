//! Turns the old settings of the terminal into an equivalent profile.

use envlint_core::env::{Lookup, Settings};
use envlint_core::finding::{Applicability, Change, Fix};
use envlint_core::jsonc::{Kind, Layout, Member, Value, comments, quote, remove_member};
use envlint_core::text::Edit;
use envlint_core::views::ProfileName;
use envlint_core::vscode::{Platform, ProfileField, Successor};

use super::removed::Removed;

/// Moves `removed`, and the settings in `all` that belong with it, into a profile. `None` unless the case is simple: a program
/// given by its path and a list of strings, each under its own top-level key, and nothing in the file at the new keys.
pub(super) fn fix(removed: &Removed<'_, '_>, all: &[Removed<'_, '_>], settings: &Settings<'_>) -> Option<Fix> {
    let platform = removed.platform?;
    match removed.known.successor {
        Successor::DefaultProfile(_) => default_profile(platform, all, settings),
        Successor::AutomationProfile => automation_profile(platform, removed, settings),
        Successor::Setting(_) | Successor::Words(_) | Successor::None => None,
    }
}

fn automation_profile(platform: Platform, removed: &Removed<'_, '_>, settings: &Settings<'_>) -> Option<Fix> {
    let (object, member) = written_whole(removed)?;
    let path = program(member)?;
    let key = ProfileName::Automation.setting(platform);
    let profile = Layout::around(member).object(&[("path", path.raw().to_owned())]);
    let edit = Edit::replace(member.span(), format!("\"{key}\": {profile}"));
    let changes = vec![Change::Removed(member.key.span()), Change::Added(object.span(), key.clone())];
    is_free(settings, object, &key).then(|| unsafe_fix(format!("Move it to `{key}`"), vec![edit], changes))
}

fn default_profile(platform: Platform, all: &[Removed<'_, '_>], settings: &Settings<'_>) -> Option<Fix> {
    let find = |wanted: ProfileField| {
        all.iter().find(|removed| match removed.known.successor {
            Successor::DefaultProfile(field) => field == wanted && removed.platform == Some(platform),
            _ => false,
        })
    };
    let shell = find(ProfileField::Path)?;
    let (object, member) = written_whole(shell)?;
    let path = program(member)?;
    let name = name_of(&path.string()?)?.to_owned();
    let profiles = ProfileName::Named(name.clone()).setting(platform);
    let default = shell.known.successor.path(platform)?.join(".");
    let mut changes = vec![
        Change::Removed(member.key.span()),
        Change::Added(object.span(), default.clone()),
        Change::Added(object.span(), profiles.clone()),
    ];
    let mut edits = Vec::new();
    let mut fields = vec![("path", path.raw().to_owned())];
    if let Some(arguments) = find(ProfileField::Arguments) {
        let (object, member) = written_whole(arguments)?;
        if member.value.elements().filter_map(Value::string).any(|argument| is_of_other_shell(&name, &argument)) {
            return None;
        }
        fields.push(("args", list_of_texts(member.value)?));
        edits.extend(remove_member(object, member.key.span()));
        changes.push(Change::Removed(member.key.span()));
    }
    let layout = Layout::around(member);
    let profile = layout.inner().object(&fields);
    let written =
        layout.members(&[(&default, format!("\"{}\"", quote(&name))), (&profiles, layout.object(&[(&name, profile)]))]);
    edits.push(Edit::replace(member.span(), written));
    let free = [&default, &profiles].iter().all(|key| is_free(settings, object, key));
    free.then(|| unsafe_fix(format!("Add it as profile `{name}` and make that the default"), edits, changes))
}

fn unsafe_fix(title: String, edits: Vec<Edit>, changes: Vec<Change>) -> Fix {
    Fix::new(title, Applicability::Unsafe, edits, Change::All(changes))
}

/// The object and the member, if the setting is written once, as one top-level key, without a comment inside.
fn written_whole<'d>(removed: &Removed<'_, 'd>) -> Option<(Value<'d>, Member<'d>)> {
    let (object, member) = (removed.setting.origin.object(), removed.setting.origin.member());
    let is_whole = removed.setting.value().is_some() && member.name() == removed.key;
    let is_once = object.members().filter(|other| other.name() == removed.key).count() == 1;
    let has_comment = !comments(member.key.source(), member.span()).is_empty();
    (is_whole && is_once && !has_comment).then_some((object, member))
}

/// Returns `true` if the file has nothing at `key`, and nothing that would hide a value there.
fn is_free(settings: &Settings<'_>, object: Value<'_>, key: &str) -> bool {
    let path: Vec<&str> = key.split('.').collect();
    let parent = key.rsplit_once('.').map_or("", |(parent, _)| parent);
    matches!(settings.lookup(&path), Lookup::Missing)
        && [key, parent].iter().all(|taken| object.member(taken).is_none())
}

/// The value, if it is a program that a profile can name: a path that does not begin with `~`, which VS Code does not expand.
fn program(member: Member<'_>) -> Option<Value<'_>> {
    let path = member.value.string()?;
    (!path.is_empty() && !path.starts_with('~')).then_some(member.value)
}

/// The name of the file without `.exe`, if it consists only of ASCII letters, digits, `-`, `_` and `.`.
fn name_of(path: &str) -> Option<&str> {
    let file = path.rsplit(['/', '\\']).next()?;
    let name = file.strip_suffix(".exe").unwrap_or(file);
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
    (!name.is_empty() && name.bytes().all(is_plain)).then_some(name)
}

/// Returns `true` if `argument` is a flag that the shell called `name` does not have: `/k` belongs to cmd, `-l` to others.
fn is_of_other_shell(name: &str, argument: &str) -> bool {
    let is_slashed = matches!(argument.as_bytes(), [b'/', letter] if letter.is_ascii_alphabetic());
    if name.eq_ignore_ascii_case("cmd") { argument.starts_with('-') } else { is_slashed }
}

/// The list on one line; `None` unless all elements are strings.
fn list_of_texts(list: Value<'_>) -> Option<String> {
    let is_text = |element: &Value<'_>| element.kind() == Kind::String;
    let is_list = list.kind() == Kind::Array && list.elements().all(|element| is_text(&element));
    is_list.then(|| format!("[{}]", list.elements().map(Value::raw).collect::<Vec<_>>().join(", ")))
}
