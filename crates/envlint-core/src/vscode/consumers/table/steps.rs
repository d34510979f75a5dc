//! The steps that several consumers share.

use super::super::{Decision, FixedValue, FixedVariable, Own, Step};
use crate::vscode::{KeyPart, dialects};
use KeyPart::{Platform as OnPlatform, Word};

pub(super) const TERMINAL_ENV: Step = Step::Settings(&[Word("terminal"), Word("integrated"), Word("env"), OnPlatform]);

static GO_ROOT_DECISION: Decision =
    Decision { setting: &["go", "goroot"], variables: &["GOROOT"], dialect: &dialects::GO_TOOLS, is_switch: false };
pub(super) const GO_ROOT: Step = Step::Decides(&GO_ROOT_DECISION);
pub(super) const GO_ENV: Step = Step::Settings(&[Word("go"), Word("toolsEnvVars")]);
static GO_PROXY_DECISION: Decision = Decision {
    setting: &["http", "proxy"],
    variables: &["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"],
    dialect: &dialects::GOPLS,
    is_switch: false,
};
pub(super) const GO_PROXY: Step = Step::Decides(&GO_PROXY_DECISION);
static GO_PATH_DECISION: Decision =
    Decision { setting: &["go", "gopath"], variables: &["GOPATH"], dialect: &dialects::GO_TOOLS, is_switch: false };
pub(super) const GO_PATH: Step = Step::Decides(&GO_PATH_DECISION);
static GO_INFERRED_PATH_DECISION: Decision =
    Decision { setting: &["go", "inferGopath"], variables: &["GOPATH"], dialect: &dialects::GO_TOOLS, is_switch: true };
pub(super) const GO_INFERRED_PATH: Step = Step::Decides(&GO_INFERRED_PATH_DECISION);
static GO_TOOLS_PATH_DECISION: Decision = Decision {
    setting: &["go", "toolsGopath"],
    variables: &["GOPATH"],
    dialect: &dialects::GO_TOOLS,
    is_switch: false,
};
pub(super) const GO_TOOLS_PATH: Step = Step::Decides(&GO_TOOLS_PATH_DECISION);
/// Source: goInstallTools.ts, `toolInstallationEnvironment`.
pub(super) const GO_INSTALL: Step = Step::Fixed(&[
    FixedVariable { variable: "GOTOOLCHAIN", value: FixedValue::Is("auto") },
    FixedVariable { variable: "GOOS", value: FixedValue::Removed },
    FixedVariable { variable: "GOARCH", value: FixedValue::Removed },
    FixedVariable { variable: "GOROOT", value: FixedValue::Removed },
    FixedVariable { variable: "GOFLAGS", value: FixedValue::Removed },
    FixedVariable { variable: "GOENV", value: FixedValue::Removed },
    FixedVariable { variable: "GO111MODULE", value: FixedValue::Removed },
]);

pub(super) const RUST_SERVER: Step = Step::Settings(&[Word("rust-analyzer"), Word("server"), Word("extraEnv")]);
pub(super) const RUST_CARGO_ENV: Step = Step::Settings(&[Word("rust-analyzer"), Word("cargo"), Word("extraEnv")]);
pub(super) const RUST_CHECK_ENV: Step = Step::Settings(&[Word("rust-analyzer"), Word("check"), Word("extraEnv")]);
pub(super) const RUST_RUNNABLES_ENV: Step =
    Step::Settings(&[Word("rust-analyzer"), Word("runnables"), Word("extraEnv")]);
pub(super) const CMAKE: Step = Step::Settings(&[Word("cmake"), Word("environment")]);

pub(super) const GO_TEST_FILE: Step = Step::EnvFileSetting(&["go", "testEnvFile"]);
pub(super) const PYTHON_FILE_OR_OWN: Step = Step::EnvFileOrSetting(&["python", "envFile"]);
pub(super) const PYTHON_FILE: Step = Step::EnvFileSetting(&["python", "envFile"]);

pub(super) const GO_TYPES: &[&str] = &["go"];
pub(super) const NODE_TYPES: &[&str] = &["extensionHost", "node", "node-terminal", "pwa-extensionHost", "pwa-node"];
pub(super) const PYTHON_TYPES: &[&str] = &["debugpy", "python"];

pub(super) const fn debugged(types: &'static [&'static str], in_terminal: bool, by_default: bool) -> Own {
    Own::Launch { types, in_terminal, by_default }
}

pub(super) const fn started(types: &'static [&'static str]) -> Step {
    Step::Own(Own::Any { types })
}

/// The settings that set variables of some consumer.
pub(crate) static DECISIONS: &[&Decision] =
    &[&GO_ROOT_DECISION, &GO_PROXY_DECISION, &GO_PATH_DECISION, &GO_INFERRED_PATH_DECISION, &GO_TOOLS_PATH_DECISION];
