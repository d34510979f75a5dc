# Every habit of this project. `just` lists them; each line is a command that also works by itself.

default:
    @just --list

# All tests, as the README gives them
test:
    cargo test --workspace

# Format, clippy and documentation, as CI checks them
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Bring generated parts of the documents, and the snapshots of the tests, up to date; read the diff before you commit it
gen:
    SNAPSHOTS=overwrite cargo test --test documents --test prose
    TRYCMD=overwrite cargo test --test cli

# Parse, lint and fix beside the bare parse
bench:
    cargo bench --bench lint

# Generated settings files in target/samples, to time the whole process on
samples:
    cargo bench --bench samples

# The real pre-commit with our hooks; needs Python, git and PyPI
pre-commit:
    tests/integrations/pre-commit

# The GitHub Action, run as a runner would, and the examples for CI; needs Python, Node, git, PyPI and npm
actions:
    tests/integrations/actions

# The page of `envlint matrix --format html` in a real browser; needs Node, npm and Chromium
page:
    tests/integrations/page

# The documentation as a site, in target/site
site:
    cargo run --manifest-path docs/site/Cargo.toml

# The site in a real browser: search, width, links; needs Node, npm and Chromium
site-browser:
    tests/integrations/site

# Cases of tests/recordings in a real VS Code again: just record path-prepend; needs Linux, Chromium, a C++ compiler and npm
record *arguments:
    tests/recordings/record {{arguments}}

# Start a rule: just new-rule paths relative-path-entry
new-rule family name:
    ./scripts/new-rule {{family}} {{name}}

# What CI runs
ci:
    .ci/run
