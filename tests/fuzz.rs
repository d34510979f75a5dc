//! The checks of the fuzz targets hold for their seeds. Text with which fuzzing found a bug becomes a seed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail by it")]

use std::fs;
use std::path::Path;

#[path = "../fuzz/targets.rs"]
mod targets;

/// Runs `check` on every seed of `target`, and on every prefix of the short ones.
fn replay(target: &str, check: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        check(&text);
        seeds += 1;
        if text.len() < 300 {
            for (end, _) in text.char_indices() {
                check(&text[..end]);
            }
        }
    }
    assert!(seeds > 1, "{target} has {seeds} seeds");
}

#[test]
fn the_readers_agree() {
    replay("reader", targets::reader);
}

#[test]
fn any_file_can_be_linted() {
    replay("lint", targets::lint);
}

#[test]
fn fixes_keep_their_promises() {
    replay("fix", targets::fix);
}

#[test]
fn any_env_file_can_be_read() {
    replay("env_file", targets::env_file);
}

#[test]
fn any_configuration_can_be_read() {
    replay("config", targets::config);
}

#[test]
fn any_machine_can_be_diagnosed() {
    replay("machine", targets::machine);
}
