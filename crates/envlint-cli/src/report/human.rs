//! The human-readable report: findings with their source lines, drawn by miette.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write};

use envlint_core::finding::{ReportFinding, Severity};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};

use super::style::filled;
use super::{Report, Style};
use crate::printable::printable;

mod excerpt;

use excerpt::Excerpt;

/// Writes each finding with its source lines.
pub(super) fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let handlers = Handlers::new(style);
    let mut wraps = LineWraps::new(style.width);
    // The memory is used again for each finding.
    let (mut drawn, mut text) = (String::new(), String::new());
    for finding in report.findings() {
        let Some(shown) = ShownFinding::new(report, &finding, style, &mut wraps) else { continue };
        drawn.clear();
        text.clear();
        handlers.of(finding.severity).render_report(&mut drawn, &shown).map_err(io::Error::other)?;
        for line in drawn.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// What draws the findings of each severity.
struct Handlers {
    error: GraphicalReportHandler,
    warning: GraphicalReportHandler,
    info: GraphicalReportHandler,
}

impl Handlers {
    fn new(style: Style) -> Self {
        let handler = |severity| handler(style, severity);
        Self { error: handler(Severity::Error), warning: handler(Severity::Warning), info: handler(Severity::Info) }
    }

    fn of(&self, severity: Severity) -> &GraphicalReportHandler {
        match severity {
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Info => &self.info,
        }
    }
}

fn handler(style: Style, severity: Severity) -> GraphicalReportHandler {
    let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    // The underline of the finding has the color of the severity; those of related places have another color.
    let own = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Info => styles.advice,
    };
    styles.highlights = vec![own, styles.linum];
    let characters = if style.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
    let theme = GraphicalTheme { characters, styles };
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_links(false)
        .with_urls(false)
        .with_context_lines(1)
        .with_wrap_lines(false)
}

/// A finding in the form that miette expects. All of its text is safe for a terminal.
#[derive(Debug)]
struct ShownFinding<'f> {
    code: String,
    message: String,
    severity: Severity,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt<'f>,
}

impl<'f> ShownFinding<'f> {
    fn new(report: &Report<'_>, finding: &'f ReportFinding, style: Style, wraps: &mut LineWraps) -> Option<Self> {
        let document = report.document(finding.document)?;
        let hidden = report.hidden_in_excerpt(finding.document);
        let mut excerpt = Excerpt::new(document, &finding.path, finding.span, hidden, style);
        let mut near = Vec::new();
        let mut help = Vec::new();
        for related in &finding.related {
            let message = printable(&related.message).into_owned();
            if related.document == finding.document && excerpt.extend_to(document, related.span, hidden) {
                near.push((message, related.span));
            } else {
                help.push(report.see(related));
            }
        }
        // The places are those in the final excerpt.
        let mut labels = vec![LabeledSpan::new_primary_with_span(None, excerpt.place(finding.span))];
        labels.extend(
            near.into_iter().map(|(message, span)| LabeledSpan::new_with_span(Some(message), excerpt.place(span))),
        );
        help.extend(finding.help.as_ref().map(|help| printable(help).into_owned()));
        help.extend(report.remedy(finding));
        Some(Self {
            code: format!("{}[{}]", finding.severity, finding.rule.name),
            message: wraps.message.text(printable(&finding.message)).into_owned(),
            severity: finding.severity,
            help: (!help.is_empty()).then(|| wraps.help.text(help.join("\n").into()).into_owned()),
            labels,
            excerpt,
        })
    }
}

/// The wrapping of messages and of help texts.
struct LineWraps {
    message: LineWrap,
    help: LineWrap,
}

impl LineWraps {
    /// For a terminal of `width` columns.
    fn new(width: usize) -> Self {
        // What miette draws before the lines, as wide as it is on a terminal.
        Self { message: LineWrap::new(width, "  x "), help: LineWrap::new(width, "  help: ") }
    }
}

/// Wraps the lines of texts. Only lines that are too long are looked at: finding the places where a line may be broken takes long, and
/// miette would look at every line.
struct LineWrap {
    /// The room for a line, in columns.
    room: usize,
    /// The last lines that were wrapped: many files of a repository have the same problems.
    wrapped: HashMap<String, String>,
}

impl LineWrap {
    /// The maximum number of wrapped lines to keep.
    const KEPT: usize = 128;

    /// For lines that are drawn after `before` on a terminal of `width` columns.
    fn new(width: usize, before: &str) -> Self {
        // miette leaves two columns at the end of each line.
        Self { room: width.saturating_sub(before.len() + 2), wrapped: HashMap::new() }
    }

    /// `text` with its lines wrapped.
    fn text<'t>(&mut self, text: Cow<'t, str>) -> Cow<'t, str> {
        // A character takes at most as many columns as it has bytes.
        if text.len() <= self.room {
            return text;
        }
        let mut lines = String::with_capacity(text.len());
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                lines.push('\n');
            }
            lines.push_str(if line.len() <= self.room { line } else { self.line(line) });
        }
        lines.into()
    }

    fn line<'l>(&'l mut self, line: &'l str) -> &'l str {
        if !self.wrapped.contains_key(line) {
            if self.wrapped.len() >= Self::KEPT {
                self.wrapped.clear();
            }
            self.wrapped.insert(line.to_owned(), filled(line, self.room));
        }
        self.wrapped.get(line).map_or(line, String::as_str)
    }
}

impl fmt::Display for ShownFinding<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ShownFinding<'_> {}

impl Diagnostic for ShownFinding<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
