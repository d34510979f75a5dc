// The extension: starts the server and registers the commands.
import { accessSync, chmodSync, constants } from "node:fs";
import * as vscode from "vscode";
import { binaryPath } from "./binary.ts";
import { compare } from "./compare.ts";
import { SELECTOR } from "./documents.ts";
import { showMatrix } from "./matrix.ts";
import { Panel } from "./panel.ts";
import { Server } from "./server.ts";
import { showStatus } from "./status.ts";
import { explainWhy } from "./why.ts";

/** The settings whose change restarts the server. */
const OF_SERVER = ["envlint.enable", "envlint.path"];

/** The server of this window, which ends with it. */
let active: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("envlint", { log: true });
  const binary = () => chosenBinary(context);
  const server = new Server(binary, output);
  active = server;
  const panel = (kind: string) => {
    const created = new Panel(context.extensionUri, `envlint.${kind}`);
    context.subscriptions.push(created);
    return created;
  };
  const [matrix, why, comparison] = [panel("matrix"), panel("why"), panel("comparison")];
  const command = (name: string, run: (argument?: unknown) => unknown) =>
    vscode.commands.registerCommand(`envlint.${name}`, (argument) => reported(output, () => run(argument)));

  context.subscriptions.push(
    output,
    server,
    showStatus(server),
    command("showMatrix", () => showMatrix(matrix, server, binary)),
    command("why", (name) => explainWhy(why, binary, name)),
    command("compare", () => compare(comparison, binary)),
    command("restart", () => server.restart()),
    command("showOutput", () => output.show()),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (vscode.languages.match(SELECTOR, document) > 0) void server.start();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (OF_SERVER.some((setting) => event.affectsConfiguration(setting))) void server.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void server.restart()),
  );
  await server.start();
}

/** VS Code waits for the result before it ends this process. */
export function deactivate(): Promise<void> | undefined {
  return active?.stop();
}

/** The envlint to run. An archive that was unpacked without modes leaves it not executable. */
function chosenBinary(context: vscode.ExtensionContext): string {
  const path = binaryPath({
    configured: vscode.workspace.getConfiguration("envlint").get<string>("path", ""),
    trusted: vscode.workspace.isTrusted,
    extensionFolder: context.extensionPath,
    platform: process.platform,
  });
  if (path.startsWith(context.extensionPath)) makeExecutable(path);
  return path;
}

function makeExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}

/** Runs a command, and shows its error with a way to the output. */
async function reported(output: vscode.LogOutputChannel, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    output.error(message);
    const choice = await vscode.window.showErrorMessage(`envlint: ${message}`, "Show Output");
    if (choice !== undefined) output.show();
  }
}
