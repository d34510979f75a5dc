//! Two processes find two different programs under the same name, and no other diagnosis explains it.

use super::ledger::{labels, matters};
use super::{Diagnosis, DiagnosisSeverity, Evidence, Id, Ledger};
use crate::case::{Case, GapKind};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    for question in &case.questions {
        let differing = ledger.open(question).into_iter().find_map(|gap| match &gap.kind {
            GapKind::Differs { here, there, other } => Some((gap, here, there, *other)),
            GapKind::Missing => None,
        });
        let Some((gap, here, there, other)) = differing else { continue };
        let name = &question.name.text;
        let title =
            |index: usize| case.views.get(index).map(|view| crate::report::title(&view.label)).unwrap_or_default();
        let message =
            format!("{name} is {} in {}, but {} in {}.", here.path, title(gap.view), there.path, title(other));
        let remedy = format!(
            "Compare PATH in both (`envlint which {name} --all`), and put the folder of the right program first."
        );
        let mut diagnosis = Diagnosis::new(Id::ProgramDiffers, DiagnosisSeverity::Warning, message, remedy);
        diagnosis.program = Some(name.clone());
        diagnosis.processes = labels(case, &[gap]);
        diagnosis.explains = matters(question);
        diagnosis.evidence = vec![Evidence::fact(format!("{} and {}", here.real, there.real))];
        ledger.claim(question);
        ledger.push(diagnosis);
    }
}
