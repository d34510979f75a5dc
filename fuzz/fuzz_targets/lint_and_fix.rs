//! Lints and fixes any text as any kind of file: nothing panics, every fix is proved, and fixing ends with nothing left to fix.

#![no_main]

use envlint_core::document::{Document, SourceFile};
use envlint_core::finding::Applicability;
use envlint_core::linter::Linter;
use envlint_core::rule::Options;
use envlint_core::vscode::FileKind;
use libfuzzer_sys::fuzz_target;

const PATHS: [&str; 5] =
    [".vscode/settings.json", "Code/User/settings.json", "x.code-workspace", ".vscode/launch.json", "envlint.toml"];

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let path = PATHS[usize::from(choice) % PATHS.len()];
    let kind = FileKind::of_path(path).expect("a known name");
    let document = Document::parse(SourceFile { path: path.to_owned(), text: text.to_owned(), kind });
    let linter = Linter::new(envlint_rules::all(), Options::default());
    for limit in [Applicability::Safe, Applicability::Unsafe] {
        let fixed = linter.fix(&[&document], limit, |_| true);
        assert!(fixed.refused.is_empty(), "{:?}", fixed.refused);
        assert!(!fixed.unfinished);
        if let Some(document) = fixed.changed.values().next() {
            assert!(linter.fix(&[document], limit, |_| true).changed.is_empty(), "fixing again changes nothing");
        }
    }
});
