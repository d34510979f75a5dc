//! Wraps text in columns.

/// `text` in lines of at most `width` characters, wrapped at spaces. A longer word is not broken.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `text` after `label`, with further lines indented as the first.
pub(super) fn labelled(label: &str, text: &str, indent: usize, width: usize) -> String {
    let mut out = String::new();
    for (index, line) in wrap(text, width.saturating_sub(indent)).iter().enumerate() {
        let start = if index == 0 { label } else { "" };
        out.push_str(&format!("{start:indent$}{line}\n"));
    }
    out
}
