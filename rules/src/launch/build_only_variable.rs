//! A variable for programs is only set for the cargo commands of rust-analyzer.
#![doc = include_str!("build_only_variable.md")]

use envlint_core::env::Site;
use envlint_core::rule::{Context, Rule};

declare_rule! {
    BuildOnlyVariable {
        name: "build-only-variable",
        severity: Info,
        since: "0.1.0",
        page: "build_only_variable.md",
    }
}

/// Variables that programs read when they run. Cargo and rustc do not need them.
const OF_PROGRAMS: &[&str] = &[
    "DYLD_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
    "RUST_BACKTRACE",
    "RUST_LIB_BACKTRACE",
    "RUST_LOG",
    "RUST_LOG_STYLE",
    "RUST_TEST_NOCAPTURE",
    "RUST_TEST_THREADS",
];

const RUNNABLES: &[&str] = &["rust-analyzer", "runnables", "extraEnv"];

impl Rule for BuildOnlyVariable {
    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let is_of_cargo = &*site.key == "rust-analyzer.cargo.extraEnv";
        let analysis = context.analysis;
        let is_told = || analysis.settings.get(RUNNABLES).is_some() || analysis.document.is_uncertain();
        if is_of_cargo && OF_PROGRAMS.contains(&&*site.variable) && !is_told() {
            let message = format!(
                "{} in {} reaches the cargo commands of rust-analyzer, but not the programs that it runs or debugs",
                site.variable, site.setting
            );
            let help = "Set it in `rust-analyzer.runnables.extraEnv`";
            context.finding_at_site(site, message).help(help).report();
        }
    }
}
