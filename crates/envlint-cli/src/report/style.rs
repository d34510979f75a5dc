//! The layout of text for people.

use std::env::var_os;
use std::ops::RangeInclusive;

use crate::args::Color;

/// The layout of human-readable text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// `true` to use ANSI colors.
    pub(crate) color: bool,
    /// The width in columns.
    pub(crate) width: usize,
    /// `true` to draw with ASCII characters only, for a terminal whose locale has no others.
    pub(crate) ascii: bool,
}

impl Style {
    /// The width in columns if the output is not a terminal, as for all other text.
    const WIDTH: usize = 80;
    /// The range of widths that text is laid out in.
    const WIDTHS: RangeInclusive<usize> = 40..=120;

    /// The style for a stream, which may be a terminal.
    pub(crate) fn new(color: Color, is_terminal: bool) -> Self {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !anstyle_query::no_color() && (is_forced() || is_terminal && is_supported()),
        };
        let columns = is_terminal.then(terminal_size::terminal_size).flatten();
        let columns = columns.map(|(columns, _)| usize::from(columns.0)).or_else(configured_width);
        let width = columns.map_or(Self::WIDTH, |columns| columns.clamp(*Self::WIDTHS.start(), *Self::WIDTHS.end()));
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| var_os(name).map(|value| value.to_string_lossy().into()));
        Self { color, width, ascii: cfg!(unix) && is_terminal && !is_utf8(&locale) }
    }

    /// The style for a file.
    pub(crate) fn of_file(color: Color) -> Self {
        Self { color: color == Color::Always, width: Self::WIDTH, ascii: false }
    }

    /// What stands for text that is cut.
    pub(crate) fn ellipsis(self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }
}

/// `text` in lines of `width` columns. Names, paths and keys stay whole, also at a hyphen. Spaces may be left at the ends of lines.
pub(super) fn filled(text: &str, width: usize) -> String {
    let mut filled = text.to_owned();
    textwrap::fill_inplace(&mut filled, width);
    filled
}

/// The number of columns that the environment sets for output that is not a terminal.
fn configured_width() -> Option<usize> {
    var_os("COLUMNS")?.to_str()?.parse().ok().filter(|columns| *columns > 0)
}

/// Returns `true` if the environment asks for colors even if the output is not a terminal.
fn is_forced() -> bool {
    let is_set = var_os("FORCE_COLOR").is_some_and(|value| value != "0" && value != "false");
    is_set || anstyle_query::clicolor_force()
}

fn is_supported() -> bool {
    anstyle_query::clicolor() != Some(false) && anstyle_query::term_supports_color()
}

/// Returns `true` if the first variable of a locale that has a value names UTF-8. macOS sets `LC_CTYPE` to `UTF-8`.
fn is_utf8(locale: &[Option<String>; 3]) -> bool {
    let first = locale.iter().flatten().find(|value| !value.is_empty());
    first.is_some_and(|value| value.to_ascii_lowercase().replace('-', "").contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_not_broken_at_hyphens() {
        let filled = filled("see path-overwrite in my-own/dev-container.json", 20);
        assert_eq!(filled, "see path-overwrite\nin\nmy-own/dev-container.json");
    }

    #[test]
    fn the_first_variable_with_a_value_decides_about_the_locale() {
        let locale = |values: [&str; 3]| is_utf8(&values.map(|value| Some(value.to_owned())));
        assert!(locale(["", "", "en_US.UTF-8"]) && locale(["C.utf8", "C", "C"]) && locale(["", "UTF-8", ""]));
        assert!(!locale(["C", "en_US.UTF-8", "en_US.UTF-8"]) && !locale(["", "", "de_DE.ISO-8859-1"]));
        assert!(!is_utf8(&[None, None, None]));
    }
}
