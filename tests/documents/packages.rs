//! The packages have what crates.io, PyPI and docs.rs show, and name the same version and addresses.

use std::fs;

use toml::{Table, Value};

use crate::path;

fn manifest(folder: &str) -> Table {
    toml::from_str(&fs::read_to_string(path(folder).join("Cargo.toml")).unwrap()).unwrap()
}

/// The addresses of the project are written down once, so that nothing refers to a place that does not exist.
#[test]
fn the_addresses_are_those_of_the_manifest() {
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(path("Cargo.toml")).unwrap()).unwrap();
    let package = &manifest["workspace"]["package"];
    let of = |key: &str| package.get(key).and_then(toml::Value::as_str);
    assert_eq!(of("homepage"), envlint_core::address::WEBSITE);
    assert_eq!(of("repository"), envlint_core::address::REPOSITORY);
}

/// Without `include`, a package would contain its tests, and without a link to the licenses it would have none.
#[test]
fn every_package_has_its_documents() {
    let members = manifest("")["workspace"]["default-members"].as_array().unwrap().clone();
    for member in members.iter().filter_map(Value::as_str) {
        let manifest = manifest(member);
        let package = &manifest["package"];
        let name = package["name"].as_str().unwrap();
        assert_eq!(package["readme"].as_str(), Some("README.md"), "{name}");
        assert_eq!(package["documentation"].as_str(), Some(&*format!("https://docs.rs/{name}")));
        for included in ["/src/**", "/README.md", "/LICENSE-*"] {
            assert!(package["include"].as_array().unwrap().contains(&included.into()), "{name} includes {included}");
        }
        assert!(path(member).join("README.md").is_file(), "{name} has a README");
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let text = |folder: &str| fs::read_to_string(path(folder).join(license)).unwrap_or_default();
            assert_eq!(text(member), text(""), "{name} has {license}");
        }
    }
}

/// The crates are published together, so each depends on the version of the others that it was tested with.
#[test]
fn everything_names_the_same_version() {
    let manifest = manifest("");
    let version = manifest["workspace"]["package"]["version"].as_str().unwrap();
    for (name, dependency) in manifest["workspace"]["dependencies"].as_table().unwrap() {
        if name.starts_with("envlint") {
            assert_eq!(dependency["version"].as_str(), Some(version), "{name}");
        }
    }
    for (file, wanted) in [
        ("packaging/python/README.md", format!("envlint-vscode=={version}]")),
        ("editors/vscode/package.json", format!("\"version\": \"{version}\"")),
    ] {
        assert!(fs::read_to_string(path(file)).unwrap().contains(&wanted), "{file} contains {wanted}");
    }
}
