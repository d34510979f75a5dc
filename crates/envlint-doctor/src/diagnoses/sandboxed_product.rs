//! VS Code runs in a sandbox that does not contain the programs of the host.

use super::ledger::{labels, matters};
use super::{Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::{Case, Weight};

const MESSAGE: &str = "VS Code runs in flatpak. Its processes see the programs and variables of the sandbox, not those \
    of this computer.";

const REMEDY: &str = "Install VS Code as a package of your distribution or from code.visualstudio.com. To keep the \
    flatpak, run the program as `flatpak-spawn --host PROGRAM`, or install the SDK extension for it and set \
    FLATPAK_ENABLE_SDK_EXT.";

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let Some(evidence) = sandbox(case) else { return };
    let missing: Vec<_> = case.questions.iter().filter(|question| !ledger.missing(question).is_empty()).collect();
    let is_requested = missing.iter().any(|question| question.name.weight == Weight::Requested);
    let severity = if is_requested { Severity::Error } else { Severity::Warning };
    let mut diagnosis = Diagnosis::new(Id::SandboxedProduct, severity, MESSAGE, REMEDY);
    diagnosis.program = missing.first().map(|question| question.name.text.clone());
    diagnosis.processes = missing.first().map(|question| labels(case, &ledger.missing(question))).unwrap_or_default();
    diagnosis.evidence = evidence;
    diagnosis.explains = missing.iter().any(|question| matters(question));
    for question in case.questions.iter() {
        ledger.claim(question);
    }
    ledger.push(diagnosis);
}

/// The evidence that the running product, or the only one, is a flatpak.
fn sandbox(case: &Case<'_>) -> Option<Vec<Evidence>> {
    let machine = case.machine;
    let resolver = case.resolver();
    let mut evidence = Vec::new();
    let program = resolver.and_then(|process| process.command.first());
    let env = resolver.and_then(|process| process.env.is());
    let in_sandbox = env.is_some_and(|env| env.get(machine.os, "FLATPAK_ID").is_some());
    let in_app = program.is_some_and(|program| program.starts_with("/app/"))
        || env.is_some_and(|env| machine.os.list_has(env.path(machine.os), "/app/bin"));
    let running = resolver.and_then(|process| process.product.as_deref());
    // The same product can also be installed as a package. Then the running one is meant.
    let is_packaged = machine
        .products
        .iter()
        .flatten()
        .any(|product| product.sandbox.is_none() && running.is_some_and(|running| running == product.name));
    if is_packaged && env.is_some() && !in_app && !in_sandbox {
        return None;
    }
    for product in machine.products.iter().flatten() {
        let is_meant = running.is_none_or(|name| name == product.name);
        if product.sandbox.as_deref() == Some("flatpak") && is_meant {
            evidence.push(Evidence::fact(format!("{} is installed as a flatpak", product.name)));
        }
    }
    if in_app {
        evidence.push(Evidence::fact("it runs in /app, the folder of the sandbox"));
    }
    if in_sandbox {
        evidence.push(Evidence::fact("its environment has FLATPAK_ID"));
    }
    if machine.files.get("/.flatpak-info").is_some_and(Option::is_some) {
        evidence.push(Evidence::fact("/.flatpak-info exists"));
    }
    (!evidence.is_empty()).then_some(evidence)
}
