// Reads the environments of a terminal and of a task by starting one of each.
import * as vscode from "vscode";
import { type Environment, parsedEnvironment } from "./observation.ts";
import type { PrivateFolder } from "./private.ts";
import { commandLine } from "./quoting.ts";

/** How long startup files may take. VS Code itself waits for 10 seconds. */
const LIMIT = 20_000;
/** How long to wait for VS Code to notice a prompt, which it does not for all shells. */
const PROMPT_LIMIT = 5000;

type Answer = Promise<Environment | undefined>;

/** The command that writes its environment to `file`, which must exist. */
const printing = (binary: string, file: string) => [binary, "doctor-environment", "window", file];

/** The environment of a program that starts at the prompt of a new terminal; `undefined` if none answers. */
export function terminalEnvironment(binary: string, folder: PrivateFolder, signal: AbortSignal): Answer {
  return printed(folder, "terminal.json", signal, async (file, limit) => {
    const terminal = vscode.window.createTerminal({ name: "envlint" });
    terminal.show(true);
    await prompt(terminal, limit);
    terminal.sendText(commandLine(vscode.env.shell, printing(binary, file)));
    return terminal;
  });
}

/** Waits for a prompt: what is typed before could be read by startup files. */
async function prompt(terminal: vscode.Terminal, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PROMPT_LIMIT)]);
  const isReady = () => terminal.shellIntegration !== undefined;
  await first(vscode.window.onDidChangeTerminalShellIntegration, isReady, limit);
}

/** The environment of a program that a new shell task starts; `undefined` if none answers. */
export function taskEnvironment(binary: string, folder: PrivateFolder, signal: AbortSignal): Answer {
  return printed(folder, "task.json", signal, async (file) => {
    const quoted = printing(binary, file).map((value) => ({ value, quoting: vscode.ShellQuoting.Strong }));
    const [program = "", ...args] = quoted;
    const execution = new vscode.ShellExecution(program, args);
    const scope = vscode.TaskScope.Workspace;
    const task = new vscode.Task({ type: "shell" }, scope, "environment", "envlint", execution, []);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Never, echo: false, close: true };
    const running = await vscode.tasks.executeTask(task);
    return new vscode.Disposable(() => running.terminate());
  });
}

/** What the process that `start` starts prints to a private file. The process is ended afterwards. */
async function printed(
  folder: PrivateFolder,
  name: string,
  signal: AbortSignal,
  start: (file: string, limit: AbortSignal) => Promise<{ dispose(): unknown }>,
): Answer {
  const file = await folder.file(name);
  const over = new AbortController();
  const limit = AbortSignal.any([signal, over.signal, AbortSignal.timeout(LIMIT)]);
  const answer = folder.written(file, parsedEnvironment, limit);
  try {
    const started = await start(file, limit);
    try {
      return await answer;
    } finally {
      started.dispose();
    }
  } finally {
    over.abort();
  }
}

/** Waits until `holds` after an event, or until `signal`. */
function first<T>(subscribe: vscode.Event<T>, holds: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      subscription.dispose();
      resolve();
    };
    const subscription = subscribe(() => {
      if (holds()) done();
    });
    signal.addEventListener("abort", done, { once: true });
    if (holds() || signal.aborted) done();
  });
}
