// Runs `envlint doctor` with what this window has seen.
import { homedir } from "node:os";
import * as vscode from "vscode";
import { type Environment, machinePart } from "./observation.ts";
import type { PrivateFolder } from "./private.ts";
import { run } from "./run.ts";
import { currentFolder, thisHost } from "./window.ts";

/** What to ask doctor. */
export interface DoctorQuestion {
  readonly binary: string;
  /** Programs and variables; by default those that the folder's files use. */
  readonly names: readonly string[];
  readonly format: "html" | "markdown";
  readonly terminal?: Environment | undefined;
  readonly task?: Environment | undefined;
}

/** What doctor prints about this window. The observations are in `folder` only while doctor runs. */
export async function doctor(question: DoctorQuestion, folder: PrivateFolder, signal: AbortSignal): Promise<string> {
  const { binary, names, format, terminal, task } = question;
  const trusted = vscode.workspace.isTrusted;
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
  const part = machinePart({
    trusted,
    folders,
    host: thisHost(),
    ...(terminal && { terminal }),
    ...(task && { task }),
  });
  const observed = await folder.file("window.json", JSON.stringify(part));
  const asked = currentFolder()?.uri.fsPath ?? homedir();
  const args = ["doctor", ...names, "--folder", asked, "--observed", observed];
  const form = format === "html" ? ["--format", "html"] : ["--markdown"];
  const { stdout } = await run(binary, [...args, ...form, ...(trusted ? ["--trust"] : [])], { signal });
  return stdout;
}
