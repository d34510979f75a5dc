use proptest::prelude::*;

use super::*;

const RULES: &[&str] = &["path-overwrite", "shell-variable"];

#[test]
fn doctor_has_its_own_table() {
    let (config, mistakes) = read("[doctor]\nignore = [\"shell-resolution-slow\"]\n", RULES);
    assert_eq!((config.doctor.ignore, mistakes), (vec!["shell-resolution-slow".to_owned()], Vec::new()));
    let (_, mistakes) = read("[doctor]\nignore = [\"shell-resolution-slwo\"]\n", RULES);
    assert!(mistakes[0].problem.to_string().contains("did you mean `shell-resolution-slow`?"), "{mistakes:?}");
    let (config, mistakes) = read("[doctor]\nignored = []\nignore = \"a\"\n", RULES);
    assert_eq!((config.doctor.ignore.len(), mistakes.len()), (0, 2));
}

#[test]
fn report_options_are_names() {
    let text = "fail-on = \"error\"\nmin-severity = \"warn\"\nformat = \"concise\"\nbaseline = \"b.json\"\n";
    let (config, wrong) = read(text, RULES);
    assert_eq!((config.fail_on, config.min_severity), (Some(Severity::Error), None));
    assert_eq!((config.format.as_deref(), config.baseline.as_deref()), (Some("concise"), Some("b.json")));
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].problem.to_string().ends_with("did you mean `warning`?"), "{}", wrong[0].problem);
    assert_eq!(mistakes("fail-on = \"off\"\nformat = 1\nmin-severity = []\n"), ["\"off\"", "1", "[]"]);
    assert_eq!(mistakes("baseline = true"), ["true"]);
    for elsewhere in ["\"\"", "\"/etc/passwd\"", "\"../b.json\"", "\"a/../../b.json\""] {
        assert_eq!(mistakes(&format!("baseline = {elsewhere}")), [elsewhere]);
    }
}

/// The text that the span of each mistake in `text` covers.
fn mistakes(text: &str) -> Vec<&str> {
    read(text, RULES).1.iter().map(|mistake| mistake.span.of(text)).collect()
}

#[test]
fn valid_parts_apply_beside_invalid_ones() {
    let text = concat!(
        "\u{feff}platforms = [\"osx\", \"mac\", 1]\r\nlogin-shell = []\nexclude = [\"a\", \"b[\", \"c\"]\n",
        "[rules]\npath-overwrite = \"info\"\nshell-variable = \"fatal\"\n\"é\" = \"off\"\n",
        "[[overrides]]\nfiles = [\"d\"]\nrules = { path-overwrite = \"off\" }\nname = 1\n[[overrides]]\nrules = 1\n",
    );
    let (config, _) = read(text, RULES);
    assert_eq!(config.platforms, Some(Platforms::only(Platform::Osx)));
    assert_eq!(config.login_shell, Some(Platforms::NONE));
    assert!(config.excludes("a/x") && config.excludes("c") && !config.excludes("d"));
    assert_eq!(config.options("x").levels, [("path-overwrite".to_owned(), Level::As(Severity::Info))].into());
    assert_eq!(config.options("d/x").levels, [("path-overwrite".to_owned(), Level::Off)].into());
    let wrong = ["\"mac\"", "1", "\"b[\"", "\"fatal\"", "\"é\"", "name", "[[overrides]]", "1"];
    assert_eq!(mistakes(text), wrong);
}

#[test]
fn the_number_and_the_length_of_patterns_are_limited() {
    let many = |count: usize| format!("exclude = [{}]\n", "\"a\", ".repeat(count));
    assert_eq!(mistakes(&many(MOST_PATTERNS)), [] as [&str; 0]);
    assert_eq!(mistakes(&many(MOST_PATTERNS + 2)), ["\"a\""]);
    let long = format!("exclude = [\"b\", \"{}\"]\n", "a".repeat(LONGEST_PATTERNS));
    assert_eq!(mistakes(&long).len(), 1);
    assert!(read(&long, RULES).0.excludes("b"), "the patterns before still apply");
}

#[test]
fn a_list_without_valid_entries_is_ignored() {
    assert_eq!(
        read("platforms = [\"mac\"]\nlogin-shell = [\"win\"]", RULES).0.options("x").login_shell.iter().count(),
        1
    );
    assert_eq!(read("platforms = [\"mac\"]", RULES).0.options("x").platforms, Platforms::ALL);
    assert_eq!(read("platforms = []", RULES).0.options("x").platforms, Platforms::ALL);
}

#[test]
fn other_words_are_understood() {
    let suggestion = |text: &str| match &read(text, RULES).1[0].problem {
        MistakeKind::Unknown { near, .. } => near.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(suggestion("platforms = [\"Darwin\"]").as_deref(), Some("osx"));
    assert_eq!(suggestion("rules.path-overwrite = \"WARN\"").as_deref(), Some("warning"));
    assert_eq!(suggestion("rules.path-overwrit = \"off\"").as_deref(), Some("path-overwrite"));
    assert_eq!(suggestion("excludes = []").as_deref(), Some("exclude"));
    assert_eq!(suggestion("nothing-like-it = []"), None);
}

#[test]
fn invalid_toml_reports_only_its_first_error() {
    assert_eq!(mistakes("a = \nb = c\n"), [""]);
    assert_eq!(mistakes("rules = { path-overwrite = off }\nx = 1"), ["off"]);
    let (config, _) = read("exclude = [\"a\"]\nx = = 1", RULES);
    assert!(config.excludes("a"), "the readable part applies");
}

proptest! {
    #[test]
    fn any_text_can_be_read(
        text in prop_oneof![any::<String>(), "(rules|overrides|files|exclude|[\\[\\]={}\",.\n #a*é?!\\\\]){0,40}"],
    ) {
        let (config, mistakes) = read(&text, RULES);
        prop_assert!(mistakes.iter().all(|mistake| text.get(mistake.span.range()).is_some()));
        prop_assert!(mistakes.is_sorted_by_key(|mistake| mistake.span));
        let _ = (config.excludes("a/b"), config.options("a/b"));
    }
}
