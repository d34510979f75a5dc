// The cases: startup files and settings, the processes to start, and the diagnosis that explains a difference.

const PATHS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const READS_BASHRC = '[ -f ~/.bashrc ] && . ~/.bashrc\n';
const GO = "#!/bin/sh\necho go version go1.25.4 linux/amd64\n";

/** The programs in question have a text that starts with `#!`, so they can be executed. */
const program = (path, text = GO) => ({ [path]: text });
const settings = (value) => ({ ".vscode/settings.json": JSON.stringify(value) });
const userSettings = (value) => ({ "home/.config/Code/User/settings.json": JSON.stringify(value) });
const home = (files) => Object.fromEntries(Object.entries(files).map(([name, text]) => [`home/${name}`, text]));

/** Tasks that write their environment as their first act. */
const tasks = (list) => ({
  ".vscode/tasks.json": JSON.stringify({
    version: "2.0.0",
    tasks: list.map(({ label, type, env, command }) => {
      const writes = `/bin/cat /proc/$$/environ > '@OUT@/task-${label}.spawn'${command ? `; ${command}` : ""}`;
      const run = type === "shell" ? { command: writes } : { command: "/bin/sh", args: ["-c", writes] };
      return { label, type, ...run, problemMatcher: [], ...(env ? { options: { env } } : {}) };
    }),
  }),
});
const task = (label, type = "shell") => ({ consumer: `${type}-task`, name: label });

const launch = (list) => ({
  ".vscode/launch.json": JSON.stringify({
    version: "0.2.0",
    configurations: list.map(({ name, console, env }) => ({
      name,
      type: "node",
      request: "launch",
      program: "@WS@/d.js",
      runtimeExecutable: "/usr/bin/node",
      console,
      env: { OUTF: `@OUT@/debug-${name}.env`, ...env },
    })),
  }),
});

const HOST = { consumer: "extension-host", name: null };
const TERMINAL = { consumer: "terminal", name: null };
const PROMPT = { consumer: "prompt", name: null };
const profile = (name) => ({ consumer: "terminal", name });

/**
 * `spoken`: the variables that the files mention, besides PATH. `seen`: the processes. `programs`: names to look up in each process.
 * `later`: files that are written after VS Code has started. `expect`: the diagnosis that must be made, and that explains differences.
 */
const one = (name, { files = {}, spoken = [], seen = [], programs = [], later = {}, expect = null, base = {} }) => ({
  case: name,
  files: { ...home({ ".bash_profile": "" }), ...files },
  spoken: ["PATH", ...spoken],
  seen: [HOST, TERMINAL, PROMPT, ...seen],
  programs,
  later,
  expect,
  base,
});

export const CASES = [
  one("nothing", {}),
  one("sets", { files: home({ ".bash_profile": "export FOO=bar EMPTY=\nexport SPACED='a b'\n" }), spoken: ["FOO", "EMPTY", "SPACED"] }),
  one("adds-in-front", { files: home({ ".bash_profile": "export PATH=$HOME/bin:$PATH\n" }) }),
  one("adds-at-the-end", { files: home({ ".bash_profile": "export PATH=$PATH:$HOME/.local/bin:/opt/tools/bin\n" }) }),
  one("reorders", { files: home({ ".bash_profile": "PATH=/bin:/usr/bin:$PATH\nexport PATH\n" }) }),
  one("replaces", {
    files: home({ ".bash_profile": `export PATH=${PATHS}\n` }),
    base: { PATH: "/usr/local/bin:/usr/bin:/bin:/base/bin" },
  }),
  one("reads-bashrc", {
    files: home({ ".bash_profile": READS_BASHRC, ".bashrc": "export FOO=rc\nexport PATH=$HOME/rc/bin:$PATH\n" }),
    spoken: ["FOO"],
  }),
  one("profile-guards", {
    files: home({
      ".bash_profile": READS_BASHRC,
      ".bashrc": 'case $- in *i*) ;; *) return ;; esac\ncase ":$PATH:" in *:"$HOME/rc/bin":*) ;; *) PATH=$HOME/rc/bin:$PATH ;; esac\nexport PATH\n',
    }),
  }),
  one("bashrc-only", {
    files: {
      ...home({ ".bash_profile": "export A=1\n", ".bashrc": "export ONLY_RC=1\nexport PATH=$HOME/go/bin:$PATH\n" }),
      ...program("home/go/bin/go"),
    },
    spoken: ["A", "ONLY_RC"],
    programs: ["go"],
    expect: "set-in-unread-startup-file",
  }),
  one("execs-another-shell", {
    files: home({ ".bash_profile": "export LOST=1\nexec /bin/sh -c :\n" }),
    spoken: ["LOST"],
    expect: "shell-resolution-failed",
  }),
  one("exits", { files: home({ ".bash_profile": "export LOST=1\nexit 0\n" }), spoken: ["LOST"], expect: "shell-resolution-failed" }),
  one("exits-with-an-error", { files: home({ ".bash_profile": "export LOST=1\nexit 3\n" }), spoken: ["LOST"], expect: "shell-resolution-failed" }),
  one("sleeps", { files: home({ ".bash_profile": "sleep 2\nexport SLOW=1\n" }), spoken: ["SLOW"] }),
  one("talks", { files: home({ ".bash_profile": "echo hello; echo '{ \"PATH\": 1 }' >&2\nexport FOO=after\n(exit 4)\n" }), spoken: ["FOO"] }),
  one("unsets", { files: home({ ".bash_profile": "unset BASEVAR\nexport POINTER=changed\n" }), spoken: ["BASEVAR", "POINTER"] }),
  one("hostile-values", { files: home({ ".bash_profile": "export LINES2=$'a\\nb'\nexport QUOTES=\"it's \\\"x\\\"\" DOLLAR='$HOME ${env:PATH}'\n" }), spoken: ["LINES2", "QUOTES", "DOLLAR"] }),
  one("path-setting", {
    files: { ...home({ ".bash_profile": "export PATH=$HOME/bin:$PATH\n" }), ...settings({ "terminal.integrated.env.linux": { PATH: "${workspaceFolder}/bin:${env:PATH}", A: "${env:HOME}/a", N: null, PLAIN: "x$y" } }) },
    spoken: ["A", "N", "PLAIN"],
    // N, which the settings remove, is set nowhere. A and PLAIN reach the terminals that they are set for.
    expect: "program-not-found",
  }),
  one("settings-remove", {
    files: { ...home({ ".bash_profile": "export GONE=1 KEPT=2\n" }), ...settings({ "terminal.integrated.env.linux": { GONE: null } }) },
    spoken: ["GONE", "KEPT"],
    expect: "settings-cause",
  }),
  one("profile", {
    files: settings({
      "terminal.integrated.defaultProfile.linux": "mine",
      "terminal.integrated.profiles.linux": { mine: { path: "/bin/bash", env: { P: "mine", X: "profile" } }, other: { path: "/bin/bash", env: { P: "other" } } },
      "terminal.integrated.env.linux": { X: "env", E: "e" },
    }),
    spoken: ["P", "X", "E"],
    seen: [profile("other")],
  }),
  one("tasks", {
    files: {
      ...home({ ".bash_profile": "export FOO=login\n" }),
      ...settings({ "terminal.integrated.env.linux": { E: "e", FOO: "env" } }),
      ...tasks([
        { label: "sh", type: "shell" },
        { label: "pr", type: "process" },
        { label: "sh-env", type: "shell", env: { TE: "<${env:FOO}>", PATH: "${env:PATH}:/t" } },
        { label: "pr-env", type: "process", env: { TE: "task", FOO: "task" } },
      ]),
    },
    spoken: ["FOO", "E", "TE"],
    seen: [task("sh"), task("pr", "process"), task("sh-env"), task("pr-env", "process")],
  }),
  one("task-with-automation-profile", {
    files: {
      ...settings({ "terminal.integrated.automationProfile.linux": { path: "/bin/bash", env: { AUTO: "1" } }, "terminal.integrated.env.linux": { E: "e" } }),
      ...tasks([{ label: "sh", type: "shell", env: { TE: "task" } }]),
    },
    spoken: ["AUTO", "E", "TE"],
    seen: [task("sh")],
  }),
  one("debug", {
    files: {
      ...home({ ".bash_profile": "export FOO=login\nexport PATH=$HOME/bin:$PATH\n" }),
      ...launch([
        { name: "internal", console: "internalConsole", env: { L: "<${env:FOO}>", P: "${env:PATH}:/l" } },
        { name: "integrated", console: "integratedTerminal", env: { L: "launch" } },
      ]),
      ...settings({ "terminal.integrated.env.linux": { E: "e" } }),
    },
    spoken: ["FOO", "L", "P", "E"],
    seen: [{ consumer: "node-debug", name: "internal" }, { consumer: "node-debug-in-terminal", name: "integrated" }],
  }),
  one("go", {
    files: {
      ...home({ ".bash_profile": "export PATH=$PATH:$HOME/sdk/bin\nexport GOPATH=$HOME/go\n" }),
      ...program("home/sdk/bin/go"),
      ...tasks([{ label: "sh", type: "shell" }]),
    },
    spoken: ["GOPATH"],
    programs: ["go"],
    seen: [task("sh")],
  }),
  one("go-for-terminals-only", {
    files: {
      ...program("home/sdk/bin/go"),
      ...settings({ "terminal.integrated.env.linux": { PATH: "${env:HOME}/sdk/bin:${env:PATH}" } }),
    },
    programs: ["go"],
    expect: "settings-cause",
  }),
  one("changed-later", {
    files: home({ ".bash_profile": "export FOO=old\n" }),
    later: home({ ".bash_profile": "export FOO=new\nexport PATH=$PATH:$HOME/later/bin\n" }),
    spoken: ["FOO"],
    expect: "stale-process",
  }),
  one("added-later", {
    files: program("home/sdk/bin/go"),
    later: home({ ".bash_profile": "export PATH=$PATH:$HOME/sdk/bin\nexport GOPATH=$HOME/go\n" }),
    spoken: ["GOPATH"],
    programs: ["go"],
    expect: "stale-process",
  }),
  one("inherit-off", {
    files: { ...home({ ".bash_profile": "export FOO=login\n" }), ...userSettings({ "terminal.integrated.inheritEnv": false }) },
    spoken: ["FOO"],
  }),
  one("wrong-goroot", { files: home({ ".bash_profile": "export GOROOT=/opt/no/go\n" }), spoken: ["GOROOT"], expect: "wrong-host-variable" }),
];
