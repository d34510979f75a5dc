// One case in one window: its files, its own server, and a browser page that shows it.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { besides, only, processes } from "./cases.mjs";
import { startServer } from "./server.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const REGISTRY = fileURLToPath(new URL("../../../scripts/registry/extension", import.meta.url));
const CASE_LIMIT = 180_000;

/** What the server is started with. `/base/bin` shows where a value comes from it, and not from the login shell. */
const SERVER_ENV = {
  PATH: "/usr/local/bin:/usr/bin:/bin:/base/bin",
  SHELL: "/bin/bash",
  LANG: "C.UTF-8",
  BASEVAR: "base-value",
  POINTER: "BASEVAR",
};
/** What comes from the login shell, whose files are no part of a case. */
const OF_LOGIN_SHELL = ["PATH", "FROM_LOGIN"];
/** What VS Code and we set; the rest of a case's `base` it was started with. */
const OURS = [...OF_LOGIN_SHELL, "HOME", "BROWSER", "ELECTRON_RUN_AS_NODE", "VSCODE_IPC_HOOK_CLI"];

/** Runs the case once more: `{ version, recording, failures }`. */
export function rerun(root, browser, given) {
  return inWindow(root, browser, given, (result, at) => recorded(given, result, at));
}

/**
 * Opens a window with the files of the case, starts its processes, and returns what `use` makes of the result while the window is
 * still open.
 */
export async function inWindow(root, browser, given, use) {
  const run = path.join(root, "run", given.case);
  fs.rmSync(run, { recursive: true, force: true });
  const remoteCli = `${root}/cs/lib/vscode/bin/remote-cli`;
  const at = { WS: `${run}/ws`, HOME: `${run}/home`, OUT: `${run}/out`, RUN: run, ROOT: root, REMOTE_CLI: remoteCli };
  const real = (text) => text.replace(/@([A-Z_]+)@/g, (all, name) => at[name] ?? all);
  const plan = layOut(run, at, given, real);
  let server, context;
  try {
    server = await start(root, run, at, given);
    context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${server.address}?${address(at, given)}`, { waitUntil: "domcontentloaded" });
    const watching = new AbortController();
    if (plan.trusted) trust(page, watching.signal);
    const result = await Promise.race([appears(plan.result, watching.signal), server.ended]).finally(() => watching.abort());
    if (result.error) throw new Error(result.error);
    return await use(result, at);
  } catch (error) {
    await context?.pages()[0]?.screenshot({ path: `${run}/window.png` }).catch(() => {});
    throw error;
  } finally {
    await context?.close();
    await server?.stop();
  }
}

/** Writes all settings that the VS Code in `root` knows to `target`, for scripts/registry/update.py. */
export async function dumpSettings(root, browser, target) {
  const run = path.join(root, "run", "settings");
  fs.rmSync(run, { recursive: true, force: true });
  const at = { WS: `${run}/ws`, HOME: `${run}/home` };
  for (const folder of [at.WS, at.HOME, `${run}/out`]) fs.mkdirSync(folder, { recursive: true });
  fs.cpSync(REGISTRY, `${run}/ext/envlint.settings-dump-0.0.1`, { recursive: true });
  const dump = `${run}/out/settings.json`;
  const given = { case: "settings", files: {}, folders: ["@WS@"], base: { SETTINGS_DUMP: dump } };
  const server = await start(root, run, at, given);
  const context = await browser.newContext();
  const watching = new AbortController();
  try {
    const page = await context.newPage();
    await page.goto(`${server.address}?${address(at, given)}`, { waitUntil: "domcontentloaded" });
    await Promise.race([appears(dump, watching.signal), server.ended]).finally(() => watching.abort());
    fs.copyFileSync(dump, target);
  } finally {
    await context.close();
    await server.stop();
  }
}

/** Writes the files of the case where the server looks for them, and the recorder with its plan. */
function layOut(run, at, given, real) {
  fs.cpSync(`${HERE}/stage/ws`, at.WS, { recursive: true });
  fs.cpSync(`${HERE}/stage/home`, at.HOME, { recursive: true });
  for (const folder of [at.OUT, ...given.folders.map(real)]) fs.mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(given.files)) write(placeOf(run, at, name), real(text));
  const login = Object.entries(only(given.base, OF_LOGIN_SHELL));
  const exported = login.map(([name, value]) => `export ${name}='${real(value.replace(/^@REMOTE_CLI@:/, ""))}'\n`);
  if (!given.files["home/.bash_profile"]) write(`${at.HOME}/.bash_profile`, exported.join(""));

  const extension = `${run}/ext/recorder.recorder-0.0.1`;
  fs.cpSync(`${HERE}/extension`, extension, { recursive: true });
  const { collection, trust } = besides(given.case);
  const plan = {
    result: `${run}/result.json`,
    collection,
    trusted: trust === true,
    keeps: given.keeps === true,
    open: given.later["${file}"],
    processes: processes(given),
  };
  const text = real(JSON.stringify(plan));
  write(`${extension}/plan.json`, text);
  return JSON.parse(text);
}

/** A server keeps elsewhere what a desktop keeps in the home folder. */
function placeOf(run, at, name) {
  const of = [
    ["home/.config/Code/User/", `${run}/data/User/`],
    ["home/.vscode-server/data/", `${run}/data/`],
    ["home/", `${at.HOME}/`],
  ];
  const [start, folder] = of.find(([start]) => name.startsWith(start)) ?? ["", `${at.WS}/`];
  return folder + name.slice(start.length);
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** What the page shows: a workspace file if there is one, else the folder, else nothing. */
function address(at, { files, folders }) {
  const workspace = Object.keys(files).find((name) => name.endsWith(".code-workspace"));
  if (workspace) return `workspace=${at.WS}/${workspace}`;
  return folders.length > 0 ? `folder=${at.WS}` : "ew=true";
}

/** Starts the server of a case. */
function start(root, run, at, given) {
  const names = Object.keys(given.base).filter((name) => !OURS.includes(name));
  const env = { ...SERVER_ENV, USER: os.userInfo().username, HOME: at.HOME, TMPDIR: `${root}/tmp`, ...only(given.base, names) };
  return startServer(root, run, { env, asksForTrust: besides(given.case).trust !== undefined });
}

/** Answers the question whether the folder is trusted. */
function trust(page, signal) {
  const button = page.locator(".monaco-dialog-box .monaco-button", { hasText: /^(Yes, I trust|Trust)/ }).first();
  button.click({ timeout: CASE_LIMIT }).catch((error) => signal.aborted || console.error(String(error)));
}

/** The JSON that the recorder writes, all at once, when it is done. */
async function appears(file, signal) {
  const limit = AbortSignal.timeout(CASE_LIMIT);
  const changes = fs.promises.watch(path.dirname(file), { signal: AbortSignal.any([signal, limit]) });
  try {
    for await (const { filename } of changes) {
      if (filename === path.basename(file) && fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, "utf8"));
    }
  } catch (error) {
    if (limit.aborted) throw new Error(`no result within ${CASE_LIMIT / 1000} s; see server.log and window.png`);
    if (!signal.aborted) throw error;
  }
  return {};
}

/** The result in the form of environments.json: folders of this run by their names, and only the variables in question. */
function recorded(given, result, at) {
  const folders = Object.entries(at).sort(([, one], [, other]) => other.length - one.length);
  const named = (text) => {
    const socket = text.replace(/\S*\/vscode-ipc-[0-9a-f-]+\.sock/g, "@SOCKET@");
    return folders.reduce((text, [name, folder]) => text.replaceAll(folder, `@${name}@`), socket);
  };
  const reduced = (env, names) => {
    const values = Object.entries(only(env, names));
    return Object.fromEntries(values.map(([name, value]) => [name, named(value)]));
  };
  const started = result.processes.filter(({ env }) => env);
  const failures = result.processes.filter(({ env }) => !env);
  const recording = {
    case: given.case,
    shell: result.shell,
    folders: result.folders.map(named),
    later: given.later,
    files: given.files,
    base: reduced(result.host, Object.keys(given.base)),
    ...(given.started && { started: given.started }),
    spoken: given.spoken,
    seen: started.map(({ consumer, name, env }) => ({ consumer, name, env: reduced(env, given.spoken) })),
  };
  return { version: result.version, recording, failures };
}
