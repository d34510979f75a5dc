//! Parses a page: its title, summary and sections, and its fenced examples.

use envlint_core::finding::Applicability;
use envlint_core::vscode::{Platform, Platforms};

/// A parsed page of a rule.
#[derive(Debug, Default)]
pub(crate) struct RulePage {
    pub(crate) title: String,
    pub(crate) sections: Vec<String>,
    pub(crate) examples: Vec<Example>,
}

/// A block that is linted, with the blocks that belong to it.
#[derive(Debug)]
pub(crate) struct Example {
    /// The line of the page on which the block begins.
    pub(crate) line: usize,
    pub(crate) is_bad: bool,
    pub(crate) file: ExampleFile,
    /// The number of findings that the marks announce, by line of the file.
    pub(crate) marks: Vec<(u32, usize)>,
    pub(crate) platforms: Platforms,
    /// Other files of the same window: the `with` blocks before it.
    pub(crate) context: Vec<ExampleFile>,
    /// The expected results of fixes up to some applicability: the `fixed` blocks after it.
    pub(crate) fixed: Vec<(Applicability, String)>,
}

#[derive(Debug)]
pub(crate) struct ExampleFile {
    pub(crate) path: String,
    pub(crate) text: String,
    /// `true` for a `.env` file, which is not recognizable by its name.
    pub(crate) is_env_file: bool,
}

/// The parsed info string of a block: ```` ```jsonc bad path=User/settings.json ````.
#[derive(Debug, Default)]
struct Info<'p> {
    language: Language,
    role: &'p str,
    path: Option<&'p str>,
    platforms: Option<&'p str>,
    is_unsafe: bool,
}

/// The language of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Language {
    #[default]
    Jsonc,
    Toml,
    /// A `.env` file, which other files name.
    Dotenv,
}

impl Language {
    /// The start of a mark.
    const fn mark(self) -> &'static str {
        match self {
            Self::Jsonc => " // <-",
            Self::Toml | Self::Dotenv => " # <-",
        }
    }

    /// The default path of the file in a block.
    const fn path(self) -> &'static str {
        match self {
            Self::Jsonc => ".vscode/settings.json",
            Self::Toml => "envlint.toml",
            Self::Dotenv => ".env",
        }
    }
}

/// Parses `text`.
///
/// # Errors
///
/// The line and the mistake, for a block that cannot be run.
pub(crate) fn parse(text: &str) -> Result<RulePage, String> {
    let mut page = RulePage::default();
    let mut context = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("# ") {
            page.title = title.to_owned();
        } else if let Some(section) = line.strip_prefix("## ") {
            page.sections.push(section.to_owned());
        } else if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let at = |mistake| format!("line {}: {mistake}", index + 1);
            block(&mut page, &mut context, index + 1, &info_of(info).map_err(at)?, &body).map_err(at)?;
        }
    }
    if context.is_empty() { Ok(page) } else { Err("a `with` block has no block after it".to_owned()) }
}

fn info_of(info: &str) -> Result<Info<'_>, String> {
    let mut words = info.split(' ');
    let language = match words.next() {
        Some("jsonc") => Language::Jsonc,
        Some("toml") => Language::Toml,
        Some("dotenv") => Language::Dotenv,
        _ => return Err("every block must be `jsonc`, `toml` or `dotenv`".to_owned()),
    };
    let mut parsed = Info { language, role: words.next().unwrap_or_default(), ..Info::default() };
    for word in words {
        match word.split_once('=') {
            Some(("path", path)) if parsed.role != "fixed" => parsed.path = Some(path),
            Some(("platforms", platforms)) if ["bad", "good"].contains(&parsed.role) => {
                parsed.platforms = Some(platforms);
            }
            None if word == "unsafe" && parsed.role == "fixed" => parsed.is_unsafe = true,
            _ => return Err(format!("`{word}` has no meaning in a `{}` block", parsed.role)),
        }
    }
    Ok(parsed)
}

fn block(
    page: &mut RulePage,
    context: &mut Vec<ExampleFile>,
    line: usize,
    info: &Info<'_>,
    body: &[&str],
) -> Result<(), String> {
    let is_bad = info.role == "bad";
    let sign = info.language.mark();
    if !is_bad && body.iter().any(|line| line.contains(sign)) {
        return Err("only a `bad` block has marks".to_owned());
    }
    let text = body.iter().map(|line| format!("{}\n", unmarked(line, sign))).collect::<String>();
    let text = with_named_characters(&text)?;
    let path = info.path.unwrap_or(info.language.path()).to_owned();
    let is_env_file = info.language == Language::Dotenv;
    match info.role {
        "with" => context.push(ExampleFile { path, text, is_env_file }),
        _ if is_env_file => return Err("nothing is reported in a `dotenv` block: it is a `with` block".to_owned()),
        "fixed" => {
            let limit = if info.is_unsafe { Applicability::Unsafe } else { Applicability::Safe };
            let example = page.examples.last_mut().filter(|example| example.is_bad && context.is_empty());
            example.ok_or("a `fixed` block must follow a `bad` one")?.fixed.push((limit, text));
        }
        "bad" | "good" => page.examples.push(Example {
            line,
            is_bad,
            file: ExampleFile { path, text, is_env_file },
            marks: body
                .iter()
                .zip(1..)
                .filter_map(|(line, number)| mark(line, sign, number).transpose())
                .collect::<Result<_, _>>()?,
            platforms: info.platforms.map_or(Ok(Platforms::ALL), platforms)?,
            context: std::mem::take(context),
            fixed: Vec::new(),
        }),
        other => return Err(format!("a block must be bad, fixed, good or with, not `{other}`")),
    }
    Ok(())
}

/// The text with each `⟨U+200B⟩` replaced with that character, which would be invisible on the page.
fn with_named_characters(text: &str) -> Result<String, String> {
    let mut parts = text.split("⟨U+");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('⟩').ok_or("`⟨U+` has no end")?;
        let character = u32::from_str_radix(number, 16).ok().and_then(char::from_u32);
        whole.push(character.ok_or_else(|| format!("U+{number} is not a character"))?);
        whole.push_str(rest);
    }
    Ok(whole)
}

fn unmarked<'l>(line: &'l str, sign: &str) -> &'l str {
    line.find(sign).and_then(|at| line.get(..at)).unwrap_or(line)
}

/// The finding that `// <- words` or `// <- 2: words` announces for its line.
fn mark(line: &str, sign: &str, number: u32) -> Result<Option<(u32, usize)>, String> {
    let Some((_, words)) = line.split_once(sign) else { return Ok(None) };
    let (count, words) = match words.split_once(':').map(|(count, words)| (count.trim().parse(), words)) {
        Some((Ok(count), words)) => (count, words),
        _ => (1, words),
    };
    if words.trim().is_empty() { Err("a mark must say what is wrong".to_owned()) } else { Ok(Some((number, count))) }
}

fn platforms(names: &str) -> Result<Platforms, String> {
    let platform = |name: &str| name.parse::<Platform>().map_err(|()| format!("`{name}` is not a platform"));
    names.split(',').map(platform).collect()
}
