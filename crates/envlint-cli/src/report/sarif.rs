//! The SARIF 2.1.0 report, for code scanning services and editors.
//!
//! Source: the standard, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; section numbers refer to it.

mod model;
mod rules;
mod uri;

use std::collections::BTreeMap;
use std::io::{self, Write};

use envlint_core::address::WEBSITE;
use envlint_core::document::{Document, DocumentId};
use envlint_core::finding::{Applicability, ReportFinding, ReportFix, ReportRelated};
use envlint_core::meta::Meta;
use envlint_core::text::Span;
use envlint_core::vscode::Platform;
use envlint_project::FileProblem;
use serde::Serialize;
use serde_json::ser::Serializer;

use super::Report;
use super::fingerprint::Fingerprints;
use super::json::Escaping;
use crate::printable::printable;
use model::{
    ArtifactChange, ArtifactLocation, BaseId, Driver, FixObject, FixProperties, Invocation, Location, Log,
    Notification, PhysicalLocation, Region, Replacement, ResultObject, ResultProperties, SarifLevel, SarifMessage,
    SarifRun, SarifTool,
};

/// The key of our fingerprints. Its version must increase if the way they are computed ever changes (§3.5.4.2).
const FINGERPRINT: &str = "envlint/v1";

/// Writes a log with one run.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = rules_of(report);
    let mut fingerprints = Fingerprints::default();
    let results = report.findings().filter_map(|finding| result(report, &rules, &mut fingerprints, &finding)).collect();
    let base = BaseId { description: SarifMessage { text: "The folder that envlint ran in.".to_owned() } };
    let run = SarifRun {
        tool: SarifTool {
            driver: Driver {
                name: "envlint",
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: WEBSITE,
                rules: rules.iter().map(|meta| rules::descriptor(meta)).collect(),
            },
        },
        invocations: [Invocation {
            execution_successful: report.problems.is_empty(),
            tool_execution_notifications: report.problems.iter().map(|problem| notification(report, problem)).collect(),
        }],
        language: "en",
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n", "\r"],
        // The URI is omitted, so that the log does not depend on where the folder is (§3.14.14).
        original_uri_base_ids: BTreeMap::from([(uri::BASE, base)]),
        results,
    };
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    let log = Log { schema, version: "2.1.0", runs: [run] };
    log.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    writeln!(out)
}

/// The rules that occur in the report. A log with the pages of all rules would be forty times as long as one with a few findings.
fn rules_of(report: &Report<'_>) -> Vec<&'static Meta> {
    let mut rules: Vec<&Meta> = Vec::new();
    for finding in report.held.outlines() {
        if !rules.contains(&finding.rule) {
            rules.push(finding.rule);
        }
    }
    rules.sort_by_key(|meta| meta.name);
    rules
}

fn result(
    report: &Report<'_>,
    rules: &[&'static Meta],
    fingerprints: &mut Fingerprints,
    finding: &ReportFinding,
) -> Option<ResultObject> {
    let (id, document) = (finding.document, report.document(finding.document)?);
    let fingerprint = fingerprints.next(finding, document);
    let related = finding.related.iter().zip(1..).filter_map(|(related, id)| related_location(report, related, id));
    Some(ResultObject {
        rule_id: finding.rule.name,
        rule_index: rules.iter().position(|rule| *rule == finding.rule)?,
        level: rules::level(finding.severity),
        message: SarifMessage { text: message(report, finding) },
        locations: [Location { id: None, physical_location: place(report, id, finding.span)?, message: None }],
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
        fixes: finding.fix().into_iter().filter_map(|fix| fix_object(report, id, document, fix)).collect(),
        properties: ResultProperties {
            platforms: finding.platforms.iter().map(Platform::name).collect(),
            variable: finding.variable.as_deref().map(shown),
            place: finding.place.as_deref().map(shown),
        },
    })
}

/// The message: what is wrong, which related places to look at, and what to do. Its first sentence is sufficient when space is
/// limited (§3.11.3).
///
/// The standard requires braces to be doubled (§3.11.5). No viewer undoes that in messages without arguments, so braces are not
/// doubled here.
fn message(report: &Report<'_>, finding: &ReportFinding) -> String {
    let mut sentences = vec![plain(&shown(&finding.message))];
    // GitHub shows a related location only if the message links to it.
    sentences.extend(finding.related.iter().zip(1..).map(|(related, id)| {
        let place = shown(&format!("{}:{}:{}", related.path, related.start.line, related.start.column));
        let place = place.replace('\\', r"\\").replace('[', r"\[").replace(']', r"\]");
        format!("See [{place}]({id}): {}", plain(&shown(&related.message)))
    }));
    sentences.extend(finding.help.as_deref().map(|help| plain(&shown(help))));
    sentences.extend(report.remedy(finding).map(|remedy| plain(&remedy)));
    let ended = sentences.into_iter().map(|text| if text.ends_with(['.', '?']) { text } else { format!("{text}.") });
    ended.collect::<Vec<_>>().join(" ")
}

fn shown(text: &str) -> String {
    printable(text).into_owned()
}

/// Prevents text that is quoted from a file from forming a link (§3.11.6).
fn plain(text: &str) -> String {
    text.replace("](", "] (")
}

fn related_location(report: &Report<'_>, related: &ReportRelated, id: usize) -> Option<Location> {
    let physical_location = place(report, related.document, related.span)?;
    Some(Location {
        id: Some(id),
        physical_location,
        message: Some(SarifMessage { text: plain(&shown(&related.message)) }),
    })
}

/// The fix of a finding. Fixes that are only for display, or that would show a secret, are omitted.
fn fix_object(report: &Report<'_>, id: DocumentId, document: &Document, fix: &ReportFix) -> Option<FixObject> {
    if fix.applicability == Applicability::Display {
        return None;
    }
    let mut edits: Vec<_> = fix.edits.as_ref()?.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let replacements = edits.into_iter().map(|edit| Replacement {
        deleted_region: region(document, edit.span),
        inserted_content: (!edit.replacement.is_empty()).then(|| SarifMessage { text: edit.replacement.clone() }),
    });
    Some(FixObject {
        description: SarifMessage { text: shown(&fix.title) },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(report, id)?,
            replacements: replacements.collect(),
        }],
        properties: FixProperties { applicability: fix.applicability.name() },
    })
}

fn notification(report: &Report<'_>, problem: &FileProblem) -> Notification {
    let artifact_location = uri::location(&problem.path, &report.names.whole(&problem.path));
    Notification {
        level: SarifLevel::Error,
        message: SarifMessage { text: plain(&shown(&format!("{}: {}", problem.path, problem.message))) },
        locations: [Location {
            id: None,
            physical_location: PhysicalLocation { artifact_location, region: None },
            message: None,
        }],
    }
}

fn place(report: &Report<'_>, id: DocumentId, span: Span) -> Option<PhysicalLocation> {
    let document = report.document(id)?;
    Some(PhysicalLocation { artifact_location: artifact(report, id)?, region: Some(region(document, span)) })
}

fn artifact(report: &Report<'_>, id: DocumentId) -> Option<ArtifactLocation> {
    let path = report.document(id)?.path();
    Some(uri::location(&report.names.shown(path), path))
}

/// A region in lines and columns. Offsets are omitted, because viewers disagree about whether they include a byte order mark.
fn region(document: &Document, span: Span) -> Region {
    let (start, end) = document.positions(span);
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}
