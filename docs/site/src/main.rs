//! Builds a website from the documentation: the README, the guide, and the page of every rule.
//!
//!     cargo run --manifest-path docs/site/Cargo.toml [FOLDER]
//!
//! This only needs Rust. The site can be read from a web server or from the disk. The default for FOLDER is `target/site`.

mod book;
mod links;
mod page;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

/// The root folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn main() -> Result<ExitCode> {
    let folder = std::env::args_os().nth(1).map_or_else(|| root().join("target/site"), PathBuf::from);
    book::build(&root(), &folder)?;
    let broken = links::broken(&folder)?;
    for link in &broken {
        eprintln!("{link}");
    }
    println!("{}", folder.join("index.html").canonicalize()?.display());
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
