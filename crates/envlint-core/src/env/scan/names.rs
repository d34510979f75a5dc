//! Decides what can be the name of an environment variable.

/// Returns `true` if `text` can be the name of an environment variable: no spaces, and no brackets except in names
/// such as Windows' `ProgramFiles(x86)`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'(' | b')'))
}

/// Returns `true` if `text` follows the usual style of environment variables, which little else does: `GOPATH`,
/// `MY_DIR2`.
pub(super) fn is_constant_name(text: &str) -> bool {
    text.len() > 1 && is_name(text) && !text.bytes().any(|byte| byte.is_ascii_lowercase() || byte == b'(')
}

pub(super) fn leading_name(text: &str) -> &str {
    let is_start = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if is_start { text.get(..length).unwrap_or_default() } else { "" }
}
