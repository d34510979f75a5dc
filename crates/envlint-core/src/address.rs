//! The addresses of the project, and those of the pages on its website.
//!
//! They are written down here and nowhere else. As long as there is none, nothing refers to one.

/// The address of the website that `docs/site` builds, without a slash at the end; `None` if there is none.
pub const WEBSITE: Option<&str> = None;

/// The address of the repository, without a slash at the end; `None` if it has none.
pub const REPOSITORY: Option<&str> = None;

/// The address of the page of a rule, which has the same path on the website as in the repository.
pub(crate) fn page_of_rule(website: Option<&str>, family: &str, rule: &str) -> Option<String> {
    Some(format!("{}/rules/src/{family}/{}.html", website?, rule.replace('-', "_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_addresses_if_the_website_has_one() {
        let page = |website| page_of_rule(website, "paths", "path-overwrite");
        let expected = "https://example.com/rules/src/paths/path_overwrite.html";
        assert_eq!(page(Some("https://example.com")).as_deref(), Some(expected));
        assert_eq!(page(None), None);
    }
}
