//! Measures parsing, linting and fixing, compared with jsonc-parser's bare AST parse of the same text.
//!
//! Goals, as ratios of the medians to `bare_parse` in the same run: `lint` at most 2 on `medium` and `large`, `fix` at most 6.

mod generator;

use divan::{Bencher, black_box};
use envlint_core::document::{Document, SourceFile};
use envlint_core::finding::Applicability;
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::{FileKind, Layer};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

fn main() {
    divan::main();
}

fn text(name: &str) -> String {
    generator::samples().into_iter().find(|sample| sample.name == name).map(|sample| sample.text).unwrap_or_default()
}

fn document(text: &str) -> Document {
    let kind = FileKind::Settings(Layer::Folder);
    Document::parse(SourceFile { path: ".vscode/settings.json".to_owned(), text: text.to_owned(), kind })
}

fn linter() -> Linter {
    Linter::new(envlint_rules::all(), Options::default())
}

const SAMPLES: [&str; 3] = ["small", "medium", "large"];

#[divan::bench(args = SAMPLES)]
fn bare_parse(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    let options = CollectOptions::default();
    bencher
        .bench_local(|| parse_to_ast(black_box(&text), &options, &ParseOptions::default()).map(|parsed| parsed.value));
}

#[divan::bench(args = SAMPLES)]
fn parse(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.bench_local(|| document(black_box(&text)));
}

#[divan::bench(args = SAMPLES)]
fn lint(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    let linter = linter();
    bencher.bench_local(|| linter.lint(&[document(black_box(&text))]));
}

#[divan::bench(args = SAMPLES)]
fn fix(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    let linter = linter();
    bencher.bench_local(|| linter.fix(&[document(black_box(&text))], Applicability::Safe, |_| true));
}
