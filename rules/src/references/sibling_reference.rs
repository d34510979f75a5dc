//! A reference to a variable that is set in the same object does not see the new value.
#![doc = include_str!("sibling_reference.md")]

use envlint_core::env::{Form, Outcome, Reference, Segment, Site};
use envlint_core::rule::{Context, Rule};
use envlint_core::vscode::{Platform, Siblings, is_essential, same_variable, system_variable};

declare_rule! {
    SiblingReference {
        name: "sibling-reference",
        severity: Warning,
        since: "0.1.0",
        page: "sibling_reference.md",
    }
}

impl Rule for SiblingReference {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text().filter(|text| text.first.is_none() && !text.dialect.reads_host) else { return };
        for reference in text.references().filter(|reference| !site.is_own(reference)) {
            let Some((name, sibling)) = sibling(site, reference, context) else { continue };
            let message = format!(
                "`{}` in {} is the inherited value, which may be empty, not the {name} that is set in the same object",
                text.quoted(reference),
                site.setting,
            );
            let (document, at) = (context.analysis.id, sibling.value_span());
            context
                .finding_at_site(site, message)
                .related(document, at, format!("{name} is set here"))
                .help("Repeat the value here instead of the reference")
                .report();
        }
    }
}

/// The variable next to `site` that `reference` means, unless it is probably inherited.
fn sibling<'c>(site: &'c Site<'_>, reference: &'c Reference, context: &Context<'c>) -> Option<(&'c str, &'c Site<'c>)> {
    let Form::Environment { name } = &reference.form else { return None };
    let leaks = match site.dialect().siblings {
        Siblings::Unseen => &[][..],
        Siblings::Leak(names) => names,
        Siblings::Seen => return None,
    };
    // `ORIG_X` and `X_BEFORE` keep the old value on purpose.
    let is_saved = site.variable.contains(name.as_str())
        && matches!(&*site.text()?.segments, [Segment::Reference(only)] if only == reference);
    let platforms = context.platforms(site.platforms);
    let is_inherited = system_variable(name).is_some()
        || Platform::ALL.iter().any(|&platform| is_essential(name, platform))
        || leaks.contains(&name.as_str());
    if reference.outcome != Outcome::Expands || is_inherited || is_saved {
        return None;
    }
    let same = |sibling: &&Site<'_>| {
        !platforms.is_empty() && platforms.iter().all(|platform| same_variable(&sibling.variable, name, platform))
    };
    // A value that extends or removes an inherited one shows that there is one.
    let sets = |sibling: &&Site<'_>| {
        sibling.own_reference().is_none() && sibling.text().is_some_and(|text| !text.as_str().is_empty())
    };
    context.analysis.siblings_called(site, name).filter(same).find(sets).map(|sibling| (name.as_str(), sibling))
}
