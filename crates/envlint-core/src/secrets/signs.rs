//! Where a text may contain something about a secret. One pass over the text finds the places; everything else in this folder looks
//! only there, because most text has nothing to do with secrets.

use super::arguments::PROGRAM_SIGNS;
use super::shapes::SHAPES;
use crate::text::Span;
use index::{PairPlace, first_with_hash_of, signs_with_hash_of};

mod index;

/// A part of every secret of one kind.
#[derive(Clone, Copy)]
struct Sign {
    /// At least three bytes. In a name, in lower case.
    text: &'static str,
    kind: SignKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SignKind {
    /// Part of the name of a secret, in any letter case.
    Name,
    /// The same at the end of a word, perhaps in the plural: `PIN`, but not `PINNED`.
    EndOfWord,
    /// The start of a token in the table of shapes.
    Token,
    /// Part of a secret with another shape.
    Structure,
    /// Part of arguments of a program that takes passwords.
    Program,
}

/// Each name of a secret contains one of these: see `names/words.rs`.
const NAMES: [Sign; 26] = {
    const fn part(text: &'static str) -> Sign {
        Sign { text, kind: SignKind::Name }
    }
    const fn end(text: &'static str) -> Sign {
        Sign { text, kind: SignKind::EndOfWord }
    }
    [
        end("_pw"),
        end("auth"),
        part("authorization"),
        part("connection"),
        part("contras"),
        part("cookie"),
        end("cred"),
        part("credential"),
        end("dsn"),
        end("hmac"),
        end("jwt"),
        part("kennwort"),
        end("key"),
        part("kubeconfig"),
        part("mnemonic"),
        part("pass"),
        end("pat"),
        end("phrase"),
        end("pin"),
        end("pwd"),
        end("salt"),
        end("sas"),
        end("secret"),
        end("seed"),
        part("senha"),
        end("token"),
    ]
};
/// The last words of the pairs that are not covered by [`NAMES`].
const ENDS_OF_PAIRS: [Sign; 2] =
    [Sign { text: "url", kind: SignKind::EndOfWord }, Sign { text: "uri", kind: SignKind::EndOfWord }];

/// Literals that the patterns of secrets with a structure contain.
const STRUCTURES: [&str; 40] = [
    "://",
    "earer ",
    "asic ",
    "oken ",
    "PRIVATE KEY",
    "eyJ",
    "hooks.slack.com",
    "/api/webhooks/",
    "sig=",
    ".atlasv1.",
    ":AA",
    "key-",
    " -u ",
    "--user",
    // `SK` and a hexadecimal digit; a digit and `Q~`.
    "SK0",
    "SK1",
    "SK2",
    "SK3",
    "SK4",
    "SK5",
    "SK6",
    "SK7",
    "SK8",
    "SK9",
    "SKa",
    "SKb",
    "SKc",
    "SKd",
    "SKe",
    "SKf",
    "0Q~",
    "1Q~",
    "2Q~",
    "3Q~",
    "4Q~",
    "5Q~",
    "6Q~",
    "7Q~",
    "8Q~",
    "9Q~",
];

const COUNT: usize = NAMES.len() + ENDS_OF_PAIRS.len() + SHAPES.len() + STRUCTURES.len() + PROGRAM_SIGNS.len();

/// All signs.
const SIGNS: [Sign; COUNT] = {
    let mut signs = SignList { signs: [NAMES[0]; COUNT], count: 0 };
    signs.add_all(&NAMES);
    signs.add_all(&ENDS_OF_PAIRS);
    signs.add_all(&of_kind(prefixes(), SignKind::Token));
    signs.add_all(&of_kind(STRUCTURES, SignKind::Structure));
    signs.add_all(&of_kind(PROGRAM_SIGNS, SignKind::Program));
    signs.signs
};

/// [`SIGNS`] while it is made.
struct SignList {
    signs: [Sign; COUNT],
    count: usize,
}

#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
impl SignList {
    const fn add_all(&mut self, signs: &[Sign]) {
        let mut index = 0;
        while index < signs.len() {
            self.signs[self.count] = signs[index];
            self.count += 1;
            index += 1;
        }
    }
}

#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
const fn of_kind<const N: usize>(texts: [&'static str; N], kind: SignKind) -> [Sign; N] {
    let mut signs = [Sign { text: "", kind }; N];
    let mut index = 0;
    while index < N {
        signs[index].text = texts[index];
        index += 1;
    }
    signs
}

/// The starts of tokens.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
const fn prefixes() -> [&'static str; SHAPES.len()] {
    let mut prefixes = [""; SHAPES.len()];
    let mut index = 0;
    while index < SHAPES.len() {
        prefixes[index] = SHAPES[index].prefix;
        index += 1;
    }
    prefixes
}

/// The offsets of the signs in a string, each list in ascending order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signs {
    /// Of parts of names, and of characters outside ASCII, since names have foreign words for passwords, too.
    pub(super) names: Vec<u32>,
    /// Of the starts of tokens.
    pub(super) tokens: Vec<u32>,
    /// Of parts of other secrets.
    pub(super) structures: Vec<u32>,
    /// Of programs that take passwords, and of their arguments.
    pub(super) programs: Vec<u32>,
}

impl Signs {
    /// The signs in `text`.
    pub(crate) fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let bytes = text.as_bytes();
        let (pairs, _) = bytes.as_chunks();
        for (index, pair) in pairs.iter().enumerate() {
            let place = PairPlace::of(*pair);
            if place.continues() && index > 0 {
                signs.look_at(bytes, index * 2 - 1);
            }
            if place.begins() {
                signs.look_at(bytes, index * 2);
            }
        }
        if !text.is_ascii() {
            let wide = text.char_indices().filter(|(_, character)| !character.is_ascii());
            signs.names.extend(wide.map(|(at, _)| at as u32));
            signs.names.sort_unstable();
        }
        signs
    }

    /// Returns `true` if there is no sign.
    pub(super) fn is_empty(&self) -> bool {
        [&self.names, &self.tokens, &self.structures, &self.programs].into_iter().all(Vec::is_empty)
    }

    /// Adds the signs that begin at `at`, if there are any.
    fn look_at(&mut self, bytes: &[u8], at: usize) {
        let rest = bytes.get(at..).unwrap_or_default();
        if first_with_hash_of(rest) != 0 {
            self.add(rest, at);
        }
    }

    #[cold]
    fn add(&mut self, rest: &[u8], at: usize) {
        for sign in signs_with_hash_of(rest).filter(|sign| sign.begins(rest)) {
            match sign.kind {
                SignKind::Name | SignKind::EndOfWord => self.names.push(at as u32),
                SignKind::Token => self.tokens.push(at as u32),
                SignKind::Structure => self.structures.push(at as u32),
                SignKind::Program => self.programs.push(at as u32),
            }
        }
    }

    /// Returns `true` if something at `span` may be a secret or the name of one. Takes time logarithmic in the number of signs.
    pub(crate) fn touch(&self, span: Span) -> bool {
        [&self.names, &self.tokens, &self.structures].into_iter().any(|signs| begins_in(signs, span))
    }

    /// Returns `true` if a command line at `span` may contain a secret. Takes time logarithmic in the number of signs.
    pub(crate) fn touch_command_line(&self, span: Span) -> bool {
        begins_in(&self.names, span) || begins_in(&self.programs, span)
    }

    /// The signs of secrets in arguments, from left to right.
    pub(super) fn of_arguments(&self) -> ArgumentSigns<'_> {
        ArgumentSigns { names: &self.names, programs: &self.programs }
    }
}

/// Returns `true` if one of the sorted `offsets` is in `span`.
pub(super) fn begins_in(offsets: &[u32], span: Span) -> bool {
    let first = offsets.partition_point(|offset| *offset < span.start);
    offsets.get(first).is_some_and(|offset| *offset < span.end)
}

/// The signs of secrets in arguments, read from left to right.
pub(super) struct ArgumentSigns<'s> {
    names: &'s [u32],
    programs: &'s [u32],
}

impl ArgumentSigns<'_> {
    /// The first sign that is not before `at`. Later calls see only the signs that are not before `at`, so that all calls together take
    /// time linear in the number of signs.
    pub(super) fn next_from(&mut self, at: usize) -> Option<usize> {
        let next = |signs: &mut &[u32]| {
            let passed = signs.iter().take_while(|sign| (**sign as usize) < at).count();
            *signs = signs.get(passed..).unwrap_or_default();
            signs.first().map(|sign| *sign as usize)
        };
        next(&mut self.names).into_iter().chain(next(&mut self.programs)).min()
    }
}

/// Returns `true` if `name` may be the name of a secret. Most names are not, and this check is cheap.
pub(super) fn may_name_a_secret(name: &str) -> bool {
    let is_of_name = |sign: &Sign| matches!(sign.kind, SignKind::Name | SignKind::EndOfWord);
    let bytes = name.as_bytes();
    !name.is_ascii()
        || (0..bytes.len().saturating_sub(2)).any(|at| {
            let rest = bytes.get(at..).unwrap_or_default();
            signs_with_hash_of(rest).any(|sign| is_of_name(sign) && sign.begins(rest))
        })
}

impl Sign {
    /// Returns `true` if the sign is at the start of `text`.
    fn begins(&self, text: &[u8]) -> bool {
        let Some(start) = text.get(..self.text.len()) else { return false };
        match self.kind {
            SignKind::Token | SignKind::Structure | SignKind::Program => start == self.text.as_bytes(),
            SignKind::Name => start.eq_ignore_ascii_case(self.text.as_bytes()),
            SignKind::EndOfWord => start.eq_ignore_ascii_case(self.text.as_bytes()) && may_end_word(text, start.len()),
        }
    }
}

/// Returns `true` if a word, or a word in the plural, may end at `end` of `text`, where the words of a name are split.
fn may_end_word(text: &[u8], end: usize) -> bool {
    let byte = |at: usize| text.get(at).copied().unwrap_or_default();
    let (last, next, after) = (byte(end - 1), byte(end), byte(end + 1));
    let is_plural = matches!(next, b's' | b'S') && !last.eq_ignore_ascii_case(&b's');
    if is_plural && may_end_word(text, end + 1) {
        return true;
    }
    if last.is_ascii_uppercase() && next.is_ascii_uppercase() {
        // `APIKEYName` has three words.
        after.is_ascii_lowercase() || after >= 0x80
    } else {
        !next.is_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_names_are_split() {
        for (text, is_end) in [
            ("key", true),
            ("keys", true),
            ("key_x", true),
            ("keyName", true),
            ("KEYName", true),
            ("KEYS", true),
            ("key2", true),
            ("keyé", true),
            ("keyboard", false),
            ("KEYBOARD", false),
            ("keystore", false),
        ] {
            assert_eq!(may_end_word(text.as_bytes(), 3), is_end, "{text}");
        }
    }

    #[test]
    fn signs_are_found_wherever_they_are() {
        let signs = Signs::of("x_KEY: ghp_ é ://");
        assert_eq!((signs.names.as_slice(), signs.tokens.as_slice()), (&[2, 12][..], &[7][..]));
        assert_eq!(signs.structures, [15]);
        assert!(signs.touch(Span::new(2, 3)) && !signs.touch(Span::new(3, 7)));
        assert_eq!(Signs::of("é").names, [0]);
        assert!(Signs::of("").names.is_empty());
    }
}
