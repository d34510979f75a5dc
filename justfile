# The tasks of this project. `just` lists them; each line is a plain command that also works without `just`.

default:
    @just --list

# Run all tests, with the command from the README
test:
    cargo test --workspace

# Check the format, clippy and the API documentation, as CI does
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Update the generated parts of the documents and the snapshots of the tests; read the diff before you commit it
gen:
    SNAPSHOTS=overwrite cargo test --test documents --test prose
    TRYCMD=overwrite cargo test --test cli
    ENVLINT_WRITE=1 cargo test -p envlint-doctor --test guide

# Run the property tests with new random cases, many more than usual; print the seed of the run
properties cases="5000":
    PROPTEST_RNG_SEED=$(date +%s | tee /dev/stderr) PROPTEST_CASES={{cases}} cargo test -p envlint-core -p envlint-rules

# Compare parsing, linting and fixing with a bare parse
bench:
    cargo bench --bench lint

# Time a run over 1,600 workspaces and 120 user settings files
many:
    cargo bench --bench many

# Write generated settings files to target/samples, to time the whole process with
samples:
    cargo bench --bench samples

# Count the instructions of whole runs, and the files that are looked at; needs Linux, valgrind and strace
instructions *arguments:
    cargo build --release
    bench/instructions {{arguments}}

# Compare the time of whole runs with Biome, ESLint, check-jsonschema, jq and cat; needs Linux, Node, npm and PyPI
compare *arguments:
    cargo build --release
    bench/compare {{arguments}}

# Run our hooks with the real pre-commit; needs Python, git and PyPI
pre-commit:
    tests/integrations/pre-commit

# Run the GitHub Action as a runner does, and the examples for CI; needs Python, Node, git, PyPI and npm
actions:
    tests/integrations/actions

# Run the adoption of docs/adopting.md again, and compare its transcript; needs Python, git and PyPI
adoption *arguments:
    tests/integrations/adoption {{arguments}}

# Build the wheel and the npm packages, install them without network, and run them; needs Linux, Python, Node, PyPI and npm
packages:
    tests/integrations/packages

# Build and document each crate from its package, as crates.io and docs.rs do
crates:
    tests/integrations/crates

# Lint 10,000 files as in examples/fleet, without network; needs Linux, Python and PyPI
fleet:
    tests/integrations/fleet

# Build for other operating systems: just cross x86_64-unknown-linux-musl; needs rustup, and zig or another linker
cross *targets:
    scripts/cross {{targets}}

# Run the builds for other platforms, and compare with Linux byte for byte; needs Linux, qemu-user, Wine, mingw-w64 and Node
platforms *targets:
    tests/integrations/platforms {{targets}}

# Compare what envlint reads from broken files with what VS Code's own parser reads; needs Node and npm
reader *arguments:
    tests/integrations/reader {{arguments}}

# Test the pages of `envlint matrix` and `envlint doctor --format html` in a real browser; needs Node, npm and Chromium
page:
    tests/integrations/page

# Test the language server in Neovim and pytest-lsp; needs Python, Neovim and PyPI
editors *envlint:
    tests/integrations/editors {{envlint}}

# Build the documentation website in target/site
site:
    cargo run --manifest-path docs/site/Cargo.toml

# Test the website in a real browser: search, width, links; needs Node, npm and Chromium
site-browser:
    tests/integrations/site

# Show with strace that doctor executes nothing inside a folder and uses no network; needs Linux and strace
doctor-traps:
    cargo build
    tests/integrations/doctor-traps

# Compare doctor with a real VS Code in 28 folders and homes; needs Linux, Chromium, a C++ compiler and npm
doctor-real *cases:
    tests/integrations/doctor {{cases}}

# Fuzz the reader, the linter, the fixer and the parsers of other files: just fuzz 300 reader; needs Linux and cargo-fuzz
fuzz *arguments:
    scripts/fuzz {{arguments}}

# Test the VS Code extension in a real VS Code; screenshots go to target/extension; needs Linux, Chromium, a C++ compiler and npm
extension:
    tests/integrations/extension

# Check that tests notice mistakes in the model of environments; takes a build for each mutant
mutants *numbers:
    scripts/mutants {{numbers}}

# Record cases of tests/recordings again in a real VS Code: just record path-prepend; needs Linux, Chromium, a C++ compiler and npm
record *arguments:
    tests/recordings/record {{arguments}}

# Bring the registry and the recordings up to date with the newest VS Code, and list what changed
refresh *cases:
    scripts/refresh {{cases}}

# Check what SECURITY.md promises about the release build; needs Linux, Python and strace
hardening:
    cargo build --release
    scripts/hardening/kill 500
    scripts/hardening/race 30
    scripts/hardening/system-calls
    scripts/hardening/growth

# Check the licenses and sources of the dependencies, and that none of them uses the network; needs cargo-deny
deny:
    cargo deny check

# Create a rule: just new-rule paths relative-path-entry
new-rule family name:
    ./scripts/new-rule {{family}} {{name}}

# Run everything that CI checks
ci:
    .ci/run
