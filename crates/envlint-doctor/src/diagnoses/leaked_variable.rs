//! Everything that VS Code starts inherits variables of a wrapper or of an activated environment.

use super::{Diagnosis, Evidence, Id, Ledger, Restart, Severity};
use crate::case::Case;
use crate::machine::{Env, Os};

/// Variables with which the wrapper of the snap makes VS Code use the libraries of the snap.
///
/// Source: microsoft/vscode #179086 and #293910; the snap's launcher keeps each old value as `NAME_VSCODE_SNAP_ORIG`.
const OF_SNAP: &[&str] = &[
    "GTK_PATH",
    "GTK_EXE_PREFIX",
    "GIO_MODULE_DIR",
    "GTK_IM_MODULE_FILE",
    "GSETTINGS_SCHEMA_DIR",
    "LOCPATH",
    "XDG_DATA_HOME",
    "GDK_PIXBUF_MODULE_FILE",
    "GDK_PIXBUF_MODULEDIR",
];

/// The snaps of VS Code's products.
const SNAPS: &[&str] = &["code", "code-insiders", "codium"];

/// Variables with which the launcher of an AppImage makes a program use the libraries of the image.
///
/// Source: AppRun of AppImageKit.
const OF_APP_IMAGE: &[&str] =
    &["LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PERLLIB", "GTK_PATH", "QT_PLUGIN_PATH", "GSETTINGS_SCHEMA_DIR"];

/// Variables that name the activated environment.
const OF_ENVIRONMENTS: &[&str] = &["VIRTUAL_ENV", "CONDA_PREFIX"];

pub(super) fn check(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    wrapper(case, ledger, "a snap", |env| of_snap(os, env));
    wrapper(case, ledger, "an AppImage", |env| of_app_image(os, env));
    activated(case, ledger);
}

/// Reports the variables of a wrapper that terminals or extensions have.
fn wrapper(case: &Case<'_>, ledger: &mut Ledger, package: &str, leaked: impl Fn(&Env) -> Vec<String>) {
    let terminal = case.terminal().and_then(|view| view.env.as_ref());
    let host = case.host().and_then(|view| view.env.as_ref());
    let Some(leaked) = [terminal, host].into_iter().flatten().map(leaked).find(|names| !names.is_empty()) else {
        return;
    };
    let names = leaked.join(", ");
    let message = format!(
        "VS Code is installed as {package}, and terminals and extensions inherit variables of its wrapper: {names}. \
         Programs that they start load libraries of the package."
    );
    let remedy = format!(
        "Install VS Code as a package of your distribution. For terminals only, `unset {}` in a startup file \
         is enough.",
        leaked.join(" ")
    );
    let mut diagnosis = Diagnosis::new(Id::LeakedVariable, Severity::Warning, message, remedy);
    diagnosis.variables = leaked;
    diagnosis.processes = vec!["terminal".to_owned(), "extension-host".to_owned()];
    diagnosis.restart = Restart::Quit;
    ledger.push(diagnosis);
}

fn of_snap(os: Os, env: &Env) -> Vec<String> {
    let mut names: Vec<String> =
        env.0.keys().filter_map(|name| name.strip_suffix("_VSCODE_SNAP_ORIG")).map(str::to_owned).collect();
    let in_snap = |name: &&&str| {
        env.get(os, name).is_some_and(|value| SNAPS.iter().any(|snap| value.contains(&format!("/snap/{snap}/"))))
    };
    names.extend(OF_SNAP.iter().filter(in_snap).map(|name| (*name).to_owned()));
    names.sort();
    names.dedup();
    names
}

fn of_app_image(os: Os, env: &Env) -> Vec<String> {
    let in_image = |name: &&&str| env.get(os, name).is_some_and(|value| value.contains("/tmp/.mount_"));
    OF_APP_IMAGE.iter().filter(in_image).map(|name| (*name).to_owned()).collect()
}

/// An environment that was activated in the shell that started VS Code.
fn activated(case: &Case<'_>, ledger: &mut Ledger) {
    let os = case.machine.os;
    let Some(started_with) = case.resolver_env() else { return };
    let login = case.login().and_then(|view| view.env.as_ref());
    for name in OF_ENVIRONMENTS {
        let Some(value) = started_with.get(os, name) else { continue };
        // A startup file that activates it does so in every process.
        if login.is_some_and(|env| env.get(os, name).is_some()) {
            continue;
        }
        let message = format!(
            "VS Code was started in a shell with {name}={value}, and everything that it starts inherits the variable."
        );
        let remedy = "Start VS Code from the desktop, or deactivate the environment before you run `code`.";
        let mut diagnosis = Diagnosis::new(Id::LeakedVariable, Severity::Info, message, remedy);
        diagnosis.variables = vec![(*name).to_owned()];
        diagnosis.restart = Restart::Quit;
        diagnosis.evidence = vec![Evidence::fact(format!("{name}={value} in VS Code's main process"))];
        ledger.push(diagnosis);
    }
}
