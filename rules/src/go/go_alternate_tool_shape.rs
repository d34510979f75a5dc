//! A value of `go.alternateTools` does not name a program that the Go extension can find.
#![doc = include_str!("go_alternate_tool_shape.md")]

use envlint_core::env::FileAnalysis;
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Context, Rule};
use envlint_core::text::Edit;
use envlint_core::views::{GoSetting, GoSettingKind, go_settings};
use envlint_core::vscode::Platforms;

mod command;
mod problem;

use problem::{ToolProblem, problem};

declare_rule! {
    GoAlternateToolShape {
        name: "go-alternate-tool-shape",
        severity: Error,
        also: [Warning],
        fix: Unsafe,
        since: "0.1.0",
        page: "go_alternate_tool_shape.md",
    }
}

impl Rule for GoAlternateToolShape {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        for setting in go_settings(analysis).iter().filter(|setting| setting.kind == GoSettingKind::Tool) {
            let Some(problem) = problem(&setting.text, setting.platforms) else { continue };
            let on = problem.platforms(context.platforms(setting.platforms));
            if !on.is_empty() {
                report(setting, &problem, on, context);
            }
        }
    }
}

fn report(setting: &GoSetting<'_>, problem: &ToolProblem<'_>, on: Platforms, context: &mut Context<'_>) {
    let (name, text, value) = (&*setting.setting, &setting.text, setting.text.as_str());
    let message = match problem {
        ToolProblem::Literal(reference) => format!(
            "The Go extension does not expand `{}` in {name}, so it does not find the tool",
            text.quoted(reference)
        ),
        ToolProblem::Command => {
            format!(
                "{name} is a command with arguments, but the Go extension looks for a single file with that whole name"
            )
        }
        ToolProblem::Batch => {
            format!("{name} is a batch file, which needs a shell, but the Go extension starts tools without one")
        }
        ToolProblem::Extension => {
            format!("{name} is a name with `.exe`, but the Go extension appends another `.exe` to it on Windows")
        }
        ToolProblem::Relative => format!(
            "{name} is a relative path, but the Go extension looks for it in the folders of installed programs, not in the workspace"
        ),
        ToolProblem::Folder => {
            format!("{name} is a folder, but the Go extension looks for a program, so it does not find the tool")
        }
    };
    let severity = match problem {
        ToolProblem::Batch | ToolProblem::Extension => Severity::Warning,
        ToolProblem::Literal(_) | ToolProblem::Command | ToolProblem::Relative | ToolProblem::Folder => Severity::Error,
    };
    let edit = match problem {
        ToolProblem::Literal(reference) => {
            let replacement = text.spelled(reference).or_else(|| text.home_instead_of(reference, on));
            replacement
                .map(|replacement| (format!("Write `{replacement}`"), Edit::replace(reference.span, replacement)))
        }
        ToolProblem::Extension => {
            let span = text.span(value.len() - ".exe".len(), value.len());
            Some(("Remove `.exe`".to_owned(), Edit::delete(span)))
        }
        ToolProblem::Relative if text.first.is_none() => {
            let dot = if value.starts_with("./") || value.starts_with(".\\") { "./".len() } else { 0 };
            let edit = Edit::replace(text.span(0, dot), "${workspaceFolder}/");
            Some(("Add `${workspaceFolder}/` in front".to_owned(), edit))
        }
        ToolProblem::Command | ToolProblem::Batch | ToolProblem::Relative | ToolProblem::Folder => None,
    };
    let fix = edit.map(|(title, edit)| Fix::value(title, Applicability::Unsafe, setting.span, vec![edit]));
    let finding = context.finding(setting.span, message).severity(severity).platforms(on).place(name).fix(fix);
    match problem {
        ToolProblem::Command => finding.help("Use the path of a script that runs the command").report(),
        ToolProblem::Batch => finding.help("Use an `.exe` program instead").report(),
        ToolProblem::Folder => finding.help("Write the path of the program in that folder").report(),
        ToolProblem::Literal(_) | ToolProblem::Extension | ToolProblem::Relative => {
            finding.or_help("Use the absolute path of the program").report();
        }
    }
}
