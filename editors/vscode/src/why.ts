// The command that says why VS Code does not find a program.
import * as vscode from "vscode";
import { type DoctorQuestion, doctor } from "./doctor.ts";
import { problemWith, suggestedName } from "./names.ts";
import type { Panel } from "./panel.ts";
import { withPrivateFolder } from "./private.ts";
import { currentFolder, windowFacts, withProgress } from "./window.ts";

/** Asks for a name unless `name` is one, and shows doctor's answer for this window. */
export async function explainWhy(panel: Panel, binary: () => string, name?: unknown): Promise<void> {
  const asked = typeof name === "string" && problemWith(name) === undefined ? name : await askForName();
  if (asked === undefined) return;
  const question: DoctorQuestion = { binary: binary(), names: [asked], format: "html" };
  const html = await ask(question);
  if (html === undefined) return;
  panel.show({
    title: `Why: ${asked}`,
    html,
    facts: windowFacts(),
    actions: [
      { id: "again", title: "Ask Again", run: () => explainWhy(panel, binary, asked) },
      { id: "issue", title: "Copy for an Issue", run: () => copyForIssue(question) },
    ],
    folder: currentFolder()?.uri.fsPath,
  });
}

function ask(question: DoctorQuestion): Thenable<string | undefined> {
  const title = `envlint looks for ${question.names.join(", ")}`;
  return withProgress(title, (signal) => withPrivateFolder((folder) => doctor(question, folder, signal)));
}

/** Copies the answer as one block of Markdown, without secrets and without the name of the user. */
async function copyForIssue(question: DoctorQuestion): Promise<void> {
  const markdown = await ask({ ...question, format: "markdown" });
  if (markdown === undefined) return;
  await vscode.env.clipboard.writeText(markdown);
  void vscode.window.showInformationMessage("The answer is on the clipboard, without secrets and names.");
}

async function askForName(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor === undefined ? "" : editor.document.getText(editor.selection);
  const answer = await vscode.window.showInputBox({
    title: "Why is a program not found?",
    prompt: "The name of a program, or of a variable",
    placeHolder: "go",
    value: suggestedName(selected),
    validateInput: problemWith,
  });
  return answer?.trim();
}
