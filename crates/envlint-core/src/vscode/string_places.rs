//! The strings outside of variables in which references are resolved.

use super::dialect::Dialect;
use super::dialects::{
    CLANGD, CMAKE, DEV_CONTAINER, MCP_PORTABLE, PYTHON_PATHS, RUFF, RUST_ANALYZER_PATH, TASK, TERMINAL, ZIG,
};
use super::key_parts::{Each, KeyPart};
use super::places::{CONFIGURATIONS, OWN_TASK, RUST, T};
use super::sections::Section;

use KeyPart::{Any, Platform, Word};

/// A path, other than a place, below which all strings are resolved.
#[derive(Debug)]
pub struct StringPlace {
    /// The section in which the key begins.
    pub section: Section,
    /// The key, from the start of the section to the strings or the object or list that contains them.
    pub key: &'static [KeyPart],
    /// The dialect of the strings.
    pub dialect: &'static Dialect,
}

const fn strings(section: Section, key: &'static [KeyPart]) -> StringPlace {
    StringPlace { section, key, dialect: &TASK }
}

const fn setting(key: &'static [KeyPart], dialect: &'static Dialect) -> StringPlace {
    StringPlace { section: Section::Settings, key, dialect }
}

const fn portable_strings(key: &'static [KeyPart]) -> StringPlace {
    StringPlace { section: Section::PortableMcp, key, dialect: &MCP_PORTABLE }
}

const fn container_strings(key: &'static [KeyPart]) -> StringPlace {
    StringPlace { section: Section::DevContainer, key, dialect: &DEV_CONTAINER }
}

/// Every launch configuration, whatever its debugger is.
const CONFIGURATION: KeyPart = KeyPart::Each(&Each {
    noun: "configuration",
    names: &["name"],
    types: &[],
    untyped: false,
    only: &[],
    unless: &[],
});
const SERVERS: [KeyPart; 2] = [Word("servers"), Any];

/// The paths, other than places and the arguments of terminal profiles, below which all strings are resolved.
///
/// Source: terminalEnvironment.ts, `getCwd`; taskConfiguration.ts and terminalTaskSystem.ts,
/// `resolveVariablesFromSet`; debugService.ts, which resolves all of a launch configuration before the debugger
/// gets it (1.138); mcpRegistry.ts, `_replaceVariablesInLaunch` (1.139.1); recorded as `task-subst` and
/// `debug-node`. CMake Tools src/config.ts and src/expand.ts (c09931f9). devcontainers/cli
/// src/spec-common/variableSubstitution.ts. The settings of the other extensions: the source of their dialects. An extension may
/// resolve further references in its own configurations first.
pub(crate) static RESOLVED: &[StringPlace] = &[
    setting(&[Word("clangd"), Word("arguments")], &CLANGD),
    setting(&[Word("clangd"), Word("fallbackFlags")], &CLANGD),
    setting(&[Word("clangd"), Word("path")], &CLANGD),
    setting(&[Word("cmake"), Word("buildArgs")], &CMAKE),
    setting(&[Word("cmake"), Word("buildDirectory")], &CMAKE),
    setting(&[Word("cmake"), Word("cmakePath")], &CMAKE),
    setting(&[Word("cmake"), Word("configureArgs")], &CMAKE),
    setting(&[Word("cmake"), Word("cpackPath")], &CMAKE),
    setting(&[Word("cmake"), Word("ctestArgs")], &CMAKE),
    setting(&[Word("cmake"), Word("ctestPath")], &CMAKE),
    setting(&[Word("cmake"), Word("installPrefix")], &CMAKE),
    setting(&[Word("cmake"), Word("sourceDirectory")], &CMAKE),
    setting(&[Word("python"), Word("activeStateToolPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("condaPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("defaultInterpreterPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("pipenvPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("pixiToolPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("poetryPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("testing"), Word("cwd")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("testing"), Word("pytestArgs")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("testing"), Word("pytestPath")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("testing"), Word("unittestArgs")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("venvFolders")], &PYTHON_PATHS),
    setting(&[Word("python"), Word("venvPath")], &PYTHON_PATHS),
    setting(&[Word("ruff"), Word("interpreter")], &RUFF),
    setting(&[Word("ruff"), Word("path")], &RUFF),
    setting(&[RUST[0], RUST[1], Word("path")], &RUST_ANALYZER_PATH),
    setting(&[T[0], T[1], Word("cwd")], &TERMINAL),
    setting(&[Word("zig"), Word("path")], &ZIG),
    setting(&[Word("zig"), Word("zls"), Word("path")], &ZIG),
    strings(Section::Tasks, &[Word("args")]),
    strings(Section::Tasks, &[Word("command")]),
    strings(Section::Tasks, &[Word("options")]),
    strings(Section::Tasks, &[Word("tasks"), OWN_TASK, Word("args")]),
    strings(Section::Tasks, &[Word("tasks"), OWN_TASK, Word("command")]),
    strings(Section::Tasks, &[Word("tasks"), OWN_TASK, Word("options")]),
    strings(Section::Tasks, &[Word("tasks"), OWN_TASK, Platform, Word("args")]),
    strings(Section::Tasks, &[Word("tasks"), OWN_TASK, Platform, Word("command")]),
    strings(Section::Tasks, &[Word("tasks"), OWN_TASK, Platform, Word("options")]),
    strings(Section::Launch, &[CONFIGURATIONS, CONFIGURATION, Any]),
    strings(Section::Mcp, &[SERVERS[0], SERVERS[1], Word("args")]),
    strings(Section::Mcp, &[SERVERS[0], SERVERS[1], Word("command")]),
    strings(Section::Mcp, &[SERVERS[0], SERVERS[1], Word("cwd")]),
    strings(Section::Mcp, &[SERVERS[0], SERVERS[1], Word("envFile")]),
    strings(Section::Mcp, &[SERVERS[0], SERVERS[1], Word("headers")]),
    strings(Section::Mcp, &[SERVERS[0], SERVERS[1], Word("url")]),
    portable_strings(&[Any, Word("args")]),
    portable_strings(&[Any, Word("command")]),
    portable_strings(&[Any, Word("headers")]),
    portable_strings(&[Any, Word("url")]),
    container_strings(&[Word("mounts")]),
    container_strings(&[Word("runArgs")]),
    container_strings(&[Word("workspaceMount")]),
];
