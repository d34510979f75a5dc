//! A variable is set to a number, `true` or another value that is not a string.
#![doc = include_str!("non_string_value.md")]

use envlint_core::env::{Site, SiteValue};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc::Kind;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{NonString, Section, is_list, own_variable};

declare_rule! {
    NonStringValue {
        name: "non-string-value",
        severity: Error,
        also: [Warning, Info],
        fix: Safe,
        since: "0.1.0",
        page: "non_string_value.md",
    }
}

impl Rule for NonStringValue {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        // VS Code sets these itself, whatever the value is; `overridden-by-vscode` reports them.
        let is_own = |platform| site.place.is_of_terminal() && own_variable(&site.variable, platform).is_some();
        if site.platforms.iter().all(is_own) {
            return;
        }
        let dialect = site.dialect();
        let (effect, is) = match site.value {
            SiteValue::Text(_) => return,
            SiteValue::Null => (dialect.null, "null"),
            SiteValue::Other(Kind::True) => (dialect.boolean, "`true`"),
            SiteValue::Other(Kind::False) => (dialect.boolean, "`false`"),
            SiteValue::Other(Kind::Array) => (dialect.number, "a list"),
            SiteValue::Other(Kind::Object) => (dialect.number, "an object"),
            SiteValue::Other(Kind::Number | Kind::String | Kind::Null) => (dialect.number, "a number"),
        };
        let is_null = matches!(site.value, SiteValue::Null);
        let (variable, setting, audience) = (&site.variable, &site.setting, site.place.audience);
        let (severity, consequence) = match effect {
            // `null` is the way to remove a variable on purpose.
            NonString::Deletes if is_null => return,
            NonString::Taken | NonString::Keeps | NonString::Unknown => return,
            NonString::Deletes => (
                Severity::Error,
                format!(
                    ", not a string, so the variable is removed: neither this value nor an inherited one is passed on to {audience}"
                ),
            ),
            NonString::Refused if site.place.section == Section::Launch => {
                (Severity::Error, ", but only strings are accepted: the debug session does not start".to_owned())
            }
            NonString::Refused => {
                (Severity::Error, format!(", but only strings are accepted: it is not passed on to {audience}"))
            }
            NonString::BreaksDebugging => {
                (Severity::Warning, ", not a string: debug sessions that get it do not start".to_owned())
            }
            NonString::Text if is_null => (
                Severity::Warning,
                format!(", which does not remove the variable: it is passed on to {audience} as the string `null`"),
            ),
            NonString::Text => {
                (Severity::Info, ", which VS Code marks as an incorrect type and passes on as a string".to_owned())
            }
        };
        let message = format!("{variable} in {setting} is {is}{consequence}");
        let help = if is_null {
            "Remove the entry, or write `\"\"`".to_owned()
        } else if fits(&site.variable, &site.value) {
            "Write the value as a string".to_owned()
        } else {
            format!("Write a string that {variable} can have as its value")
        };
        context.finding_at_site(site, message).severity(severity).fix(fix(site, effect)).or_help(help).report();
    }
}

/// Puts the value in quotes, otherwise unchanged.
fn fix(site: &Site<'_>, effect: NonString) -> Option<Fix> {
    let (raw, span) = (site.raw().raw(), site.value_span());
    let becomes_text = matches!(effect, NonString::Text | NonString::BreaksDebugging);
    if !fits(&site.variable, &site.value) {
        return None;
    }
    let applicability = match site.value {
        // The reader already converts the number to a string, which must stay the same.
        SiteValue::Other(Kind::Number) if becomes_text && !is_plain(raw) => Applicability::Unsafe,
        SiteValue::Other(Kind::Number | Kind::True) => Applicability::Safe,
        // Many programs only check whether a variable is set.
        SiteValue::Other(Kind::False) => Applicability::Unsafe,
        SiteValue::Text(_) | SiteValue::Null | SiteValue::Other(_) => return None,
    };
    let edits = vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")];
    Some(Fix::value("Put it in quotes", applicability, span, edits))
}

/// Returns `true` if a number is written as JavaScript would write it: `8080`, but neither `1e3` nor `1.50`.
fn is_plain(raw: &str) -> bool {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let is_whole = digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && (raw == "0" || !digits.starts_with('0'))
}

/// Variables that contain paths, addresses, flags or words, never a number or `true`.
///
/// Source: `go help environment`; the manuals of Cargo, rustup, Node.js and Java.
const TEXTS: &[&str] = &[
    "CARGO_HOME",
    "CARGO_TARGET_DIR",
    "CGO_CFLAGS",
    "CGO_CPPFLAGS",
    "CGO_CXXFLAGS",
    "CGO_FFLAGS",
    "CGO_LDFLAGS",
    "GO111MODULE",
    "GOBIN",
    "GOCACHE",
    "GOEXPERIMENT",
    "GOFLAGS",
    "GOINSECURE",
    "GOMODCACHE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOPRIVATE",
    "GOPROXY",
    "GOROOT",
    "GOSUMDB",
    "GOTOOLCHAIN",
    "HOME",
    "JAVA_HOME",
    "JAVA_TOOL_OPTIONS",
    "NODE_EXTRA_CA_CERTS",
    "NODE_OPTIONS",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "TMPDIR",
    "VIRTUAL_ENV",
];

/// Returns `true` if `value` in quotes may be a value of `variable`. Otherwise, quotes would only hide the mistake.
fn fits(variable: &str, value: &SiteValue<'_>) -> bool {
    // The go command reads it as a number.
    let is_number = variable == "CGO_ENABLED" && !matches!(value, SiteValue::Other(Kind::Number));
    !is_number && !is_list(variable) && !TEXTS.contains(&variable)
}
