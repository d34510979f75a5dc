// What the commands need to know about this window.
import * as vscode from "vscode";
import { type HostObservation, setVariables } from "./observation.ts";

const SECOND = 1000;

/** The folder of the file in the active editor, otherwise the first one; `undefined` if no folder is open. */
export function currentFolder(): vscode.WorkspaceFolder | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const ofEditor = uri && vscode.workspace.getWorkspaceFolder(uri);
  return ofEditor ?? vscode.workspace.workspaceFolders?.[0];
}

/** The process in which this extension runs. */
export function thisHost(): HostObservation {
  const { pid, ppid } = process;
  const started = new Date(Date.now() - process.uptime() * SECOND);
  return { pid, parent: ppid, started, env: setVariables(process.env) };
}

/** This window in a few words: the product, the remote computer on which its extensions run, and the shell of terminals. */
export function windowFacts(): string[] {
  const { appName, remoteName, shell } = vscode.env;
  const where = remoteName === undefined ? [] : [`remote: ${remoteName}`];
  const trust = vscode.workspace.isTrusted ? [] : ["not trusted"];
  return [`${appName} ${vscode.version}`, ...where, `terminal: ${shell}`, ...trust];
}

/** Runs `work` with a progress message that has a button to cancel it. */
export function withProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      return await work(controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  });
}
