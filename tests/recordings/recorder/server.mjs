// A separate code-server on this computer.

import { spawn } from "node:child_process";
import fs from "node:fs";
import { createInterface } from "node:readline";

const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;

/**
 * Starts the code-server of `root` on a free port, with its data, extensions and log in the folder `run`: `{ address,
 * ended, stop }`. `ended` is rejected when it ends by itself. `asksForTrust`: whether it asks if folders are trusted.
 */
export async function startServer(root, run, { env, asksForTrust }) {
  const options = ["--bind-addr", "127.0.0.1:0", "--auth", "none", "--disable-telemetry", "--disable-update-check"];
  if (!asksForTrust) options.push("--disable-workspace-trust");
  options.push("--user-data-dir", `${run}/data`, "--extensions-dir", `${run}/ext`);
  const entry = [`${root}/cs/out/node/entry.js`, ...options];
  const server = spawn(`${root}/bin/node`, entry, { cwd: run, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const kill = (signal) => {
    try {
      return process.kill(-server.pid, signal);
    } catch {
      return false; // the whole group is gone
    }
  };
  const killNow = () => kill("SIGKILL");
  process.once("exit", killNow); // the group is its own, so that a Ctrl-C does not reach it
  const log = fs.createWriteStream(`${run}/server.log`);
  server.stderr.pipe(log, { end: false });
  const gone = new Promise((resolve) => server.once("close", resolve));
  const ended = gone.then((code) => { throw new Error(`the server ended (${code}); see server.log`); });
  ended.catch(() => {});
  const stop = async () => {
    for (const signal of ["SIGTERM", "SIGKILL"]) {
      if (kill(signal)) await limited(STOP_LIMIT, gone, "").catch(() => {});
    }
    process.off("exit", killNow);
    log.end();
  };
  const listening = new Promise((resolve) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      log.write(`${line}\n`);
      const found = line.match(/listening on (http:\/\/127\.0\.0\.1:\d+\/)/);
      if (found) resolve(found[1]);
    });
  });
  try {
    return { address: await limited(START_LIMIT, Promise.race([listening, ended]), "the server does not listen"), ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function limited(limit, promise, otherwise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${otherwise} (within ${limit / 1000} s)`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
