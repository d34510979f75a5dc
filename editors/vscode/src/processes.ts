// Reads the environments of a terminal and of a task by starting one of each.
import * as vscode from "vscode";
import { type Environment, parsedEnvironment } from "./observation.ts";
import type { PrivateFolder } from "./private.ts";
import { commandLine } from "./quoting.ts";

/** How long startup files may take. VS Code itself waits for 10 seconds. */
const LIMIT = 20_000;
/** How long to wait for VS Code to notice a prompt, which it does not for all shells. */
const PROMPT_LIMIT = 5000;

/** The command that writes its environment to `file`, which must exist. */
const printing = (binary: string, file: string) => [binary, "doctor-environment", "window", file];

/** The environment of a program that starts at the prompt of a new terminal; `undefined` if none answers. */
export async function terminalEnvironment(
  binary: string,
  folder: PrivateFolder,
  signal: AbortSignal,
): Promise<Environment | undefined> {
  const file = await folder.file("terminal.json");
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]);
  const terminal = vscode.window.createTerminal({ name: "envlint" });
  try {
    terminal.show(true);
    const answer = folder.written(file, parsedEnvironment, limit);
    await prompt(terminal, limit);
    terminal.sendText(commandLine(vscode.env.shell, printing(binary, file)));
    return await answer;
  } finally {
    terminal.dispose();
  }
}

/** Waits for a prompt: what is typed before could be read by startup files. */
async function prompt(terminal: vscode.Terminal, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PROMPT_LIMIT)]);
  const isReady = () => terminal.shellIntegration !== undefined;
  await first(vscode.window.onDidChangeTerminalShellIntegration, isReady, limit);
}

/** The environment of a program that a new shell task starts; `undefined` if none answers. */
export async function taskEnvironment(
  binary: string,
  folder: PrivateFolder,
  signal: AbortSignal,
): Promise<Environment | undefined> {
  const file = await folder.file("task.json");
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]);
  const [program = "", ...args] = printing(binary, file).map((value) => ({
    value,
    quoting: vscode.ShellQuoting.Strong,
  }));
  const execution = new vscode.ShellExecution(program, args);
  const task = new vscode.Task({ type: "shell" }, vscode.TaskScope.Workspace, "environment", "envlint", execution, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Never, echo: false, close: true };
  const answer = folder.written(file, parsedEnvironment, limit);
  const running = await vscode.tasks.executeTask(task);
  try {
    return await answer;
  } finally {
    running.terminate();
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
