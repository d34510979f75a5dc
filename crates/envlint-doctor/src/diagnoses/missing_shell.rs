//! A terminal profile that is in use, a task, or the user's shell, names a program that does not exist.

use super::{Diagnosis, Evidence, Id, Ledger, Severity};
use crate::case::Case;
use crate::lookup::{executable, search};
use crate::machine::Env;
use crate::project::{ProjectLocation, ProjectSetting, text};

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    profile(case, ledger);
    automation(case, ledger);
    tasks(case, ledger);
    own(case, ledger);
}

/// Checks the default profile if a file sets it.
fn profile(case: &Case<'_>, ledger: &mut Ledger) {
    let platform = case.machine.os.setting_name();
    let Some(default) = case.project.text(&format!("terminal.integrated.defaultProfile.{platform}")) else { return };
    let key = ["terminal", "integrated", "profiles", platform, default, "path"];
    let wanted = |setting: &&ProjectSetting| setting.path.iter().map(String::as_str).eq(key);
    let Some(setting) = case.project.settings.iter().find(wanted) else { return };
    missing(case, setting, &format!("The terminal profile {default}"), ledger);
}

fn automation(case: &Case<'_>, ledger: &mut Ledger) {
    let key = format!("terminal.integrated.automationProfile.{}.path", case.machine.os.setting_name());
    if let Some(setting) = case.project.setting(&key) {
        missing(case, setting, "The automation profile, which runs tasks,", ledger);
    }
}

/// Reports `setting` if none of the programs that it names exists.
fn missing(case: &Case<'_>, setting: &ProjectSetting, who: &str, ledger: &mut Ledger) {
    let Some(at) = &setting.at else { return };
    let one = setting.value.as_str().into_iter();
    let several = setting.value.as_array().into_iter().flatten().filter_map(|value| value.as_str());
    let paths: Vec<String> = one.chain(several).flat_map(|path| expanded(case, path)).collect();
    let Some(mut diagnosis) = not_there(case, &paths, who, at) else { return };
    diagnosis.remedy = format!(
        "Name a shell that exists in line {} of {}, or remove the profile to use your own shell.",
        at.line, at.path
    );
    diagnosis.processes = vec!["terminal".to_owned()];
    diagnosis.evidence = vec![Evidence::at(setting.path.join("."), at)];
    ledger.push(diagnosis);
}

/// Checks the shells that tasks name.
fn tasks(case: &Case<'_>, ledger: &mut Ledger) {
    for shell in &case.project.task_shells {
        let paths = expanded(case, &shell.program);
        let Some(mut diagnosis) = not_there(case, &paths, &format!("The task {}", shell.task), &shell.at) else {
            continue;
        };
        diagnosis.remedy = format!(
            "Name a shell that exists in line {} of {}, or remove `shell` from its options to use that of the settings.",
            shell.at.line, shell.at.path
        );
        diagnosis.processes = vec![format!("task:{}", shell.task)];
        diagnosis.evidence = vec![Evidence::at("options.shell.executable", &shell.at)];
        ledger.push(diagnosis);
    }
}

/// The program that `written` names in each folder of the window.
fn expanded(case: &Case<'_>, written: &str) -> Vec<String> {
    let empty = Env::default();
    let env = case.host().and_then(|view| view.env.as_ref()).unwrap_or(&empty);
    let mut paths: Vec<String> = case.all_places().filter_map(|places| text(written, env, places)).collect();
    paths.dedup();
    paths
}

/// The diagnosis without remedy if none of the programs `paths` exists; `None` if one exists or it is not known.
fn not_there(case: &Case<'_>, paths: &[String], who: &str, at: &ProjectLocation) -> Option<Diagnosis> {
    let empty = Env::default();
    let env = case.host().and_then(|view| view.env.as_ref()).unwrap_or(&empty);
    let is_missing = |path: &String| search(case.machine, env, path).is_missing();
    if paths.is_empty() || !paths.iter().all(is_missing) {
        return None;
    }
    let message = format!("{who} starts {}, which does not exist ({}:{}).", paths.join(" or "), at.path, at.line);
    let mut diagnosis = Diagnosis::new(Id::MissingShell, Severity::Error, message, "");
    let is_asked = |path: &String| case.questions.iter().any(|it| it.name.text == crate::startup::shell_name(path));
    diagnosis.explains = case.requested.is_empty() || paths.iter().any(is_asked);
    Some(diagnosis)
}

fn own(case: &Case<'_>, ledger: &mut Ledger) {
    let machine = case.machine;
    let Some(shell) = machine.shell.as_deref().filter(|shell| machine.os.is_absolute(shell)) else { return };
    // A shell that answers exists, even if the listing lacks it.
    let answers =
        machine.login_env().is_some() || machine.interactive_shell.is().is_some_and(|answer| answer.env.is().is_some());
    if executable(machine, shell) != Some(false) || answers {
        return;
    }
    let message = format!(
        "Your shell is {shell}, which does not exist. VS Code asks it for your variables and starts it in terminals."
    );
    let remedy = "Install it, or choose another one with `chsh`, and correct SHELL where a startup file sets it.";
    let mut diagnosis = Diagnosis::new(Id::MissingShell, Severity::Error, message, remedy);
    diagnosis.restart = super::ledger::restart(case);
    diagnosis.variables = vec!["SHELL".to_owned()];
    diagnosis.processes = vec!["login-shell".to_owned(), "terminal".to_owned()];
    diagnosis.evidence = super::ledger::lines(machine, &crate::startup::setting_variable(machine, "SHELL"));
    let is_asked = case.variables.iter().any(|variable| variable.text == "SHELL");
    diagnosis.explains = case.requested.is_empty() || is_asked || case.gaps().next().is_some();
    ledger.push(diagnosis);
}
