// Adapts the HTML pages that envlint writes to a webview: VS Code's colors, a strict policy, and a bar with facts and actions.

/** What is added to a page. */
export interface PageFrame {
  /** A random value that no page can know. */
  readonly nonce: string;
  /** The source of this extension's own files, as the webview names it. */
  readonly source: string;
  /** The address of the style sheet with VS Code's colors. */
  readonly style: string;
  /** The address of the script that adds buttons and links. */
  readonly script: string;
  /** One line about the window that the page describes. */
  readonly facts: readonly string[];
  readonly actions: readonly PageAction[];
}

/** A button above the page. */
export interface PageAction {
  /** The name that the script sends back. */
  readonly id: string;
  readonly title: string;
}

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** `html` as the content of a webview. Fails if it is not one of envlint's pages. */
export function framed(html: string, frame: PageFrame): string {
  if (!POLICY.test(html) || !html.includes("<style>") || !html.includes("<main>") || /<script/i.test(html)) {
    throw new Error("envlint printed something that is not one of its pages.");
  }
  const policy = `default-src 'none'; style-src ${frame.source} 'nonce-${frame.nonce}'; script-src 'nonce-${frame.nonce}'`;
  const links = `<link rel="stylesheet" href="${escaped(frame.style)}">
<script nonce="${frame.nonce}" src="${escaped(frame.script)}" defer></script>`;
  // Function replacements: text of a page can contain `$&`.
  return html
    .replace(POLICY, () => `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`)
    .replace("<style>", () => `<style nonce="${frame.nonce}">`)
    .replace("</head>", () => `${links}\n</head>`)
    .replace("<main>", () => `<main>\n${bar(frame)}`);
}

function bar({ facts, actions }: PageFrame): string {
  const buttons = actions.map(
    ({ id, title }) => `<button type="button" data-action="${escaped(id)}">${escaped(title)}</button>`,
  );
  const shown = facts.map((fact) => `<li>${escaped(fact)}</li>`);
  return `<header class="window"><ul class="facts">${shown.join("")}</ul><div class="actions">${buttons.join("")}</div></header>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** `text` for HTML, including quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
