//! Version managers and similar tools: the words in a startup file that show which folders they add to PATH.

/// A tool that a line of a startup file sets up. It adds folders to PATH that the line does not contain.
pub(super) struct StartupTool {
    /// A part of the folders that it adds.
    pub(super) folder: &'static str,
    /// The line contains at least one of these words.
    pub(super) words: &'static [&'static str],
}

const fn tool(folder: &'static str, words: &'static [&'static str]) -> StartupTool {
    StartupTool { folder, words }
}

/// Source: the installation instructions of each tool.
pub(super) const TOOLS: &[StartupTool] = &[
    tool("nvm", &["nvm.sh", "NVM_DIR", "nvm use", "nvm"]),
    tool("fnm", &["fnm env", "fnm"]),
    tool("volta", &["VOLTA_HOME", ".volta"]),
    tool(".n/", &["N_PREFIX"]),
    tool(".nvs", &["nvs.sh", "NVS_HOME"]),
    tool("pyenv", &["pyenv init", "PYENV_ROOT", "pyenv"]),
    tool("rbenv", &["rbenv init", "rbenv"]),
    tool("rvm", &["rvm/scripts", ".rvm/bin", "rvm"]),
    tool("nodenv", &["nodenv init", "nodenv"]),
    tool("goenv", &["goenv init", "GOENV_ROOT", "goenv"]),
    tool("jenv", &["jenv init", "jenv"]),
    tool(".gvm", &["gvm/scripts", "gvm"]),
    tool("asdf", &["asdf.sh", "asdf/shims", "ASDF_DATA_DIR", "asdf"]),
    tool("mise", &["mise activate", "mise/shims", "mise"]),
    tool("rtx", &["rtx activate", "rtx"]),
    tool("conda", &["conda.sh", "conda initialize", "shell.bash", "shell.zsh", "conda activate", "conda"]),
    tool("mamba", &["mamba", "micromamba"]),
    tool("miniforge", &["miniforge", "conda"]),
    tool("homebrew", &["brew shellenv", "homebrew"]),
    tool("linuxbrew", &["brew shellenv", "linuxbrew"]),
    tool(".cargo", &[".cargo/env", ".cargo/bin", "CARGO_HOME"]),
    tool("sdkman", &["sdkman-init", "SDKMAN_DIR"]),
    tool(".nix-profile", &["nix.sh", "nix-daemon.sh", ".nix-profile"]),
    tool("/nix/", &["nix.sh", "nix-daemon.sh", "nix-profile", "direnv hook"]),
    tool(".ghcup", &[".ghcup/env", "ghcup"]),
    tool(".opam", &["opam env", "opam-init"]),
    tool(".bun", &["BUN_INSTALL", ".bun"]),
    tool(".deno", &["DENO_INSTALL", ".deno"]),
    tool("pnpm", &["PNPM_HOME", "pnpm"]),
    tool("poetry", &["poetry"]),
    tool("direnv", &["direnv hook", "direnv"]),
    tool("flutter", &["flutter"]),
    tool("google-cloud-sdk", &["google-cloud-sdk"]),
];
