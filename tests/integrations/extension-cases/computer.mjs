// A home folder and a folder in it, with a program that only terminals find, and a server with the extension.

import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { startServer } from "../../recordings/recorder/server.mjs";

/** A value that must never be shown. */
export const SECRET = "hunter2-Zq7-not-to-be-shown";

const PROGRAM = "#!/bin/sh\necho go version go1.25.4 linux/amd64\n";
export const LOST_PATH = `{
  // The tools of this project.
  "terminal.integrated.env.linux": {
    "PATH": "\${workspaceFolder}/tools"
  }
}
`;
export const FIXED_PATH = LOST_PATH.replace("/tools", "/tools:${env:PATH}");

const TASKS = `{
  "version": "2.0.0",
  "tasks": [
    {
      "label": "build",
      "type": "shell",
      "command": "make",
      "options": {
        "env": {
          "PATH": "\${workspaceFolder}/build:\${env:PATH}",
          "API_TOKEN": "${SECRET}"
        }
      }
    }
  ]
}
`;

const FILES = {
  "home/.bash_profile": "export EDITOR=vi\n",
  "home/.bashrc": 'export PS1="$ "\nexport PATH=$HOME/sdk/go/bin:$PATH\n',
  "home/app/.vscode/settings.json": LOST_PATH,
  "home/app/.vscode/tasks.json": TASKS,
  "home/app/go.mod": "module example.com/app\n\ngo 1.25\n",
  "home/app/main.go": "package main\n\nfunc main() {}\n",
};

/** The user's settings, with one mistake: files are fixed when they are saved, and nothing but envlint is to be seen. */
const SETTINGS = {
  "breadcrumbs.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.codeActionsOnSave": { "source.fixAll.envlint": "explicit" },
  "editor.hover.above": false,
  "editor.minimap.enabled": false,
  "editor.scrollBeyondLastLine": false,
  "editor.stickyScroll.enabled": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "json.schemaDownload.enable": false,
  "security.workspace.trust.startupPrompt": "never",
  "terminal.integrated.env.linux": { MY_TOOLS: "$HOME/tools" },
  "window.autoDetectColorScheme": true,
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.editor.useModal": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export class Computer {
  constructor(root, name) {
    this.root = root;
    this.run = path.join(root, "run", name);
    this.home = path.join(this.run, "home");
    this.folder = path.join(this.home, "app");
    fs.rmSync(this.run, { recursive: true, force: true });
    for (const [file, text] of Object.entries(FILES)) this.write(file, text);
    for (const folder of ["tools", "build"]) fs.mkdirSync(path.join(this.folder, folder));
    this.write("home/sdk/go/bin/go", PROGRAM);
    fs.chmodSync(path.join(this.home, "sdk/go/bin/go"), 0o755);
    this.write("data/User/settings.json", JSON.stringify(SETTINGS, null, 2));
  }

  write(file, text) {
    const target = path.join(this.run, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  read(file) {
    return fs.readFileSync(path.join(this.run, file), "utf8");
  }

  get env() {
    const base = { PATH: "/usr/local/bin:/usr/bin:/bin", SHELL: "/bin/bash", LANG: "C.UTF-8", USER: "root" };
    return { ...base, HOME: this.home, TMPDIR: path.join(this.root, "tmp"), MY_TOKEN: SECRET };
  }

  async install(vsix) {
    const entry = `${this.root}/cs/out/node/entry.js`;
    const folders = ["--user-data-dir", `${this.run}/data`, "--extensions-dir", `${this.run}/ext`];
    await promisify(execFile)(`${this.root}/bin/node`, [entry, ...folders, "--install-extension", vsix], { env: this.env });
  }

  async start({ asksForTrust = false } = {}) {
    this.server = await startServer(this.root, this.run, { env: this.env, asksForTrust });
    return `${this.server.address}?folder=${this.folder}`;
  }

  async stop() {
    await this.server?.stop();
  }
}
