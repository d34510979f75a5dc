// The command that compares what the files say with what the processes of this window have.
import * as vscode from "vscode";
import { doctor } from "./doctor.ts";
import type { Panel } from "./panel.ts";
import { withPrivateFolder } from "./private.ts";
import { taskEnvironment, terminalEnvironment } from "./processes.ts";
import { currentFolder, windowFacts, withProgress } from "./window.ts";

const OPEN = "Open a Terminal and a Task";
const WITHOUT = "Only the Extension Host";
const CONSENT = `envlint can open a terminal and run a task in this window. Each starts your shell, prints its variables to a temporary file that only you can read, and ends. The file is removed afterwards, nothing is sent anywhere, and secrets are not shown.`;

/** Asks whether a terminal and a task may be opened, and shows the comparison. */
export async function compare(panel: Panel, binary: () => string): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage("Trust this folder to compare its processes: this starts a terminal in it.");
    return;
  }
  const consent = { modal: true, detail: CONSENT };
  const choice = await vscode.window.showInformationMessage("Compare with this window?", consent, OPEN, WITHOUT);
  if (choice === undefined) return;
  const found = await withProgress("envlint reads the environments of this window", (signal) =>
    observed(binary(), choice === OPEN, signal),
  );
  if (found === undefined) return;
  panel.show({
    title: "This Window",
    html: found.html,
    facts: [...windowFacts(), ...found.notes],
    actions: [{ id: "again", title: "Compare Again", run: () => compare(panel, binary) }],
    folder: currentFolder()?.uri.fsPath,
  });
}

interface Comparison {
  readonly html: string;
  readonly notes: readonly string[];
}

function observed(binary: string, opens: boolean, signal: AbortSignal): Promise<Comparison> {
  return withPrivateFolder(async (folder) => {
    const terminal = opens ? await terminalEnvironment(binary, folder, signal) : undefined;
    const task = opens && currentFolder() ? await taskEnvironment(binary, folder, signal) : undefined;
    signal.throwIfAborted();
    const html = await doctor({ binary, names: [], format: "html", terminal, task }, folder, signal);
    const answers = { terminal, task };
    const silent = Object.entries(answers).filter(([, env]) => opens && env === undefined);
    return { html, notes: silent.map(([name]) => `the ${name} did not answer`) };
  });
}
