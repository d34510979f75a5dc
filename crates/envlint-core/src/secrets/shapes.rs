//! The shapes of providers' tokens: one table, used for masking and for reporting.

use std::ops::{Range, RangeInclusive};

use super::signs::Signs;

/// A kind of token that is recognizable by its prefix.
#[derive(Debug, PartialEq, Eq)]
pub struct TokenShape {
    /// The noun phrase for messages, as in "contains a GitHub token".
    pub title: &'static str,
    /// The prefix, which is case-sensitive and has at least three bytes.
    pub(super) prefix: &'static str,
    /// The characters that can follow the prefix.
    alphabet: Alphabet,
    /// The minimum number of characters after the prefix for masking, which should mask too much rather than too
    /// little.
    hidden_from: usize,
    /// The number of characters after the prefix of a real token; empty if the shape alone is not enough evidence.
    lengths: RangeInclusive<usize>,
    /// Text that a real token also contains.
    holds: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alphabet {
    /// `a-f 0-9`
    Hex,
    /// `A-Z 0-9`
    Upper,
    /// `A-Z a-z 0-9`
    Alphanumeric,
    /// These and `_`
    Word,
    /// These and `-`
    Dashed,
    /// These, `.` and `=`
    Dotted,
    /// `A-Z a-z 0-9 + / =`
    Base64,
}

impl Alphabet {
    const fn has(self, byte: u8) -> bool {
        match self {
            Self::Hex => byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'),
            Self::Upper => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Dashed => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Dotted => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'='),
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
        }
    }
}

/// An empty range: no length proves a real token.
#[allow(clippy::reversed_empty_ranges, reason = "the range is empty on purpose")]
const NEVER: RangeInclusive<usize> = 1..=0;
const LONGEST: usize = 2000;

const fn shape(
    title: &'static str,
    prefix: &'static str,
    alphabet: Alphabet,
    hidden_from: usize,
    lengths: RangeInclusive<usize>,
) -> TokenShape {
    TokenShape { title, prefix, alphabet, hidden_from, lengths, holds: "" }
}

use Alphabet::{Alphanumeric, Base64, Dashed, Dotted, Hex, Upper, Word};

/// Source: the rules of gitleaks after 8.30 (b58d3f10, `config/gitleaks.toml`), some narrowed; for those that
/// gitleaks lacks, such as Docker Hub and Azure, the providers' documentation. If one prefix begins another, the longer one comes
/// first. An AWS key id is not a secret without its key, and keys with the prefix `sk-` have many providers.
pub(super) const SHAPES: &[TokenShape] = &[
    shape("an Azure storage key", "AccountKey=", Base64, 40, 86..=88),
    shape("an age key", "AGE-SECRET-KEY-1", Upper, 40, 58..=58),
    shape("a Google API key", "AQ.", Dashed, 30, NEVER),
    shape("an AWS key id", "AKIA", Upper, 16, NEVER),
    shape("an AWS key id", "ASIA", Upper, 16, NEVER),
    shape("a Google API key", "AIza", Dashed, 30, 35..=35),
    shape("a Google refresh token", "1//0", Dashed, 30, NEVER),
    shape("a Google client secret", "GOCSPX-", Dashed, 20, NEVER),
    shape("a Google access token", "ya29.", Dashed, 30, NEVER),
    shape("an Atlassian token", "ATATT3", Dotted, 40, 150..=LONGEST),
    shape("a Heroku key", "HRKU-", Dashed, 30, NEVER),
    shape("a New Relic key", "NRAK-", Upper, 20, 27..=27),
    shape("a Postman key", "PMAK-", Dashed, 40, 59..=59),
    shape("a SendGrid key", "SG.", Dotted, 50, 66..=66),
    shape("a Context7 key", "ctx7sk-", Dashed, 20, NEVER),
    shape("a Databricks token", "dapi", Hex, 32, 32..=32),
    shape("a Docker Hub token", "dckr_pat_", Dashed, 20, 27..=40),
    shape("a DigitalOcean token", "dop_v1_", Hex, 40, 64..=64),
    shape("a Figma token", "figd_", Dashed, 20, NEVER),
    shape("a GitHub token", "github_pat_", Word, 20, 82..=82),
    shape("a GitHub token", "gho_", Alphanumeric, 20, 36..=36),
    shape("a GitHub token", "ghp_", Alphanumeric, 20, 36..=36),
    shape("a GitHub token", "ghr_", Alphanumeric, 20, 36..=76),
    shape("a GitHub token", "ghs_", Alphanumeric, 20, 36..=36),
    shape("a GitHub token", "ghu_", Alphanumeric, 20, 36..=36),
    shape("a GitLab token", "glpat-", Dotted, 16, 20..=310),
    shape("a Grafana token", "glc_", Base64, 30, NEVER),
    shape("a Grafana token", "glsa_", Word, 30, 41..=41),
    shape("a Groq key", "gsk_", Alphanumeric, 40, 52..=52),
    shape("a Vault token", "hvb.", Dashed, 40, NEVER),
    shape("a Vault token", "hvs.", Dashed, 40, 90..=120),
    shape("a Hugging Face token", "hf_", Alphanumeric, 30, 34..=37),
    shape("a Linear key", "lin_api_", Alphanumeric, 30, 40..=40),
    shape("a Notion token", "ntn_", Alphanumeric, 40, NEVER),
    shape("a Notion token", "secret_", Alphanumeric, 40, NEVER),
    shape("an npm token", "npm_", Alphanumeric, 30, 36..=36),
    shape("a Perplexity key", "pplx-", Alphanumeric, 30, 48..=48),
    shape("a Pulumi token", "pul-", Hex, 30, 40..=40),
    shape("a PyPI token", "pypi-AgE", Dashed, 30, 80..=LONGEST),
    shape("a PyPI token", "pypi-", Dashed, 30, NEVER),
    shape("a Replicate token", "r8_", Alphanumeric, 30, NEVER),
    shape("a Sentry token", "sntrys_", Base64, 40, 60..=LONGEST),
    shape("a Sentry token", "sntryu_", Hex, 30, 64..=64),
    shape("a Stripe key", "rk_live_", Alphanumeric, 16, 24..=LONGEST),
    shape("a Shopify token", "shpat_", Hex, 32, 32..=32),
    shape("a Shopify token", "shpca_", Hex, 32, NEVER),
    shape("a Shopify token", "shppa_", Hex, 32, NEVER),
    shape("a Shopify token", "shpss_", Hex, 32, NEVER),
    shape("a Square token", "sq0atp-", Dashed, 20, NEVER),
    shape("a Square token", "sq0csp-", Dashed, 20, NEVER),
    shape("a Stripe key", "rk_test_", Alphanumeric, 16, NEVER),
    shape("a Stripe key", "sk_live_", Alphanumeric, 16, 24..=LONGEST),
    shape("a Stripe key", "sk_test_", Alphanumeric, 16, NEVER),
    shape("a Stripe secret", "whsec_", Base64, 20, NEVER),
    shape("a Supabase token", "sbp_", Hex, 40, NEVER),
    shape("an xAI key", "xai-", Alphanumeric, 40, 80..=80),
    shape("an Anthropic key", "sk-ant-", Dashed, 16, 80..=120),
    TokenShape { holds: "T3BlbkFJ", ..shape("an OpenAI key", "sk-", Dashed, 16, 40..=LONGEST) },
    shape("a Slack token", "xapp-", Dashed, 30, 60..=LONGEST),
    shape("a Slack token", "xoxa-", Dashed, 10, 40..=LONGEST),
    shape("a Slack token", "xoxb-", Dashed, 10, 40..=LONGEST),
    shape("a Slack token", "xoxe-", Dashed, 10, 40..=LONGEST),
    shape("a Slack token", "xoxo-", Dashed, 10, 40..=LONGEST),
    shape("a Slack token", "xoxp-", Dashed, 10, 40..=LONGEST),
    shape("a Slack token", "xoxr-", Dashed, 10, 40..=LONGEST),
    shape("a Slack token", "xoxs-", Dashed, 10, 40..=LONGEST),
];

/// The shape at the start of `text`, with the length of the token in bytes.
fn shape_at(text: &[u8]) -> Option<(&'static TokenShape, usize)> {
    SHAPES.iter().find_map(|shape| Some((shape, shape.length(text)?)))
}

/// Part of a string that has the shape of a token.
pub(super) struct Shaped {
    pub(super) range: Range<usize>,
    pub(super) shape: &'static TokenShape,
}

/// The tokens in `text` that must be masked, from left to right; they start at some of the offsets `signs`. Letters in the middle of a
/// word, as in `task-runner-with-a-long-name`, are not the start of a token, unless a digit follows.
pub(super) fn shaped(text: &str, signs: &[u32]) -> impl Iterator<Item = Shaped> {
    find(text, signs, |_| true).filter(|found| {
        let before = text.get(..found.range.start).unwrap_or_default();
        let written = text.get(found.range.clone()).unwrap_or_default();
        !before.ends_with(char::is_alphanumeric) || written.contains(|character: char| character.is_ascii_digit())
    })
}

/// The kind of the first token in `text` that is certainly a real one.
#[must_use]
pub fn token(text: &str) -> Option<&'static TokenShape> {
    const SHORTEST: usize = 24;
    if text.len() < SHORTEST {
        return None;
    }
    let bytes = text.as_bytes();
    let begins_word = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|byte| !Alphabet::Dashed.has(*byte))
    };
    let signs = Signs::of(text).tokens;
    find(text, &signs, begins_word).find(|found| found.is_real(text)).map(|found| found.shape)
}

fn find(text: &str, signs: &[u32], begins: impl Fn(usize) -> bool) -> impl Iterator<Item = Shaped> {
    let mut from = 0;
    signs.iter().filter_map(move |&sign| {
        let start = sign as usize;
        if start < from || !begins(start) {
            return None;
        }
        let (shape, length) = shape_at(text.as_bytes().get(start..)?)?;
        from = start + length;
        Some(Shaped { range: start..from, shape })
    })
}

impl TokenShape {
    /// The length of the token at the start of `text`, in bytes, if it has this shape.
    fn length(&self, text: &[u8]) -> Option<usize> {
        let rest = text.strip_prefix(self.prefix.as_bytes())?;
        let length = rest.iter().take_while(|byte| self.alphabet.has(**byte)).count();
        (length >= self.hidden_from).then_some(self.prefix.len() + length)
    }
}

impl Shaped {
    fn is_real(&self, text: &str) -> bool {
        let written = text.get(self.range.clone()).unwrap_or_default();
        let body = written.get(self.shape.prefix.len()..).unwrap_or_default();
        self.shape.lengths.contains(&body.len()) && body.contains(self.shape.holds) && !super::is_placeholder(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<Range<usize>> {
        shaped(text, &Signs::of(text).tokens).map(|found| found.range).collect()
    }

    /// A body that is clearly not a real secret, long enough for most shapes.
    fn body(shape: &TokenShape) -> String {
        let length = (*shape.lengths.start()).max(shape.hidden_from);
        let row = match shape.alphabet {
            Alphabet::Hex => "0123456789abcdef",
            Alphabet::Upper => "0123456789ABCDEFGHIJ",
            _ => "0123456789abcdefghijABCDEFGHIJ",
        };
        row.chars().cycle().take(length - shape.holds.len()).chain(shape.holds.chars()).collect()
    }

    #[test]
    fn reported_tokens_are_masked() {
        for shape in SHAPES {
            let text = format!("{}{}", shape.prefix, body(shape));
            assert!(masked(&text).contains(&(0..text.len())), "{text}");
            let is_reported = !shape.lengths.is_empty();
            assert_eq!(token(&text).is_some(), is_reported, "{text}");
            assert!(shape.lengths.is_empty() || *shape.lengths.start() >= shape.hidden_from, "{text}");
        }
    }

    #[test]
    fn longer_prefixes_come_first() {
        for (index, shape) in SHAPES.iter().enumerate() {
            let begins = |earlier: &&TokenShape| shape.prefix.starts_with(earlier.prefix);
            assert!(!SHAPES.iter().take(index).any(|earlier| begins(&earlier)), "{}", shape.prefix);
        }
    }

    #[test]
    fn words_are_not_masked() {
        assert_eq!(masked("task-shell-command-flag and task-runner-of-the-whole-house").len(), 0);
        assert_eq!(masked("xsk-proj-0123456789abcdefghij").len(), 1);
    }

    #[test]
    fn text_that_only_resembles_a_token_is_not_reported() {
        let rest = "0123456789abcdefghijABCDEFGHIJ012345";
        for text in [
            format!("x{}_{rest}", "ghp"),
            format!("{}_{rest}6", "ghp"),
            format!("{}_{}", "ghp", "x".repeat(36)),
            format!("ta{}-runner-with-a-long-name-{rest}", "sk"),
            format!("{}-{rest}{rest}", "sk"),
            "ghp_your_token_here".to_owned(),
        ] {
            assert_eq!(token(&text), None, "{text}");
        }
        assert_eq!(token(&format!("--token={}_{rest}", "ghp")).map(|shape| shape.title), Some("a GitHub token"));
    }
}
