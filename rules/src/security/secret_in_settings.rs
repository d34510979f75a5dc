//! A shared file contains a token, key or password.
#![doc = include_str!("secret_in_settings.md")]

use std::borrow::Cow;
use std::collections::BTreeSet;

use envlint_core::env::{FileAnalysis, Site};
use envlint_core::finding::Severity;
use envlint_core::jsonc::{Kind, Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::secrets::{
    ArgumentSecret, argument_secrets, command_line_secret, has_digit_or_sign, has_private_key, has_url_password,
    looks_chosen, looks_random, names_a_secret, token,
};
use envlint_core::spelling::quoted;
use envlint_core::vscode::FormName;

declare_rule! {
    SecretInSettings {
        name: "secret-in-settings",
        severity: Error,
        also: [Warning],
        since: "0.1.0",
        page: "secret_in_settings.md",
    }
}

/// The minimum length of a secret, in bytes of the file, quotes included.
const SHORTEST: u32 = 8;

impl Rule for SecretInSettings {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let mut found = Vec::new();
        // An object comes after the one that contains it.
        let (mut headers, mut arguments) = (BTreeSet::new(), BTreeSet::new());
        for object in analysis.document.objects() {
            let is_header = headers.contains(&object.span());
            let is_argument = arguments.contains(&object.span());
            for member in object.members() {
                if member.value.is_object() && member.name().eq_ignore_ascii_case("headers") {
                    headers.insert(member.value.span());
                }
                match member.value.kind() {
                    Kind::String => {
                        let in_text =
                            || if is_header { in_header(&member) } else { in_command_line(&member, analysis) };
                        // The list that contains an argument has been read as a whole.
                        if !(is_argument && member.name() == "value") {
                            let own = if is_promising(&member, analysis) {
                                secret(member.key, member.value, true, analysis)
                            } else {
                                None
                            };
                            found.extend(own.or_else(in_text));
                        }
                    }
                    // Other lists contain no text.
                    Kind::Array if member.value.elements().any(|element| may_be_argument(element.kind())) => {
                        let quoted = member.value.elements().filter(|element| quoted_argument(*element).is_some());
                        arguments.extend(quoted.map(Value::span));
                        in_list(object, &member, analysis, &mut found);
                    }
                    Kind::Array | Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null => {}
                }
            }
        }
        if !found.is_empty() && context.is_shared() {
            for secret in found {
                report(&secret, analysis, context);
            }
        }
    }
}

/// Returns `true` if an element of this kind is text, or may be an argument.
const fn may_be_argument(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Object)
}

/// Returns `false` for a member that is certainly no secret, like most members.
fn is_promising(member: &Member<'_>, analysis: &FileAnalysis<'_>) -> bool {
    let Member { key, value } = *member;
    if !matches!(value.kind(), Kind::String | Kind::Array) || value.span().len() < SHORTEST {
        return false;
    }
    // Of a `{ "name": …, "value": … }` pair, the other member may name the secret. An escape can be part of a name or a secret.
    analysis.document.may_be_secret(member.span())
        || (key.span().len() == PAIR.len() as u32 + 2 && key.inner() == PAIR)
        || key.has_rare_escapes()
        || value.has_rare_escapes()
        || value.elements().any(Value::has_rare_escapes)
}

/// The member of a pair that has its value.
const PAIR: &str = "value";

/// A value that should not be shared.
struct Secret<'d> {
    key: Value<'d>,
    value: Value<'d>,
    /// The kind of secret, as in "contains a GitHub token".
    title: &'static str,
    severity: Severity,
    /// The flag or variable in the value whose value it is.
    argument: Option<String>,
}

/// Members whose texts are for people, or are patterns.
const TEXTS: &[&str] = &[
    "comment",
    "description",
    "detail",
    "label",
    "message",
    "name",
    "pattern",
    "placeHolder",
    "regexp",
    "title",
    "tooltip",
];

/// The members that contain the program to which a list beside them belongs.
const PROGRAMS: &[&str] = &["command", "runtimeExecutable", "program", "path"];

/// The secrets in the list of `member`: elements with a known shape, and values of flags.
fn in_list<'d>(object: Value<'d>, member: &Member<'d>, analysis: &FileAnalysis<'_>, found: &mut Vec<Secret<'d>>) {
    let elements: Vec<Value<'d>> =
        member.value.elements().map(|element| quoted_argument(element).unwrap_or(element)).collect();
    let shaped: Vec<Option<Secret<'d>>> =
        elements.iter().map(|element| secret(member.key, *element, false, analysis)).collect();
    let program = PROGRAMS
        .iter()
        .find_map(|name| object.get(name))
        .map(|program| quoted_argument(program).unwrap_or(program))
        .and_then(Value::string)
        .unwrap_or_default();
    let texts: Vec<Cow<'d, str>> = elements.iter().map(|element| element.string().unwrap_or_default()).collect();
    let command: Vec<&str> = program.split_whitespace().collect();
    let arguments = command.iter().copied().chain(texts.iter().map(AsRef::as_ref));
    let mut named = argument_secrets(arguments).into_iter().peekable();
    for (index, (element, shaped)) in elements.iter().zip(shaped).enumerate() {
        while named.next_if(|secret| secret.index < index + command.len()).is_some() {}
        let is_here = |secret: &ArgumentSecret| secret.index == index + command.len();
        let named = named.next_if(is_here).map(|secret| Secret::of_argument(member.key, *element, secret.name));
        found.extend(shaped.or(named));
    }
}

/// The text of an argument of a task that says how to quote it: `{"value": "…", "quoting": "strong"}`.
fn quoted_argument(element: Value<'_>) -> Option<Value<'_>> {
    element.get("value").filter(|_| element.get("quoting").is_some())
}

/// The secret in a header that is sent as it is: `"X-Api-Key": "…"`.
fn in_header<'d>(member: &Member<'d>) -> Option<Secret<'d>> {
    let (key, value) = (member.key, member.value);
    let is_secret = names_a_secret(&member.name()) && looks_chosen(&value.string()?);
    is_secret.then_some(Secret { key, value, title: LIKELY, severity: Severity::Warning, argument: None })
}

/// The secret in a command line, or in a string that contains one.
fn in_command_line<'d>(member: &Member<'d>, analysis: &FileAnalysis<'_>) -> Option<Secret<'d>> {
    let (key, value) = (member.key, member.value);
    // Most strings are not.
    if value.span().len() < SHORTEST
        || !value.has_rare_escapes() && !analysis.document.may_be_secret_command_line(value.span())
        || !has_digit_or_sign(value.inner())
        || TEXTS.contains(&&*member.name())
    {
        return None;
    }
    Some(Secret::of_argument(key, value, command_line_secret(&value.string()?)?))
}

impl<'d> Secret<'d> {
    fn of_argument(key: Value<'d>, value: Value<'d>, name: String) -> Self {
        Self { key, value, title: LIKELY, severity: Severity::Warning, argument: Some(name) }
    }
}

/// The title of a secret without a known shape.
const LIKELY: &str = "what looks like a real secret";

/// The secret in `value`, if any. `key` is the key of the value, or of the list that contains it.
fn secret<'d>(key: Value<'d>, value: Value<'d>, is_named: bool, analysis: &FileAnalysis<'_>) -> Option<Secret<'d>> {
    // Checked on the raw text, before decoding: most values consist only of letters, and no secret does.
    if value.span().len() < SHORTEST || !has_digit_or_sign(value.inner()) {
        return None;
    }
    let (text, mut name) = (value.string()?, key.string()?);
    // In a `{ "name": …, "value": … }` pair, the site knows the name.
    if name == PAIR
        && let Some(site) = site_of(value, analysis)
    {
        name = Cow::Owned(site.variable.to_string());
    }
    let is_variable = || site_of(value, analysis).is_some();
    let is_header = || name.to_ascii_lowercase().ends_with("authorization");
    let is_likely = || {
        if names_a_secret(&name) {
            looks_random(&text) || looks_chosen(&text) && is_variable()
        } else {
            is_header() && looks_random(&text)
        }
    };
    let (title, severity) = if let Some(shape) = token(&text) {
        (shape.title, Severity::Error)
    } else if has_private_key(&text) {
        ("a private key", Severity::Error)
    } else if has_url_password(&text) {
        ("a URL with a password", Severity::Warning)
    } else if is_named && is_likely() {
        (LIKELY, Severity::Warning)
    } else {
        return None;
    };
    Some(Secret { key, value, title, severity, argument: None })
}

fn site_of<'r, 'd>(value: Value<'_>, analysis: &'r FileAnalysis<'d>) -> Option<&'r Site<'d>> {
    analysis.site_of_value(value.span())
}

fn report(secret: &Secret<'_>, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    let site = site_of(secret.value, analysis);
    let holder = match site {
        Some(site) => format!("{} in {}", site.variable, site.setting),
        None => quoted(&secret.key.string().unwrap_or_default()),
    };
    let holder = match &secret.argument {
        Some(argument) => format!("{} in {holder}", quoted(argument)),
        None => holder,
    };
    let message = format!("{holder} contains {}: everyone who gets this file can read it", secret.title);
    let finding = context.finding(secret.value.span(), message).severity(secret.severity).help(help(site));
    match site {
        Some(site) => finding.variable(&site.variable).place(&site.key).report(),
        None => finding.report(),
    }
}

fn help(site: Option<&Site<'_>>) -> &'static str {
    let asks = site.is_some_and(|site| site.dialect().expands.contains(&FormName::Input));
    if asks {
        "Revoke it, since old versions of the file still contain it, and prompt for the new one with `${input:…}`"
    } else {
        "Revoke it, since old versions of the file still contain it, and provide the new one through the environment"
    }
}
