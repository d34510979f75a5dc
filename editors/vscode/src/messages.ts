// What the script in a webview can ask for.

/** A message from the script in a webview. */
export type PageMessage =
  | { readonly type: "action"; readonly id: string }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "open"; readonly path: string; readonly line: number; readonly column: number };

/** `value` as a message; `undefined` if it is not one. */
export function pageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, id, text, path, line, column } = value as Record<string, unknown>;
  if (type === "action" && typeof id === "string") return { type, id };
  if (type === "copy" && typeof text === "string") return { type, text };
  if (type === "open" && typeof path === "string" && isPosition(line) && isPosition(column)) {
    return { type, path, line, column };
  }
  return undefined;
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
