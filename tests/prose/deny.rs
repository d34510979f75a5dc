//! Words and spellings that the repository does not use, and what to write instead.

use std::ops::Range;

use regex::{Regex, RegexSet};

/// An exception.
pub(crate) struct Allowed {
    /// The path of the file, or the command whose help it is.
    pub(crate) file: &'static str,
    /// The phrase, which contains the denied word.
    pub(crate) phrase: &'static str,
    /// The reason why the phrase is right.
    #[allow(dead_code, reason = "it is for the reader")]
    pub(crate) reason: &'static str,
}

impl Allowed {
    /// Returns `true` if the match at `range` is within the allowed phrase.
    pub(crate) fn covers(&self, file: &str, text: &str, range: Range<usize>) -> bool {
        self.file == file
            && text.match_indices(self.phrase).any(|(at, phrase)| at <= range.start && range.end <= at + phrase.len())
    }
}

/// A denied word.
struct DeniedPhrase {
    /// The pattern, which matches whole words regardless of case.
    find: &'static str,
    /// A pattern for the sentence up to the match and a few words after it; if it matches, the sentence is good English.
    unless: &'static str,
    /// The replacement.
    instead: &'static str,
    /// Sentences that the entry must find.
    bad: &'static [&'static str],
    /// Sentences that the entry must not find.
    good: &'static [&'static str],
}

const NEVER: &str = r"^\b$.";

const ENTRIES: &[DeniedPhrase] = &[
    DeniedPhrase {
        find: r"mend(?:s|ed|ing)?",
        unless: NEVER,
        instead: "fix",
        bad: &["Mend what can be mended"],
        good: &["We recommend an amendment"],
    },
    DeniedPhrase {
        find: r"(?:a|the|one|this|that|each|every|such|these|those|of|no|typing) slips?",
        unless: NEVER,
        instead: "typo, mistake",
        bad: &["a reference with a slip", "no slip of the keyboard"],
        good: &["Nothing slips through the mask"],
    },
    DeniedPhrase {
        find: r"anew|afresh",
        unless: NEVER,
        instead: "again, from scratch",
        bad: &["sets PATH anew"],
        good: &["a new PATH"],
    },
    DeniedPhrase {
        find: r"stands? (?:here|there|at|on|before|behind|above|below|between|beside|under|where|twice|once|again|alone|first|last|next|as written|in (?:a|an|the|one|it|its|their|this|that|these|those|another|any|every|each|which|both|two|some|your|files?|settings|`_`))|(?:what|where|it|they|that|which) stands?(?:[.,;:]|$)",
        unless: r"as (?:it|they) stands?|stands? in (?:the|its) way",
        instead: "is, appears",
        bad: &["`_` stands here again further down", "a value that stands in another file", "where it stands."],
        good: &[
            "`_` stands for any name",
            "It stands in for the file",
            "VS Code understands that",
            "the file as it stands.",
        ],
    },
    DeniedPhrase {
        find: r"(?:Linux|macOS|Windows|Python \d|[a-z]+s) alone(?:[.,;:)]| (?:for|as|of|in|on|from|to|and|or|that|which|if|when|where)\b|$)",
        unless: r"\b(?:leav\w*|left|let|runs?|used|linted) (?:[^.;:]* )?alone",
        instead: "only (before the noun)",
        bad: &["for old files alone: it is read", "It is for Python 3 alone.", "links to related places alone"],
        good: &[
            "`_` leaves comments alone.",
            "Other settings are left alone.",
            "Names alone are not enough",
            "let alone that",
        ],
    },
    DeniedPhrase {
        find: r"(?:count|counts) alone|alone counts?",
        unless: NEVER,
        instead: "only … applies",
        bad: &["the nearest one counts alone"],
        good: &["only the nearest one applies"],
    },
    DeniedPhrase {
        find: r"(?:is|are|was|were|be|being) (?:no [a-z]+|no `_`|none)",
        unless: r"\bthere(?:'s)? (?:\w+ ){0,3}(?:is|are|was|were|be|being) (?:no|none)|\bno (?:longer|more|less|fewer|different|better|worse|matter|doubt|exception)",
        instead: "is not a, are not",
        bad: &[
            "`_` is no form that it knows",
            "a file that is no TOML",
            "words that are no code",
            "the others are none",
        ],
        good: &[
            "there is no such file",
            "If there are no files",
            "There must be no comment",
            "It is no longer read",
            "PATH is no exception",
        ],
    },
    DeniedPhrase {
        find: r"nobody",
        unless: NEVER,
        instead: "nothing, no process, never",
        bad: &["nobody reads it"],
        good: &["the body"],
    },
    DeniedPhrase {
        find: r"of (?:its|their|one's|his) own",
        unless: r"of (?:its|their) own accord",
        instead: "its own, a separate",
        bad: &["an environment of its own"],
        good: &["its own environment", "on its own"],
    },
    DeniedPhrase {
        find: r"(?:those|these|that|this) very (?:characters?|letters?|files?|folders?|words?|texts?|values?|names?|lines?|runs?|programs?|places?|variables?)",
        unless: NEVER,
        instead: "the literal text, this",
        bad: &["those very characters"],
        good: &["those very large files"],
    },
    DeniedPhrase {
        find: r"told|tells? of|do(?:es)? not tell(?:[.,;:)]|$)",
        unless: r"\b(?:be|is|are|was|were|been) told (?:to|that)\b|told apart",
        instead: "reported, shown, determined",
        bad: &["the first mistake is told", "the files do not tell", "which tells of it"],
        good: &["VS Code is told to open it", "It cannot tell what it is", "they can't be told apart"],
    },
    DeniedPhrase {
        find: r"(?:mis)?spelt|learnt",
        unless: NEVER,
        instead: "spelled",
        bad: &["spelt as the key is"],
        good: &["spelled"],
    },
    DeniedPhrase {
        find: r"(?:one|value|file|setting|rest|layer|entry|it|which|what) counts(?: here| first|[.,;:)]|$)|do(?:es)? not count(?: here|[.,;:)]|$)",
        unless: NEVER,
        instead: "applies, takes effect",
        bad: &["the last one counts, and", "the rest of it counts", "does not count: a later step"],
        good: &["a line that counts them", "The report counts findings", "does not count as an error"],
    },
    DeniedPhrase {
        find: r"but for",
        unless: r"\bnot (?:only|just|for)\b[^.]*but for",
        instead: "except",
        bad: &["the same but for its name"],
        good: &["not only for tasks but for terminals"],
    },
    DeniedPhrase {
        find: r"blanks|(?:a|the|one|by|with|behind|no|between|before|after|without|each|every|leading|trailing) blank",
        unless: r"\bblank (?:line|page|cell|file)",
        instead: "space",
        bad: &["separated by blanks", "it ends at a blank"],
        good: &["a blank line", "separated by a space"],
    },
    DeniedPhrase {
        find: r"(?:comment|key|comma|space|colon|comes?|puts?(?: it| them)?|directly|right|brackets?|column|characters?|bytes?|quotes?|slash|word) behind",
        unless: NEVER,
        instead: "after",
        bad: &["the comment behind its value", "puts it behind the name"],
        good: &["It leaves nothing behind", "the reason behind it", "behind a proxy"],
    },
    DeniedPhrase {
        find: r"tak(?:e|es|en|ing) (?:the|its|their) place",
        unless: NEVER,
        instead: "replaces, overrides",
        bad: &["go.gopath takes its place"],
        good: &["This takes place at startup"],
    },
    DeniedPhrase {
        find: r"takes? (?:it|them|this|these|everything|lines|such [a-z]+) for (?:a|an|one|what|its|commands|comments)|taken for (?:an?|one)",
        unless: NEVER,
        instead: "treats as, interprets as",
        bad: &["GitHub takes it for a command"],
        good: &["It takes a minute for a large folder"],
    },
    DeniedPhrase {
        find: r"stays? as (?:it is )?written",
        unless: NEVER,
        instead: "is not expanded, stays in the value literally",
        bad: &["`_` stays as written"],
        good: &["it stays in the value"],
    },
    DeniedPhrase {
        find: r"start-up",
        unless: NEVER,
        instead: "startup",
        bad: &["a start-up file"],
        good: &["a startup file"],
    },
    DeniedPhrase { find: r"unasked", unless: NEVER, instead: "by itself", bad: &["renamed unasked"], good: &["asked"] },
    DeniedPhrase {
        find: r"beats?|beaten",
        unless: NEVER,
        instead: "overrides, takes precedence over",
        bad: &["beaten by another setting"],
        good: &["a heartbeat"],
    },
    DeniedPhrase {
        find: r"gives? way to",
        unless: NEVER,
        instead: "is overridden by",
        bad: &["it gives way to the folder's"],
        good: &["gives access to"],
    },
    DeniedPhrase {
        find: r"an? (?:empty |long |short )?text(?: (?:that|which|of|is|in|with|without|from|to|and|or|than|into)|[.,;:)])",
        unless: NEVER,
        instead: "a string, text",
        bad: &["an empty text is not set", "a text that needs no fix"],
        good: &["a text editor that reads it", "text that needs no fix", "an empty string"],
    },
    DeniedPhrase {
        find: r"parted",
        unless: NEVER,
        instead: "separated, split",
        bad: &["parted at spaces"],
        good: &["departed"],
    },
    DeniedPhrase {
        find: r"go(?:es)? by no",
        unless: NEVER,
        instead: "ignores",
        bad: &["Go by no configuration"],
        good: &["goes by the name"],
    },
    DeniedPhrase {
        find: r"(?:speaks?|spoke|spoken) of",
        unless: NEVER,
        instead: "mentions",
        bad: &["the files speak of it"],
        good: &["speaks the protocol"],
    },
    DeniedPhrase {
        find: r"thereof|whereof|hitherto|lest",
        unless: NEVER,
        instead: "plain words",
        bad: &["lest it be lost"],
        good: &["at least"],
    },
    DeniedPhrase {
        find: r"\w*colour\w*|\w*behaviour\w*|\w*favour\w*|\w*neighbour\w*|\w*honour\w*|labour\w*|flavour\w*|harbour\w*|rumour\w*",
        unless: NEVER,
        instead: "-or: color, behavior, favor, neighbor, honor",
        bad: &["colours", "a neighbouring file", "misbehaviour"],
        good: &["colors", "our behavior", "pour"],
    },
    DeniedPhrase {
        find: r"centre[sd]?|centring|metres?|theatre|fibres?|licences?|defence|offence|pretence",
        unless: NEVER,
        instead: "center, meter, license, defense",
        bad: &["the centre", "a licence"],
        good: &["the center", "a license", "parameters", "incentive"],
    },
    DeniedPhrase {
        find: r"(?:cancell|modell|labell|travell|signall|channell|levell|marshall|tunnell|totall)(?:ed|ing|ers?)|fulfils?|enrols?|skilful|wilful",
        unless: NEVER,
        instead: "a single l: canceled, modeled, labeled; fulfill",
        bad: &["cancelled", "labelling"],
        good: &["a cancellation", "modeled", "fulfilled", "installed"],
    },
    DeniedPhrase {
        find: r"(?:recogni|normali|summari|organi|initiali|seriali|deseriali|reali|optimi|minimi|maximi|customi|generali|speciali|synchroni|utili|visuali|categori|prioriti|standardi|tokeni|capitali|finali|apologi|authori|familiari|memori|parameteri|randomi|saniti|stabili|characteri|centrali|locali|materiali|canonicali|neutrali|symboli|itemi|formali|scrutini|moderni|harmoni|emphasi|criticis|criti)s(?:e|es|ed|er|ers|ing|ation|ations)",
        unless: NEVER,
        instead: "-ize, -ization",
        bad: &["recognise", "normalised", "summarising", "initialisation", "it emphasises"],
        good: &["recognize", "a specialist", "emphasis", "otherwise", "exercise", "precise", "a promise"],
    },
    DeniedPhrase {
        find: r"(?:anal|paral|catal)ys(?:e|ed|er|ers|ing)",
        unless: NEVER,
        instead: "-yze: analyze",
        bad: &["analyse", "analysing"],
        good: &["an analysis", "two analyses", "analyze"],
    },
    DeniedPhrase {
        find: r"grey\w*|whilst|amongst|artefacts?|programmes?|catalogued?|cheques?|practis(?:e|ed|ing)",
        unless: NEVER,
        instead: "American spelling: gray, while, among, artifact, program, catalog, practice",
        bad: &["greyed out", "an artefact"],
        good: &["gray", "an artifact", "a programmer", "in practice"],
    },
];

/// The compiled deny-list.
pub(crate) struct Deny {
    set: RegexSet,
    patterns: Vec<(Regex, Regex)>,
}

/// A denied word that was found.
pub(crate) struct DeniedMatch {
    /// The bytes of the match.
    pub(crate) range: Range<usize>,
    /// The replacement.
    pub(crate) instead: &'static str,
}

impl DeniedMatch {
    /// The match with some text around it.
    pub(crate) fn excerpt<'t>(&self, text: &'t str) -> &'t str {
        around(text, &self.range, 30, 25)
    }
}

/// The text from `before` bytes before `range` until `after` bytes after it, extended to whole characters.
fn around<'t>(text: &'t str, range: &Range<usize>, before: usize, after: usize) -> &'t str {
    let start = text.floor_char_boundary(range.start.saturating_sub(before));
    &text[start..text.ceil_char_boundary((range.end + after).min(text.len()))]
}

impl Deny {
    pub(crate) fn new() -> Self {
        let find = |entry: &DeniedPhrase| format!(r"(?i)(?-u:\b{{start-half}})(?:{})(?-u:\b{{end-half}})", entry.find);
        let set = RegexSet::new(ENTRIES.iter().map(find)).unwrap();
        let pair = |entry: &DeniedPhrase| {
            (Regex::new(&find(entry)).unwrap(), Regex::new(&format!("(?i){}", entry.unless)).unwrap())
        };
        Self { set, patterns: ENTRIES.iter().map(pair).collect() }
    }

    /// The denied words in `text`.
    pub(crate) fn find(&self, text: &str) -> Vec<DeniedMatch> {
        let mut found = Vec::new();
        for index in self.set.matches(text) {
            let (find, unless) = &self.patterns[index];
            for range in find.find_iter(text).map(|found| found.range()) {
                if !unless.is_match(around(text, &range, 80, 15)) {
                    found.push(DeniedMatch { range, instead: ENTRIES[index].instead });
                }
            }
        }
        found
    }
}

#[test]
fn every_entry_finds_bad_english_only() {
    let deny = Deny::new();
    for (index, entry) in ENTRIES.iter().enumerate() {
        let only = |text: &str| deny.find(text).iter().any(|found| found.instead == entry.instead);
        assert!(!entry.bad.is_empty() && !entry.good.is_empty(), "entry {index} needs examples");
        for text in entry.bad {
            assert!(only(text), "{:?} must find {text:?}", entry.find);
        }
        for text in entry.good {
            assert!(!only(text), "{:?} must not find {text:?}", entry.find);
        }
    }
}

#[test]
fn an_allowed_phrase_covers_only_itself() {
    let allowed = Allowed { file: "a.md", phrase: "the heart beats", reason: "an example" };
    let text = "the heart beats; it beats";
    let [first, second] = Deny::new().find(text).try_into().map_err(|_| "two").unwrap();
    assert!(allowed.covers("a.md", text, first.range.clone()));
    assert!(!allowed.covers("a.md", text, second.range));
    assert!(!allowed.covers("b.md", text, first.range));
}
