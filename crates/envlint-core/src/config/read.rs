use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path};

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

/// The names of the options of a configuration, which come before its tables.
pub const OPTIONS: [&str; 7] = ["platforms", "login-shell", "exclude", "fail-on", "min-severity", "format", "baseline"];

/// The names of its tables.
const TABLES: [&str; 3] = ["rules", "overrides", "doctor"];

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
                "baseline" => config.baseline = self.baseline(value),
                "rules" => config.rules = self.levels(value),
                "overrides" => config.overrides = self.overrides(value),
                "doctor" => config.doctor = self.doctor(value),
                name => {
                    self.unknown(key.span(), NameKind::Key, name, nearest(name, OPTIONS.into_iter().chain(TABLES)));
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

    fn baseline(&mut self, value: TomlValue<'_, '_>) -> Option<String> {
        // Whoever commits a configuration does not choose files elsewhere.
        let is_below = |path: &&str| {
            !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
        };
        let path = value.get_ref().as_str().filter(is_below);
        if path.is_none() {
            let wanted = "the path of a file in this folder or below it, such as \"envlint-baseline.json\"";
            self.wrong_type("baseline", value, wanted);
        }
        path.map(ToOwned::to_owned)
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
mod tests;
