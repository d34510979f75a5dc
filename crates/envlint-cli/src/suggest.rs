//! "Did you mean": the known name next to a misspelt one.

/// The one of `known` that `name` was probably meant to be.
pub(crate) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let distance = |candidate: &str| strsim::osa_distance(name, candidate);
    let best = known.map(|candidate| (distance(candidate), candidate)).min()?;
    (best.0 <= 2.max(name.len() / 4)).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let known = || ["path-overwrite", "shell-variable"].into_iter();
        assert_eq!(nearest("path-override", known()), Some("path-overwrite"));
        assert_eq!(nearest("go-root", known()), None);
    }
}
