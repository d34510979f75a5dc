// The command itself. `../record` installs its requirements and explains its usage.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { differences, obstacle, textOf } from "./cases.mjs";
import { dumpSettings, rerun } from "./window.mjs";

const RECORDED = fileURLToPath(new URL("../environments.json", import.meta.url));
// The folder contains sockets, whose paths must not be longer than 107 bytes.
const LONGEST_ROOT = 50;

const root = process.env.RECORD_ROOT;
const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, settings: { type: "string" }, update: { type: "boolean", default: false } },
});

// Other processes are ended on exit.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(2));

process.exitCode = await main().catch((error) => {
  console.error(`record: ${error.message}`);
  return 2;
});

/** 0: all cases came out as recorded; 1: some did not; 2: some could not be run. */
async function main() {
  if (Buffer.byteLength(root) > LONGEST_ROOT) throw new Error(`RECORD_ROOT must not be longer than ${LONGEST_ROOT} bytes`);
  const all = JSON.parse(fs.readFileSync(RECORDED, "utf8"));
  const unknown = names.filter((name) => !all.some((it) => it.case === name));
  if (unknown.length > 0) throw new Error(`environments.json has no ${unknown.join(", ")}`);
  const wanted = names.length > 0 ? all.filter((it) => names.includes(it.case)) : all;

  const ran = await eachInItsWindow(wanted);
  if (options.out) fs.writeFileSync(options.out, textOf([...ran.again.values()]));
  if (options.update) fs.writeFileSync(RECORDED, textOf(all.map((it) => ran.again.get(it.case) ?? it)));
  const counts = ["equal", "different", "failed", "skipped"].map((how) => `${ran[how]} ${how}`);
  console.log(`VS Code ${ran.version ?? "(did not run)"}: ${counts.join(", ")}`);
  if (ran.failed > 0) return 2;
  return ran.different > 0 ? 1 : 0;
}

async function eachInItsWindow(cases) {
  const ran = { version: undefined, again: new Map(), equal: 0, different: 0, failed: 0, skipped: 0 };
  const browser = await open();
  try {
    if (options.settings) await dumpSettings(root, browser, options.settings);
    for (const given of cases) await once(browser, given, ran);
  } finally {
    await browser.close();
  }
  return ran;
}

async function once(browser, given, ran) {
  const name = given.case;
  const reason = obstacle(given);
  if (reason) {
    ran.skipped += 1;
    return tell("skipped", name, [reason]);
  }
  try {
    const { version, recording, failures } = await rerun(root, browser, given);
    ran.version = version;
    if (failures.length > 0) {
      ran.failed += 1;
      return tell("failed", name, failures.map(({ consumer, name, error }) => `${consumer} ${name ?? ""}: ${error}`));
    }
    ran.again.set(name, recording);
    const lines = differences(given, recording);
    ran[lines.length > 0 ? "different" : "equal"] += 1;
    tell(lines.length > 0 ? "different" : "equal", name, lines);
  } catch (error) {
    ran.failed += 1;
    tell("failed", name, [error.message, `(${path.join(root, "run", name)})`]);
  }
}

function tell(how, name, lines) {
  console.log([`${how.padEnd(9)} ${name}`, ...lines.map((line) => `          ${line}`)].join("\n"));
}

/** The browser, with its own profile in our folder. Chromium has no sandbox where root runs it. */
async function open() {
  fs.rmSync(path.join(root, "tmp"), { recursive: true, force: true }); // servers leave their sockets there
  for (const folder of ["tmp", "browser"]) fs.mkdirSync(path.join(root, folder), { recursive: true });
  process.env.TMPDIR = path.join(root, "tmp");
  const { chromium } = createRequire(path.join(root, "tools/package.json"))("playwright-core");
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    chromiumSandbox: process.getuid() !== 0,
    env: { ...process.env, HOME: path.join(root, "browser") },
    args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}
