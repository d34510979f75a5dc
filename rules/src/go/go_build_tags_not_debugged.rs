//! A launch configuration builds without the tags in `go.buildTags`.
#![doc = include_str!("go_build_tags_not_debugged.md")]

use envlint_core::env::{Site, Window};
use envlint_core::rule::{Context, Rule};
use envlint_core::views::launches;

declare_rule! {
    GoBuildTagsNotDebugged {
        name: "go-build-tags-not-debugged",
        severity: Info,
        needs: [windows],
        since: "0.1.0",
        page: "go_build_tags_not_debugged.md",
    }
}

const TAGS: &[&str] = &["go", "buildTags"];

impl Rule for GoBuildTagsNotDebugged {
    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        let resolved = window.resolve(TAGS);
        let Some(tags) = resolved.string().filter(|tags| !tags.is_empty()) else { return };
        // A variable may carry the tags, too.
        let sets_flags = |site: &Site<'_>| site.variable == "GOFLAGS";
        if window.files().any(|file| file.sites.iter().any(sets_flags)) {
            return;
        }
        for analysis in window.files() {
            for launch in launches(analysis) {
                if !launch.builds_and_starts_here() || launch.has("buildFlags") || launch.has("envFile") {
                    continue;
                }
                let message = format!(
                    "The tags in `go.buildTags` do not reach {}: the Go debugger only reads its `buildFlags`",
                    launch.title()
                );
                let name = launch.fields("name").first().map(|field| field.member.value.span());
                context
                    .finding_in(analysis.id, name.unwrap_or_else(|| launch.span()), message)
                    .help(format!("Add `\"buildFlags\": \"-tags={tags}\"` to it if the program needs them"))
                    .report();
            }
        }
    }
}
