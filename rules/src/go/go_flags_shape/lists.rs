//! Lists of flags in settings, of which each element is one argument of the go command.

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::jsonc::{Value, split_element};
use envlint_core::rule::Context;
use envlint_core::vscode::{go_flag_needs_value, is_go_flag};

/// The settings of the Go extension with such a list.
///
/// Source: vscode-go extension/src/testUtils.ts, `getTestFlags` and `goTest`, which start the go command without a shell.
const OF_EXTENSION: &[&str] = &["buildFlags", "testFlags"];
/// The spellings of the setting of gopls with such a list, in the object `gopls`.
///
/// Source: gopls internal/settings/settings.go, `setOne`; go/packages, `invokeGo`.
const OF_GOPLS: &[&str] = &["buildFlags", "build.buildFlags"];

/// Reports flags that share an element with their value or with another flag.
pub(super) fn check(analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    for name in OF_EXTENSION {
        if let Some(list) = analysis.settings.get(&["go", name]).and_then(|setting| setting.value()) {
            check_list(list, &format!("go.{name}"), context);
        }
    }
    let gopls = analysis.settings.get(&["gopls"]).and_then(|setting| setting.value());
    for (name, list) in OF_GOPLS.iter().filter_map(|name| Some((name, gopls?.get(name)?))) {
        check_list(list, &format!("{name} of gopls"), context);
    }
}

fn check_list(list: Value<'_>, setting: &str, context: &mut Context<'_>) {
    let mut is_value = false;
    for element in list.elements() {
        let Some(text) = element.string() else { return };
        // The rest are arguments of the tests.
        if matches!(&*text, "-args" | "--args") {
            return;
        }
        if std::mem::take(&mut is_value) {
            continue;
        }
        let words = joined(&text);
        is_value = may_take_next(words.as_ref().and_then(|words| words.last()).unwrap_or(&&*text));
        let Some(words) = words else { continue };
        let message = format!(
            "`{text}` in {setting} is passed as one argument, including the space; the go command has no such flag"
        );
        let title = words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ");
        let fix = can_be_split(&words).then(|| {
            let edits = split_element(list, element.span(), &words);
            Fix::value(format!("Write {title}"), Applicability::Safe, list.span(), edits)
        });
        context
            .finding(element.span(), message)
            .place(setting)
            .fix(fix)
            .or_help("Write each flag and each value as its own element, or join them with `=`")
            .report();
    }
}

/// The name of a flag of the go command at the start of `word`, without its dashes.
fn flag(word: &str) -> Option<&str> {
    let name = word.strip_prefix('-')?;
    let name = name.strip_prefix('-').unwrap_or(name);
    Some(name.strip_prefix("test.").unwrap_or(name))
}

/// Returns `true` if the next argument may be the value of `text`.
fn may_take_next(text: &str) -> bool {
    flag(text).is_some_and(|name| !name.contains('=') && (go_flag_needs_value(name) || !is_go_flag(name)))
}

/// The words of `text`, if the first one of several is a whole flag of the go command.
fn joined(text: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_flag = words.first().and_then(|word| flag(word)).is_some_and(is_go_flag);
    (is_flag && words.len() > 1 && text.starts_with('-')).then_some(words)
}

/// Returns `true` if each of `words` is certainly an argument by itself.
fn can_be_split(words: &[&str]) -> bool {
    let is_plain = !words.iter().any(|word| word.contains(['"', '\'', '`', '\\']));
    let are_flags = words.iter().all(|word| word.starts_with('-'));
    let is_pair = words.len() == 2 && words.first().and_then(|word| flag(word)).is_some_and(go_flag_needs_value);
    is_plain && (are_flags || is_pair)
}
