//! "Did you mean …": the known name closest to a misspelled one, and how messages quote names.

/// Longer names are not compared: they are unlikely to be misspellings, and the cost grows with the length.
const LONGEST: usize = 80;

/// The one of `known` that `name` was probably meant to be.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let (length, distance) = (name.len(), |candidate: &str| strsim::osa_distance(name, candidate));
    let best =
        known.into_iter().filter(|_| length <= LONGEST).map(|candidate| (distance(candidate), candidate)).min()?;
    (best.0 <= 2.max(length / 4) && best.0 < best.1.len()).then_some(best.1)
}

/// `name` in backquotes, as messages quote text from files; long names are truncated.
#[must_use]
pub fn quoted(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", name.get(..end).unwrap_or_default()),
        None => format!("`{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let known = ["path-overwrite", "shell-variable"];
        assert_eq!(nearest("path-override", known), Some("path-overwrite"));
        assert_eq!(nearest("go-root", known), None);
        assert_eq!(nearest("", ["a"]), None, "an empty name is not close to anything");
        assert_eq!(nearest(&"path-overwrite".repeat(100), known), None);
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(quoted("é"), "`é`");
        assert_eq!(quoted(&"é".repeat(1000)), format!("`{}…`", "é".repeat(LONGEST)));
    }
}
