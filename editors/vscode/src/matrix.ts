// The command that shows the environment of each process.
import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Panel } from "./panel.ts";
import { run } from "./run.ts";
import type { Server } from "./server.ts";
import { currentFolder } from "./window.ts";

/** Shows the matrix of the current folder, with the changes that are not saved yet if the server is running. */
export async function showMatrix(panel: Panel, server: Server, binary: () => string): Promise<void> {
  const folder = currentFolder();
  if (folder === undefined) {
    void vscode.window.showInformationMessage("Open a folder to see the environment of its processes.");
    return;
  }
  const html = (await ofServer(server, folder.uri)) ?? (await ofCommand(binary(), folder));
  const again = () => showMatrix(panel, server, binary);
  panel.show({
    title: "Environment Matrix",
    html,
    facts: [folder.name],
    actions: [{ id: "again", title: "Refresh", run: again }],
    folder: folder.uri.fsPath,
  });
}

async function ofServer(server: Server, folder: vscode.Uri): Promise<string | undefined> {
  const answer = await server.request("envlint/matrix", { uri: String(folder) });
  if (typeof answer !== "object" || answer === null || !("html" in answer)) return undefined;
  return typeof answer.html === "string" ? answer.html : undefined;
}

/** The folder of a workspace file need not be one of the window. */
async function ofCommand(binary: string, folder: vscode.WorkspaceFolder): Promise<string> {
  const workspace = vscode.workspace.workspaceFile;
  const also = workspace?.scheme === "file" ? [dirname(workspace.fsPath)] : [];
  const { stdout } = await run(binary, ["matrix", "--format", "html", ".", ...also], { cwd: folder.uri.fsPath });
  return stdout;
}
