//! A setting in a workspace file has no effect, because it is outside `settings`.
#![doc = include_str!("workspace_shape.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::jsonc::{Member, Value};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::nearest;
use envlint_core::vscode::{FileKind, carries_environment, registered_setting};

declare_rule! {
    WorkspaceShape {
        name: "workspace-shape",
        severity: Warning,
        since: "0.1.0",
        page: "workspace_shape.md",
    }
}

impl Rule for WorkspaceShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let document = analysis.document;
        let Some(root) = document.root().filter(|_| document.kind() == FileKind::Workspace) else { return };
        for member in root.members().filter(|member| is_setting(&member.name())) {
            let name = member.name();
            let message = format!(
                "`{name}` at the top level of a workspace file has no effect: VS Code only reads settings in `settings`"
            );
            context.finding(member.key.span(), message).place(&name).help("Move it into `settings`").report();
        }
        for member in OF_OTHER_FILES.iter().filter_map(|name| root.member(name)) {
            let name = member.name();
            let message = format!("`{name}` has no effect: VS Code does not read it in a workspace file");
            let help = "Set variables for terminals in `settings`, as in `terminal.integrated.env.linux`";
            context.finding(member.key.span(), message).place(&name).help(help).report();
        }
        for (member, intended) in root.members().filter_map(|member| Some((member, intended(root, member)?))) {
            let name = member.name();
            let message = format!("VS Code does not read `{name}` in a workspace file; did you mean `{intended}`?");
            let help = format!("Rename it to `{intended}`");
            context.finding(member.key.span(), message).place(&name).help(help).report();
        }
        for folder in root.get("folders").into_iter().flat_map(Value::elements) {
            for member in folder.members().filter(|member| is_settings_of_folder(*member)) {
                let name = member.name();
                let message = format!(
                    "`{name}` in an entry of `folders` has no effect: VS Code only reads `path`, `uri` and `name` there"
                );
                let help = match &*name {
                    section @ ("extensions" | "launch" | "tasks") => {
                        format!("Move it into `.vscode/{section}.json` of the folder, or to the top level of this file")
                    }
                    _ => {
                        "Move it into `.vscode/settings.json` of the folder, or into `settings` of this file".to_owned()
                    }
                };
                context.finding(member.key.span(), message).place(&name).help(help).report();
            }
        }
    }
}

/// Members that set variables in other files.
const OF_OTHER_FILES: [&str; 3] = ["env", "envFile", "environment"];

/// The members of a workspace file that are objects.
const SECTIONS: [&str; 4] = ["extensions", "launch", "settings", "tasks"];

/// The member of a workspace file that `member`, an object, was meant to be, if the file lacks it.
fn intended(root: Value<'_>, member: Member<'_>) -> Option<&'static str> {
    let name = member.name();
    let is_known = SECTIONS.contains(&&*name) || name.contains('.') || !member.value.is_object();
    let intended = nearest(&name.to_ascii_lowercase(), SECTIONS).filter(|_| !is_known)?;
    let is_one = name.len().abs_diff(intended.len()) <= 1;
    (is_one && root.get(intended).is_none()).then_some(intended)
}

/// Returns `true` if `key` can only be a setting, or a block of settings for a language.
fn is_setting(key: &str) -> bool {
    let is_block = key.starts_with('[') && key.ends_with(']');
    let is_known = || registered_setting(key).is_some() || carries_environment(key);
    is_block || (key.contains('.') && (is_known() || is_of_extension(key)))
}

/// Returns `true` if `key` is written like a setting of an extension: words of letters and digits.
fn is_of_extension(key: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    key.split('.').all(is_word)
}

/// Returns `true` for settings, and for what VS Code reads from files in the folder's `.vscode` or from the top level.
fn is_settings_of_folder(member: Member<'_>) -> bool {
    let name = member.name();
    let is_section = SECTIONS.contains(&&*name) && member.value.is_object() && !member.value.is_empty_container();
    is_setting(&name) || is_section
}
