//! Installed products of the VS Code family.

use std::fs;
use std::path::{Path, PathBuf};

use crate::machine::{Machine, MachineKind, MachineProduct, Os};

/// The usual paths of installed products; `~` is the home folder.
///
/// Source: the packages of each product.
const PLACES: &[(Os, &str, &str)] = &[
    (Os::Linux, "Code", "/usr/share/code"),
    (Os::Linux, "Code", "/snap/code/current/usr/share/code"),
    (Os::Linux, "Code - Insiders", "/usr/share/code-insiders"),
    (Os::Linux, "VSCodium", "/usr/share/codium"),
    (Os::Linux, "Cursor", "/opt/Cursor"),
    (Os::Linux, "Windsurf", "/usr/share/windsurf"),
    (Os::Osx, "Code", "/Applications/Visual Studio Code.app"),
    (Os::Osx, "Code", "~/Applications/Visual Studio Code.app"),
    (Os::Osx, "Code - Insiders", "/Applications/Visual Studio Code - Insiders.app"),
    (Os::Osx, "VSCodium", "/Applications/VSCodium.app"),
    (Os::Osx, "Cursor", "/Applications/Cursor.app"),
    (Os::Osx, "Windsurf", "/Applications/Windsurf.app"),
    (Os::Windows, "Code", "~\\AppData\\Local\\Programs\\Microsoft VS Code"),
    (Os::Windows, "Code", "C:\\Program Files\\Microsoft VS Code"),
    (Os::Windows, "Code - Insiders", "~\\AppData\\Local\\Programs\\Microsoft VS Code Insiders"),
    (Os::Windows, "VSCodium", "~\\AppData\\Local\\Programs\\VSCodium"),
    (Os::Windows, "Cursor", "~\\AppData\\Local\\Programs\\cursor"),
    (Os::Windows, "Windsurf", "~\\AppData\\Local\\Programs\\Windsurf"),
];

/// Flatpak IDs with their products.
const FLATPAKS: &[(&str, &str)] = &[
    ("com.visualstudio.code", "Code"),
    ("com.visualstudio.code.insiders", "Code - Insiders"),
    ("com.vscodium.codium", "VSCodium"),
];

/// The products that are installed at the usual paths, and those that run from other paths.
pub(super) fn products(machine: &Machine) -> Vec<MachineProduct> {
    let mut products: Vec<MachineProduct> = Vec::new();
    for (_, name, place) in PLACES.iter().filter(|(os, ..)| *os == machine.os) {
        let path = PathBuf::from(place.replacen('~', &machine.home, 1));
        if path.is_dir() {
            products.push(MachineProduct { version: version(&path), ..product(name, &path) });
        }
    }
    for (id, name) in FLATPAKS {
        let system = Path::new("/var/lib/flatpak/app").join(id);
        let user = Path::new(&machine.home).join(".local/share/flatpak/app").join(id);
        for path in [system, user].into_iter().filter(|path| path.is_dir()) {
            products.push(MachineProduct { sandbox: Some("flatpak".to_owned()), ..product(name, &path) });
        }
    }
    for server in machine.processes_of(MachineKind::Server) {
        let script = server.command.iter().find(|argument| argument.contains("/out/"));
        let Some(root) = script.and_then(|script| script.split("/out/").next()).map(PathBuf::from) else { continue };
        let name = server.product.clone().unwrap_or_default();
        products.push(MachineProduct { version: version(&root), ..product(&name, &root) });
    }
    products
}

fn product(name: &str, path: &Path) -> MachineProduct {
    MachineProduct {
        name: name.to_owned(),
        path: Some(path.to_string_lossy().into_owned()),
        ..MachineProduct::default()
    }
}

fn version(root: &Path) -> Option<String> {
    let files = [
        "resources/app/product.json",
        "Contents/Resources/app/product.json",
        "product.json",
        "lib/vscode/product.json",
    ];
    let text = files.iter().find_map(|file| fs::read_to_string(root.join(file)).ok())?;
    let product: serde_json::Value = serde_json::from_str(&text).ok()?;
    product.get("version")?.as_str().map(str::to_owned)
}
