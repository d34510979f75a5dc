//! "Did you mean": the known name next to a misspelt one, and how to quote either.

/// Nothing longer is a misspelt name, and comparing takes time with the length.
const LONGEST: usize = 80;

/// The one of `known` that `name` was probably meant to be.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let (length, distance) = (name.len(), |candidate: &str| strsim::osa_distance(name, candidate));
    let best =
        known.into_iter().filter(|_| length <= LONGEST).map(|candidate| (distance(candidate), candidate)).min()?;
    (best.0 <= 2.max(length / 4) && best.0 < best.1.len()).then_some(best.1)
}

/// `name` between backquotes, as messages quote what people write; too long a one is cut.
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
        assert_eq!(nearest("", ["a"]), None, "every letter of it would have to be guessed");
        assert_eq!(nearest(&"path-overwrite".repeat(100), known), None);
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(quoted("é"), "`é`");
        assert_eq!(quoted(&"é".repeat(1000)), format!("`{}…`", "é".repeat(LONGEST)));
    }
}
