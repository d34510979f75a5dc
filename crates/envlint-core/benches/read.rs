//! Reads one generated settings file of 2 MB once, to count the instructions:
//!
//! ```text
//! cargo bench -p envlint-core --bench read --no-run
//! valgrind --tool=callgrind --toggle-collect='read::ours' target/release/deps/read-… ours
//! valgrind --tool=callgrind --toggle-collect='read::theirs' target/release/deps/read-… jsonc-parser
//! ```
//!
//! Goal: `ours` takes at most a third of the instructions of `jsonc-parser`. Measured without LTO: 60 M and 91 M. Without an
//! argument, both run. Build with `CARGO_PROFILE_BENCH_STRIP=none`, since valgrind needs the names.

#[path = "../../../benches/generator/mod.rs"]
mod generator;

use std::hint::black_box;

use jsonc_parser::{CollectOptions, ParseOptions};

#[inline(never)]
fn ours(text: &str) -> usize {
    black_box(envlint_core::jsonc::read(black_box(text))).errors.len()
}

#[inline(never)]
fn theirs(text: &str) -> bool {
    black_box(jsonc_parser::parse_to_ast(black_box(text), &CollectOptions::default(), &ParseOptions::default())).is_ok()
}

fn main() {
    let reader = std::env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    for sample in generator::samples().into_iter().filter(|sample| sample.name == "large") {
        if reader.as_deref() != Some("jsonc-parser") {
            assert_eq!(ours(&sample.text), 0, "the file has no errors");
        }
        if reader.as_deref() != Some("ours") {
            assert!(theirs(&sample.text), "the file has no errors");
        }
    }
}
