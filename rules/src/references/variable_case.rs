//! On Linux and macOS, letter case matters: `${env:Path}` and a key `Path` do not refer to PATH.
#![doc = include_str!("variable_case.md")]

use std::collections::HashMap;

use envlint_core::env::{FileAnalysis, Outcome, Reference, Site, Text};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::model::Spellings;
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::vscode::{KeyPart, Merge, Platform, Platforms, Section, well_known_spelling};

declare_rule! {
    VariableCase {
        name: "variable-case",
        severity: Error,
        also: [Warning, Info],
        fix: Safe,
        since: "0.1.0",
        page: "variable_case.md",
    }
}

impl Rule for VariableCase {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        check_twins(analysis, context);
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let platforms = context.platforms(site.platforms);
        let Some(text) = site.text().filter(|_| platforms.iter().any(Platform::case_sensitive)) else { return };
        if site.variable.eq_ignore_ascii_case("PATH") && site.variable != "PATH" {
            check_key(site, text, platforms, context);
        }
        for reference in text.references().filter(|reference| reference.outcome == Outcome::Expands) {
            check_reference(site, text, reference, context);
        }
    }
}

/// Reports variables of one object whose names differ only in letter case, which Windows ignores, each with the next one. The sites
/// are grouped by name first, so that a file costs time in proportion to its variables.
fn check_twins(analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    let mut groups: HashMap<_, Vec<&Site<'_>>> = HashMap::new();
    for site in &analysis.sites {
        if context.platforms(platforms_of(site)).has(Platform::Windows) {
            let object = (std::ptr::from_ref(site.place), site.owner.map(|owner| owner.start), &*site.key);
            groups.entry((object, site.variable.to_ascii_lowercase())).or_default().push(site);
        }
    }
    for sites in groups.values_mut() {
        sites.sort_by_key(|site| site.key_span());
        for pair in sites.windows(2) {
            if let [site, twin] = pair
                && site.variable != twin.variable
                && !has_same_text(site, twin)
                && (is_of_windows(site, context) || !reaches_both(site, twin) || loses_list_of_windows(site, twin))
            {
                report_twins(site, twin, context);
            }
        }
    }
}

/// Returns `true` if one of the two is a list for Windows, and certainly does not take effect there.
fn loses_list_of_windows(site: &Site<'_>, twin: &Site<'_>) -> bool {
    let loser = if site.variable < twin.variable { twin } else { site };
    match Spellings::of_consumers(site.place).as_slice() {
        [(Spellings::Refused, _)] => shows_windows(site) || shows_windows(twin),
        [(Spellings::First, _)] => shows_windows(loser),
        // In a terminal, the last one takes effect.
        [(Spellings::First, _), ..] => site.place.section == Section::Settings && shows_windows(loser),
        _ => false,
    }
}

/// Returns `true` if the two may be meant for different platforms: in a value for every platform, two spellings are the way to reach both
/// PATH and Path, unless both are lists for Windows.
fn reaches_both(site: &Site<'_>, twin: &Site<'_>) -> bool {
    site.variable.eq_ignore_ascii_case("PATH") && !(shows_windows(site) && shows_windows(twin))
}

fn shows_windows(site: &Site<'_>) -> bool {
    site.list().is_some_and(|list| list.shows_windows())
}

fn is_of_windows(site: &Site<'_>, context: &Context<'_>) -> bool {
    context.platforms(platforms_of(site)) == Platforms::only(Platform::Windows)
}

/// Returns `true` if nothing is lost with one of the two: `HTTP_PROXY` and `http_proxy` are often both set.
fn has_same_text(site: &Site<'_>, twin: &Site<'_>) -> bool {
    site.text().zip(twin.text()).is_some_and(|(text, other)| text.as_str() == other.as_str())
}

/// The platforms of a site. Microsoft's C++ debugger for Windows exists only there.
fn platforms_of(site: &Site<'_>) -> Platforms {
    let is_windows = |part: &KeyPart| matches!(part, KeyPart::Each(each) if each.types == ["cppvsdbg"]);
    if site.place.key.iter().any(is_windows) { Platforms::only(Platform::Windows) } else { site.platforms }
}

fn report_twins(site: &Site<'_>, twin: &Site<'_>, context: &mut Context<'_>) {
    let (variable, name, setting) = (&site.variable, &twin.variable, &site.setting);
    let outcome = outcome_on_windows(site, twin);
    let message = format!("{variable} and {name} in {setting} are one variable on Windows{outcome}");
    let document = context.analysis.id;
    let is_for_windows = is_of_windows(site, context) || (shows_windows(site) && shows_windows(twin));
    // Other files may never be used on Windows.
    let severity = if is_for_windows { Severity::Warning } else { Severity::Info };
    let finding = context.finding_at_site(site, message).span(site.key_span()).severity(severity);
    finding.related(document, twin.key_span(), "the same variable").help("Join them into one variable").report();
}

/// What becomes of two spellings of a name, of which `twin` comes later, as the end of a sentence.
fn outcome_on_windows(site: &Site<'_>, twin: &Site<'_>) -> String {
    let groups = Spellings::of_consumers(site.place);
    let first = if site.variable < twin.variable { &site.variable } else { &twin.variable };
    let taken = |spellings: Spellings| match spellings {
        Spellings::First => Some(first),
        Spellings::Last => Some(&twin.variable),
        Spellings::Refused | Spellings::Unknown => None,
    };
    let Some(((spellings, consumers), rest)) = groups.split_first() else { return LOST.to_owned() };
    match (taken(*spellings), consumers.first()) {
        (Some(name), _) if rest.iter().all(|(other, _)| taken(*other) == Some(name)) => {
            format!(": only {name} takes effect")
        }
        (Some(name), Some(consumer)) => format!(": only {name} takes effect for {}", consumer.title),
        _ if *spellings == Spellings::Refused => ": debugging does not start there".to_owned(),
        _ => LOST.to_owned(),
    }
}

const LOST: &str = ", so one of the two values is lost";

fn check_reference(site: &Site<'_>, text: &Text<'_>, reference: &Reference, context: &mut Context<'_>) {
    let platforms = text.looked_up_on(reference, context.platforms(site.platforms));
    let Some((name, known)) = reference.variable().and_then(|name| Some((name, well_known_spelling(name)?))) else {
        return;
    };
    let Some((where_, severity)) = matters(platforms, text) else { return };
    // A key in another letter case is a different variable there.
    let loss = if site.is_own(reference) && site.replaces_inherited() && site.variable == known {
        format!(", so the inherited {known} is lost")
    } else {
        String::new()
    };
    let message = format!(
        "`{}` in {} is empty on {where_}, where the variable is named {known}{loss}",
        text.quoted(reference),
        site.setting,
    );
    let (start, end) = reference.range;
    let written = text.as_str().get(start..end).unwrap_or_default();
    let fix = written.find(name).map(|at| {
        let span = text.span(start + at, start + at + name.len());
        Fix::value(format!("Write {known}"), Applicability::Safe, site.value_span(), vec![Edit::replace(span, known)])
    });
    let help = format!("Write {known}, or set the variable for each platform");
    context.finding_at_site(site, message).severity(severity).fix(fix).or_help(help).report();
}

/// Checks a key that is PATH except for its letter case.
fn check_key(site: &Site<'_>, text: &Text<'_>, platforms: Platforms, context: &mut Context<'_>) {
    let own: Vec<&Reference> = text.references().filter(|reference| site.is_own(reference)).collect();
    // Any spelling other than that of Windows may be a separate variable.
    let is_intended = site.variable == "Path" || !own.is_empty();
    let shows_path =
        platforms.list_separator().is_some() || text.as_str().contains(":/") || text.as_str().starts_with('/');
    let Some((where_, severity)) = matters(platforms, text) else { return };
    // VS Code joins the PATH of a server with the inherited variable of the same spelling.
    let is_separate = site.replaces_inherited() || matches!(site.dialect().merge, Merge::Joins(_));
    if !is_intended || !shows_path || !is_separate {
        return;
    }
    let name = &site.variable;
    let message = format!("{name} in {} is not PATH on {where_}, and no program reads it there", site.setting);
    let is_right = |reference: &&Reference| {
        let is_here = !text.looked_up_on(reference, platforms).is_empty();
        is_here && reference.outcome == Outcome::Expands && reference.variable() == Some("PATH")
    };
    let applicability = match (severity, own.as_slice()) {
        // On Windows it works today, and that may be meant.
        (Severity::Error, [_, ..]) => Applicability::Safe,
        _ => Applicability::Unsafe,
    };
    let origin = site.origin().filter(|origin| origin.member().name() == **name);
    let fix = origin
        .filter(|_| own.iter().all(is_right))
        .and_then(|origin| Fix::rename("Rename it to PATH", applicability, origin, "PATH"));
    let finding = context.finding_at_site(site, message).span(site.key_span()).severity(severity).fix(fix);
    finding.help("Name it PATH, and refer to the inherited one with the same letter case").report();
}

/// The platforms, as text, on which letter case matters, and the severity. `None` if it matters on none of
/// `platforms`, or if a value for every platform contains Windows paths.
fn matters(platforms: Platforms, text: &Text<'_>) -> Option<(String, Severity)> {
    let sensitive: Vec<&str> =
        platforms.iter().filter(|platform| platform.case_sensitive()).map(Platform::title).collect();
    let everywhere = sensitive.len() == platforms.iter().count();
    let shows_windows = text.as_str().contains(['\\', ';']);
    let severity = if everywhere { Severity::Error } else { Severity::Warning };
    (!sensitive.is_empty() && (everywhere || !shows_windows)).then(|| (sensitive.join(" and "), severity))
}
