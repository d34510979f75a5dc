// Starts what plan.json beside this file asks for, one after the other, and writes what each process was started with to the
// plan's `result`:
//
//   { "version", "shell", "folders", "host": {…}, "processes": [{ "consumer", "name", "env": {…} or "error": "…" }] }
//
// An environment that a process writes itself (a task, what is debugged) comes as a file in the plan's `out`.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const SECONDS = 1000;
const plan = JSON.parse(fs.readFileSync(path.join(__dirname, "plan.json"), "utf8"));

exports.activate = (context) => {
  const host = { ...process.env };
  record(context, host)
    .catch((error) => ({ error: String(error?.stack ?? error) }))
    .then((result) => {
      fs.writeFileSync(`${plan.result}.part`, JSON.stringify(result));
      fs.renameSync(`${plan.result}.part`, plan.result);
    });
};

async function record(context, host) {
  for (const [act, name, value] of plan.collection) context.environmentVariableCollection[act](name, value);
  if (plan.trusted && !vscode.workspace.isTrusted) {
    await event(vscode.workspace.onDidGrantWorkspaceTrust, () => true, 20 * SECONDS, "nobody trusted the folder");
  }
  if (plan.open) await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(plan.open));
  const processes = [];
  for (const wanted of plan.processes) {
    const { consumer, name } = wanted;
    try {
      processes.push({ consumer, name, env: await START[consumer](wanted) });
    } catch (error) {
      processes.push({ consumer, name, error: String(error?.message ?? error) });
    }
  }
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  return { version: vscode.version, shell: path.basename(vscode.env.shell), folders, host, processes };
}

const START = {
  "extension-host": async () => ({ ...process.env }),
  terminal,
  prompt,
  "shell-task": task,
  "process-task": task,
  "node-debug": debug,
  "node-debug-in-terminal": debug,
};

/** What the shell of a new terminal was started with: of the named profile, or of the default one. */
async function terminal({ name }) {
  const opened = name === null ? vscode.window.createTerminal() : await terminalOf(name);
  try {
    const pid = await within(10 * SECONDS, opened.processId, "the terminal has no process");
    if (pid === undefined) throw new Error(`the shell did not start (${JSON.stringify(opened.exitStatus)})`);
    // Between fork and exec the process still is the server, with the server's environment.
    await until(5 * SECONDS, () => fs.readlinkSync(`/proc/${pid}/exe`) !== process.execPath, "the shell was not executed");
    return variables(fs.readFileSync(`/proc/${pid}/environ`, "utf8"));
  } finally {
    if (!plan.keeps) await close(opened);
  }
}

async function close(opened) {
  const closed = event(vscode.window.onDidCloseTerminal, (it) => it === opened, 5 * SECONDS, "the terminal stays open");
  opened.dispose();
  await closed;
}

/** What a program has that is started at the prompt of a new terminal, after the startup files. */
async function prompt({ file }) {
  const opened = vscode.window.createTerminal();
  try {
    await within(10 * SECONDS, opened.processId, "the terminal has no process");
    opened.sendText(`/bin/cat /proc/self/environ > '${file}.part'; /bin/mv '${file}.part' '${file}'`);
    await until(20 * SECONDS, () => fs.existsSync(file), "the terminal wrote nothing");
    return variables(fs.readFileSync(file, "utf8"));
  } finally {
    if (!plan.keeps) await close(opened);
  }
}

async function terminalOf(profileName) {
  const opened = event(vscode.window.onDidOpenTerminal, () => true, 10 * SECONDS, `no terminal opened for ${profileName}`);
  vscode.commands.executeCommand("workbench.action.terminal.newWithProfile", { profileName });
  return opened;
}

/** Runs the task with the plan's `label`; the task itself writes its environment, as its first act. */
async function task({ label, file }) {
  const tasks = await within(20 * SECONDS, vscode.tasks.fetchTasks(), "VS Code does not list the tasks");
  const found = tasks.find((task) => task.name === label);
  if (!found) throw new Error(`VS Code knows no task ${label}`);
  const ended = event(vscode.tasks.onDidEndTask, (it) => it.execution.task.name === label, 20 * SECONDS, "it does not end");
  ended.catch(() => {}); // it never starts where executeTask() fails
  await within(15 * SECONDS, vscode.tasks.executeTask(found), "it does not start");
  await ended;
  return written(file);
}

/** Starts the launch configuration `name`; the program writes its environment. */
async function debug({ name, file }) {
  const ended = event(vscode.debug.onDidTerminateDebugSession, (it) => !it.parentSession, 40 * SECONDS, "it does not end");
  ended.catch(() => {});
  const started = vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], name);
  if (!(await within(20 * SECONDS, started, "the session does not start"))) throw new Error("the session did not start");
  await until(20 * SECONDS, () => fs.existsSync(file), "what is debugged wrote nothing");
  await vscode.debug.stopDebugging();
  await ended;
  return written(file);
}

function written(file) {
  if (!fs.existsSync(file)) throw new Error(`it ended, and wrote no ${path.basename(file)}`);
  return variables(fs.readFileSync(file, "utf8"));
}

/** The variables of a text in the form of /proc/PID/environ. A name may be empty, a value may hold `=`. */
function variables(text) {
  const entries = text.split("\0").filter((entry) => entry.includes("="));
  return Object.fromEntries(entries.map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]));
}

/** The first event that `fits`. */
function event(subscribe, fits, limit, otherwise) {
  let subscription;
  const happened = new Promise((resolve) => {
    subscription = subscribe((it) => fits(it) && resolve(it));
  });
  return within(limit, happened, otherwise).finally(() => subscription.dispose());
}

/** What `promise` gives, or an error after `limit` milliseconds. */
function within(limit, promise, otherwise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${otherwise} (within ${limit / SECONDS} s)`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Waits for what the system tells no event of. */
async function until(limit, holds, otherwise) {
  const end = Date.now() + limit;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`${otherwise} (within ${limit / SECONDS} s)`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
