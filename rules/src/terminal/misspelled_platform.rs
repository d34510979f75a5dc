//! A terminal setting has an unknown platform name, such as `env.mac`, or no platform at all.
#![doc = include_str!("misspelled_platform.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::{Intended, PlatformTypo, platform_typos};
use envlint_core::vscode::Platforms;

declare_rule! {
    MisspelledPlatform {
        name: "misspelled-platform",
        severity: Error,
        fix: Safe,
        since: "0.1.0",
        page: "misspelled_platform.md",
    }
}

impl Rule for MisspelledPlatform {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for typo in platform_typos(&analysis.settings) {
            report(&typo, context);
        }
    }
}

fn report(typo: &PlatformTypo<'_>, context: &mut Context<'_>) {
    let written = &typo.written;
    let (right, platform, fix) = match &typo.intended {
        Intended::SomePlatform => (format!("`{written}.linux`, `.osx` and `.windows`"), None, None),
        Intended::Known { path, platform, name, is_free } => {
            let rename = || Fix::rename(format!("Rename it to `{name}`"), Applicability::Safe, typo.origin, name);
            (format!("`{path}`"), *platform, is_free.then(rename).flatten())
        }
    };
    let platforms = context.platforms(platform.map_or(Platforms::ALL, Platforms::only));
    if platforms.is_empty() {
        return;
    }
    let message = format!("`{written}` has no effect: VS Code reads {right}");
    let help = "Use the key of the platform that is meant";
    context.finding(typo.origin.key(), message).platforms(platforms).place(written).fix(fix).or_help(help).report();
}
