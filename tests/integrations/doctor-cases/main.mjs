// Runs the cases and prints, for each, the variables whose value differs from doctor's prediction, then the totals.

import { execFile } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { inWindow } from "../../recordings/recorder/window.mjs";
import { CASES } from "./cases.mjs";

const { RECORD_ROOT: root, ENVLINT: envlint, CHROMIUM: executablePath } = process.env;
const PATHS = "/usr/local/bin:/usr/bin:/bin";
// A new file must be newer than the server. File systems and /proc count whole seconds.
const SECOND = 1000;
// One restart, or one correction, is enough for all variables, so these diagnoses name only the first.
const GENERAL = ["stale-process", "shell-resolution-failed"];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(2));

const asked = process.argv.slice(2);
const wanted = CASES.filter((it) => asked.length === 0 || asked.includes(it.case));
const total = { compared: 0, equal: 0, explained: 0, unexplained: 0 };
let failed = 0;

fs.rmSync(path.join(root, "tmp"), { recursive: true, force: true });
for (const folder of ["tmp", "browser"]) fs.mkdirSync(path.join(root, folder), { recursive: true });
process.env.TMPDIR = path.join(root, "tmp");
const { chromium } = createRequire(path.join(root, "tools/package.json"))("playwright-core");
const browser = await chromium.launch({
  executablePath,
  chromiumSandbox: process.getuid() !== 0,
  env: { ...process.env, HOME: path.join(root, "browser") },
  args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
try {
  for (const given of wanted) await run(given);
} finally {
  await browser.close();
}
const { compared, equal, explained, unexplained } = total;
console.log(`${wanted.length} cases: ${compared} values compared, ${equal} equal, ${explained} explained, ${unexplained} unexplained, ${failed} failed`);
process.exitCode = unexplained + failed > 0 ? 1 : 0;

async function run(given) {
  const base = { BASEVAR: "base-value", POINTER: "BASEVAR", ...given.base };
  const plan = { ...given, folders: ["@WS@"], later: {}, base, keeps: true };
  try {
    const { lines, counts } = await inWindow(root, browser, plan, (result, at) => beside(given, result, at));
    for (const key of Object.keys(total)) total[key] += counts[key];
    if (lines.some((line) => line.startsWith("no "))) failed += 1;
    const summary = `${counts.compared} values, ${counts.equal} equal, ${counts.explained} explained, ${counts.unexplained} unexplained`;
    console.log([`${given.case}: ${summary}`, ...lines.map((line) => `    ${line}`)].join("\n"));
  } catch (error) {
    failed += 1;
    console.log(`${given.case}: failed: ${error.message}`);
  }
}

/** Runs doctor while the window is open, and compares its report with what the processes have. */
async function beside(given, result, at) {
  for (const [name, text] of Object.entries(given.files)) {
    const file = path.join(at.RUN, name);
    if (text.startsWith("#!")) fs.chmodSync(file, 0o755);
    // doctor reads the user's settings where a desktop keeps them.
    if (name.startsWith("home/.config")) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
  if (Object.keys(given.later).length > 0) await new Promise((resolve) => setTimeout(resolve, 2 * SECOND));
  for (const [name, text] of Object.entries(given.later)) fs.writeFileSync(path.join(at.RUN, name), text);
  const report = await doctor(given, at);
  fs.writeFileSync(`${at.RUN}/doctor.json`, JSON.stringify(report, null, 1));
  return compare(given, result, report, at);
}

async function doctor(given, at) {
  const names = given.spoken.filter((name) => name !== "PATH").concat(given.programs);
  const env = { HOME: at.HOME, PATH: PATHS, SHELL: "/bin/bash", USER: process.env.USER ?? "root", LANG: "C.UTF-8" };
  const words = ["doctor", ...names, "--folder", at.WS, "--trust", "--format", "json"];
  const run = promisify(execFile)(envlint, words, { env, cwd: at.RUN, maxBuffer: 1 << 26 });
  // The exit status is 1 if there is a diagnosis.
  const { stdout } = await run.catch((error) => (error.code === 1 ? error : Promise.reject(error)));
  return JSON.parse(stdout);
}

function compare(given, result, report, at) {
  const counts = { compared: 0, equal: 0, explained: 0, unexplained: 0 };
  const lines = [];
  const ids = report.diagnoses.map(({ id }) => id);
  if (given.expect && !ids.includes(given.expect)) lines.push(`no diagnosis ${given.expect}, but ${ids.join(", ") || "none"}`);
  for (const { consumer, name, env, error } of result.processes) {
    for (const program of env ? given.programs : []) lookUp(program, consumer, name, env);
    const who = labelOf(consumer, name);
    const row = report.environments.find(({ process }) => process.split("#")[0] === who) ?? inherited(report, consumer);
    if (!env || !row) {
      lines.push(`no environment of ${who}: ${error ?? "doctor does not report it"}`);
      continue;
    }
    for (const variable of given.spoken) {
      const known = row.variables.find((it) => it.name === variable);
      const value = consumer === "prompt" ? known?.observed : known?.predicted;
      count(who, variable, value ?? null, env[variable] ?? null, consumer === "prompt" ? "observed" : "predicted");
    }
  }
  return { lines, counts };

  /** Compares the path that doctor reports with the one that the process finds. A terminal's startup files can still add folders. */
  function lookUp(program, consumer, name, env) {
    if (consumer === "terminal") return;
    const { found } = report.programs.find((it) => it.name === program);
    const who = labelOf(consumer, name);
    const row = found.find(({ process }) => process.split("#")[0] === who) ?? found.find(({ process }) => process === "task");
    count(who, program, row?.path ?? null, firstOnPath(env.PATH, program), "predicted");
  }

  function count(who, variable, said, real, how) {
    counts.compared += 1;
    if (withoutNoise(variable, said) === withoutNoise(variable, real)) return void (counts.equal += 1);
    const explains = ({ id, variables }) => id === given.expect && (GENERAL.includes(id) || variables.includes(variable));
    const kind = report.diagnoses.some(explains) ? "explained" : "unexplained";
    counts[kind] += 1;
    lines.push(`${kind}: ${who}, ${variable}: ${JSON.stringify(real)}, ${how} was ${JSON.stringify(said)}`);
  }
}

/** A process without its own variables inherits those of its kind. */
function inherited(report, consumer) {
  const general = { "shell-task": "task", "process-task": "task" }[consumer] ?? "extension-host";
  return report.environments.find(({ process }) => process.split("#")[0] === general);
}

function labelOf(consumer, name) {
  if (consumer === "prompt" || (consumer === "terminal" && name === null)) return "terminal";
  if (consumer.endsWith("-task")) return `task:${name}`;
  return name === null ? consumer : `${consumer}:${name}`;
}

/** The file that a process with this PATH executes for `program`. */
function firstOnPath(list, program) {
  const files = list.split(":").map((folder) => path.join(folder, program));
  const isProgram = (file) => fs.existsSync(file) && (fs.statSync(file).mode & 0o111) !== 0;
  return files.find(isProgram) ?? null;
}

/** VS Code adds the folder of its own command to PATH. */
function withoutNoise(variable, value) {
  if (variable !== "PATH" || value === null) return value;
  return value.split(":").filter((entry) => !entry.includes("remote-cli")).join(":");
}
