use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Mistake, MistakeKind, NameKind};
use super::{Config, DIAGNOSES, DoctorConfig, FORMATS, Globs, Override};
use crate::meta::{Level, Severity};
use crate::spelling::nearest;
use crate::text::Span;
use crate::vscode::{Platform, Platforms};

/// Names that other tools use for levels.
const OTHER_LEVELS: &[(&str, &str)] =
    &[("warn", "warning"), ("note", "info"), ("hint", "info"), ("ignore", "off"), ("none", "off")];
/// Names that other tools use for platforms.
const OTHER_PLATFORMS: &[(&str, &str)] =
    &[("darwin", "osx"), ("mac", "osx"), ("macos", "osx"), ("win", "windows"), ("win32", "windows")];

/// Reads `text`, the contents of an `envlint.toml`; `rules` are the names of all rules. Invalid parts are left out
/// of the configuration and returned as mistakes, in the order of the text. If the text is not valid TOML, only the
/// first error is returned, and the readable part applies.
#[must_use]
pub fn read(text: &str, rules: &[&str]) -> (Config, Vec<Mistake>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { rules, mistakes: Vec::new(), patterns: 0, pattern_bytes: 0 };
    let config = reader.config(table.get_ref());
    let syntax = errors.iter().map(|error| Mistake {
        span: span(error.span().unwrap_or_default()),
        problem: MistakeKind::Syntax(error.message().to_owned()),
    });
    // If two errors start at the same offset, the later one is more specific: an unclosed string rather than the
    // table that it leaves open.
    let mut mistakes = match syntax.rev().min_by_key(|mistake| mistake.span) {
        // Other mistakes may be consequences of the syntax error.
        Some(first) => vec![first],
        None => reader.mistakes,
    };
    mistakes.sort_by_key(|mistake| mistake.span);
    (config, mistakes)
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

/// A key or a value, with its span in the file.
type TomlValue<'v, 't> = &'v Spanned<DeValue<'t>>;

/// The keys of a configuration.
const KEYS: [&str; 9] =
    ["platforms", "login-shell", "exclude", "fail-on", "min-severity", "format", "rules", "overrides", "doctor"];

struct Reader<'r> {
    rules: &'r [&'r str],
    mistakes: Vec<Mistake>,
    /// The number of path patterns so far, and their length.
    patterns: usize,
    pattern_bytes: usize,
}

/// The most path patterns in a file, and their longest total length in bytes. A pattern takes some 20 kB of memory and some 500 times
/// its length, so that a file of 3 MB could otherwise take 3 GB.
const MOST_PATTERNS: usize = 1_000;
const LONGEST_PATTERNS: usize = 32_768;

impl Reader<'_> {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "platforms" => {
                    config.platforms = self.platforms("platforms", value);
                    if config.platforms.is_some_and(Platforms::is_empty) {
                        config.platforms = None;
                        self.mistake(value, MistakeKind::NoPlatform);
                    }
                }
                "login-shell" => config.login_shell = self.platforms("login-shell", value),
                "exclude" => config.exclude = self.globs("exclude", value),
                "fail-on" => config.fail_on = self.severity("fail-on", value),
                "min-severity" => config.min_severity = self.severity("min-severity", value),
                "format" => config.format = self.format(value),
                "rules" => config.rules = self.levels(value),
                "overrides" => config.overrides = self.overrides(value),
                "doctor" => config.doctor = self.doctor(value),
                name => {
                    self.unknown(key.span(), NameKind::Key, name, nearest(name, KEYS));
                }
            }
        }
        config
    }

    /// Unknown names stay in the list, because `envlint doctor` refuses them.
    fn doctor(&mut self, value: TomlValue<'_, '_>) -> DoctorConfig {
        let mut doctor = DoctorConfig::default();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type("doctor", value, "a table with options of doctor");
            return doctor;
        };
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "ignore" => {
                    let names = self.texts("ignore", value, "a list of diagnoses, such as [\"shell-resolution-slow\"]");
                    for (name, place) in names.into_iter().flatten() {
                        if !DIAGNOSES.contains(&name) {
                            let near = nearest(name, DIAGNOSES.iter().copied());
                            self.unknown(place.span(), NameKind::Diagnosis, name, near);
                        }
                        doctor.ignore.push(name.to_owned());
                    }
                }
                name => self.unknown(key.span(), NameKind::Key, name, nearest(name, ["ignore"])),
            }
        }
        doctor
    }

    fn overrides(&mut self, value: TomlValue<'_, '_>) -> Vec<Override> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type("overrides", value, "a list of tables, each starting with `[[overrides]]`");
            return Vec::new();
        };
        array.iter().filter_map(|element| self.one_override(element)).collect()
    }

    fn one_override(&mut self, value: TomlValue<'_, '_>) -> Option<Override> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type("overrides", value, "a list of tables, each starting with `[[overrides]]`");
            return None;
        };
        let (mut files, mut rules) = (None, BTreeMap::new());
        for (key, value) in table.iter() {
            match key.get_ref().as_ref() {
                "files" => files = Some(self.globs("files", value)),
                "rules" => rules = self.levels(value),
                name => self.unknown(key.span(), NameKind::Key, name, nearest(name, ["files", "rules"])),
            }
        }
        if files.is_none() {
            self.mistake(value, MistakeKind::NoFiles);
        }
        Some(Override { files: files?, rules })
    }

    fn levels(&mut self, value: TomlValue<'_, '_>) -> BTreeMap<String, Level> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type("rules", value, "a table of rules and their levels");
            return BTreeMap::new();
        };
        let mut levels = BTreeMap::new();
        for (key, value) in table.iter() {
            let name = key.get_ref().as_ref();
            if !self.rules.contains(&name) {
                self.unknown(key.span(), NameKind::Rule, name, nearest(name, self.rules.iter().copied()));
            } else if let Some(text) = value.get_ref().as_str() {
                match text.parse() {
                    Ok(level) => {
                        levels.insert(name.to_owned(), level);
                    }
                    Err(()) => {
                        self.unknown(
                            value.span(),
                            NameKind::Level,
                            text,
                            suggestion(text, OTHER_LEVELS, &Level::NAMES),
                        );
                    }
                }
            } else {
                self.wrong_type(name, value, "a level: \"error\", \"warning\", \"info\" or \"off\"");
            }
        }
        levels
    }

    fn severity(&mut self, key: &str, value: TomlValue<'_, '_>) -> Option<Severity> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a severity: \"error\", \"warning\" or \"info\"");
            return None;
        };
        let severity = text.parse().ok();
        if severity.is_none() {
            let near = suggestion(text, OTHER_LEVELS, &Level::NAMES).filter(|name| *name != "off");
            self.unknown(value.span(), NameKind::Severity, text, near);
        }
        severity
    }

    fn format(&mut self, value: TomlValue<'_, '_>) -> Option<String> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type("format", value, "the name of a format, such as \"concise\"");
            return None;
        };
        if FORMATS.contains(&text) {
            return Some(text.to_owned());
        }
        self.unknown(value.span(), NameKind::Format, text, nearest(text, FORMATS));
        None
    }

    fn platforms(&mut self, key: &str, value: TomlValue<'_, '_>) -> Option<Platforms> {
        let texts = self.texts(key, value, "a list of platforms, such as [\"linux\", \"osx\"]")?;
        let mut platforms = Vec::new();
        for &(text, place) in &texts {
            match text.parse() {
                Ok(platform) => platforms.push(platform),
                Err(()) => {
                    let near = suggestion(text, OTHER_PLATFORMS, &Platform::ALL.map(Platform::name));
                    self.unknown(place.span(), NameKind::Platform, text, near);
                }
            }
        }
        // If every platform in the list is invalid, the list was not meant to exclude all platforms.
        (!platforms.is_empty() || texts.is_empty()).then(|| platforms.into_iter().collect())
    }

    fn globs(&mut self, key: &str, value: TomlValue<'_, '_>) -> Globs {
        let mut globs = Globs::default();
        for (text, place) in self.texts(key, value, "a list of patterns, such as [\"vendor/**\"]").unwrap_or_default() {
            self.patterns += 1;
            self.pattern_bytes += text.len();
            if self.patterns > MOST_PATTERNS || self.pattern_bytes > LONGEST_PATTERNS {
                self.mistake(place, MistakeKind::Patterns { most: MOST_PATTERNS, longest: LONGEST_PATTERNS });
                break;
            }
            if let Err(reason) = globs.add(text) {
                self.mistake(place, MistakeKind::Pattern { text: text.to_owned(), reason });
            }
        }
        globs
    }

    /// The strings in a list, each with its range in the file.
    fn texts<'v, 't>(
        &mut self,
        key: &str,
        value: TomlValue<'v, 't>,
        wanted: &'static str,
    ) -> Option<Vec<(&'v str, TomlValue<'v, 't>)>> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, value, wanted);
            return None;
        };
        let mut texts = Vec::new();
        for element in array.iter() {
            match element.get_ref().as_str() {
                Some(text) => texts.push((text, element)),
                None => self.wrong_type(key, element, wanted),
            }
        }
        Some(texts)
    }

    fn wrong_type(&mut self, key: &str, value: TomlValue<'_, '_>, wanted: &'static str) {
        self.mistake(value, MistakeKind::Type { key: key.to_owned(), wanted });
    }

    fn unknown(&mut self, place: Range<usize>, kind: NameKind, name: &str, near: Option<&str>) {
        let problem = MistakeKind::Unknown { kind, name: name.to_owned(), near: near.map(ToOwned::to_owned) };
        self.mistakes.push(Mistake { span: span(place), problem });
    }

    fn mistake(&mut self, value: TomlValue<'_, '_>, problem: MistakeKind) {
        self.mistakes.push(Mistake { span: span(value.span()), problem });
    }
}

/// The name that `text` was probably meant to be: another tool's name for it, or a misspelling.
fn suggestion<'k>(text: &str, others: &[(&str, &'k str)], known: &[&'k str]) -> Option<&'k str> {
    let other = others.iter().find(|(other, _)| *other == text.to_ascii_lowercase()).map(|(_, name)| *name);
    other.or_else(|| nearest(text, known.iter().copied()))
}

#[cfg(test)]
mod tests {
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
        let text = "fail-on = \"error\"\nmin-severity = \"warn\"\nformat = \"concise\"\n";
        let (config, wrong) = read(text, RULES);
        assert_eq!((config.fail_on, config.min_severity), (Some(Severity::Error), None));
        assert_eq!(config.format.as_deref(), Some("concise"));
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].problem.to_string().ends_with("did you mean `warning`?"), "{}", wrong[0].problem);
        assert_eq!(mistakes("fail-on = \"off\"\nformat = 1\nmin-severity = []\n"), ["\"off\"", "1", "[]"]);
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
}
