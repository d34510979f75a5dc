//! VS Code runs in a sandbox that does not contain the programs of the host.

use super::ledger::{labels, matters};
use super::{Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::{Case, Weight};

const REMEDY: &str = "Install VS Code as a package of your distribution or from code.visualstudio.com. To keep the flatpak, run \
    the program as `flatpak-spawn --host PROGRAM`, or install the SDK extension for it and set FLATPAK_ENABLE_SDK_EXT.";

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let Some(evidence) = sandbox(case) else { return };
    let missing: Vec<_> = case.questions.iter().filter(|question| !ledger.missing(question).is_empty()).collect();
    let asked = missing.iter().any(|question| question.name.weight == Weight::Asked);
    let severity = if asked { DiagnosisSeverity::Error } else { DiagnosisSeverity::Warning };
    let message = "VS Code runs in flatpak. Its processes see the programs and variables of the sandbox, not those of this computer.";
    let mut diagnosis = Diagnosis::new(Id::SandboxedProduct, severity, message, REMEDY);
    diagnosis.program = missing.first().map(|question| question.name.text.clone());
    diagnosis.processes = missing.first().map(|question| labels(case, &ledger.missing(question))).unwrap_or_default();
    diagnosis.evidence = evidence;
    diagnosis.explains = missing.iter().any(|question| matters(question));
    case.questions.iter().for_each(|question| ledger.claim(question));
    ledger.push(diagnosis);
}

/// The evidence that the running product, or the only one, is a flatpak.
fn sandbox(case: &Case<'_>) -> Option<Vec<Evidence>> {
    let machine = case.machine;
    let resolver = case.resolver();
    let mut evidence = Vec::new();
    let running = resolver.and_then(|process| process.product.as_deref());
    for product in machine.products.iter().flatten() {
        let is_meant = running.is_none_or(|name| name == product.name);
        if product.sandbox.as_deref() == Some("flatpak") && is_meant {
            evidence.push(Evidence::fact(format!("{} is installed as a flatpak", product.name)));
        }
    }
    let program = resolver.and_then(|process| process.command.first());
    if let Some(program) = program.filter(|program| program.starts_with("/app/")) {
        evidence.push(Evidence::fact(format!("it runs as {program}")));
    }
    let env = resolver.and_then(|process| process.env.is());
    if env.is_some_and(|env| env.get(machine.os, "FLATPAK_ID").is_some()) {
        evidence.push(Evidence::fact("its environment has FLATPAK_ID"));
    }
    if machine.files.get("/.flatpak-info").is_some_and(Option::is_some) {
        evidence.push(Evidence::fact("/.flatpak-info exists"));
    }
    (!evidence.is_empty()).then_some(evidence)
}
