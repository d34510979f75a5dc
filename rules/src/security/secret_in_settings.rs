#![doc = include_str!("secret_in_settings.md")]

use std::borrow::Cow;

use crate::core::env::{Reading, Site};
use crate::core::finding::Severity;
use crate::core::jsonc::{Kind, Value};
use crate::core::rule::{Context, Meta, Rule};
use crate::core::secrets::{
    has_digit_or_sign, has_private_key, has_url_password, looks_chosen, looks_random, names_a_secret, token,
};
use crate::core::spelling::quoted;

/// See the [page](self).
#[derive(Debug)]
pub struct SecretInSettings;

static META: Meta = Meta {
    name: "secret-in-settings",
    family: "security",
    enabled: true,
    severity: Severity::Error,
    fix: None,
    page: include_str!("secret_in_settings.md"),
};

/// Nothing shorter is a secret.
const SHORTEST: u32 = 8;

impl Rule for SecretInSettings {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_document(&self, reading: &Reading<'_>, context: &mut Context<'_>) {
        let mut found = Vec::new();
        for object in reading.document.objects() {
            for member in object.members() {
                match member.value.kind() {
                    Kind::String => found.extend(secret(member.key, member.value, true, reading)),
                    Kind::Array => {
                        let elements = member.value.elements();
                        found.extend(elements.filter_map(|element| secret(member.key, element, false, reading)));
                    }
                    Kind::Object | Kind::Number | Kind::True | Kind::False | Kind::Null => {}
                }
            }
        }
        if !found.is_empty() && context.is_shared() {
            found.into_iter().for_each(|secret| report(&secret, reading, context));
        }
    }
}

/// A value that others should not get.
struct Secret<'d> {
    key: Value<'d>,
    value: Value<'d>,
    /// What it is, as it stands in "holds …".
    title: &'static str,
    severity: Severity,
}

/// What of a secret `value` is or holds, where `key` stands for it, or for the list that it is a part of.
fn secret<'d>(key: Value<'d>, value: Value<'d>, is_named: bool, reading: &Reading<'_>) -> Option<Secret<'d>> {
    // As it is written: no secret is all letters, and most values are.
    if value.span().len() < SHORTEST || !has_digit_or_sign(value.inner()) {
        return None;
    }
    let (text, mut name) = (value.string()?, key.string()?);
    // Of a pair of name and value, the site knows the name.
    if name == "value"
        && let Some(site) = site_of(value, reading)
    {
        name = Cow::Owned(site.variable.to_string());
    }
    let is_variable = || site_of(value, reading).is_some();
    let is_header = || name.to_ascii_lowercase().ends_with("authorization");
    let is_likely = || match names_a_secret(&name) {
        true => looks_random(&text) || looks_chosen(&text) && is_variable(),
        false => is_header() && looks_random(&text),
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

fn site_of<'r, 'd>(value: Value<'_>, reading: &'r Reading<'d>) -> Option<&'r Site<'d>> {
    reading.sites.iter().find(|site| site.value_span() == value.span())
}

fn report(secret: &Secret<'_>, reading: &Reading<'_>, context: &mut Context<'_>) {
    let site = site_of(secret.value, reading);
    let holder = match site {
        Some(site) => format!("{} in {}", site.variable, site.setting),
        None => quoted(&secret.key.string().unwrap_or_default()),
    };
    let message = format!("{holder} holds {}: everyone who gets this file has it", secret.title);
    let finding = context.finding(secret.value.span(), message).severity(secret.severity).help(help(site));
    match site {
        Some(site) => finding.variable(&site.variable).place(&site.key).report(),
        None => finding.report(),
    }
}

fn help(site: Option<&Site<'_>>) -> &'static str {
    let asks = site.is_some_and(|site| site.dialect().expands.contains(&"input"));
    if asks {
        "Revoke it, as old versions of the file keep it, and ask for the new one with `${input:…}`"
    } else {
        "Revoke it, as old versions of the file keep it, and leave the new one to the environment"
    }
}
