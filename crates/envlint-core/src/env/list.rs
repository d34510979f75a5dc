use super::segment::{Outcome, Reference, Segment, Text};
use crate::text::Span;
use crate::vscode::{Platform, Platforms, names_drive_path};

/// The value of a list variable, such as PATH, split into entries.
#[derive(Clone, Debug)]
pub struct PathList<'t, 'd> {
    /// The whole value.
    pub text: &'t Text<'d>,
    /// The entries in order: always one more than there are separators.
    pub entries: Vec<PathEntry<'t, 'd>>,
}

/// One entry of a list: the part between two separators.
#[derive(Clone, Debug)]
pub struct PathEntry<'t, 'd> {
    text: &'t Text<'d>,
    /// The entry's segments; empty for an empty entry.
    pub segments: &'t [Segment],
    /// The entry's span in the file.
    pub span: Span,
}

impl<'t, 'd> PathList<'t, 'd> {
    /// Splits `text`, which must have been parsed as a list.
    #[must_use]
    pub fn new(text: &'t Text<'d>) -> Self {
        let mut entries = Vec::new();
        let mut start = text.decoded.offset(0);
        for run in text.segments.split_inclusive(|segment| matches!(segment, Segment::Separator { .. })) {
            let (segments, separator) = match run.split_last() {
                Some((Segment::Separator { span, .. }, segments)) => (segments, Some(*span)),
                _ => (run, None),
            };
            let end = segments.last().map_or(start, |segment| segment.span().end);
            entries.push(PathEntry { text, segments, span: Span::new(start, end) });
            start = separator.map_or(end, |separator| separator.end);
        }
        if matches!(text.segments.last(), None | Some(Segment::Separator { .. })) {
            entries.push(PathEntry { text, segments: &[], span: Span::at(start) });
        }
        Self { text, entries }
    }

    /// The separators in order, with their spans.
    pub fn separators(&self) -> impl Iterator<Item = (char, Span)> {
        self.text.segments.iter().filter_map(|segment| match segment {
            Segment::Separator { separator, span, .. } => Some((*separator, *span)),
            Segment::Literal { .. } | Segment::Reference(_) => None,
        })
    }

    /// The character that separates entries in this list: the one that all of `platforms` use, or the one that the
    /// entries suggest. `None` if neither decides.
    #[must_use]
    pub fn separator(&self, platforms: Platforms) -> Option<char> {
        platforms.list_separator().or_else(|| self.shown_separator())
    }

    /// Returns `true` if the list is only right on some of `platforms`, which use different separators: an entry is
    /// empty, `;` separates entries that are not clearly Windows paths, or `:` separates a path with a drive. With its
    /// references repaired, such a list would still be wrong somewhere.
    #[must_use]
    pub fn is_half_right(&self, platforms: Platforms) -> bool {
        let is_wrong = self.entries.len() > 1 && self.entries.iter().any(PathEntry::is_empty)
            || self.separators().any(|(separator, _)| separator == ';') && !self.shows_windows()
            || self.separates_drive_with_colon();
        platforms.list_separator().is_none() && is_wrong
    }

    /// Returns `true` if `:` separates an entry with a drive letter from another one, which is right on no platform.
    #[must_use]
    pub fn separates_drive_with_colon(&self) -> bool {
        let has_colon = self.separators().any(|(separator, _)| separator == ':');
        has_colon && self.entries.iter().any(PathEntry::begins_with_drive)
    }

    /// Returns `true` if an entry is clearly a Windows path.
    #[must_use]
    pub fn shows_windows(&self) -> bool {
        self.entries.iter().any(|entry| entry.is_on_drive() || entry.as_str().contains('\\'))
    }

    /// The separator that the entries suggest: `;` if there is one or a drive letter, or `:` between entries that
    /// begin with `/`.
    fn shown_separator(&self) -> Option<char> {
        let has = |wanted: char| self.separators().any(|(separator, _)| separator == wanted);
        if has(';') || self.entries.iter().any(PathEntry::begins_with_drive) {
            return (!has(':')).then_some(';');
        }
        let posix = self.entries.iter().filter(|entry| entry.literal_start().starts_with('/')).count();
        (has(':') && posix > 0).then_some(':')
    }
}

impl<'t> PathEntry<'t, '_> {
    /// Returns `true` if the entry is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The literal text at the start; empty if the entry begins with a reference.
    #[must_use]
    pub fn literal_start(&self) -> &str {
        match self.segments.first() {
            Some(segment @ Segment::Literal { .. }) => self.text.of(segment),
            _ => "",
        }
    }

    /// The whole entry, with escapes decoded and references as written.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        let range =
            self.segments.first().zip(self.segments.last()).map(|(first, last)| first.range().0..last.range().1);
        range.and_then(|range| self.text.as_str().get(range)).unwrap_or_default()
    }

    /// The entry for a message; `None` if it is too long, or if the value contains a secret.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        let (start, _) = self.segments.first()?.range();
        self.text.excerpt(start, self.segments.last()?.range().1)
    }

    /// The span in the file of the bytes from `start` to `end` of the entry.
    #[must_use]
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        let first = self.segments.first().map_or(0, |segment| segment.range().0);
        self.text.span(first + start, first + end)
    }

    /// The reference at the start of the entry, if its reader does not expand it.
    #[must_use]
    pub fn literal_reference(&self) -> Option<&Reference> {
        self.segments.first()?.reference().filter(|reference| reference.outcome == Outcome::Literal)
    }

    /// The subset of `platforms` on which the entry is certainly a relative path. An entry that begins with a
    /// reference, `~`, a quotation mark or a bracket (as in a template that is yet to be filled in) may be
    /// anything. MSYS2 and Cygwin programs convert `/…` to Windows paths.
    #[must_use]
    pub fn relative_on(&self, platforms: Platforms) -> Platforms {
        let start = self.literal_start();
        if start.is_empty() || start.starts_with(['~', '"', '\'', '{', '<', '[', '@']) {
            return Platforms::NONE;
        }
        let is_absolute = |platform| match platform {
            Platform::Linux | Platform::Osx => start.starts_with('/'),
            Platform::Windows => start.starts_with(['/', '\\']) || self.begins_with_drive(),
        };
        platforms.iter().filter(|&platform| !is_absolute(platform)).collect()
    }

    /// Returns `true` if the entry begins with a drive letter: `C:`.
    #[must_use]
    pub fn begins_with_drive(&self) -> bool {
        matches!(self.literal_start().as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
    }

    /// Returns `true` if the entry is a path on a Windows drive: it begins with a drive letter, or with a variable of
    /// Windows that contains such a path.
    #[must_use]
    pub fn is_on_drive(&self) -> bool {
        let reference = self.segments.first().and_then(Segment::reference);
        self.begins_with_drive() || reference.and_then(Reference::variable).is_some_and(names_drive_path)
    }

    /// Returns `true` if the entry begins like an absolute or explicitly relative path, or with a reference, which
    /// may expand to one.
    #[must_use]
    pub fn is_plainly_a_path(&self) -> bool {
        let start = self.literal_start();
        let begins_with_reference = self.segments.first().is_some_and(|segment| segment.reference().is_some());
        begins_with_reference
            || self.begins_with_drive()
            || ["/", "~/", "./", "../", "\\\\"].iter().any(|root| start.starts_with(root))
    }
}
