// Runs in a webview: adds buttons that copy a line to paste, and turns places in files into links.
import type { PageMessage } from "../messages.ts";
import { placesIn } from "../places.ts";

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

const host = acquireVsCodeApi();

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-action]")) {
  button.addEventListener("click", () => host.postMessage({ type: "action", id: button.dataset.action ?? "" }));
}

for (const block of document.querySelectorAll<HTMLPreElement>(".diagnosis pre")) {
  const text = block.textContent ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    host.postMessage({ type: "copy", text });
    button.textContent = "Copied";
  });
  block.after(button);
}

for (const element of document.querySelectorAll<HTMLElement>(
  ".chain li, .diagnosis dd, .diagnosis li, .diagnosis li code",
)) {
  const texts = [...element.childNodes].filter((node) => node instanceof Text);
  for (const text of texts) linkPlaces(text);
}

/** Turns the places in `text` into links. */
function linkPlaces(text: Text): void {
  // From the end, so that the earlier positions stay.
  for (const { path, line, column, start, end } of placesIn(text.data).reverse()) {
    const named = text.splitText(start);
    named.splitText(end - start);
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = named.data;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      host.postMessage({ type: "open", path, line, column });
    });
    named.replaceWith(link);
  }
}
