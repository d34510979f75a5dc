// The entry in the language status of the files that envlint checks.
import * as vscode from "vscode";
import { SELECTOR } from "./documents.ts";
import type { Server, ServerState } from "./server.ts";

const DETAILS: Readonly<Record<ServerState, string>> = {
  off: "off",
  starting: "starting",
  running: "checks this file",
  failed: "does not run",
};

/** Shows the state of `server`. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("envlint.status", SELECTOR);
  item.name = "envlint";
  item.text = "envlint";
  const show = (state: ServerState) => {
    item.detail = DETAILS[state];
    item.busy = state === "starting";
    item.severity = vscode.LanguageStatusSeverity[state === "failed" ? "Error" : "Information"];
    item.command =
      state === "failed"
        ? { command: "envlint.showOutput", title: "Show Output" }
        : { command: "envlint.showMatrix", title: "Show Matrix" };
  };
  show(server.state);
  return vscode.Disposable.from(item, server.onDidChangeState(show));
}
