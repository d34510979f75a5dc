use super::segment::{Outcome, Reference, Segment, Text};
use crate::text::Span;
use crate::vscode::{Platform, Platforms};

/// The value of a list variable as a list of entries.
#[derive(Clone, Debug)]
pub struct PathList<'t, 'd> {
    /// The value.
    pub text: &'t Text<'d>,
    /// The entries in order; there is one more of them than separators.
    pub entries: Vec<Entry<'t, 'd>>,
}

/// One entry of a list: what stands between two separators.
#[derive(Clone, Debug)]
pub struct Entry<'t, 'd> {
    text: &'t Text<'d>,
    /// Its parts; none for an empty entry.
    pub segments: &'t [Segment],
    /// Where it stands in the file.
    pub span: Span,
}

impl<'t, 'd> PathList<'t, 'd> {
    /// The entries of `text`, which was parsed as a list.
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
            entries.push(Entry { text, segments, span: Span::new(start, end) });
            start = separator.map_or(end, |separator| separator.end);
        }
        if matches!(text.segments.last(), None | Some(Segment::Separator { .. })) {
            entries.push(Entry { text, segments: &[], span: Span::at(start) });
        }
        Self { text, entries }
    }

    /// The separators in order, with where they stand.
    pub fn separators(&self) -> impl Iterator<Item = (char, Span)> {
        self.text.segments.iter().filter_map(|segment| match segment {
            Segment::Separator { separator, span, .. } => Some((*separator, *span)),
            Segment::Literal { .. } | Segment::Reference(_) => None,
        })
    }

    /// What parts entries here: what all of `platforms` use, or what the author's own entries show. `None` if that is open.
    #[must_use]
    pub fn separator(&self, platforms: Platforms) -> Option<char> {
        platforms.list_separator().or_else(|| self.shown_separator())
    }

    /// The separator that the entries themselves show: `;` or a drive letter, or `:` between entries that begin with `/`.
    fn shown_separator(&self) -> Option<char> {
        let has = |wanted: char| self.separators().any(|(separator, _)| separator == wanted);
        if has(';') || self.entries.iter().any(Entry::begins_with_drive) {
            return (!has(':')).then_some(';');
        }
        let posix = self.entries.iter().filter(|entry| entry.literal_start().starts_with('/')).count();
        (has(':') && posix > 0).then_some(':')
    }
}

impl Entry<'_, '_> {
    /// Whether nothing stands between the separators.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// The literal text that it begins with; empty if it begins with a reference.
    #[must_use]
    pub fn literal_start(&self) -> &str {
        match self.segments.first() {
            Some(segment @ Segment::Literal { .. }) => self.text.of(segment),
            _ => "",
        }
    }

    /// All of it, as written but for escapes.
    #[must_use]
    pub fn as_str(&self) -> String {
        self.segments.iter().map(|segment| self.text.of(segment)).collect()
    }

    /// The same for a message; `None` if it is too long for one, or if the value holds a secret.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        let (start, _) = self.segments.first()?.range();
        self.text.excerpt(start, self.segments.last()?.range().1)
    }

    /// The reference that it begins with, if its reader leaves it as it is written.
    #[must_use]
    pub fn literal_reference(&self) -> Option<&Reference> {
        self.segments.first()?.reference().filter(|reference| reference.outcome == Outcome::Literal)
    }

    /// Those of `platforms` on which it is plainly a relative path. One that begins with a reference, `~`, a quotation mark or a
    /// bracket, as in a template that is yet to be filled in, may be anything; programs of MSYS2 and Cygwin make Windows paths
    /// of `/…`.
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

    /// Whether it begins with `C:`.
    #[must_use]
    pub fn begins_with_drive(&self) -> bool {
        matches!(self.literal_start().as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
    }

    /// Whether it begins as an absolute path does, or with a reference, which may stand for one.
    #[must_use]
    pub fn is_plainly_a_path(&self) -> bool {
        let start = self.literal_start();
        let begins_with_reference = self.segments.first().is_some_and(|segment| segment.reference().is_some());
        begins_with_reference
            || self.begins_with_drive()
            || ["/", "~/", "./", "../", "\\\\"].iter().any(|root| start.starts_with(root))
    }
}
