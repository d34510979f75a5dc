// Shows a page of envlint in a tab of the editor.
import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import { pageMessage } from "./messages.ts";
import { framed, type PageAction } from "./pages.ts";
import type { Place } from "./places.ts";

/** A page with what is shown above it. */
export interface Page {
  readonly title: string;
  readonly html: string;
  readonly facts: readonly string[];
  readonly actions: readonly (PageAction & { readonly run: () => unknown })[];
  /** The folder from which paths in the page start. */
  readonly folder: string | undefined;
}

/** One tab that shows a page, and is used again for the next page of the same kind. */
export class Panel implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #kind: string;
  #panel: vscode.WebviewPanel | undefined;
  #page: Page | undefined;

  constructor(extension: vscode.Uri, kind: string) {
    this.#extension = extension;
    this.#kind = kind;
  }

  show(page: Page): void {
    const panel = this.#panel ?? this.#create(page.title);
    const { webview } = panel;
    const address = (...path: string[]) => String(webview.asWebviewUri(vscode.Uri.joinPath(this.#extension, ...path)));
    this.#page = page;
    panel.title = page.title;
    webview.html = framed(page.html, {
      nonce: randomBytes(16).toString("base64url"),
      source: webview.cspSource,
      style: address("media", "page.css"),
      script: address("dist", "page.js"),
      facts: page.facts,
      actions: page.actions,
    });
    panel.reveal(undefined, false);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(title: string): vscode.WebviewPanel {
    const roots = ["media", "dist"].map((folder) => vscode.Uri.joinPath(this.#extension, folder));
    const panel = vscode.window.createWebviewPanel(this.#kind, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: roots,
    });
    panel.iconPath = vscode.Uri.joinPath(this.#extension, "images", "icon.png");
    panel.webview.onDidReceiveMessage((message) => this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    this.#panel = panel;
    return panel;
  }

  async #receive(value: unknown): Promise<void> {
    const message = pageMessage(value);
    switch (message?.type) {
      case "action":
        await this.#page?.actions.find(({ id }) => id === message.id)?.run();
        break;
      case "copy":
        await vscode.env.clipboard.writeText(message.text);
        break;
      case "open":
        await open(message, this.#page?.folder);
        break;
      case undefined:
        break;
    }
  }
}

async function open({ path, line, column }: Place, folder: string | undefined): Promise<void> {
  const expanded = path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
  const absolute = isAbsolute(expanded) ? expanded : join(folder ?? homedir(), expanded);
  const at = new vscode.Position(line - 1, column - 1);
  try {
    await vscode.window.showTextDocument(vscode.Uri.file(absolute), { selection: new vscode.Range(at, at) });
  } catch {
    void vscode.window.showErrorMessage(`${path} cannot be opened.`);
  }
}
