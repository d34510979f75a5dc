//! GOFLAGS or a list of flags contains a word that the go command rejects.
#![doc = include_str!("go_flags_shape.md")]

use envlint_core::env::{FileAnalysis, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::jsonc;
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::nearest;
use envlint_core::text::Edit;
use envlint_core::vscode::{go_flag_needs_value, is_tinygo_flag, nearly_go_flag};

mod lists;
mod words;

use words::{Word, words};

declare_rule! {
    GoFlagsShape {
        name: "go-flags-shape",
        severity: Error,
        also: [Info],
        fix: Safe,
        since: "0.1.0",
        page: "go_flags_shape.md",
    }
}

impl Rule for GoFlagsShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        lists::check(analysis, context);
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text().filter(|_| site.variable == "GOFLAGS") else { return };
        let words = words(text).unwrap_or_default();
        let Some(mistake) = (0..words.len()).find_map(|index| mistake(text, &words, index)) else { return };
        let message =
            format!("{} in GOFLAGS in {} is {}; {}", mistake.subject, site.setting, mistake.what, mistake.effect);
        let finding = context.finding_at_site(site, message).severity(mistake.severity);
        match mistake.remedy {
            Remedy::Edits(title, edits) => {
                finding.fix(Fix::value(title, Applicability::Safe, site.value_span(), edits)).report();
            }
            Remedy::Help(help) => finding.help(help).report(),
        }
    }
}

const EVERY_COMMAND: &str = "every go command except `go env` fails";

/// The values of `-mod`. Source: Go 1.27, cmd/go/internal/work/init.go, `buildModeInit`.
const MODES: &[&str] = &["", "mod", "readonly", "vendor"];

/// A mistake in a list of flags.
struct FlagMistake {
    /// The words that contain the mistake, as the subject of a message.
    subject: String,
    /// The mistake, as it follows "is" in a message.
    what: &'static str,
    /// What fails, as a clause.
    effect: &'static str,
    severity: Severity,
    remedy: Remedy,
}

enum Remedy {
    /// The edits that fix the mistake, with a title.
    Edits(&'static str, Vec<Edit>),
    Help(String),
}

/// The mistake in the word at `index`, if there is one; the words before it are correct.
fn mistake(text: &Text<'_>, words: &[Word<'_>], index: usize) -> Option<FlagMistake> {
    let word = words.get(index).filter(|word| word.is_known)?;
    let error = |subject, what, remedy| {
        Some(FlagMistake { subject, what, effect: EVERY_COMMAND, severity: Severity::Error, remedy })
    };
    let excerpt = |start: usize, end: usize| match text.excerpt(start, end) {
        Some(written) => format!("`{written}`"),
        None => "A part".to_owned(),
    };
    if !word.is_closed {
        let help = Remedy::Help("Put the quotes around a whole word, including its flag".to_owned());
        return error("A quote".to_owned(), "not closed", help);
    }
    if let Some((quote, at, end)) = quoted_inside(words, index) {
        let before = Edit::insert(text.span(word.start, word.start).start, jsonc::quote(&quote.to_string()));
        let edits = vec![before, Edit::delete(text.span(at, at + quote.len_utf8()))];
        let remedy = Remedy::Edits("Move the quote in front of the flag", edits);
        return error(
            excerpt(word.start, end),
            "split at its spaces, since quotes only work around a whole flag",
            remedy,
        );
    }
    let Some((name, value)) = word.flag() else {
        // An unknown word before it may be a flag that takes it as a value.
        let is_sure = index.checked_sub(1).and_then(|before| words.get(before)).is_none_or(|before| before.is_known);
        let help = "Begin a flag with `-` and separate its value with `=`, as in `-tags=a,b`".to_owned();
        let found = || error(excerpt(word.start, word.end), "not a flag", Remedy::Help(help));
        return is_sure.then(found)?;
    };
    let next = words.get(index + 1).filter(|next| next.is_known && next.is_closed && next.flag().is_none());
    if let Some(next) = next.filter(|_| value.is_none() && go_flag_needs_value(name)) {
        let is_last = words.get(index + 2).is_none_or(|after| after.flag().is_some());
        let is_quoted = word.quote.is_some() || next.quote.is_some();
        let remedy = if is_last && !is_quoted && !next.content.starts_with(['-', '=']) {
            Remedy::Edits("Join them with `=`", vec![Edit::replace(text.span(word.end, next.start), "=")])
        } else {
            Remedy::Help(format!("Write the flag and its value as one word: `-{name}=…`"))
        };
        return error(excerpt(word.start, next.end), "two words instead of one", remedy);
    }
    if is_tinygo_flag(name) {
        let help = "Remove it: only TinyGo has this flag, and it does not read its flags from GOFLAGS".to_owned();
        return error(format!("`-{name}`"), "not a flag of the go command", Remedy::Help(help));
    }
    if let Some(value) = value.filter(|value| name == "mod" && !MODES.contains(value)) {
        let help = match nearest(value, MODES.iter().copied().filter(|mode| !mode.is_empty())) {
            Some(mode) => format!("Did you mean `-mod={mode}`?"),
            None => "Write `-mod=mod`, `-mod=readonly` or `-mod=vendor`".to_owned(),
        };
        return Some(FlagMistake {
            subject: excerpt(word.start, word.end),
            what: "none of `-mod=mod`, `-mod=readonly` and `-mod=vendor`",
            effect: "every go command that loads packages fails",
            severity: Severity::Error,
            remedy: Remedy::Help(help),
        });
    }
    let intended = nearly_go_flag(name)?;
    let remedy = Remedy::Help(format!("Did you mean `-{intended}`?"));
    let subject = format!("`-{name}`");
    Some(FlagMistake { subject, what: "not a flag", effect: EVERY_COMMAND, severity: Severity::Info, remedy })
}

/// The quote after the `=` of the word at `index`, its offset, and the end of the word that contains the closing quote.
fn quoted_inside(words: &[Word<'_>], index: usize) -> Option<(char, usize, usize)> {
    let (quote, at) = words.get(index)?.inner_quote()?;
    let rest = words.get(index + 1..)?;
    let last = rest.iter().position(|word| word.content.contains(quote))?;
    let is_plain = rest.get(..=last)?.iter().all(|word| word.is_known && word.quote.is_none());
    let end = rest.get(last)?;
    let closes = end.content.ends_with(quote) && end.content.matches(quote).count() == 1;
    (is_plain && closes).then_some((quote, at, end.end))
}
