// Runs envlint and collects its output.
import { spawn } from "node:child_process";
import { homedir } from "node:os";

/** What a run of envlint printed, and its exit status: 0, or 1 if there are findings. */
export interface RunOutput {
  readonly status: number;
  readonly stdout: string;
}

/** How to run it. */
export interface RunOptions {
  /** The working folder; by default the home folder, because doctor must not start inside a folder. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

const FINDINGS = 1;

/** Runs `binary`. Fails if it cannot be started, or reports an error instead of a result. */
export function run(binary: string, args: readonly string[], options: RunOptions = {}): Promise<RunOutput> {
  const { cwd = homedir(), signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { cwd, signal, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", reject);
    child.once("close", (status, killedBy) => {
      if (status === 0 || status === FINDINGS) {
        resolve({ status, stdout });
      } else {
        reject(new Error(stderr.trim() || `envlint ended with ${killedBy ?? status}.`));
      }
    });
  });
}
