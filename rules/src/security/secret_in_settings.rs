//! A shared file contains a token, key or password.
#![doc = include_str!("secret_in_settings.md")]

use std::borrow::Cow;

use envlint_core::env::{FileAnalysis, Site};
use envlint_core::finding::Severity;
use envlint_core::jsonc::{Kind, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::secrets::{
    has_digit_or_sign, has_private_key, has_url_password, looks_chosen, looks_random, names_a_secret, token,
};
use envlint_core::spelling::quoted;
use envlint_core::vscode::FormName;

declare_rule! {
    SecretInSettings {
        name: "secret-in-settings",
        severity: Error,
        since: "0.1.0",
        page: "secret_in_settings.md",
    }
}

/// The minimum length of a secret, in bytes of the file, quotes included.
const SHORTEST: u32 = 8;

impl Rule for SecretInSettings {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let mut found = Vec::new();
        for object in analysis.document.objects() {
            for member in object.members() {
                match member.value.kind() {
                    Kind::String => found.extend(secret(member.key, member.value, true, analysis)),
                    Kind::Array => {
                        let elements = member.value.elements();
                        found.extend(elements.filter_map(|element| secret(member.key, element, false, analysis)));
                    }
                    Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null => {}
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

/// A value that should not be shared.
struct Secret<'d> {
    key: Value<'d>,
    value: Value<'d>,
    /// The kind of secret, as in "contains a GitHub token".
    title: &'static str,
    severity: Severity,
}

/// The secret in `value`, if any. `key` is the key of the value, or of the list that contains it.
fn secret<'d>(key: Value<'d>, value: Value<'d>, is_named: bool, analysis: &FileAnalysis<'_>) -> Option<Secret<'d>> {
    // Checked on the raw text, before decoding: most values consist only of letters, and no secret does.
    if value.span().len() < SHORTEST || !has_digit_or_sign(value.inner()) {
        return None;
    }
    let (text, mut name) = (value.string()?, key.string()?);
    // In a `{ "name": …, "value": … }` pair, the site knows the name.
    if name == "value"
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
        ("what looks like a real secret", Severity::Warning)
    } else {
        return None;
    };
    Some(Secret { key, value, title, severity })
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
