use super::file_analysis::FileAnalysis;
use super::site::Site;
use crate::text::Span;

/// The variable under an offset of a file, for example under the cursor of an editor.
#[derive(Clone, Copy, Debug)]
pub struct TraceTarget<'r, 'd> {
    /// The site that contains the offset.
    pub site: &'r Site<'d>,
    /// The variable: that of the site, or the one that a reference in its value names.
    pub variable: &'r str,
    /// The part of the site that contains the offset.
    pub part: SitePart,
    /// The span of that part.
    pub span: Span,
}

/// The parts of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePart {
    /// The name of the variable.
    Name,
    /// The value, outside of references.
    Value,
    /// A reference in the value, such as `${env:PATH}`.
    Reference,
}

impl<'d> FileAnalysis<'d> {
    /// The variable at `offset`, a byte offset of the file; `None` if there is none. The offset after the last byte
    /// of a name or value still belongs to it, since a cursor is between two characters.
    ///
    /// ```
    /// use envlint_core::document::{Document, SourceFile};
    /// use envlint_core::env::SitePart;
    /// use envlint_core::linter::read;
    ///
    /// let text = r#"{ "go.toolsEnvVars": { "PATH": "/opt/bin:${env:HOME}/bin" } }"#;
    /// let documents = [Document::parse(SourceFile::new(".vscode/settings.json", text)?)];
    /// let analyses = read(&documents);
    ///
    /// let at = |part: &str| analyses[0].trace_at(text.find(part).unwrap() as u32);
    /// assert_eq!(at("PATH").map(|target| (target.variable, target.part)), Some(("PATH", SitePart::Name)));
    /// assert_eq!(at("opt").map(|target| (target.variable, target.part)), Some(("PATH", SitePart::Value)));
    /// assert_eq!(at("HOME").map(|target| (target.variable, target.part)), Some(("HOME", SitePart::Reference)));
    /// assert!(at("go.").is_none());
    /// # Ok::<(), envlint_core::document::UnknownFile>(())
    /// ```
    #[must_use]
    pub fn trace_at(&self, offset: u32) -> Option<TraceTarget<'_, 'd>> {
        let has = |span: Span| span.start <= offset && offset <= span.end;
        let site = self.sites.iter().find(|site| has(site.key_span()) || has(site.value_span()))?;
        if !has(site.value_span()) {
            let (variable, span) = (&*site.variable, site.key_span());
            return Some(TraceTarget { site, variable, part: SitePart::Name, span });
        }
        let references = site.text().into_iter().flat_map(|text| text.references());
        let named = references.filter_map(|reference| Some((reference.variable()?, reference.span)));
        Some(match named.into_iter().find(|(_, span)| has(*span)) {
            Some((variable, span)) => TraceTarget { site, variable, part: SitePart::Reference, span },
            None => TraceTarget { site, variable: &site.variable, part: SitePart::Value, span: site.value_span() },
        })
    }
}
