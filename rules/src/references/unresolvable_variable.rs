//! A reference that cannot be resolved leaves the whole value literal, including `${env:PATH}` in it.
#![doc = include_str!("unresolvable_variable.md")]

mod folder_names;

use envlint_core::document::Document;
use envlint_core::env::{
    FileAnalysis, Form, Outcome, ProfileArgument, Reference, Site, Text, Window, workspace_folders,
};
use envlint_core::finding::{Applicability, Fix, Severity};
use envlint_core::rule::{Builder, Context, Rule};
use envlint_core::text::{Edit, Span};
use envlint_core::views::{ResolvedString, resolved_strings};
use envlint_core::vscode::{Failure, FileKind, FormName, Layer, Platforms, Section};
use folder_names::{check_names_in_folders, check_names_in_workspace, folder_fix, names_no_folder};

declare_rule! {
    UnresolvableVariable {
        name: "unresolvable-variable",
        severity: Error,
        also: [Warning, Info],
        fix: Safe,
        needs: [windows],
        since: "0.1.0",
        page: "unresolvable_variable.md",
    }
}

impl Rule for UnresolvableVariable {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        check_folder_of_terminals(analysis, context);
        if analysis.document.kind() != FileKind::Workspace {
            return;
        }
        check_names_in_workspace(analysis, context);
        if workspace_folders(analysis.document).len() < 2 {
            return;
        }
        for string in resolved_strings(analysis, "${workspace") {
            if string.section != Section::Launch {
                continue;
            }
            let Some(reference) = string.text.references().find(|reference| is_any_folder(reference)) else { continue };
            let problem = ResolutionProblem::ManyFolders;
            let message = problem.message(&string.text, reference, &string.setting, &effect_on_string(&string));
            let platforms = context.platforms(string.platforms);
            context.finding(string.span, message).platforms(platforms).place(&string.key).help(problem.help()).report();
        }
    }

    fn check_window(&self, window: &Window<'_>, context: &mut Context<'_>) {
        check_names_in_folders(window, context);
    }

    fn check_site(&self, site: &Site<'_>, context: &mut Context<'_>) {
        let Some(text) = site.text() else { return };
        let document = context.analysis.document;
        for (reference, problem) in problems(text, document, site.place.section) {
            let message = problem.message(text, reference, &site.setting, &effect_on_site(site, text));
            let fix = home_fix(reference, text, site.value_span(), context.platforms(site.platforms))
                .or_else(|| folder_fix(reference, document, site.value_span()));
            let finding = problem.finish(context.finding_at_site(site, message).fix(fix));
            // Without a folder, a window has no PATH at all.
            let loses_path =
                matches!(problem, ResolutionProblem::WithoutFolder) && site.variable.eq_ignore_ascii_case("PATH");
            let finding = if loses_path { finding.severity(Severity::Warning) } else { finding };
            match problem {
                ResolutionProblem::Circle => finding.help(site.without_inherited()).report(),
                _ => finding.or_help(problem.help()).report(),
            }
        }
    }

    fn check_argument(&self, argument: &ProfileArgument<'_>, context: &mut Context<'_>) {
        let document = context.analysis.document;
        let platforms = context.platforms(argument.platforms);
        for (reference, problem) in problems(&argument.text, document, Section::Settings) {
            let message =
                problem.message(&argument.text, reference, &argument.setting, "the whole argument stays literal");
            let fix = home_fix(reference, &argument.text, argument.span, platforms)
                .or_else(|| folder_fix(reference, document, argument.span));
            let finding =
                context.finding(argument.span, message).platforms(platforms).place(&argument.setting).fix(fix);
            problem.finish(finding).or_help(problem.help()).report();
        }
    }
}

/// Reports a reference in `terminal.integrated.cwd` that the terminal never resolves: VS Code then ignores the setting. One that
/// only needs a folder or an editor falls back to the workspace folder on purpose.
fn check_folder_of_terminals(analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
    let of_terminal =
        |string: &ResolvedString<'_>| string.section == Section::Settings && &*string.key == "terminal.integrated.cwd";
    for string in resolved_strings(analysis, "${").filter(of_terminal) {
        let never = |reference: &&Reference| reference.outcome == Outcome::TakesValueDown;
        let Some(reference) = string.text.references().find(never) else { continue };
        let problem = ResolutionProblem::Never;
        let message = problem.message(&string.text, reference, &string.setting, "VS Code ignores the setting");
        let platforms = context.platforms(string.platforms);
        let fix = home_fix(reference, &string.text, string.span, platforms);
        let finding = context.finding(string.span, message).platforms(platforms).place(&string.key);
        finding
            .severity(Severity::Warning)
            .fix(fix)
            .or_help("Write `${env:HOME}`, or on Windows `${env:USERPROFILE}`")
            .report();
    }
}

/// What becomes of the value of `site` if a reference in it cannot be resolved, as a clause.
fn effect_on_site(site: &Site<'_>, text: &Text<'_>) -> String {
    match (text.dialect.failure, site.own_reference()) {
        (Failure::Start, _) => format!("{} will not start", site.place.audience),
        (_, Some(_)) => format!("the whole value of {} stays literal and the inherited one is lost", site.variable),
        (_, None) => format!("the whole value of {} stays literal", site.variable),
    }
}

/// The same for a string that is not the value of a variable.
fn effect_on_string(string: &ResolvedString<'_>) -> String {
    let noun = match string.section {
        Section::Tasks => "task",
        Section::Launch => "session",
        Section::Mcp | Section::PortableMcp | Section::CursorMcp => "server",
        Section::Settings | Section::DevContainer => return "the whole text stays literal".to_owned(),
    };
    format!("the {noun} will not start")
}

/// The reason why a reference cannot be resolved.
#[derive(Clone, Copy)]
enum ResolutionProblem {
    Never,
    Circle,
    NoSuchFolder,
    ManyFolders,
    WithoutEditor,
    WithoutFolder,
}

impl ResolutionProblem {
    fn message(self, text: &Text<'_>, reference: &Reference, setting: &str, whole: &str) -> String {
        let written = text.quoted(reference);
        match self {
            Self::Never => format!("`{written}` in {setting} cannot be resolved, so {whole}"),
            Self::Circle => {
                format!("`{written}` in {setting} refers to the variable itself and is never resolved, so {whole}")
            }
            Self::NoSuchFolder => {
                format!("`{written}` in {setting} does not name a folder of this workspace, so {whole}")
            }
            Self::ManyFolders => {
                format!("`{written}` in {setting} does not say which folder of this workspace it is, so {whole}")
            }
            Self::WithoutEditor => format!("`{written}` in {setting} needs an open editor; without one, {whole}"),
            Self::WithoutFolder => format!("`{written}` in {setting} needs an open folder; without one, {whole}"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Never | Self::Circle => "Write out the value, or use a reference that is resolved here",
            Self::NoSuchFolder => "Use the name of an entry in `folders`",
            Self::ManyFolders => "Name the folder: `${workspaceFolder:name}`",
            Self::WithoutEditor => "Use `${workspaceFolder}` and a fixed path",
            Self::WithoutFolder => "Set it in the settings of the folder",
        }
    }

    fn finish<'b, 'c>(self, finding: Builder<'b, 'c>) -> Builder<'b, 'c> {
        match self {
            Self::Never | Self::Circle | Self::NoSuchFolder | Self::ManyFolders => finding,
            Self::WithoutEditor => finding.severity(Severity::Warning),
            Self::WithoutFolder => finding.severity(Severity::Info),
        }
    }
}

fn problems<'t>(text: &'t Text<'_>, document: &Document, section: Section) -> Vec<(&'t Reference, ResolutionProblem)> {
    let problem = |reference: &Reference| match reference.outcome {
        Outcome::TakesValueDown if matches!(reference.form, Form::Environment { .. }) => {
            Some(ResolutionProblem::Circle)
        }
        Outcome::TakesValueDown | Outcome::Stops => Some(ResolutionProblem::Never),
        Outcome::NeedsEditor => Some(ResolutionProblem::WithoutEditor),
        Outcome::NeedsFolder
            if section == Section::Launch && is_any_folder(reference) && has_several_folders(document) =>
        {
            Some(ResolutionProblem::ManyFolders)
        }
        Outcome::NeedsFolder if names_no_folder(reference, document) => {
            // The part that VS Code passed over may contain the folder.
            (!document.is_uncertain()).then_some(ResolutionProblem::NoSuchFolder)
        }
        // A process that does not start without a folder shows an error itself.
        Outcome::NeedsFolder if document.layer() == Some(Layer::User) && text.dialect.failure == Failure::Value => {
            Some(ResolutionProblem::WithoutFolder)
        }
        Outcome::NeedsFolder | Outcome::Expands | Outcome::Empty | Outcome::Literal | Outcome::TooEarly => None,
    };
    text.references().filter_map(|reference| Some((reference, problem(reference)?))).collect()
}

/// Returns `true` if the reference is `${workspaceFolder}` or one of its relatives, without the name of a folder.
fn is_any_folder(reference: &Reference) -> bool {
    reference.outcome == Outcome::NeedsFolder && matches!(reference.form, Form::Known { argument: None, .. })
}

/// Returns `true` for a `.code-workspace` with several folders. VS Code knows no folder for its launch configurations.
fn has_several_folders(document: &Document) -> bool {
    document.kind() == FileKind::Workspace && workspace_folders(document).len() > 1
}

fn home_fix(reference: &Reference, text: &Text<'_>, value: Span, platforms: Platforms) -> Option<Fix> {
    let is_home = matches!(&reference.form, Form::Known { form, .. } if form.name == FormName::UserHome);
    let home = text.other(platforms.home_variable().filter(|_| is_home)?)?;
    let edit = Edit::replace(reference.span, &*home);
    Some(Fix::value(format!("Write `{home}`"), Applicability::Safe, value, vec![edit]))
}
